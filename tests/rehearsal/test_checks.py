"""What the rehearsal finds, from what was read."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from outdial.rehearsal.checks import find_problems
from outdial.rehearsal.pair import Flow, Pair
from outdial.rehearsal.problem import Problem
from rehearsal.sample_pair import (
    EAST,
    FLOW,
    GROUP,
    GROUP_ARN,
    INSTANCE,
    NUMBER,
    NUMBER_ARN,
    SALES,
    SALES_THERE,
    WEST,
    instance_arn,
    pair,
    side,
)

LATER = datetime(2026, 1, 2, tzinfo=UTC)


def problem(found: Pair) -> Problem:
    """Find the only problem."""
    (only,) = find_problems(found)
    return only


def there(**changed: Any) -> Pair:
    """Change the queue on the replica's side."""
    return pair(replica=side(WEST, replace(SALES_THERE, **changed)))


def told(found: Problem) -> tuple[str, str, str | None, str]:
    return found.name, found.region, found.queue, found.what


def test_a_pair_that_works_has_no_problem() -> None:
    assert list(find_problems(pair())) == []


def test_a_queue_without_a_number_is_no_problem_of_a_failover() -> None:
    silent: dict[str, Any] = {"number_id": None, "number": None, "flow_id": None, "flow": None}

    found = pair(
        source=side(EAST, replace(SALES, **silent)), replica=side(WEST, replace(SALES, **silent))
    )

    assert list(find_problems(found)) == []


def test_a_replication_in_progress_is_one_of_the_whole_side() -> None:
    replica = side(
        WEST,
        SALES_THERE,
        replication="INSTANCE_REPLICATION_FAILED",
        replication_reason="Quota reached",
    )

    assert problem(pair(replica=replica)) == Problem(
        name="replication-not-complete",
        region=WEST,
        what="The replication to us-west-2 is INSTANCE_REPLICATION_FAILED: Quota reached.",
        remedy=("Wait until aws connect describe-instance shows INSTANCE_REPLICATION_COMPLETE."),
    )


def test_a_side_that_is_not_there_has_no_queues_to_miss() -> None:
    found = problem(pair(replica=side(WEST, status="NOT_FOUND")))

    assert told(found) == (
        "instance-not-active",
        WEST,
        None,
        "The instance in us-west-2 is NOT_FOUND.",
    )


def test_a_side_that_places_no_calls_says_how_to_change_that() -> None:
    found = problem(pair(replica=side(WEST, SALES_THERE, calls_out=False)))

    assert found.name == "outbound-calls-off"
    assert found.remedy == (
        "aws connect update-instance-attribute --region us-west-2"
        f" --instance-id {instance_arn(WEST)} --attribute-type OUTBOUND_CALLS --value true"
    )


@pytest.mark.parametrize(
    ("found", "region", "other"),
    [(pair(replica=side(WEST)), WEST, EAST), (pair(source=side(EAST)), EAST, WEST)],
)
def test_a_queue_is_missed_on_either_side(found: Pair, region: str, other: str) -> None:
    assert told(problem(found)) == (
        "queue-missing",
        region,
        "Sales",
        f"The queue is in {other} only.",
    )


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"caller_name": "Other"}, "The name is “Acme” in us-east-1, “Other” in us-west-2."),
        ({"caller_name": None}, "The name is “Acme” in us-east-1, none in us-west-2."),
        (
            {"number_id": "arn:aws:connect:us-east-1:1:phone-number/n2"},
            "The number is “n1” in us-east-1, “n2” in us-west-2.",
        ),
        ({"flow_id": "f2"}, "The whisper flow is “f1” in us-east-1, “f2” in us-west-2."),
        (
            {"caller_name": "Other", "flow_id": None, "flow": None},
            (
                "The name is “Acme” in us-east-1, “Other” in us-west-2."
                " The whisper flow is “f1” in us-east-1, none in us-west-2."
            ),
        ),
    ],
)
def test_a_caller_that_differs_is_told_part_by_part(changed: dict[str, Any], what: str) -> None:
    assert told(problem(there(**changed))) == ("caller-differs", WEST, "Sales", what)


