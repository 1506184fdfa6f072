"""An explanation, for people."""

import json
from collections.abc import Mapping
from typing import Any

import click

from outdial.cli.table import new_table, print_table
from outdial.explaining.told import OUTCOMES, headline, reasons
from outdial.printable import printable

Answer = Mapping[str, Any]


def print_explanation(answer: Answer) -> None:
    """Print what came out, why for each resource, what would change it, and what else holds."""
    told = printable(headline(answer))
    click.echo(click.style(told, fg=_color(answer["outcome"])) + "\n")
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
        outcome = checked["outcome"]
        told = Text(printable(checked["title"]), style="bold")
        told.append(f"\n{printable(checked['arn'])}", style="not bold")
        for reason in reasons(checked):
            told.append(f"\n{printable(reason.text)}", style="not bold dim")
            for detail in reason.details:
                told.append(f"\n  {printable(detail)}", style="not bold dim")
        table.add_row(Text(OUTCOMES[outcome], style=_color(outcome)), told)
    print_table(table)


def _color(outcome: str) -> str:
    return "green" if outcome == "allowed" else "red"
