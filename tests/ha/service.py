"""An Outdial server on a machine of its own, and how it finds the primary."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnectionError

from ha import settings
from ha.needs import program
from ha.network import Machine, Network
from ha.waiting import wait_until

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_PORT = 4577
_ONCE = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=60)
"""Calls are made once, so that it is seen what they are answered."""

NO_ANSWER = (NoConnectionError, HTTPClientError)
"""What a client raises if nobody answers it."""


class Service:
    """One of several servers of the same data.

    It reaches the primary by way of a proxy beside it, or looks for it among the nodes by itself.
    """

    def __init__(self, network: Network, number: int, *, proxied: bool) -> None:
        self._machine = network.add(f"outdial-{number}", 20 + number)
        self._proxied = proxied
        self._url = ""

    def start(self, databases: Sequence[Machine]) -> None:
        """Start the server, and wait until it answers."""
        if self._proxied:
            self._start_proxy(databases)
        nodes = ["127.0.0.1"] if self._proxied else [node.address for node in databases]
        self._url = settings.url(nodes)
        wait_until(lambda: not self.check(), f"{self._machine.name} finds the primary")
        self._machine.start(
            sys.executable,
            "-m",
            "outdial",
            "serve",
            f"--host={self._machine.address}",
            "--allow-open",
            settings={"OUTDIAL_DATABASE": self._url},
        )
        connect = self.connect()
        wait_until(lambda: _answers(connect), f"{self._machine.name} answers")

    def _start_proxy(self, databases: Sequence[Machine]) -> None:
        file = self._machine.folder / "haproxy.cfg"
        file.write_text(settings.haproxy(databases))
        self._machine.start(program("haproxy") or "", "-db", "-f", file)

    def connect(self) -> "ConnectClient":
        """Make a client of Connect that is served here."""
        connect: ConnectClient = self._client("connect")
        return connect

    def cloudtrail(self) -> Any:
        """Make a client of CloudTrail that is served here."""
        return self._client("cloudtrail")

    def check(self) -> str:
        """Verify all data with Outdial's command; give what it finds wrong."""
        done = self._machine.run(
            sys.executable, "-m", "outdial", "check", f"--database={self._url}"
        )
        return "" if done.returncode == 0 else done.stdout + done.stderr

    def _client(self, name: Any) -> Any:
        return boto3.client(
            name,
            region_name="us-east-1",
            endpoint_url=f"http://{self._machine.address}:{_PORT}",
            aws_access_key_id="123456789012",
            aws_secret_access_key="secret",
            config=_ONCE,
        )


def _answers(connect: "ConnectClient") -> bool:
    try:
        connect.list_instances()
    except (*NO_ANSWER, ClientError):
        return False
    return True
