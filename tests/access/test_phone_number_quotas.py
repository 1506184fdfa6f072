"""Service quotas of phone numbers, through boto3; the numbers are those of `domain/quotas.py`."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from access.quota_desk import NUMBERS, claim, create_instance, holding, status
from conftest import Desk, client
from number_desk import refusal, second_instance, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_connect import ConnectClient

    from access.quota_desk import Hold
    from outdial.serve.inprocess import Local
    from pair_desk import PairDesk

FULL = "You've reached the limit of Phone Numbers"
TURNED = (
    "Numbers of the instance were claimed and released 4 times in 180 days,"
    " as often as its quota allows"
)


@pytest.fixture
def hold(choose: "Callable[..., None]") -> "Hold":
    """Hold the service to the quotas that are given, and to no others."""
    return holding(choose)


def test_q5_a_claim_over_the_quota_ends_as_failed(
    connect: "ConnectClient", desk: Desk, hold: "Hold"
) -> None:
    hold(phone_numbers=1)

    number = claim(connect, desk.instance, "+12065550101")

    assert told(connect.describe_phone_number(PhoneNumberId=number)) == {
        "ClaimedPhoneNumberSummary": {
            "PhoneNumberId": number,
            "PhoneNumberArn": f"arn:aws:connect:us-east-1:123456789012:phone-number/{number}",
            "PhoneNumber": "+12065550101",
            "PhoneNumberCountryCode": "US",
            "PhoneNumberType": "DID",
            "TargetArn": desk.arn(""),
            "InstanceId": desk.instance,
            "PhoneNumberStatus": {"Status": "FAILED", "Message": FULL},
        }
    }
    listed = connect.list_phone_numbers_v2()["ListPhoneNumbersSummaryList"]
    assert [each["PhoneNumberId"] for each in listed] == [desk.number]
    config = {"OutboundCallerIdNumberId": number}
    assert (
        refusal(
            connect.update_queue_outbound_caller_config, **desk.ids, OutboundCallerConfig=config
        )[0]
        == "ResourceNotFoundException"
    )


def test_q5_a_claim_that_will_fail_is_in_progress_first(
    outdial: "Local",
    connect: "ConnectClient",
    desk: Desk,
    hold: "Hold",
    choose: "Callable[..., None]",
) -> None:
    hold(phone_numbers=1)
    choose(claim_delay=timedelta(seconds=30))

    number = claim(connect, desk.instance, "+12065550101")
    before = status(connect, number)
    outdial.clock.advance(seconds=30)

    assert before == {"Status": "IN_PROGRESS"}
    assert status(connect, number) == {"Status": "FAILED", "Message": FULL}


def test_q5_a_failed_claim_can_be_made_again_once_there_is_room(
    connect: "ConnectClient", desk: Desk, hold: "Hold"
) -> None:
    hold(phone_numbers=1)
    failed = claim(connect, desk.instance, "+12065550101")
    connect.release_phone_number(PhoneNumberId=desk.number)

    number = claim(connect, desk.instance, "+12065550101")

    assert status(connect, number) == {"Status": "CLAIMED"}
    assert refusal(connect.describe_phone_number, PhoneNumberId=failed) == (
        "ResourceNotFoundException",
        "Phone number not found",
    )
    stranger = client(account="210987654321")
    other = create_instance(stranger, "stranger")
    assert refusal(stranger.claim_phone_number, InstanceId=other, PhoneNumber="+12065550101") == (
        "InvalidParameterException",
        "Phone number not available: +12065550101",
    )


def test_q5_a_move_over_the_quota_fails_and_can_be_moved_on(
    connect: "ConnectClient", desk: Desk, hold: "Hold"
) -> None:
    other, third = second_instance(connect), second_instance(connect, "third")
    claim(connect, other, "+12065550101")
    hold(phone_numbers=1)

    connect.update_phone_number(PhoneNumberId=desk.number, InstanceId=other)
    failed = status(connect, desk.number)
    connect.update_phone_number(PhoneNumberId=desk.number, InstanceId=third)

    assert failed == {"Status": "FAILED", "Message": FULL}
    assert status(connect, desk.number) == {"Status": "CLAIMED"}


def test_q5_numbers_of_the_pairs_groups_count(pair: "PairDesk", hold: "Hold") -> None:
    hold(phone_numbers=2)
    second = claim(pair.source, pair.instance, "+12065550101")
    third = pair.source.claim_phone_number(TargetArn=pair.group_arn, PhoneNumber="+12065550102")

    assert status(pair.source, second) == {"Status": "CLAIMED"}
    assert status(pair.source, third["PhoneNumberId"]) == {"Status": "FAILED", "Message": FULL}


def test_q6_numbers_are_claimed_and_released_so_often_in_180_days(
    outdial: "Local", connect: "ConnectClient", desk: Desk, hold: "Hold"
) -> None:
    hold(phone_numbers=2, phone_number_turnover=200)
    for number in NUMBERS[1:3]:
        connect.release_phone_number(PhoneNumberId=claim(connect, desk.instance, number))
        outdial.clock.advance(days=1)

    failed = status(connect, claim(connect, desk.instance, NUMBERS[3]))
    outdial.clock.advance(days=178)
    number = claim(connect, desk.instance, NUMBERS[4])

    assert failed == {"Status": "FAILED", "Message": TURNED}
    assert status(connect, number) == {"Status": "CLAIMED"}


def test_q6_the_count_goes_with_its_instance(
    connect: "ConnectClient", desk: Desk, hold: "Hold"
) -> None:
    hold(phone_numbers=1, phone_number_turnover=100)
    other = second_instance(connect)
    claim(connect, other, NUMBERS[1])
    connect.delete_instance(InstanceId=other)

    number = claim(connect, second_instance(connect), NUMBERS[2])

    assert status(connect, number) == {"Status": "CLAIMED"}
    assert desk.instance != other


def test_q7_a_released_number_rests(
    outdial: "Local",
    connect: "ConnectClient",
    desk: Desk,
    hold: "Hold",
    choose: "Callable[..., None]",
) -> None:
    hold(phone_number_rest=180)
    first = available(connect, desk.instance)
    number = claim(connect, desk.instance, first)
    connect.release_phone_number(PhoneNumberId=number)

    refused = refusal(connect.claim_phone_number, InstanceId=desk.instance, PhoneNumber=first)
    next_one = available(connect, desk.instance)
    choose(limits=None)
    without_limits = available(connect, desk.instance)
    hold(phone_number_rest=180)
    outdial.clock.advance(days=180)

    assert refused == ("InvalidParameterException", f"Phone number not available: {first}")
    assert next_one != first
    assert without_limits == first
    assert available(connect, desk.instance) == first
    assert status(connect, claim(connect, desk.instance, first)) == {"Status": "CLAIMED"}


def test_q7_numbers_of_a_deleted_instance_rest(
    connect: "ConnectClient", desk: Desk, hold: "Hold"
) -> None:
    hold(phone_number_rest=180)
    connect.delete_instance(InstanceId=desk.instance)

    assert refusal(
        connect.claim_phone_number, InstanceId=second_instance(connect), PhoneNumber=NUMBERS[0]
    ) == ("InvalidParameterException", f"Phone number not available: {NUMBERS[0]}")


def available(connect: "ConnectClient", instance: str) -> str:
    """Find the first number that can be claimed."""
    found = connect.search_available_phone_numbers(
        InstanceId=instance, PhoneNumberCountryCode="US", PhoneNumberType="DID", MaxResults=1
    )
    return found["AvailableNumbersList"][0]["PhoneNumber"]
