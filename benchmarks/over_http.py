"""Over HTTP: calls a second with every change on the disk before its reply, by wrk.

The requests are several hundred different ones, signed as boto3 signs them. The floor is a bare
ASGI program on the same HTTP server that reads the body and answers nothing.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from measuring import Desk, client, free_port, medians, server, set_up, wait_for, wrk

DIFFERENT = 300
SECONDS = 3
REPEATS = 3


def updates(desk: Desk) -> list[tuple[str, str, str]]:
    """List different calls of the centre operation."""
    path = f"/queues/{desk.instance}/{desk.queue}/outbound-caller-config"
    template = (
        '{"OutboundCallerConfig":{"OutboundCallerIdName":"%s","OutboundCallerIdNumberId":"%s",'
        '"OutboundFlowId":"%s"}}'
    )
    return [
        ("POST", path, template % (f"Acme {number}", desk.number, desk.whisper))
        for number in range(DIFFERENT)
    ]


def rate(report: str) -> float:
    """Read calls a second from wrk's report; a refused call spoils the measurement."""
    if "Non-2xx" in report:
        raise SystemExit(f"some calls were refused:\n{report}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", report)
    if not found:
        raise SystemExit(f"wrk said nothing of use:\n{report}")
    return float(found[1])


@contextmanager
def bare() -> Iterator[str]:
    """Run the bare server, and give its address."""
    port = free_port()
    options = ["--port", str(port), "--no-access-log", "--lifespan", "off", "--log-level", "error"]
    command = [sys.executable, "-m", "uvicorn", "bare:app", *options]
    with subprocess.Popen(command, cwd=Path(__file__).parent) as process:
        url = f"http://127.0.0.1:{port}"
        wait_for(url, process)
        try:
            yield url
        finally:
            process.terminate()


def main() -> None:
    """Print the rates and their ratios to the bare server's."""
    with server() as url, bare() as bare_url:
        desk = set_up(client(url))
        calls = updates(desk)
        reads = [("GET", f"/queues/{desk.instance}/{desk.queue}", "")] * DIFFERENT
        figures = medians(
            {
                "bare answer, 16 connections": lambda: rate(wrk(bare_url, calls, 16, SECONDS)),
                "update, 1 connection": lambda: rate(wrk(url, calls, 1, SECONDS)),
                "update, 16 connections": lambda: rate(wrk(url, calls, 16, SECONDS)),
                "update, 64 connections": lambda: rate(wrk(url, calls, 64, SECONDS)),
                "DescribeQueue, 16 connections": lambda: rate(wrk(url, reads, 16, SECONDS)),
            },
            REPEATS,
        )
    floor = figures["bare answer, 16 connections"]
    print("calls a second over HTTP, SQLite with synchronous=FULL")
    for name, figure in figures.items():
        print(f"  {name:32} {figure:9,.0f}   {figure / floor:5.2f} of the bare server's")


if __name__ == "__main__":
    main()
