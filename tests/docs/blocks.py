"""The fenced blocks of a page of the documentation, and which of them are run.

- `sh` and `python` blocks are run, unless `not-run` stands after the language.
- `server` after the language marks a command that runs beside the others until they are done.
- `file=NAME` after the language is a file that the others find.
- `terraform` after the language marks what is run where Terraform is, `aio` what is run where
  aiobotocore is, by tests of their own.
- A `text` or `json` block right after one that is run is what that one prints.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]

PAGES = sorted(
    [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "docs" / "howto").glob("*.md"),
        *(ROOT / "docs" / "explanation").glob("*.md"),
        *(ROOT / "docs" / "reference").glob("*.md"),
    ]
)
"""The pages that people write; the pages of operations show what was run to make them."""

_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL)
_RUN = ("sh", "python")
ELSEWHERE = frozenset({"terraform", "aio"})
_PRINTED = ("text", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A fenced block; `printed` is what it prints when it is run, if the page shows it."""

    language: str
    words: frozenset[str]
    content: str
    line: int
    printed: str | None = None

    @property
    def file(self) -> str | None:
        """The name of the file that the block is."""
        names = (word.partition("=")[2] for word in self.words if word.startswith("file="))
        return next(names, None)

    @property
    def is_server(self) -> bool:
        """Tell whether the block runs beside the others."""
        return "server" in self.words

    @property
    def is_run(self) -> bool:
        """Tell whether the block is run as a step of the page."""
        return self.is_step and self.words.isdisjoint(ELSEWHERE)

    @property
    def is_step(self) -> bool:
        """Tell whether the block is run as a step, with the page's others or by another test."""
        return (
            self.language in _RUN
            and self.file is None
            and self.words.isdisjoint(("not-run", "server"))
        )


def blocks(text: str) -> Iterator[Block]:
    """List a page's blocks, but for those that show what the one before prints."""
    matches = list(_FENCE.finditer(text))
    shown: set[int] = set()
    for at, match in enumerate(matches):
        if at in shown:
            continue
        block = _block(text, match)
        following = matches[at + 1] if at + 1 < len(matches) else None
        if following and block.is_step and _is_output(text, match, following):
            shown.add(at + 1)
            block = _block(text, match, printed=following["content"])
        yield block


def _block(text: str, match: re.Match[str], printed: str | None = None) -> Block:
    language, *words = match["info"].split() or [""]
    return Block(
        language=language,
        words=frozenset(words),
        content=match["content"],
        line=text.count("\n", 0, match.start()) + 1,
        printed=printed,
    )


def _is_output(text: str, run: re.Match[str], following: re.Match[str]) -> bool:
    right_after = text[run.end() : following.start()].strip() == ""
    return right_after and following["info"] in _PRINTED
