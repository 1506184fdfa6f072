"""The table of callers, for people."""

from collections.abc import Iterable

import click

from outdial.callers import QueueCaller

# A pipe has no width: lines there are as long as they must be.
_ENDLESS = 10_000


def print_callers(callers: Iterable[QueueCaller]) -> None:
    """Print who each queue's calls say they are."""
    from rich.console import Console  # noqa: PLC0415 loaded only where something is shown
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console()
    if not console.is_terminal:
        console = Console(width=_ENDLESS)
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bold")
    for heading in ("Queue", "Name shown", "Number shown", "Whisper"):
        table.add_column(heading)
    for caller in callers:
        cells = (caller.queue, caller.name or "-", shown_number(caller), shown_whisper(caller))
        table.add_row(*map(Text, cells))  # Text: what users wrote is no markup
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
