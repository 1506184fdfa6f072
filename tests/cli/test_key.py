"""`outdial key`, on a data folder and in a running server."""

import re
from pathlib import Path

import boto3
import pytest

from cli.running import run
from server_process import ServerProcess, running

MADE = re.compile(r"export AWS_ACCESS_KEY_ID=(AKIA\S{16})\nexport AWS_SECRET_ACCESS_KEY=(\S{40})\n")


def made(output: str) -> dict[str, str]:
    """Read the key that a command made."""
    found = MADE.fullmatch(output)
    assert found, output
    return {"AWS_ACCESS_KEY_ID": found[1], "AWS_SECRET_ACCESS_KEY": found[2]}


def arn_of(server: ServerProcess, key: dict[str, str]) -> str:
    sts = boto3.client(
        "sts",
        endpoint_url=server.url,
        region_name="us-east-1",
        aws_access_key_id=key["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=key["AWS_SECRET_ACCESS_KEY"],
    )
    return sts.get_caller_identity()["Arn"]


def test_a_key_of_the_folder_is_known_to_its_server(tmp_path: Path) -> None:
    key = made(run("key", "create", "--data", str(tmp_path)).output)
    other = made(run("key", "create", "--data", str(tmp_path), "--account", "123456789012").output)

    with running("--data", tmp_path, "--auth", "enforced") as server:
        assert arn_of(server, key) == "arn:aws:iam::000000000000:root"
        assert arn_of(server, other) == "arn:aws:iam::123456789012:root"


def test_keys_are_listed_and_deleted(tmp_path: Path) -> None:
    where = ("--data", str(tmp_path))
    first, second = (made(run("key", "create", *where).output) for _ in range(2))

    third = run("key", "create", *where)
    deleted = run("key", "delete", first["AWS_ACCESS_KEY_ID"], *where)
    listed = run("key", "list", *where).output

    assert third.output == (
        "Error: CreateAccessKey was refused: LimitExceeded:"
        " Cannot exceed quota for AccessKeysPerUser: 2\n"
    )
    assert (third.exit_code, deleted.output, deleted.exit_code) == (1, "", 0)
    pattern = rf"{second['AWS_ACCESS_KEY_ID']}  \d{{4}}-\d\d-\d\d \d\d:\d\d  Active\n"
    assert re.fullmatch(pattern, listed)
    assert run("key", "list", *where, "--account", "123456789012").output == ""


def test_a_folder_that_a_server_has_is_for_the_server_to_change(tmp_path: Path) -> None:
    root = {"AWS_ACCESS_KEY_ID": "root", "AWS_SECRET_ACCESS_KEY": "secret"}
    with running("--data", tmp_path, "--auth", "signed", "--root-key", "root:secret") as server:
        refused = run("key", "create", "--data", str(tmp_path))
        key = made(run("key", "create", "--endpoint-url", server.url, **root).output)
        listed = run("key", "list", "--endpoint-url", server.url, **key).output
        arn = arn_of(server, key)
        deleted = run(
            "key", "delete", key["AWS_ACCESS_KEY_ID"], "--endpoint-url", server.url, **root
        )
        gone = run("key", "list", "--endpoint-url", server.url, **key)

    assert refused.output == (
        f"Error: {tmp_path}/outdial.sqlite3 is in use by another Outdial: one process owns the"
        " file. Stop the other one, or use another folder (--data)."
        " Or ask it: --endpoint-url http://127.0.0.1:4577\n"
    )
    assert listed.startswith(key["AWS_ACCESS_KEY_ID"])
    assert arn == "arn:aws:iam::000000000000:root"
    assert deleted.exit_code == 0
    assert gone.output == (
        "Error: ListAccessKeys was refused: InvalidClientTokenId:"
        " The security token included in the request is invalid.\n"
    )


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (("--account", "1234"), "Invalid value for --account: must be twelve digits"),
        (
            ("--account", "123456789012", "--endpoint-url", "http://127.0.0.1:1"),
            "with --endpoint-url leave --data, --database and --account out.",
        ),
    ],
)
def test_what_cannot_be_is_refused(options: tuple[str, ...], text: str) -> None:
    result = run("key", "create", *options)

    assert text in result.output
    assert result.exit_code == 2
