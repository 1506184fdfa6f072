"""What the API shows of instances and numbers, made into records that show the same."""

from datetime import UTC, datetime
from typing import Any

import pytest

from outdial.copying import regional
from outdial.copying.notes import NotImportedError

ARN = "arn:aws:connect:us-east-1:123456789012"
ROLE = (
    "arn:aws:iam::123456789012:role/aws-service-role/connect.amazonaws.com"
    "/AWSServiceRoleForAmazonConnect_real"
)
MADE = datetime(2024, 5, 6, tzinfo=UTC)
SHOWN: dict[str, Any] = {
    "Id": "id",
    "Arn": f"{ARN}:instance/id",
    "IdentityManagementType": "SAML",
    "InstanceAlias": "acme",
    "CreatedTime": "2024-05-06T00:00:00Z",
    "ServiceRole": ROLE,
    "InstanceStatus": "ACTIVE",
    "InboundCallsEnabled": True,
    "OutboundCallsEnabled": False,
    "InstanceAccessUrl": "https://acme.awsapps.com/connect",
}


def test_an_instance_keeps_the_address_and_the_role_that_it_had() -> None:
    made = regional.instance(SHOWN, {}, None)

    assert (made.access_url, made.service_role) == ("https://acme.awsapps.com/connect", ROLE)
    assert made.created_time == MADE
    assert made.attributes == {"INBOUND_CALLS": "true", "OUTBOUND_CALLS": "false"}


def test_attributes_that_were_read_stand_above_what_the_instance_shows() -> None:
    made = regional.instance(SHOWN, {"OUTBOUND_CALLS": "true"}, None)

    assert made.is_on("OUTBOUND_CALLS")


def test_a_claim_that_failed_keeps_its_message() -> None:
    shown = {
        "PhoneNumberId": "number",
        "PhoneNumberArn": f"{ARN}:phone-number/number",
        "PhoneNumber": "+12065550100",
        "PhoneNumberCountryCode": "US",
        "PhoneNumberType": "DID",
        "TargetArn": f"{ARN}:traffic-distribution-group/group",
        "PhoneNumberStatus": {"Status": "FAILED", "Message": "No number left"},
    }

    made = regional.number(shown, MADE)

    assert (made.group_id, made.instance_id) == ("group", None)
    assert (made.status(MADE), made.failure) == ("FAILED", "No number left")


def test_what_has_no_arn_of_connect_is_not_imported() -> None:
    with pytest.raises(NotImportedError, match="nothing is no ARN of Connect"):
        regional.instance({**SHOWN, "Arn": "nothing"}, {}, None)
