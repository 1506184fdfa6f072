"""Stores to see how cost grows: centres with so many queues, made through the store in bulk."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from measuring import ACCOUNT, NOBODYS, WHISPER, Desk, Key, key_of_user
from outdial.access.identity import Caller
from outdial.app import App, open_app
from outdial.domain.arns import Scope
from outdial.domain.outbound_caller import OutboundCaller
from outdial.domain.queue import Queue
from outdial.serve.inprocess import reach
from outdial.store.transaction import Transaction, run

REGION = "us-east-1"
CALLER = Caller(Scope(ACCOUNT, REGION))
LARGEST = 100_000
"""So many queues are in one instance, if there are as many; that instance is the first."""
USUAL = 1000
"""And so many in each of the others."""
AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Centres:
    """Where the queues of a store are: so many, the first of them in one large instance."""

    queues: int
    desks: list[Desk]
    key: Key
    """Of a user whom one policy allows every call of Connect."""

    @property
    def in_first(self) -> int:
        """How many queues the largest instance has."""
        return min(self.queues, LARGEST)

    def desk(self, number: int) -> Desk:
        """Give what a call to the `number`th queue names."""
        first = self.in_first
        at = 0 if number < first else 1 + (number - first) // USUAL
        return replace(self.desks[at], queue=queue_id(number))

    def spread(self, count: int, start: int = 0) -> Iterator[Desk]:
        """Choose so many queues here and there; others if it starts elsewhere."""
        return (self.desk(at * 7_368_787 % self.queues) for at in range(start, start + count))


def queue_id(number: int) -> str:
    """Give the id of a queue: the same in each store."""
    return str(uuid5(NAMESPACE_OID, f"queue {number}"))


def database(folder: Path) -> Path:
    """Name the file of a store in its folder, as `outdial serve --data` does."""
    return folder / "outdial.sqlite3"


def made(folder: Path, queues: int) -> Centres:
    """Make a store of so many queues, unless it is there already."""
    kept = folder / "centres.json"
    if not kept.exists():
        kept.write_text(json.dumps(_make(folder, queues)))
    made_of = json.loads(kept.read_text())
    return Centres(queues, [Desk(**desk) for desk in made_of["desks"]], Key(*made_of["key"]))


def _make(folder: Path, queues: int) -> dict[str, Any]:
    folder.mkdir(parents=True, exist_ok=True)
    app = open_app(database(folder), durability="off")
    try:
        sizes = [min(queues, LARGEST)]
        sizes += [USUAL] * ((queues - sizes[0]) // USUAL)
        desks, done = [], 0
        for at, size in enumerate(sizes):
            desks.append(made_desk(app, at))
            for first in range(done, done + size, AT_ONCE):
                last = min(done + size, first + AT_ONCE)
                add_queues(app, desks[-1], range(first, last))
                print(f"\r{last:,} of {queues:,} queues", end="", file=sys.stderr, flush=True)
            done += size
        print(file=sys.stderr)
        everywhere = replace(Desk(**desks[0]), instance="*")
        with reach(app, ("iam",)):
            key = key_of_user(None, everywhere, ["connect:*"], NOBODYS)
        return {"desks": desks, "key": key}
    finally:
        app.close()


def made_desk(app: App, at: int) -> dict[str, str]:
    """Make an instance with a number and a flow."""
    instance = app.perform(
        CALLER,
        "CreateInstance",
        {
            "IdentityManagementType": "CONNECT_MANAGED",
            "InstanceAlias": f"centre-{at}",
            "InboundCallsEnabled": True,
            "OutboundCallsEnabled": True,
        },
    )
    whisper = app.perform(
        CALLER,
        "CreateContactFlow",
        {
            "InstanceId": instance["Id"],
            "Name": "Whisper",
            "Type": "OUTBOUND_WHISPER",
            "Content": WHISPER,
        },
    )
    number = app.perform(
        CALLER,
        "ClaimPhoneNumber",
        {"TargetArn": instance["Arn"], "PhoneNumber": f"+1206{5550000 + at}"},
    )
    basic = app.perform(CALLER, "ListQueues", {"InstanceId": instance["Id"]})
    return {
        "instance": instance["Id"],
        "queue": basic["QueueSummaryList"][0]["Id"],
        "number": number["PhoneNumberId"],
        "whisper": whisper["ContactFlowId"],
    }


def add_queues(app: App, desk: dict[str, str], numbers: range) -> None:
    """Add queues to an instance, in one commit."""

    def add(tx: Transaction) -> None:
        basic = tx.find(Queue, desk["instance"], desk["queue"])
        assert basic is not None
        for number in numbers:
            queue = replace(
                basic,
                id=queue_id(number),
                name=f"Queue {number}",
                description=f"Calls of campaign {number}",
                tags={"team": f"team-{number % 50}"},
                is_basic=False,
                outbound_caller=OutboundCaller(name=f"Acme {number}"),
            )
            tx.put(queue)

    run(app.store, add, writes=True)
