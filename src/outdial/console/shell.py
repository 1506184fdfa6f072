"""Commands of a shell, to be copied."""

from collections.abc import Mapping, Sequence
from shlex import quote

from outdial.printable import printable

_BREAK = " \\\n    "


def command(words: Sequence[str], options: Mapping[str, str]) -> str:
    """Write a command for a POSIX shell: an option a line, those left out that are empty.

    '' if a value has characters that steer what shows the command, which no quotes make plain.
    """
    given = {name: value for name, value in options.items() if value}
    if any(printable(value) != value for value in (*words, *given.values())):
        return ""
    lines = (f"--{name} {quote(value)}" for name, value in given.items())
    return _BREAK.join((" ".join(map(quote, words)), *lines))
