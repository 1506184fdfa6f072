"""The protocol `json`, as botocore speaks it with CloudTrail."""

import os
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outdial import cloudtrail_errors
from outdial.errors import AccessDeniedException, InvalidSignatureException, ServiceError
from outdial.http import Request
from outdial.wire.model import load
from outdial.wire.protocols import protocol_of
from outdial.wire.validate import find_violations
from wire.botocore_side import read, request_of
from wire.drawing import values

PROTOCOL = protocol_of("cloudtrail")
assert PROTOCOL
MODEL = load("cloudtrail")
LOOKUP = MODEL.operations["LookupEvents"]
REQUEST_ID = "11111111-1111-4111-8111-000000000001"
TARGET = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents"

examples = settings(
    max_examples=300 if os.environ.get("OUTDIAL_FUZZ") else 6,
    suppress_health_check=list(HealthCheck),
)


def post(body: bytes = b"{}", target: str = TARGET) -> Request:
    return Request(method="POST", path="/", headers={"x-amz-target": target}, body=body)


def refusal(request: Request) -> tuple[str, str]:
    assert PROTOCOL
    with pytest.raises(ServiceError) as refused:
        PROTOCOL.decode(*PROTOCOL.identify(request), request)
    return refused.value.code, refused.value.text


@pytest.mark.parametrize("name", MODEL.operations)
@examples
@given(data=st.data())
def test_a_request_that_botocore_writes_is_read_back_unchanged(
    name: str, data: st.DataObject
) -> None:
    assert PROTOCOL
    shape = MODEL.operations[name].input
    params: dict[str, Any] = data.draw(values(shape)) if shape else {}

    request = request_of(name, params, "cloudtrail")
    operation, raw = PROTOCOL.identify(request)

    assert operation.name == name
    assert PROTOCOL.decode(operation, raw, request) == params


@examples
@given(data=st.data())
def test_an_input_that_keeps_the_rules_has_no_violations(data: st.DataObject) -> None:
    assert LOOKUP.input

    assert find_violations(LOOKUP, data.draw(values(LOOKUP.input))) == []


@examples
@given(data=st.data())
def test_an_answer_is_read_back_by_botocore_unchanged(data: st.DataObject) -> None:
    assert PROTOCOL
    assert LOOKUP.output
    result = data.draw(values(LOOKUP.output))

    response = PROTOCOL.encode(LOOKUP, result, REQUEST_ID)

    metadata = {
        "RequestId": REQUEST_ID,
        "HTTPStatusCode": 200,
        "HTTPHeaders": dict(response.headers),
    }
    assert read("LookupEvents", response, "cloudtrail") == {**result, "ResponseMetadata": metadata}


@pytest.mark.parametrize("target", ["", "LookupEvents", f"{TARGET}s", "x.LookupEvents"])
def test_a_target_that_is_none_is_an_unknown_operation(target: str) -> None:
    assert refusal(post(target=target)) == ("UnknownOperationException", "")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"{", "expected JSON: Input data was truncated"),
        (b"[]", ": expected an object"),
        (b'{"MaxResults": "1"}', "MaxResults: expected an integer"),
        (b'{"LookupAttributes": [1]}', "LookupAttributes[0]: expected an object"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(body: bytes, text: str) -> None:
    assert refusal(post(body)) == ("SerializationException", text)


@given(st.binary())
def test_no_body_is_a_fault_of_ours(body: bytes) -> None:
    assert PROTOCOL
    with suppress(cloudtrail_errors.SerializationException):
        PROTOCOL.decode(*PROTOCOL.identify(post(body)), post(body))


def test_what_breaks_a_rule_of_the_model_is_told_in_one_text() -> None:
    assert PROTOCOL
    attributes = [{"AttributeKey": "Colour", "AttributeValue": "red"}]
    found = find_violations(LOOKUP, {"LookupAttributes": attributes, "MaxResults": 51})

    with pytest.raises(cloudtrail_errors.ValidationException) as refused:
        PROTOCOL.refuse_any(found, LOOKUP)

    keys = (
        "[EventId, EventName, ReadOnly, Username, ResourceType, ResourceName, EventSource,"
        " AccessKeyId]"
    )
    assert refused.value.text == (
        "2 validation errors detected: Value 'Colour' at 'lookupAttributes.1.member.attributeKey'"
        f" failed to satisfy constraint: Member must satisfy enum value set: {keys};"
        " Value '51' at 'maxResults' failed to satisfy constraint:"
        " Member must have value less than or equal to 50"
    )


def test_an_error_has_its_name_and_text_in_the_body() -> None:
    assert PROTOCOL

    response = PROTOCOL.encode_error(InvalidSignatureException("No."), REQUEST_ID, LOOKUP)

    assert (response.status, response.body) == (
        400,
        b'{"__type":"InvalidSignatureException","message":"No."}',
    )
    assert dict(response.headers) == {
        "x-amzn-requestid": REQUEST_ID,
        "x-amzn-errortype": "InvalidSignatureException",
        "content-type": "application/x-amz-json-1.1",
    }
    assert response.operation == "LookupEvents"


def test_botocore_reads_an_error() -> None:
    assert PROTOCOL

    response = PROTOCOL.encode_error(AccessDeniedException("No."), REQUEST_ID)

    assert read("LookupEvents", response, "cloudtrail")["Error"] == {
        "Code": "AccessDeniedException",
        "Message": "No.",
    }


def test_an_error_has_the_models_name_and_status() -> None:
    declared = LOOKUP.errors

    assert declared <= vars(cloudtrail_errors).keys()
    for name in declared:
        error = getattr(cloudtrail_errors, name)
        assert (error.__name__, error.status) == (name, MODEL.shapes[name].status or 400)
