"""The table of callers, for people."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from outdial.callers import QueueCaller
from outdial.printable import printable

if TYPE_CHECKING:
    from rich.table import Table

# A pipe has no width: lines there are as long as they must be.
_ENDLESS = 10_000


def print_callers(callers: Iterable[QueueCaller]) -> None:
    """Print who each queue's calls say they are."""
    from rich.text import Text  # noqa: PLC0415 loaded only where something is shown

    table = new_table("Queue", "Name shown", "Number shown", "Whisper")
    for caller in callers:
        cells = (caller.queue, caller.name or "-", shown_number(caller), shown_whisper(caller))
        table.add_row(*map(Text, map(printable, cells)))  # Text: what users wrote is no markup
    print_table(table)


def new_table(*headings: str) -> "Table":
    """Make a table without lines."""
    from rich.table import Table  # noqa: PLC0415 as above

    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bold")
    for heading in headings:
        table.add_column(heading)
    return table


def print_table(table: "Table") -> None:
    """Print a table as wide as the terminal, or as it must be where there is none."""
    from rich.console import Console  # noqa: PLC0415 as above

    console = Console()
    if not console.is_terminal:
        console = Console(width=_ENDLESS)
    with console.capture() as printed:
        console.print(table)
    for line in printed.get().splitlines():
        click.echo(line.rstrip())


def shown_number(caller: QueueCaller) -> str:
    """Say which number is shown, or why the queue's calls fail."""
    if caller.number_set_by_flow:
        return f"{caller.number_set_by_flow} (set by the flow)"
    match caller.number_state:
        case "CLAIMED":
            return caller.number or "-"
        case "IN_PROGRESS":
            return f"{caller.number} (still being claimed)"
        case "NOT_SET":
            return "none: its calls fail"
        case "NOT_FOUND":
            return f"none: its calls fail ({caller.number_id} is not there any more)"
        case "FAILED":
            return f"none: its calls fail (the claim of {caller.number} failed)"


def shown_whisper(caller: QueueCaller) -> str:
    """Say what the called party hears first."""
    if caller.flow_is_default:
        return f"{caller.whisper} (default)" if caller.whisper else "the instance's default"
    if caller.whisper is None:
        return f"flow {caller.flow_id} is not there any more"
    return caller.whisper or f"nothing is said ({caller.flow})"
