"""How a caller names what a number is claimed to: T1 to T4."""

import pytest

from outdial.domain.arns import Scope
from outdial.domain.phone_number_target import NamedTarget, named_target
from outdial.errors import InvalidParameterException

CALL = Scope("123456789012", "us-west-2")
ABROAD = Scope("123456789012", "us-east-1")


def refusal(target_arn: str | None, instance_id: str | None, *, groups_abroad: object) -> str:
    with pytest.raises(InvalidParameterException) as refused:
        named_target(target_arn, instance_id, CALL, groups_abroad=bool(groups_abroad))
    return refused.value.text


@pytest.mark.parametrize("groups_abroad", [True, False])
def test_a_target_of_the_own_region_is_named_by_id_or_arn(groups_abroad: object) -> None:
    abroad = bool(groups_abroad)
    for kind in ("instance", "traffic-distribution-group"):
        arn = CALL.arn(f"{kind}/x")
        assert named_target(arn, None, CALL, groups_abroad=abroad) == NamedTarget(kind, arn)
    assert named_target(None, "x", CALL, groups_abroad=abroad) == NamedTarget("instance", "x")


@pytest.mark.parametrize(("arn", "instance_id"), [(None, None), (CALL.arn("instance/x"), "x")])
def test_t1_there_is_one_target(arn: str | None, instance_id: str | None) -> None:
    text = refusal(arn, instance_id, groups_abroad=True)

    assert text == "Give one of TargetArn and InstanceId, not both"


@pytest.mark.parametrize("text", ["x", "arn:", CALL.arn("queue/x"), CALL.arn("instance/x/queue/y")])
def test_t2_other_arns_name_no_target(text: str) -> None:
    assert refusal(text, None, groups_abroad=True) == (
        "TargetArn must be the ARN of an instance or of a traffic distribution group"
    )


@pytest.mark.parametrize(
    ("path", "groups_abroad"),
    [("instance/x", True), ("instance/x", False), ("traffic-distribution-group/x", False)],
)
def test_t3_a_target_of_another_region_is_refused(path: str, groups_abroad: object) -> None:
    assert refusal(ABROAD.arn(path), None, groups_abroad=groups_abroad) == (
        "TargetArn names a target in us-east-1, but the call is made in us-west-2"
    )


def test_t4_a_group_of_another_region_is_taken_if_asked_for() -> None:
    arn = ABROAD.arn("traffic-distribution-group/x")

    named = named_target(arn, None, CALL, groups_abroad=True)

    assert named == NamedTarget("traffic-distribution-group", arn)
