"""An answer that is sent piece by piece, to those who read slowly, or not at all."""

import gzip
import json
import socket
from base64 import b64encode
from random import Random
from typing import TYPE_CHECKING

import boto3
import pytest

from overload.waiting import metrics, turns
from serve.conftest import read_all, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from serve.conftest import Server

FLOWS = 150
BACKUP = b"GET /_outdial/backup HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def full() -> "Iterator[Server]":
    """A server whose backup has megabytes, which soon gives a client up."""
    with serving(bounds={"client_timeout": 0.5}) as server:
        connect = boto3.session.Session().client(
            "connect",
            region_name="us-east-1",
            endpoint_url=server.url,
            aws_access_key_id="000000000000",
            aws_secret_access_key="secret",
        )
        instance = connect.create_instance(
            InstanceAlias="full",
            IdentityManagementType="CONNECT_MANAGED",
            InboundCallsEnabled=True,
            OutboundCallsEnabled=True,
        )["Id"]
        chance = Random(1)  # noqa: S311 - so that it cannot be compressed
        for number in range(FLOWS):
            connect.create_contact_flow(
                InstanceId=instance,
                Name=f"Flow {number}",
                Type="OUTBOUND_WHISPER",
                Content=flow(b64encode(chance.randbytes(30_000)).decode()),
            )
        yield server


def flow(text: str) -> str:
    """Write a flow that says something."""
    say = {"Parameters": {"Text": text}, "Type": "MessageParticipant", "Identifier": "say"}
    end = {"Parameters": {}, "Type": "EndFlowExecution", "Identifier": "end", "Transitions": {}}
    transitions = {"NextAction": "end", "Errors": [], "Conditions": []}
    return json.dumps(
        {
            "Version": "2019-10-30",
            "StartAction": "say",
            "Actions": [{**say, "Transitions": transitions}, end],
        }
    )


def test_who_reads_a_backup_slowly_gets_all_of_it(full: "Server") -> None:
    answer = b""

    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        connection.connect(("127.0.0.1", full.port))
        connection.sendall(BACKUP)
        for _ in turns(0.02):
            piece = connection.recv(65536)
            answer += piece
            if not piece:
                break

    head, _, body = answer.partition(b"\r\n\r\n")
    assert f"content-length: {len(body)}".encode() in head
    assert len(body) > 3_000_000
    assert gzip.decompress(body).count(b"Flow ") >= FLOWS


def test_who_reads_nothing_of_it_is_given_up_and_that_is_no_fault(full: "Server") -> None:
    name = 'outdial_clients_given_up_total{waited_for="answer"}'

    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
        connection.connect(("127.0.0.1", full.port))
        connection.sendall(BACKUP)
        for _ in turns(0.05):
            if metrics(full).get(name) == 1:
                break
        answer = read_all(connection)

    assert len(answer) < 3_000_000
    assert [line for line in full.lines() if "error" in json.loads(line)["level"]] == []
    assert metrics(full)["outdial_requests_in_flight"] == 1
