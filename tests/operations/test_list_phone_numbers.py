from typing import TYPE_CHECKING

from conftest import Desk
from number_desk import refusal, second_instance, told

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_connect.literals import PhoneNumberTypeType


def test_lists_the_numbers_of_an_instance_with_their_older_arns(
    connect: "ConnectClient", desk: Desk
) -> None:
    other = second_instance(connect)
    connect.claim_phone_number(InstanceId=other, PhoneNumber="+442079460000")

    answer = connect.list_phone_numbers(InstanceId=desk.instance)

    assert told(answer) == {
        "PhoneNumberSummaryList": [
            {
                "Id": desk.number,
                "Arn": desk.arn(f"phone-number/{desk.number}"),
                "PhoneNumber": "+12065550100",
                "PhoneNumberType": "DID",
                "PhoneNumberCountryCode": "US",
            }
        ]
    }


def test_shows_other_types_as_toll_free_or_direct(connect: "ConnectClient", desk: Desk) -> None:
    free, shared = (
        connect.search_available_phone_numbers(
            InstanceId=desk.instance, PhoneNumberCountryCode="AU", PhoneNumberType=number_type
        )["AvailableNumbersList"][0]["PhoneNumber"]
        for number_type in ("UIFN", "SHARED")
    )
    connect.claim_phone_number(InstanceId=desk.instance, PhoneNumber=free)
    connect.claim_phone_number(InstanceId=desk.instance, PhoneNumber=shared)

    def listed(*types: "PhoneNumberTypeType") -> list[str]:
        answer = connect.list_phone_numbers(InstanceId=desk.instance, PhoneNumberTypes=types)
        return [number["PhoneNumber"] for number in answer["PhoneNumberSummaryList"]]

    assert listed("TOLL_FREE") == [free]
    assert listed("DID") == ["+12065550100", shared]
    assert listed("UIFN") == []


def test_countries_narrow_the_list(connect: "ConnectClient", desk: Desk) -> None:
    connect.claim_phone_number(InstanceId=desk.instance, PhoneNumber="+442079460000")

    answer = connect.list_phone_numbers(InstanceId=desk.instance, PhoneNumberCountryCodes=["GB"])

    assert [number["PhoneNumber"] for number in answer["PhoneNumberSummaryList"]] == [
        "+442079460000"
    ]


def test_pages_through_the_numbers(connect: "ConnectClient", desk: Desk) -> None:
    connect.claim_phone_number(InstanceId=desk.instance, PhoneNumber="+442079460000")
    pages = connect.get_paginator("list_phone_numbers").paginate(
        InstanceId=desk.instance, PaginationConfig={"PageSize": 1}
    )

    assert [
        [number["PhoneNumber"] for number in page["PhoneNumberSummaryList"]] for page in pages
    ] == [["+12065550100"], ["+442079460000"]]


def test_does_not_find_an_instance_that_is_none(connect: "ConnectClient") -> None:
    assert refusal(connect.list_phone_numbers, InstanceId="nothing") == (
        "ResourceNotFoundException",
        "Instance not found",
    )
