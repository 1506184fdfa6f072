"""Policies, enforced: those of users, groups, roles, sessions, boundaries and accounts."""

import logging
from collections.abc import Callable
from typing import Any

import pytest

from callers_desk import (
    CHECKED,
    Who,
    allow,
    assume,
    deny,
    holder,
    new_role,
    new_user,
    policy,
    refusal,
    root,
)
from conftest import ACCOUNT
from outdial.serve.inprocess import Local

LIST = allow("connect:ListInstances")
ADMINISTRATOR = {"arn": "arn:aws:iam::aws:policy/AdministratorAccess"}
BOB = f"arn:aws:iam::{ACCOUNT}:user/bob"


@pytest.fixture(autouse=True)
def enforced(outdial: Local, choose: Callable[..., None]) -> Local:
    choose(auth="enforced", **CHECKED)
    return outdial


def denied(who: Who) -> tuple[int, str, str]:
    """Expect how Connect refuses somebody to list instances."""
    text = f"User: {who.arn} is not authorized to perform: connect:ListInstances on resource: *"
    return 403, "AccessDeniedException", text


def may_list(who: Who) -> bool:
    """Tell whether somebody may list instances; if not, the refusal is as it should be."""
    try:
        who.connect.list_instances()
    except who.connect.exceptions.ClientError:
        assert refusal(who.connect.list_instances) == denied(who)
        return False
    return True


def test_the_root_may_do_everything() -> None:
    assert may_list(root())
    assert root().iam.list_users()["Users"] == []


def test_a_policy_holds_from_the_next_request_on() -> None:
    bob, iam = new_user("bob"), root().iam

    assert not may_list(bob)
    iam.put_user_policy(UserName="bob", PolicyName="own", PolicyDocument=policy(LIST))
    assert may_list(bob)
    iam.put_user_policy(
        UserName="bob", PolicyName="own", PolicyDocument=policy(LIST, deny("connect:*"))
    )
    assert not may_list(bob)
    iam.delete_user_policy(UserName="bob", PolicyName="own")
    assert not may_list(bob)


def test_a_new_default_version_of_a_managed_policy_holds_from_the_next_request_on() -> None:
    bob, iam = new_user("bob"), root().iam
    arn = iam.create_policy(PolicyName="p", PolicyDocument=policy(LIST))["Policy"]["Arn"]
    iam.attach_user_policy(UserName="bob", PolicyArn=arn)

    assert may_list(bob)
    iam.create_policy_version(
        PolicyArn=arn, PolicyDocument=policy(deny("connect:*")), SetAsDefault=True
    )
    assert not may_list(bob)
    iam.set_default_policy_version(PolicyArn=arn, VersionId="v1")
    assert may_list(bob)
    iam.detach_user_policy(UserName="bob", PolicyArn=arn)
    assert not may_list(bob)


def test_a_user_has_the_policies_of_the_groups() -> None:
    bob, iam = new_user("bob"), root().iam
    iam.create_group(GroupName="listers")
    iam.attach_group_policy(
        GroupName="listers", PolicyArn="arn:aws:iam::aws:policy/AmazonConnectReadOnlyAccess"
    )

    assert not may_list(bob)
    iam.add_user_to_group(GroupName="listers", UserName="bob")
    assert may_list(bob)
    iam.put_group_policy(
        GroupName="listers", PolicyName="no", PolicyDocument=policy(deny("connect:*"))
    )
    assert not may_list(bob)
    iam.remove_user_from_group(GroupName="listers", UserName="bob")
    assert not may_list(bob)


def test_a_boundary_limits_a_user() -> None:
    bob, iam = new_user("bob", allow("*")), root().iam
    narrow = iam.create_policy(PolicyName="narrow", PolicyDocument=policy(allow("iam:*")))
    iam.put_user_permissions_boundary(UserName="bob", PermissionsBoundary=narrow["Policy"]["Arn"])

    assert not may_list(bob)
    assert [user["UserName"] for user in bob.iam.list_users()["Users"]] == ["bob"]


def test_a_session_of_a_role_may_do_what_the_role_may() -> None:
    bob = new_user("bob")
    session = assume(bob, new_role("lister", {"AWS": BOB}, LIST))

    assert may_list(session)
    text = (
        f"User: arn:aws:sts::{ACCOUNT}:assumed-role/lister/session is not authorized to perform:"
        f" iam:ListUsers on resource: arn:aws:iam::{ACCOUNT}:user/ because no identity-based"
        " policy allows the iam:ListUsers action"
    )
    assert refusal(session.iam.list_users) == (403, "AccessDenied", text)


