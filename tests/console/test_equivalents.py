"""The commands and programs that stand for a call do what they say, whatever the values are."""

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from botocore import xform_name

from console.centre import ANY, Centre, set_up
from outdial.console.equivalents import Equivalent
from outdial.wire.model import MODELS, load

if TYPE_CHECKING:
    from pathlib import Path

    from mypy_boto3_connect import ConnectClient

    from server_process import ServerProcess

HOSTILE = 'It\'s "x" $(touch taken) `touch taken`; \\ ${HOME} %s \u202e\u20ac \U0001f4de && :'


def update(server: "ServerProcess", centre: Centre, name: str) -> Equivalent:
    return Equivalent(
        service="connect",
        operation="UpdateQueueOutboundCallerConfig",
        region="us-east-1",
        endpoint=server.url,
        members={
            "InstanceId": centre.instance,
            "QueueId": centre.queue,
            "OutboundCallerConfig": {"OutboundCallerIdName": name},
        },
    )


def run(command: list[str], account: str, folder: "Path") -> str:
    """Run what was copied, in an empty folder, as somebody of the account would."""
    keys = {"AWS_ACCESS_KEY_ID": account, "AWS_SECRET_ACCESS_KEY": ANY}
    path = os.pathsep.join((os.path.dirname(sys.executable), os.environ["PATH"]))  # noqa: PTH120
    environment = {**os.environ, **keys, "PATH": path, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, env=environment, check=True, capture_output=True, text=True, cwd=folder
    )
    assert list(folder.iterdir()) == []
    return done.stdout


@pytest.mark.parametrize("name", ["Acme", HOSTILE, "file:///etc/passwd", "-x", "{}"])
@pytest.mark.parametrize("client", ["cli", "python"])
def test_what_is_copied_changes_the_queue(
    open_server: "ServerProcess",
    connect: "ConnectClient",
    account: str,
    tmp_path: "Path",
    client: str,
    name: str,
) -> None:
    centre = set_up(connect, f"copied-{account}")
    call = update(open_server, centre, name)

    command = ["sh", "-c", call.cli] if client == "cli" else [sys.executable, "-c", call.python]
    run(command, account, tmp_path)

    queue = connect.describe_queue(InstanceId=centre.instance, QueueId=centre.queue)["Queue"]
    assert queue["OutboundCallerConfig"] == {"OutboundCallerIdName": name}


@pytest.mark.parametrize("name", ["Night", "-x", "file:///etc/passwd", "http://x", "\u202e'"])
def test_texts_that_a_client_would_read_otherwise_are_given_in_json(
    open_server: "ServerProcess",
    connect: "ConnectClient",
    account: str,
    tmp_path: "Path",
    name: str,
) -> None:
    centre = set_up(connect, f"odd-{account}")
    call = Equivalent(
        service="connect",
        operation="UpdateQueueName",
        region="us-east-1",
        endpoint=open_server.url,
        members={"InstanceId": centre.instance, "QueueId": centre.queue, "Name": name},
    )

    run(["sh", "-c", call.cli], account, tmp_path)

    queue = connect.describe_queue(InstanceId=centre.instance, QueueId=centre.queue)["Queue"]
    assert queue["Name"] == name


def test_a_call_is_written_as_one_would_write_it() -> None:
    call = Equivalent(
        service="connect",
        operation="CreateInstance",
        region="us-west-2",
        endpoint="http://127.0.0.1:4577",
        members={
            "InstanceAlias": "acme",
            "InboundCallsEnabled": True,
            "OutboundCallsEnabled": False,
            "Tags": {"team": "it's"},
            "Limits": [1, {"of": []}],
        },
    )

    assert call.cli == (
        "aws connect create-instance \\\n"
        "    --endpoint-url http://127.0.0.1:4577 \\\n"
        "    --region us-west-2 \\\n"
        "    --instance-alias acme \\\n"
        "    --inbound-calls-enabled \\\n"
        "    --no-outbound-calls-enabled \\\n"
        """    --tags '{"team": "it'"'"'s"}' \\\n"""
        """    --limits '[1, {"of": []}]'"""
    )
    assert call.python == (
        "import boto3\n\n"
        "connect = boto3.client(\n"
        '    "connect",\n'
        '    region_name="us-west-2",\n'
        '    endpoint_url="http://127.0.0.1:4577",\n'
        ")\n"
        "connect.create_instance(\n"
        '    InstanceAlias="acme",\n'
        "    InboundCallsEnabled=True,\n"
        "    OutboundCallsEnabled=False,\n"
        "    Tags={\n"
        '        "team": "it\'s",\n'
        "    },\n"
        "    Limits=[\n"
        "        1,\n"
        "        {\n"
        '            "of": [],\n'
        "        },\n"
        "    ],\n"
        ")"
    )


@pytest.mark.parametrize("service", sorted(MODELS))
def test_operations_and_members_are_called_as_the_clients_call_them(service: str) -> None:
    wrong = []
    for name, operation in load(service).operations.items():
        members = operation.input.members if operation.input else ()
        call = Equivalent(
            service=service,
            operation=name,
            region="us-east-1",
            endpoint="http://127.0.0.1",
            members=dict.fromkeys(members, 1),
        )
        lines = call.cli.split(" \\\n    ")
        expected = [f"--{xform_name(member, '-')} 1" for member in members]
        if lines[0] != f"aws {service} {xform_name(name, '-')}" or lines[3:] != expected:
            wrong.append(call.cli)
        if f"{service}.{xform_name(name)}(" not in call.python:
            wrong.append(call.python)

    assert wrong == []
