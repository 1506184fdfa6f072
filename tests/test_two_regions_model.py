"""Random work in two Regions: both sides show what a simple model says they show."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from outdial.domain.arns import Scope
from outdial.settings import Settings
from pair_desk import ACCOUNT, REPLICA, SOURCE
from two_regions import Number, Shown, TwoRegions
from two_regions_centre import ANY, MINUTES, MISSING, REGIONS, WORK, Centre

SELDOM = st.integers(min_value=0, max_value=4)
"""Rules that draw this act on zero only."""


class Modelled(Centre):
    """The same work done to the model; every call's outcome is foretold."""

    def __init__(self) -> None:
        super().__init__()
        self.other = self.new_instance("other")
        self.model = TwoRegions(self.delay, self.world.now())
        self.queues: list[str] = []
        self.numbers: list[Number] = []

    def change(
        self,
        region: str,
        which: int,
        operation: str,
        become: Callable[[Shown], Shown | None],
        **params: Any,
    ) -> None:
        """Change one of the queues that ever were, on one of the sides that there are."""
        if not self.queues:
            return
        region = region if self.model.replicated else SOURCE
        queue = self.queues[which % len(self.queues)]
        before = self.model.queues(region).get(queue)

        code = self.on_queue(region, operation, queue, **params)

        assert code == (MISSING if before is None else None)
        if before is not None:
            self.model.write(region, queue, become(before))

    def stamped(self, shown: Shown, region: str, **changes: Any) -> Shown:
        region = region if self.model.replicated else SOURCE
        return replace(shown, time=self.world.now(), region=region, **changes)

    @rule(minutes=MINUTES)
    def wait(self, minutes: int) -> None:
        self.world.advance(minutes=minutes)
        self.model.now = self.world.now()

    @initialize(replicated=st.booleans(), queues=st.integers(min_value=0, max_value=2))
    def begin(self, queues: int, *, replicated: bool) -> None:
        for _ in range(queues):
            self.create(SOURCE)
        if replicated:
            self.replicate()

    @precondition(lambda self: self.delay)
    @rule(minutes=st.sampled_from((1, 5, 9)), seldom=SELDOM)
    def set_delay(self, minutes: int, seldom: int) -> None:
        if seldom == 0:
            self.model.delay = timedelta(minutes=minutes)
            self.app.settings = Settings(mirroring_delay=self.model.delay)

    @precondition(lambda self: not self.model.replicated)
    @rule()
    def replicate(self) -> None:
        self.replicate_instance()
        self.model.start()

    @precondition(lambda self: self.model.replicated)
    @rule(seldom=SELDOM)
    def part(self, seldom: int) -> None:
        if seldom == 0:
            assert self.outcome(SOURCE, "DeleteInstance", InstanceId=self.instance) == (
                "InvalidRequestException"
            )
            self.call(REPLICA, "DeleteInstance", InstanceId=self.instance)
            self.model.stop()

    @rule(region=REGIONS)
    def create(self, region: str) -> None:
        region = region if self.model.replicated else SOURCE
        name = self.fresh_name()
        queue = self.create_queue(region, name)
        self.queues.append(queue)
        self.model.write(region, queue, Shown(name=name, time=self.world.now(), region=region))

    @rule(region=REGIONS, which=ANY)
    def rename(self, region: str, which: int) -> None:
        name = self.fresh_name()
        self.change(
            region,
            which,
            "UpdateQueueName",
            lambda before: self.stamped(before, region, name=name),
            Name=name,
        )

    @rule(which=ANY, region=REGIONS, minutes=st.sampled_from((0, 1, 4)))
    def rename_on_both_sides(self, which: int, region: str, minutes: int) -> None:
        self.rename(region, which)
        self.wait(minutes)
        self.rename(SOURCE if region == REPLICA else REPLICA, which)

    @rule(region=REGIONS, which=ANY, seldom=SELDOM)
    def delete(self, region: str, which: int, seldom: int) -> None:
        if seldom == 0:
            self.change(region, which, "DeleteQueue", lambda _: None)

    @rule(region=REGIONS, which=ANY)
    def tag(self, region: str, which: int) -> None:
        region = region if self.model.replicated else SOURCE
        shown = self.model.queues(region)
        if shown:
            queue = sorted(shown)[which % len(shown)]
            path = f"instance/{self.instance}/queue/{queue}"
            tags = {"tag": str(which)}
            self.call(
                region, "TagResource", resourceArn=Scope(ACCOUNT, region).arn(path), tags=tags
            )
            self.model.write(region, queue, replace(shown[queue], tags=tags))

    @rule(region=REGIONS, which=ANY, number=ANY, by_id=st.booleans())
    def show_number(self, region: str, which: int, number: int, *, by_id: bool) -> None:
        if not self.numbers or not self.queues:
            return
        region = region if self.model.replicated else SOURCE
        asked = self.numbers[number % len(self.numbers)]
        named = asked.id if by_id else asked.arn
        known = self.model.numbers.get(asked.id)
        if known is not None and known.is_found(region, by_id=by_id):
            self.change(
                region,
                which,
                "UpdateQueueOutboundCallerConfig",
                lambda before: self.stamped(before, region, number=(asked.arn, by_id)),
                OutboundCallerConfig={"OutboundCallerIdNumberId": named},
            )
        else:
            code = self.on_queue(
                region,
                "UpdateQueueOutboundCallerConfig",
                self.queues[which % len(self.queues)],
                OutboundCallerConfig={"OutboundCallerIdNumberId": named},
            )
            assert code == MISSING

    def target(self, name: str) -> tuple[str, str]:
        """Choose what numbers are claimed to at the source: its name and ARN."""
        if name == "group" and self.model.replicated:
            listed = self.call(SOURCE, "ListTrafficDistributionGroups")
            return name, listed["TrafficDistributionGroupSummaryList"][0]["Arn"]
        name = "other" if name == "other" else "instance"
        instance = self.other if name == "other" else self.instance
        return name, Scope(ACCOUNT, SOURCE).arn(f"instance/{instance}")

    @rule(region=REGIONS, name=st.sampled_from(("instance", "group", "other")))
    def claim(self, region: str, name: str) -> None:
        if region == REPLICA and self.model.replicated:
            name, arn = "instance", Scope(ACCOUNT, REPLICA).arn(f"instance/{self.instance}")
        else:
            region, (name, arn) = SOURCE, self.target(name)
        answer = self.call(
            region,
            "ClaimPhoneNumber",
            TargetArn=arn,
            PhoneNumber=f"+120655501{len(self.numbers):02}",
        )
        number = Number(arn=answer["PhoneNumberArn"], region=region, target=name)
        self.numbers.append(number)
        self.model.numbers[number.id] = number

    @rule(which=ANY, name=st.sampled_from(("instance", "group", "other")))
    def move(self, which: int, name: str) -> None:
        here = [number for number in self.model.numbers.values() if number.region == SOURCE]
        if here:
            number = here[which % len(here)]
            name, arn = self.target(name)
            self.call(SOURCE, "UpdatePhoneNumber", PhoneNumberId=number.id, TargetArn=arn)
            self.model.numbers[number.id] = replace(number, target=name)

    @rule(which=ANY)
    def release(self, which: int) -> None:
        if self.model.numbers:
            number = list(self.model.numbers.values())[which % len(self.model.numbers)]
            self.call(number.region, "ReleasePhoneNumber", PhoneNumberId=number.id)
            del self.model.numbers[number.id]

    @invariant()
    def both_sides_are_as_the_model_says(self) -> None:
        for region in (SOURCE, REPLICA) if self.model.replicated else (SOURCE,):
            expected = self.model.queues(region)
            assert self.shown(region) == {
                queue: shown.as_read(region) for queue, shown in expected.items()
            }


