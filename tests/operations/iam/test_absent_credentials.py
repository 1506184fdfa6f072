"""Credentials that nobody has, but that whoever deletes a user asks for first."""

from typing import TYPE_CHECKING

from iam_desk import TRUST, plain
from number_desk import refusal

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient


def test_a_user_has_no_devices_certificates_and_keys_of_other_kinds(iam: "IAMClient") -> None:
    iam.create_user(UserName="ann")

    answers = [
        plain(iam.list_mfa_devices(UserName="ann")),
        plain(iam.list_signing_certificates(UserName="ann")),
        plain(iam.list_ssh_public_keys(UserName="ann")),
        plain(iam.list_service_specific_credentials(UserName="ann")),
        plain(iam.list_virtual_mfa_devices()),
    ]

    assert answers == [
        {"MFADevices": [], "IsTruncated": False},
        {"Certificates": [], "IsTruncated": False},
        {"SSHPublicKeys": [], "IsTruncated": False},
        {"ServiceSpecificCredentials": []},
        {"VirtualMFADevices": [], "IsTruncated": False},
    ]


def test_a_role_is_in_no_instance_profile(iam: "IAMClient") -> None:
    iam.create_role(RoleName="caller", AssumeRolePolicyDocument=TRUST)

    assert plain(iam.list_instance_profiles_for_role(RoleName="caller")) == {
        "InstanceProfiles": [],
        "IsTruncated": False,
    }


def test_a_user_has_no_password(iam: "IAMClient") -> None:
    iam.create_user(UserName="ann")
    gone = ("NoSuchEntity", "Login Profile for User ann cannot be found.")

    assert refusal(iam.get_login_profile, UserName="ann") == gone
    assert refusal(iam.delete_login_profile, UserName="ann") == gone


def test_refuses_users_and_roles_that_are_not_there(iam: "IAMClient") -> None:
    no_user = ("NoSuchEntity", "The user with name none cannot be found.")
    no_role = ("NoSuchEntity", "The role with name none cannot be found.")

    for method in (
        iam.list_mfa_devices,
        iam.list_signing_certificates,
        iam.list_ssh_public_keys,
        iam.list_service_specific_credentials,
        iam.get_login_profile,
        iam.delete_login_profile,
    ):
        assert refusal(method, UserName="none") == no_user
    assert refusal(iam.list_instance_profiles_for_role, RoleName="none") == no_role
