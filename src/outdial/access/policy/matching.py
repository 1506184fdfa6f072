"""How texts of a policy match: wildcards, and policy variables with defaults and escapes.

The rules, from "IAM policy elements: Variables and tags" and "IAM JSON policy elements: Resource"
[documented]:

- `*` is any run of characters, across `:` and `/` too, and `?` is one character;
- `${key}` is the value of a key of the request, and `${key, 'text'}` the text where the key has
  no value; `${*}`, `${?}` and `${$}` are the plain characters;
- a text with a variable that has no value is like nothing, and equal to nothing.

A value that is put in place of a variable is taken to the letter: its `*` is no wildcard
[inferred]. What looks like a variable and is none is one that has no value [inferred].
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from outdial.access.policy.context import Keys

Matcher = Callable[[str, Keys], bool]

_WILDCARD = re.compile(r"[*?]")
_SPECIAL = re.compile(r"\$\{([^}]*)\}|[*?]")
_DEFAULTED = re.compile(r"([^,]*),\s*'(.*)'\s*", re.DOTALL)


class Wildcard(Enum):
    """A character of a pattern that stands for others."""

    RUN = "*"
    ONE = "?"


@dataclass(frozen=True, slots=True)
class Variable:
    """A place for the value of a key, which is asked for in lower case."""

    name: str
    default: str | None = None

    @property
    def key(self) -> str:
        """The key as it is asked for."""
        return self.name.lower()


Token = str | Wildcard | Variable
Tokens = Sequence[Token]


def tokens(text: str, *, variables: bool) -> list[Token]:
    """Take a text apart."""
    found: list[Token] = []
    at = 0
    for special in (_SPECIAL if variables else _WILDCARD).finditer(text):
        found += [text[at : special.start()], _token(special)]
        at = special.end()
    found.append(text[at:])
    return [token for token in found if token != ""]


def _token(special: re.Match[str]) -> Token:
    if special[0] in {"*", "?"}:
        return Wildcard(special[0])
    inside = special[1]
    if inside in {"*", "?", "$"}:
        return inside
    defaulted = _DEFAULTED.fullmatch(inside)
    if defaulted:
        return Variable(defaulted[1].strip(), defaulted[2])
    return Variable(inside.strip())


def variables_in(parts: Iterable[Token]) -> frozenset[str]:
    """Name the keys that the variables of a text ask for, as they are written."""
    return frozenset(part.name for part in parts if isinstance(part, Variable))


def _filled(parts: Tokens, keys: Keys) -> Tokens | None:
    """Put values in place of variables; None if one has no value."""
    filled: list[Token] = []
    for part in parts:
        if isinstance(part, Variable):
            value = keys.single(part.key)
            value = part.default if value is None else value
            if value is None:
                return None
            filled.append(value)
        else:
            filled.append(part)
    return filled


def _expression(parts: Tokens) -> str:
    """Write the regular expression of a pattern without variables.

    Each run but the last is atomic: it takes what the first fit needs and never tries again, so
    that no pattern takes long. The last one is found from the end.
    """
    pieces = [""]
    for part in parts:
        if part is Wildcard.RUN:
            pieces.append("")
        else:
            pieces[-1] += "." if part is Wildcard.ONE else re.escape(str(part))
    if len(pieces) == 1:
        return pieces[0]
    first, *middle, last = pieces
    return first + "".join(f"(?>.*?{piece})" for piece in middle if piece) + ".*" + last


def _fits(expression: str) -> Callable[[str], object]:
    return re.compile(expression, re.DOTALL).fullmatch


_remembered = lru_cache(maxsize=2048)(_fits)


def plain_text(parts: Tokens, keys: Keys) -> str | None:
    """Give the text with values in place of variables, wildcards as they are; None if it has none.

    This is the form of a value that is compared to the letter, in which a wildcard is plain.
    """
    filled = _filled(parts, keys)
    if filled is None:
        return None
    return "".join(part.value if isinstance(part, Wildcard) else str(part) for part in filled)


def glob(texts: Iterable[str], *, variables: bool) -> Matcher:
    """Make what tells whether a text is like any of the patterns."""
    return any_like([tokens(text, variables=variables) for text in texts])


def any_like(patterns: Iterable[Tokens]) -> Matcher:
    """Make what tells whether a text is like any of the patterns, given in parts."""
    given = [[part for part in parts if part != ""] for parts in patterns]
    varying = [parts for parts in given if variables_in(parts)]
    is_like = _any_fixed([parts for parts in given if not variables_in(parts)])
    if not varying:
        return lambda text, _: is_like(text)
    return lambda text, keys: is_like(text) or any(_is_like(text, parts, keys) for parts in varying)


def _any_fixed(patterns: Sequence[Tokens]) -> Callable[[str], bool]:
    """Make what matches patterns without variables; the plainest way of each is the fastest."""
    exact = frozenset("".join(map(str, parts)) for parts in patterns if not _has_wildcard(parts))
    prefixes = tuple("".join(map(str, parts[:-1])) for parts in patterns if _is_prefix(parts))
    others = [parts for parts in patterns if _has_wildcard(parts) and not _is_prefix(parts)]
    if not others:
        return lambda text: text in exact or text.startswith(prefixes)
    fits = _fits("|".join(map(_expression, others)))
    return lambda text: text in exact or text.startswith(prefixes) or fits(text) is not None


def _has_wildcard(parts: Tokens) -> bool:
    return any(isinstance(part, Wildcard) for part in parts)


def _is_prefix(parts: Tokens) -> bool:
    return parts[-1:] == [Wildcard.RUN] and not _has_wildcard(parts[:-1])


def _is_like(text: str, parts: Tokens, keys: Keys) -> bool:
    filled = _filled(parts, keys)
    return filled is not None and bool(_remembered(_expression(filled))(text))
