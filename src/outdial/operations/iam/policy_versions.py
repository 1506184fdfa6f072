"""Versions of managed policies."""

from dataclasses import replace
from typing import TYPE_CHECKING

from outdial.access.condition_keys import RESOURCE_TAG
from outdial.call import Call
from outdial.domain.iam.managed_policy import MOST_VERSIONS, ManagedPolicy, PolicyVersion
from outdial.domain.iam.sizes import refuse_large_managed
from outdial.iam_errors import (
    DeleteConflictException,
    LimitExceededException,
    NoSuchEntityException,
)
from outdial.operations.iam.changes import homes_of_account, save
from outdial.operations.iam.documents import checked
from outdial.operations.iam.pages import cut_page
from outdial.operations.iam.policy_arns import get_own_policy, get_policy
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import iam_shapes as shapes

_NEWEST = 10**9


@operation(
    "CreatePolicyVersion",
    service="iam",
    homes=homes_of_account,
    on=("{PolicyArn}",),
    keys=(RESOURCE_TAG,),
)
def create_policy_version(
    call: Call, request: "shapes.CreatePolicyVersionRequest"
) -> "shapes.CreatePolicyVersionResponse":
    """Add a version to a managed policy, which is in force at once if it is set as default."""
    policy = get_own_policy(call, request["PolicyArn"])
    document = request["PolicyDocument"]
    if policy.is_full:
        raise LimitExceededException(
            f"A managed policy can have up to {MOST_VERSIONS} versions. Before you create a new"
            " version, you must delete an existing version."
        )
    refuse_large_managed(document)
    changed = policy.with_version(
        checked(document, "identity"), call.now, as_default=request.get("SetAsDefault", False)
    )
    save(call, replace(changed, **call.stamp))
    return {"PolicyVersion": _listed(changed, changed.versions[-1])}


@operation(
    "GetPolicyVersion",
    service="iam",
    homes=homes_of_account,
    on=("{PolicyArn}",),
    keys=(RESOURCE_TAG,),
)
def get_policy_version(
    call: Call, request: "shapes.GetPolicyVersionRequest"
) -> "shapes.GetPolicyVersionResponse":
    """Show a version of a managed policy with its document, as it was sent."""
    policy = get_policy(call, request["PolicyArn"])
    version = _version(policy, request["PolicyArn"], request["VersionId"])
    return {"PolicyVersion": {"Document": version.document, **_listed(policy, version)}}


@operation(
    "ListPolicyVersions",
    service="iam",
    homes=homes_of_account,
    on=("{PolicyArn}",),
    keys=(RESOURCE_TAG,),
)
def list_policy_versions(
    call: Call, request: "shapes.ListPolicyVersionsRequest"
) -> "shapes.ListPolicyVersionsResponse":
    """List the versions of a managed policy without their documents, the newest first.

    1. That the newest comes first is [observed].
    """
    policy = get_policy(call, request["PolicyArn"])
    page = cut_page(call, request, policy.versions, _age)
    return {"Versions": [_listed(policy, version) for version in page.items], **page.ending}


@operation(
    "SetDefaultPolicyVersion",
    service="iam",
    homes=homes_of_account,
    on=("{PolicyArn}",),
    keys=(RESOURCE_TAG,),
)
def set_default_policy_version(
    call: Call, request: "shapes.SetDefaultPolicyVersionRequest"
) -> None:
    """Put a version of a managed policy in force, wherever it is attached."""
    policy = get_own_policy(call, request["PolicyArn"])
    version = _version(policy, request["PolicyArn"], request["VersionId"])
    changed = replace(policy, default_version_id=version.id, updated=call.now, **call.stamp)
    save(call, changed)


@operation(
    "DeletePolicyVersion",
    service="iam",
    homes=homes_of_account,
    on=("{PolicyArn}",),
    keys=(RESOURCE_TAG,),
)
def delete_policy_version(call: Call, request: "shapes.DeletePolicyVersionRequest") -> None:
    """Delete a version of a managed policy; the default version is DeleteConflict [documented]."""
    policy = get_own_policy(call, request["PolicyArn"])
    version = _version(policy, request["PolicyArn"], request["VersionId"])
    if version.id == policy.default_version_id:
        raise DeleteConflictException("Cannot delete the default version of a policy.")  # M3
    save(call, replace(policy.without_version(version.id, call.now), **call.stamp))


def _version(policy: ManagedPolicy, arn: str, version_id: str) -> PolicyVersion:
    version = policy.version(version_id)
    if version is None:
        raise NoSuchEntityException(
            f"Policy {arn} version {version_id} does not exist or is not attachable."
        )
    return version


def _listed(policy: ManagedPolicy, version: PolicyVersion) -> "shapes.PolicyVersion":
    return {
        "VersionId": version.id,
        "IsDefaultVersion": version.id == policy.default_version_id,
        "CreateDate": version.created,
    }


def _age(version: PolicyVersion) -> str:
    """Make a key that puts the newest version first."""
    return str(_NEWEST - int(version.id[1:]))
