"""The report of a rehearsal, for people."""

from itertools import groupby
from typing import TYPE_CHECKING

import click

from outdial.cli.table import new_table, print_table
from outdial.printable import printable

if TYPE_CHECKING:
    from outdial.rehearsal.problem import Problem
    from outdial.rehearsal.report import Line, Report


def print_report(report: "Report") -> None:
    """Print each queue on both sides, then each problem with its remedy, then the sum."""
    print_sides(report)
    click.echo()
    for problem, queues in _together(report.problems):
        concerned = f": {', '.join(queues)}" if queues else ""
        where = printable(f"{problem.name} in {problem.region}{concerned}")
        click.echo(click.style(where, fg="red"))
        click.echo(f"  {printable(problem.what)}\n  {printable(problem.remedy)}\n")
    click.echo(_sum(report))


def print_sides(report: "Report") -> None:
    """Print each queue on both sides."""
    from rich.text import Text  # noqa: PLC0415 loaded only where something is shown

    pair = report.pair
    table = new_table("Queue", "Region", "Name shown", "Number shown", "Whisper", "Would break")
    before = ""
    for line in report.lines:
        name = "" if line.queue_id == before else line.name
        before = line.queue_id
        problems = ", ".join(problem.name for problem in line.problems)
        cells = map(Text, map(printable, (name, line.region, *_caller(line))))
        table.add_row(*cells, Text(problems, style="red") if problems else Text("-"))
    click.echo(
        f"{pair.alias or pair.instance_id}: {pair.source.region} is the source,"
        f" {pair.replica.region} the replica\n"
    )
    print_table(table)


def _caller(line: "Line") -> tuple[str, str, str]:
    queue = line.queue
    if queue is None:
        return "-", "the queue is not there", "-"
    if queue.shown_by_flow:
        number = f"{queue.shown_by_flow} (set by the flow)"
    else:
        number = line.shown or "none: its calls fail"
    flow = (queue.flow and queue.flow.name) or queue.flow_id or "-"
    return queue.caller_name or "-", number, flow


def _together(problems: "tuple[Problem, ...]") -> "list[tuple[Problem, list[str]]]":
    """Tell what concerns several queues once."""

    def key(problem: "Problem") -> tuple[str, ...]:
        return problem.region, problem.name, problem.what, problem.remedy

    found = []
    for _, same in groupby(sorted(problems, key=key), key=key):
        alike = list(same)
        found.append((alike[0], [problem.queue for problem in alike if problem.queue]))
    return found


def _sum(report: "Report") -> str:
    if not report.problems:
        return click.style("Nothing would break.", fg="green")
    parts = []
    for side in report.pair.sides:
        here = [problem for problem in report.problems if problem.region == side.region]
        queues = {problem.queue_id for problem in here if problem.queue_id}
        whole = any(problem.queue_id is None for problem in here)
        if whole:
            parts.append(f"the whole of {side.region}")
        elif queues:
            total = len(report.pair.queue_names)
            parts.append(f"{len(queues)} of {total} queue{'s' * (total != 1)} in {side.region}")
    return f"Would break: {', '.join(parts)}."