def test_of_two_callers_the_one_changed_earlier_is_behind() -> None:
    found = problem(there(caller_name="New", changed=LATER))

    assert (found.name, found.region) == ("caller-differs", EAST)
    assert found.remedy.startswith("It was changed last in us-west-2.")


def test_a_uuid_where_an_arn_is_needed_says_which_arn() -> None:
    found = problem(there(number_id="n1", number=None))

    assert found == Problem(
        name="number-needs-arn",
        region=WEST,
        queue="Sales",
        queue_id="q1",
        what=(
            "The queue names +12065550100 by its UUID, which is found in us-east-1 only;"
            " us-west-2 needs the number's own ARN."
        ),
        remedy=(
            "aws connect update-queue-outbound-caller-config --region us-west-2"
            f" --instance-id {INSTANCE} --queue-id q1 --outbound-caller-config"
            """ '{"OutboundCallerIdName": "Acme", "OutboundCallerIdNumberId": """
            f"""\"{NUMBER_ARN}", "OutboundFlowId": "f1"}}'"""
        ),
    )


def test_the_older_arn_needs_the_number_s_own_too() -> None:
    found = problem(there(number_id=f"{instance_arn(WEST)}/phone-number/n1", number=None))

    assert (found.name, found.what) == (
        "number-needs-arn",
        (
            "The queue names +12065550100 by an ARN with an instance in it, which is found in"
            " us-east-1 only; us-west-2 needs the number's own ARN."
        ),
    )


def test_a_number_that_neither_side_finds_is_not_found_on_both() -> None:
    gone = pair(
        source=side(EAST, replace(SALES, number=None)),
        replica=side(WEST, replace(SALES_THERE, number=None)),
    )

    assert [told(found) for found in find_problems(gone)] == [
        ("number-not-found", EAST, "Sales", "The queue's number n1 is not found in us-east-1."),
        (
            "number-not-found",
            WEST,
            "Sales",
            f"The queue's number {NUMBER_ARN} is not found in us-west-2.",
        ),
    ]


def test_an_arn_that_is_found_at_home_only_needs_no_other_form() -> None:
    found = problem(there(number=None))

    assert found.name == "number-not-found"


@pytest.mark.parametrize("number_id", ["n1", NUMBER_ARN])
@pytest.mark.parametrize("is_found", [True, False])
def test_a_number_in_no_group_stays_behind_and_says_where_to_move_it(
    number_id: str, *, is_found: bool
) -> None:
    number = replace(NUMBER, target_arn=instance_arn(EAST))
    seen = number if is_found else None
    left = pair(
        source=side(EAST, replace(SALES, number=number)),
        replica=side(WEST, replace(SALES_THERE, number_id=number_id, number=seen)),
    )

    found = problem(left)

    assert told(found) == (
        "number-stays-behind",
        WEST,
        "Sales",
        (
            "+12065550100 is claimed to the instance in us-east-1, not to a traffic distribution"
            " group, so it stays there."
        ),
    )
    assert found.remedy == (
        "aws connect update-phone-number --region us-east-1"
        f" --phone-number-id {NUMBER_ARN} --target-arn {GROUP_ARN}"
    )


@pytest.mark.parametrize("target", ["arn:aws:connect:us-east-1:1:instance/other", None])
def test_a_number_of_others_is_no_number_of_the_pair(target: str | None) -> None:
    found = problem(there(number=replace(NUMBER, target_arn=target)))

    assert told(found) == (
        "number-of-others",
        WEST,
        "Sales",
        (
            f"+12065550100 is claimed to {target or 'nothing'}, which is neither this instance"
            " nor a group of it."
        ),
    )


