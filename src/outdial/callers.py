"""Who each queue's outbound calls say they are, read from any Connect."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from outdial.seed.api import Answer, Api, RefusedError, listed
from outdial.whispers import Whisper, read_whisper

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_connect.type_defs import InstanceSummaryTypeDef

DEFAULT_FLOW = "Default outbound"
_NOT_THERE = ("ResourceNotFoundException", "ContactFlowNotPublishedException")

NumberState = Literal["CLAIMED", "IN_PROGRESS", "FAILED", "NOT_FOUND", "NOT_SET"]


class CallersError(Exception):
    """The table cannot be made; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCaller:
    """What the called party of a queue's outbound call sees and hears."""

    queue: str
    queue_id: str
    name: str | None
    number: str | None
    number_id: str | None
    number_state: NumberState
    number_set_by_flow: str | None
    whisper: str | None
    flow: str | None
    flow_id: str | None
    flow_is_default: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """A whisper flow: its name, and what it does; no whisper if it could not be found."""

    name: str | None
    whisper: Whisper | None


def find_instance(connect: "ConnectClient", text: str | None) -> str:
    """Find the id of the instance that an id, ARN or alias names; without one, of the only one."""
    pages = connect.get_paginator("list_instances").paginate()
    instances = [summary for page in pages for summary in page["InstanceSummaryList"]]
    if text is None and len(instances) == 1:
        return instances[0]["Id"]
    for instance in instances:
        if text is not None and text in _names(instance):
            return instance["Id"]
    raise CallersError(_not_found(text, connect.meta.region_name, instances))


def _not_found(text: str | None, region: str, instances: Sequence["InstanceSummaryTypeDef"]) -> str:
    there = ", ".join(i.get("InstanceAlias") or i["Id"] for i in instances)
    if not instances:
        return (
            f"There is no instance in {region}. Look in another Region with --region, or set up a"
            " demo in an Outdial with: outdial demo"
        )
    if text is None:
        return f"There are several instances in {region}; choose one with --instance: {there}"
    return f"No instance in {region} has the id, ARN or alias {text}; there are: {there}"


def _names(instance: "InstanceSummaryTypeDef") -> tuple[str, ...]:
    return (instance["Id"], instance["Arn"], instance.get("InstanceAlias", ""))


def read_callers(api: Api, instance_id: str) -> Iterator[QueueCaller]:
    """Read the outbound callers of an instance's queues, one by one, in the order of names."""
    summaries = listed(
        api, "ListQueues", "QueueSummaryList", InstanceId=instance_id, QueueTypes=["STANDARD"]
    )
    reader = _Reader(api, instance_id)
    for summary in sorted(summaries, key=lambda summary: summary.get("Name", "").casefold()):
        yield reader.caller(summary["Id"])


def read_caller(api: Api, instance_id: str, queue_id: str) -> QueueCaller:
    """Read the outbound caller of one queue; RefusedError if it cannot be read."""
    return _Reader(api, instance_id).caller(queue_id)


@dataclass(slots=True)
class _Reader:
    """Reads queues; numbers and flows that several queues share are read once."""

    api: Api
    instance_id: str
    numbers: dict[str, Answer | None] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    default_flow_id: str | None = None

    def caller(self, queue_id: str) -> QueueCaller:
        """Read one queue's caller."""
        queue = self.api("DescribeQueue", InstanceId=self.instance_id, QueueId=queue_id)["Queue"]
        config = queue.get("OutboundCallerConfig") or {}
        number_id = config.get("OutboundCallerIdNumberId")
        number = self._number(number_id) if number_id else None
        flow_id = config.get("OutboundFlowId")
        flow = self._flow(flow_id or self._default())
        whisper = flow.whisper
        return QueueCaller(
            queue=queue["Name"],
            queue_id=queue["QueueId"],
            name=config.get("OutboundCallerIdName"),
            number=number["PhoneNumber"] if number else None,
            number_id=number_id,
            number_state=_state(number_id, number),
            number_set_by_flow=whisper.number if whisper else None,
            whisper=whisper.text if whisper else None,
            flow=flow.name,
            flow_id=flow_id,
            flow_is_default=flow_id is None,
        )

    def _number(self, number_id: str) -> Answer | None:
        if number_id not in self.numbers:
            found = self._find("DescribePhoneNumber", PhoneNumberId=number_id)
            self.numbers[number_id] = found and found["ClaimedPhoneNumberSummary"]
        return self.numbers[number_id]

    def _flow(self, flow_id: str) -> Flow:
        if flow_id not in self.flows:
            self.flows[flow_id] = self._read_flow(flow_id) if flow_id else Flow(DEFAULT_FLOW, None)
        return self.flows[flow_id]

    def _read_flow(self, flow_id: str) -> Flow:
        found = self._find(
            "DescribeContactFlow", InstanceId=self.instance_id, ContactFlowId=flow_id
        )
        if found is None:
            return Flow(None, None)
        flow = found["ContactFlow"]
        return Flow(flow["Name"], read_whisper(flow["Content"]))

    def _find(self, operation: str, **members: str) -> Answer | None:
        try:
            return self.api(operation, **members)
        except RefusedError as error:
            if error.code in _NOT_THERE:
                return None
            raise

    def _default(self) -> str:
        """Find the flow of queues that name none; an empty text if it is not there."""
        if self.default_flow_id is None:
            flows = listed(
                self.api,
                "ListContactFlows",
                "ContactFlowSummaryList",
                InstanceId=self.instance_id,
                ContactFlowTypes=["OUTBOUND_WHISPER"],
            )
            found = (flow["Id"] for flow in flows if flow.get("Name") == DEFAULT_FLOW)
            self.default_flow_id = next(found, "")
        return self.default_flow_id


def _state(number_id: str | None, number: Answer | None) -> NumberState:
    if number_id is None:
        return "NOT_SET"
    if number is None:
        return "NOT_FOUND"
    state: NumberState = number["PhoneNumberStatus"]["Status"]
    return state
