from typing import Any

import pytest

from access.policy.writing import (
    ACTION,
    INFERRED,
    INSTANCE,
    NOT_ACTION,
    NOT_RESOURCE,
    QUEUE,
    RESOURCE,
    VARIABLES,
    VERSIONS,
    document,
    policy,
    request,
    resources,
    statement,
)
from outdial.access.policy.context import Keys
from outdial.access.policy.document import parse
from outdial.access.policy.evaluate import Layers, decide

UPDATE = "connect:UpdateQueueOutboundCallerConfig"

# Of each case: the page that has the rule, the elements of a statement that allows, the action
# that is asked for, whether it is allowed.
ACTIONS: list[tuple[str, dict[str, Any], str, bool]] = [
    (ACTION, {"Action": "connect:DescribeQueue"}, "connect:DescribeQueue", True),
    (ACTION, {"Action": "connect:DescribeQueue"}, "connect:DeleteQueue", False),
    (ACTION, {"Action": "connect:DescribeQueue"}, "connect:DescribeQueues", False),
    (ACTION, {"Action": "CONNECT:describequeue"}, "connect:DescribeQueue", True),
    (ACTION, {"Action": "connect:DescribeQueue"}, "iam:DescribeQueue", False),
    (ACTION, {"Action": ["iam:GetUser", "connect:List*"]}, "connect:ListQueues", True),
    (ACTION, {"Action": "connect:*"}, UPDATE, True),
    (ACTION, {"Action": "connect:*Queue*"}, UPDATE, True),
    (ACTION, {"Action": "connect:*queue*config"}, UPDATE, True),
    (ACTION, {"Action": "connect:*Queue"}, UPDATE, False),
    (ACTION, {"Action": "*"}, UPDATE, True),
    (ACTION, {"Action": "connect:DescribeQueu?"}, "connect:DescribeQueue", True),
    (ACTION, {"Action": "connect:DescribeQueue?"}, "connect:DescribeQueue", False),
    (NOT_ACTION, {"NotAction": "connect:DescribeQueue"}, "connect:DeleteQueue", True),
    (NOT_ACTION, {"NotAction": "connect:DescribeQueue"}, "connect:DescribeQueue", False),
    (NOT_ACTION, {"NotAction": ["iam:*", "connect:Delete*"]}, "connect:DeleteQueue", False),
    (NOT_ACTION, {"NotAction": ["iam:*", "connect:Delete*"]}, UPDATE, True),
    (NOT_ACTION, {"NotAction": "connect:describe*"}, "connect:DescribeQueue", False),
]  # fmt: skip


@pytest.mark.parametrize(("source", "elements", "action", "expected"), ACTIONS)
def test_a_statement_is_about_its_actions(
    source: str, elements: dict[str, Any], action: str, *, expected: bool
) -> None:
    layers = Layers(identity=[policy(statement(**elements))])

    assert decide(layers, request(action), resources(QUEUE)).allowed is expected, source


ANA = "arn:aws:iam::123456789012:user/ana"
NUMBER = "arn:aws:connect:us-west-2:123456789012:phone-number/n1"
ANY_QUEUE = f"{INSTANCE}/queue/*"

