"""How often operations may be called, through boto3."""

from types import SimpleNamespace
from typing import TYPE_CHECKING

import botocore.endpoint
import pytest

from access.hasty import hasty
from conftest import client
from number_desk import refusal
from outdial.access.limits import AWS, MOST, TABLE, Limits, Throttling
from outdial.access.throttle import Rate
from outdial.wire.model import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

THROTTLED = ("ThrottlingException", "Rate exceeded")


def empty(connect: "ConnectClient", times: int) -> None:
    for _ in range(times):
        connect.list_instances()


def test_the_table_names_each_operation_once_and_only_those_there_are() -> None:
    names = [name for _, names in TABLE for name in names]

    assert len(names) == len(set(names))
    assert set(names) - set(load("connect").operations) == set()


def test_the_table_gives_each_operation_its_documented_rate() -> None:
    rates = Throttling()

    assert rates.rate("UpdateQueueOutboundCallerConfig") == Rate(per_second=2, burst=5)
    assert rates.rate("DescribeContact") == Rate(per_second=10, burst=15)
    assert rates.rate("ListIntegrationAssociations") == Rate(per_second=25, burst=50)


def test_without_limits_any_number_of_calls_is_answered(connect: "ConnectClient") -> None:
    empty(connect, 50)


@pytest.mark.usefixtures("outdial")
def test_one_call_too_many_is_refused(choose: "Callable[..., None]") -> None:
    choose(limits=AWS)
    connect = hasty()
    empty(connect, MOST.burst)

    with pytest.raises(connect.exceptions.ThrottlingException) as refused:
        connect.list_instances()

    answer = refused.value.response
    assert answer["Error"] == {"Code": "ThrottlingException", "Message": "Rate exceeded"}
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 429


def test_calls_are_answered_again_after_half_a_second(
    outdial: "Local", choose: "Callable[..., None]"
) -> None:
    choose(limits=AWS)
    connect = hasty()
    empty(connect, MOST.burst)

    outdial.clock.advance(seconds=0.5)
    connect.list_instances()

    assert refusal(connect.list_instances) == THROTTLED


@pytest.mark.usefixtures("outdial")
def test_accounts_regions_and_operations_are_counted_apart_and_instances_together(
    choose: "Callable[..., None]",
) -> None:
    choose(limits=AWS)
    connect = hasty()
    empty(connect, MOST.burst)
    for number in range(MOST.burst):
        refusal(connect.list_queues, InstanceId=f"no-instance-{number}")

    empty(hasty(account="210987654321"), MOST.burst)
    empty(hasty(region="us-west-2"), MOST.burst)
    connect.list_traffic_distribution_groups()

    assert refusal(connect.list_instances) == THROTTLED
    assert refusal(connect.list_queues, InstanceId="another") == THROTTLED


@pytest.mark.usefixtures("outdial")
def test_a_call_is_counted_before_its_parameters_are_looked_at(
    choose: "Callable[..., None]",
) -> None:
    choose(limits=AWS)
    connect = hasty()
    codes = [refusal(connect.describe_instance, InstanceId="x" * 101)[0] for _ in range(6)]

    assert codes == [*["InvalidRequestException"] * 5, "ThrottlingException"]


def test_rates_can_be_set_and_the_error_chosen(
    outdial: "Local", choose: "Callable[..., None]"
) -> None:
    rate = Rate(per_second=1, burst=1)
    throttling = Throttling(
        error="TooManyRequestsException", default=None, operations={"ListInstances": rate}
    )
    choose(limits=Limits(throttling=throttling))
    connect = hasty()
    empty(connect, 1)
    for _ in range(20):
        connect.list_traffic_distribution_groups()

    refused = refusal(connect.list_instances)
    outdial.clock.advance(seconds=1)
    connect.list_instances()

    assert refused == ("TooManyRequestsException", "Rate exceeded")


@pytest.mark.usefixtures("outdial")
def test_an_operation_can_be_left_without_a_rate(choose: "Callable[..., None]") -> None:
    choose(limits=Limits(throttling=Throttling(operations={"ListInstances": None})))
    empty(hasty(), 20)

    choose(limits=Limits(throttling=None))
    for _ in range(20):
        hasty().list_traffic_distribution_groups()


def test_a_reset_fills_the_buckets(outdial: "Local", choose: "Callable[..., None]") -> None:
    choose(limits=AWS)
    empty(hasty(), MOST.burst)

    outdial.reset()

    empty(hasty(), MOST.burst)


@pytest.mark.parametrize("mode", ["legacy", "standard"])
def test_every_mode_of_retries_ends_in_success(
    outdial: "Local",
    choose: "Callable[..., None]",
    monkeypatch: pytest.MonkeyPatch,
    mode: str,
) -> None:
    waits = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        outdial.clock.advance(seconds=seconds)

    monkeypatch.setattr(botocore.endpoint, "time", SimpleNamespace(sleep=wait))
    choose(limits=Limits(quotas=None))
    connect = hasty(mode=mode, attempts=8)
    for n in range(10):
        connect.create_instance(
            IdentityManagementType="CONNECT_MANAGED",
            InstanceAlias=f"acme-{n}",
            InboundCallsEnabled=True,
            OutboundCallsEnabled=True,
        )

    assert waits
    choose(limits=None)
    assert len(client().list_instances()["InstanceSummaryList"]) == 10
