"""What a program must have left on its server; what it prints is not enough."""

import json
import re
import urllib.request
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import boto3

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

REFUSAL = "Phone number not found"
"""What the server says of the id of no number."""

THROTTLED = 2
"""Tries of DescribeQueue that are refused; SDKs make three by themselves, or more."""

_LAST = re.compile(r"ok: (?P<name>.+) (?P<number>\+1206\d{7}) (?P<queue>[0-9a-f-]{36})")
_UPDATE = "UpdateQueueOutboundCallerConfig"


class UnconvincedError(Exception):
    """The program has not done what it should have; the text says what."""


def throttle(url: str) -> None:
    """Let the first tries of DescribeQueue be throttled."""
    fault = {"operation": "DescribeQueue", "error": "ThrottlingException", "count": THROTTLED}
    _faults(url, json.dumps(fault).encode())


def look_at(url: str, printed: str) -> None:
    """Raise UnconvincedError unless the server shows that the program did all of it."""
    last = _LAST.fullmatch(printed.strip().rpartition("\n")[2])
    if last is None:
        raise UnconvincedError(f"its last line is not as agreed: {printed}")
    _must(REFUSAL in printed.replace(last[0], ""), "it does not print why it was refused")
    [fault] = _faults(url)["faults"]
    _must(fault["struck"] == THROTTLED, f"it was throttled {fault['struck']} times")
    _must(fault["met"] > THROTTLED, "it did not try again after it was throttled")
    connect = _client("connect", url)
    shown = _shown(connect, last["queue"])
    _must(shown == (last["name"], last["number"], "OUTBOUND_WHISPER"), f"the queue has {shown}")
    records = list(_records(url))
    _look_at_updates(records, last["queue"])
    _look_at_pages(records, len(list(_queues(connect, _instance(connect)))))


def _look_at_updates(records: list[Any], queue: str) -> None:
    answers = [
        record.get("errorCode", "done")
        for record in records
        if record["eventName"] == _UPDATE and record["requestParameters"]["QueueId"].endswith(queue)
    ]
    _must(
        answers == ["ResourceNotFoundException", "done"],
        f"{_UPDATE} was answered so: {', '.join(answers)}",
    )


def _look_at_pages(records: list[Any], queues: int) -> None:
    asked = [
        record["requestParameters"]
        for record in records
        if record["eventName"] == "ListQueues" and record["requestParameters"].get("MaxResults")
    ]
    pages = [parameters for parameters in asked if parameters["MaxResults"] == 1]
    following = [parameters for parameters in pages if parameters.get("NextToken")]
    _must(
        len(pages) >= queues and len(following) == len(pages) - 1,
        f"it did not page through {queues} queues, one a page: {asked}",
    )


def _must(holds: object, otherwise: str) -> None:
    if not holds:
        raise UnconvincedError(otherwise)


def _shown(connect: "ConnectClient", queue: str) -> tuple[str, str, str]:
    """Give the name, the number and the flow's type that the queue's calls show."""
    inside: Any = {"InstanceId": _instance(connect)}
    config = connect.describe_queue(**inside, QueueId=queue)["Queue"]["OutboundCallerConfig"]
    number = connect.describe_phone_number(PhoneNumberId=config["OutboundCallerIdNumberId"])
    flow = connect.describe_contact_flow(**inside, ContactFlowId=config["OutboundFlowId"])
    return (
        config["OutboundCallerIdName"],
        number["ClaimedPhoneNumberSummary"]["PhoneNumber"],
        flow["ContactFlow"]["Type"],
    )


def _instance(connect: "ConnectClient") -> str:
    [instance] = connect.list_instances()["InstanceSummaryList"]
    return instance["Id"]


def _queues(connect: "ConnectClient", instance: str) -> Iterator[Any]:
    for page in connect.get_paginator("list_queues").paginate(InstanceId=instance):
        yield from page["QueueSummaryList"]


def _records(url: str) -> Iterator[Any]:
    """Read the trail, the oldest first."""
    pages = _client("cloudtrail", url).get_paginator("lookup_events").paginate()
    events = [event for page in pages for event in page["Events"]]
    return (json.loads(event["CloudTrailEvent"]) for event in reversed(events))


def _client(service: str, url: str) -> Any:
    return boto3.client(
        service,  # type: ignore[call-overload] # the overloads are for literals
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="123456789012",
        aws_secret_access_key="secret",  # noqa: S106 any will do
    )


def _faults(url: str, body: bytes | None = None) -> Any:
    page = f"{url}/_outdial/faults"
    with urllib.request.urlopen(page, data=body, timeout=30) as answer:  # noqa: S310 our own server
        return json.load(answer)
