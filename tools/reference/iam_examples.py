"""The examples of IAM and STS: those operations that one sets a principal up with.

They take place in an account with a user, a group, a role and a policy, as `set_up_iam` makes it.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reference.desk import ACCOUNT
from reference.examples import Example

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

POLICY = f"arn:aws:iam::{ACCOUNT}:policy/change-callers"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/operator"


def _document(**statement: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


_CHANGE = _document(Action="connect:UpdateQueueOutboundCallerConfig", Resource="*")
_LOOK = _document(Action=["connect:Describe*", "connect:List*"], Resource="*")
_TRUST = _document(Action="sts:AssumeRole", Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:root"})


def set_up_iam(iam: "IAMClient") -> None:
    """Make what the examples are about."""
    iam.create_user(UserName="ann")
    iam.create_group(GroupName="supervisors")
    iam.create_role(RoleName="operator", AssumeRolePolicyDocument=_TRUST)
    iam.create_policy(PolicyName="change-callers", PolicyDocument=_CHANGE)
    iam.attach_role_policy(RoleName="operator", PolicyArn=POLICY)


def _one(**params: Any) -> Sequence[Example]:
    return (Example(lambda _: params),)


_ANN, _OPERATOR, _CALLERS = {"UserName": "ann"}, {"RoleName": "operator"}, {"PolicyArn": POLICY}

IAM_EXAMPLES: Mapping[str, Mapping[str, Sequence[Example]]] = {
    "iam": {
        "CreateUser": _one(UserName="bob", Tags=[{"Key": "team", "Value": "sales"}]),
        "GetUser": _one(**_ANN),
        "ListUsers": _one(),
        "CreateGroup": _one(GroupName="agents"),
        "AddUserToGroup": _one(GroupName="supervisors", **_ANN),
        "CreateAccessKey": _one(**_ANN),
        "PutUserPolicy": _one(PolicyName="look", PolicyDocument=_LOOK, **_ANN),
        "CreatePolicy": _one(PolicyName="look", PolicyDocument=_LOOK),
        "CreatePolicyVersion": _one(PolicyDocument=_LOOK, SetAsDefault=True, **_CALLERS),
        "GetPolicyVersion": _one(VersionId="v1", **_CALLERS),
        "AttachUserPolicy": _one(**_ANN, **_CALLERS),
        "ListEntitiesForPolicy": _one(**_CALLERS),
        "CreateRole": _one(RoleName="auditor", AssumeRolePolicyDocument=_TRUST),
        "GetRole": _one(**_OPERATOR),
        "ListAttachedRolePolicies": _one(**_OPERATOR),
        "PutRolePermissionsBoundary": _one(
            PermissionsBoundary="arn:aws:iam::aws:policy/AmazonConnect_FullAccess", **_OPERATOR
        ),
    },
    "sts": {
        "GetCallerIdentity": _one(),
        "AssumeRole": _one(RoleArn=ROLE, RoleSessionName="ann"),
        "GetSessionToken": _one(DurationSeconds=900),
        "GetFederationToken": _one(Name="kiosk", Policy=_LOOK),
    },
}
"""By service and operation."""
