"""Commands on the database itself, while servers run on it."""

import re
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from cli.running import run
from instance_view import whole
from server_process import ServerProcess, running
from servers.calls import client

Servers = tuple[ServerProcess, ServerProcess]


def test_a_key_that_is_made_in_the_database_is_known_at_all_servers(
    servers: Servers, database: str
) -> None:
    where = ("--database", database, "--account", "123456789012")

    made = run("key", "create", *where)
    listed = run("key", "list", *where)
    known = [arn_of(server, made.output) for server in servers]
    id_ = listed.output.split()[0]
    deleted = run("key", "delete", id_, *where)

    assert (made.exit_code, listed.exit_code, deleted.exit_code) == (0, 0, 0)
    assert made.output.startswith(f"export AWS_ACCESS_KEY_ID={id_}\n")
    assert known == ["arn:aws:iam::123456789012:root"] * 2
    assert run("key", "list", *where).output == ""


def arn_of(server: ServerProcess, made: str) -> str:
    id_, secret = re.findall(r"=(\S+)", made)
    sts = boto3.client(
        "sts",
        endpoint_url=server.url,
        region_name="us-east-1",
        aws_access_key_id=id_,
        aws_secret_access_key=secret,
    )
    return sts.get_caller_identity()["Arn"]


def test_a_key_that_is_deleted_is_unknown_at_all_servers_at_once(database: str) -> None:
    where = ("--database", database)
    made = run("key", "create", *where).output
    options = (*where, "--auth", "signed")

    with running(*options) as one, running(*options) as two:
        before = [arn_of(server, made) for server in (one, two)]
        run("key", "delete", re.findall(r"ID=(\S+)", made)[0], *where)

        for server in (one, two):
            with pytest.raises(ClientError, match="InvalidClientTokenId"):
                arn_of(server, made)

    assert before == ["arn:aws:iam::000000000000:root"] * 2


def test_the_environment_names_the_database_of_keys(database: str) -> None:
    created = run("key", "create", OUTDIAL_DATABASE=database)

    assert created.exit_code == 0
    assert run("key", "list", "--database", database).output[:4] == "AKIA"


def test_a_server_that_is_named_is_asked_whatever_the_environment_says(servers: Servers) -> None:
    root = run(
        "key", "list", "--endpoint-url", servers[0].url, OUTDIAL_DATABASE="postgresql://nowhere/x"
    )

    assert (root.exit_code, root.output) == (0, "")


def test_a_folder_and_a_database_are_not_one_place(database: str, tmp_path: Path) -> None:
    both = ("--data", str(tmp_path), "--database", database)

    for command in (("key", "list"), ("import", "--work", str(reading(tmp_path)))):
        refused = run(*command, *both)

        assert refused.exit_code == 2
        assert "--data and --database say where the data is; give one of them." in refused.output


def reading(folder: Path) -> Path:
    """Read an instance that is to be imported; give the folder that it is kept in."""
    work = folder / "work"
    with running("--memory", "--demo") as source:
        read = run(*copying(source, work), "--data", str(folder / "copy"), **OPEN)
    assert read.exit_code == 0, read.output
    return work


OPEN: dict[str, Any] = {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None}


def copying(source: ServerProcess, work: Path) -> tuple[str, ...]:
    named = ("--instance", "outdial-demo", "--from-endpoint-url", source.url)
    return ("import", "--work", str(work), *named)


def test_an_instance_is_imported_into_the_database(
    servers: Servers, database: str, tmp_path: Path
) -> None:
    with running("--memory", "--demo") as source:
        done = run(*copying(source, tmp_path), "--database", database, **OPEN)
        original = client(source.port, account="000000000000")
        (instance,) = original.list_instances()["InstanceSummaryList"]
        there = whole(original, instance["Id"])

    assert done.exit_code == 0, done.output
    for server in servers:
        assert whole(client(server.port, account="000000000000"), instance["Id"]) == there