def test_a_session_whose_role_is_gone_may_do_nothing_even_if_another_has_its_name() -> None:
    bob, iam = new_user("bob"), root().iam
    session = assume(bob, new_role("lister", {"AWS": BOB}, LIST))
    iam.delete_role_policy(RoleName="lister", PolicyName="own")
    iam.delete_role(RoleName="lister")
    new_role("lister", {"AWS": BOB}, LIST)

    assert not may_list(session)


def test_session_policies_limit_a_session_of_a_role() -> None:
    bob, role = new_user("bob"), new_role("admin", {"AWS": BOB}, allow("*"))

    lister = assume(bob, role, Policy=policy(LIST))
    administrator = assume(bob, role, PolicyArns=[ADMINISTRATOR])
    both = assume(bob, role, Policy=policy(allow("sts:*")), PolicyArns=[ADMINISTRATOR])
    other = assume(bob, role, Policy=policy(allow("iam:*")))

    assert [may_list(who) for who in (lister, administrator, both, other)] == [
        True,
        True,
        True,
        False,
    ]


def test_a_session_policy_gives_nothing_that_the_role_has_not() -> None:
    bob, role = new_user("bob"), new_role("nothing", {"AWS": BOB})

    assert not may_list(assume(bob, role, PolicyArns=[ADMINISTRATOR]))


def test_a_session_of_a_user_may_do_what_the_user_may() -> None:
    bob = new_user("bob", LIST)

    assert may_list(holder(bob.sts.get_session_token()["Credentials"]))


def federated(who: Who, **more: Any) -> Who:
    return holder(who.sts.get_federation_token(Name="guest", **more)["Credentials"])


def test_a_federated_user_may_do_what_both_the_user_and_the_session_may() -> None:
    bob = new_user("bob", LIST, allow("sts:GetFederationToken"))

    assert may_list(federated(bob, PolicyArns=[ADMINISTRATOR]))
    assert may_list(federated(bob, Policy=policy(LIST)))
    assert not may_list(federated(bob, Policy=policy(allow("iam:*"))))
    assert not may_list(federated(bob))


def test_whom_the_root_vouches_for_may_do_what_the_session_may() -> None:
    assert may_list(federated(root(), Policy=policy(LIST)))
    assert not may_list(federated(root()))


def test_service_control_policies_limit_even_the_root(choose: Callable[..., None]) -> None:
    everything = policy(allow("*"))
    no_connect = policy(allow("*"), deny("connect:*"))
    bob = new_user("bob", LIST)

    choose(scps={"*": (everything,), "111111111111": (no_connect,)})
    assert (may_list(root()), may_list(bob)) == (True, True)
    choose(scps={"*": (everything,), ACCOUNT: (no_connect,)})
    assert (may_list(root()), may_list(bob)) == (False, False)
    choose(scps={"*": (policy(allow("iam:*")),), ACCOUNT: (everything,)})
    assert (may_list(root()), may_list(bob)) == (False, False)


def test_conditions_see_who_calls_and_how() -> None:
    tag = {"StringEquals": {"aws:PrincipalTag/team": "voice", "aws:SourceIp": "127.0.0.1"}}
    bob, iam = new_user("bob", LIST | {"Condition": tag}), root().iam

    assert not may_list(bob)
    iam.tag_user(UserName="bob", Tags=[{"Key": "team", "Value": "voice"}])
    assert may_list(bob)


def test_a_refused_call_is_logged_with_its_reason(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="outdial")
    bob = new_user("bob")

    assert refusal(bob.connect.list_instances)[1] == "AccessDeniedException"

    assert BOB in caplog.text
    assert "connect:ListInstances" in caplog.text
    assert bob.secret not in caplog.text


def test_who_may_not_call_is_not_told_what_is_wrong_with_the_input() -> None:
    bob = new_user("bob")

    status, code, text = refusal(
        bob.connect.update_queue_name, InstanceId="i" * 101, QueueId="q", Name="x"
    )

    assert (status, code) == (403, "AccessDeniedException")
    assert "connect:UpdateQueueName" in text


def test_signatures_alone_do_not_ask_policies(choose: Callable[..., None]) -> None:
    choose(auth="signed")

    assert may_list(new_user("bob", deny("*")))
