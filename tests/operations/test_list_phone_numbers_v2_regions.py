"""ListPhoneNumbersV2 for traffic distribution groups."""

from typing import TYPE_CHECKING, Any

import pytest

from conftest import client
from number_desk import refusal, told
from pair_desk import PairDesk

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


def listed(side: "ConnectClient", **parameters: Any) -> list[str]:
    answer = side.list_phone_numbers_v2(**parameters)
    return [number["PhoneNumber"] for number in answer["ListPhoneNumbersSummaryList"]]


def test_t4_lists_a_group_s_numbers_from_both_regions_alike(pair: PairDesk) -> None:
    answers = [side.list_phone_numbers_v2(TargetArn=pair.group_arn) for side in pair.sides]

    number = {
        "PhoneNumberId": pair.number,
        "PhoneNumberArn": pair.number_arn,
        "PhoneNumber": "+12065550100",
        "PhoneNumberCountryCode": "US",
        "PhoneNumberType": "DID",
        "TargetArn": pair.group_arn,
    }
    assert [told(answer) for answer in answers] == [{"ListPhoneNumbersSummaryList": [number]}] * 2


def test_lists_a_group_s_own_numbers_only(pair: PairDesk) -> None:
    group = pair.new_group()
    for target, number in ((group, "+12065550101"), (pair.arn(), "+12065550102")):
        pair.source.claim_phone_number(TargetArn=target, PhoneNumber=number)

    assert [listed(side, TargetArn=group) for side in pair.sides] == [["+12065550101"]] * 2
    assert listed(pair.source, TargetArn=pair.arn()) == ["+12065550102"]
    assert listed(pair.source, InstanceId=pair.instance) == ["+12065550102"]


def test_lists_the_account_s_numbers_of_the_region_without_a_target(pair: PairDesk) -> None:
    own = pair.arn(region="us-west-2")
    pair.replica.claim_phone_number(TargetArn=own, PhoneNumber="+12065550101")

    assert listed(pair.source) == ["+12065550100"]
    assert listed(pair.replica) == ["+12065550101"]


@pytest.mark.parametrize("size", [1, 2, 1000])
def test_pages_from_the_replica_hold_the_whole_list_once(pair: PairDesk, size: int) -> None:
    for digit in range(1, 5):
        pair.source.claim_phone_number(TargetArn=pair.group_arn, PhoneNumber=f"+1206555010{digit}")

    pages = pair.replica.get_paginator("list_phone_numbers_v2").paginate(
        TargetArn=pair.group_arn, PaginationConfig={"PageSize": size}
    )

    numbers = [
        each["PhoneNumber"] for page in pages for each in page["ListPhoneNumbersSummaryList"]
    ]
    assert numbers == [f"+1206555010{digit}" for digit in range(5)]


def test_a_third_region_and_another_account_do_not_find_the_group(pair: PairDesk) -> None:
    for stranger in (client("eu-west-2"), client(account="999999999999")):
        assert refusal(stranger.list_phone_numbers_v2, TargetArn=pair.group_arn) == (
            "ResourceNotFoundException",
            "Traffic distribution group not found",
        )


def test_t3_an_instance_s_numbers_are_listed_in_its_own_region_only(pair: PairDesk) -> None:
    assert refusal(pair.replica.list_phone_numbers_v2, TargetArn=pair.arn()) == (
        "InvalidParameterException",
        "TargetArn names a target in us-east-1, but the call is made in us-west-2",
    )
