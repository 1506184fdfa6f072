from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outdial import errors
from outdial.http import Response
from outdial.wire.encode import encode, encode_error
from outdial.wire.model import load
from wire.botocore_side import read

MODEL = load()
OPERATIONS = MODEL.operations
MODELLED = [
    name for name, shape in MODEL.shapes.items() if shape.status and "Message" in shape.members
]


def body(name: str, result: dict[str, Any] | None) -> Any:
    return msgspec.json.decode(encode(OPERATIONS[name], result, "id").body)


def test_an_operation_without_output_answers_an_empty_body() -> None:
    response = encode(OPERATIONS["UpdateQueueOutboundCallerConfig"], None, "id")

    assert response == Response(
        status=200,
        headers={"x-amzn-requestid": "id", "content-type": "application/json"},
        body=b"",
        operation="UpdateQueueOutboundCallerConfig",
    )


def test_an_operation_with_output_answers_an_object() -> None:
    response = encode(OPERATIONS["CreateQueue"], {"QueueArn": "arn", "QueueId": "q"}, "id")

    assert response == Response(
        headers={"x-amzn-requestid": "id", "content-type": "application/json"},
        body=b'{"QueueArn":"arn","QueueId":"q"}',
        operation="CreateQueue",
    )


@pytest.mark.parametrize("result", [None, {}])
def test_no_members_are_an_empty_object(result: dict[str, Any] | None) -> None:
    assert body("CreateQueue", result) == {}


def test_members_that_are_none_are_left_out_at_any_depth() -> None:
    result = {
        "Queue": {
            "Name": "Sales",
            "Description": None,
            "OutboundCallerConfig": {"OutboundCallerIdName": None, "OutboundFlowId": "f"},
            "OutboundEmailConfig": {"OutboundEmailAddressId": None},
            "Tags": {"a": ""},
        }
    }

    assert body("DescribeQueue", result) == {
        "Queue": {
            "Name": "Sales",
            "OutboundCallerConfig": {"OutboundFlowId": "f"},
            "OutboundEmailConfig": {},
            "Tags": {"a": ""},
        }
    }


@pytest.mark.parametrize(
    ("time", "written"),
    [
        (datetime(2024, 7, 31, 12, 30, 25, 123_000, tzinfo=UTC), b"1722429025.123"),
        (datetime(2024, 7, 31, 12, 30, 25, tzinfo=UTC), b"1722429025"),
        (datetime(2024, 7, 31, 14, 30, 25, tzinfo=timezone(timedelta(hours=2))), b"1722429025"),
        (datetime(2024, 7, 31, 12, 30, 25, 999_700, tzinfo=UTC), b"1722429026"),
        (datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC), b"-0.5"),
    ],
)
def test_a_time_is_written_as_epoch_seconds_with_milliseconds(
    time: datetime, written: bytes
) -> None:
    response = encode(OPERATIONS["DescribeQueue"], {"Queue": {"LastModifiedTime": time}}, "id")

    assert response.body == b'{"Queue":{"LastModifiedTime":' + written + b"}}"


@given(milliseconds=st.integers(0, 4_000_000_000_000))
def test_botocore_reads_every_millisecond_back(milliseconds: int) -> None:
    time = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)

    response = encode(OPERATIONS["DescribeQueue"], {"Queue": {"LastModifiedTime": time}}, "id")

    assert read("DescribeQueue", response)["Queue"] == {"LastModifiedTime": time}


def test_a_time_whose_shape_says_so_is_written_as_iso_8601() -> None:
    time = datetime(2024, 7, 31, 14, 30, 25, 120_000, tzinfo=timezone(timedelta(hours=2)))
    segment = {"Event": {"Id": "e", "EventType": "t", "Time": {"AbsoluteTime": time}}}

    written = body(
        "ListRealtimeContactAnalysisSegmentsV2",
        {"Channel": "CHAT", "Status": "COMPLETED", "Segments": [segment]},
    )

    assert written["Segments"][0]["Event"]["Time"] == {"AbsoluteTime": "2024-07-31T12:30:25.120Z"}


@pytest.mark.parametrize(
    ("name", "result", "fault"),
    [
        ("CreateQueue", {"Colour": "red"}, KeyError),
        ("CreateQueue", {"QueueId": 1}, TypeError),
        ("CreateQueue", ["QueueId"], TypeError),
        ("DescribeQueue", {"Queue": {"Colour": "red"}}, KeyError),
        ("DescribeQueue", {"Queue": "q"}, TypeError),
        ("DescribeQueue", {"Queue": {"MaxContacts": True}}, TypeError),
        ("DescribeQueue", {"Queue": {"MaxContacts": 1.0}}, TypeError),
        ("DescribeQueue", {"Queue": {"LastModifiedTime": 1}}, TypeError),
        ("DescribeQueue", {"Queue": {"LastModifiedTime": datetime(2024, 1, 1)}}, TypeError),  # noqa: DTZ001
        ("DescribeQueue", {"Queue": {"Tags": {"a": None}}}, TypeError),
        ("DescribeQueue", {"Queue": {"Tags": {1: "a"}}}, TypeError),
        ("DescribeQueue", {"Queue": {"Tags": ["a"]}}, TypeError),
        ("ListQueues", {"QueueSummaryList": [None]}, TypeError),
        ("ListQueues", {"QueueSummaryList": {}}, TypeError),
        ("ListUserProficiencies", {"UserProficiencyList": [{"Level": "5"}]}, TypeError),
        ("ListUserProficiencies", {"UserProficiencyList": [{"Level": float("nan")}]}, TypeError),
        ("DeleteQueue", {"QueueId": "q"}, TypeError),
    ],
)
def test_a_result_that_does_not_fit_its_shape_is_our_own_fault(
    name: str, result: Any, fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        encode(OPERATIONS[name], result, "id")


@pytest.mark.parametrize("name", MODELLED)
def test_botocore_reads_a_modelled_error_back(name: str) -> None:
    error: errors.ServiceError = getattr(errors, name)("Not so")

    response = encode_error(error, "id", OPERATIONS["DescribeQueue"])

    assert response == Response(
        status=error.status,
        headers={
            "x-amzn-requestid": "id",
            "x-amzn-errortype": name,
            "content-type": "application/json",
        },
        body=msgspec.json.encode({error.text_member: "Not so"}),
        operation="DescribeQueue",
    )
    assert read("DescribeQueue", response)["Error"] == {"Code": name, "Message": "Not so"}


def test_an_errors_details_stand_beside_its_text() -> None:
    error = errors.ResourceInUseException(
        "In use", ResourceType="QUEUE", ResourceId="q", Nothing=None
    )

    response = encode_error(error, "id")

    assert response.body == b'{"Message":"In use","ResourceType":"QUEUE","ResourceId":"q"}'
    assert response.operation == ""


def test_an_error_of_the_edge_has_a_lower_case_message() -> None:
    response = encode_error(errors.InvalidSignatureException("Wrong"), "id")

    assert (response.status, response.body) == (403, b'{"message":"Wrong"}')


def test_flow_content_errors_have_problems_and_no_text() -> None:
    flow = encode_error(errors.InvalidContactFlowException(["Bad action"]), "id")
    module = encode_error(errors.InvalidContactFlowModuleException(["Bad action"]), "id")

    assert flow.body == b'{"problems":[{"message":"Bad action"}]}'
    assert module.body == b'{"Problems":[{"message":"Bad action"}]}'
