from typing import TYPE_CHECKING

import pytest

from conftest import Desk, client
from number_desk import refusal, told
from pair_desk import PairDesk

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

NOT_FOUND = ("ResourceNotFoundException", "Phone number not found")


def test_describes_a_number_by_id_and_by_arn(connect: "ConnectClient", desk: Desk) -> None:
    by_id = connect.describe_phone_number(PhoneNumberId=desk.number)
    by_arn = connect.describe_phone_number(PhoneNumberId=desk.number_arn)

    assert told(by_id) == {
        "ClaimedPhoneNumberSummary": {
            "PhoneNumberId": desk.number,
            "PhoneNumberArn": desk.number_arn,
            "PhoneNumber": "+12065550100",
            "PhoneNumberCountryCode": "US",
            "PhoneNumberType": "DID",
            "TargetArn": desk.arn(""),
            "InstanceId": desk.instance,
            "PhoneNumberStatus": {"Status": "CLAIMED"},
        }
    }
    assert told(by_arn) == told(by_id)


def test_describes_a_group_s_number_from_both_regions_alike(pair: PairDesk) -> None:
    by_id = pair.source.describe_phone_number(PhoneNumberId=pair.number)
    at_home = pair.source.describe_phone_number(PhoneNumberId=pair.number_arn)

    abroad = pair.replica.describe_phone_number(PhoneNumberId=pair.number_arn)

    assert told(by_id) == {
        "ClaimedPhoneNumberSummary": {
            "PhoneNumberId": pair.number,
            "PhoneNumberArn": pair.number_arn,
            "PhoneNumber": "+12065550100",
            "PhoneNumberCountryCode": "US",
            "PhoneNumberType": "DID",
            "TargetArn": pair.group_arn,
            "PhoneNumberStatus": {"Status": "CLAIMED"},
        }
    }
    assert told(at_home) == told(by_id)
    assert told(abroad) == told(by_id)  # N2, N6


def test_does_not_find_a_group_s_number_from_the_replica_by_id(pair: PairDesk) -> None:
    assert refusal(pair.replica.describe_phone_number, PhoneNumberId=pair.number) == NOT_FOUND  # N1


def test_does_not_find_a_group_s_number_from_a_third_region(pair: PairDesk) -> None:
    third = client("eu-west-2")

    for name in (pair.number, pair.number_arn):
        assert refusal(third.describe_phone_number, PhoneNumberId=name) == NOT_FOUND  # N6


def test_does_not_find_an_instance_s_number_from_another_region(pair: PairDesk) -> None:
    number = pair.source.claim_phone_number(InstanceId=pair.instance, PhoneNumber="+12065550101")

    for name in (number["PhoneNumberId"], number["PhoneNumberArn"]):
        assert refusal(pair.replica.describe_phone_number, PhoneNumberId=name) == NOT_FOUND  # N6


def test_does_not_find_a_number_of_another_account(desk: Desk) -> None:
    stranger = client(account="999999999999")

    for name in (desk.number, desk.number_arn):
        assert refusal(stranger.describe_phone_number, PhoneNumberId=name) == NOT_FOUND


@pytest.mark.parametrize(
    "name",
    [
        "+12065550100",
        "00000000-0000-4000-8000-ffffffffffff",
        "arn:aws:connect:us-east-1:123456789012:phone-number/nothing",
        "arn:aws:connect:us-east-1:123456789012:phone-number",
        "arn:aws:s3:::bucket",
        "arn:",
    ],
)
def test_does_not_find_what_is_no_number(connect: "ConnectClient", name: str) -> None:
    assert refusal(connect.describe_phone_number, PhoneNumberId=name) == NOT_FOUND


def test_does_not_find_a_number_by_its_older_arn(connect: "ConnectClient", desk: Desk) -> None:
    older = desk.arn(f"phone-number/{desk.number}")

    assert refusal(connect.describe_phone_number, PhoneNumberId=older) == NOT_FOUND  # N3


def test_does_not_find_a_number_by_an_arn_of_another_region(
    connect: "ConnectClient", desk: Desk
) -> None:
    wrong = desk.number_arn.replace("us-east-1", "us-west-2")

    assert refusal(connect.describe_phone_number, PhoneNumberId=wrong) == NOT_FOUND  # N2
