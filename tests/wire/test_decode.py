from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outdial.errors import MalformedHttpRequestException, ServiceError
from outdial.http import Request
from outdial.wire.decode import Params, Unreadable, decode
from outdial.wire.model import load
from outdial.wire.validate import find_violations

OPERATIONS = load().operations
DESK = {"InstanceId": "inst", "QueueId": "queue"}


def read(name: str, labels: dict[str, str] | None = None, **parts: Any) -> Params:
    return decode(OPERATIONS[name], labels or {}, Request(method="POST", path="", **parts))


def test_labels_and_body_are_read_together() -> None:
    body = b'{"OutboundCallerConfig": {"OutboundCallerIdName": "Acme", "OutboundFlowId": "f"}}'

    params = read("UpdateQueueOutboundCallerConfig", DESK, body=body)

    assert params == {
        **DESK,
        "OutboundCallerConfig": {"OutboundCallerIdName": "Acme", "OutboundFlowId": "f"},
    }


@pytest.mark.parametrize(
    ("body", "config"),
    [
        (b'{"OutboundCallerConfig": {}}', {"OutboundCallerConfig": {}}),
        (b'{"OutboundCallerConfig": {"OutboundFlowId": null}}', {"OutboundCallerConfig": {}}),
        (b'{"OutboundCallerConfig": null}', {}),
        (
            b'{"OutboundCallerConfig": {"OutboundFlowId": ""}}',
            {"OutboundCallerConfig": {"OutboundFlowId": ""}},
        ),
        (
            b'{"OutboundCallerConfig": {"Colour": {"deep": [1]}}, "x": 1}',
            {"OutboundCallerConfig": {}},
        ),
        (b'{"QueueId": "another", "InstanceId": 1}', {}),
        (
            b' {"OutboundCallerConfig":\n{"OutboundCallerIdName": "\\ud83d\\ude00\\u0000"}}\t',
            {"OutboundCallerConfig": {"OutboundCallerIdName": "😀\0"}},
        ),
        (b"{}", {}),
        (b"", {}),
    ],
)
def test_null_is_absent_and_unknown_members_are_passed_over(
    body: bytes, config: dict[str, Any]
) -> None:
    assert read("UpdateQueueOutboundCallerConfig", DESK, body=body) == {**DESK, **config}


@pytest.mark.parametrize(
    ("name", "body", "text"),
    [
        (
            "UpdateQueueOutboundCallerConfig",
            b'{"OutboundCallerConfig": {"OutboundFlowId": 1}}',
            "$.OutboundCallerConfig.OutboundFlowId: expected a string",
        ),
        (
            "UpdateQueueOutboundCallerConfig",
            b'{"OutboundCallerConfig": []}',
            "$.OutboundCallerConfig: expected an object",
        ),
        ("UpdateQueueOutboundCallerConfig", b"null", "$: expected an object"),
        ("UpdateQueueOutboundCallerConfig", b"[]", "$: expected an object"),
        (
            "CreateQueue",
            b'{"QuickConnectIds": ["a", null]}',
            "$.QuickConnectIds[1]: expected a string",
        ),
        ("CreateQueue", b'{"QuickConnectIds": "a"}', "$.QuickConnectIds: expected an array"),
        ("CreateQueue", b'{"Tags": {"a": null}}', '$.Tags["a"]: expected a string'),
        ("CreateQueue", b'{"Tags": {"\\n": 1}}', '$.Tags["\\n"]: expected a string'),
        ("CreateQueue", b'{"Tags": []}', "$.Tags: expected an object"),
        ("UpdateQueueMaxContacts", b'{"MaxContacts": true}', "$.MaxContacts: expected an integer"),
        ("UpdateQueueMaxContacts", b'{"MaxContacts": 1.0}', "$.MaxContacts: expected an integer"),
        ("UpdateQueueMaxContacts", b'{"MaxContacts": "1"}', "$.MaxContacts: expected an integer"),
        (
            "UpdateQueueMaxContacts",
            b'{"MaxContacts": 2147483648}',
            "$.MaxContacts: expected a smaller integer",
        ),
        (
            "CreateInstance",
            b'{"InboundCallsEnabled": "true"}',
            "$.InboundCallsEnabled: expected true or false",
        ),
        (
            "UpdateUserProficiencies",
            b'{"UserProficiencies": [{"Level": true}]}',
            "$.UserProficiencies[0].Level: expected a number",
        ),
        (
            "GetMetricDataV2",
            b'{"StartTime": "2024-01-01T00:00:00Z"}',
            "$.StartTime: expected a number",
        ),
        (
            "GetMetricDataV2",
            b'{"StartTime": 1e300}',
            "$.StartTime: expected a time within the calendar",
        ),
    ],
)
def test_what_is_not_of_its_shape_is_unreadable_at_its_path(
    name: str, body: bytes, text: str
) -> None:
    with pytest.raises(Unreadable) as fault:
        read(name, body=body)

    assert str(fault.value) == text


@pytest.mark.parametrize(
    "body",
    [b"{", b"{} x", b"NaN", b'{"a": NaN}', b"\xff", b'"\xff"', b"\xef\xbb\xbf{}", b"'", b" ",
     b'{"OutboundCallerConfig": {"OutboundCallerIdName": "\\ud800"}}',
     b'{"OutboundCallerConfig": {"OutboundCallerIdName": "\\udc00 and more text"}}',
     b"[" * 100_000, b'{"a":' * 100_000, b'{"a": 1e999}', b'{"a": ' + b"9" * 10_000 + b"}"],
    ids=repr,
)  # fmt: skip
def test_broken_json_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^\$: expected JSON: "):
        read("UpdateQueueOutboundCallerConfig", body=body)


