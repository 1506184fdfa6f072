"""Questions put to an Outdial of this process, and policies of the user that they are about."""

import json
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ACCOUNT
from iam_desk import client
from outdial.explaining.asking import explain
from outdial.explaining.question import QuestionError
from outdial.http import Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outdial.serve.inprocess import Local

CHANGE = "connect:UpdateQueueOutboundCallerConfig"
ANN = f"arn:aws:iam::{ACCOUNT}:user/ann"
NOT_ENFORCED = (
    "This server does not enforce policies: it lets the call through, whatever they say."
    " With --auth enforced they hold."
)
TWICE = (
    "In us-west-2 the number counts twice: by its own ARN (V2), in which the Region stands that"
    " it lives in, and by the older ARN (V1), with the Region and the instance of the call."
    " Policies have to list both."
)


def ask(outdial: "Local", region: str = "us-east-1", **question: Any) -> dict[str, Any]:
    """Ask as the tests' account."""
    scope = f"Credential={ACCOUNT}/20260101/{region}/connect/aws4_request"
    request = Request(
        method="POST",
        path="/_outdial/explain",
        headers={"authorization": f"AWS4-HMAC-SHA256 {scope}", "user-agent": "test"},
        body=json.dumps(question).encode(),
    )
    return explain(outdial.app, request)


def outcomes(answer: "Mapping[str, Any]") -> list[tuple[str, str]]:
    """Tell what came out for each resource."""
    return [(checked["title"], checked["outcome"]) for checked in answer["resources"]]


def statement(effect: str, *resources: str, **more: Any) -> dict[str, Any]:
    """Write a statement about the operation, or about what is given."""
    return {"Effect": effect, "Action": CHANGE, "Resource": resources, **more}


def document(*statements: "Mapping[str, Any]") -> str:
    """Write a policy, each statement on a line of its own."""
    lines = ",\n".join(map(json.dumps, statements))
    return f'{{"Version": "2012-10-17", "Statement": [\n{lines}\n]}}'


def make_ann(*statements: "Mapping[str, Any]") -> None:
    """Make the user ann, with a policy of these statements or none."""
    iam = client()
    iam.create_user(UserName="ann")
    give(*statements)


def give(*statements: "Mapping[str, Any]") -> None:
    """Give ann another policy instead of the one that she has."""
    if statements:
        client().put_user_policy(
            UserName="ann", PolicyName="callers", PolicyDocument=document(*statements)
        )


def refusal(outdial: "Local", **question: Any) -> str:
    """Give what is said of a question that has no answer."""
    with pytest.raises(QuestionError) as error:
        ask(outdial, **question)
    return str(error.value)
