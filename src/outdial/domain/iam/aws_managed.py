"""Managed policies of AWS: those that matter for Connect and for whoever administers it.

Of what the documents of the real ones name, only what concerns the services here is kept; a policy
that is not here cannot be attached. [chosen]
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from outdial.domain.iam.managed_policy import ManagedPolicy, PolicyVersion
from outdial.domain.iam.unique_ids import POLICY

AWS = "aws"
"""The account that AWS's own policies stand under in their ARNs."""

_CREATED = datetime(2026, 1, 1, tzinfo=UTC)


def _policy(number: int, name: str, description: str, *statements: object) -> ManagedPolicy:
    document = json.dumps({"Version": "2012-10-17", "Statement": statements}, indent=2)
    return ManagedPolicy(
        id=name.lower(),
        unique_id=f"{POLICY}OUTDIALAWS{number:07}",
        account=AWS,
        name=name,
        description=description,
        versions=(PolicyVersion(id="v1", document=document, created=_CREATED),),
        created=_CREATED,
        updated=_CREATED,
        last_modified_time=_CREATED,
        last_modified_region="us-east-1",
    )


def _allow(actions: str | Sequence[str]) -> object:
    return {"Effect": "Allow", "Action": actions, "Resource": "*"}


_POLICIES = (
    _policy(1, "AdministratorAccess", "Allows everything.", _allow("*")),
    _policy(
        2,
        "AmazonConnect_FullAccess",
        "Allows everything that Amazon Connect needs, but for its roles.",
        _allow(
            [
                "connect:*",
                "ds:AuthorizeApplication",
                "ds:CheckAlias",
                "ds:CreateAlias",
                "ds:CreateIdentityPoolDirectory",
                "ds:DeleteDirectory",
                "ds:DescribeDirectories",
                "ds:UnauthorizeApplication",
                "logs:CreateLogGroup",
            ]
        ),
        {
            "Effect": "Allow",
            "Action": "iam:CreateServiceLinkedRole",
            "Resource": "*",
            "Condition": {"StringEquals": {"iam:AWSServiceName": "connect.amazonaws.com"}},
        },
    ),
    _policy(
        3,
        "AmazonConnectReadOnlyAccess",
        "Allows to look at Amazon Connect.",
        _allow(["connect:Get*", "connect:Describe*", "connect:List*", "ds:DescribeDirectories"]),
        {"Effect": "Deny", "Action": "connect:AdminGetEmergencyAccessToken", "Resource": "*"},
    ),
    _policy(4, "IAMFullAccess", "Allows everything of IAM.", _allow(["iam:*"])),
    _policy(
        5,
        "IAMReadOnlyAccess",
        "Allows to look at IAM.",
        _allow(
            ["iam:Get*", "iam:List*", "iam:SimulateCustomPolicy", "iam:SimulatePrincipalPolicy"]
        ),
    ),
    _policy(
        6,
        "PowerUserAccess",
        "Allows everything but IAM and the organization.",
        {
            "Effect": "Allow",
            "NotAction": ["iam:*", "organizations:*", "account:*"],
            "Resource": "*",
        },
        _allow(["iam:CreateServiceLinkedRole", "iam:DeleteServiceLinkedRole", "iam:ListRoles"]),
    ),
)

AWS_MANAGED: Mapping[str, ManagedPolicy] = {policy.name: policy for policy in _POLICIES}
"""The policies by their names."""
