"""UpdateInstanceAttribute: switching single features."""

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk


def test_sets_one_attribute_and_leaves_the_others(connect: "ConnectClient", desk: "Desk") -> None:
    pages = connect.get_paginator("list_instance_attributes")
    before = pages.paginate(InstanceId=desk.instance).build_full_result()["Attributes"]

    connect.update_instance_attribute(
        InstanceId=desk.instance, AttributeType="CONTACTFLOW_LOGS", Value="true"
    )

    after = pages.paginate(InstanceId=desk.instance).build_full_result()["Attributes"]
    assert [each for each in after if each not in before] == [
        {"AttributeType": "CONTACTFLOW_LOGS", "Value": "true"}
    ]
    assert len(after) == len(before)


def test_switches_outbound_calls_of_the_instance_off(
    connect: "ConnectClient", desk: "Desk"
) -> None:
    connect.update_instance_attribute(
        InstanceId=desk.instance, AttributeType="OUTBOUND_CALLS", Value="false"
    )

    instance = connect.describe_instance(InstanceId=desk.instance)["Instance"]
    assert (instance["InboundCallsEnabled"], instance["OutboundCallsEnabled"]) == (True, False)


@pytest.mark.parametrize("value", ["True", "yes", "0"])
def test_refuses_any_other_value(connect: "ConnectClient", desk: "Desk", value: str) -> None:
    with pytest.raises(ClientError) as refusal:
        connect.update_instance_attribute(
            InstanceId=desk.instance, AttributeType="EARLY_MEDIA", Value=value
        )

    assert refusal.value.response["Error"] == {
        "Code": "InvalidParameterException",
        "Message": f"Value must be true or false, not {value}",
    }
    shown = connect.describe_instance_attribute(
        InstanceId=desk.instance, AttributeType="EARLY_MEDIA"
    )
    assert shown["Attribute"]["Value"] == "true"


def test_finds_no_instance_that_is_not_there(connect: "ConnectClient") -> None:
    with pytest.raises(ClientError) as refusal:
        connect.update_instance_attribute(
            InstanceId="nobody", AttributeType="EARLY_MEDIA", Value="true"
        )

    assert refusal.value.response["Error"]["Code"] == "ResourceNotFoundException"
