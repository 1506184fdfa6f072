from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from conftest import Desk, client
from number_desk import create_flow, flow_of, refusal, second_instance, told
from outdial.settings import Settings

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

NUMBER_NOT_FOUND = ("ResourceNotFoundException", "Phone number not found")
FLOW_NOT_FOUND = ("ResourceNotFoundException", "Contact flow not found")


def test_ties_a_number_to_a_flow_by_ids_and_by_arns(
    outdial: "Local", connect: "ConnectClient", desk: Desk
) -> None:
    first, second = (create_flow(connect, desk.instance, name) for name in ("First", "Second"))

    answer = connect.associate_phone_number_contact_flow(
        PhoneNumberId=desk.number, InstanceId=desk.instance, ContactFlowId=first
    )
    assert told(answer) == {}
    assert flow_of(outdial, desk.instance, desk.number) == first

    connect.associate_phone_number_contact_flow(
        PhoneNumberId=desk.number_arn,
        InstanceId=desk.arn(""),
        ContactFlowId=desk.arn(f"contact-flow/{second}"),
    )
    assert flow_of(outdial, desk.instance, desk.number) == second  # F1


def test_describe_does_not_tell_the_flow(connect: "ConnectClient", desk: Desk) -> None:
    before = connect.describe_phone_number(PhoneNumberId=desk.number)

    connect.associate_phone_number_contact_flow(
        PhoneNumberId=desk.number,
        InstanceId=desk.instance,
        ContactFlowId=create_flow(connect, desk.instance),
    )

    assert told(connect.describe_phone_number(PhoneNumberId=desk.number)) == told(before)


def test_does_not_find_a_number_of_another_instance(connect: "ConnectClient", desk: Desk) -> None:
    other = second_instance(connect)

    assert (
        refusal(
            connect.associate_phone_number_contact_flow,
            PhoneNumberId=desk.number,
            InstanceId=other,
            ContactFlowId=create_flow(connect, other),
        )
        == NUMBER_NOT_FOUND  # F2
    )


def test_does_not_find_a_number_that_is_in_progress(
    outdial: "Local", connect: "ConnectClient", desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(claim_delay=timedelta(minutes=2))
    monkeypatch.setattr(outdial.app, "settings", settings)
    claim = connect.claim_phone_number(InstanceId=desk.instance, PhoneNumber="+442079460000")

    assert (
        refusal(
            connect.associate_phone_number_contact_flow,
            PhoneNumberId=claim["PhoneNumberId"],
            InstanceId=desk.instance,
            ContactFlowId=create_flow(connect, desk.instance),
        )
        == NUMBER_NOT_FOUND  # F2
    )


def test_does_not_find_a_flow_of_another_instance(connect: "ConnectClient", desk: Desk) -> None:
    foreign = create_flow(connect, second_instance(connect))

    assert (
        refusal(
            connect.associate_phone_number_contact_flow,
            PhoneNumberId=desk.number,
            InstanceId=desk.instance,
            ContactFlowId=foreign,
        )
        == FLOW_NOT_FOUND  # F3
    )


def test_refuses_a_flow_of_another_type(
    outdial: "Local", connect: "ConnectClient", desk: Desk
) -> None:
    assert refusal(
        connect.associate_phone_number_contact_flow,
        PhoneNumberId=desk.number,
        InstanceId=desk.instance,
        ContactFlowId=desk.whisper,
    ) == (
        "InvalidParameterException",
        "The flow must be of type CONTACT_FLOW, but it is of type OUTBOUND_WHISPER",
    )  # F4
    assert flow_of(outdial, desk.instance, desk.number) is None


def test_refuses_a_flow_that_is_not_published(connect: "ConnectClient", desk: Desk) -> None:
    assert refusal(
        connect.associate_phone_number_contact_flow,
        PhoneNumberId=desk.number,
        InstanceId=desk.instance,
        ContactFlowId=create_flow(connect, desk.instance, status="SAVED"),
    ) == ("InvalidParameterException", "The flow must be published")  # F5


def test_refuses_a_flow_that_is_archived(connect: "ConnectClient", desk: Desk) -> None:
    flow = create_flow(connect, desk.instance)
    connect.update_contact_flow_metadata(
        InstanceId=desk.instance, ContactFlowId=flow, ContactFlowState="ARCHIVED"
    )

    assert refusal(
        connect.associate_phone_number_contact_flow,
        PhoneNumberId=desk.number,
        InstanceId=desk.instance,
        ContactFlowId=flow,
    ) == ("InvalidParameterException", "The flow must not be archived")  # F6


def test_does_not_find_a_number_of_another_region_by_id(desk: Desk) -> None:
    abroad = client("us-west-2")
    instance = second_instance(abroad)

    for name in (desk.number, desk.number_arn):
        assert (
            refusal(
                abroad.associate_phone_number_contact_flow,
                PhoneNumberId=name,
                InstanceId=instance,
                ContactFlowId=create_flow(abroad, instance, name=name[:9]),
            )
            == NUMBER_NOT_FOUND
        )
