"""The AWS CLI, unchanged: the way from nothing to a queue whose calls say who they are."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from clients.aws import VERSIONS, Aws, Outcome
from conftest import ACCOUNT, WHISPER

if TYPE_CHECKING:
    from server_process import ServerProcess

NEWER = ("LastModifiedTime", "LastModifiedRegion")
"""What older versions of the CLI do not know and so do not show."""

DONE = Outcome(code=0, output="", errors="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A contact centre that was made by the CLI alone."""

    aws: Aws
    instance: str
    queues: list[dict[str, str]]
    hours: str
    whisper: str
    number: str

    @property
    def queue(self) -> str:
        return self.queues[0]["Id"]

    @property
    def ids(self) -> tuple[str, ...]:
        return "--instance-id", self.instance, "--queue-id", self.queue

    @property
    def config(self) -> dict[str, str]:
        return {
            "OutboundCallerIdName": "Acme Sales",
            "OutboundCallerIdNumberId": self.number,
            "OutboundFlowId": self.whisper,
        }

    def arn(self, path: str) -> str:
        return f"arn:aws:connect:us-east-1:{ACCOUNT}:instance/{self.instance}{path}"

    def update(self, config: object, *ids: str) -> Outcome:
        """Do the centre operation."""
        told = ("--outbound-caller-config", json.dumps(config))
        return self.aws.run("update-queue-outbound-caller-config", *(ids or self.ids), *told)

    def describe(self, *ids: str) -> Any:
        """Describe the queue; give the JSON without what not all versions show."""
        described = self.aws.tell("describe-queue", *(ids or self.ids))
        for name in NEWER:
            assert self.aws.version != 1 or name in described["Queue"]
            described["Queue"].pop(name, None)
        return described

    def described(self, **members: object) -> Any:
        """Tell how the queue must be described."""
        return {
            "Queue": {
                "Name": "BasicQueue",
                "QueueArn": self.arn(f"/queue/{self.queue}"),
                "QueueId": self.queue,
                **members,
                "HoursOfOperationId": self.hours,
                "Status": "ENABLED",
            }
        }


@pytest.fixture(scope="module", params=VERSIONS, ids=lambda version: version.__name__)
def desk(
    request: pytest.FixtureRequest, environment: dict[str, str], server: "ServerProcess"
) -> Desk:
    """Set up a contact centre with each version of the CLI."""
    aws: Aws = request.param(environment, server.url)
    instance = aws.tell(
        "create-instance",
        "--identity-management-type=CONNECT_MANAGED",
        f"--instance-alias=cli-v{aws.version}",
        "--inbound-calls-enabled",
        "--outbound-calls-enabled",
    )
    inside = "--instance-id", instance["Id"]
    queues = aws.tell("list-queues", *inside)["QueueSummaryList"]
    hours = aws.tell("list-hours-of-operations", *inside)["HoursOfOperationSummaryList"]
    flow = aws.tell(
        "create-contact-flow",
        *inside,
        "--name=Whisper",
        "--type=OUTBOUND_WHISPER",
        f"--content={WHISPER}",
    )
    phone = f"--phone-number=+1206555010{aws.version}"
    number = aws.tell("claim-phone-number", "--target-arn", instance["Arn"], phone)
    return Desk(
        aws=aws,
        instance=instance["Id"],
        queues=queues,
        hours=hours[0]["Id"],
        whisper=flow["ContactFlowId"],
        number=number["PhoneNumberId"],
    )


def test_the_queue_of_a_new_instance_is_listed(desk: Desk) -> None:
    (queue,) = desk.queues

    assert {name: queue[name] for name in queue if name not in NEWER} == {
        "Id": desk.queue,
        "Arn": desk.arn(f"/queue/{desk.queue}"),
        "Name": "BasicQueue",
        "QueueType": "STANDARD",
    }


def test_a_caller_is_set_in_silence_and_shown(desk: Desk) -> None:
    assert desk.update(desk.config) == DONE

    assert desk.describe() == desk.described(OutboundCallerConfig=desk.config)


def test_an_unknown_number_is_an_error_that_changes_nothing(desk: Desk) -> None:
    desk.update(desk.config)

    refused = desk.update(desk.config | {"OutboundCallerIdNumberId": desk.queue})

    assert refused == Outcome(
        code={1: 255, 2: 254}[desk.aws.version],
        output="",
        errors="\nAn error occurred (ResourceNotFoundException) when calling the "
        "UpdateQueueOutboundCallerConfig operation: Phone number not found\n",
    )
    assert desk.describe() == desk.described(OutboundCallerConfig=desk.config)


def test_an_empty_configuration_clears_the_caller(desk: Desk) -> None:
    desk.update(desk.config)

    assert desk.update({}) == DONE

    assert desk.describe() == desk.described()


def test_ids_may_be_arns(desk: Desk) -> None:
    """An ARN in the URL comes with its colons and slashes percent-encoded."""
    arns = "--instance-id", desk.arn(""), "--queue-id", desk.arn(f"/queue/{desk.queue}")
    config = desk.config | {"OutboundFlowId": desk.arn(f"/contact-flow/{desk.whisper}")}

    assert desk.update(config, *arns) == DONE

    assert desk.describe(*arns) == desk.described(OutboundCallerConfig=config)
