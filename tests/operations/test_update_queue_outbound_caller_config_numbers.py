"""Which numbers UpdateQueueOutboundCallerConfig takes, and how they come back."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from conftest import Desk
from number_desk import second_instance
from queue_desk import caller_of, refused

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

NOT_FOUND = ("ResourceNotFoundException", "Phone number not found")


def set_number(connect: "ConnectClient", desk: Desk, number: str) -> None:
    connect.update_queue_outbound_caller_config(
        **desk.ids, OutboundCallerConfig={"OutboundCallerIdNumberId": number}
    )


def refused_number(connect: "ConnectClient", desk: Desk, number: str) -> tuple[str, str]:
    return refused(connect, desk, {"OutboundCallerIdNumberId": number})


def test_r5_r15_a_number_given_by_id_comes_back_as_id(connect: "ConnectClient", desk: Desk) -> None:
    set_number(connect, desk, desk.number)

    assert caller_of(connect, desk) == {"OutboundCallerIdNumberId": desk.number}


def test_r6_r15_a_number_given_by_its_arn_comes_back_as_its_arn(
    connect: "ConnectClient", desk: Desk
) -> None:
    set_number(connect, desk, desk.number_arn)

    assert caller_of(connect, desk) == {"OutboundCallerIdNumberId": desk.number_arn}


def test_r7_r15_a_number_given_by_its_older_arn_comes_back_as_its_own(
    connect: "ConnectClient", desk: Desk
) -> None:
    set_number(connect, desk, desk.arn(f"phone-number/{desk.number}"))

    assert caller_of(connect, desk) == {"OutboundCallerIdNumberId": desk.number_arn}


def test_r7_a_setting_refuses_the_older_arn(
    connect: "ConnectClient", outdial: "Local", desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict = replace(outdial.app.settings, accept_v1_number_arn=False)
    monkeypatch.setattr(outdial.app, "settings", strict)

    assert refused_number(connect, desk, desk.arn(f"phone-number/{desk.number}")) == NOT_FOUND

    set_number(connect, desk, desk.number_arn)


def test_r7_the_older_arn_of_another_region_is_not_found(
    connect: "ConnectClient", desk: Desk
) -> None:
    arn = desk.arn(f"phone-number/{desk.number}", region="us-west-2")

    assert refused_number(connect, desk, arn) == NOT_FOUND


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("arn:aws:", "arn:aws-cn:"),
        ("us-east-1", "us-west-2"),
        ("us-east-1", "cn-north-1"),
        ("123456789012", "210987654321"),
        ("phone-number", "number"),
        ("00000000-", "00000001-"),
    ],
)
def test_r6_an_arn_that_differs_by_a_letter_is_not_found(
    connect: "ConnectClient", desk: Desk, part: str, instead: str
) -> None:
    arn = desk.number_arn.replace(part, instead)

    assert arn != desk.number_arn
    assert refused_number(connect, desk, arn) == NOT_FOUND


def test_an_id_is_compared_to_the_letter(connect: "ConnectClient", desk: Desk) -> None:
    assert desk.number != desk.number.upper()
    assert refused_number(connect, desk, desk.number.upper()) == NOT_FOUND


@pytest.mark.parametrize("text", ["nobody", " ", "arn:", "phone-number/x", "x" * 10_000])
def test_what_names_no_number_is_not_found(connect: "ConnectClient", desk: Desk, text: str) -> None:
    assert refused_number(connect, desk, text) == NOT_FOUND


def test_r8_another_instance_s_number_is_not_found(connect: "ConnectClient", desk: Desk) -> None:
    other = second_instance(connect)
    number = connect.claim_phone_number(InstanceId=other, PhoneNumber="+12065550101")
    older_arn = desk.arn(f"phone-number/{number['PhoneNumberId']}")

    for text in (number["PhoneNumberId"], number["PhoneNumberArn"], older_arn):
        assert refused_number(connect, desk, text) == NOT_FOUND


def test_r9_a_number_is_found_once_it_is_claimed(
    connect: "ConnectClient", outdial: "Local", desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = replace(outdial.app.settings, claim_delay=timedelta(minutes=2))
    monkeypatch.setattr(outdial.app, "settings", slow)
    number = connect.claim_phone_number(InstanceId=desk.instance, PhoneNumber="+12065550101")
    assert refused_number(connect, desk, number["PhoneNumberId"]) == NOT_FOUND
    assert refused_number(connect, desk, number["PhoneNumberArn"]) == NOT_FOUND

    outdial.clock.advance(minutes=2)
    set_number(connect, desk, number["PhoneNumberId"])

    assert caller_of(connect, desk) == {"OutboundCallerIdNumberId": number["PhoneNumberId"]}


def test_a_released_number_is_still_shown_but_not_found_anew(
    connect: "ConnectClient", desk: Desk
) -> None:
    set_number(connect, desk, desk.number)

    connect.release_phone_number(PhoneNumberId=desk.number)

    assert caller_of(connect, desk) == {"OutboundCallerIdNumberId": desk.number}
    assert refused_number(connect, desk, desk.number) == NOT_FOUND


def test_a_number_that_moved_away_is_still_shown_but_not_found_anew(
    connect: "ConnectClient", desk: Desk
) -> None:
    set_number(connect, desk, desk.number)

    connect.update_phone_number(PhoneNumberId=desk.number, InstanceId=second_instance(connect))

    assert caller_of(connect, desk) == {"OutboundCallerIdNumberId": desk.number}
    assert refused_number(connect, desk, desk.number) == NOT_FOUND


def test_a_queue_whose_number_is_gone_can_be_given_another(
    connect: "ConnectClient", desk: Desk
) -> None:
    set_number(connect, desk, desk.number)
    connect.release_phone_number(PhoneNumberId=desk.number)
    another = connect.claim_phone_number(InstanceId=desk.instance, PhoneNumber="+12065550101")

    set_number(connect, desk, another["PhoneNumberArn"])

    assert caller_of(connect, desk) == {"OutboundCallerIdNumberId": another["PhoneNumberArn"]}