def test_a_number_that_is_still_being_claimed_cannot_be_shown() -> None:
    found = problem(there(number=replace(NUMBER, status="IN_PROGRESS")))

    assert (found.name, found.what) == (
        "number-not-claimed",
        "+12065550100 is IN_PROGRESS: only a CLAIMED number can be shown.",
    )


def test_a_group_that_is_not_active_concerns_both_sides() -> None:
    found = list(find_problems(pair(group=replace(GROUP, status="CREATION_IN_PROGRESS"))))

    what = "+12065550100 is in the group “Default”, which is CREATION_IN_PROGRESS."
    assert [told(each) for each in found] == [
        ("group-not-active", EAST, "Sales", what),
        ("group-not-active", WEST, "Sales", what),
    ]
    assert found[1].remedy == (
        "Wait until aws connect describe-traffic-distribution-group --region us-west-2"
        f" --traffic-distribution-group-id {GROUP_ARN} shows ACTIVE."
    )


def test_a_number_in_a_group_that_is_not_active_can_go_to_the_default_one() -> None:
    mine = replace(GROUP, arn=f"{GROUP_ARN}2", is_default=False, status="PENDING_DELETION")
    number = replace(NUMBER, target_arn=mine.arn)
    found = pair(
        source=side(EAST, replace(SALES, number=number)),
        replica=side(WEST, replace(SALES_THERE, number=number)),
    )

    problems = list(find_problems(replace(found, groups={**found.groups, mine.arn: mine})))

    assert [each.name for each in problems] == ["group-not-active"] * 2
    assert problems[0].remedy == (
        "Wait until aws connect describe-traffic-distribution-group --region us-east-1"
        f" --traffic-distribution-group-id {mine.arn} shows ACTIVE; or move the number:"
        f" aws connect update-phone-number --region us-east-1 --phone-number-id {NUMBER_ARN}"
        f" --target-arn {GROUP_ARN}"
    )


def test_a_share_of_nothing_says_how_to_shift_the_calls() -> None:
    found = problem(pair(group=replace(GROUP, shares={EAST: 100, WEST: 0})))

    assert told(found) == (
        "share-at-zero",
        WEST,
        "Sales",
        (
            "The group “Default” leads 0 % of the calls to +12065550100 to us-west-2: those who"
            " call back do not come through there."
        ),
    )
    assert found.remedy == (
        f"aws connect update-traffic-distribution --region us-west-2 --id {GROUP_ARN}"
        " --telephony-config 'Distributions=[{Region=us-east-1,Percentage=0},"
        "{Region=us-west-2,Percentage=100}]'"
    )


@pytest.mark.parametrize(
    ("flow", "name", "what"),
    [
        (None, "flow-missing", "The whisper flow f1 is not found in us-west-2."),
        (
            Flow(is_published=False),
            "flow-not-published",
            "The whisper flow “f1” is not published in us-west-2.",
        ),
        (
            replace(FLOW, is_archived=True),
            "flow-archived",
            "The whisper flow “Whisper” is archived in us-west-2.",
        ),
        (
            replace(FLOW, type="CONTACT_FLOW"),
            "flow-wrong-type",
            (
                "The whisper flow “Whisper” is of type CONTACT_FLOW in us-west-2,"
                " not OUTBOUND_WHISPER."
            ),
        ),
    ],
)
def test_a_whisper_flow_must_be_fit_to_play(flow: Flow | None, name: str, what: str) -> None:
    assert told(problem(there(flow=flow))) == (name, WEST, "Sales", what)


def test_the_instance_s_own_whisper_is_never_missed() -> None:
    default: dict[str, Any] = {"flow_id": None, "flow": Flow(name="Default outbound")}

    found = pair(
        source=side(EAST, replace(SALES, **default)),
        replica=side(WEST, replace(SALES_THERE, **default)),
    )

    assert list(find_problems(found)) == []
