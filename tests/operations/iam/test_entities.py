"""Whom an operation is about that names nobody: the one who calls."""

from typing import TYPE_CHECKING, Any

import boto3
import pytest

from conftest import ACCOUNT
from iam_desk import ADMINISTRATOR, TRUST, entry, plain
from number_desk import refusal

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient


def client(**keys: Any) -> "IAMClient":
    return boto3.client("iam", region_name="us-east-1", **keys)


@pytest.fixture
def ann(iam: "IAMClient") -> "IAMClient":
    """Give a client of a user who may do everything."""
    iam.create_user(UserName="ann")
    iam.attach_user_policy(UserName="ann", PolicyArn=ADMINISTRATOR)
    key = iam.create_access_key(UserName="ann")["AccessKey"]
    return client(
        aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"]
    )


def test_a_user_is_shown_who_it_is(ann: "IAMClient") -> None:
    assert plain(ann.get_user()) == {"User": entry("User", 1, "ann")}


def test_a_user_makes_keys_of_its_own(ann: "IAMClient") -> None:
    made = ann.create_access_key()["AccessKey"]

    keys = [key["AccessKeyId"] for key in ann.list_access_keys()["AccessKeyMetadata"]]
    assert made["UserName"] == "ann"
    assert len(keys) == 2
    assert made["AccessKeyId"] in keys


def test_a_session_of_a_role_has_to_name_a_user(iam: "IAMClient") -> None:
    role = iam.create_role(RoleName="caller", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
    iam.attach_role_policy(RoleName="caller", PolicyArn=ADMINISTRATOR)
    sts = boto3.client(
        "sts",
        region_name="us-east-1",
        aws_access_key_id=ACCOUNT,
        aws_secret_access_key="secret",
    )
    session = sts.assume_role(RoleArn=role, RoleSessionName="now")["Credentials"]
    caller = client(
        aws_access_key_id=session["AccessKeyId"],
        aws_secret_access_key=session["SecretAccessKey"],
        aws_session_token=session["SessionToken"],
    )

    assert refusal(caller.get_user) == (
        "ValidationError",
        "Must specify userName when calling with non-User credentials",
    )
