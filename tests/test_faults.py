"""Faults on demand; the numbers are those of `faults/fault.py`."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outdial.domain.arns import Scope
from outdial.errors import InvalidContactFlowException, ThrottlingException
from outdial.faults.fault import ERRORS, DroppedError, Fault, FaultError
from outdial.faults.plan import Faults, Members

HERE = Scope("123456789012", "us-east-1")
DESCRIBE = ("connect", "DescribeQueue")
UPDATE = ("connect", "UpdateQueueOutboundCallerConfig")


@pytest.fixture
def faults() -> Faults:
    return Faults([DESCRIBE, UPDATE, ("iam", "CreateUser")])


def struck(
    faults: Faults,
    calls: int = 1,
    key: tuple[str, str] = DESCRIBE,
    scope: Scope = HERE,
    **params: Any,
) -> list[bool]:
    return [faults.next(scope, key, params) is not None for _ in range(calls)]


def test_without_faults_nothing_is_struck(faults: Faults) -> None:
    assert struck(faults, 3) == [False] * 3


@pytest.mark.parametrize(
    ("pattern", "key", "is_struck"),
    [
        ("*", DESCRIBE, True),
        ("DescribeQueue", DESCRIBE, True),
        ("DescribeQueue", UPDATE, False),
        ("describequeue", DESCRIBE, False),
        ("UpdateQueue*", UPDATE, True),
        ("connect:*", UPDATE, True),
        ("connect:*", ("iam", "CreateUser"), False),
        ("iam:CreateUser", ("iam", "CreateUser"), True),
    ],
)
def test_f1_a_pattern_names_operations(
    pattern: str, key: tuple[str, str], *, is_struck: bool
) -> None:
    assert Fault(operation=pattern).matches(HERE, key, "") == is_struck


def test_f1_account_region_and_instance_narrow_a_fault(faults: Faults) -> None:
    faults.add(drop=True, account="123456789012", region="us-east-1", instance="i")
    arn = "arn:aws:connect:us-east-1:123456789012:instance/i"

    assert struck(faults, InstanceId="i") == [True]
    assert struck(faults, InstanceId=arn) == [True]
    assert struck(faults, InstanceId="j") == [False]
    assert struck(faults) == [False]
    assert struck(faults, InstanceId="i", scope=Scope("123456789012", "us-west-2")) == [False]
    assert struck(faults, InstanceId="i", scope=Scope("210987654321", "us-east-1")) == [False]


def test_f1_an_instance_can_be_named_by_arn(faults: Faults) -> None:
    faults.add(drop=True, instance="arn:aws:connect:us-east-1:123456789012:instance/i")

    assert struck(faults, InstanceId="i") == [True]


def test_f2_a_seed_repeats_which_calls_are_struck() -> None:
    def run(seed: int) -> list[bool]:
        faults = Faults([DESCRIBE])
        faults.add(drop=True, rate=0.3, seed=seed)
        return struck(faults, 20)

    assert run(0) == run(0)
    assert run(0) != run(1)
    assert [at for at, hit in enumerate(run(0)) if hit] == [9, 13, 14, 16]


@given(rate=st.floats(0, 1), seed=st.integers())
def test_f2_the_share_of_calls_that_are_struck_is_the_rate(rate: float, seed: int) -> None:
    fault = Fault(drop=True, rate=rate, seed=seed)
    hits = sum(fault.is_hit(number) for number in range(1000))

    assert abs(hits / 1000 - rate) < 0.1


def test_f2_a_rate_of_nothing_never_strikes_and_one_of_all_always() -> None:
    assert not any(Fault(drop=True, rate=0, seed=seed).is_hit(1) for seed in range(1000))
    assert all(Fault(drop=True, rate=1, seed=seed).is_hit(1) for seed in range(1000))


def test_f3_a_fault_strikes_as_often_as_it_may(faults: Faults) -> None:
    faults.add(drop=True, count=2)

    assert struck(faults, 4) == [True, True, False, False]


def test_f4_the_first_that_strikes_is_the_only_one(faults: Faults) -> None:
    faults.add(error="ThrottlingException", count=1)
    faults.add(error="InternalServiceException")

    found = [faults.next(HERE, DESCRIBE, {}) for _ in range(2)]

    assert [fault and fault.error for fault in found] == [
        "ThrottlingException",
        "InternalServiceException",
    ]


def test_every_error_of_the_wire_can_be_had() -> None:
    for name, kind in ERRORS.items():
        with pytest.raises(kind):
            Fault(error=name).refuse()

    assert len(ERRORS) > 30


def test_an_error_has_its_usual_text_or_the_one_that_is_given() -> None:
    with pytest.raises(ThrottlingException, match=r"^Rate exceeded$"):
        Fault(error="ThrottlingException").refuse()
    with pytest.raises(ThrottlingException, match=r"^Slower$"):
        Fault(error="ThrottlingException", message="Slower").refuse()
    with pytest.raises(InvalidContactFlowException) as refused:
        Fault(error="InvalidContactFlowException").refuse()
    assert refused.value.members() == {"problems": [{"message": "A fault on demand"}]}


def test_a_dropped_connection_may_take_its_time() -> None:
    with pytest.raises(DroppedError) as dropped:
        Fault(drop=True, latency=3).refuse()

    assert dropped.value.seconds == 3


def test_a_wait_refuses_nothing() -> None:
    Fault(latency=3).refuse()


def test_faults_are_shown_with_what_they_did_and_can_be_removed(faults: Faults) -> None:
    first = faults.add(operation="Describe*", error="ThrottlingException", rate=0.5, seed=3)
    second = faults.add(latency=0.5, count=1)
    struck(faults, 10)

    shown = faults.shown()

    assert (first, second) == ("1", "2")
    assert shown == [
        {
            "id": "1",
            "operation": "Describe*",
            "error": "ThrottlingException",
            "rate": 0.5,
            "seed": 3,
            "met": 10,
            "struck": shown[0]["struck"],
        },
        {"id": "2", "operation": "*", "latency": 0.5, "rate": 1.0, "count": 1}
        | {"met": 10 - shown[0]["struck"], "struck": 1},
    ]
    assert (faults.remove("1"), faults.remove("1")) == (True, False)
    faults.clear()
    assert faults.shown() == []
    assert faults.add(drop=True) == "3"


@pytest.mark.parametrize(
    ("members", "text"),
    [
        ({}, "A fault needs an error, a latency, or drop"),
        (
            {"error": "ThrottlingException", "drop": True},
            "A dropped connection brings no error: give one of them",
        ),
        ({"error": "Throttled"}, "There is no error Throttled; there are Conditional"),
        (
            {"operation": "DescribeQueues", "drop": True},
            "No operation that is served matches DescribeQueues",
        ),
        ({"rate": 1.5, "drop": True}, "Expected `float` <= 1.0 - at `$.rate`"),
        ({"latency": -1}, "Expected `float` >= 0.0 - at `$.latency`"),
        ({"count": 0, "drop": True}, "Expected `int` >= 1 - at `$.count`"),
        ({"chance": 1}, "Object contains unknown field `chance`"),
        ([], "Expected `object`, got `array`"),
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(faults: Faults, members: Any, text: str) -> None:
    with pytest.raises(FaultError) as refused:
        faults.plan(members)

    assert str(refused.value).startswith(text)
    assert faults.shown() == []


def test_what_can_be_added_by_name_is_what_a_fault_has() -> None:
    assert Members.__annotations__.keys() == set(Fault.__struct_fields__)
