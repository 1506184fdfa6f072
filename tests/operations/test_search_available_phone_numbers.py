from typing import TYPE_CHECKING

import pytest

from conftest import Desk, client
from number_desk import refusal, second_instance, told

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


def test_leaves_out_numbers_that_are_held(connect: "ConnectClient", desk: Desk) -> None:
    found = connect.search_available_phone_numbers(
        TargetArn=desk.arn(""),
        PhoneNumberCountryCode="US",
        PhoneNumberType="DID",
        PhoneNumberPrefix="+1206555010",
        MaxResults=9,
    )

    assert told(found) == {
        "AvailableNumbersList": [
            {
                "PhoneNumber": f"+1206555010{digit}",
                "PhoneNumberCountryCode": "US",
                "PhoneNumberType": "DID",
            }
            for digit in range(1, 10)
        ]
    }


@pytest.mark.usefixtures("desk")
def test_leaves_out_numbers_that_another_account_holds() -> None:
    stranger = client("us-west-2", "999999999999")

    found = stranger.search_available_phone_numbers(
        InstanceId=second_instance(stranger),
        PhoneNumberCountryCode="US",
        PhoneNumberType="DID",
        PhoneNumberPrefix="+12065550100",
    )

    assert told(found) == {"AvailableNumbersList": []}


def test_pages_through_the_numbers_whatever_is_claimed_meanwhile(
    connect: "ConnectClient", desk: Desk
) -> None:
    pages = connect.get_paginator("search_available_phone_numbers").paginate(
        InstanceId=desk.instance,
        PhoneNumberCountryCode="US",
        PhoneNumberType="DID",
        PhoneNumberPrefix="+1206",
        PaginationConfig={"PageSize": 7},
    )

    seen = []
    for page in pages:
        seen += [number["PhoneNumber"] for number in page["AvailableNumbersList"]]
        connect.claim_phone_number(InstanceId=desk.instance, PhoneNumber=seen[-1])

    assert seen == [f"+1206555{line:04}" for line in range(101, 200)]


def test_a_page_has_ten_numbers_unless_told_otherwise(connect: "ConnectClient", desk: Desk) -> None:
    found = connect.search_available_phone_numbers(
        InstanceId=desk.instance, PhoneNumberCountryCode="GB", PhoneNumberType="TOLL_FREE"
    )

    assert [number["PhoneNumber"] for number in found["AvailableNumbersList"]] == [
        f"+44808157000{digit}" for digit in range(10)
    ]
    assert found["NextToken"]


def test_a_found_number_can_be_claimed(connect: "ConnectClient", desk: Desk) -> None:
    found = connect.search_available_phone_numbers(
        InstanceId=desk.instance,
        PhoneNumberCountryCode="ES",
        PhoneNumberType="TOLL_FREE",
        MaxResults=1,
    )["AvailableNumbersList"][0]

    claim = connect.claim_phone_number(InstanceId=desk.instance, PhoneNumber=found["PhoneNumber"])

    number = connect.describe_phone_number(PhoneNumberId=claim["PhoneNumberId"])
    assert number["ClaimedPhoneNumberSummary"].items() >= found.items()


def test_a_prefix_begins_with_a_plus(connect: "ConnectClient", desk: Desk) -> None:
    assert refusal(
        connect.search_available_phone_numbers,
        InstanceId=desk.instance,
        PhoneNumberCountryCode="US",
        PhoneNumberType="DID",
        PhoneNumberPrefix="1206",
    ) == (
        "InvalidParameterException",
        "PhoneNumberPrefix must begin with + and the country code, such as +1206",
    )


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ({}, "Give one of TargetArn and InstanceId, not both"),
        ({"InstanceId": "nothing"}, "Instance not found"),
        (
            {
                "TargetArn": "arn:aws:connect:us-east-1:123456789012:"
                "traffic-distribution-group/nothing"
            },
            "Traffic distribution group not found",
        ),
    ],
)
def test_refuses_a_target_that_does_not_exist(
    connect: "ConnectClient", target: dict[str, str], text: str
) -> None:
    assert refusal(
        connect.search_available_phone_numbers,
        PhoneNumberCountryCode="US",
        PhoneNumberType="DID",
        **target,
    ) == ("InvalidParameterException", text)


def test_refuses_a_token_of_another_search(connect: "ConnectClient", desk: Desk) -> None:
    token = connect.search_available_phone_numbers(
        InstanceId=desk.instance, PhoneNumberCountryCode="US", PhoneNumberType="DID"
    )["NextToken"]

    code, _ = refusal(
        connect.search_available_phone_numbers,
        InstanceId=desk.instance,
        PhoneNumberCountryCode="GB",
        PhoneNumberType="DID",
        NextToken=token,
    )

    assert code == "InvalidParameterException"