# Of each case: the page, the elements of a statement that allows, the resource, whether it does.
RESOURCES: list[tuple[str, dict[str, Any], str, bool]] = [
    (RESOURCE, {"Resource": QUEUE}, QUEUE, True),
    (RESOURCE, {"Resource": QUEUE}, QUEUE.upper(), False),
    (RESOURCE, {"Resource": QUEUE.replace("connect", "Connect")}, QUEUE, False),
    (RESOURCE, {"Resource": QUEUE}, f"{QUEUE}1", False),
    (RESOURCE, {"Resource": "*"}, QUEUE, True),
    (RESOURCE, {"Resource": ANY_QUEUE}, QUEUE, True),
    (RESOURCE, {"Resource": ANY_QUEUE}, f"{INSTANCE}/queue/agent/u1", True),
    (RESOURCE, {"Resource": ANY_QUEUE}, f"{INSTANCE}/contact-flow/f1", False),
    (RESOURCE, {"Resource": ANY_QUEUE}, f"{INSTANCE}/queue/", True),
    (RESOURCE, {"Resource": f"{INSTANCE}*"}, QUEUE, True),
    (RESOURCE, {"Resource": f"{INSTANCE}*"}, NUMBER, False),
    (RESOURCE, {"Resource": "arn:aws:connect:*:*:instance/*/queue/q?"}, QUEUE, True),
    (RESOURCE, {"Resource": "arn:aws:connect:*:*:instance/*/queue/q??"}, QUEUE, False),
    (RESOURCE, {"Resource": "arn:aws:connect:*queue*"}, QUEUE, True),
    (RESOURCE, {"Resource": "arn:aws:connect:us-????-?:*:*/queue/*"}, QUEUE, True),
    (RESOURCE, {"Resource": [f"{INSTANCE}/queue/q9", QUEUE]}, QUEUE, True),
    (RESOURCE, {"Resource": "arn:*:connect:*:*:instance/1111/queue/q1"}, QUEUE, True),
    ("Service Authorization Reference: wildcard-queue", {"Resource": ANY_QUEUE}, ANY_QUEUE, True),
    ("Service Authorization Reference: wildcard-queue", {"Resource": QUEUE}, ANY_QUEUE, False),
    (NOT_RESOURCE, {"NotResource": QUEUE}, QUEUE, False),
    (NOT_RESOURCE, {"NotResource": QUEUE}, f"{INSTANCE}/queue/q2", True),
    (NOT_RESOURCE, {"NotResource": [ANY_QUEUE, "arn:aws:iam::*:user/*"]}, QUEUE, False),
    (NOT_RESOURCE, {"NotResource": [ANY_QUEUE, "arn:aws:iam::*:user/*"]}, INSTANCE, True),
    (VARIABLES, {"Resource": "arn:aws:iam::123456789012:user/${aws:username}"}, ANA, True),
    (VARIABLES, {"Resource": "arn:aws:iam::*:user/${aws:username}"}, ANA, True),
    (VARIABLES, {"Resource": "arn:aws:iam::*:user/${aws:username}"}, f"{ANA}s", False),
    (VARIABLES, {"Resource": "arn:aws:iam::*:user/${aws:username}*"}, f"{ANA}s", True),
    (VARIABLES, {"Resource": "arn:aws:iam::*:user/an?${aws:absent, ''}"}, ANA, True),
    (VARIABLES, {"Resource": "arn:aws:iam::*:user/${aws:username, 'bob'}"}, ANA, True),
    (VARIABLES, {"Resource": "arn:aws:iam::*:user/${aws:absent, 'ana'}"}, ANA, True),
    (VARIABLES, {"Resource": "arn:aws:iam::*:user/${aws:absent}"}, ANA, False),
    (VARIABLES, {"Resource": "arn:aws:iam::*:user/*${aws:absent}"}, ANA, False),
    (VARIABLES, {"Resource": ["arn:aws:iam::*:user/${aws:absent}", ANA]}, ANA, True),
    (VARIABLES, {"NotResource": "arn:aws:iam::*:user/${aws:username}"}, ANA, False),
    (VARIABLES, {"NotResource": "arn:aws:iam::*:user/${aws:absent}"}, ANA, True),
    (VARIABLES, {"Resource": "arn:aws:iam::*:user/${*}"}, "arn:aws:iam::1:user/*", True),
    (VARIABLES, {"Resource": "arn:aws:iam::*:user/${*}"}, ANA, False),
    (VARIABLES, {"Resource": "arn:aws:connect:*:${aws:PrincipalAccount}:instance/*"}, QUEUE, False),
    (INFERRED, {"Resource": "arn:aws:iam::*:user/${aws:star}"}, ANA, False),
    (INFERRED, {"Resource": "arn:aws:iam::*:user/${aws:star}"}, "arn:aws:iam::1:user/*", True),
    (INFERRED, {"Resource": "arn:aws:iam::*:user/${aws:dots}"}, "arn:aws:iam::1:user/a.b", True),
    (INFERRED, {"Resource": "arn:aws:iam::*:user/${aws:dots}"}, "arn:aws:iam::1:user/axb", False),
]  # fmt: skip


