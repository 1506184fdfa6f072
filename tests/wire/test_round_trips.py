"""botocore is the oracle: what it writes is read back unchanged, what is written it reads back."""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outdial.wire.decode import decode
from outdial.wire.encode import encode
from outdial.wire.model import load
from outdial.wire.router import Router
from outdial.wire.validate import find_violations
from wire.botocore_side import read, request_of
from wire.drawing import values

MODEL = load()
ROUTER = Router(MODEL)

each_operation = pytest.mark.parametrize("name", MODEL.operations)
examples = settings(
    max_examples=300 if os.environ.get("OUTDIAL_FUZZ") else 6,
    suppress_health_check=list(HealthCheck),
)


@each_operation
@examples
@given(data=st.data())
def test_a_request_that_botocore_writes_is_read_back_unchanged(
    name: str, data: st.DataObject
) -> None:
    shape = MODEL.operations[name].input
    params: dict[str, Any] = data.draw(values(shape)) if shape else {}

    request = request_of(name, params)
    operation, labels = ROUTER.match(request)

    assert operation.name == name
    assert decode(operation, labels, request) == params


@each_operation
@examples
@given(data=st.data())
def test_an_input_that_keeps_the_rules_has_no_violations(name: str, data: st.DataObject) -> None:
    operation = MODEL.operations[name]
    params: dict[str, Any] = data.draw(values(operation.input)) if operation.input else {}

    assert find_violations(operation, params) == []


@each_operation
@examples
@given(data=st.data())
def test_an_answer_is_read_back_by_botocore_unchanged(name: str, data: st.DataObject) -> None:
    operation = MODEL.operations[name]
    result: dict[str, Any] | None = (
        data.draw(values(operation.output)) if operation.output else None
    )

    response = encode(operation, result, "11111111-1111-4111-8111-000000000001")

    metadata = {
        "RequestId": "11111111-1111-4111-8111-000000000001",
        "HTTPStatusCode": 200,
        "HTTPHeaders": dict(response.headers),
    }
    assert read(name, response) == {**(result or {}), "ResponseMetadata": metadata}
