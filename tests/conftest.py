"""What every test is given: an empty world in process, a client, a contact centre."""

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from hypothesis import settings

from outdial.app import open_app
from pair_desk import PairDesk, set_up_pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mypy_boto3_connect import ConnectClient

    from outdial.app import App
    from outdial.serve.inprocess import Local

settings.register_profile("tests", deadline=None, derandomize=True, database=None)
settings.load_profile("tests")

ACCOUNT = "123456789012"
"""The account of the tests' clients: an access key of twelve digits names it."""

WHISPER = (
    '{"Version":"2019-10-30","StartAction":"say","Actions":['
    '{"Identifier":"say","Type":"MessageParticipant","Parameters":{"Text":"Acme calling"},'
    '"Transitions":{"NextAction":"end","Errors":[],"Conditions":[]}},'
    '{"Identifier":"end","Type":"EndFlowExecution","Parameters":{},"Transitions":{}}]}'
)
"""The content of a whisper flow that says `Acme calling`."""


def client(region: str = "us-east-1", account: str = ACCOUNT) -> "ConnectClient":
    """Make a client of an account and Region."""
    return boto3.client(
        "connect", region_name=region, aws_access_key_id=account, aws_secret_access_key="secret"
    )


@pytest.fixture(scope="session")
def _outdial_app() -> "Iterator[App]":
    """Keep one App for all tests, as the plugin does; the environment may name its database."""
    app = open_app(os.environ.get("OUTDIAL_TEST_DATABASE"), durability="off")
    yield app
    app.close()


@pytest.fixture(scope="session")
def session_client() -> "ConnectClient":
    """One client for all tests: making one takes longer than a test."""
    return client()


@pytest.fixture
def connect(outdial: "Local", session_client: "ConnectClient") -> "ConnectClient":  # noqa: ARG001
    """Give a client of an empty world."""
    return session_client


@pytest.fixture
def pair(outdial: "Local") -> "PairDesk":  # noqa: ARG001
    """Set up a small contact centre in two Regions."""
    return set_up_pair()


@pytest.fixture
def choose(outdial: "Local", monkeypatch: pytest.MonkeyPatch) -> "Callable[..., None]":
    """Change settings for the rest of the test."""

    def change(**changes: Any) -> None:
        monkeypatch.setattr(outdial.app, "settings", replace(outdial.app.settings, **changes))

    return change


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The ids of a small contact centre: one of each thing that the centre operation touches."""

    instance: str
    queue: str
    hours: str
    whisper: str
    number: str
    number_arn: str

    @property
    def ids(self) -> dict[str, str]:
        """What every queue operation is told."""
        return {"InstanceId": self.instance, "QueueId": self.queue}

    def arn(self, path: str, region: str = "us-east-1") -> str:
        """Build the ARN of something in the instance."""
        return f"arn:aws:connect:{region}:{ACCOUNT}:instance/{self.instance}{path and '/' + path}"


@pytest.fixture
def desk(connect: "ConnectClient") -> Desk:
    """Set up an instance with a queue, a published whisper flow and a claimed number."""
    instance = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="acme",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    hours = connect.create_hours_of_operation(
        InstanceId=instance["Id"], Name="Always", TimeZone="UTC", Config=[]
    )
    queue = connect.create_queue(
        InstanceId=instance["Id"], Name="Sales", HoursOfOperationId=hours["HoursOfOperationId"]
    )
    flow = connect.create_contact_flow(
        InstanceId=instance["Id"], Name="Whisper", Type="OUTBOUND_WHISPER", Content=WHISPER
    )
    number = connect.claim_phone_number(TargetArn=instance["Arn"], PhoneNumber="+12065550100")
    return Desk(
        instance=instance["Id"],
        queue=queue["QueueId"],
        hours=hours["HoursOfOperationId"],
        whisper=flow["ContactFlowId"],
        number=number["PhoneNumberId"],
        number_arn=number["PhoneNumberArn"],
    )
