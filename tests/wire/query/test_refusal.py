from typing import Any

import pytest

from outdial.iam_errors import ValidationError
from outdial.wire.model import load
from outdial.wire.query.refusal import refuse_any
from outdial.wire.validate import find_violations

ARN = "arn:aws:iam::123456789012:role/caller"
MUST = "failed to satisfy constraint: Member must"


def refused(service: str, name: str, params: dict[str, Any]) -> str:
    operation = load(service).operations[name]
    with pytest.raises(ValidationError) as refusal:
        refuse_any(find_violations(operation, params), operation)
    return refusal.value.text


@pytest.mark.parametrize(
    ("service", "name", "params", "text"),
    [
        ("iam", "CreateUser", {"UserName": "u" * 65},
         f"Value '{'u' * 65}' at 'userName' {MUST} have length less than or equal to 64"),
        ("iam", "CreateUser", {}, f"Value null at 'userName' {MUST} not be null"),
        ("iam", "CreateUser", {"UserName": "u", "Tags": [{"Key": "a", "Value": "b"}] * 51},
         f"Value at 'tags' {MUST} have length less than or equal to 50"),
        ("iam", "TagUser", {"UserName": "u", "Tags": [{"Key": "a", "Value": ""}, {"Key": "b"}]},
         f"Value null at 'tags.2.member.value' {MUST} not be null"),
        ("iam", "TagUser", {"UserName": "u", "Tags": [{"Key": "a", "Value": "R&D"}]},
         (f"Value 'R&D' at 'tags.1.member.value' {MUST} satisfy regular expression pattern:"
         r" [\p{L}\p{Z}\p{N}_.:/=+\-@]*")),
        ("iam", "UpdateAccessKey", {"AccessKeyId": "A" * 16, "Status": "On"},
         f"Value 'On' at 'status' {MUST} satisfy enum value set: [Active, Inactive, Expired]"),
        ("iam", "ListUsers", {"MaxItems": 1001},
         f"Value '1001' at 'maxItems' {MUST} have value less than or equal to 1000"),
        ("iam", "ListUsers", {"MaxItems": "ten"},
         f"Value 'ten' at 'maxItems' {MUST} be an integer"),
        ("iam", "UntagUser", {"UserName": "u", "TagKeys": ["a", "("]},
         (f"Value '(' at 'tagKeys.2.member' {MUST} satisfy regular expression pattern:"
         r" [\p{L}\p{Z}\p{N}_.:/=+\-@]+")),
        ("sts", "AssumeRole", {"RoleArn": ARN, "RoleSessionName": "a/b"},
         (f"Value 'a/b' at 'roleSessionName' {MUST} satisfy regular expression pattern:"
         r" [\w+=,.@-]*")),
        ("sts", "AssumeRole", {"RoleArn": ARN, "RoleSessionName": "ab", "DurationSeconds": 899},
         f"Value '899' at 'durationSeconds' {MUST} have value greater than or equal to 900"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_named_with_its_place_and_value(
    service: str, name: str, params: dict[str, Any], text: str
) -> None:
    assert refused(service, name, params) == f"1 validation error detected: {text}"


def test_all_that_is_wrong_stands_in_one_text() -> None:
    text = refused("sts", "AssumeRole", {"RoleArn": "", "RoleSessionName": "a"})

    assert text == (
        "2 validation errors detected:"
        f" Value '' at 'roleArn' {MUST} have length greater than or equal to 20;"
        f" Value 'a' at 'roleSessionName' {MUST} have length greater than or equal to 2"
    )


@pytest.mark.parametrize(
    ("name", "params", "text"),
    [
        ("CreateUser", {"UserName": "a/b"},
         ("The specified value for userName is invalid. It must contain only alphanumeric"
         " characters and/or the following: +=,.@_-")),
        ("GetAccessKeyLastUsed", {"AccessKeyId": "A" * 15 + "-"},
         ("The specified value for accessKeyId is invalid. It must contain only alphanumeric"
         " characters")),
        ("GetUserPolicy", {"UserName": "a/b", "PolicyName": "p" * 129},
         ("2 validation errors detected: The specified value for userName is invalid. It must"
         " contain only alphanumeric characters and/or the following: +=,.@_-;"
         f" Value '{'p' * 129}' at 'policyName' {MUST} have length less than or equal to 128")),
    ],
)  # fmt: skip
def test_iam_names_the_letters_that_a_name_may_have(
    name: str, params: dict[str, Any], text: str
) -> None:
    assert refused("iam", name, params) == text


@pytest.mark.parametrize("password", ["", "p\u0100", "p" * 129])
def test_a_secret_is_never_repeated(password: str) -> None:
    text = refused("iam", "CreateLoginProfile", {"UserName": "u", "Password": password})

    assert text.startswith(f"1 validation error detected: Value at 'password' {MUST} ")


def test_a_very_long_value_is_not_repeated() -> None:
    text = refused("iam", "CreateUser", {"UserName": "u" * 2049})

    assert text == (
        "1 validation error detected:"
        f" Value at 'userName' {MUST} have length less than or equal to 64"
    )


def test_nothing_is_refused_without_violations() -> None:
    refuse_any([], load("iam").operations["CreateUser"])
