"""Random work with flows that answer numbers: of both sides the last word on a number stands."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from outdial.domain.arns import Scope
from pair_desk import ACCOUNT, REPLICA, SOURCE
from sample_flows import HANG_UP
from two_regions import Number, Shown, TwoRegions
from two_regions_centre import ANY, MINUTES, MISSING, REGIONS, WORK, Centre

AFTER = st.sampled_from((0, 2, 3))
"""Minutes in which nobody looks, so that what is due arrives with the change itself."""


class Tied(Centre):
    """Two numbers and two flows, tied and untied on both sides while the numbers move."""

    def __init__(self) -> None:
        super().__init__()
        self.flows = [self.create_flow(name) for name in ("Day", "Night")]
        self.replicate_instance()
        listed = self.call(SOURCE, "ListTrafficDistributionGroups")
        self.targets = {
            "group": listed["TrafficDistributionGroupSummaryList"][0]["Arn"],
            "instance": Scope(ACCOUNT, SOURCE).arn(f"instance/{self.instance}"),
        }
        self.model = TwoRegions(self.delay, self.world.now())
        self.numbers = [self.claim(number) for number in ("+12065550101", "+12065550102")]
        self.wait(9)

    def create_flow(self, name: str) -> str:
        answer = self.call(
            SOURCE,
            "CreateContactFlow",
            InstanceId=self.instance,
            Name=name,
            Type="CONTACT_FLOW",
            Content=HANG_UP,
        )
        return str(answer["ContactFlowId"])

    def claim(self, number: str) -> Number:
        target = self.targets["group"]
        answer = self.call(SOURCE, "ClaimPhoneNumber", TargetArn=target, PhoneNumber=number)
        return Number(arn=answer["PhoneNumberArn"], region=SOURCE, target="group")

    def on_number(self, region: str, which: int, operation: str, flow: str | None) -> None:
        """Tie a number to a flow, or to none, if it is found on that side."""
        number = self.numbers[which % 2]
        params = {"ContactFlowId": flow} if flow else {}
        code = self.outcome(
            region,
            operation,
            InstanceId=self.instance,
            PhoneNumberId=number.arn,
            **params,
        )
        is_found = number.is_found(region, by_id=False)
        assert code == (None if is_found else MISSING)
        if is_found:
            self.write(region, number, flow)

    def write(self, region: str, number: Number, flow: str | None) -> None:
        now = self.world.now()
        became = Shown(name=flow, time=now, region=region) if flow else None
        self.model.write(region, number.arn, became)

    @rule(minutes=MINUTES)
    def wait(self, minutes: int) -> None:
        self.world.advance(minutes=minutes)
        self.model.now = self.world.now()

    @rule(region=REGIONS, which=ANY, flow=ANY, after=AFTER)
    def tie(self, region: str, which: int, flow: int, after: int) -> None:
        self.wait(after)
        name = self.flows[flow % 2]
        self.on_number(region, which, "AssociatePhoneNumberContactFlow", name)

    @rule(region=REGIONS, which=ANY, after=AFTER)
    def untie(self, region: str, which: int, after: int) -> None:
        self.wait(after)
        self.on_number(region, which, "DisassociatePhoneNumberContactFlow", None)

    @rule(region=REGIONS, which=ANY, flow=ANY, after=AFTER)
    def tie_anew(self, region: str, which: int, flow: int, after: int) -> None:
        self.untie(region, which, 0)
        self.tie(region, which, flow, after)

    @rule(which=ANY, to=st.sampled_from(("group", "instance")))
    def move(self, which: int, to: str) -> None:
        number = self.numbers[which % 2]
        arn = self.targets[to]
        self.call(SOURCE, "UpdatePhoneNumber", PhoneNumberId=number.id, TargetArn=arn)
        if to != number.target:
            self.write(SOURCE, number, None)
            self.numbers[which % 2] = replace(number, target=to)

    @invariant()
    def both_sides_are_as_the_model_says(self) -> None:
        for region in (SOURCE, REPLICA):
            expected = self.model.queues(region)
            assert self.ties(region) == {
                number: Scope(ACCOUNT, region).arn(
                    f"instance/{self.instance}/contact-flow/{tie.name}"
                )
                for number, tie in expected.items()
            }

    def ties(self, region: str) -> dict[str, Any]:
        answer = self.call(region, "ListFlowAssociations", InstanceId=self.instance)
        return {tie["ResourceId"]: tie["FlowId"] for tie in answer["FlowAssociationSummaryList"]}


@pytest.mark.parametrize("minutes", [0, 5])
def test_the_last_word_on_a_number_s_flow_stands_on_both_sides(minutes: int) -> None:
    delayed = type("Tied", (Tied,), {"delay": timedelta(minutes=minutes)})

    run_state_machine_as_test(delayed, settings=WORK)
