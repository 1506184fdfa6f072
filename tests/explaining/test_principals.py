"""Whom a question may be about."""

from typing import TYPE_CHECKING, Any

import boto3
import pytest

from conftest import ACCOUNT
from explaining.asked import (
    ANN,
    NOT_ENFORCED,
    ask,
    document,
    make_ann,
    outcomes,
    refusal,
    statement,
)
from iam_desk import ALLOW, TRUST, client

if TYPE_CHECKING:
    from mypy_boto3_sts import STSClient

    from outdial.serve.inprocess import Local

ROLE = f"arn:aws:iam::{ACCOUNT}:role/operator"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/operator"
FEDERATED = f"arn:aws:sts::{ACCOUNT}:federated-user/bob"
MADE_UP = (
    "A session of the role may have session policies, which limit it further; name one by its"
    " ARN to have them counted."
)


@pytest.fixture
def ann(outdial: "Local") -> "STSClient":  # noqa: ARG001
    """Make a role and a user, and give the user's client of STS."""
    iam = client()
    iam.create_role(RoleName="operator", AssumeRolePolicyDocument=TRUST)
    iam.put_role_policy(RoleName="operator", PolicyName="all", PolicyDocument=ALLOW)
    make_ann(statement("Allow", "*", Action="sts:*"))
    made = iam.create_access_key(UserName="ann")["AccessKey"]
    return boto3.client(
        "sts",
        region_name="us-east-1",
        aws_access_key_id=made["AccessKeyId"],
        aws_secret_access_key=made["SecretAccessKey"],
    )


def asked(outdial: "Local", principal: str) -> dict[str, Any]:
    return ask(outdial, principal=principal, operation="ListInstances")


@pytest.mark.parametrize("text", ["ann", "ANN", ANN])
def test_a_user_is_named_by_name_or_arn(outdial: "Local", text: str) -> None:
    make_ann()

    answer = asked(outdial, text)

    assert (answer["title"], answer["principal"]) == ("user ann", ANN)


@pytest.mark.parametrize("text", ["root", f"arn:aws:iam::{ACCOUNT}:root"])
def test_the_root_is_named_by_its_arn_or_as_root(outdial: "Local", text: str) -> None:
    answer = asked(outdial, text)

    assert answer["title"] == f"the root of account {ACCOUNT}"
    assert answer["principal"] == f"arn:aws:iam::{ACCOUNT}:root"


@pytest.mark.parametrize(
    ("text", "session"),
    [
        ("operator", "any-session"),
        (ROLE, "any-session"),
        (f"{SESSION}/alice", "alice"),
    ],
)
@pytest.mark.usefixtures("ann")
def test_a_role_counts_as_a_session_without_policies(
    outdial: "Local", text: str, session: str
) -> None:
    answer = asked(outdial, text)

    assert (answer["title"], answer["principal"]) == ("role operator", f"{SESSION}/{session}")
    assert answer["outcome"] == "allowed"
    assert answer["notes"] == [MADE_UP, NOT_ENFORCED]


def test_the_newest_session_of_a_name_counts_with_its_policies(
    outdial: "Local", ann: "STSClient"
) -> None:
    ann.assume_role(RoleArn=ROLE, RoleSessionName="alice", DurationSeconds=900)
    outdial.clock.advance(seconds=60)
    ann.assume_role(
        RoleArn=ROLE,
        RoleSessionName="alice",
        DurationSeconds=900,
        Policy=document(statement("Deny", "*", Action="connect:List*")),
    )

    limited = asked(outdial, f"{SESSION}/alice")
    other = asked(outdial, f"{SESSION}/bob")
    outdial.clock.advance(seconds=901)
    ended = asked(outdial, f"{SESSION}/alice")

    assert limited["outcome"] == "explicit_deny"
    assert [one["text"] for one in limited["remedies"]] == [
        "Change statement 1, line 2 of session policy session policy: it denies anything",
        "Add to the session policies, with which the session is begun",
    ]
    assert limited["notes"] == [NOT_ENFORCED]
    assert [one["outcome"] for one in (other, ended)] == ["allowed", "allowed"]


def test_a_federated_user_has_what_both_policies_allow(outdial: "Local", ann: "STSClient") -> None:
    ann.get_federation_token(Name="bob", Policy=ALLOW, DurationSeconds=900)

    answer = asked(outdial, FEDERATED)

    assert (answer["title"], answer["principal"]) == ("federated user bob", FEDERATED)
    assert outcomes(answer) == [("anything", "implicit_deny")]
    assert [one["layer"] for one in answer["remedies"]] == ["identity"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("bob", "There is no user or role bob. There are: user ann, role operator"),
        (f"{ANN}a", f"There is no user or role of the ARN {ANN}a"),
        (
            f"arn:aws:iam::{ACCOUNT}:user/x/ann",
            f"There is no user or role of the ARN arn:aws:iam::{ACCOUNT}:user/x/ann",
        ),
        (
            "arn:aws:iam::210987654321:user/ann",
            f"arn:aws:iam::210987654321:user/ann is not of account {ACCOUNT}",
        ),
        ("arn:none", f"arn:none is not of account {ACCOUNT}"),
        (f"arn:aws:sts::{ACCOUNT}:assumed-role/none/alice", "There is no role none"),
        (FEDERATED, "There is no session of the federated user bob"),
    ],
)
@pytest.mark.usefixtures("ann")
def test_who_is_not_there_cannot_be_asked_about(outdial: "Local", text: str, error: str) -> None:
    assert refusal(outdial, principal=text) == error


@pytest.mark.usefixtures("ann")
def test_a_name_of_two_is_not_enough(outdial: "Local") -> None:
    client().create_user(UserName="operator")

    assert refusal(outdial, principal="operator") == (
        "There are a user and a role operator: give user/operator or role/operator"
    )


def test_an_account_without_principals_has_none(outdial: "Local") -> None:
    assert refusal(outdial, principal="ann") == ("There is no user or role ann. There are: none")
