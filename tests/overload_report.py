"""Bring more to a server than it can do, and clients that stand still; print how it fares.

`make overload` runs this. The load is made by wrk and by this process, on the same machine.
"""

import argparse
import asyncio
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import boto3

from overload.clients import Answers, at_a_rate, in_turn, percentile
from overload.stuck_clients import BODY, HEAD, drip, read_nothing
from server_process import ServerProcess, running

QUEUES = 1000
PROBES = 4
READ = b"GET /queues/{instance}/{queue} HTTP/1.1\r\nHost: localhost\r\n\r\n"
SILENT = ("sh", "-c", 'exec "$@" 2> /dev/null', "sh")
"""In front of a command: without what it says on stderr."""

LIST = b"GET /queues-summary/{instance}?maxResults=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n"


def say(line: str) -> None:
    """Print a line now."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class Memory:
    """What the server's memory was, several times a second."""

    def __init__(self, process: int) -> None:
        self._status = Path(f"/proc/{process}/status")
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self.mebibytes: list[float] = []
        self._thread.start()

    def _watch(self) -> None:
        while not self._over.wait(0.25):
            found = re.search(r"VmRSS:\s+(\d+)", self._status.read_text())
            if found:
                self.mebibytes.append(int(found[1]) / 1024)

    def stop(self) -> None:
        """Stop watching."""
        self._over.set()
        self._thread.join()

    def text(self) -> str:
        """Tell the medians of both halves of the time, and the most."""
        half = len(self.mebibytes) // 2
        first, second = median(self.mebibytes[:half]), median(self.mebibytes[half:])
        most = max(self.mebibytes)
        return f"memory {first:.0f} MiB, then {second:.0f} (most {most:.0f})"


@contextmanager
def served(*options: object) -> Iterator[tuple[ServerProcess, dict[str, str]]]:
    """Run a server on a file, with a list of queues that takes a while to give."""
    with (
        tempfile.TemporaryDirectory() as data,
        running("--data", data, *options, under=SILENT) as server,
    ):
        connect: Any = boto3.client(
            "connect",
            region_name="us-east-1",
            endpoint_url=server.url,
            aws_access_key_id="000000000000",
            aws_secret_access_key="secret",
        )
        instance = connect.create_instance(
            IdentityManagementType="CONNECT_MANAGED",
            InstanceAlias="crowded",
            InboundCallsEnabled=True,
            OutboundCallsEnabled=True,
        )["Id"]
        hours = connect.list_hours_of_operations(InstanceId=instance)
        hours_id = hours["HoursOfOperationSummaryList"][0]["Id"]
        for number in range(QUEUES):
            queue = connect.create_queue(
                InstanceId=instance, Name=f"Queue {number}", HoursOfOperationId=hours_id
            )["QueueId"]
        yield server, {"instance": instance, "queue": queue}


def filled(request: bytes, ids: dict[str, str]) -> bytes:
    """Put ids into a request."""
    return request.decode().format(**ids).encode()


def times(answers: Answers, *statuses: int) -> str:
    """Tell the median, the 99th percentile and the most of the times of answers."""
    seconds = answers.seconds(*statuses)
    if not seconds:
        return "none"
    at = [f"{percentile(seconds, percent) * 1000:.1f}" for percent in (50, 99, 100)]
    return f"{len(seconds)}, p50 {at[0]} ms, p99 {at[1]} ms, most {at[2]} ms"


def tell(answers: Answers, memory: Memory) -> None:
    """Print what clients got, and the server's memory meanwhile."""
    say(f"    accepted: {times(answers, 200)}")
    say(f"    refused:  {times(answers, 503)}; {answers.share(503):.1%} of all")
    say(f"    broken:   {times(answers, 0)}")
    say(f"    {memory.text()}")


async def probes(port: int, request: bytes, seconds: float) -> Answers:
    """Be a few normal clients."""
    answers = Answers()
    await asyncio.gather(*(in_turn(port, request, seconds, answers) for _ in range(PROBES)))
    return answers


def crowd(connections: int, seconds: int, *options: object) -> None:
    """Let wrk come with many connections that ask again at once, and a few normal clients."""
    with served(*options) as (server, ids):
        path = filled(READ, ids).split()[1].decode()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds + 2}s", f"{server.url}{path}"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as wrk:
            memory = Memory(server.process.pid)
            answers = asyncio.run(probes(server.port, filled(READ, ids), seconds))
            memory.stop()
            report = wrk.communicate()[0]
    rate = float(re.findall(r"Requests/sec:\s+([\d.]+)", report)[0])
    total = int(re.findall(r"(\d+) requests in", report)[0])
    refused = sum(map(int, re.findall(r"Non-2xx or 3xx responses: (\d+)", report)))
    say(f"  {connections} connections, {' '.join(map(str, options)) or 'as by default'}")
    accepted = rate * (1 - refused / total)
    say(f"    wrk: {rate:,.0f} answers/s, of them {accepted:,.0f} accepted")
    tell(answers, memory)


def flood(seconds: int, *options: object) -> None:
    """Ask ten times as often as can be done."""
    with served(*options) as (server, ids):
        request = filled(LIST, ids)
        alone = asyncio.run(probes(server.port, request, 3))
        capacity = len(alone.seconds(200)) / 3
        memory = Memory(server.process.pid)
        answers = asyncio.run(at_a_rate(server.port, request, capacity * 10, seconds))
        memory.stop()
    say(f"  lists of {QUEUES} queues, {' '.join(map(str, options)) or 'as by default'}")
    say(f"    {capacity:,.0f}/s can be done; asked {capacity * 10:,.0f}/s for {seconds} s")
    tell(answers, memory)


def siege(name: str, number: int, seconds: int, attack: Callable[..., Awaitable[None]]) -> None:
    """Let clients stand still while a few normal ones are served."""
    with served() as (server, ids):

        async def story() -> Answers:
            attackers = [
                asyncio.ensure_future(attack(server.port, filled(LIST, ids))) for _ in range(number)
            ]
            await asyncio.sleep(3)
            answers = await probes(server.port, filled(READ, ids), seconds)
            for attacker in attackers:
                attacker.cancel()
            await asyncio.gather(*attackers, return_exceptions=True)
            return answers

        alone = asyncio.run(probes(server.port, filled(READ, ids), 5))
        memory = Memory(server.process.pid)
        answers = asyncio.run(story())
        memory.stop()
    say(f"  {number} {name}")
    say(f"    before:   {times(alone, 200)}")
    tell(answers, memory)


async def _slow_head(port: int, _: bytes) -> None:
    await drip(port, HEAD, b"X-a: b\r\n", 1)


async def _half_body(port: int, _: bytes) -> None:
    await drip(port, BODY, b" ", 1)


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=30, help="of each part")
    seconds = min(60, parser.parse_args().seconds)
    say("more than can be done, connections that ask again at once:")
    crowd(64, seconds)
    crowd(640, seconds)
    crowd(640, seconds, "--max-wait", 0.02)
    crowd(640, seconds, "--max-connections", 64)
    say("more than can be done, at a rate:")
    flood(2 * seconds)
    flood(seconds, "--max-wait", 0.1)
    say("clients that stand still:")
    siege("with a head that drips", 500, seconds, _slow_head)
    siege("with half a body", 500, seconds, _half_body)
    siege("that never read", 200, seconds, read_nothing)


if __name__ == "__main__":
    main()
