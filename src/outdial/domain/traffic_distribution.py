"""How a group shares calls, agents and sign-ins between its Regions: the rules of a change.

D1  TelephonyConfig and AgentConfig list both Regions of the pair once each, with per cents in
    steps of 10 that add up to 100; else InvalidRequestException. [documented; the error inferred]
D2  SignInConfig lists both Regions once each and enables one at least, else
    InvalidRequestException: agents could sign in nowhere. [inferred]
D3  SignInConfig is of the default group only, else InvalidRequestException. [documented]
D4  What is left out stays as it is. [inferred]
D5  LastFailoverTime is when the distribution was changed last [documented]; a call that asks for
    what is there already changes nothing, and before the first change there is none [chosen].
D6  A new group has all calls and agents at the source. [documented for the default group;
    inferred for others]
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from outdial.errors import InvalidRequestException

V = TypeVar("V")

WHOLE = 100
STEP = 10


class Shares(NamedTuple):
    """Who gets what: per cents of calls and agents by Region, and where agents may sign in."""

    telephony: Mapping[str, int]
    agents: Mapping[str, int]
    sign_in: Mapping[str, bool]


def all_at(source: str, replica: str) -> Shares:
    """Leave everything at the source."""
    per_cents = {source: WHOLE, replica: 0}
    return Shares(per_cents, per_cents, {source: True, replica: False})  # D6


def read_per_cents(
    member: str, listed: Sequence[tuple[str, int]], regions: tuple[str, ...]
) -> dict[str, int]:
    """Read how calls or agents are shared."""
    per_cents = _by_region(member, listed, regions)
    if any(share % STEP for share in per_cents.values()) or sum(per_cents.values()) != WHOLE:
        raise InvalidRequestException(  # D1
            f"{member} must have percentages in steps of {STEP} that add up to {WHOLE}"
        )
    return per_cents


def read_sign_in(
    listed: Sequence[tuple[str, bool]], regions: tuple[str, ...], *, is_default: bool
) -> dict[str, bool]:
    """Read where agents may sign in."""
    if not is_default:
        raise InvalidRequestException(  # D3
            "SignInConfig can be changed on the default traffic distribution group only"
        )
    enabled = _by_region("SignInConfig", listed, regions)
    if not any(enabled.values()):
        raise InvalidRequestException("SignInConfig must enable one Region at least")  # D2
    return enabled


def _by_region(
    member: str, listed: Sequence[tuple[str, V]], regions: tuple[str, ...]
) -> dict[str, V]:
    if sorted(region for region, _ in listed) != sorted(regions):
        raise InvalidRequestException(  # D1, D2
            f"{member} must list each of the Regions {' and '.join(regions)} once"
        )
    return dict(listed)
