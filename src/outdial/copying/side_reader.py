"""Reads one side of an instance: all that the API shows of it there."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, TypeVar

from outdial.copying import contents, regional
from outdial.copying.kept import Kept
from outdial.copying.notes import Notes
from outdial.copying.progress import Progress, Tell
from outdial.domain.contact_flow import SAVED, ContactFlow
from outdial.domain.instance import DEFAULT_ATTRIBUTES, Instance
from outdial.domain.phone_number import PhoneNumber
from outdial.domain.phone_number_flow import PhoneNumberFlow
from outdial.domain.queue import Queue
from outdial.domain.queue_quick_connects import QueueQuickConnects
from outdial.domain.replication import Replication
from outdial.domain.resource import Resource
from outdial.domain.traffic_distribution_group import TrafficDistributionGroup
from outdial.importing.checks import told
from outdial.seed.api import Answer

R = TypeVar("R", bound=Resource)
_MOST = 1000


class Listing(NamedTuple):
    """A kind: what people call one and several, how it is listed, and how one is described."""

    what: str
    several: str
    operation: str
    member: str
    describe: str
    id_member: str
    shown: str


HOURS = Listing(
    "hours of operation",
    "hours of operation",
    "ListHoursOfOperations",
    "HoursOfOperationSummaryList",
    "DescribeHoursOfOperation",
    "HoursOfOperationId",
    "HoursOfOperation",
)
QUEUES = Listing(
    "queue", "queues", "ListQueues", "QueueSummaryList", "DescribeQueue", "QueueId", "Queue"
)
QUICK_CONNECTS = Listing(
    "quick connect",
    "quick connects",
    "ListQuickConnects",
    "QuickConnectSummaryList",
    "DescribeQuickConnect",
    "QuickConnectId",
    "QuickConnect",
)


@dataclass(slots=True)
class SideReader:
    """Reads an instance through the API of its Region."""

    kept: Kept
    region: str
    notes: Notes
    tell: Tell

    def shown(self) -> Answer:
        """Describe the instance; what refuses this ends the reading."""
        return self.kept.ask("DescribeInstance", InstanceId=self.kept.instance_id)

    def instance(self, replication: Replication | None) -> Instance | None:
        """Make the instance."""
        shown = self.shown()["Instance"]
        attributes = dict(self._attributes())
        if shown.get("InstanceStatus") != "ACTIVE":
            status = shown.get("InstanceStatus")
            self.notes.add(f"instance in {self.region}: it is {status}, and imported as ACTIVE")
        make = partial(regional.instance, shown, attributes, replication)
        return self.notes.attempt(f"instance in {self.region}", make)

    def _attributes(self) -> Iterator[tuple[str, str]]:
        for each in self._listed(
            "attributes of the instance", "ListInstanceAttributes", "Attributes", most=None
        ):
            name = each["AttributeType"]
            if name in DEFAULT_ATTRIBUTES:
                yield name, each["Value"]
            else:
                self.notes.add(f"attribute {name} of the instance: not imported: it is not kept")

    def contents(self, instance: Instance) -> Iterator[Resource]:
        """Read what the instance contains."""
        yield from self._each(HOURS, instance, contents.hours)
        yield from self._flows(instance)
        queues = list(self._each(QUEUES, instance, contents.queue, QueueTypes=["STANDARD"]))
        yield from queues
        yield from self._each(QUICK_CONNECTS, instance, contents.quick_connect)
        yield from self._offered(queues)
        yield from self._ties(instance)

    def _each(
        self,
        listing: Listing,
        instance: Instance,
        make: Callable[[Answer, Instance], R],
        **narrowed: Any,
    ) -> Iterator[R]:
        summaries = self._listed(listing.several, listing.operation, listing.member, **narrowed)
        for done, summary in enumerate(summaries):
            self._tell(listing.several, done, len(summaries))

            def read(record_id: str = summary["Id"]) -> R:
                members = {"InstanceId": instance.id, listing.id_member: record_id}
                return make(self.kept.ask(listing.describe, **members)[listing.shown], instance)

            made = self.notes.attempt(self._named(listing.what, summary), read)
            if made is not None:
                yield made

    def _flows(self, instance: Instance) -> Iterator[ContactFlow]:
        summaries = self._listed("flows", "ListContactFlows", "ContactFlowSummaryList")
        for done, summary in enumerate(summaries):
            self._tell("flows", done, len(summaries))
            made = self.notes.attempt(
                self._named("flow", summary), partial(self._flow, summary, instance)
            )
            if made is not None:
                yield made

    def _flow(self, summary: Answer, instance: Instance) -> ContactFlow:
        def described(flow_id: str) -> Answer:
            shown: Answer = self.kept.ask(
                "DescribeContactFlow", InstanceId=instance.id, ContactFlowId=flow_id
            )["ContactFlow"]
            return shown

        saved_only = summary.get("ContactFlowStatus") == "SAVED"
        published = None if saved_only else described(summary["Id"])
        return contents.flow(published, described(summary["Id"] + SAVED), instance)

    def _offered(self, queues: Sequence[Queue]) -> Iterator[QueueQuickConnects]:
        for done, queue in enumerate(queues):
            self._tell("quick connects of queues", done, len(queues))

            def read(queue: Queue = queue) -> QueueQuickConnects | None:
                listed = self.kept.list(
                    "ListQueueQuickConnects",
                    "QuickConnectSummaryList",
                    InstanceId=queue.instance_id,
                    QueueId=queue.id,
                    MaxResults=100,
                )
                return contents.offered(listed, queue)

            made = self.notes.attempt(f"quick connects of the queue {queue.name}", read)
            if made is not None:
                yield made

    def _ties(self, instance: Instance) -> Iterator[PhoneNumberFlow]:
        for shown in self._listed(
            "flows of phone numbers",
            "ListFlowAssociations",
            "FlowAssociationSummaryList",
            ResourceType="VOICE_PHONE_NUMBER",
        ):
            made = self.notes.attempt(
                f"flow of the number {shown.get('ResourceId')}",
                partial(contents.tie, shown, instance),
            )
            if made is not None:
                yield made

    def numbers(
        self, target: Instance | TrafficDistributionGroup, instance: Instance
    ) -> Iterator[PhoneNumber]:
        """Read the numbers that are claimed to the instance or to a group."""
        for summary in self._listed(
            f"phone numbers of {'the instance' if target is instance else told(target)}",
            "ListPhoneNumbersV2",
            "ListPhoneNumbersSummaryList",
            instance_id=None,
            TargetArn=target.scope.arn(target.path),
        ):

            def read(number_id: str = summary["PhoneNumberId"]) -> PhoneNumber:
                answer = self.kept.ask("DescribePhoneNumber", PhoneNumberId=number_id)
                return regional.number(answer["ClaimedPhoneNumberSummary"], instance.created_time)

            made = self.notes.attempt(f"phone number {summary.get('PhoneNumber')}", read)
            if made is not None:
                yield made

    def groups(self, instance: Instance) -> Iterator[TrafficDistributionGroup]:
        """Read the traffic distribution groups of the instance, which is the source."""
        for summary in self._listed(
            "traffic distribution groups",
            "ListTrafficDistributionGroups",
            "TrafficDistributionGroupSummaryList",
            most=10,
        ):

            def read(arn: str = summary["Arn"]) -> TrafficDistributionGroup:
                shown = self.kept.ask(
                    "DescribeTrafficDistributionGroup", TrafficDistributionGroupId=arn
                )
                shares = self.kept.ask("GetTrafficDistribution", Id=arn)
                return regional.group(shown["TrafficDistributionGroup"], shares, instance)

            made = self.notes.attempt(self._named("traffic distribution group", summary), read)
            if made is not None:
                yield made

    def _listed(
        self, what: str, operation: str, member: str, /, most: int | None = _MOST, **members: Any
    ) -> list[Answer]:
        self._tell(what)
        members = {"InstanceId": self.kept.instance_id, "MaxResults": most, **members}
        if members.pop("instance_id", "") is None:
            del members["InstanceId"]
        read = partial(self.kept.list, operation, member, **members)
        answer = self.notes.attempt(f"{what} in {self.region}", read)
        found: list[Answer] = [] if answer is None else answer[member]
        return found

    def _tell(self, what: str, done: int = 0, total: int = 0) -> None:
        self.tell(Progress(f"{self.region}: {what}", done, total))

    def _named(self, what: str, summary: Answer) -> str:
        return f"{what} “{summary.get('Name') or summary['Id']}” in {self.region}"
