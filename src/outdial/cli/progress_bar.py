"""How far a long reading is, on a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

Show = Callable[[str, int, int], None]
"""Shows what is read, how much of it is done and how much there is, 0 if that is not known."""


@contextmanager
def progress_bar() -> Iterator[tuple["Console", Show]]:
    """Show a bar on stderr, beside what is printed, for as long as the block takes.

    Nothing is shown where stderr is no terminal; the console tells.
    """
    from rich.console import Console  # noqa: PLC0415 it takes time to load
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as shown:
        task = shown.add_task("", total=None)

        def show(what: str, done: int, total: int) -> None:
            shown.update(task, description=what, completed=done, total=total or None)

        yield console, show
