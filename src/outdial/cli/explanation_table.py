"""An explanation, for people."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import click

from outdial.cli.table import new_table, print_table
from outdial.printable import printable

_OUTCOMES = {
    "allowed": ("allowed", "green"),
    "implicit_deny": ("not allowed", "red"),
    "explicit_deny": ("denied", "red"),
}

Answer = Mapping[str, Any]


def print_explanation(answer: Answer) -> None:
    """Print what came out, why for each resource, what would change it, and what else holds."""
    _, color = _OUTCOMES[answer["outcome"]]
    may = "may" if answer["outcome"] == "allowed" else "may not"
    told = f"{answer['title']} {may} call {answer['action']} in {answer['region']}"
    click.echo(click.style(printable(told), fg=color) + "\n")
    if answer["resources"]:
        _print_resources(answer)
        click.echo()
    for remedy in answer["remedies"]:
        statement = remedy["statement"]
        click.echo(printable(remedy["text"]) + (":" if statement else ".") + "\n")
        if statement:
            click.echo(json.dumps(statement, indent=2) + "\n")
    for note in answer["notes"]:
        click.echo(f"Note: {printable(note)}")


def _print_resources(answer: Answer) -> None:
    """Print for each resource what came out; under its name stand its ARN and the reasons."""
    from rich.text import Text  # noqa: PLC0415 loaded only where something is shown

    table = new_table("Decision", "Resource")
    for checked in answer["resources"]:
        outcome, color = _OUTCOMES[checked["outcome"]]
        told = Text(printable(checked["title"]), style="bold")
        told.append(f"\n{printable(checked['arn'])}", style="not bold")
        for reason in _reasons(checked):
            told.append(f"\n{printable(reason)}", style="not bold dim")
        table.add_row(Text(outcome, style=color), told)
    print_table(table)


def _reasons(checked: Answer) -> Iterator[str]:
    for match in checked["matches"]:
        verb = "allowed" if match["effect"] == "Allow" else "denied"
        yield f"{verb} by {_statement(match)}"
    for lack in checked["missing"]:
        yield f"no {lack['name']} allows it"
        for unmet in lack["unmet"]:
            yield f"{_statement(unmet)} would, but"
            yield from (f"  {condition['text']}" for condition in unmet["conditions"])
    if checked["only_denies"] and not checked["matches"]:
        yield "nothing denies it"


def _statement(match: Answer) -> str:
    name = f'"{match["sid"]}"' if match["sid"] else f"statement {match['index'] + 1}"
    return f"{name}, line {match['line']} of {match['policy']}"
