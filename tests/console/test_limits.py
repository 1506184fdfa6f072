"""The page of faults on demand and limits in force."""

import json
from pathlib import Path

import boto3

from console.centre import SECRET, iam_of
from console.test_pages import HOSTILE, MOST_BYTES, SHOWN, words
from console.visiting import HOME, Visitor
from outdial.console.pages.limits import QUOTAS
from outdial.domain.quotas import Quotas
from server_process import running

PAGE = HOME + "limits"


def add_fault(url: str, **members: object) -> str:
    """Add a fault; give its id."""
    kind = {"Content-Type": "application/json"}
    seen = Visitor(url=url).send("POST", "/_outdial/faults", json.dumps(members), kind)
    assert seen.status == 200
    return str(json.loads(seen.text)["id"])


def signed_in(url: str, key: str, secret: str) -> Visitor:
    visitor = Visitor(url=url)
    assert visitor.sign_in(key, secret).status == 303
    return visitor


def test_without_faults_and_limits_the_page_says_how_to_have_some(visitor: Visitor) -> None:
    seen = visitor.get(PAGE)

    assert seen.status == 200
    before, _, after = words(seen).partition(" Add a fault ")
    assert before == "Faults and limits Faults on demand No call fails on demand."
    assert after.endswith(
        "Add the fault"
        " How often operations may be called As often as one likes. A server that is started with"
        " --limits aws keeps to AWS's rates."
        " How much there may be As much as one likes. A server that is started with --limits aws"
        " keeps to AWS's service quotas."
    )


def test_faults_are_shown_with_what_they_have_done() -> None:
    with running("--memory") as server:
        first = add_fault(
            server.url,
            operation="Describe*",
            error="ThrottlingException",
            message="Slow down",
            latency=0.5,
            rate=0.25,
            count=1000,
            account="123456789012",
            region="us-east-1",
        )
        second = add_fault(server.url, operation="ListQueues", drop=True)
        visitor = Visitor(url=server.url)

        seen = words(visitor.get(PAGE))

    assert (
        "Operation Where What happens Of the calls Met Struck Remove"
        f" Describe* {first} 123456789012 , us-east-1"
        " answers after 0.5 s , ThrottlingException , “Slow down” 25 %, 1,000 times at most 0 0"
        f" Remove ListQueues {second} everywhere the connection breaks 100 % 0 0"
        " Remove Remove all faults"
    ) in seen


def test_calls_that_a_fault_met_are_counted() -> None:
    with running("--memory") as server:
        add_fault(server.url, operation="ListInstances", error="ThrottlingException", count=1)
        connect = boto3.client(
            "connect",
            region_name="us-east-1",
            endpoint_url=server.url,
            aws_access_key_id="any",
            aws_secret_access_key="any",
        )
        connect.list_instances()  # refused once, and tried again
        visitor = Visitor(url=server.url)

        seen = words(visitor.get(PAGE))

    assert "ThrottlingException 100 %, once at most 2 1" in seen


def test_the_limits_of_aws_are_shown() -> None:
    with running("--memory", "--limits", "aws") as server:
        seen = words(Visitor(url=server.url).get(PAGE))

    assert (
        "Each account and Region for itself; what comes too often is ThrottlingException."
        " They are set when the server is started: one without --limits has none."
        " Most operations 2 a second, 5 at once"
    ) in seen
    assert (
        "How much there may be Instances in an account and Region 2"
        " Creations and deletions of instances in an account, in 30 days 100"
        " Replicas in an account 5"
    ) in seen
    assert seen.endswith("Chats at a time in an instance 500 Tasks at a time in an instance 2,500")


def test_the_limits_of_a_file_are_shown(tmp_path: Path) -> None:
    file = tmp_path / "limits.json"
    rates = {"DescribeQueue": {"per_second": 0.5, "burst": 1}, "ListQueues": None}
    limits = {
        "throttling": {"error": "TooManyRequestsException", "default": None, "operations": rates},
        "quotas": {"queues": None},
    }
    file.write_text(json.dumps(limits))
    with running("--memory", "--limits", str(file)) as server:
        seen = words(Visitor(url=server.url).get(PAGE))

    assert "what comes too often is TooManyRequestsException. They are set" in seen
    assert "has none. Most operations any" in seen
    assert "DescribeQueue 0.5 a second, 1 at once ListQueues any" in seen
    assert "Queues in an instance any number" in seen


def test_every_quota_is_told_of() -> None:
    assert tuple(QUOTAS) == Quotas.__struct_fields__


def test_what_others_wrote_stays_text_and_the_page_small() -> None:
    with running("--memory") as server:
        add_fault(server.url, operation="*", message=HOSTILE, error="ThrottlingException")
        for _ in range(60):
            add_fault(
                server.url,
                operation="*" * 500,
                error="InternalServiceException",
                message="'" * 500,
                account="'" * 500,
                region="<" * 500,
                instance="<" * 500,
            )

        seen = Visitor(url=server.url).get(PAGE)

    assert seen.status == 200
    assert len(seen.text.encode()) < MOST_BYTES
    assert SHOWN in seen.text
    assert "<script>" not in seen.text
    assert "\u202e" not in seen.text
    assert "The first 30 of 61." in words(seen)


def test_faults_are_for_roots_where_identities_are_checked() -> None:
    with running(
        "--memory", "--auth", "signed", "--root-key", f"root:{SECRET}:123456789012"
    ) as server:
        iam = iam_of(server.url)
        iam.create_user(UserName="reader")
        key = iam.create_access_key(UserName="reader")["AccessKey"]
        nobody = Visitor(url=server.url).get(PAGE)
        reader = signed_in(server.url, key["AccessKeyId"], key["SecretAccessKey"]).get(PAGE)
        root = signed_in(server.url, "root", SECRET).get(PAGE)

    assert (nobody.status, reader.status, root.status) == (303, 200, 200)
    assert (
        "You may not see the faults: User: arn:aws:iam::123456789012:user/reader is not the root"
        " of an account"
    ) in words(reader)
    assert "No call fails on demand." in words(root)
