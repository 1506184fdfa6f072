"""What the tests of phone numbers share."""

from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from conftest import ACCOUNT, WHISPER
from outdial.domain.phone_number_flow import PhoneNumberFlow
from outdial.store.transaction import Transaction, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_connect.literals import ContactFlowTypeType

    from outdial.serve.inprocess import Local


def heedless_client() -> "ConnectClient":
    """Make a client that sends what botocore would refuse to."""
    return boto3.client(
        "connect",
        region_name="us-east-1",
        aws_access_key_id=ACCOUNT,
        aws_secret_access_key="secret",
        config=Config(parameter_validation=False),
    )


def second_instance(connect: "ConnectClient", alias: str = "other") -> str:
    """Create an instance; give its id."""
    return connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias=alias,
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]


def create_flow(
    connect: "ConnectClient",
    instance: str,
    name: str = "Welcome",
    flow_type: "ContactFlowTypeType" = "CONTACT_FLOW",
    status: 'Literal["PUBLISHED", "SAVED"]' = "PUBLISHED",
) -> str:
    """Create a flow that may answer a number's calls; give its id."""
    return connect.create_contact_flow(
        InstanceId=instance, Name=name, Type=flow_type, Status=status, Content=WHISPER
    )["ContactFlowId"]


def flow_of(outdial: "Local", instance: str, number: str) -> str | None:
    """Tell which flow answers a number's calls."""

    def work(tx: Transaction) -> PhoneNumberFlow | None:
        return tx.find(PhoneNumberFlow, instance, number)

    tie = run(outdial.app.store, work, writes=False)
    return None if tie is None else tie.flow_id


def told(answer: Any) -> dict[str, Any]:
    """Give an answer without what botocore adds."""
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def refusal(do: "Callable[..., object]", /, **parameters: Any) -> tuple[str, str]:
    """Do what is to be refused; give the error's code and text."""
    try:
        do(**parameters)
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["Error"]["Message"]
    raise AssertionError("it was not refused")
