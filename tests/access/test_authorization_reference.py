"""What operations name, compared with the service authorization reference, edition of 2026-09.

`authorization_reference.json` has its rows for the operations that are served: the resource types,
those that are required with an asterisk, and the condition keys. That of BatchGetFlowAssociation
is of an older edition; ListFlowAssociations and ListReplicationFindings are not among those that
were at hand, and follow it [inferred].
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from access.asking import arns
from outdial import app as app  # noqa: PLC0414 importing it fills the table of operations
from outdial.registry import HANDLERS
from outdial.wire.model import load
from sample_input import sample_input

ROWS: dict[str, dict[str, list[str]]] = json.loads(
    Path(__file__).with_name("authorization_reference.json").read_text()
)
SERVED = sorted(name for service, name in HANDLERS if service == "connect")

_PREFIX = r"arn:aws:connect:us-east-1:123456789012:"
_INSTANCE = rf"{_PREFIX}instance/[^/*]+"
TYPES = {
    "contact-flow": rf"{_INSTANCE}/contact-flow/([^/*]+|\*)",
    "hours-of-operation": rf"{_INSTANCE}/operating-hours/([^/*]+|\*)",
    "instance": _INSTANCE,
    "phone-number": rf"{_PREFIX}phone-number/[^/*]+",
    "queue": rf"{_INSTANCE}/queue/([^/*]+|\*)",
    "quick-connect": rf"{_INSTANCE}/transfer-destination/([^/*]+|\*)",
    "traffic-distribution-group": rf"{_PREFIX}traffic-distribution-group/([^/*]+|\*)",
    "user": rf"{_INSTANCE}/agent/[^/*]+",
    "wildcard-contact-flow": rf"{_INSTANCE}/contact-flow/\*",
    "wildcard-legacy-phone-number": rf"{_INSTANCE}/phone-number/\*",
    "wildcard-phone-number": rf"{_PREFIX}phone-number/\*",
    "wildcard-queue": rf"{_INSTANCE}/queue/\*",
    "wildcard-quick-connect": rf"{_INSTANCE}/transfer-destination/\*",
}
"""The ARNs of each type; those of new resources have an asterisk for the id."""

TARGETS = [
    {"InstanceId": "i"},
    {"TargetArn": "arn:aws:connect:us-east-1:123456789012:instance/i"},
    {"TargetArn": "arn:aws:connect:us-east-1:123456789012:traffic-distribution-group/g"},
]
"""What a number is claimed to; the reference requires both types, a request can name one."""

BY_ARN = ("TagResource", "UntagResource", "ListTagsForResource")
"""Operations on one resource of any type."""

BY_TARGET = ("ClaimPhoneNumber", "UpdatePhoneNumber")


def types_of(found: list[str], row: dict[str, list[str]]) -> set[str]:
    """Name the types of ARNs among those of a row; an ARN of no type stays as it is."""
    listed = [name.rstrip("*") for name in row["resources"]]
    return {next((name for name in listed if re.fullmatch(TYPES[name], arn)), arn) for arn in found}


def test_the_reference_has_a_row_for_every_served_operation() -> None:
    assert list(ROWS) == SERVED


@pytest.mark.parametrize("name", [name for name in SERVED if name not in BY_ARN + BY_TARGET])
def test_an_operation_names_the_resources_of_the_reference(name: str) -> None:
    operation, row = load("connect").operations[name], ROWS[name]
    every = {kind.rstrip("*") for kind in row["resources"]} or {"*"}
    required = {kind.rstrip("*") for kind in row["resources"] if kind.endswith("*")} or {"*"}

    whole = types_of(arns(name, sample_input(operation)), row)
    least = types_of(arns(name, sample_input(operation, whole=False)), row)

    assert whole == every
    assert required <= least <= every


@pytest.mark.parametrize("name", BY_TARGET)
@pytest.mark.parametrize("target", TARGETS)
def test_an_operation_on_a_target_names_the_one_of_the_request(
    name: str, target: dict[str, str]
) -> None:
    row = ROWS[name]
    others = {kind.rstrip("*") for kind in row["resources"]} - {
        "instance",
        "traffic-distribution-group",
    }
    kind = "traffic-distribution-group" if "/g" in str(target) else "instance"
    params: dict[str, Any] = {"PhoneNumberId": "n", "PhoneNumber": "+12065550100", **target}

    assert types_of(arns(name, params), row) == {kind, *others}


@pytest.mark.parametrize("name", BY_ARN)
@pytest.mark.parametrize(
    "path",
    [
        "instance/i/contact-flow/f",
        "instance/i/operating-hours/h",
        "instance/i",
        "phone-number/n",
        "instance/i/queue/q",
        "instance/i/transfer-destination/c",
        "traffic-distribution-group/g",
    ],
)
def test_an_operation_on_an_arn_names_it(name: str, path: str) -> None:
    arn = f"arn:aws:connect:us-east-1:123456789012:{path}"

    assert arns(name, {"resourceArn": arn}) == [arn]


@pytest.mark.parametrize("name", SERVED)
def test_an_operation_has_the_condition_keys_of_the_reference(name: str) -> None:
    assert set(HANDLERS["connect", name].keys) == set(ROWS[name]["keys"])


def test_every_served_operation_says_what_must_be_allowed() -> None:
    silent = [key for key, handler in HANDLERS.items() if handler.on is None]

    assert silent == []
