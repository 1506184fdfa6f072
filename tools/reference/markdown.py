"""Tables and names, as Markdown wants them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

_NAME = re.compile(r"(?<![`\w:/\[])[A-Z]\w+(?![`\w\]])")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Write a table, line by line."""
    yield _row(heads)
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield _row([cell.replace("|", "\\|").replace("\n", " ") for cell in row])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def code(text: str) -> str:
    """Set a text as code."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def linked(text: str, served: AbstractSet[str], *, own: str = "", folder: str = "") -> str:
    """Link the names of served operations in a text to their pages, but for a page's own."""

    def link(match: re.Match[str]) -> str:
        name = match[0]
        return f"[{name}]({folder}{name}.md)" if name in served and name != own else name

    return _NAME.sub(link, text)
