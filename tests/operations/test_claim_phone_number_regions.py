"""ClaimPhoneNumber for traffic distribution groups."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from conftest import client
from number_desk import refusal, told
from pair_desk import ACCOUNT, PairDesk

if TYPE_CHECKING:
    from collections.abc import Callable

    from outdial.serve.inprocess import Local

NOT_FOUND = ("ResourceNotFoundException", "Traffic distribution group not found")
NUMBER = "+12065550101"


def test_claims_a_number_to_a_group(pair: PairDesk) -> None:
    claim = pair.source.claim_phone_number(TargetArn=pair.group_arn, PhoneNumber=NUMBER)

    number = claim["PhoneNumberId"]
    arn = f"arn:aws:connect:us-east-1:{ACCOUNT}:phone-number/{number}"
    assert told(claim) == {"PhoneNumberId": number, "PhoneNumberArn": arn}
    described = pair.replica.describe_phone_number(PhoneNumberId=arn)
    assert described["ClaimedPhoneNumberSummary"] == {
        "PhoneNumberId": number,
        "PhoneNumberArn": arn,
        "PhoneNumber": NUMBER,
        "PhoneNumberCountryCode": "US",
        "PhoneNumberType": "DID",
        "TargetArn": pair.group_arn,
        "PhoneNumberStatus": {"Status": "CLAIMED"},
    }


def test_t3_a_group_or_instance_of_another_region_is_an_invalid_parameter(pair: PairDesk) -> None:
    for target in (pair.group_arn, pair.arn()):
        assert refusal(pair.replica.claim_phone_number, TargetArn=target, PhoneNumber=NUMBER) == (
            "InvalidParameterException",
            "TargetArn names a target in us-east-1, but the call is made in us-west-2",
        )


def test_the_replica_has_numbers_of_its_own_too(pair: PairDesk) -> None:
    claim = pair.replica.claim_phone_number(
        TargetArn=pair.arn(region="us-west-2"), PhoneNumber=NUMBER
    )

    number = pair.replica.describe_phone_number(PhoneNumberId=claim["PhoneNumberId"])
    assert number["ClaimedPhoneNumberSummary"]["TargetArn"] == pair.arn(region="us-west-2")


def test_g6_a_group_that_is_not_active_is_not_found(
    outdial: "Local", pair: PairDesk, choose: "Callable[..., None]"
) -> None:
    outdial.clock.advance(hours=1)
    choose(mirroring_delay=timedelta(seconds=30))
    group = pair.new_group()

    def claim(number: str) -> object:
        return pair.source.claim_phone_number(TargetArn=group, PhoneNumber=number)

    def refused() -> tuple[str, str]:
        return refusal(claim, number=NUMBER)

    assert refused() == NOT_FOUND  # CREATION_IN_PROGRESS
    outdial.clock.advance(seconds=30)
    shares: Any = [{"Region": region, "Percentage": 50} for region in ("us-east-1", "us-west-2")]
    pair.source.update_traffic_distribution(Id=group, TelephonyConfig={"Distributions": shares})
    assert refused() == NOT_FOUND  # UPDATE_IN_PROGRESS
    outdial.clock.advance(seconds=30)
    pair.source.delete_traffic_distribution_group(TrafficDistributionGroupId=group)
    assert refused() == NOT_FOUND  # PENDING_DELETION
    outdial.clock.advance(seconds=30)
    assert refused() == NOT_FOUND  # gone


def test_an_unknown_group_and_another_account_s_are_not_found(pair: PairDesk) -> None:
    unknown = pair.group_arn.replace(pair.group, "00000000-0000-4000-8000-ffffffffffff")
    stranger = client(account="999999999999")

    for side, target in ((pair.source, unknown), (stranger, pair.group_arn)):
        assert refusal(side.claim_phone_number, TargetArn=target, PhoneNumber=NUMBER) == NOT_FOUND
