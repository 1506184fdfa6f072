"""The database under Patroni: two nodes and a witness, watched through Patroni's own pages."""

import json
import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPException
from typing import Any
from urllib.request import urlopen

import psycopg
import yaml

from ha import settings
from ha.needs import programs_of_postgresql
from ha.network import Machine, Network
from ha.waiting import wait_until


class Cluster:
    """Two database nodes with Patroni, and three members of etcd: one on each, and a witness."""

    def __init__(self, network: Network, *, synchronous: bool) -> None:
        self._synchronous = synchronous
        self.databases = [network.add("database-1", 11), network.add("database-2", 12)]
        self.members = [*self.databases, network.add("witness", 13)]

    def start(self) -> None:
        """Start everything, and wait until one node is the primary and the other follows it."""
        for member in self.members:
            self._start_etcd(member)
        for node in self.databases:
            given = settings.patroni(
                node,
                self.members,
                str(programs_of_postgresql()),
                synchronous=self._synchronous,
            )
            (node.folder / "patroni.yml").write_text(yaml.safe_dump(given))
            self._start_patroni(node)
        self.wait_until_whole()
        with connected(self.primary) as connection:
            connection.execute(
                f"CREATE ROLE {settings.USER} LOGIN PASSWORD '{settings.PASSWORD}'".encode()
            )
            connection.execute(
                f"CREATE DATABASE {settings.DATABASE} OWNER {settings.USER}".encode()
            )

    @property
    def primary(self) -> Machine:
        """The node that takes changes; there is none for a while when it is lost."""
        found = [node for node in self.databases if _is_primary(node)]
        assert len(found) == 1, f"{len(found)} nodes say that they are the primary"
        return found[0]

    def other(self, node: Machine) -> Machine:
        """Give the other database node."""
        (other,) = (one for one in self.databases if one is not node)
        return other

    def restart(self, node: Machine) -> None:
        """Start what runs on a database node, as after a power cut."""
        self._start_etcd(node)
        self._start_patroni(node)

    def wait_for_takeover(self, node: Machine) -> None:
        """Wait until a node has become the primary."""
        wait_until(lambda: _is_primary(node), f"{node.name} is the primary")

    def wait_until_whole(self) -> None:
        """Wait until one node is the primary, and the other a standby that could take over."""
        wait_until(self._is_whole, "one node is the primary and the other follows it")

    def _is_whole(self) -> bool:
        primaries = [node for node in self.databases if _is_primary(node)]
        if len(primaries) != 1 or _page(self.other(primaries[0]), self._following) is None:
            return False
        with connected(primaries[0]) as connection:
            row = connection.execute("SELECT state FROM pg_stat_replication").fetchone()
            return row == ("streaming",)

    @property
    def _following(self) -> str:
        """Give the page that a standby shows when it could take over."""
        return "synchronous" if self._synchronous else "asynchronous"

    def _start_etcd(self, member: Machine) -> None:
        member.start("etcd", *settings.etcd(member, self.members))

    def _start_patroni(self, node: Machine) -> None:
        node.start("patroni", node.folder / "patroni.yml", user="postgres")

    @contextmanager
    def standby_behind(self, standby: Machine) -> Iterator[None]:
        """Let a standby receive nothing in the block, nor later what it was sent meanwhile."""
        with connected(standby) as connection:
            row = connection.execute("SELECT pid FROM pg_stat_wal_receiver").fetchone()
        assert row, f"{standby.name} receives nothing"
        os.kill(row[0], signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(row[0], signal.SIGTERM)
            os.kill(row[0], signal.SIGCONT)


@contextmanager
def connected(
    node: Machine, database: str = "postgres"
) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """Connect to a node itself, past the proxy, as its superuser."""
    with psycopg.connect(
        host=node.address,
        dbname=database,
        user="postgres",
        password=settings.PASSWORD,
        autocommit=True,
        connect_timeout=5,
    ) as connection:
        yield connection


def _is_primary(node: Machine) -> bool:
    return _page(node, "primary") is not None


def _page(node: Machine, name: str) -> Mapping[str, Any] | None:
    """Read a page of a node's Patroni; None if it refuses, as it does what the node is not."""
    try:
        with urlopen(f"http://{node.address}:{settings.PATRONI}/{name}", timeout=2) as answer:
            page: Mapping[str, Any] = json.load(answer)
            return page
    except (OSError, HTTPException):
        return None