def test_a_body_nested_too_deep_is_unreadable() -> None:
    body = b'{"SearchCriteria":' + b'{"OrConditions":[' * 60 + b"]}" * 60 + b"}"

    with pytest.raises(Unreadable, match="nested too deep"):
        read("SearchQueues", body=body)


def test_a_body_nested_well_deep_is_read() -> None:
    body = b'{"SearchCriteria":' + b'{"OrConditions":[' * 40 + b"]}" * 40 + b"}"

    assert msgspec.json.encode(read("SearchQueues", body=body)) == body


def test_a_body_is_passed_over_where_the_operation_has_none() -> None:
    assert read("DescribeQueue", DESK, body=b"\xff") == DESK


@pytest.mark.parametrize(
    ("query", "params"),
    [
        ("queueTypes=STANDARD&queueTypes=AGENT", {"QueueTypes": ["STANDARD", "AGENT"]}),
        ("queueTypes=STANDARD", {"QueueTypes": ["STANDARD"]}),
        ("maxResults=10&nextToken=a%2Bb+c%20d", {"MaxResults": 10, "NextToken": "a+b c d"}),
        ("maxResults=1&maxResults=2", {"MaxResults": 2}),
        ("nextToken", {"NextToken": ""}),
        ("next%54oken=x&&unknown=y", {"NextToken": "x"}),
        ("nextToken=a=b", {"NextToken": "a=b"}),
        ("maxResults=", {"MaxResults": ""}),
        ("maxResults=ten", {"MaxResults": "ten"}),
        ("maxResults=1_0", {"MaxResults": "1_0"}),
        ("maxResults=99999999999", {"MaxResults": "99999999999"}),
        ("MaxResults=1", {}),
    ],
)
def test_a_query_is_read_by_its_own_names(query: str, params: dict[str, Any]) -> None:
    assert read("ListQueues", query=query) == params


@pytest.mark.parametrize("query", ["nextToken=%", "%zz=1", "nextToken=%ff"])
def test_a_broken_escape_in_a_query_is_refused(query: str) -> None:
    with pytest.raises(MalformedHttpRequestException):
        read("ListQueues", query=query)


@pytest.mark.parametrize(
    "text",
    ["Mon, 01 Jan 2024 10:00:00 GMT", "2024-01-01T10:00:00Z", "2024-01-01T12:00:00+02:00",
     "2024-01-01T10:00:00", "1704103200", "1704103200.000"],
)  # fmt: skip
def test_a_header_may_write_a_time_in_three_ways(text: str) -> None:
    headers = {"x-amz-last-modified-time": text, "x-amz-last-modified-region": "us-east-1"}

    params = read("UpdateTestCase", headers=headers)

    assert params == {
        "LastModifiedTime": datetime(2024, 1, 1, 10, tzinfo=UTC),
        "LastModifiedRegion": "us-east-1",
    }


@pytest.mark.parametrize("text", ["soon", "x GMT", "999999999999", "0001-01-01T00:00:00+14:00"])
def test_a_time_that_cannot_be_read_stays_text(text: str) -> None:
    params = read("UpdateTestCase", headers={"x-amz-last-modified-time": text})

    assert params == {"LastModifiedTime": text}


def test_a_label_that_is_a_number_is_read_as_one() -> None:
    labels = {"InstanceId": "i", "ContactFlowId": "f", "ContactFlowVersion": "7"}

    assert read("DeleteContactFlowVersion", labels)["ContactFlowVersion"] == 7


@given(seconds=st.integers(-62_135_596_800_000, 253_402_300_799_999))
def test_a_time_of_a_body_is_kept_to_the_millisecond(seconds: int) -> None:
    body = msgspec.json.encode({"StartTime": seconds / 1000})

    params = read("GetMetricDataV2", body=body)

    expected = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=seconds)
    assert abs(params["StartTime"] - expected) < timedelta(milliseconds=1)
    assert params["StartTime"].tzinfo is UTC


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(
        st.sampled_from([
            "OutboundCallerConfig", "OutboundFlowId", "Tags", "QuickConnectIds", "MaxContacts",
            "SearchCriteria", "OrConditions", "StringCondition", "StartTime", "Filters",
        ]), inner,
    ),
)  # fmt: skip
FUZZED = ["UpdateQueueOutboundCallerConfig", "CreateQueue", "SearchQueues", "GetMetricDataV2",
          "UpdateQueueMaxContacts", "ListQueues", "UpdateTestCase"]  # fmt: skip


@given(
    name=st.sampled_from(FUZZED),
    body=st.binary() | JSON.map(msgspec.json.encode),
    query=st.text() | st.from_regex(r"(maxResults|queueTypes|nextToken)=.*"),
    header=st.text(),
)
def test_nothing_that_is_sent_breaks_decoding_or_validation(
    name: str, body: bytes, query: str, header: str
) -> None:
    operation = OPERATIONS[name]
    headers = {"x-amz-last-modified-time": header, "x-amz-resource-id": header}
    request = Request(method="POST", path="", query=query, headers=headers, body=body)

    try:
        params = decode(operation, {}, request)
    except (Unreadable, ServiceError):
        return

    assert all(violation.text for violation in find_violations(operation, params))
