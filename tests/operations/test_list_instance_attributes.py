"""ListInstanceAttributes: all fourteen, in pages of seven at most."""

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk


def test_lists_every_attribute_with_its_value_in_two_pages(
    connect: "ConnectClient", desk: "Desk"
) -> None:
    first = connect.list_instance_attributes(InstanceId=desk.instance)
    second = connect.list_instance_attributes(
        InstanceId=desk.instance, NextToken=first["NextToken"]
    )

    assert first["Attributes"] == [
        {"AttributeType": "AUTO_MUTE_AGENT_ON_HOLD", "Value": "false"},
        {"AttributeType": "AUTO_RESOLVE_BEST_VOICES", "Value": "true"},
        {"AttributeType": "CONTACTFLOW_LOGS", "Value": "false"},
        {"AttributeType": "CONTACT_LENS", "Value": "true"},
        {"AttributeType": "EARLY_MEDIA", "Value": "true"},
        {"AttributeType": "ENHANCED_CHAT_MONITORING", "Value": "false"},
        {"AttributeType": "ENHANCED_CONTACT_MONITORING", "Value": "false"},
    ]
    assert second["Attributes"] == [
        {"AttributeType": "HIGH_VOLUME_OUTBOUND", "Value": "false"},
        {"AttributeType": "INBOUND_CALLS", "Value": "true"},
        {"AttributeType": "MESSAGE_STREAMING", "Value": "false"},
        {"AttributeType": "MULTI_PARTY_CHAT_CONFERENCE", "Value": "false"},
        {"AttributeType": "MULTI_PARTY_CONFERENCE", "Value": "false"},
        {"AttributeType": "OUTBOUND_CALLS", "Value": "true"},
        {"AttributeType": "USE_CUSTOM_TTS_VOICES", "Value": "false"},
    ]
    assert "NextToken" not in second


def test_lists_every_attribute_that_the_model_knows(connect: "ConnectClient", desk: "Desk") -> None:
    pages = connect.get_paginator("list_instance_attributes").paginate(
        InstanceId=desk.instance, PaginationConfig={"PageSize": 5}
    )

    listed = [each["AttributeType"] for page in pages for each in page["Attributes"]]

    model = connect.meta.service_model.shape_for("InstanceAttributeType")
    assert listed == sorted(model.enum)  # type: ignore[attr-defined] # a StringShape


def test_refuses_a_page_of_eight(connect: "ConnectClient", desk: "Desk") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.list_instance_attributes(InstanceId=desk.instance, MaxResults=8)

    assert refusal.value.response["Error"]["Code"] == "InvalidParameterException"


def test_refuses_a_token_of_another_instance(connect: "ConnectClient", desk: "Desk") -> None:
    other = connect.create_instance(
        IdentityManagementType="SAML",
        InstanceAlias="other",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    token = connect.list_instance_attributes(InstanceId=desk.instance)["NextToken"]

    with pytest.raises(ClientError) as refusal:
        connect.list_instance_attributes(InstanceId=other["Id"], NextToken=token)

    assert refusal.value.response["Error"]["Code"] == "InvalidParameterException"
