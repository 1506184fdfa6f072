"""Explanations: what came out for each resource, by which statement, and what is missing."""

from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError

from callers_desk import LENIENT
from conftest import ACCOUNT
from explaining.asked import (
    ANN,
    CHANGE,
    NOT_ENFORCED,
    ask,
    document,
    make_ann,
    outcomes,
    statement,
)
from iam_desk import ALLOW, client

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mypy_boto3_connect import ConnectClient

    from conftest import Desk
    from outdial.serve.inprocess import Local

QUEUES = "arn:aws:connect:*:*:instance/*/queue/*"
FLOWS = "arn:aws:connect:*:*:instance/*/contact-flow/*"
QUESTION = {"principal": "ann", "queue": "Sales", "number": "+12065550100", "flow": "Whisper"}


def match(effect: str, sid: str, line: int, text: str) -> dict[str, Any]:
    return {
        "layer": "identity",
        "policy": "user/ann/callers",
        "effect": effect,
        "sid": sid,
        "index": line - 2,
        "line": line,
        "column": 1,
        "end_line": line,
        "end_column": len(text.splitlines()[line - 1].removesuffix(",")) + 1,
    }


def test_tells_all_of_a_call_and_does_nothing(
    outdial: "Local", connect: "ConnectClient", desk: "Desk"
) -> None:
    given = (statement("Allow", QUEUES, Sid="Queues"), statement("Deny", FLOWS, Sid="Flows"))
    make_ann(*given)
    before = connect.describe_queue(**desk.ids)["Queue"]

    answer = ask(outdial, **QUESTION)

    text = document(*given)
    assert connect.describe_queue(**desk.ids)["Queue"] == before
    assert answer == {
        "principal": ANN,
        "title": "user ann",
        "action": CHANGE,
        "region": "us-east-1",
        "outcome": "explicit_deny",
        "resources": [
            {
                "arn": desk.arn(f"queue/{desk.queue}"),
                "title": "queue Sales",
                "outcome": "allowed",
                "only_denies": False,
                "matches": [match("Allow", "Queues", 2, text)],
                "missing": [],
            },
            {
                "arn": desk.number_arn,
                "title": "number +12065550100 (V2)",
                "outcome": "implicit_deny",
                "only_denies": False,
                "matches": [],
                "missing": [{"layer": "identity", "name": "identity-based policy", "unmet": []}],
            },
            {
                "arn": desk.arn(f"contact-flow/{desk.whisper}"),
                "title": "flow Whisper",
                "outcome": "explicit_deny",
                "only_denies": False,
                "matches": [match("Deny", "Flows", 3, text)],
                "missing": [{"layer": "identity", "name": "identity-based policy", "unmet": []}],
            },
        ],
        "remedies": [
            {
                "layer": "identity",
                "text": 'Change statement "Flows", line 3 of identity-based policy'
                " user/ann/callers: it denies flow Whisper",
                "statement": None,
            },
            {
                "layer": "identity",
                "text": "Add to a policy of user ann, such as user/ann/callers",
                "statement": {
                    "Effect": "Allow",
                    "Action": CHANGE,
                    "Resource": [desk.number_arn, desk.arn(f"contact-flow/{desk.whisper}")],
                },
            },
        ],
        "notes": [NOT_ENFORCED],
    }


@pytest.mark.usefixtures("desk")
def test_tells_which_conditions_do_not_hold(outdial: "Local") -> None:
    team = {"StringEquals": {"aws:ResourceTag/team": ["sales", "it"]}, "Bool": {"aws:x": "true"}}
    agent = {"StringLike": {"aws:UserAgent": "Boto3/*"}}
    make_ann(
        statement("Allow", QUEUES, Condition=team), statement("Allow", QUEUES, Condition=agent)
    )

    answer = ask(outdial, principal="ann", queue="Sales")

    ((lack,),) = (checked["missing"] for checked in answer["resources"])
    assert [[told["text"] for told in unmet["conditions"]] for unmet in lack["unmet"]] == [
        [
            "aws:ResourceTag/team is not there, where StringEquals wants sales or it",
            "aws:x is not there, where Bool wants true",
        ],
        ["aws:UserAgent is test, where StringLike wants Boto3/*"],
    ]


@pytest.mark.usefixtures("desk")
def test_tells_which_keys_it_cannot_know(outdial: "Local") -> None:
    secure = {"Bool": {"aws:securetransport": "true"}, "IpAddress": {"aws:SourceIp": "192.0.2.1"}}
    make_ann(statement("Allow", QUEUES, Condition=secure))

    answer = ask(outdial, principal="ann", queue="Sales")

    assert answer["notes"][0] == (
        "The policies look at aws:SecureTransport, aws:SourceIp, which are those of this question,"
        " not of the call."
    )


@pytest.mark.usefixtures("desk")
def test_tells_what_is_missing_in_every_layer_at_once(
    outdial: "Local", choose: "Callable[..., None]"
) -> None:
    make_ann()
    iam = client()
    iam.put_user_policy(
        UserName="ann", PolicyName="look", PolicyDocument=ALLOW.replace("connect:*", "iam:*")
    )
    bound = iam.create_policy(PolicyName="bound", PolicyDocument=ALLOW.replace("*", "Get*", 1))
    arn = bound["Policy"]["Arn"]
    iam.put_user_permissions_boundary(UserName="ann", PermissionsBoundary=arn)
    choose(scps={"*": (ALLOW.replace("connect:*", "iam:*"),)})

    answer = ask(outdial, principal="ann", queue="Sales")

    assert [(one["layer"], one["text"]) for one in answer["remedies"]] == [
        ("scp", "Add to a service control policy at each level that does not allow it"),
        ("identity", "Add to a policy of user ann, such as user/ann/look"),
        ("boundary", f"Add to the permissions boundary {arn}"),
    ]
    assert len({repr(one["statement"]) for one in answer["remedies"]}) == 1


