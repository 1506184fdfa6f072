"""Which instances and queues UpdateQueueOutboundCallerConfig finds."""

from typing import TYPE_CHECKING

import pytest

from conftest import Desk, client
from number_desk import refusal, second_instance
from queue_desk import caller_of, heedless, whole

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


def test_the_instance_and_the_queue_are_named_by_arn_as_well(
    connect: "ConnectClient", desk: Desk
) -> None:
    connect.update_queue_outbound_caller_config(
        InstanceId=desk.arn(""),
        QueueId=desk.arn(f"queue/{desk.queue}"),
        OutboundCallerConfig={"OutboundCallerIdName": "Acme"},
    )

    assert caller_of(connect, desk) == {"OutboundCallerIdName": "Acme"}


def test_a_disabled_queue_is_changed_as_any_other(connect: "ConnectClient", desk: Desk) -> None:
    connect.update_queue_status(**desk.ids, Status="DISABLED")

    connect.update_queue_outbound_caller_config(**desk.ids, OutboundCallerConfig=whole(desk))

    assert caller_of(connect, desk) == whole(desk)


@pytest.mark.parametrize(
    ("region", "account"), [("us-west-2", "123456789012"), ("us-east-1", "210987654321")]
)
def test_an_instance_is_found_in_its_own_account_and_region_alone(
    connect: "ConnectClient", configured: Desk, region: str, account: str
) -> None:
    stranger = client(region, account)

    answer = refusal(
        stranger.update_queue_outbound_caller_config, **configured.ids, OutboundCallerConfig={}
    )

    assert answer == ("ResourceNotFoundException", "Instance not found")
    assert caller_of(connect, configured) == whole(configured)


def test_what_names_no_queue_of_the_instance_is_not_found(
    connect: "ConnectClient", desk: Desk
) -> None:
    answers = [
        refusal(
            connect.update_queue_outbound_caller_config,
            InstanceId=desk.instance,
            QueueId=queue,
            OutboundCallerConfig={},
        )
        for queue in (
            "nobody",
            desk.arn(f"queue/{desk.queue}", region="us-west-2"),
            desk.arn(f"contact-flow/{desk.queue}"),
            desk.hours,
        )
    ]

    assert answers == [("ResourceNotFoundException", "Queue not found")] * 4


def test_an_empty_queue_id_makes_a_path_that_leads_nowhere(desk: Desk) -> None:
    answer = refusal(
        heedless().update_queue_outbound_caller_config,
        InstanceId=desk.instance,
        QueueId="",
        OutboundCallerConfig={},
    )

    assert answer == ("MissingAuthenticationTokenException", "Missing Authentication Token")


def test_a_deleted_queue_is_not_found(connect: "ConnectClient", desk: Desk) -> None:
    connect.delete_queue(**desk.ids)

    answer = refusal(
        connect.update_queue_outbound_caller_config, **desk.ids, OutboundCallerConfig={}
    )

    assert answer == ("ResourceNotFoundException", "Queue not found")


def test_another_instance_s_queue_is_not_found(connect: "ConnectClient", configured: Desk) -> None:
    other = second_instance(connect)

    answers = [
        refusal(
            connect.update_queue_outbound_caller_config,
            InstanceId=other,
            QueueId=queue,
            OutboundCallerConfig={},
        )
        for queue in (configured.queue, configured.arn(f"queue/{configured.queue}"))
    ]

    assert answers == [("ResourceNotFoundException", "Queue not found")] * 2
    assert caller_of(connect, configured) == whole(configured)


def test_an_agent_s_queue_is_an_invalid_request(connect: "ConnectClient", desk: Desk) -> None:
    answers = [
        refusal(
            connect.update_queue_outbound_caller_config,
            InstanceId=desk.instance,
            QueueId=queue,
            OutboundCallerConfig={},
        )
        for queue in ("agent/one", desk.arn("queue/agent/one"))
    ]

    assert (
        answers
        == [
            (
                "InvalidRequestException",
                "The queue is an agent's own, but must be a standard queue",
            )
        ]
        * 2
    )


@pytest.mark.usefixtures("outdial")
def test_an_instance_id_of_100_characters_is_looked_up_and_a_longer_one_refused() -> None:
    answers = [
        refusal(
            heedless().update_queue_outbound_caller_config,
            InstanceId="x" * length,
            QueueId="queue",
            OutboundCallerConfig={},
        )
        for length in (100, 101)
    ]

    assert answers == [
        ("ResourceNotFoundException", "Instance not found"),
        ("InvalidParameterException", "InstanceId must be at most 100 characters long"),
    ]
