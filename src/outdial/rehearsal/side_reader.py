"""Reads one side of a pair; numbers and flows that several queues share are read once."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from outdial.callers import DEFAULT_FLOW
from outdial.domain.arns import parse_arn
from outdial.rehearsal.pair import Flow, Group, Number, QueueSide
from outdial.whispers import read_whisper

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_connect.type_defs import InstanceTypeDef


@dataclass(slots=True)
class SideReader:
    """Reads an instance through the client of its Region."""

    connect: "ConnectClient"
    instance_id: str
    _numbers: dict[str, Number | None] = field(default_factory=dict)
    _flows: dict[str, Flow | None] = field(default_factory=dict)
    _default_flow_id: str | None = None

    @property
    def region(self) -> str:
        """The Region of the side."""
        return self.connect.meta.region_name

    def instance(self) -> "InstanceTypeDef | None":
        """Read the instance, if it is there."""
        try:
            return self.connect.describe_instance(InstanceId=self.instance_id)["Instance"]
        except self.connect.exceptions.ResourceNotFoundException:
            return None

    def queue_names(self) -> dict[str, str]:
        """List the standard queues: their names by their ids."""
        pages = self.connect.get_paginator("list_queues").paginate(
            InstanceId=self.instance_id, QueueTypes=["STANDARD"]
        )
        summaries = (summary for page in pages for summary in page["QueueSummaryList"])
        return {summary["Id"]: summary.get("Name", "") for summary in summaries}

    def queue_name(self, queue_id: str) -> dict[str, str]:
        """Look for one queue: its name by its id; empty if it is not there."""
        try:
            answer = self.connect.describe_queue(InstanceId=self.instance_id, QueueId=queue_id)
        except self.connect.exceptions.ResourceNotFoundException:
            return {}
        return {answer["Queue"]["QueueId"]: answer["Queue"]["Name"]}

    def groups(self) -> dict[str, Group]:
        """Read the traffic distribution groups of the instance, by their ARN."""
        pages = self.connect.get_paginator("list_traffic_distribution_groups").paginate(
            InstanceId=self.instance_id
        )
        return {
            summary["Arn"]: Group(
                arn=summary["Arn"],
                name=summary["Name"],
                status=summary["Status"],
                is_default=summary.get("IsDefault", False),
                shares=self._shares(summary["Arn"]),
            )
            for page in pages
            for summary in page["TrafficDistributionGroupSummaryList"]
        }

    def _shares(self, group_arn: str) -> dict[str, int]:
        answer = self.connect.get_traffic_distribution(Id=group_arn)
        distributions = answer.get("TelephonyConfig", {}).get("Distributions", ())
        return {share["Region"]: share["Percentage"] for share in distributions}

    def queue(self, queue_id: str) -> QueueSide:
        """Read a queue, and what its outbound caller leads to here."""
        queue = self.connect.describe_queue(InstanceId=self.instance_id, QueueId=queue_id)["Queue"]
        config = queue.get("OutboundCallerConfig", {})
        number_id, flow_id = config.get("OutboundCallerIdNumberId"), config.get("OutboundFlowId")
        return QueueSide(
            id=queue["QueueId"],
            name=queue["Name"],
            caller_name=config.get("OutboundCallerIdName"),
            number_id=number_id,
            number=self._number(number_id) if number_id else None,
            flow_id=flow_id,
            flow=self._flow(flow_id or self._default()),
            changed=queue.get("LastModifiedTime"),
        )

    def _number(self, text: str) -> Number | None:
        if text not in self._numbers:
            self._numbers[text] = self._read_number(self._own_name(text))
        return self._numbers[text]

    def _own_name(self, text: str) -> str:
        """Give the id in an ARN of the older form: DescribePhoneNumber takes no such ARN."""
        arn = parse_arn(text)
        is_older = arn is not None and arn.path.startswith("instance/")
        return text.rpartition("/")[2] if is_older else text

    def _read_number(self, name: str) -> Number | None:
        try:
            answer = self.connect.describe_phone_number(PhoneNumberId=name)
        except self.connect.exceptions.ResourceNotFoundException:
            return None
        number = answer["ClaimedPhoneNumberSummary"]
        return Number(
            arn=number["PhoneNumberArn"],
            number=number["PhoneNumber"],
            status=number["PhoneNumberStatus"]["Status"],
            target_arn=number.get("TargetArn"),
        )

    def _flow(self, name: str) -> Flow | None:
        if name not in self._flows:
            self._flows[name] = self._read_flow(name) if name else Flow(name=DEFAULT_FLOW)
        return self._flows[name]

    def _read_flow(self, name: str) -> Flow | None:
        errors = self.connect.exceptions
        try:
            answer = self.connect.describe_contact_flow(
                InstanceId=self.instance_id, ContactFlowId=name
            )
        except errors.ResourceNotFoundException:
            return None
        except errors.ContactFlowNotPublishedException:
            return Flow(is_published=False)
        flow = answer["ContactFlow"]
        return Flow(
            name=flow["Name"],
            type=flow["Type"],
            is_published=flow.get("Status") != "SAVED",
            is_archived=flow.get("State") == "ARCHIVED",
            number=read_whisper(flow["Content"]).number,
        )

    def _default(self) -> str:
        """Find the flow of queues that name none; an empty text if it is not there."""
        if self._default_flow_id is None:
            pages = self.connect.get_paginator("list_contact_flows").paginate(
                InstanceId=self.instance_id, ContactFlowTypes=["OUTBOUND_WHISPER"]
            )
            flows = (flow for page in pages for flow in page["ContactFlowSummaryList"])
            found = (flow["Id"] for flow in flows if flow.get("Name") == DEFAULT_FLOW)
            self._default_flow_id = next(found, "")
        return self._default_flow_id
