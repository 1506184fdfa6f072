"""Which telephone numbers there are: those to be claimed, and whose a number is.

Numbers to be claimed are made up. Where a country keeps numbers for fiction they come from there,
and only from there; elsewhere they are neighbours of the country's published example number that
are valid in its plan.

- DID numbers are fixed lines, and whatever else is neither free nor of shared cost.
- UIFN numbers begin with +800 and belong to no country; see `uifn`.
- THIRD_PARTY_TF, THIRD_PARTY_DID and SHORT_CODE numbers exist by arrangement with AWS only, and
  cannot be told from others by their digits: there are none to be had.
"""

import re
from collections.abc import Iterator
from functools import cache

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType, ValidationResult

from outdial.domain import uifn
from outdial.domain.fictional_ranges import FICTIONAL
from outdial.domain.number_block import NumberBlock

NOT_OFFERED = frozenset({"AC", "AX", "BQ", "GF", "GP", "MQ", "NF", "PS", "SS", "TA", "XK"})
"""Countries with numbers of their own that Connect has no country code for [documented]."""

_EXAMPLES = {
    "DID": PhoneNumberType.FIXED_LINE,
    "SHARED": PhoneNumberType.SHARED_COST,
    "TOLL_FREE": PhoneNumberType.TOLL_FREE,
}
_TYPES = {
    PhoneNumberType.SHARED_COST: "SHARED",
    PhoneNumberType.TOLL_FREE: "TOLL_FREE",
}
_VARIED_AT_MOST = 4
"""How many of an example number's last digits vary; in a short one only the last half does."""
_GIVE_UP = 2500
"""After so many candidates in a row that are no such numbers, there are no more."""


def available_numbers(
    country: str, number_type: str, prefix: str | None, start: int
) -> Iterator[tuple[int, str]]:
    """List numbers to be claimed, in E.164, each with its position; `start` is the first one's.

    To go on after a number, start at its position plus one, with the other arguments unchanged.
    """
    refused = 0
    for position, candidate in _candidates(_blocks(country, number_type, prefix or ""), start):
        number = f"+{candidate}"
        if identify(number) == (country, number_type) and _exists(number):
            refused = 0
            yield position, number
        elif (refused := refused + 1) == _GIVE_UP:
            return


def identify(number: str) -> tuple[str, str] | None:
    """Tell the country and type of a number in E.164; None if it can be nobody's."""
    parsed = _parse(number)
    if parsed is None or not _is_complete(parsed):
        return None
    if (kept := _kept_for_fiction(number)) is not None:
        return kept
    if parsed.country_code == uifn.COUNTRY_CODE:
        country = uifn.country_of(number.removeprefix("+"))
        return country if country and _is_offered(country) else "US", "UIFN"
    country = _country(parsed)
    if country is None or not _is_offered(country):
        return None
    return country, _TYPES.get(phonenumbers.number_type(parsed), "DID")


def display(number: str, country: str | None = None) -> str:
    """Write a number as a handset in this country shows it; abroad, internationally."""
    parsed = _parse(number)
    if parsed is None:
        return number
    at_home = country is not None and identify(number) in {(country, kind) for kind in _EXAMPLES}
    style = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)


def _parse(number: str) -> PhoneNumber | None:
    if not re.fullmatch(r"\+[1-9]\d{1,14}", number, re.ASCII):
        return None
    try:
        return phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None


def _is_complete(parsed: PhoneNumber) -> bool:
    """Tell whether it has as many digits as a number that is dialled from anywhere."""
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    return bool(reason == ValidationResult.IS_POSSIBLE)


def _exists(number: str) -> bool:
    """Tell whether the number is one that a country's plan has in use, or keeps for fiction."""
    parsed = _parse(number)
    return _kept_for_fiction(number) is not None or (
        parsed is not None and phonenumbers.is_valid_number(parsed)
    )


def _country(parsed: PhoneNumber) -> str | None:
    """Tell whose plan the number is of, in use or not."""
    country = phonenumbers.region_code_for_number(parsed)
    return country or phonenumbers.region_code_for_country_code(parsed.country_code or 0)


def _is_offered(country: str) -> bool:
    return country in phonenumbers.SUPPORTED_REGIONS and country not in NOT_OFFERED


@cache
def _fictional_blocks() -> dict[str, tuple[NumberBlock, tuple[str, str]]]:
    """Index the blocks kept for fiction by the digits that their numbers begin with."""
    return {
        block.digits: (block, kind)
        for kind, texts in FICTIONAL.items()
        for block in map(NumberBlock.parse, texts)
    }


def _kept_for_fiction(number: str) -> tuple[str, str] | None:
    digits = number.removeprefix("+")
    for end in range(1, len(digits)):
        block, kind = _fictional_blocks().get(digits[:end], (None, None))
        if block is not None and digits in block:
            return kind
    return None


def _blocks(country: str, number_type: str, prefix: str) -> list[NumberBlock]:
    """Choose the blocks to take numbers from, as far as they begin with the prefix."""
    lead = prefix.removeprefix("+")
    if lead and not (lead.isascii() and lead.isdecimal()):
        return []
    if texts := FICTIONAL.get((country, number_type)):
        blocks = [NumberBlock.parse(text) for text in texts]
    elif number_type == "UIFN":
        blocks = _freephone(country)
    elif number_type in _EXAMPLES:
        blocks = _neighbours(country, number_type, lead)
    else:
        blocks = []
    return [block.narrowed_to(lead) for block in blocks]


def _neighbours(country: str, number_type: str, lead: str) -> list[NumberBlock]:
    """Vary the end of the example number, or of one that begins with the lead and goes on so."""
    example = phonenumbers.example_number_for_type(country, _EXAMPLES[number_type])
    if example is None:
        return []
    national = phonenumbers.national_significant_number(example)
    varied = min(_VARIED_AT_MOST, len(national) // 2)
    digits = f"{example.country_code}{national}"
    digits = (lead + digits[len(lead) :])[:-varied]
    return [NumberBlock(digits=digits, first=0, last=10**varied - 1, width=varied)]


def _freephone(country: str) -> list[NumberBlock]:
    digits = uifn.digits_of(country)
    return [NumberBlock(digits=digits, first=0, last=99_999, width=5)] if digits else []


def _candidates(blocks: list[NumberBlock], start: int) -> Iterator[tuple[int, str]]:
    before = 0
    for block in blocks:
        position = max(start - before, 0)
        yield from enumerate(block.starting_at(position), before + position)
        before += len(block)
