from typing import TYPE_CHECKING

from conftest import Desk, client
from number_desk import refusal, told

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


def test_changes_the_description(connect: "ConnectClient", desk: Desk) -> None:
    before = connect.describe_phone_number(PhoneNumberId=desk.number)["ClaimedPhoneNumberSummary"]

    answer = connect.update_phone_number_metadata(
        PhoneNumberId=desk.number_arn, PhoneNumberDescription="Seattle"
    )

    after = connect.describe_phone_number(PhoneNumberId=desk.number)["ClaimedPhoneNumberSummary"]
    assert told(answer) == {}
    assert after == {**before, "PhoneNumberDescription": "Seattle"}


def test_changes_nothing_without_a_description(connect: "ConnectClient", desk: Desk) -> None:
    connect.update_phone_number_metadata(PhoneNumberId=desk.number, PhoneNumberDescription="Old")
    before = connect.describe_phone_number(PhoneNumberId=desk.number)

    connect.update_phone_number_metadata(PhoneNumberId=desk.number)

    assert told(connect.describe_phone_number(PhoneNumberId=desk.number)) == told(before)


def test_does_not_find_a_number_from_another_region(desk: Desk) -> None:
    abroad = client("us-west-2")

    for name in (desk.number, desk.number_arn):
        assert refusal(
            abroad.update_phone_number_metadata, PhoneNumberId=name, PhoneNumberDescription="New"
        ) == ("ResourceNotFoundException", "Phone number not found")  # N4
