"""Waiting until a server says that something is so."""

import re
from collections.abc import Iterator
from select import select
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket

    from serve.conftest import Server

LONG = 60
"""Seconds that nothing takes, not even on a slow machine under load."""


def metrics(server: "Server") -> dict[str, float]:
    """Ask for the metrics, by name and labels."""
    text = server.ask("GET", "/_outdial/metrics").body.decode()
    return {
        name: float(value)
        for name, value in re.findall(r"^([a-z_]+(?:\{.*\})?) (\S+)$", text, re.MULTILINE)
    }


def until_metric(server: "Server", name: str, value: float) -> None:
    """Wait until a metric has a value."""
    for _ in turns(0.01):
        if metrics(server).get(name) == value:
            return
    raise AssertionError(f"{name} never was {value}")


def turns(seconds: float, *heard: "socket.socket") -> Iterator[bool]:
    """Come back every so many seconds, or at once when one of the sockets says something."""
    end = monotonic() + LONG
    while monotonic() < end:
        yield bool(select(heard, (), (), seconds)[0])
