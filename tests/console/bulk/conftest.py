"""A centre with some queues, of which many are changed at once."""

from dataclasses import dataclass
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

import pytest

from console.bulk.pressing import press
from console.centre import Centre, set_up
from console.visiting import Seen, Visitor
from server_process import LONG

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """An instance with BasicQueue, Sales, and as many queues again as are asked for."""

    centre: Centre
    connect: "ConnectClient"
    visitor: Visitor

    @property
    def bulk(self) -> str:
        return f"{self.centre.address}/bulk"

    def add(self, *names: str, tags: dict[str, str] | None = None, **config: str) -> list[str]:
        """Make queues of these names, and give their ids."""
        instance = self.centre.instance
        hours = self.connect.list_hours_of_operations(InstanceId=instance)
        return [
            self.connect.create_queue(
                InstanceId=instance,
                Name=name,
                HoursOfOperationId=hours["HoursOfOperationSummaryList"][0]["Id"],
                Tags=tags or {"made": "here"},
                OutboundCallerConfig=config,  # type: ignore[arg-type] # its members
            )["QueueId"]
            for name in names
        ]

    def config(self, queue: str) -> Any:
        """Give what a queue has now."""
        described = self.connect.describe_queue(InstanceId=self.centre.instance, QueueId=queue)
        return described["Queue"].get("OutboundCallerConfig")

    def configs(self) -> dict[str, Any]:
        """Give what every queue has, by their names."""
        found = self.connect.search_queues(InstanceId=self.centre.instance, MaxResults=500)
        return {queue["Name"]: queue.get("OutboundCallerConfig") for queue in found["Queues"]}

    def setting(self, query: str = "") -> Seen:
        """Choose all queues that a query takes."""
        return press(self.visitor, self.bulk, self.visitor.get(self.bulk + query), "all")

    def plan(self, query: str = "", **changes: str) -> str:
        """Plan a change of all queues that a query takes, and give the plan's address."""
        answer = press(self.visitor, self.bulk, self.setting(query), "plan", changes)
        assert answer.status == 303, answer.text
        return answer.headers["location"]

    def press(self, plan: str, do: str) -> Seen:
        """Press a button of a plan, and give the page that one is led to when all is done."""
        answer = press(self.visitor, plan, self.visitor.get(plan), do)
        assert answer.status == 303, answer.text
        return until_done(self.visitor, answer.headers["location"])


def until_done(visitor: Visitor, plan: str) -> Seen:
    """Wait until a plan is made or has been applied."""
    deadline = monotonic() + LONG
    while 'http-equiv="refresh"' in (seen := visitor.get(plan)).text:
        assert monotonic() < deadline
        sleep(0.01)
    return seen


@pytest.fixture
def floor(visitor: Visitor, connect: "ConnectClient", account: str) -> Floor:
    centre = set_up(connect, f"one{account}")
    return Floor(centre=centre, connect=connect, visitor=visitor)
