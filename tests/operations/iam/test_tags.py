"""Tags of users, roles and managed policies."""

from typing import TYPE_CHECKING, Any

import pytest

from conftest import ACCOUNT
from iam_desk import ADMINISTRATOR, ALLOW, TRUST, plain
from number_desk import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_iam import IAMClient

ARN = f"arn:aws:iam::{ACCOUNT}:policy/ann"

Tools = tuple["Callable[..., Any]", "Callable[..., Any]", "Callable[..., Any]"]


@pytest.fixture(params=["user", "role", "policy"])
def tools(request: pytest.FixtureRequest, iam: "IAMClient") -> Tools:
    """Make something with tags; give what tags it, untags it, and lists its tags."""
    match request.param:
        case "user":
            iam.create_user(UserName="ann")
            named = {"UserName": "ann"}
            methods: Tools = iam.tag_user, iam.untag_user, iam.list_user_tags
        case "role":
            iam.create_role(RoleName="ann", AssumeRolePolicyDocument=TRUST)
            named = {"RoleName": "ann"}
            methods = iam.tag_role, iam.untag_role, iam.list_role_tags
        case _:
            iam.create_policy(PolicyName="ann", PolicyDocument=ALLOW)
            named = {"PolicyArn": ARN}
            methods = iam.tag_policy, iam.untag_policy, iam.list_policy_tags
    tag, untag, listed = (_told(method, named) for method in methods)
    return tag, untag, listed


def _told(method: "Callable[..., Any]", named: dict[str, str]) -> "Callable[..., Any]":
    return lambda **members: method(**named, **members)


def tags(**pairs: str) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in pairs.items()]


def test_adds_tags_and_lists_them_by_key(tools: Tools) -> None:
    tag, _, listed = tools

    tag(Tags=tags(team="sales"))
    tag(Tags=tags(city="Berlin", floor=""))

    assert plain(listed()) == {
        "Tags": tags(city="Berlin", floor="", team="sales"),
        "IsTruncated": False,
    }


def test_a_key_is_the_same_in_whatever_letters(tools: Tools) -> None:
    tag, untag, listed = tools
    tag(Tags=tags(team="sales", city="Berlin"))

    tag(Tags=tags(Team="support"))
    untag(TagKeys=["CITY"])

    assert listed()["Tags"] == tags(Team="support")


def test_removes_tags_that_are_there_or_not(tools: Tools) -> None:
    tag, untag, listed = tools
    tag(Tags=tags(team="sales", city="Berlin"))

    untag(TagKeys=["team", "none"])

    assert listed()["Tags"] == tags(city="Berlin")


def test_lists_tags_in_pages(tools: Tools) -> None:
    tag, _, listed = tools
    tag(Tags=tags(a="1", b="2", c="3"))

    first = listed(MaxItems=2)
    second = listed(Marker=first["Marker"])

    assert (first["Tags"], second["Tags"]) == (tags(a="1", b="2"), tags(c="3"))


def test_refuses_keys_that_stand_twice_or_are_reserved(tools: Tools) -> None:
    tag, _, listed = tools

    assert refusal(tag, Tags=tags(team="a", Team="b")) == (
        "InvalidInput",
        "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
    )
    assert refusal(tag, Tags=[{"Key": "AWS:x", "Value": ""}]) == (
        "InvalidInput",
        "A tag key must not begin with aws:",
    )
    assert listed()["Tags"] == []


def test_refuses_more_than_fifty(tools: Tools) -> None:
    tag, _, listed = tools
    tag(Tags=tags(**{f"key-{number}": "" for number in range(50)}))

    assert refusal(tag, Tags=tags(more="")) == (
        "LimitExceeded",
        "Cannot exceed quota for tags: 50",
    )
    assert len(listed()["Tags"]) == 50


def test_refuses_what_is_not_there(iam: "IAMClient") -> None:
    user = ("NoSuchEntity", "The user with name bob cannot be found.")

    assert refusal(iam.tag_user, UserName="bob", Tags=tags(a="b")) == user
    assert refusal(iam.untag_user, UserName="bob", TagKeys=["a"]) == user
    assert refusal(iam.list_user_tags, UserName="bob") == user


def test_the_policies_of_aws_cannot_be_tagged(iam: "IAMClient") -> None:
    code, _ = refusal(iam.tag_policy, PolicyArn=ADMINISTRATOR, Tags=tags(a="b"))

    assert code == "AccessDenied"
    assert iam.list_policy_tags(PolicyArn=ADMINISTRATOR)["Tags"] == []
