from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from conftest import Desk, client
from number_desk import create_flow, flow_of, refusal, told
from outdial.settings import Settings

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

NOT_FOUND = ("ResourceNotFoundException", "Phone number not found")


def show_the_number(connect: "ConnectClient", desk: Desk) -> None:
    connect.update_queue_outbound_caller_config(
        **desk.ids,
        OutboundCallerConfig={
            "OutboundCallerIdName": "Acme",
            "OutboundCallerIdNumberId": desk.number,
        },
    )


def test_a_released_number_is_not_found(connect: "ConnectClient", desk: Desk) -> None:
    answer = connect.release_phone_number(PhoneNumberId=desk.number)

    assert told(answer) == {}
    assert refusal(connect.describe_phone_number, PhoneNumberId=desk.number) == NOT_FOUND
    assert connect.list_phone_numbers_v2()["ListPhoneNumbersSummaryList"] == []
    assert refusal(connect.release_phone_number, PhoneNumberId=desk.number_arn) == NOT_FOUND


def test_a_released_number_can_be_searched_for_and_claimed_again(
    connect: "ConnectClient", desk: Desk
) -> None:
    connect.release_phone_number(PhoneNumberId=desk.number_arn)

    found = connect.search_available_phone_numbers(
        InstanceId=desk.instance,
        PhoneNumberCountryCode="US",
        PhoneNumberType="DID",
        PhoneNumberPrefix="+12065550100",
    )
    claim = connect.claim_phone_number(InstanceId=desk.instance, PhoneNumber="+12065550100")
    assert [number["PhoneNumber"] for number in found["AvailableNumbersList"]] == ["+12065550100"]
    assert claim["PhoneNumberId"] != desk.number


def test_a_released_number_has_no_flow(
    outdial: "Local", connect: "ConnectClient", desk: Desk
) -> None:
    connect.associate_phone_number_contact_flow(
        PhoneNumberId=desk.number,
        InstanceId=desk.instance,
        ContactFlowId=create_flow(connect, desk.instance),
    )

    connect.release_phone_number(PhoneNumberId=desk.number)

    assert flow_of(outdial, desk.instance, desk.number) is None


def test_queues_go_on_naming_a_released_number(connect: "ConnectClient", desk: Desk) -> None:
    show_the_number(connect, desk)
    before = connect.describe_queue(**desk.ids)["Queue"]

    connect.release_phone_number(PhoneNumberId=desk.number)

    assert connect.describe_queue(**desk.ids)["Queue"] == before


def test_queues_are_cleared_of_a_released_number_if_so_set(
    outdial: "Local", connect: "ConnectClient", desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outdial.app, "settings", Settings(released_caller_number="clear"))
    show_the_number(connect, desk)
    connect.associate_phone_number_contact_flow(
        PhoneNumberId=desk.number,
        InstanceId=desk.instance,
        ContactFlowId=create_flow(connect, desk.instance),
    )

    connect.release_phone_number(PhoneNumberId=desk.number)

    queue = connect.describe_queue(**desk.ids)["Queue"]
    assert queue["OutboundCallerConfig"] == {"OutboundCallerIdName": "Acme"}


def test_a_number_that_a_queue_shows_is_not_released_if_so_set(
    outdial: "Local", connect: "ConnectClient", desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outdial.app, "settings", Settings(released_caller_number="refuse"))
    show_the_number(connect, desk)
    before = connect.describe_phone_number(PhoneNumberId=desk.number)
    text = f"The number is the outbound caller ID of {desk.arn(f'queue/{desk.queue}')}"

    with pytest.raises(ClientError) as refused:
        connect.release_phone_number(PhoneNumberId=desk.number)

    response = refused.value.response
    assert {name: value for name, value in response.items() if name != "ResponseMetadata"} == {
        "Error": {"Code": "ResourceInUseException", "Message": text},
        "Message": text,
        "ResourceType": "PHONE_NUMBER",
        "ResourceId": desk.number_arn,
    }
    assert told(connect.describe_phone_number(PhoneNumberId=desk.number)) == told(before)


def test_a_number_that_no_queue_shows_is_released_however_set(
    outdial: "Local", connect: "ConnectClient", desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outdial.app, "settings", Settings(released_caller_number="refuse"))

    connect.release_phone_number(PhoneNumberId=desk.number)

    assert refusal(connect.describe_phone_number, PhoneNumberId=desk.number) == NOT_FOUND


def test_does_not_find_a_number_from_another_region(desk: Desk) -> None:
    abroad = client("us-west-2")

    for name in (desk.number, desk.number_arn):
        assert refusal(abroad.release_phone_number, PhoneNumberId=name) == NOT_FOUND  # N4
