"""SearchAvailablePhoneNumbers for traffic distribution groups."""

from conftest import client
from number_desk import refusal, told
from pair_desk import PairDesk

SEARCH = {
    "PhoneNumberCountryCode": "US",
    "PhoneNumberType": "DID",
    "PhoneNumberPrefix": "+1206555010",
    "MaxResults": 1,
}


def test_t4_finds_the_same_numbers_for_a_group_from_both_regions(pair: PairDesk) -> None:
    answers = [
        side.search_available_phone_numbers(TargetArn=pair.group_arn, **SEARCH)  # type: ignore[arg-type] # one of each
        for side in pair.sides
    ]

    for answer in answers:
        assert answer["NextToken"]
        assert {**told(answer), "NextToken": ""} == {
            "AvailableNumbersList": [
                {
                    "PhoneNumber": "+12065550101",
                    "PhoneNumberCountryCode": "US",
                    "PhoneNumberType": "DID",
                }
            ],
            "NextToken": "",
        }


def test_t4_a_third_region_has_no_part_in_the_group(pair: PairDesk) -> None:
    search = client("eu-west-2").search_available_phone_numbers

    assert refusal(search, TargetArn=pair.group_arn, **SEARCH) == (
        "InvalidParameterException",
        "Traffic distribution group not found",
    )


def test_t3_an_instance_is_searched_for_in_its_own_region_only(pair: PairDesk) -> None:
    search = pair.replica.search_available_phone_numbers

    assert refusal(search, TargetArn=pair.arn(), **SEARCH) == (
        "InvalidParameterException",
        "TargetArn names a target in us-east-1, but the call is made in us-west-2",
    )
