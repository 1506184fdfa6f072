from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from conftest import Desk, client
from number_desk import refusal, second_instance, told
from outdial.settings import Settings

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local


def claim(connect: "ConnectClient", instance: str, *numbers: str) -> None:
    for number in numbers:
        connect.claim_phone_number(InstanceId=instance, PhoneNumber=number)


def listed(connect: "ConnectClient", **parameters: Any) -> list[str]:
    answer = connect.list_phone_numbers_v2(**parameters)
    return [number["PhoneNumber"] for number in answer["ListPhoneNumbersSummaryList"]]


def test_lists_a_number_whole(connect: "ConnectClient", desk: Desk) -> None:
    connect.update_phone_number_metadata(
        PhoneNumberId=desk.number, PhoneNumberDescription="Seattle"
    )

    answer = connect.list_phone_numbers_v2(TargetArn=desk.arn(""))

    assert told(answer) == {
        "ListPhoneNumbersSummaryList": [
            {
                "PhoneNumberId": desk.number,
                "PhoneNumberArn": desk.number_arn,
                "PhoneNumber": "+12065550100",
                "PhoneNumberCountryCode": "US",
                "PhoneNumberType": "DID",
                "TargetArn": desk.arn(""),
                "InstanceId": desk.instance,
                "PhoneNumberDescription": "Seattle",
            }
        ]
    }


def test_lists_the_whole_account_in_the_region_or_one_instance(
    connect: "ConnectClient", desk: Desk
) -> None:
    other = second_instance(connect)
    claim(connect, other, "+442079460000")
    abroad = client("eu-west-2")
    claim(abroad, second_instance(abroad, "abroad"), "+442079460001")

    assert listed(connect) == ["+12065550100", "+442079460000"]
    assert listed(connect, InstanceId=other) == ["+442079460000"]
    assert listed(connect, TargetArn=desk.arn("")) == ["+12065550100"]
    assert listed(abroad) == ["+442079460001"]


@pytest.mark.parametrize(
    ("narrowed", "numbers"),
    [
        ({"PhoneNumberCountryCodes": ["GB", "FR"]}, ["+442079460000", "+448081570000"]),
        ({"PhoneNumberTypes": ["TOLL_FREE"]}, ["+448081570000"]),
        ({"PhoneNumberPrefix": "+4420"}, ["+442079460000"]),
        ({"PhoneNumberCountryCodes": ["US"], "PhoneNumberTypes": ["TOLL_FREE"]}, []),
        ({"PhoneNumberCountryCodes": [], "PhoneNumberTypes": []}, None),
    ],
)
def test_countries_types_and_a_prefix_narrow_the_list(
    connect: "ConnectClient", desk: Desk, narrowed: dict[str, Any], numbers: list[str] | None
) -> None:
    everything = ["+12065550100", "+442079460000", "+448081570000"]
    claim(connect, desk.instance, *everything[1:])

    assert listed(connect, **narrowed) == (everything if numbers is None else numbers)


def test_pages_through_what_a_filter_leaves(connect: "ConnectClient", desk: Desk) -> None:
    claim(connect, desk.instance, "+442079460000", "+12065550101", "+442079460001")
    pages = connect.get_paginator("list_phone_numbers_v2").paginate(
        InstanceId=desk.instance,
        PhoneNumberCountryCodes=["US"],
        PaginationConfig={"PageSize": 1},
    )

    assert [
        [number["PhoneNumber"] for number in page["ListPhoneNumbersSummaryList"]] for page in pages
    ] == [["+12065550100"], ["+12065550101"]]


def test_leaves_out_numbers_that_are_in_progress(
    outdial: "Local", connect: "ConnectClient", desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(claim_delay=timedelta(minutes=2))
    monkeypatch.setattr(outdial.app, "settings", settings)
    claim(connect, desk.instance, "+442079460000")

    assert listed(connect) == ["+12065550100"]  # N5
    outdial.clock.advance(minutes=2)
    assert listed(connect) == ["+12065550100", "+442079460000"]


def test_refuses_two_targets_and_one_that_does_not_exist(
    connect: "ConnectClient", desk: Desk
) -> None:
    assert refusal(
        connect.list_phone_numbers_v2, TargetArn=desk.arn(""), InstanceId=desk.instance
    ) == ("InvalidParameterException", "Give one of TargetArn and InstanceId, not both")
    assert refusal(connect.list_phone_numbers_v2, InstanceId="nothing") == (
        "ResourceNotFoundException",
        "Instance not found",
    )


def test_a_prefix_begins_with_a_plus(connect: "ConnectClient") -> None:
    assert refusal(connect.list_phone_numbers_v2, PhoneNumberPrefix="1206") == (
        "InvalidParameterException",
        "PhoneNumberPrefix must begin with + and the country code, such as +1206",
    )
