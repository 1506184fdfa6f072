"""Surveys: what came out for many principals and calls at once."""

import json
from typing import TYPE_CHECKING, Any

import pytest

from callers_desk import Who
from conftest import ACCOUNT
from explaining.asked import ask, make_ann, statement
from iam_desk import client
from outdial.access.surroundings import Surroundings
from outdial.domain.arns import Scope
from outdial.explaining.question import Question, QuestionError
from outdial.explaining.sessions import living_sessions
from outdial.explaining.survey import Surveyed, survey

if TYPE_CHECKING:
    from conftest import Desk
    from outdial.access.policy.decision import Outcome
    from outdial.serve.inprocess import Local

SCOPE = Scope(ACCOUNT, "us-east-1")
QUEUES = "arn:aws:connect:*:*:instance/*/queue/*"
"""Queues of all instances."""


def asked(outdial: "Local", principals: list[str], *questions: Question) -> list[Surveyed]:
    surroundings = Surroundings(now=outdial.app.world.now())
    return survey(outdial.app, principals, questions, SCOPE, surroundings)


def make_role(name: str) -> str:
    """Make a role that anyone may take on; give its ARN."""
    trust = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
    document = {"Version": "2012-10-17", "Statement": [trust]}
    role = client().create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(document))
    return role["Role"]["Arn"]


def question(desk: "Desk", operation: str, **more: Any) -> Question:
    return Question(
        principal="", operation=operation, instance=desk.instance, queue=desk.queue, **more
    )


def test_tells_of_each_principal_what_each_explanation_tells(
    outdial: "Local", desk: "Desk"
) -> None:
    make_ann(
        statement("Allow", QUEUES),
        statement("Deny", "*", Action="connect:DeleteQueue"),
        statement("Allow", QUEUES, Action="connect:TagResource"),
    )
    role = make_role("reader")
    calls = (
        question(desk, "DescribeQueue"),
        question(desk, "UpdateQueueOutboundCallerConfig"),
        question(desk, "UpdateQueueOutboundCallerConfig", number="+12065550100"),
        question(desk, "DeleteQueue"),
        Question(
            principal="",
            operation="TagResource",
            input={"resourceArn": desk.arn(f"queue/{desk.queue}"), "tags": {}},
        ),
    )

    seen = asked(outdial, ["root", "user/ann", role, "nobody"], *calls)

    none: Outcome = "implicit_deny"
    assert seen == [
        Surveyed(
            principal="root",
            title=f"the root of account {ACCOUNT}",
            outcomes=tuple(["allowed"] * 5),
        ),
        Surveyed(
            principal="user/ann",
            title="user ann",
            outcomes=(none, "allowed", none, "explicit_deny", "allowed"),
        ),
        Surveyed(principal=role, title="role reader", outcomes=tuple([none] * 5)),
    ]
    for outcome, call in zip(seen[1].outcomes[:4], calls[:4], strict=True):
        same = {"queue": desk.queue} | ({"number": call.number} if call.number else {})
        assert ask(outdial, principal="ann", operation=call.operation, **same)["outcome"] == outcome


def test_what_the_calls_name_must_be_there(outdial: "Local", desk: "Desk") -> None:
    with pytest.raises(QuestionError, match="no number") as error:
        asked(
            outdial,
            ["root"],
            question(desk, "UpdateQueueOutboundCallerConfig", number="+12065550199"),
        )

    assert error.value.about == "number"


def test_sessions_that_have_not_ended_are_listed_once(outdial: "Local") -> None:
    arn, tokens = make_role("op"), Who(ACCOUNT, "any").sts
    for name in ("bob", "ann", "bob"):
        tokens.assume_role(RoleArn=arn, RoleSessionName=name, DurationSeconds=3600)
    tokens.get_federation_token(Name="guest", DurationSeconds=900)
    tokens.get_session_token()

    first = living_sessions(outdial.app, SCOPE)
    outdial.clock.advance(seconds=1000)
    second = living_sessions(outdial.app, SCOPE)

    roles = tuple(f"arn:aws:sts::{ACCOUNT}:assumed-role/op/{name}" for name in ("ann", "bob"))
    guest = f"arn:aws:sts::{ACCOUNT}:federated-user/guest"
    assert first == ((*roles, guest), False)
    assert second == (roles, False)
