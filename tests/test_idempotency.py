from typing import TYPE_CHECKING, Any

import pytest

from conftest import Desk, client

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local

TOKEN = "7b9f2c50-0f0e-4c52-9a52-0a4f7d6f9e11"
INSTANCE: dict[str, Any] = {
    "IdentityManagementType": "CONNECT_MANAGED",
    "InstanceAlias": "acme",
    "InboundCallsEnabled": True,
    "OutboundCallsEnabled": True,
}


def create(connect: "ConnectClient", **changed: Any) -> str:
    return connect.create_instance(**(INSTANCE | {"ClientToken": TOKEN} | changed))["Id"]


def count(connect: "ConnectClient") -> int:
    return len(connect.list_instances()["InstanceSummaryList"])


def test_a_repeated_token_gets_the_first_answer(connect: "ConnectClient") -> None:
    first = create(connect)

    assert create(connect) == first
    assert count(connect) == 1


def test_a_token_is_forgotten_after_24_hours(connect: "ConnectClient", outdial: "Local") -> None:
    create(connect)
    outdial.clock.advance(hours=24)

    with pytest.raises(connect.exceptions.InvalidRequestException, match="alias is already used"):
        create(connect)


def test_a_token_with_other_input_is_refused(connect: "ConnectClient") -> None:
    create(connect)

    with pytest.raises(connect.exceptions.InvalidRequestException) as refusal:
        create(connect, InstanceAlias="other")

    text = "The client token was used before with other parameters"
    assert refusal.value.response["Error"] == {"Message": text, "Code": "InvalidRequestException"}
    assert count(connect) == 1


def test_the_modelled_error_is_used_if_there_is_one(connect: "ConnectClient", desk: Desk) -> None:
    target = desk.arn("")
    connect.claim_phone_number(TargetArn=target, PhoneNumber="+12065550101", ClientToken=TOKEN)

    with pytest.raises(connect.exceptions.IdempotencyException):
        connect.claim_phone_number(TargetArn=target, PhoneNumber="+12065550102", ClientToken=TOKEN)


def test_a_refused_call_leaves_its_token_free(connect: "ConnectClient") -> None:
    connect.create_instance(**INSTANCE)
    with pytest.raises(connect.exceptions.InvalidRequestException):
        create(connect)

    assert create(connect, InstanceAlias="other")


def test_a_token_belongs_to_its_account_and_region(connect: "ConnectClient") -> None:
    first = create(connect)

    assert create(client("eu-west-2"), InstanceAlias="acme-2") != first
    assert create(client(account="210987654321"), InstanceAlias="acme-3") != first
