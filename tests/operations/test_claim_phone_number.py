from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from conftest import ACCOUNT, Desk, client
from number_desk import heedless_client, refusal, second_instance, told
from outdial.settings import Settings

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

TOKEN = "12345678-1234-4234-8234-123456789abc"


def test_claims_a_number_to_an_instance(connect: "ConnectClient", desk: Desk) -> None:
    claim = connect.claim_phone_number(
        InstanceId=desk.instance,
        PhoneNumber="+442079460000",
        PhoneNumberDescription="London",
        Tags={"team": "sales"},
    )

    number = connect.describe_phone_number(PhoneNumberId=claim["PhoneNumberId"])
    assert claim["PhoneNumberArn"] == (
        f"arn:aws:connect:us-east-1:{ACCOUNT}:phone-number/{claim['PhoneNumberId']}"
    )
    assert number["ClaimedPhoneNumberSummary"] == {
        "PhoneNumberId": claim["PhoneNumberId"],
        "PhoneNumberArn": claim["PhoneNumberArn"],
        "PhoneNumber": "+442079460000",
        "PhoneNumberCountryCode": "GB",
        "PhoneNumberType": "DID",
        "PhoneNumberDescription": "London",
        "TargetArn": desk.arn(""),
        "InstanceId": desk.instance,
        "Tags": {"team": "sales"},
        "PhoneNumberStatus": {"Status": "CLAIMED"},
    }


def test_takes_the_instance_as_target_arn_too(connect: "ConnectClient", desk: Desk) -> None:
    claim = connect.claim_phone_number(TargetArn=desk.arn(""), PhoneNumber="+442079460000")

    number = connect.describe_phone_number(PhoneNumberId=claim["PhoneNumberId"])
    assert number["ClaimedPhoneNumberSummary"]["InstanceId"] == desk.instance


def test_a_claim_is_in_progress_until_its_delay_is_over(
    outdial: "Local", connect: "ConnectClient", desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(claim_delay=timedelta(minutes=2))
    monkeypatch.setattr(outdial.app, "settings", settings)

    claim = connect.claim_phone_number(TargetArn=desk.arn(""), PhoneNumber="+442079460000")

    def status() -> object:
        answer = connect.describe_phone_number(PhoneNumberId=claim["PhoneNumberId"])
        return answer["ClaimedPhoneNumberSummary"]["PhoneNumberStatus"]

    outdial.clock.advance(seconds=119)
    assert status() == {"Status": "IN_PROGRESS"}
    outdial.clock.advance(seconds=1)
    assert status() == {"Status": "CLAIMED"}


@pytest.mark.parametrize("number", ["+12065550100", "+12"])
def test_a_number_that_is_held_or_can_be_nobodys_is_not_available(
    connect: "ConnectClient", desk: Desk, number: str
) -> None:
    assert refusal(connect.claim_phone_number, TargetArn=desk.arn(""), PhoneNumber=number) == (
        "InvalidParameterException",
        f"Phone number not available: {number}",
    )


@pytest.mark.usefixtures("desk")
def test_a_number_that_another_account_holds_is_not_available() -> None:
    stranger = client("eu-west-2", "999999999999")
    instance = second_instance(stranger)

    assert refusal(
        stranger.claim_phone_number, InstanceId=instance, PhoneNumber="+12065550100"
    ) == ("InvalidParameterException", "Phone number not available: +12065550100")


def test_needs_one_target_and_no_more(connect: "ConnectClient", desk: Desk) -> None:
    text = "Give one of TargetArn and InstanceId, not both"
    both = {"TargetArn": desk.arn(""), "InstanceId": desk.instance}

    for target in ({}, both):
        assert refusal(connect.claim_phone_number, PhoneNumber="+442079460000", **target) == (
            "InvalidParameterException",
            text,
        )


@pytest.mark.parametrize(
    ("target", "error"),
    [
        (
            "not an ARN",
            (
                "InvalidParameterException",
                "TargetArn must be the ARN of an instance or of a traffic distribution group",
            ),
        ),
        (
            f"arn:aws:connect:us-east-1:{ACCOUNT}:instance/a/queue/b",
            (
                "InvalidParameterException",
                "TargetArn must be the ARN of an instance or of a traffic distribution group",
            ),
        ),
        (
            f"arn:aws:connect:us-west-2:{ACCOUNT}:instance/a",
            (
                "InvalidParameterException",
                "TargetArn names a target in us-west-2, but the call is made in us-east-1",
            ),
        ),
        (
            f"arn:aws:connect:us-east-1:{ACCOUNT}:instance/nothing",
            ("ResourceNotFoundException", "Instance not found"),
        ),
        (
            "arn:aws:connect:us-east-1:999999999999:instance/nothing",
            ("ResourceNotFoundException", "Instance not found"),
        ),
        (
            f"arn:aws:connect:us-east-1:{ACCOUNT}:traffic-distribution-group/nothing",
            ("ResourceNotFoundException", "Traffic distribution group not found"),
        ),
    ],
)
def test_refuses_a_target_that_numbers_cannot_be_claimed_to(
    connect: "ConnectClient", target: str, error: tuple[str, str]
) -> None:
    assert (
        refusal(connect.claim_phone_number, TargetArn=target, PhoneNumber="+442079460000") == error
    )


def test_the_same_client_token_gets_the_same_number(connect: "ConnectClient", desk: Desk) -> None:
    first = connect.claim_phone_number(
        InstanceId=desk.instance, PhoneNumber="+442079460000", ClientToken=TOKEN
    )

    again = connect.claim_phone_number(
        InstanceId=desk.instance, PhoneNumber="+442079460000", ClientToken=TOKEN
    )

    assert told(again) == told(first)


def test_the_same_client_token_cannot_claim_another_number(
    connect: "ConnectClient", desk: Desk
) -> None:
    connect.claim_phone_number(
        InstanceId=desk.instance, PhoneNumber="+442079460000", ClientToken=TOKEN
    )

    code, _ = refusal(
        connect.claim_phone_number,
        InstanceId=desk.instance,
        PhoneNumber="+442079460001",
        ClientToken=TOKEN,
    )

    assert code == "IdempotencyException"


@pytest.mark.parametrize("token", ["me again", TOKEN.upper(), f"{TOKEN}0"])
def test_a_client_token_is_a_uuid_in_lower_case(
    connect: "ConnectClient", desk: Desk, token: str
) -> None:
    assert refusal(
        connect.claim_phone_number,
        InstanceId=desk.instance,
        PhoneNumber="+442079460000",
        ClientToken=token,
    ) == ("InvalidParameterException", "ClientToken must be a UUID in lower case")


def test_a_number_is_in_e164_form(desk: Desk) -> None:
    code, _ = refusal(
        heedless_client().claim_phone_number, InstanceId=desk.instance, PhoneNumber="2065550100"
    )

    assert code == "InvalidParameterException"
