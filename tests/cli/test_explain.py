"""`outdial explain`, against a server that enforces policies."""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from cli.running import run as run_here
from conftest import ACCOUNT
from explaining.asked import TWICE
from server_process import ServerProcess, running

if TYPE_CHECKING:
    from click.testing import Result

ROOT = {"AWS_ACCESS_KEY_ID": "root", "AWS_SECRET_ACCESS_KEY": "root-secret"}
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NUMBER_ID = "26ae963c-8288-4afa-953e-fba9e56f3564"

POLICY = """\
{
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "Queues", "Effect": "Allow", "Action": "connect:UpdateQueue*",
     "Resource": "arn:aws:connect:*:*:instance/*/queue/*"},
    {"Effect": "Allow", "Action": "connect:UpdateQueue*", "Resource": "*",
     "Condition": {"StringEquals": {"aws:ResourceTag/team": "sales"}}},
    {"Sid": "NoFlows", "Effect": "Deny", "Action": "*", "Resource": "*:instance/*/contact-flow/*"}
  ]
}"""


@pytest.fixture(scope="module")
def server() -> Iterator[ServerProcess]:
    """Run a server with the demo in it, and a user who may do a little."""
    key = f"root:{ROOT['AWS_SECRET_ACCESS_KEY']}:{ACCOUNT}"
    with running("--memory", "--auth", "enforced", "--root-key", key) as started:
        assert run(started, "demo", "--two-regions", **ROOT).exit_code == 0
        iam = boto3.client(
            "iam",
            endpoint_url=started.url,
            region_name="us-east-1",
            aws_access_key_id=ROOT["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=ROOT["AWS_SECRET_ACCESS_KEY"],
        )
        iam.create_user(UserName="ann")
        resource = POLICY.replace('"*:instance', '"arn:aws:connect:*:*:instance')
        iam.put_user_policy(UserName="ann", PolicyName="callers", PolicyDocument=resource)
        yield started


def run(server: ServerProcess, *arguments: str, **environment: str | None) -> "Result":
    return run_here(*arguments, "--endpoint-url", server.url, **environment)


def explain(server: ServerProcess, *arguments: str, **environment: str | None) -> tuple[int, str]:
    """Ask as the root; give the exit status, and what is printed without its ids."""
    result = run(server, "explain", *arguments, **(ROOT | environment))
    return result.exit_code, _UUID.sub("<id>", result.output)


def test_what_is_missing_is_printed_ready_to_paste(server: ServerProcess) -> None:
    status, output = explain(
        server,
        *("--principal", "ann", "--queue", "Sales"),
        *("--number", "+12065550100", "--flow", "Sales whisper"),
    )

    assert status == 1
    assert (
        output
        == f"""\
user ann may not call connect:UpdateQueueOutboundCallerConfig in us-east-1

Decision      Resource
allowed       queue Sales
              arn:aws:connect:us-east-1:{ACCOUNT}:instance/<id>/queue/<id>
              allowed by "Queues", line 4 of user/ann/callers
not allowed   number +12065550100 (V2)
              arn:aws:connect:us-east-1:{ACCOUNT}:phone-number/<id>
              no identity-based policy allows it
              statement 2, line 6 of user/ann/callers would, but
                aws:ResourceTag/team is not there, where StringEquals wants sales
denied        flow Sales whisper
              arn:aws:connect:us-east-1:{ACCOUNT}:instance/<id>/contact-flow/<id>
              denied by "NoFlows", line 8 of user/ann/callers
              no identity-based policy allows it
              statement 2, line 6 of user/ann/callers would, but
                aws:ResourceTag/team is not there, where StringEquals wants sales

Change statement "NoFlows", line 8 of identity-based policy user/ann/callers: it denies flow \
Sales whisper.

Add to a policy of user ann, such as user/ann/callers:

{{
  "Effect": "Allow",
  "Action": "connect:UpdateQueueOutboundCallerConfig",
  "Resource": [
    "arn:aws:connect:us-east-1:{ACCOUNT}:phone-number/<id>",
    "arn:aws:connect:us-east-1:{ACCOUNT}:instance/<id>/contact-flow/<id>"
  ]
}}

"""
    )


def test_what_is_allowed_exits_with_0(server: ServerProcess) -> None:
    status, output = explain(server, "--principal", "ann", "--queue", "Sales")

    assert status == 0
    assert (
        output
        == f"""\
user ann may call connect:UpdateQueueOutboundCallerConfig in us-east-1

Decision   Resource
allowed    queue Sales
           arn:aws:connect:us-east-1:{ACCOUNT}:instance/<id>/queue/<id>
           allowed by "Queues", line 4 of user/ann/callers

"""
    )


def test_the_root_may_call_what_anyone_may(server: ServerProcess) -> None:
    status, output = explain(server, "--principal", "root", "--operation", "sts:GetCallerIdentity")

    assert status == 0
    assert (
        output
        == f"""\
the root of account {ACCOUNT} may call sts:GetCallerIdentity in us-east-1

Note: Anyone may call this operation: it needs no permission.
Note: The root of an account needs no policy to be allowed.
"""
    )


def older_arn(server: ServerProcess) -> str:
    """Give the older ARN of a number of the instance, as the replica's Region has it."""
    answer = run(server, "explain", "--json", "--principal", "root", "--queue", "Sales", **ROOT)
    queue = json.loads(answer.output)["resources"][0]["arn"]
    instance = queue.partition("/queue/")[0].replace("us-east-1", "us-west-2")
    return f"{instance}/phone-number/{NUMBER_ID}"


def test_both_arns_of_a_number_are_shown_in_the_replicas_region(server: ServerProcess) -> None:
    asked = ("--principal", "root", "--queue", "Sales", "--region", "us-west-2")

    _, output = explain(server, *asked, "--number", "+12065550100")
    _, by_older = explain(server, *asked, "--number", older_arn(server))

    assert (
        output
        == f"""\
the root of account {ACCOUNT} may call connect:UpdateQueueOutboundCallerConfig in us-west-2

Decision   Resource
allowed    queue Sales
           arn:aws:connect:us-west-2:{ACCOUNT}:instance/<id>/queue/<id>
allowed    number +12065550100 (V2)
           arn:aws:connect:us-east-1:{ACCOUNT}:phone-number/<id>
allowed    number +12065550100 (V1)
           arn:aws:connect:us-west-2:{ACCOUNT}:instance/<id>/phone-number/<id>

Note: The root of an account needs no policy to be allowed.
Note: {TWICE}
"""
    )
    assert (
        f"""\
allowed    number (V2)
           arn:aws:connect:us-west-2:{ACCOUNT}:phone-number/<id>
           nothing denies it
"""
        in by_older
    )


def test_all_that_is_known_is_printed_as_json(server: ServerProcess) -> None:
    status, output = explain(server, "--principal", "ann", "--queue", "Sales", "--json")

    answer: dict[str, Any] = json.loads(output)
    assert status == 0
    assert (answer["outcome"], answer["notes"]) == ("allowed", [])
    assert [checked["title"] for checked in answer["resources"]] == ["queue Sales"]


def test_an_input_can_be_given(server: ServerProcess) -> None:
    status, output = explain(
        server,
        *("--principal", "ann", "--operation", "iam:GetUser"),
        *("--input", '{"UserName": "ann"}'),
    )

    assert status == 1
    assert f"not allowed   user ann\n              arn:aws:iam::{ACCOUNT}:user/ann\n" in output


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("--queue", "Sales"), "Missing option '--principal'."),
        (("--principal", "ann", "--input", "{"), "Invalid value for '--input': this is no JSON:"),
        (
            ("--principal", "ann", "--input", "[]"),
            "Invalid value for '--input': this must be an object of JSON",
        ),
        (("--principal", "bob"), "There is no user or role bob. There are: user ann"),
    ],
)
def test_what_cannot_be_answered_exits_with_2(
    server: ServerProcess, arguments: tuple[str, ...], error: str
) -> None:
    status, output = explain(server, *arguments)

    assert status == 2
    assert f"Error: {error}" in output


@pytest.mark.parametrize(
    ("key", "error"),
    [
        ({"AWS_SECRET_ACCESS_KEY": "a guess"}, "The request signature we calculated does not"),
        ({"AWS_ACCESS_KEY_ID": "nobody"}, "The security token included in the request is"),
        ({"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None}, "The security token"),
    ],
)
def test_a_root_must_ask(server: ServerProcess, key: dict[str, str | None], error: str) -> None:
    status, output = explain(server, "--principal", "ann", "--queue", "Sales", **key)

    assert status == 2
    assert output.startswith(f"Error: {error}")


def test_no_answer_exits_with_2() -> None:
    result = run_here("explain", "--principal", "ann", "--endpoint-url", "http://127.0.0.1:9")

    assert result.exit_code == 2
    assert result.output.startswith("Error: No answer of an Outdial at http://127.0.0.1:9: ")
