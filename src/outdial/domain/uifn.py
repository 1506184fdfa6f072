"""Universal international freephone numbers: +800 and eight digits, the same in every country.

They belong to no country, but Connect lists each under one. So that the number alone tells it,
the first three of the eight digits are made from the two letters of the country's code.
"""

import re
import string

COUNTRY_CODE = 800

_LETTERS = string.ascii_uppercase
_FIRST = 100  # eight digits that begin with 0 are not valid


def digits_of(country: str) -> str | None:
    """Give the digits that a country's numbers begin with; None for what is no country code."""
    if not re.fullmatch("[A-Z]{2}", country):
        return None
    high, low = (_LETTERS.index(letter) for letter in country)
    return f"{COUNTRY_CODE}{_FIRST + len(_LETTERS) * high + low}"


def country_of(digits: str) -> str | None:
    """Read the country off a number's digits; None if they are not made from one."""
    high, low = divmod(int(digits[3:6]) - _FIRST, len(_LETTERS))
    return _LETTERS[high] + _LETTERS[low] if 0 <= high < len(_LETTERS) else None
