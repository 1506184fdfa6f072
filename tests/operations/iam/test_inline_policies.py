"""Policies that stand in users, groups and roles themselves."""

import json
from typing import TYPE_CHECKING

import pytest

from iam_desk import ALLOW, DENY, NO_POLICY, large, plain
from identity_kinds import Kind
from number_desk import refusal

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

LIMITS = {"User": 2048, "Group": 5120, "Role": 10240}


@pytest.fixture(params=["User", "Group", "Role"])
def kind(request: pytest.FixtureRequest, iam: "IAMClient") -> Kind:
    """Give each kind of identities."""
    return Kind(request.param, iam)


def names(kind: Kind) -> list[str]:
    listed: list[str] = kind.operation("List{}Policies")()["PolicyNames"]
    return listed


def test_puts_a_policy_and_shows_it_as_it_was_sent(kind: Kind) -> None:
    kind.create()

    kind.operation("Put{}Policy")(PolicyName="all", PolicyDocument=ALLOW)

    assert plain(kind.operation("Get{}Policy")(PolicyName="all")) == {
        f"{kind.name}Name": "ann",
        "PolicyName": "all",
        "PolicyDocument": json.loads(ALLOW),
    }


def test_replaces_a_policy_of_the_same_name(kind: Kind) -> None:
    kind.create()
    put = kind.operation("Put{}Policy")
    put(PolicyName="all", PolicyDocument=ALLOW)

    put(PolicyName="all", PolicyDocument=DENY)

    shown = kind.operation("Get{}Policy")(PolicyName="all")["PolicyDocument"]
    assert (shown, names(kind)) == (json.loads(DENY), ["all"])


def test_lists_names_in_order_and_in_pages(kind: Kind) -> None:
    kind.create()
    for name in ("write", "read", "call"):
        kind.operation("Put{}Policy")(PolicyName=name, PolicyDocument=ALLOW)
    list_policies = kind.operation("List{}Policies")

    first = list_policies(MaxItems=2)
    second = list_policies(Marker=first["Marker"])

    assert (first["PolicyNames"], second["PolicyNames"]) == (["call", "read"], ["write"])
    assert (first["IsTruncated"], second["IsTruncated"]) == (True, False)


def test_deletes_a_policy(kind: Kind) -> None:
    kind.create()
    for name in ("read", "call"):
        kind.operation("Put{}Policy")(PolicyName=name, PolicyDocument=ALLOW)

    kind.operation("Delete{}Policy")(PolicyName="read")

    gone = (
        "NoSuchEntity",
        f"The {kind.name.lower()} policy with name read cannot be found.",
    )
    assert names(kind) == ["call"]
    assert refusal(kind.operation("Delete{}Policy"), PolicyName="read") == gone
    assert refusal(kind.operation("Get{}Policy"), PolicyName="read") == gone


def test_all_policies_together_have_a_limit(kind: Kind) -> None:
    kind.create()
    put, limit = kind.operation("Put{}Policy"), LIMITS[kind.name]
    put(PolicyName="read", PolicyDocument=large(limit - 100))

    put(PolicyName="call", PolicyDocument=large(100))

    assert refusal(put, PolicyName="call", PolicyDocument=large(101)) == (
        "LimitExceeded",
        f"Maximum policy size of {limit} bytes exceeded for {kind.name.lower()} ann",
    )


def test_refuses_a_document_that_is_none(kind: Kind) -> None:
    kind.create()

    code, text = refusal(kind.operation("Put{}Policy"), PolicyName="all", PolicyDocument=NO_POLICY)

    assert code == "MalformedPolicyDocument"
    assert text.startswith("Syntax errors in policy.")
    assert names(kind) == []


def test_refuses_identities_that_are_not_there(kind: Kind) -> None:
    assert (
        refusal(kind.operation("Put{}Policy"), PolicyName="all", PolicyDocument=ALLOW) == kind.gone
    )
    for pattern in ("Get{}Policy", "Delete{}Policy"):
        assert refusal(kind.operation(pattern), PolicyName="all") == kind.gone
    assert refusal(kind.operation("List{}Policies")) == kind.gone
