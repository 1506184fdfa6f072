"""Who may assume a role: the trust policy, the caller's own policies, and conditions."""

from collections.abc import Callable
from typing import Any

import pytest

from callers_desk import (
    CHECKED,
    OTHER_ROOT,
    Who,
    allow,
    assume,
    deny,
    new_role,
    new_user,
    policy,
    refusal,
    root,
)
from conftest import ACCOUNT
from outdial.serve.inprocess import Local

OTHER = OTHER_ROOT.account
ANN = f"arn:aws:iam::{ACCOUNT}:user/ann"
BOB = f"arn:aws:iam::{OTHER}:user/bob"
MAY = allow("sts:AssumeRole")
MUST_NOT = deny("sts:AssumeRole")


@pytest.fixture(autouse=True)
def enforced(outdial: Local, choose: Callable[..., None]) -> Local:
    choose(auth="enforced", **CHECKED)
    return outdial


def may_assume(who: Who, role: str, **more: Any) -> bool:
    """Tell whether somebody may assume a role; if not, the refusal is as it should be."""
    try:
        assume(who, role, **more)
    except who.sts.exceptions.ClientError:
        status, code, text = refusal(assume, who=who, role_arn=role, **more)
        assert (status, code) == (403, "AccessDenied")
        assert text.startswith(f"User: {who.arn} is not authorized to perform: sts:")
        assert text.endswith(f" on resource: {role}")
        return False
    return True


