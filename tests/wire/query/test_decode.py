from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outdial.iam_errors import MalformedInput, ValidationError
from outdial.wire.model import Operation, load
from outdial.wire.query.decode import decode
from outdial.wire.query.refusal import refuse_any
from outdial.wire.shape import Shapes
from outdial.wire.validate import find_violations

OPERATIONS = load("iam").operations

SHAPES = Shapes({
    name: msgspec.Raw(msgspec.json.encode(facts))
    for name, facts in {
        "In": {
            "type": "structure",
            "refs": {"Next": "In", "Plans": "Plans", "Key": "Blob", "When": "Time", "Size": "Size"},
        },
        "Plans": {"type": "map", "refs": {"key": "String", "value": "In"}},
        "String": {"type": "string"},
        "Blob": {"type": "blob"},
        "Time": {"type": "timestamp"},
        "Size": {"type": "integer", "max": 10},
    }.items()
})  # fmt: skip
MADE_UP = Operation(
    service="made-up", name="Do", method="POST", uri="/", errors=frozenset(),
    input_name="In", output_name="In", shapes=SHAPES,
)  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "params"),
    [
        ({"UserName": "anna", "Path": "/a/"}, {"UserName": "anna", "Path": "/a/"}),
        ({"Action": "CreateUser", "Colour": "red", "Tag.member.1.Key": "a"}, {}),
        (
            {"Tags.member.1.Key": "a", "Tags.member.1.Value": "", "Tags.member.2.Key": "b"},
            {"Tags": [{"Key": "a", "Value": ""}, {"Key": "b"}]},
        ),
        (
            {"Tags.member.10.Key": "c", "Tags.member.9.Key": "b", "Tags.member.1.Key": "a"},
            {"Tags": [{"Key": "a"}, {"Key": "b"}, {"Key": "c"}]},
        ),
        ({"Tags": ""}, {"Tags": []}),
        ({"Tags.member.1.Colour": "red", "Tags.colour": "red"}, {"Tags": [{}]}),
        ({"UserName": "\t\r\n\x85\ud7ff\U0001f600"}, {"UserName": "\t\r\n\x85\ud7ff\U0001f600"}),
    ],
)
def test_dots_in_names_are_the_steps_into_a_value(
    fields: dict[str, str], params: dict[str, Any]
) -> None:
    assert decode(OPERATIONS["CreateUser"], fields) == params


@pytest.mark.parametrize(
    ("fields", "params"),
    [
        ({"Next.Next.Size": "7"}, {"Next": {"Next": {"Size": 7}}}),
        (
            {"Plans.entry.1.key": "a", "Plans.entry.1.value.Size": "1"},
            {"Plans": {"a": {"Size": 1}}},
        ),
        ({"Plans": "", "Next": ""}, {"Plans": {}, "Next": {}}),
        ({"Key": "aGk="}, {"Key": b"hi"}),
        ({"Key": "aGk", "When": "soon", "Size": "x"}, {"Key": "aGk", "When": "soon", "Size": "x"}),
    ],
)
def test_maps_bytes_and_what_contains_itself_are_read(
    fields: dict[str, str], params: dict[str, Any]
) -> None:
    assert decode(MADE_UP, fields) == params


def test_what_a_text_could_not_be_read_as_breaks_a_rule() -> None:
    params = {"Key": "aGk", "When": "soon", "Size": "x", "Next": {"Size": 11}}

    violations = find_violations(MADE_UP, params)

    assert [violation.text for violation in violations] == [
        "Next.Size must be at most 10",
        "Key must be base64",
        "When must be a timestamp",
        "Size must be an integer",
    ]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"UserName.Path": "a"}, "UserName: expected one value"),
        ({"UserName": "a\0"}, "UserName: expected no character that XML cannot hold"),
        ({"UserName": "\ufffe"}, "UserName: expected no character that XML cannot hold"),
        ({"Tags": "a"}, "Tags: expected member.1, member.2 and so on"),
        ({"Tags.1.Key": "a"}, "Tags: expected member.1, member.2 and so on"),
        ({"Tags.member": "a"}, "Tags.member: expected numbers"),
        ({"Tags.member.one.Key": "a"}, "Tags.member: expected numbers"),
        ({"Tags.member.-1.Key": "a"}, "Tags.member: expected numbers"),
        ({f"Tags.member.{'1' * 10}.Key": "a"}, "Tags.member: expected numbers"),
        ({"Tags.member.1": "a"}, "Tags.member.1: expected members"),
        ({"Tags.member.1.Key.x": "a"}, "Tags.member.1.Key: expected one value"),
        ({"Tags": "", "Tags.member.1.Key": "a"},
         "Tags.member.1.Key: expected one value, or members, not both"),
        ({"Tags.member.1.Key": "a", "Tags.member.1": "a"},
         "Tags.member.1: expected one value, or members, not both"),
    ],
)  # fmt: skip
def test_what_is_not_of_its_shape_is_refused_at_its_place(
    fields: dict[str, str], text: str
) -> None:
    with pytest.raises(MalformedInput) as refusal:
        decode(OPERATIONS["CreateUser"], fields)

    assert refusal.value.text == text


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"Plans.entry.1.key": "a"}, "Plans.entry.1: expected a key and a value"),
        ({"Plans.entry.1": "a"}, "Plans.entry.1: expected a key and a value"),
        ({"Plans.1.key": "a"}, "Plans: expected entry.1, entry.2 and so on"),
        ({"Plans.entry.1.key.a": "a", "Plans.entry.1.value.Size": "1"},
         "Plans.entry.1.key: expected one value"),
        ({"Plans.entry.1.key": "a", "Plans.entry.1.value": "1"},
         "Plans.entry.1.value: expected members"),
        ({".".join(["Next"] * 200): ""}, "Next: nested too deep"),
    ],
)  # fmt: skip
def test_what_is_no_map_or_too_deep_is_refused(fields: dict[str, str], text: str) -> None:
    with pytest.raises(MalformedInput) as refusal:
        decode(MADE_UP, fields)

    assert refusal.value.text == text


def test_an_operation_may_take_nothing() -> None:
    assert decode(OPERATIONS["GetAccountSummary"], {"Action": "GetAccountSummary"}) == {}


STEPS = st.sampled_from(
    ["Tags", "UserName", "member", "entry", "1", "2", "Key", "key", "value", ""]
)
NAMES = st.lists(STEPS, min_size=1).map(".".join) | st.text()


@given(
    operation=st.sampled_from(
        [OPERATIONS["CreateUser"], OPERATIONS["SimulateCustomPolicy"], MADE_UP]
    ),
    fields=st.dictionaries(NAMES, st.text()),
)
def test_no_fields_break_decoding_or_validation(
    operation: Operation, fields: dict[str, str]
) -> None:
    try:
        params = decode(operation, fields)
    except MalformedInput:
        return

    with suppress(ValidationError):
        refuse_any(find_violations(operation, params), operation)