@pytest.mark.parametrize(("source", "elements", "arn", "expected"), RESOURCES)
def test_a_statement_is_about_its_resources(
    source: str, elements: dict[str, Any], arn: str, *, expected: bool
) -> None:
    keys = {
        "aws:username": "ana",
        "aws:star": "*",
        "aws:dots": "a.b",
        "aws:PrincipalAccount": "123456789012",
    }
    layers = Layers(identity=[policy(statement(**elements))])

    assert decide(layers, request(**keys), resources(arn)).allowed is expected, source


@pytest.mark.parametrize(
    ("source", "version", "arn", "expected"),
    [
        (VERSIONS, "2012-10-17", "arn:aws:iam::1:user/ana", True),
        (VERSIONS, "2012-10-17", "arn:aws:iam::1:user/${aws:username}", False),
        (VERSIONS, "2008-10-17", "arn:aws:iam::1:user/ana", False),
        (VERSIONS, "2008-10-17", "arn:aws:iam::1:user/${aws:username}", True),
    ],
)
def test_variables_are_plain_text_in_the_old_version(
    source: str, version: str, arn: str, *, expected: bool
) -> None:
    resource = "arn:aws:iam::1:user/${aws:username}"
    text = document(statement(Resource=resource), version=version)
    layers = Layers(identity=[parse(text, "session")])

    keys = {"aws:username": "ana"}
    assert decide(layers, request(**keys), resources(arn)).allowed is expected, source


def test_a_policy_without_a_version_has_the_old_one() -> None:
    text = '{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}'

    assert parse(text, "session").version == "2008-10-17"


def test_a_policy_names_the_keys_that_it_looks_at() -> None:
    looked_at = policy(
        statement(
            Resource="arn:aws:iam::*:user/${aws:UserName}",
            Condition={"StringEquals": {"aws:ResourceTag/Team": "${aws:PrincipalTag/Team, 'x'}"}},
        )
    )

    assert looked_at.keys == {"aws:username", "aws:resourcetag/team", "aws:principaltag/team"}


def test_statements_know_where_they_stand_in_their_document() -> None:
    text = """{
  "Version": "2012-10-17",
  "Id": "x",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow", "Action": "connect:*", "Resource": "*"
    }, { "Effect": "Deny",
         "Action": "*", "Resource": "*" } ]
}
"""

    statements = parse(text, "identity").statements

    assert [
        (found.sid, found.index, found.effect, found.line, found.span.column)
        for found in statements
    ] == [("Read", 0, "Allow", 5, 5), ("", 1, "Deny", 8, 8)]
    assert [(found.span.end_line, found.span.end_column) for found in statements] == [
        (8, 6),
        (9, 42),
    ]


def test_the_place_of_a_lone_statement_is_found_too() -> None:
    text = '{"Statement":\n {"Effect":"Allow","Action":"*","Resource":"*"},"Version":"2012-10-17"}'

    assert [found.line for found in parse(text, "identity").statements] == [2]


def test_a_pattern_of_many_wildcards_is_matched_at_once() -> None:
    pattern = "arn:aws:connect:" + "*a" * 200 + "b"
    asked = policy(statement(Resource=[pattern, "arn:aws:iam::1:user/" + "*a" * 200 + "${aws:b}"]))
    arn = "arn:aws:connect:" + "a" * 2000

    assert not asked.allows[0].applies(arn, Keys({"aws:b": "b"}))