def trust(**more: Any) -> dict[str, Any]:
    """Write a statement of a trust policy, about everyone unless it says otherwise."""
    return {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", **more}


@pytest.mark.parametrize(
    ("trusted", "own", "outcome"),
    [
        (ANN, [], True),
        (ANN, [MUST_NOT], False),
        (ACCOUNT, [], False),
        (f"arn:aws:iam::{ACCOUNT}:root", [MAY], True),
        (ACCOUNT, [MAY, MUST_NOT], False),
        ("*", [], True),
        (OTHER, [MAY], False),
        (BOB, [MAY], False),
    ],
)
def test_in_its_own_account_whom_a_role_names_needs_no_policy(
    *, trusted: str, own: list[dict[str, Any]], outcome: bool
) -> None:
    ann = new_user("ann", *own)
    new_user("bob", by=root(OTHER_ROOT))

    assert may_assume(ann, new_role("role", {"AWS": trusted})) is outcome


@pytest.mark.parametrize(
    ("trusted", "own", "outcome"),
    [
        (BOB, [], False),
        (BOB, [MAY], True),
        (OTHER, [], False),
        (OTHER, [MAY], True),
        ("*", [], False),
        ("*", [MAY], True),
        (ACCOUNT, [MAY], False),
    ],
)
def test_in_another_account_nobody_goes_without_a_policy(
    *, trusted: str, own: list[dict[str, Any]], outcome: bool
) -> None:
    bob = new_user("bob", *own, by=root(OTHER_ROOT))

    assert may_assume(bob, new_role("role", {"AWS": trusted})) is outcome


def test_a_boundary_does_not_limit_a_user_whom_the_role_names() -> None:
    ann, iam = new_user("ann", MAY), root().iam
    by_name, by_account = new_role("one", {"AWS": ANN}), new_role("two", {"AWS": ACCOUNT})
    arn = iam.create_policy(PolicyName="b", PolicyDocument=policy(allow("iam:*")))["Policy"]["Arn"]
    iam.put_user_permissions_boundary(UserName="ann", PermissionsBoundary=arn)

    assert (may_assume(ann, by_name), may_assume(ann, by_account)) == (True, False)
    iam.create_policy_version(PolicyArn=arn, PolicyDocument=policy(MUST_NOT), SetAsDefault=True)
    assert not may_assume(ann, by_name)


def test_session_policies_and_those_of_accounts_limit_in_any_case(
    choose: Callable[..., None],
) -> None:
    ann, first = new_user("ann"), new_role("first", {"AWS": ANN})
    second = new_role("second", {"AWS": first})
    narrow = assume(ann, first, Policy=policy(allow("connect:*")))

    assert may_assume(assume(ann, first), second)
    assert not may_assume(narrow, second)
    choose(scps={ACCOUNT: (policy(allow("connect:*")),)})
    assert not may_assume(ann, first)


def test_the_trust_policy_is_asked_as_it_is_now() -> None:
    ann, role, iam = new_user("ann"), new_role("role", {"AWS": ANN}), root().iam

    assert may_assume(ann, role)
    iam.update_assume_role_policy(
        RoleName="role", PolicyDocument=policy(trust(), trust(Effect="Deny"))
    )
    assert not may_assume(ann, role)


@pytest.mark.parametrize(
    ("condition", "members", "outcome"),
    [
        ({"StringEquals": {"sts:ExternalId": "42"}}, {}, False),
        ({"StringEquals": {"sts:ExternalId": "42"}}, {"ExternalId": "42"}, True),
        ({"StringEquals": {"sts:ExternalId": "42"}}, {"ExternalId": "43"}, False),
        ({"StringEquals": {"sts:RoleSessionName": "${aws:username}"}}, {"name": "ann"}, True),
        ({"StringEquals": {"sts:RoleSessionName": "${aws:username}"}}, {"name": "bob"}, False),
        ({"Bool": {"aws:MultiFactorAuthPresent": "true"}}, {}, False),
        ({"StringEquals": {"iam:ResourceTag/open": "yes"}}, {}, True),
        ({"StringEquals": {"aws:ResourceTag/open": "no"}}, {}, False),
        ({"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}}, {}, True),
        ({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, {}, False),
        ({"ArnEquals": {"aws:PrincipalArn": ANN}}, {}, True),
        ({"DateLessThan": {"aws:CurrentTime": "2026-01-01T00:00:01Z"}}, {}, True),
    ],
)
def test_conditions_of_a_trust_policy_hold(
    *, condition: dict[str, Any], members: dict[str, Any], outcome: bool
) -> None:
    ann = new_user("ann")
    role = new_role("role", trust(Condition=condition), Tags=[{"Key": "open", "Value": "yes"}])

    assert may_assume(ann, role, **members) is outcome


def test_tags_and_source_identities_have_to_be_allowed_too() -> None:
    ann = new_user("ann")
    plain = new_role("plain", trust())
    tagging = new_role("tagging", trust(Action=["sts:AssumeRole", "sts:TagSession"]))
    naming = new_role("naming", trust(Action=["sts:AssumeRole", "sts:SetSourceIdentity"]))
    tags, source = {"Tags": [{"Key": "team", "Value": "voice"}]}, {"SourceIdentity": "ann"}

    allowed = [
        (may_assume(ann, role, **tags), may_assume(ann, role, **source))
        for role in (plain, tagging, naming)
    ]

    assert allowed == [(False, False), (True, False), (False, True)]
    assert refusal(assume, who=ann, role_arn=plain, **tags)[2] == (
        f"User: {ANN} is not authorized to perform: sts:TagSession on resource: {plain}"
    )


def test_which_tags_may_be_passed_is_for_the_role_to_say() -> None:
    ann = new_user("ann")
    only_voice = {
        "StringEquals": {"aws:RequestTag/team": "voice"},
        "ForAllValues:StringEquals": {"aws:TagKeys": ["team"]},
    }
    role = new_role(
        "role", trust(Action=["sts:AssumeRole", "sts:TagSession"], Condition=only_voice)
    )

    def may(*pairs: tuple[str, str]) -> bool:
        return may_assume(ann, role, Tags=[{"Key": key, "Value": value} for key, value in pairs])

    assert may(("team", "voice"))
    assert not may(("team", "chat"))
    assert not may(("team", "voice"), ("admin", "yes"))
