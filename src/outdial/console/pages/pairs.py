"""Replicated instances, read from both of their Regions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from outdial.console.pages.instances import REGIONS, instances_of, regions_of
from outdial.console.preview.calls import clients_of
from outdial.console.visitor import Visitor
from outdial.errors import AccessDeniedException, ResourceNotFoundException
from outdial.rehearsal.problem import Problem
from outdial.rehearsal.reading import read_pair
from outdial.rehearsal.report import rehearse

MOST_QUEUES = 100
"""The failover of a pair is rehearsed here if its source has no more queues than this."""

_MOST_GROUPS = 10
_MOST_NUMBERS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The first numbers that are claimed to something; `problem` says why they are not told."""

    numbers: tuple[str, ...] = ()
    is_cut: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideShown:
    """An instance of a pair; `problem` says why it is not told of."""

    region: str
    replication: str = ""
    reason: str = ""
    instance: Mapping[str, Any] | None = None
    numbers: Numbers = Numbers()
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupShown:
    """A traffic distribution group: shares in per cents and sign-ins, both by Region."""

    group: Mapping[str, Any]
    calls: Mapping[str, int]
    agents: Mapping[str, int]
    sign_in: Mapping[str, bool]
    numbers: Numbers
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairShown:
    """A replicated instance; `problems` is None if its failover was not rehearsed.

    `hidden` and `hidden_groups` say why the failover was not, and why there are no groups.
    """

    id: str
    source: SideShown
    replica: SideShown
    groups: tuple[GroupShown, ...]
    has_more_groups: bool
    hidden_groups: str
    problems: tuple[Problem, ...] | None
    hidden: str

    @property
    def sides(self) -> tuple[SideShown, SideShown]:
        """Both sides, the source first."""
        return self.source, self.replica

    @property
    def name(self) -> str:
        """Name the pair by the alias of a side, or by the id of both."""
        aliases = [(side.instance or {}).get("InstanceAlias") for side in self.sides]
        return next((alias for alias in aliases if alias), self.id)


class Reader:
    """Reads the pairs that a visitor may see; `refusals` are of Regions and instances."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._left = MOST_QUEUES
        self.refusals: list[tuple[str, str]] = []

    def read(self, start: int, most: int) -> tuple[list[PairShown], bool]:
        """Read so many pairs of all Regions, and tell whether there are more."""
        replications: dict[tuple[str, str], Mapping[str, Any]] = {}
        for described in self._instances():
            replication = described.get("ReplicationConfiguration")
            if replication is not None:
                key = (replication["SourceRegion"], described["Instance"]["Id"])
                replications.setdefault(key, replication)
        wanted = list(replications.items())[start : start + most]
        pairs = [self._pair(id_, replication) for (_, id_), replication in wanted]
        return pairs, len(replications) > start + most

    def _instances(self) -> Iterator[Mapping[str, Any]]:
        for region in regions_of(self._visitor):
            try:
                for instance in instances_of(self._visitor, region)[0]:
                    yield self._describe(region, instance["Id"])
            except AccessDeniedException as error:
                if region in REGIONS:
                    self.refusals.append((region, error.text))

    def _describe(self, region: str, id_: str) -> Mapping[str, Any]:
        return self._visitor.ask(region, "DescribeInstance", InstanceId=id_)

    def _pair(self, id_: str, replication: Mapping[str, Any]) -> PairShown:
        source, summary = (
            replication["SourceRegion"],
            replication["ReplicationStatusSummaryList"][0],
        )
        groups, has_more, hidden_groups = self._groups(id_, source)
        problems, hidden = self._rehearsed(id_, source)
        return PairShown(
            id=id_,
            source=self._side(id_, source, {}),
            replica=self._side(id_, summary["Region"], summary),
            groups=groups,
            has_more_groups=has_more,
            hidden_groups=hidden_groups,
            problems=problems,
            hidden=hidden,
        )

    def _side(self, id_: str, region: str, summary: Mapping[str, Any]) -> SideShown:
        instance, problem = None, ""
        try:
            instance = self._describe(region, id_)["Instance"]
        except (AccessDeniedException, ResourceNotFoundException) as error:
            problem = error.text
        return SideShown(
            region=region,
            replication=summary.get("ReplicationStatus") or "",
            reason=summary.get("ReplicationStatusReason") or "",
            instance=instance,
            numbers=Numbers() if instance is None else self._numbers(region, InstanceId=id_),
            problem=problem,
        )

    def _numbers(self, region: str, **target: str) -> Numbers:
        try:
            answer = self._visitor.ask(
                region, "ListPhoneNumbersV2", MaxResults=_MOST_NUMBERS, **target
            )
        except AccessDeniedException as error:
            return Numbers(problem=error.text)
        listed = answer["ListPhoneNumbersSummaryList"]
        return Numbers(
            numbers=tuple(each["PhoneNumber"] for each in listed), is_cut="NextToken" in answer
        )

    def _groups(self, id_: str, region: str) -> tuple[tuple[GroupShown, ...], bool, str]:
        """Read the first groups, tell whether there are more, and why there are none."""
        try:
            answer = self._visitor.ask(
                region,
                "ListTrafficDistributionGroups",
                InstanceId=id_,
                MaxResults=_MOST_GROUPS,
            )
        except AccessDeniedException as error:
            return (), False, error.text
        listed = answer["TrafficDistributionGroupSummaryList"]
        return tuple(self._group(region, each) for each in listed), "NextToken" in answer, ""

    def _group(self, region: str, group: Mapping[str, Any]) -> GroupShown:
        shares: Mapping[str, Any] = {}
        problem = ""
        try:
            shares = self._visitor.ask(region, "GetTrafficDistribution", Id=group["Arn"])
        except AccessDeniedException as error:
            problem = error.text
        return GroupShown(
            group=group,
            calls=_by_region(shares, "TelephonyConfig", "Percentage"),
            agents=_by_region(shares, "AgentConfig", "Percentage"),
            sign_in=_by_region(shares, "SignInConfig", "Enabled"),
            numbers=self._numbers(region, TargetArn=group["Arn"]),
            problem=problem,
        )

    def _rehearsed(self, id_: str, region: str) -> tuple[tuple[Problem, ...] | None, str]:
        """Rehearse a failover; None if there are too many queues for a page, or if it is hidden."""
        ask = self._visitor.ask
        try:
            listed = ask(
                region,
                "ListQueues",
                InstanceId=id_,
                QueueTypes=["STANDARD"],
                MaxResults=MOST_QUEUES,
            )
            count = len(listed["QueueSummaryList"])
            if "NextToken" in listed or count > self._left:
                return None, ""
            self._left -= count
            return rehearse(read_pair(clients_of(ask, region), id_)).problems, ""
        except AccessDeniedException as error:
            return None, error.text


def _by_region(shares: Mapping[str, Any], config: str, member: str) -> dict[str, Any]:
    listed = (shares.get(config) or {}).get("Distributions") or ()
    return {each["Region"]: each[member] for each in listed}
