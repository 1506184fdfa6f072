"""Every answer that Describe and List operations give of an instance, so that copies compare."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_connect import ConnectClient

_LISTS = {
    "list_queues": ("QueueSummaryList", "describe_queue", "QueueId"),
    "list_contact_flows": ("ContactFlowSummaryList", "describe_contact_flow", "ContactFlowId"),
    "list_hours_of_operations": (
        "HoursOfOperationSummaryList",
        "describe_hours_of_operation",
        "HoursOfOperationId",
    ),
    "list_quick_connects": (
        "QuickConnectSummaryList",
        "describe_quick_connect",
        "QuickConnectId",
    ),
}


def whole(connect: "ConnectClient", instance: str) -> "Mapping[str, Any]":
    """Ask for everything there is of an instance, from one Region."""
    return {name: _plain(answer) for name, answer in _answers(connect, instance)}


def _answers(connect: "ConnectClient", instance: str) -> Iterator[tuple[str, Any]]:
    of: dict[str, Any] = {"InstanceId": instance}
    yield "instances", connect.list_instances()
    described = connect.describe_instance(**of)
    yield "instance", described
    yield "attributes", _pages(connect, "list_instance_attributes", "Attributes", of)
    for operation, (member, describe, id_member) in _LISTS.items():
        listed = _pages(connect, operation, member, of)
        yield operation, listed
        for one in listed:
            for name in _names(one["Id"], operation):
                answer = _answer(getattr(connect, describe), {**of, id_member: name})
                yield f"{describe} {name}", answer
            yield f"tags of {one['Id']}", connect.list_tags_for_resource(resourceArn=one["Arn"])
            if operation == "list_queues":
                offered = connect.list_queue_quick_connects(**of, QueueId=one["Id"])
                yield f"quick connects of {one['Id']}", offered
    yield "ties", _pages(connect, "list_flow_associations", "FlowAssociationSummaryList", of)
    yield "older numbers", _pages(connect, "list_phone_numbers", "PhoneNumberSummaryList", of)
    numbers = _pages(connect, "list_phone_numbers_v2", "ListPhoneNumbersSummaryList", {})
    yield "numbers", numbers
    for number in numbers:
        arn = number["PhoneNumberArn"]
        yield f"number {arn}", connect.describe_phone_number(PhoneNumberId=arn)
    groups = _pages(
        connect, "list_traffic_distribution_groups", "TrafficDistributionGroupSummaryList", of
    )
    yield "groups", groups
    for arn in (group["Arn"] for group in groups):
        yield (
            f"group {arn}",
            connect.describe_traffic_distribution_group(TrafficDistributionGroupId=arn),
        )
        yield f"shares of {arn}", connect.get_traffic_distribution(Id=arn)
        members = _pages(
            connect, "list_phone_numbers_v2", "ListPhoneNumbersSummaryList", {"TargetArn": arn}
        )
        yield f"numbers of {arn}", members


def _names(record_id: str, operation: str) -> tuple[str, ...]:
    is_flow = operation == "list_contact_flows"
    return (record_id, f"{record_id}:$SAVED") if is_flow else (record_id,)


def _answer(call: Any, members: dict[str, str]) -> Any:
    try:
        return call(**members)
    except ClientError as error:
        return error.response["Error"]


def _pages(connect: "ConnectClient", operation: str, member: str, of: Any) -> list[Any]:
    pages = connect.get_paginator(operation).paginate(**of)  # type: ignore[call-overload] # any
    return [one for page in pages for one in page[member]]


def _plain(answer: Any) -> Any:
    if isinstance(answer, dict):
        return {name: each for name, each in answer.items() if name != "ResponseMetadata"}
    return answer
