"""Tags of sessions, and what goes on through a chain of roles."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from callers_desk import CHECKED, Who, allow, assume, new_role, new_user, refusal
from conftest import ACCOUNT
from outdial.serve.inprocess import Local

EVERYONE = {
    "Effect": "Allow",
    "Principal": {"AWS": "*"},
    "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
}


@pytest.fixture(autouse=True)
def enforced(outdial: Local, choose: Callable[..., None]) -> Local:
    choose(auth="enforced", **CHECKED)
    return outdial


@pytest.fixture
def ann() -> Who:
    return new_user("ann")


def tags(**pairs: str) -> Sequence[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in pairs.items()]


def role_for(name: str, key: str, value: str, **more: Any) -> str:
    """Make a role whose sessions may list instances if a condition key has a value."""
    condition = {"StringEquals": {key: value}}
    return new_role(name, EVERYONE, allow("connect:ListInstances", Condition=condition), **more)


def may_list(who: Who) -> bool:
    try:
        who.connect.list_instances()
    except who.connect.exceptions.AccessDeniedException:
        return False
    return True


def test_a_session_has_the_role_s_tags_and_its_own_before_them(ann: Who) -> None:
    role = role_for("role", "aws:PrincipalTag/team", "voice", Tags=tags(Team="voice"))

    assert may_list(assume(ann, role))
    assert may_list(assume(ann, role, Tags=tags(other="x")))
    assert not may_list(assume(ann, role, Tags=tags(TEAM="chat")))


def test_transitive_tags_go_on_and_others_do_not(ann: Who) -> None:
    first = new_role("first", EVERYONE)
    second = role_for("second", "aws:PrincipalTag/team", "voice")
    third = role_for("third", "aws:PrincipalTag/team", "voice")

    going = assume(ann, first, Tags=tags(team="voice"), TransitiveTagKeys=["TEAM"])
    staying = assume(ann, first, Tags=tags(team="voice"))

    assert may_list(assume(going, second))
    assert may_list(assume(assume(going, second), third))
    assert not may_list(assume(staying, second))


def test_inherited_tags_cannot_be_set_again(ann: Who) -> None:
    role = new_role("role", EVERYONE)
    session = assume(ann, role, Tags=tags(team="voice"), TransitiveTagKeys=["team"])

    refused = refusal(assume, who=session, role_arn=role, Tags=tags(Team="chat"))

    assert refused == (400, "ValidationError", "The tag Team is inherited and cannot be set again")


def test_a_source_identity_stays_through_a_chain(ann: Who) -> None:
    first = new_role("first", EVERYONE)
    second = role_for("second", "aws:SourceIdentity", "ann")
    session = assume(ann, first, SourceIdentity="ann")

    answer = session.sts.assume_role(RoleArn=second, RoleSessionName="second")

    assert answer["SourceIdentity"] == "ann"
    assert may_list(assume(session, second))
    assert may_list(assume(session, second, SourceIdentity="ann"))
    assert refusal(assume, who=session, role_arn=second, SourceIdentity="bob") == (
        400,
        "ValidationError",
        "The source identity is ann already and cannot be changed",
    )


@pytest.mark.parametrize(
    ("members", "text"),
    [
        (
            {"Tags": tags(team="voice", TEAM="chat")},
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
        ),
        ({"Tags": tags(**{"AWS:team": "voice"})}, "A tag key must not begin with aws:"),
        (
            {"Tags": tags(team="voice"), "TransitiveTagKeys": ["other"]},
            "TransitiveTagKeys names a key that is not among the Tags",
        ),
        ({"SourceIdentity": "AWS:ann"}, "A source identity must not begin with aws:"),
    ],
)
def test_what_makes_no_session_is_refused(ann: Who, members: dict[str, Any], text: str) -> None:
    role = new_role("role", EVERYONE)

    refused = refusal(assume, who=ann, role_arn=role, **members)

    assert refused[:2] == (400, "ValidationError")
    assert text in refused[2] or "sourceIdentity" in refused[2]


def test_conditions_tell_a_session_from_lasting_keys(ann: Who) -> None:
    by_date = role_for("role", "aws:TokenIssueTime", "2026-01-01T00:00:00Z")
    by_kind = role_for("other", "aws:PrincipalType", "AssumedRole")
    by_id = new_role("third", EVERYONE)

    assert may_list(assume(ann, by_date))
    assert may_list(assume(ann, by_kind))
    assert not may_list(assume(ann, by_id))
    assert assume(ann, by_id).arn == f"arn:aws:sts::{ACCOUNT}:assumed-role/third/session"
