"""DescribeInstanceAttribute: a single feature's switch."""

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_connect.literals import InstanceAttributeTypeType

    from conftest import Desk


@pytest.mark.parametrize(
    ("name", "value"),
    [("INBOUND_CALLS", "false"), ("OUTBOUND_CALLS", "true"), ("EARLY_MEDIA", "true")],
)
def test_shows_what_the_instance_was_created_with(
    connect: "ConnectClient", name: "InstanceAttributeTypeType", value: str
) -> None:
    instance = connect.create_instance(
        IdentityManagementType="SAML",
        InstanceAlias="acme",
        InboundCallsEnabled=False,
        OutboundCallsEnabled=True,
    )

    answer = connect.describe_instance_attribute(InstanceId=instance["Id"], AttributeType=name)

    assert answer["Attribute"] == {"AttributeType": name, "Value": value}


def test_refuses_an_attribute_that_there_is_not(connect: "ConnectClient", desk: "Desk") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.describe_instance_attribute(
            InstanceId=desk.instance,
            AttributeType="TELEPATHY",  # type: ignore[arg-type] # the point of the test
        )

    assert refusal.value.response["Error"]["Code"] == "InvalidParameterException"


def test_finds_no_instance_that_is_not_there(connect: "ConnectClient") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.describe_instance_attribute(InstanceId="nobody", AttributeType="EARLY_MEDIA")

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Instance not found",
    }
