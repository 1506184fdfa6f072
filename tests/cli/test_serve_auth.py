"""How `outdial serve` is told to look at who calls."""

import json
from pathlib import Path
from typing import Any

import boto3
import pytest

from callers_desk import refusal
from cli.running import run
from cli.servers import serving, stop, welcome
from server_process import ServerProcess, running

EVERYWHERE = "0.0.0.0"  # noqa: S104 that this is dangerous is what is tested
SECRET = "the-secret-of-root"


def client(server: ServerProcess, service: str, key: str, secret: str = SECRET) -> Any:
    return boto3.client(
        service,  # type: ignore[call-overload]  # any of them
        endpoint_url=server.url,
        region_name="us-east-1",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
    )


def test_keys_that_are_known_let_in() -> None:
    options = ("--memory", "--auth", "signed")
    with running(*options, "--root-key", f"one:{SECRET}:111111111111") as server:
        arn = client(server, "sts", "one").get_caller_identity()["Arn"]
        wrong = refusal(client(server, "connect", "one", "a guess").list_instances)
        unknown = refusal(client(server, "connect", "two").list_instances)

    assert arn == "arn:aws:iam::111111111111:root"
    assert (wrong[1], unknown[1]) == ("InvalidSignatureException", "UnrecognizedClientException")


def test_several_keys_stand_in_one_variable() -> None:
    keys = f"one:{SECRET}:111111111111, two:{SECRET}"
    with serving(
        "--memory",
        "--auth",
        "enforced",
        "--log-format",
        "json",
        env={"OUTDIAL_ROOT_KEYS": keys},
    ) as process:
        server = ServerProcess(url=json.loads(welcome(process))["url"], process=process)
        arns = [client(server, "sts", key).get_caller_identity()["Arn"] for key in ("one", "two")]
        stop(process)

    assert arns == ["arn:aws:iam::111111111111:root", "arn:aws:iam::000000000000:root"]


def test_a_server_that_checks_signatures_may_be_open() -> None:
    options = ("--memory", "--host", EVERYWHERE, "--auth", "signed")

    with running(*options, "--root-key", f"one:{SECRET}") as server:
        assert server.url.startswith("http://0.0.0.0:")


def test_service_control_policies_come_from_a_file(tmp_path: Path) -> None:
    deny = {"Effect": "Deny", "Action": "connect:*", "Resource": "*"}
    allow = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    file = tmp_path / "scps.json"
    file.write_text(
        json.dumps(
            {
                "*": [{"Version": "2012-10-17", "Statement": allow}],
                "111111111111": [{"Version": "2012-10-17", "Statement": [allow, deny]}],
            }
        )
    )
    keys = ("--root-key", f"one:{SECRET}:111111111111", "--root-key", f"two:{SECRET}")

    with running("--memory", "--auth", "enforced", "--scp", file, *keys) as server:
        denied = refusal(client(server, "connect", "one").list_instances)
        allowed = client(server, "connect", "two").list_instances()["InstanceSummaryList"]

    assert denied[1] == "AccessDeniedException"
    assert allowed == []


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("no JSON", " is not JSON: "),
        ("[]", " must have a policy, or lists of policies by account"),
        ('{"12": []}', ": 12 is no account: twelve digits, or * for all"),
        ('{"*": 7}', ": * must have a list of policies"),
        (
            '{"*": [{"Version": "2012-10-17", "Statement": []}]}',
            ": *[0]: Syntax errors in policy. Statement: must be a statement,",
        ),
    ],
)
def test_a_file_without_policies_is_one_line(tmp_path: Path, content: str, text: str) -> None:
    file = tmp_path / "scps.json"
    file.write_text(content)

    result = run("serve", "--memory", "--scp", str(file))

    assert result.output.startswith(f"Error: {file}{text}")
    assert result.output.count("\n") == 1
    assert result.exit_code == 1


def test_nobody_could_call_a_server_in_memory_without_keys() -> None:
    result = run("serve", "--memory", "--auth", "enforced")

    assert result.output.endswith(
        "Error: --auth enforced lets in keys that are known, and in memory there are none."
        " Give an account's root one with --root-key, or have one made with --new-root-key.\n"
    )
    assert result.exit_code == 2


@pytest.mark.parametrize("key", [f"one{SECRET}", f"one:{SECRET}:12", f"o ne:{SECRET}", "one:"])
def test_what_is_no_key_is_refused_and_not_repeated(key: str) -> None:
    result = run("serve", "--memory", "--root-key", key)

    assert "must be ID:SECRET or ID:SECRET:ACCOUNT, with an account of twelve digits" in (
        " ".join(result.output.split())
    )
    assert SECRET not in result.output
    assert result.exit_code == 2


def test_the_welcome_names_the_key_and_keeps_the_secret() -> None:
    with serving("--memory", "--auth", "signed", "--root-key", f"one:{SECRET}") as process:
        text = welcome(process)

    assert "  export AWS_ACCESS_KEY_ID=one AWS_SECRET_ACCESS_KEY=...\n" in text
    assert SECRET not in text


def test_without_a_root_s_key_the_welcome_says_where_it_was_shown(tmp_path: Path) -> None:
    with serving("--data", str(tmp_path), "--auth", "signed") as process:
        text = welcome(process)

    assert "AWS_SECRET_ACCESS_KEY=...  # as shown when it was made\n" in text
