"""What shapes can be and Connect's own inputs are not: other services may have it."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from outdial.http import Request
from outdial.wire.decode import Unreadable, decode
from outdial.wire.encode import encode
from outdial.wire.model import Operation
from outdial.wire.shape import Shapes
from outdial.wire.validate import find_violations

SHAPES = Shapes({
    name: msgspec.Raw(msgspec.json.encode(facts))
    for name, facts in {
        "In": {
            "type": "structure",
            "refs": {"On": "Boolean", "Share": "Double", "When": "Time", "Plan": "Plan"},
            "places": {"On": ["querystring", "on"], "Share": ["querystring", "share"]},
        },
        "Plan": {"type": "structure", "refs": {"Next": "Plan", "ByName": "Plans"}},
        "Plans": {"type": "map", "refs": {"key": "String", "value": "Plan"}, "max": 1},
        "String": {"type": "string"},
        "Boolean": {"type": "boolean"},
        "Double": {"type": "double", "min": 0, "max": 1},
        "Time": {"type": "timestamp", "timestamp_format": "iso8601"},
        "Blob": {"type": "blob"},
    }.items()
})  # fmt: skip


def operation(shape: str | None) -> Operation:
    return Operation(
        service="made-up", name="Do", method="POST", uri="/", errors=frozenset(),
        input_name=shape, output_name=shape, shapes=SHAPES,
    )  # fmt: skip


def read(query: str = "", body: bytes = b"") -> dict[str, Any]:
    request = Request(method="POST", path="/", query=query, body=body)
    return decode(operation("In"), {}, request)


@pytest.mark.parametrize(
    ("query", "params"),
    [
        ("on=true&share=0.5", {"On": True, "Share": 0.5}),
        ("on=false&share=1e-1", {"On": False, "Share": 0.1}),
        ("on=True&share=inf", {"On": "True", "Share": "inf"}),
    ],
)
def test_truths_and_numbers_are_read_from_a_query(query: str, params: dict[str, Any]) -> None:
    assert read(query=query) == params


def test_what_a_query_could_not_be_read_as_breaks_a_rule() -> None:
    violations = find_violations(operation("In"), {"On": "True", "Share": "inf"})

    assert [violation.text for violation in violations] == [
        "On must be true or false",
        "Share must be a number",
    ]


@pytest.mark.parametrize(
    "text", ["2024-01-01T10:00:00Z", "2024-01-01T11:00:00.000+01:00", "2024-01-01T10:00:00"]
)
def test_an_iso_time_of_a_body_is_read_in_utc(text: str) -> None:
    params = read(body=msgspec.json.encode({"When": text}))

    assert params == {"When": datetime(2024, 1, 1, 10, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b'{"When": 1}', "$.When: expected a string"),
        (b'{"When": "soon"}', "$.When: expected an ISO 8601 time"),
        (b'{"Plan": {"ByName": {"a": {"Next": 1}}}}',
         '$.Plan.ByName["a"].Next: expected an object'),
    ],
)  # fmt: skip
def test_a_fault_is_placed_in_what_contains_itself(body: bytes, text: str) -> None:
    with pytest.raises(Unreadable) as fault:
        read(body=body)

    assert str(fault.value) == text


def test_a_rule_is_kept_in_what_contains_itself() -> None:
    plan: dict[str, Any] = {"Next": {"ByName": {"a": {"ByName": {"b": {}, "c": {}}}}}}

    violations = find_violations(operation("In"), {"Plan": plan})

    assert [violation.text for violation in violations] == [
        "Plan.Next.ByName value.ByName must include at most 1 item"
    ]


def test_what_contains_itself_is_written() -> None:
    plan = {"Next": {"ByName": {"a": {"Next": None}}}}

    response = encode(operation("Plan"), plan, "id")

    assert response.body == b'{"Next":{"ByName":{"a":{}}}}'


def test_an_operation_may_take_nothing() -> None:
    nothing = operation(None)

    assert decode(nothing, {}, Request(method="POST", path="/", body=b"{")) == {}
    assert find_violations(nothing, {}) == []
    assert nothing.token is None


def test_the_shapes_of_a_service_can_be_listed() -> None:
    assert len(SHAPES) == len(list(SHAPES)) == 8
