"""An account's IAM as a whole."""

from typing import TYPE_CHECKING

from iam_desk import ALLOW, TRUST, plain

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient


def test_counts_what_there_is(iam: "IAMClient") -> None:
    for name in ("ann", "bob"):
        iam.create_user(UserName=name)
    iam.create_group(GroupName="sales")
    iam.create_role(RoleName="caller", AssumeRolePolicyDocument=TRUST)
    iam.create_policy(PolicyName="callers", PolicyDocument=ALLOW)

    assert plain(iam.get_account_summary()) == {
        "SummaryMap": {
            "Users": 2,
            "Groups": 1,
            "Roles": 1,
            "Policies": 1,
            "AccountAccessKeysPresent": 0,
            "AccountMFAEnabled": 0,
            "AccountPasswordPresent": 0,
            "MFADevices": 0,
            "MFADevicesInUse": 0,
            "InstanceProfiles": 0,
            "Providers": 0,
            "ServerCertificates": 0,
            "AccessKeysPerUserQuota": 2,
            "AssumeRolePolicySizeQuota": 2048,
            "GroupPolicySizeQuota": 5120,
            "GroupsPerUserQuota": 10,
            "PolicySizeQuota": 6144,
            "RolePolicySizeQuota": 10240,
            "UserPolicySizeQuota": 2048,
            "VersionsPerPolicyQuota": 5,
        }
    }


def test_has_no_aliases(iam: "IAMClient") -> None:
    assert plain(iam.list_account_aliases()) == {"AccountAliases": [], "IsTruncated": False}
