"""For IAM and STS too, botocore is the oracle: of what is read, and of what is written."""

import os
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outdial.wire.model import load
from outdial.wire.protocols import protocol_of
from outdial.wire.query.characters import writable
from outdial.wire.shape import Shape
from outdial.wire.validate import find_violations
from wire.botocore_side import read, request_of
from wire.drawing import values

NAMES = [(service, name) for service in ("iam", "sts") for name in load(service).operations]
REQUEST_ID = "11111111-1111-4111-8111-000000000001"

each_operation = pytest.mark.parametrize(("service", "name"), NAMES)
examples = settings(
    max_examples=300 if os.environ.get("OUTDIAL_FUZZ") else 6,
    derandomize=not os.environ.get("OUTDIAL_FUZZ"),
    suppress_health_check=list(HealthCheck),
)


def draw(data: st.DataObject, shape: Shape | None) -> dict[str, Any]:
    """Draw what an operation takes or gives, of characters that XML can hold."""
    drawn: dict[str, Any] = data.draw(values(shape)) if shape else {}
    cleaned: dict[str, Any] = clean(drawn)
    return cleaned


def clean(value: Any) -> Any:
    match value:
        case dict():
            return {writable(name): clean(item) for name, item in value.items()}
        case list():
            return [clean(item) for item in value]
        case str():
            return writable(value)
        case _:
            return value


def said(value: Any) -> Any:
    """Leave out what a form has no way to say: a structure or a map without members."""
    match value:
        case dict():
            members = {name: said(item) for name, item in value.items()}
            return {name: item for name, item in members.items() if item is not None} or None
        case list():
            items = [item for item in map(said, value) if item is not None]
            return items if items or not value else None
        case _:
            return value


def answered(shape: Shape, value: Any) -> Any:
    """Put policies as IAM answers them: percent-encoded."""
    match shape.type:
        case "structure":
            return {name: answered(shape.members[name], item) for name, item in value.items()}
        case "list":
            return [answered(shape.member, item) for item in value]
        case _:
            return quote(value, safe="") if shape.name == "policyDocumentType" else value


@each_operation
@examples
@given(data=st.data())
def test_a_request_that_botocore_writes_is_read_back_unchanged(
    service: str, name: str, data: st.DataObject
) -> None:
    protocol = protocol_of(service)
    assert protocol
    params = draw(data, load(service).operations[name].input)

    request = request_of(name, params, service)
    operation, raw = protocol.identify(request)

    assert operation is load(service).operations[name]
    assert protocol.decode(operation, raw, request) == (said(params) or {})


@each_operation
@examples
@given(data=st.data())
def test_an_input_that_keeps_the_rules_has_no_violations(
    service: str, name: str, data: st.DataObject
) -> None:
    operation = load(service).operations[name]
    params = draw(data, operation.input)

    assert find_violations(operation, params) == []


@each_operation
@examples
@given(data=st.data())
def test_an_answer_is_read_back_by_botocore_unchanged(
    service: str, name: str, data: st.DataObject
) -> None:
    protocol = protocol_of(service)
    assert protocol
    operation = load(service).operations[name]
    result = draw(data, operation.output)

    response = protocol.encode(operation, result, REQUEST_ID)

    metadata = {
        "RequestId": REQUEST_ID,
        "HTTPStatusCode": 200,
        "HTTPHeaders": {"x-amzn-requestid": REQUEST_ID, "content-type": "text/xml"},
    }
    expected = answered(operation.output, result) if operation.output else {}
    assert read(name, response, service) == {**expected, "ResponseMetadata": metadata}
