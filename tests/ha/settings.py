"""What the programs of the cluster are configured with."""

from collections.abc import Mapping, Sequence
from typing import Any

from ha.network import RANGE, Machine

PATRONI = 8008
"""The port of Patroni's pages, which tell what a node is."""

DATABASE = "outdial"
USER = "outdial"
PASSWORD = "secret"


def etcd(machine: Machine, members: Sequence[Machine]) -> Sequence[str]:
    """Give etcd's options for one of the members."""
    peers = ",".join(f"{member.name}=http://{member.address}:2380" for member in members)
    return (
        f"--name={machine.name}",
        f"--data-dir={machine.folder}/etcd",
        f"--listen-client-urls=http://{machine.address}:2379",
        f"--advertise-client-urls=http://{machine.address}:2379",
        f"--listen-peer-urls=http://{machine.address}:2380",
        f"--initial-advertise-peer-urls=http://{machine.address}:2380",
        f"--initial-cluster={peers}",
        "--initial-cluster-state=new",
        "--enable-v2",
        "--pre-vote",  # a member that was cut off upsets nobody when it comes back
        "--heartbeat-interval=200",
        "--election-timeout=2000",
    )


def patroni(
    machine: Machine, members: Sequence[Machine], programs: str, *, synchronous: bool
) -> Mapping[str, Any]:
    """Give Patroni's settings of one database node; `members` are those of etcd."""
    return {
        "scope": "outdial",
        "name": machine.name,
        "restapi": {
            "listen": f"{machine.address}:{PATRONI}",
            "connect_address": f"{machine.address}:{PATRONI}",
        },
        # Patroni 3.0.2 overwrites the leader's key through etcd's API 3 without looking whose it is
        # by then, and a node that was cut off takes it from the new primary; not so through API 2.
        "etcd": {"hosts": [f"{member.address}:2379" for member in members]},
        "bootstrap": {
            "dcs": {
                "ttl": 20,
                "loop_wait": 3,
                "retry_timeout": 5,
                "synchronous_mode": synchronous,
                "postgresql": {"use_pg_rewind": True},
            },
            "initdb": [{"encoding": "UTF8"}, {"locale": "C"}, "data-checksums"],
        },
        "postgresql": {
            "listen": f"{machine.address}:5432",
            "connect_address": f"{machine.address}:5432",
            "data_dir": f"{machine.folder}/postgresql",
            "bin_dir": programs,
            "pgpass": f"{machine.folder}/pgpass",
            "authentication": {
                "superuser": {"username": "postgres", "password": PASSWORD},
                "replication": {"username": "replicator", "password": PASSWORD},
            },
            "parameters": {"unix_socket_directories": str(machine.folder)},
            "pg_hba": [
                "local all postgres trust",
                f"host replication replicator {RANGE} scram-sha-256",
                f"host all all {RANGE} scram-sha-256",
            ],
        },
    }


def url(nodes: Sequence[str]) -> str:
    """Give Outdial's database at the primary among some addresses; two seconds try each."""
    return f"postgresql://{USER}:{PASSWORD}@{','.join(nodes)}/{DATABASE}?connect_timeout=2"


def haproxy(databases: Sequence[Machine]) -> str:
    """Give HAProxy's settings: it leads to the database node that says it is the primary."""
    servers = "".join(
        f"    server {node.name} {node.address}:5432 check port {PATRONI}\n" for node in databases
    )
    return f"""\
defaults
    mode tcp
    timeout connect 2s
    timeout check 2s
    timeout client 1h
    timeout server 1h

listen primary
    bind 127.0.0.1:5432
    option httpchk OPTIONS /primary
    http-check expect status 200
    default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
{servers}"""