@pytest.mark.usefixtures("desk")
def test_what_it_says_to_add_allows_the_call(outdial: "Local") -> None:
    make_ann(statement("Allow", FLOWS))

    [remedy] = ask(outdial, **QUESTION)["remedies"]
    client().put_user_policy(
        UserName="ann", PolicyName="more", PolicyDocument=document(remedy["statement"])
    )
    answer = ask(outdial, **QUESTION)

    assert (answer["outcome"], answer["remedies"]) == ("allowed", [])


@pytest.mark.parametrize(
    "given",
    [
        (),
        (statement("Allow", "*"),),
        (statement("Allow", QUEUES),),
        (statement("Allow", QUEUES, "arn:aws:connect:*:*:phone-number/*", FLOWS),),
        (statement("Allow", "*"), statement("Deny", FLOWS)),
        (statement("Allow", "*", Condition={"ArnLike": {"aws:PrincipalArn": ANN}}),),
    ],
)
def test_a_call_comes_out_as_it_was_explained(
    outdial: "Local",
    choose: "Callable[..., None]",
    desk: "Desk",
    given: "Sequence[dict[str, Any]]",
) -> None:
    make_ann(*given)
    config = {"OutboundCallerIdNumberId": desk.number, "OutboundFlowId": desk.whisper}
    ann = caller(client().create_access_key(UserName="ann")["AccessKey"])

    explained = ask(outdial, **QUESTION)
    choose(auth="enforced", clock_skew=LENIENT)
    try:
        ann.update_queue_outbound_caller_config(**desk.ids, OutboundCallerConfig=config)  # type: ignore[arg-type] # of texts
        refused = None
    except ClientError as error:
        refused = error.response["Error"]["Message"]

    denied = [one["arn"] for one in explained["resources"] if one["outcome"] != "allowed"]
    assert refused == (
        f"User: {ANN} is not authorized to perform: {CHANGE} on resource: {denied[0]}"
        if denied
        else None
    )


def caller(key: Any) -> "ConnectClient":
    return boto3.client(
        "connect",
        region_name="us-east-1",
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
    )


@pytest.mark.usefixtures("desk")
def test_the_root_may_do_everything(outdial: "Local", choose: "Callable[..., None]") -> None:
    answer = ask(outdial, principal="root", queue="Sales")

    choose(scps={"*": (ALLOW.replace("connect:*", "iam:*"),)})
    limited = ask(outdial, principal="root", queue="Sales")

    assert (answer["outcome"], limited["outcome"]) == ("allowed", "implicit_deny")
    assert answer["notes"][0] == "The root of an account needs no policy to be allowed."
    assert [one["layer"] for one in limited["remedies"]] == ["scp"]


def test_what_anyone_may_do_needs_nothing(outdial: "Local") -> None:
    make_ann()

    answer = ask(outdial, principal="ann", operation="sts:GetCallerIdentity")

    assert (answer["outcome"], answer["resources"]) == ("allowed", [])
    assert answer["notes"][0] == "Anyone may call this operation: it needs no permission."


@pytest.mark.parametrize(
    ("operation", "given", "titles"),
    [
        ("ListQueues", {}, ["any queue"]),
        ("ListInstances", {}, ["anything"]),
        ("DescribeInstance", {}, ["instance acme"]),
        ("DescribePhoneNumber", {"number": "+12065550100"}, ["number +12065550100 (V2)"]),
        ("ListPhoneNumbersV2", {}, ["any number (V2)"]),
        ("DescribeContactFlow", {"flow": "Whisper"}, ["flow Whisper"]),
        (
            "CreateQueue",
            {"flow": "Whisper", "input": {"HoursOfOperationId": "h", "Name": "New"}},
            ["any queue", "hours", "flow Whisper"],
        ),
        ("iam:GetUser", {"input": {"UserName": "ann"}}, ["user ann"]),
        ("iam:GetAccountSummary", {}, ["anything"]),
    ],
)
@pytest.mark.usefixtures("desk")
def test_tells_of_every_operation_that_is_served(
    outdial: "Local", operation: str, given: dict[str, Any], titles: list[str]
) -> None:
    make_ann()

    answer = ask(outdial, principal="ann", operation=operation, **given)

    assert sorted(outcomes(answer)) == sorted((title, "implicit_deny") for title in titles)


def test_a_policy_of_aws_is_not_to_be_changed(outdial: "Local", desk: "Desk") -> None:
    make_ann()
    reader = "arn:aws:iam::aws:policy/AmazonConnectReadOnlyAccess"
    client().attach_user_policy(UserName="ann", PolicyArn=reader)

    answer = ask(outdial, principal=ANN, instance=desk.instance, queue=desk.queue)

    assert [one["text"] for one in answer["remedies"]] == ["Add to a policy of user ann"]
    assert ACCOUNT in answer["principal"]
