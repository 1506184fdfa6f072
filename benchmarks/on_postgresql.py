"""Updates over HTTP on PostgreSQL: one server and two, against a pool of plain updates.

It starts a PostgreSQL of its own, which has every commit on the disk before it answers. The floor
(`postgresql_floor.py`) is measured on the same one, in turn with Outdial, and with as many
connections as each server has clients. Signatures are verified and one policy is enforced, but for
the rows with the dial on `off`.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

import postgresql_floor
import results
from measuring import (
    GUARDED,
    NOBODYS,
    ROOTS,
    WHISPER,
    Desk,
    Key,
    client,
    free_port,
    key_of_user,
    wait_for,
    wrk,
)
from reports import read

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from postgres_server import PostgresServer, running_server

CONNECTIONS = QUEUES = 16
DIFFERENT = 600
PLAIN, ONE_ROW = "plain updates, a row each", "plain updates of one row"
ONE, OFF, READS = "one server", "one server, --auth off", "one server, reads"
TWO, TWO_ON_ONE = "two servers, an instance each", "two servers, one instance"
RATES = (PLAIN, ONE_ROW, ONE, OFF, READS, TWO, TWO_ON_ONE)


@dataclass(frozen=True, slots=True)
class Centre:
    """An instance: the paths of its queues, and what they are to show."""

    desk: Desk
    queues: tuple[str, ...]

    def updates(self) -> list[tuple[str, str, str]]:
        """List different updates, to one queue after the other."""
        shown = {
            "OutboundCallerIdNumberId": self.desk.number,
            "OutboundFlowId": self.desk.whisper,
        }
        return [
            (
                "POST",
                f"{self.queues[number % QUEUES]}/outbound-caller-config",
                json.dumps(
                    {"OutboundCallerConfig": {"OutboundCallerIdName": f"Acme {number}"} | shown}
                ),
            )
            for number in range(DIFFERENT)
        ]

    def reads(self) -> list[tuple[str, str, str]]:
        """List reads of one queue after the other."""
        return [("GET", queue, "") for queue in self.queues]


@dataclass(frozen=True, slots=True)
class Server:
    """A server, the centre that is called on it, and by whom."""

    url: str
    centre: Centre
    key: Key

    def update_rate(self, seconds: int) -> float:
        """Measure its updates a second."""
        return self._rate(self.centre.updates(), seconds)

    def read_rate(self, seconds: int) -> float:
        """Measure its reads a second."""
        return self._rate(self.centre.reads(), seconds)

    def _rate(self, calls: list[tuple[str, str, str]], seconds: int) -> float:
        return read(wrk(self.url, calls, CONNECTIONS, seconds, self.key)).rate


@contextmanager
def outdial(database: str, *options: str) -> Iterator[str]:
    """Run `outdial serve` on a database, and give its address."""
    port = free_port()
    command = [sys.executable, "-m", "outdial", "serve", "--port", str(port)]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            [*command, "--database", database, *options], stdout=subprocess.DEVNULL, stderr=said
        ) as process,
    ):
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/_outdial/health", process)
        try:
            yield url
        finally:
            process.terminate()


def centre(url: str, key: Key, number: int = 1) -> Centre:
    """Make an instance with queues, a number and a whisper flow."""
    connect = client(url, key)
    instance = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias=f"measured-{number}",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    instance_id = instance["Id"]
    flow = connect.create_contact_flow(
        InstanceId=instance_id, Name="Whisper", Type="OUTBOUND_WHISPER", Content=WHISPER
    )
    claimed = connect.claim_phone_number(
        TargetArn=instance["Arn"], PhoneNumber=f"+1206555010{number}"
    )
    first = connect.list_queues(InstanceId=instance_id)["QueueSummaryList"][0]["Id"]
    queue = connect.describe_queue(InstanceId=instance_id, QueueId=first)["Queue"]
    queues = tuple(
        connect.create_queue(
            InstanceId=instance_id,
            Name=f"Queue {n}",
            HoursOfOperationId=queue["HoursOfOperationId"],
        )["QueueId"]
        for n in range(QUEUES)
    )
    desk = Desk(
        instance=instance_id,
        queue=first,
        number=claimed["PhoneNumberId"],
        whisper=flow["ContactFlowId"],
    )
    return Centre(desk, tuple(f"/queues/{instance_id}/{queue_id}" for queue_id in queues))


def together(servers: Sequence[Server], seconds: int) -> float:
    """Measure the updates a second of several servers at once."""
    with ThreadPoolExecutor(len(servers)) as threads:
        rates: list[float] = list(threads.map(lambda one: one.update_rate(seconds), servers))
    return sum(rates)


def database(server: PostgresServer, name: str) -> str:
    """Make a database, and give its URL."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server.url.removesuffix("postgres") + name


def measure(seconds: int, repeats: int) -> dict[str, float]:
    """Measure all rates in turn, over and over; give the median of each."""
    with ExitStack() as stack:
        postgres = stack.enter_context(running_server())
        guarded, open_ = database(postgres, "guarded"), database(postgres, "open")
        urls = [stack.enter_context(outdial(guarded, *GUARDED)) for _ in range(2)]
        one = centre(urls[0], ROOTS)
        key = key_of_user(urls[0], one.desk)
        first = Server(urls[0], one, key)
        # The user may call one instance; the other one's caller is the root.
        second = Server(urls[1], centre(urls[1], ROOTS, 2), ROOTS)
        on_the_same = Server(urls[1], one, key)
        url = stack.enter_context(outdial(open_))
        off = Server(url, centre(url, NOBODYS), NOBODYS)
        calls: dict[str, Callable[[], float]] = {
            PLAIN: lambda: postgresql_floor.rate(postgres.url, CONNECTIONS, seconds, one_row=False),
            ONE_ROW: lambda: postgresql_floor.rate(
                postgres.url, CONNECTIONS, seconds, one_row=True
            ),
            ONE: lambda: first.update_rate(seconds),
            OFF: lambda: off.update_rate(seconds),
            READS: lambda: first.read_rate(seconds),
            TWO: lambda: together((first, second), seconds),
            TWO_ON_ONE: lambda: together((first, on_the_same), seconds),
        }
        figures: dict[str, list[float]] = {name: [] for name in RATES}
        for repeat in range(repeats):
            for name, call in calls.items():
                doing = f"repeat {repeat + 1}: {name}"
                print(f"\r{doing:60}", end="", file=sys.stderr, flush=True)
                figures[name].append(call())
        print(f"\r{'':60}\r", end="", file=sys.stderr, flush=True)
    return {name: statistics.median(values) for name, values in figures.items()}


def main() -> None:
    """Print the rates, and their parts of the floor and of one server."""
    given = results.given_by_turns(__doc__)
    figures = measure(given.seconds, given.repeats)
    print(f"{CONNECTIONS} connections a server")
    print(f"{'':31} {'a second':>9}  {'of the floor':>12}  {'of one server':>13}")
    for name, figure in figures.items():
        parts = f"{figure / figures[PLAIN]:12.2f}  {figure / figures[ONE]:13.2f}"
        print(f"{name:31} {figure:9,.0f}  {parts}")
    results.keep(given, "over_postgresql", figures)


if __name__ == "__main__":
    main()
