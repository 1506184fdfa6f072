"""Managed policies: created, shown, listed and deleted."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from outdial.access.condition_keys import REQUEST_TAG, RESOURCE_TAG, TAG_KEYS
from outdial.call import Call
from outdial.domain.iam.aws_managed import AWS_MANAGED
from outdial.domain.iam.entity import ATTACHED, BOUNDARY, name_key
from outdial.domain.iam.managed_policy import ManagedPolicy, PolicyVersion
from outdial.domain.iam.sizes import refuse_large_managed
from outdial.domain.iam.unique_ids import POLICY, unique_id
from outdial.iam_errors import DeleteConflictException, EntityAlreadyExistsException
from outdial.operations.iam import policy_arns, resources
from outdial.operations.iam.changes import homes_of_account, remove, save
from outdial.operations.iam.documents import checked
from outdial.operations.iam.new_tags import new_tags
from outdial.operations.iam.pages import cut_page, every
from outdial.operations.iam.shown import listed_policy, shown_policy, uses_of
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import iam_shapes as shapes


@operation(
    "CreatePolicy",
    service="iam",
    homes=homes_of_account,
    on=(resources.new("policy", "PolicyName"),),
    keys=(REQUEST_TAG, TAG_KEYS),
)
def create_policy(
    call: Call, request: "shapes.CreatePolicyRequest"
) -> "shapes.CreatePolicyResponse":
    """Create a managed policy; its first version is v1.

    1. A name differs from those of other policies of the account by more than the case of its
       letters [documented].
    2. A document is not changed: it is answered as it was sent [chosen].
    """
    name, document = request["PolicyName"], request["PolicyDocument"]
    if call.tx.find(ManagedPolicy, call.scope.account, name_key(name)):
        raise EntityAlreadyExistsException(
            f"A policy called {name} already exists. Duplicate names are not allowed."
        )
    refuse_large_managed(document)
    version = PolicyVersion(id="v1", document=checked(document, "identity"), created=call.now)
    policy = ManagedPolicy(
        id=name_key(name),
        unique_id=unique_id(POLICY, call.world.new_id()),
        account=call.scope.account,
        name=name,
        folder=request.get("Path", "/"),
        description=request.get("Description"),
        versions=(version,),
        created=call.now,
        updated=call.now,
        tags=new_tags(request),
        **call.stamp,
    )
    save(call, policy)
    return {"Policy": shown_policy(call, policy)}


@operation(
    "GetPolicy", service="iam", homes=homes_of_account, on=("{PolicyArn}",), keys=(RESOURCE_TAG,)
)
def get_policy(call: Call, request: "shapes.GetPolicyRequest") -> "shapes.GetPolicyResponse":
    """Show a managed policy, the account's or one of AWS's, without its document."""
    return {"Policy": shown_policy(call, policy_arns.get_policy(call, request["PolicyArn"]))}


@operation(
    "ListPolicies", service="iam", homes=homes_of_account, on=(resources.listed("policy"),), keys=()
)
def list_policies(
    call: Call, request: "shapes.ListPoliciesRequest"
) -> "shapes.ListPoliciesResponse":
    """List managed policies, the account's and AWS's, without descriptions and tags.

    1. Of AWS's policies there are a few [chosen].
    """
    prefix, is_used = request.get("PathPrefix", "/"), _used(call, request)
    policies = (
        policy
        for policy in _in_scope(call, request.get("Scope", "All"))
        if policy.folder.startswith(prefix) and is_used(policy)
    )
    page = cut_page(call, request, policies, lambda policy: f"{policy.id}/{policy.account}")
    return {"Policies": [listed_policy(call, policy) for policy in page.items], **page.ending}


def _in_scope(call: Call, scope: str) -> Iterator[ManagedPolicy]:
    if scope != "Local":
        yield from AWS_MANAGED.values()
    if scope != "AWS":
        yield from every(call, ManagedPolicy)


def _used(call: Call, request: "shapes.ListPoliciesRequest") -> Callable[[ManagedPolicy], bool]:
    usage = request.get("PolicyUsageFilter")
    if not usage and not request.get("OnlyAttached"):
        return lambda _: True
    tie = BOUNDARY if usage == "PermissionsBoundary" else ATTACHED
    return lambda policy: uses_of(call, policy)[tie] > 0


@operation(
    "DeletePolicy", service="iam", homes=homes_of_account, on=("{PolicyArn}",), keys=(RESOURCE_TAG,)
)
def delete_policy(call: Call, request: "shapes.DeletePolicyRequest") -> None:
    """Delete a managed policy with its only version.

    1. A policy that is attached, or a boundary, is DeleteConflict [documented], and so is one with
       more versions than the default one [documented].
    2. One of AWS's policies is AccessDenied [inferred].
    """
    policy = policy_arns.get_own_policy(call, request["PolicyArn"])
    if call.tx.referrers(policy.address, limit=1):
        raise DeleteConflictException("Cannot delete a policy attached to entities.")
    if len(policy.versions) > 1:
        raise DeleteConflictException(
            "This policy has more than one version. Before you delete a policy, you must delete"
            " the policy's versions. The default version is deleted with the policy."
        )
    remove(call, policy)
