from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from conftest import Desk, client
from number_desk import create_flow, flow_of, refusal, second_instance, told
from outdial.settings import Settings

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local


def test_moves_a_number_to_another_instance(connect: "ConnectClient", desk: Desk) -> None:
    other = second_instance(connect)
    before = connect.describe_phone_number(PhoneNumberId=desk.number)["ClaimedPhoneNumberSummary"]

    answer = connect.update_phone_number(PhoneNumberId=desk.number, InstanceId=other)

    after = connect.describe_phone_number(PhoneNumberId=desk.number)["ClaimedPhoneNumberSummary"]
    assert told(answer) == {"PhoneNumberId": desk.number, "PhoneNumberArn": desk.number_arn}
    assert after == {
        **before,
        "InstanceId": other,
        "TargetArn": f"arn:aws:connect:us-east-1:123456789012:instance/{other}",
    }
    assert connect.list_phone_numbers(InstanceId=desk.instance)["PhoneNumberSummaryList"] == []


def test_the_flow_does_not_move_with_the_number(
    outdial: "Local", connect: "ConnectClient", desk: Desk
) -> None:
    other = second_instance(connect)
    flow = create_flow(connect, desk.instance)
    connect.associate_phone_number_contact_flow(
        PhoneNumberId=desk.number, InstanceId=desk.instance, ContactFlowId=flow
    )

    connect.update_phone_number(PhoneNumberId=desk.number, InstanceId=other)

    assert flow_of(outdial, desk.instance, desk.number) is None
    assert flow_of(outdial, other, desk.number) is None


def test_a_number_that_is_there_already_keeps_its_flow(
    outdial: "Local", connect: "ConnectClient", desk: Desk
) -> None:
    flow = create_flow(connect, desk.instance)
    connect.associate_phone_number_contact_flow(
        PhoneNumberId=desk.number, InstanceId=desk.instance, ContactFlowId=flow
    )

    connect.update_phone_number(PhoneNumberId=desk.number_arn, TargetArn=desk.arn(""))

    assert flow_of(outdial, desk.instance, desk.number) == flow


def test_queues_go_on_naming_a_number_that_was_moved_away(
    connect: "ConnectClient", desk: Desk
) -> None:
    connect.update_queue_outbound_caller_config(
        **desk.ids, OutboundCallerConfig={"OutboundCallerIdNumberId": desk.number}
    )

    connect.update_phone_number(PhoneNumberId=desk.number, InstanceId=second_instance(connect))

    queue = connect.describe_queue(**desk.ids)["Queue"]
    assert queue["OutboundCallerConfig"] == {"OutboundCallerIdNumberId": desk.number}


def test_a_move_is_in_progress_until_its_delay_is_over(
    outdial: "Local", connect: "ConnectClient", desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = second_instance(connect)
    settings = Settings(claim_delay=timedelta(minutes=2))
    monkeypatch.setattr(outdial.app, "settings", settings)
    connect.update_phone_number(PhoneNumberId=desk.number, InstanceId=other)

    def status() -> object:
        answer = connect.describe_phone_number(PhoneNumberId=desk.number)
        return answer["ClaimedPhoneNumberSummary"]["PhoneNumberStatus"]

    assert status() == {"Status": "IN_PROGRESS"}
    outdial.clock.advance(minutes=2)
    assert status() == {"Status": "CLAIMED"}


def test_a_number_that_is_in_progress_cannot_be_moved(
    outdial: "Local", connect: "ConnectClient", desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = second_instance(connect)
    settings = Settings(claim_delay=timedelta(minutes=2))
    monkeypatch.setattr(outdial.app, "settings", settings)
    connect.update_phone_number(PhoneNumberId=desk.number, InstanceId=other)

    with pytest.raises(ClientError) as refused:
        connect.update_phone_number(PhoneNumberId=desk.number, InstanceId=desk.instance)

    response = refused.value.response
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 409
    assert {name: value for name, value in response.items() if name != "ResponseMetadata"} == {
        "Error": {
            "Code": "ResourceInUseException",
            "Message": "A claim or move of the number is in progress",
        },
        "Message": "A claim or move of the number is in progress",
        "ResourceType": "PHONE_NUMBER",
        "ResourceId": desk.number_arn,
    }


def test_needs_one_target_and_no_more(connect: "ConnectClient", desk: Desk) -> None:
    both = {"TargetArn": desk.arn(""), "InstanceId": desk.instance}

    for target in ({}, both):
        assert refusal(connect.update_phone_number, PhoneNumberId=desk.number, **target) == (
            "InvalidParameterException",
            "Give one of TargetArn and InstanceId, not both",
        )


def test_does_not_move_a_number_to_another_region(connect: "ConnectClient", desk: Desk) -> None:
    assert refusal(
        connect.update_phone_number,
        PhoneNumberId=desk.number,
        TargetArn=desk.arn("", "us-west-2"),
    ) == (
        "InvalidParameterException",
        "TargetArn names a target in us-west-2, but the call is made in us-east-1",
    )


def test_does_not_find_a_number_from_another_region(desk: Desk) -> None:
    abroad = client("us-west-2")
    instance = second_instance(abroad)

    for name in (desk.number, desk.number_arn):
        assert refusal(abroad.update_phone_number, PhoneNumberId=name, InstanceId=instance) == (
            "ResourceNotFoundException",
            "Phone number not found",
        )  # N4
