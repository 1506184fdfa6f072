"""What a handset shows of an incoming call.

H1  A number is written as in the country of the called person's handset if it is a number of that
    country, else internationally. Where no country is asked for, it is the number's own. [chosen]
H2  Between numbers of the United States and Canada the name is carried as CNAM, which has room for
    15 characters. [documented by carriers]
H3  Anywhere else a handset's screen is the limit: 24 columns, of which a wide letter takes two.
    [chosen]
H4  The name arrives only where the whole way is SIP, so a handset may show the number alone.
    [documented]
H5  A call that shows a UIFN is blocked, and toll-free numbers are not for calls abroad.
    [documented]
"""

import re
from dataclasses import dataclass
from typing import Literal
from unicodedata import combining, east_asian_width

from outdial.domain.number_plan import display, identify
from outdial.printable import printable

CNAM_CHARACTERS = 15
SCREEN_COLUMNS = 24

_CNAM = {"US", "CA"}
_SIZES: tuple[tuple[int, Literal["large", "medium"]], ...] = ((12, "large"), (18, "medium"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """The name and number on a handset's screen; without a number no call arrives.

    `size` is that of the name's letters, `country` the two letters of the handset's country as
    far as it is known, and `notes` are sentences about what is not to be seen.
    """

    name: str | None
    number: str | None
    country: str | None
    size: Literal["large", "medium", "small"] = "large"
    notes: tuple[str, ...] = ()


NO_CALL = Screen(
    name=None,
    number=None,
    country=None,
    notes=("The queue has no number that it could show, so its calls fail.",),
)


def country(text: str) -> str | None:
    """Read a country's two letters; None if they are none."""
    letters = text.strip().upper()
    return letters if re.fullmatch("[A-Z]{2}", letters) else None


def screen(name: str | None, number: str | None, callee: str | None = None) -> Screen:
    """Tell what a handset shows; `number` is in E.164, `callee` a country's two letters."""
    if number is None:
        return NO_CALL
    home, kind = identify(number) or (None, None)
    where = callee or home
    shown, notes = _clipped(printable(name or "").strip(), home, where)
    return Screen(
        name=shown or None,
        number=display(number, where),  # H1
        country=where,
        size=_size(shown),
        notes=(*notes, *_limits(kind, home, where)),
    )


def _clipped(name: str, home: str | None, where: str | None) -> tuple[str, tuple[str, ...]]:
    if not name:
        return "", ("The queue has no name to show: the handset shows the number alone.",)
    is_cnam = home in _CNAM and where in _CNAM
    if is_cnam and len(name) > CNAM_CHARACTERS:
        shown = name[:CNAM_CHARACTERS].rstrip()  # H2
        why = f"CNAM, which carries it there, has room for {CNAM_CHARACTERS} characters"
    elif not is_cnam and _columns(name) > SCREEN_COLUMNS:
        shown = _cut(name)  # H3
        why = f"a handset's screen has room for about {SCREEN_COLUMNS} characters"
    else:
        return name, (_MAY_BE_LOST,)
    return shown, (f"The name is cut to “{shown}”: {why}.", _MAY_BE_LOST)


_MAY_BE_LOST = (
    "Networks without SIP on the way drop the name: the number is then shown alone."  # H4
)


def _columns(text: str) -> int:
    return sum(0 if combining(each) else 1 + (east_asian_width(each) in "WF") for each in text)


def _cut(name: str) -> str:
    kept, left = "", SCREEN_COLUMNS - 1
    for letter in name:
        left -= _columns(letter)
        if left < 0:
            break
        kept += letter
    return f"{kept.rstrip()}…"


def _size(name: str) -> Literal["large", "medium", "small"]:
    return next((size for most, size in _SIZES if _columns(name) <= most), "small")


def _limits(kind: str | None, home: str | None, where: str | None) -> tuple[str, ...]:
    if kind == "UIFN":
        return ("A UIFN number is for calls that come in; calls that show it are blocked.",)  # H5
    if kind == "TOLL_FREE" and where != home:
        return ("Amazon Connect does not support toll-free numbers for calls abroad.",)  # H5
    return ()
