"""The state that time gives a group, and how one is named: G1 to G5."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outdial.access.identity import Caller
from outdial.domain.arns import Scope
from outdial.domain.resource import Address
from outdial.domain.traffic_distribution_group import TrafficDistributionGroup, named_group
from outdial.operations.traffic_distribution_groups import homes_of_group

CALL = Scope("123456789012", "us-east-1")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
GROUP = TrafficDistributionGroup(
    id="g",
    account=CALL.account,
    region="us-west-2",
    instance_id="i",
    name="Sales",
    ready_time=NOW,
    telephony={"us-east-1": 0, "us-west-2": 100},
    agents={"us-east-1": 0, "us-west-2": 100},
    sign_in={"us-east-1": False, "us-west-2": True},
    last_modified_time=NOW,
    last_modified_region="us-west-2",
)
ARN_PARTS = st.sampled_from(
    [
        *("arn", "aws", "aws-cn", "connect", "us-east-1", "us-west-2", CALL.account),
        "traffic-distribution-group/a",
    ]
)
NAMES = st.one_of(st.text(), st.lists(ARN_PARTS, min_size=6, max_size=6).map(":".join))


def test_g1_a_group_s_arns_carry_its_own_region() -> None:
    scope = "arn:aws:connect:us-west-2:123456789012"

    assert GROUP.arn == f"{scope}:traffic-distribution-group/g"
    assert GROUP.instance_arn == f"{scope}:instance/i"


def test_the_source_is_the_first_of_a_group_s_regions() -> None:
    assert GROUP.regions == ("us-west-2", "us-east-1")
    assert replace(GROUP, region="us-east-1").regions == ("us-east-1", "us-west-2")


def test_g2_an_id_names_a_group_of_the_call_s_region() -> None:
    assert named_group("g", CALL) == Address(GROUP.kind, CALL.home, "g")


@given(region=st.sampled_from(["us-east-1", "us-west-2", "cn-north-1", "us-gov-west-1"]))
def test_g2_an_arn_names_a_group_of_any_region(region: str) -> None:
    arn = Scope(CALL.account, region).arn("traffic-distribution-group/g")

    assert named_group(arn, CALL) == Address(GROUP.kind, f"{CALL.account}/{region}", "g")


@pytest.mark.parametrize(
    "text",
    [
        "arn:aws:connect:us-west-2:210987654321:traffic-distribution-group/g",
        "arn:aws:connect:us-west-2:123456789012:traffic-distribution-groups/g",
        "arn:aws:connect:us-west-2:123456789012:instance/g",
        "arn:aws:connect",
    ],
)
def test_g2_an_arn_of_another_account_or_thing_names_none(text: str) -> None:
    assert named_group(text, CALL) is None


@given(st.timedeltas(timedelta(days=-1), timedelta(days=1)))
@example(timedelta())
def test_g3_a_change_is_in_progress_until_it_is_through(since: timedelta) -> None:
    then, is_through = NOW + since, since >= timedelta()
    in_deletion = replace(GROUP, change="deletion")

    assert GROUP.status(then) == ("ACTIVE" if is_through else "CREATION_IN_PROGRESS")
    update = replace(GROUP, change="update")
    assert update.status(then) == ("ACTIVE" if is_through else "UPDATE_IN_PROGRESS")
    assert GROUP.is_active(then) == update.is_active(then) == is_through
    assert (in_deletion.is_gone(then), in_deletion.is_active(then)) == (is_through, False)
    assert is_through or in_deletion.status(then) == "PENDING_DELETION"


@pytest.mark.parametrize(("other", "same"), [({"instance_id": "j"}, False), ({}, True)])
def test_g5_a_name_is_unique_in_an_instance(other: dict[str, str], same: object) -> None:
    twin = replace(GROUP, id="h", **other)  # type: ignore[arg-type] # the test's own fields

    assert (twin.unique_name == GROUP.unique_name) == same


@given(name=NAMES)
@example(name="arn:")
@example(name="arn:aws:connect:us-east-1:999999999999:traffic-distribution-group/a")
def test_homes_are_told_for_whatever_is_sent_and_are_the_callers_own(name: str) -> None:
    for member in ("TrafficDistributionGroupId", "Id"):
        homes = homes_of_group(Caller(CALL), {member: name})

        assert homes[0] == CALL.home
        assert all(home.startswith(f"{CALL.account}/") for home in homes)
