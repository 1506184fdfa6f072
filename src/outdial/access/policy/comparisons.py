"""What each condition operator compares: the values of a policy with one value of a request.

From "IAM JSON policy elements: Condition operators" [documented]. A value of a request that is
not of the operator's type compares with nothing, so that it fails an operator and passes its
negation [inferred]. A value of a policy that is not of the type is refused when the document is
read [observed for dates, in moto's tests of policy documents; inferred for others].

Policy variables stand in values of strings and ARNs; the page of the operators takes them for
booleans too, the page of the variables does not: they are taken [documented, in two ways].
"""

import operator
import re
from base64 import b64decode
from binascii import Error
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from outdial.access.policy.arns import arn_matcher
from outdial.access.policy.context import Keys
from outdial.access.policy.instants import instant
from outdial.access.policy.matching import Matcher, glob, plain_text, tokens, variables_in

Reader = Callable[[str], object | None]

_NUMBER = re.compile(r"[+-]?[0-9]{1,100}(\.[0-9]{1,100})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How an operator compares.

    `compile` is given the values of the policy, and whether `${` begins a variable. `reads`
    gives None for a value that is not of the operator's type, whose name is `type`.
    """

    compile: Callable[[Sequence[str], bool], Matcher]
    reads: Reader = str
    type: str = "a string"
    negated: bool = False


def _strings(values: Sequence[str], variables: bool, *, fold: Callable[[str], str]) -> Matcher:  # noqa: FBT001 the signature of `compile`
    parts = [tokens(value, variables=variables) for value in values]
    varying = [value for value in parts if variables_in(value)]
    nothing = Keys({})
    fixed = {fold(text) for value in parts if (text := plain_text(value, nothing)) is not None}

    def matches(text: str, keys: Keys) -> bool:
        folded = fold(text)
        return folded in fixed or any(
            (filled := plain_text(value, keys)) is not None and fold(filled) == folded
            for value in varying
        )

    return matches


def _like(values: Sequence[str], variables: bool) -> Matcher:  # noqa: FBT001 the same
    return glob(values, variables=variables)


def _arns(values: Sequence[str], variables: bool) -> Matcher:  # noqa: FBT001 the same
    return arn_matcher([tokens(value, variables=variables) for value in values])


def _typed(
    values: Sequence[str],
    _variables: bool,  # noqa: FBT001 the same
    *,
    reads: Reader,
    reads_given: Reader,
    compares: Callable[[Any, Any], bool],
) -> Matcher:
    known = [read for value in values if (read := reads(value)) is not None]

    def matches(text: str, _: Keys) -> bool:
        given = reads_given(text)
        return given is not None and any(compares(given, value) for value in known)

    return matches


def _number(text: str) -> Decimal | None:
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _boolean(text: str) -> str | None:
    return text if text.lower() in {"true", "false"} or "${" in text else None


def _bytes(text: str) -> bytes | None:
    try:
        return b64decode(text, validate=True)
    except (Error, ValueError):
        return None


def _network(text: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


@lru_cache(maxsize=256)
def _address(text: str) -> IPv4Address | IPv6Address | None:
    """Read an address; one of IPv4 that a server of IPv6 saw is one of IPv4 [inferred]."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _lies_in(address: IPv4Address | IPv6Address, network: IPv4Network | IPv6Network) -> bool:
    return address.version == network.version and address in network


def _order(
    reads: Reader, type_name: str, compares: Callable[[Any, Any], bool], *, negated: bool = False
) -> Comparison:
    compile_values = partial(_typed, reads=reads, reads_given=reads, compares=compares)
    return Comparison(compile=compile_values, reads=reads, type=type_name, negated=negated)


def _with_negation(name: str, negation: str, comparison: Comparison) -> Mapping[str, Comparison]:
    negated = Comparison(
        compile=comparison.compile, reads=comparison.reads, type=comparison.type, negated=True
    )
    return {name: comparison, negation: negated}


def _ordered(prefix: str, reads: Reader, type_name: str) -> Mapping[str, Comparison]:
    order = partial(_order, reads, type_name)
    return {
        f"{prefix}Equals": order(operator.eq),
        f"{prefix}NotEquals": order(operator.eq, negated=True),
        f"{prefix}LessThan": order(operator.lt),
        f"{prefix}LessThanEquals": order(operator.le),
        f"{prefix}GreaterThan": order(operator.gt),
        f"{prefix}GreaterThanEquals": order(operator.ge),
    }


_EXACT = Comparison(compile=partial(_strings, fold=str))
_IN_ANY_CASE = Comparison(compile=partial(_strings, fold=str.lower))
_ADDRESS = Comparison(
    compile=partial(_typed, reads=_network, reads_given=_address, compares=_lies_in),
    reads=_network,
    type="an IP address or a range of them",
)

COMPARISONS: Mapping[str, Comparison] = {
    **_with_negation("StringEquals", "StringNotEquals", _EXACT),
    **_with_negation("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", _IN_ANY_CASE),
    **_with_negation("StringLike", "StringNotLike", Comparison(compile=_like)),
    **_ordered("Numeric", _number, "a number"),
    **_ordered("Date", instant, "a date"),
    "Bool": Comparison(
        compile=partial(_strings, fold=str.lower), reads=_boolean, type="true or false"
    ),
    "BinaryEquals": _order(_bytes, "base64", operator.eq),
    **_with_negation("IpAddress", "NotIpAddress", _ADDRESS),
    **_with_negation("ArnEquals", "ArnNotEquals", Comparison(compile=_arns)),
    **_with_negation("ArnLike", "ArnNotLike", Comparison(compile=_arns)),
}
"""Every operator but `Null`, which compares nothing."""
