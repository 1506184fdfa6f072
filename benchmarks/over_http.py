"""Over HTTP: calls a second and latencies by wrk, every change on the disk before its reply.

Outdial verifies signatures, enforces one policy that is attached to a user, keeps the audit trail,
and writes to SQLite with `synchronous=FULL`. The requests are several hundred different ones,
signed with the user's key as boto3 signs them, anew for each repeat. The floors
(`durable_floor.py`) get the same requests in the same run.
"""

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import results
from measuring import (
    GUARDED,
    NOBODYS,
    ROOTS,
    Desk,
    Key,
    client,
    free_port,
    key_of_user,
    more_queues,
    server_process,
    set_up,
    wait_for,
    wrk,
)
from reports import Report, read

DIFFERENT = 600
QUEUES = 300
"""Calls go to so many queues, by turns: neither a store nor a floor can have one for several."""


@dataclass(frozen=True, slots=True)
class Target:
    """A server that is measured, and with what it is called."""

    url: str
    process: int
    desk: Desk
    queues: tuple[str, ...]
    key: Key


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: which call, by how many connections, to which server."""

    call: str
    connections: int
    server: str


OUTDIAL = "Outdial"
UVICORN, BARE = "floor on uvicorn", "bare floor"
NO_TRAIL, AUTH_OFF, AUTH_OFF_NO_TRAIL = (
    "Outdial --no-trail",
    "Outdial --auth off",
    "Outdial --auth off --no-trail",
)
ROWS = (
    *(
        Row("update", connections, server)
        for connections in (1, 16, 64)
        for server in (OUTDIAL, UVICORN, BARE)
    ),
    *(Row("describe", 16, server) for server in (OUTDIAL, UVICORN, BARE)),
    *(
        Row(call, 16, server)
        for call in ("update", "describe")
        for server in (NO_TRAIL, AUTH_OFF, AUTH_OFF_NO_TRAIL)
    ),
)


def requests(call: str, target: Target) -> list[tuple[str, str, str]]:
    """List different calls, to one queue after the other."""
    desk = target.desk
    paths = [f"/queues/{desk.instance}/{queue}" for queue in target.queues]
    if call == "describe":
        return [("GET", path, "") for path in paths]
    template = (
        '{"OutboundCallerConfig":{"OutboundCallerIdName":"%s","OutboundCallerIdNumberId":"%s",'
        '"OutboundFlowId":"%s"}}'
    )
    return [
        (
            "POST",
            f"{paths[n % QUEUES]}/outbound-caller-config",
            template % (f"Acme {n}", desk.number, desk.whisper),
        )
        for n in range(DIFFERENT)
    ]


@contextmanager
def outdial(*options: str, guarded: bool) -> Iterator[Target]:
    """Run Outdial, with a centre in it and a user who may call."""
    with server_process(*options, *(GUARDED if guarded else ())) as (url, process):
        connect = client(url, ROOTS if guarded else NOBODYS)
        desk = set_up(connect)
        queues = more_queues(connect, desk, QUEUES)
        key = key_of_user(url, desk) if guarded else NOBODYS
        yield Target(url, process, desk, queues, key)


@contextmanager
def floor(front: str, desk: Desk, queues: tuple[str, ...]) -> Iterator[Target]:
    """Run the durable floor."""
    key, port = Key("AKIAFLOOR", "secret-of-the-floor"), free_port()
    with tempfile.TemporaryDirectory() as data:
        script = str(Path(__file__).with_name("durable_floor.py"))
        options = ["--port", str(port), "--data", data, "--key", f"{key.id}:{key.secret}"]
        command = [sys.executable, script, front, *options, *queues]
        with subprocess.Popen(command) as process:
            url = f"http://127.0.0.1:{port}"
            wait_for(url, process)
            try:
                yield Target(url, process.pid, desk, queues, key)
            finally:
                process.terminate()


def measure(seconds: int, repeats: int) -> dict[Row, Report]:
    """Measure all rows in turn, over and over; give the medians of each."""
    reports: dict[Row, list[Report]] = {row: [] for row in ROWS}
    with ExitStack() as stack:
        enter = stack.enter_context
        main = enter(outdial(guarded=True))
        targets = {
            OUTDIAL: main,
            NO_TRAIL: enter(outdial("--no-trail", guarded=True)),
            AUTH_OFF: enter(outdial(guarded=False)),
            AUTH_OFF_NO_TRAIL: enter(outdial("--no-trail", guarded=False)),
            UVICORN: enter(floor("uvicorn", main.desk, main.queues)),
            BARE: enter(floor("bare", main.desk, main.queues)),
        }
        for repeat in range(repeats):
            for row in ROWS:
                target = targets[row.server]
                calls = requests(row.call, target)
                doing = f"repeat {repeat + 1}: {row.call}, {row.connections}, {row.server}"
                print(f"\r{doing:60}", end="", file=sys.stderr, flush=True)
                reports[row].append(
                    read(wrk(target.url, calls, row.connections, seconds, target.key))
                )
    print(f"\r{'':60}\r", end="", file=sys.stderr, flush=True)
    return {
        row: Report(*(statistics.median(column) for column in zip(*several, strict=True)))
        for row, several in reports.items()
    }


def main() -> None:
    """Print rates, latencies, and Outdial's part of each floor."""
    given = results.given_by_turns(__doc__)
    figures = measure(given.seconds, given.repeats)
    print(f"{'':9} {'':4} {'':30} {'a second':>9} {'p50 ms':>7} {'p99 ms':>7}  Outdial has")
    for row, figure in figures.items():
        ours = figures[Row(row.call, row.connections, OUTDIAL)]
        rates, latencies = ours.rate / figure.rate, ours.p50 / figure.p50
        ratios = f"{rates:5.2f} of the rate, {latencies:5.2f} times p50"
        print(
            f"{row.call:9} {row.connections:4} {row.server:30} {figure.rate:9,.0f}"
            f" {figure.p50:7.2f} {figure.p99:7.2f}  {'' if ours is figure else ratios}"
        )
    results.keep(
        given,
        "over_http",
        [asdict(row) | figure._asdict() for row, figure in figures.items()],
    )


if __name__ == "__main__":
    main()
