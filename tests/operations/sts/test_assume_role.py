"""What a session of a role is, and how long it lasts."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from callers_desk import (
    CHECKED,
    OTHER_ROOT,
    Who,
    allow,
    assume,
    new_role,
    new_user,
    policy,
    refusal,
    root,
)
from conftest import ACCOUNT
from iam_desk import plain
from outdial.serve.inprocess import Local

START = datetime(2026, 1, 1, tzinfo=UTC)
ANN = f"arn:aws:iam::{ACCOUNT}:user/ann"
SESSION: dict[str, Any] = {"RoleSessionName": "session"}


@pytest.fixture(autouse=True)
def enforced(outdial: Local, choose: Callable[..., None]) -> Local:
    choose(auth="enforced", **CHECKED)
    return outdial


@pytest.fixture
def ann() -> Who:
    return new_user("ann")


@pytest.fixture
def role(ann: Who) -> str:  # noqa: ARG001 whom it trusts has to be there
    """A role that Ann may assume, for two hours at most."""
    return new_role("clerk", {"AWS": ANN}, MaxSessionDuration=7200, Path="/office/")


def test_gives_temporary_credentials_of_the_role(ann: Who, role: str) -> None:
    role_id = root().iam.get_role(RoleName="clerk")["Role"]["RoleId"]

    answer = ann.sts.assume_role(RoleArn=role, RoleSessionName="ann@work")

    assert plain(answer) == {
        "Credentials": {
            "AccessKeyId": "ASIAIAAIAAAAAAAAAAAE",
            "SecretAccessKey": "secret0000000000000000000000000000000004",
            "SessionToken": "IQoJb3JpZ2luX2Vj"
            "secret0000000000000000000000000000000002"
            "secret0000000000000000000000000000000003",
            "Expiration": START + timedelta(hours=1),
        },
        "AssumedRoleUser": {
            "AssumedRoleId": f"{role_id}:ann@work",
            "Arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/clerk/ann@work",
        },
    }


def test_tells_how_much_of_the_token_policies_and_tags_take(ann: Who, role: str) -> None:
    answer = ann.sts.assume_role(
        RoleArn=role,
        **SESSION,
        Policy=policy(allow("connect:*")),
        Tags=[{"Key": "team", "Value": "voice"}],
    )

    assert answer["PackedPolicySize"] == 6


def test_too_much_does_not_fit_into_the_token(ann: Who, role: str) -> None:
    tags = [{"Key": f"key{at}", "Value": sha256(b"%d" % at).hexdigest() * 2} for at in range(50)]

    status, code, text = refusal(ann.sts.assume_role, RoleArn=role, **SESSION, Tags=tags)

    assert (status, code) == (400, "PackedPolicyTooLarge")
    assert text.endswith("of allotted space, please use smaller policy.")


@pytest.mark.parametrize(("asked", "seconds"), [({}, 3600), ({"DurationSeconds": 7200}, 7200)])
def test_lasts_an_hour_unless_asked_otherwise(
    ann: Who, role: str, asked: dict[str, Any], seconds: int
) -> None:
    answer = ann.sts.assume_role(RoleArn=role, **SESSION, **asked)

    assert answer["Credentials"]["Expiration"] - START == timedelta(seconds=seconds)


def test_lasts_no_longer_than_the_role_allows(ann: Who, role: str) -> None:
    assert refusal(ann.sts.assume_role, RoleArn=role, **SESSION, DurationSeconds=7201) == (
        400,
        "ValidationError",
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    )


def test_a_chain_of_roles_lasts_an_hour_at_most(ann: Who, role: str) -> None:
    clerk = assume(ann, role)
    second = new_role(
        "second",
        {"AWS": f"arn:aws:sts::{ACCOUNT}:assumed-role/clerk/session"},
        MaxSessionDuration=7200,
    )

    assert assume(clerk, second).arn == f"arn:aws:sts::{ACCOUNT}:assumed-role/second/session"
    text = (
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
        " chaining."
    )
    assert refusal(clerk.sts.assume_role, RoleArn=second, **SESSION, DurationSeconds=3601) == (
        400,
        "ValidationError",
        text,
    )


def test_a_role_of_another_account_acts_there() -> None:
    bob = new_user("bob", allow("sts:AssumeRole"), by=root(OTHER_ROOT))
    role = new_role("clerk", {"AWS": "arn:aws:iam::210987654321:user/bob"}, allow("connect:*"))
    here = root().connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="acme",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )

    clerk = assume(bob, role)

    assert clerk.sts.get_caller_identity()["Account"] == ACCOUNT
    listed = clerk.connect.list_instances()["InstanceSummaryList"]
    assert [instance["Id"] for instance in listed] == [here["Id"]]


def test_the_role_tells_when_it_was_used_last(enforced: Local, ann: Who, role: str) -> None:
    enforced.clock.advance(hours=5)
    assume(ann, role)

    shown = root().iam.get_role(RoleName="clerk")["Role"]

    assert shown["RoleLastUsed"] == {
        "LastUsedDate": START + timedelta(hours=5),
        "Region": "us-east-1",
    }


def test_roots_assume_no_roles(role: str) -> None:
    assert refusal(root().sts.assume_role, RoleArn=role, **SESSION) == (
        403,
        "AccessDenied",
        "Roles may not be assumed by root accounts.",
    )


def test_a_role_that_is_not_there_is_as_one_that_is_not_to_be_had(ann: Who, role: str) -> None:
    closed = new_role("closed", {"AWS": f"arn:aws:iam::{ACCOUNT}:role/office/clerk"})

    for arn in (role + "s", closed, role.replace("/office", ""), role.replace(ACCOUNT, "1" * 12)):
        assert refusal(ann.sts.assume_role, RoleArn=arn, **SESSION) == (
            403,
            "AccessDenied",
            f"User: {ANN} is not authorized to perform: sts:AssumeRole on resource: {arn}",
        )


@pytest.mark.parametrize("arn", ["role/clerk/is/no/arn/at/all", f"{ANN}s/and/no/role"])
def test_what_is_no_arn_of_a_role_is_invalid(ann: Who, arn: str) -> None:
    assert refusal(ann.sts.assume_role, RoleArn=arn, **SESSION) == (
        400,
        "ValidationError",
        f"{arn} is invalid",
    )


def test_there_are_no_devices(ann: Who, role: str) -> None:
    device = {"SerialNumber": f"arn:aws:iam::{ACCOUNT}:mfa/ann", "TokenCode": "123456"}

    refused = refusal(ann.sts.assume_role, RoleArn=role, **SESSION, **device)

    assert refused[:2] == (403, "AccessDenied")


@pytest.mark.parametrize("auth", ["off", "signed"])
def test_without_enforcement_the_trust_policy_is_not_asked(
    choose: Callable[..., None], auth: str
) -> None:
    bob = new_user("bob")
    role = new_role("closed", {"AWS": f"arn:aws:iam::{ACCOUNT}:user/bob"}, allow("*"))
    root().iam.update_assume_role_policy(
        RoleName="closed",
        PolicyDocument=policy(
            {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
        ),
    )
    choose(auth=auth)

    assert assume(bob, role).arn == f"arn:aws:sts::{ACCOUNT}:assumed-role/closed/session"


def test_while_identities_are_not_checked_any_key_assumes_roles(
    choose: Callable[..., None],
) -> None:
    role = new_role("open", {"AWS": ACCOUNT})
    choose(auth="off")

    assert assume(Who("any", "key"), role).arn.endswith(":assumed-role/open/session")
