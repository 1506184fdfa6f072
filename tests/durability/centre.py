"""A contact centre whose queues are written to."""

from dataclasses import dataclass
from typing import Any

from conftest import WHISPER
from durability.calling import Call


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """An instance with two numbers and two whisper flows, so that mixtures can be told."""

    instance: str
    hours: str
    numbers: tuple[str, ...]
    flows: tuple[str, ...]

    def config(self, name: str, turn: int) -> dict[str, str]:
        """Make a configuration whose number and flow are those of the turn."""
        return {
            "OutboundCallerIdName": f"{name} {turn}",
            "OutboundCallerIdNumberId": self.numbers[turn % 2],
            "OutboundFlowId": self.flows[turn % 2],
        }

    def create_queue(self, call: Call, **members: Any) -> str:
        """Create a queue; give its id."""
        path = f"/queues/{self.instance}"
        queue: str = call("PUT", path, HoursOfOperationId=self.hours, **members)["QueueId"]
        return queue

    def set_caller(self, call: Call, queue: str, config: dict[str, str]) -> None:
        """Do the centre operation."""
        path = f"/queues/{self.instance}/{queue}/outbound-caller-config"
        assert call("POST", path, OutboundCallerConfig=config) is None

    def set_title(self, call: Call, queue: str, **title: str) -> None:
        """Rename a queue and describe it anew, in one call."""
        path = f"/queues/{self.instance}/{queue}/name"
        assert call("POST", path, **title) is None

    def describe(self, call: Call, queue: str) -> dict[str, Any]:
        """Describe a queue."""
        described: dict[str, Any] = call("GET", f"/queues/{self.instance}/{queue}")["Queue"]
        return described

    def queue_names(self, call: Call) -> dict[str, str]:
        """List all queues: their ids by their names."""
        path = f"/queues-summary/{self.instance}?maxResults=1000"
        found: dict[str, str] = {}
        token: str | None = ""
        while token is not None:
            page = call("GET", f"{path}&nextToken={token}" if token else path)
            found |= {queue["Name"]: queue["Id"] for queue in page["QueueSummaryList"]}
            token = page.get("NextToken")
        return found


def set_up(call: Call) -> Centre:
    """Create the centre."""
    instance = call(
        "PUT",
        "/instance",
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="acme",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    path = f"/hours-of-operations/{instance['Id']}"
    hours = call("PUT", path, Name="Always", TimeZone="UTC", Config=[])
    return Centre(
        instance=instance["Id"],
        hours=hours["HoursOfOperationId"],
        numbers=tuple(
            call("POST", "/phone-number/claim", TargetArn=instance["Arn"], PhoneNumber=number)[
                "PhoneNumberId"
            ]
            for number in ("+12065550100", "+12065550101")
        ),
        flows=tuple(_create_whisper(call, instance["Id"], name) for name in ("Even", "Odd")),
    )


def _create_whisper(call: Call, instance: str, name: str) -> str:
    path = f"/contact-flows/{instance}"
    flow: str = call("PUT", path, Name=name, Type="OUTBOUND_WHISPER", Content=WHISPER)[
        "ContactFlowId"
    ]
    return flow
