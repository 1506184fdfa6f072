"""Patterns of the model that are not meant as they are written, and what is used instead.

A pattern stays as it is unless it refuses what the service takes. All of this is inferred: from
the pattern's evident sense, from the limits next to it, or from the documentation's examples.
"""

from collections.abc import Mapping
from typing import NamedTuple

E164 = r"\+[1-9]\d{1,14}"


class Quirk(NamedTuple):
    """What is used instead of a pattern, and why."""

    instead: str
    why: str


_DOUBLED = "its backslashes are doubled: it would want a literal backslash"
_MAY_BE_EMPTY = "it refuses the empty text, which the least length of its shapes allows"
_SLOW = "the same rule without quadratic time for a long text that breaks it at its end"
_UUID = "[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}"
_AFTER_REGION = rf"[0-9]{{1}}:[0-9]{{1,20}}:instance/)?{_UUID}"
_WORDS = r"[\p{L}\p{Z}\p{N}\-_.:=@'|]"

_TO_D7FF = r"\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF"

QUIRKS: Mapping[str, Quirk] = {
    r"\\+[1-9]\\d{1,14}$": Quirk(E164, _DOUBLED),
    r"\+[1-9]\d{1,14}$": Quirk(E164, "the same rule, so that both have one text"),
    r"\\+?[0-9]{1,11}": Quirk(r"\+?[0-9]{1,11}", _DOUBLED),
    r".*\\S.*": Quirk(r".*\S.*", _DOUBLED),
    r"^[\\P{C}]*$": Quirk(r"\P{C}*", _DOUBLED),
    r"^[\\P{C}\r\n\t]*$": Quirk(r"[\P{C}\r\n\t]*", _DOUBLED),
    r"^[\\P{C}\r\n\t]+$": Quirk(r"[\P{C}\r\n\t]*", f"{_DOUBLED}; {_MAY_BE_EMPTY}"),
    r"^(?!\\.$)(?!\\.\\.$)[\\p{L}\\p{Z}\\p{N}\\-_.:=@'|]+$": Quirk(
        rf"(?!\.{{1,2}}$){_WORDS}+", _DOUBLED
    ),
    r"^$|^[\\p{L}\\p{Z}\\p{N}\\-_.:=@'|]{3,}$": Quirk(rf"|{_WORDS}{{3,}}", _DOUBLED),
    r"s3://\S+/.+|https://\\S+\\.s3\\.\\S+\\.amazonaws\\.com/\\S+": Quirk(
        r"s3://\S+/.+|https://\S+\.s3\.\S+\.amazonaws\.com/\S+", _DOUBLED
    ),
    r".*\S.*": Quirk(r"(.*\S.*)?", _MAY_BE_EMPTY),
    r"/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[a-zA-Z\d\S]{8,64}$/": Quirk(
        r"(?=.*[a-z])(?=.*[A-Z])(?=.*\d)\S{8,64}",
        "it stands between slashes, which are no part of it",
    ),
    r"^[a-zA-Z0-9]$": Quirk("[a-zA-Z0-9]+", "it wants one character of a checksum of 64"),
    r"^[A-Za-z0-9:/]*$": Quirk("[A-Za-z0-9:/.]*", "it refuses every IPv4 address, for its dots"),
    rf"^(arn:(aws|aws-us-gov):connect:[a-z]{{2}}-[a-z]+-{_AFTER_REGION}$": Quirk(
        rf"(arn:(aws|aws-us-gov):connect:[a-z]{{2}}-[a-z-]+-{_AFTER_REGION}",
        "it names the partition aws-us-gov, and refuses the names of its Regions",
    ),
    rf"[{_TO_D7FF}\uE000-\uFFFD\u10000-\u10FFFF]+": Quirk(
        rf"[{_TO_D7FF}\uE000-\uFFFD\U00010000-\U0010FFFF]+",
        "an escape of four digits takes none of the fifth",
    ),
    r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*": Quirk(
        r"[\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF\t]*",
        "it names what lies beyond four digits by pairs of surrogates",
    ),
    r"^([\p{L}\p{N}_.:\/=+\-@()']+[\p{L}\p{Z}\p{N}_.:\/=+\-@()']*)$": Quirk(
        r"[\p{L}\p{N}_.:\/=+\-@()'][\p{L}\p{Z}\p{N}_.:\/=+\-@()']*", _SLOW
    ),
    r"^([\p{L}\p{N}_.:\/=+\-@,()']+[\p{L}\p{Z}\p{N}_.:\/=+\-@,()']*)$": Quirk(
        r"[\p{L}\p{N}_.:\/=+\-@,()'][\p{L}\p{Z}\p{N}_.:\/=+\-@,()']*", _SLOW
    ),
}

EMPTIABLE: Mapping[tuple[str, str], str] = {
    ("UpdateQueueNameRequest", "Description"): "Terraform sends an empty one with a new name",
}
"""Members, each of a structure, that may be empty although their shape is not, and why."""
