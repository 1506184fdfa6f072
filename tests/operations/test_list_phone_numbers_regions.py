"""ListPhoneNumbers on both sides of a replicated instance."""

from typing import TYPE_CHECKING

import pytest

from number_desk import told
from pair_desk import PairDesk

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


def test_shows_a_group_s_number_by_an_arn_of_the_region_and_instance_of_the_call(
    pair: PairDesk,
) -> None:
    answers = [side.list_phone_numbers(InstanceId=pair.instance) for side in pair.sides]

    assert [told(answer) for answer in answers] == [
        {
            "PhoneNumberSummaryList": [
                {
                    "Id": pair.number,
                    "Arn": pair.arn(f"phone-number/{pair.number}", region),
                    "PhoneNumber": "+12065550100",
                    "PhoneNumberType": "DID",
                    "PhoneNumberCountryCode": "US",
                }
            ]
        }
        for region in ("us-east-1", "us-west-2")
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_pages_hold_the_numbers_of_the_instance_and_of_all_its_groups_once(
    pair: PairDesk, size: int
) -> None:
    group = pair.new_group()
    west = pair.arn(region="us-west-2")
    for digit, target in enumerate((group, pair.arn(), pair.group_arn, group, west), start=1):
        side = pair.replica if target == west else pair.source
        side.claim_phone_number(TargetArn=target, PhoneNumber=f"+1206555010{digit}")

    def digits(side: "ConnectClient") -> str:
        pages = side.get_paginator("list_phone_numbers").paginate(
            InstanceId=pair.instance, PaginationConfig={"PageSize": size}
        )
        numbers = [number for page in pages for number in page["PhoneNumberSummaryList"]]
        return "".join(number["PhoneNumber"][-1] for number in numbers)

    assert digits(pair.source) == "01234"
    assert digits(pair.replica) == "01345"


def test_a_filter_passes_over_no_number_of_any_group(pair: PairDesk) -> None:
    group = pair.new_group()
    for target, number in (
        (pair.group_arn, "+12065550101"),
        (pair.group_arn, "+442079460000"),
        (group, "+12065550102"),
        (group, "+12065550103"),
    ):
        pair.source.claim_phone_number(TargetArn=target, PhoneNumber=number)

    for side in pair.sides:
        page = side.list_phone_numbers(
            InstanceId=pair.instance, PhoneNumberCountryCodes=["GB"], MaxResults=1
        )
        numbers = [number["PhoneNumber"] for number in page["PhoneNumberSummaryList"]]
        assert numbers == ["+442079460000"]