class Conflicting(Centre):
    """Work with few names, so that the sides take them from each other."""

    def __init__(self) -> None:
        super().__init__()
        self.replicate_instance()
        self.queues: list[str] = []

    @rule(minutes=MINUTES)
    def wait(self, minutes: int) -> None:
        self.world.advance(minutes=minutes)

    @rule(region=REGIONS, name=st.sampled_from("ABC"))
    def create(self, region: str, name: str) -> None:
        names = {one["Name"] for one in self.shown(region).values()}
        if name not in names:
            self.queues.append(self.create_queue(region, name))

    @rule(region=REGIONS, which=ANY, name=st.sampled_from("ABC"))
    def rename(self, region: str, which: int, name: str) -> None:
        if self.queues:
            queue = self.queues[which % len(self.queues)]
            code = self.on_queue(region, "UpdateQueueName", queue, Name=name)
            assert code in (None, MISSING, "DuplicateResourceException")

    @rule(region=REGIONS, which=ANY)
    def delete(self, region: str, which: int) -> None:
        if self.queues:
            queue = self.queues[which % len(self.queues)]
            assert self.on_queue(region, "DeleteQueue", queue) in (None, MISSING)

    @invariant()
    def names_are_unique_on_each_side(self) -> None:
        for region in (SOURCE, REPLICA):
            names = [one["Name"] for one in self.shown(region).values()]
            assert len(names) == len(set(names))

    def findings(self) -> Any:
        return self.call(
            SOURCE,
            "ListReplicationFindings",
            InstanceId=self.instance,
            ResourceType="QUEUE",
        )

    def teardown(self) -> None:
        """Resolve what is reported, by new names; then both sides are alike."""
        self.world.advance(minutes=9)
        while found := self.findings()["ReplicationFindingsList"]:
            for finding in found:
                here = finding["Arn"].split(":")[3]
                name = self.fresh_name()
                assert self.on_queue(here, "UpdateQueueName", finding["Id"], Name=name) is None
            self.world.advance(minutes=9)
        assert self.shown(SOURCE) == self.shown(REPLICA)
        drift = self.findings()["ApproximateDriftedResourceCounts"]
        assert [one["Count"] for one in drift] == [0, 0]
        super().teardown()


@pytest.mark.parametrize("minutes", [0, 5])
@pytest.mark.parametrize("machine", [Modelled, Conflicting])
def test_both_sides_show_what_the_model_says(machine: type[Centre], minutes: int) -> None:
    delayed = type(machine.__name__, (machine,), {"delay": timedelta(minutes=minutes)})

    run_state_machine_as_test(delayed, settings=WORK)
