"""Sessions of roles."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outdial.access.identity import Caller
from outdial.access.resources import ANYONE
from outdial.call import Call
from outdial.domain.iam.arns import parse_iam_arn
from outdial.domain.iam.entity import name_key
from outdial.domain.iam.role import Role
from outdial.domain.sts.durations import of_role
from outdial.domain.sts.packing import packed_size
from outdial.domain.sts.session import Session
from outdial.domain.sts.session_tags import session_tags
from outdial.errors import AccessDeniedException
from outdial.iam_errors import ValidationError
from outdial.operations.iam.new_tags import pairs
from outdial.operations.sts.denials import denial
from outdial.operations.sts.issuing import issue, refuse_device
from outdial.operations.sts.session_policies import session_policies
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import sts_shapes as shapes


def homes_of_role(caller: Caller, params: dict[str, Any]) -> tuple[str, ...]:
    """Name the accounts of the caller and of the role."""
    arn = parse_iam_arn(str(params.get("RoleArn")))
    return (caller.scope.account,) if arn is None else (caller.scope.account, arn.account)


@operation("AssumeRole", service="sts", homes=homes_of_role, on=ANYONE)
def assume_role(call: Call, request: "shapes.AssumeRoleRequest") -> "shapes.AssumeRoleResponse":
    """Give temporary credentials of a role.

    1. A role that does not exist is AccessDenied, as one that may not be assumed [observed].
    2. While policies are not enforced, the trust policy is not asked [chosen].
    3. The root of an account cannot assume roles, nor can a federated user [documented; the
       text about the root observed]. While identities are not checked, who has no key that is
       known can [chosen].
    4. A source identity stays through a chain of roles; a request cannot change it [documented;
       the error chosen].
    5. There are no devices of multi-factor authentication: a code of one is AccessDenied
       [chosen]. `ProvidedContexts` is passed over [chosen].
    6. A session policy that does not exist is ValidationError [chosen].
    """
    refuse_device(request)
    _refuse_kind(call, request["RoleArn"])
    role, before = _role(call, request["RoleArn"]), call.caller.session
    source = _source_identity(request.get("SourceIdentity"), before)
    _refuse_distrusted(call, request, role, source)
    tags = session_tags(
        pairs(request.get("Tags") or ()),
        request.get("TransitiveTagKeys") or (),
        before.transitive_tags if before else {},
    )
    policies = session_policies(call, request, role.account)
    packed = packed_size(request.get("Policy"), policies["policy_arns"], tags.tags)
    lasts = of_role(request.get("DurationSeconds"), role, is_chained=before is not None)
    session = Session(
        id="",
        account=role.account,
        secret="",
        token="",
        issued=call.now,
        expires=call.now + lasts,
        of="assumed-role",
        owner_id=role.id,
        name=request["RoleSessionName"],
        role_arn=request["RoleArn"],
        tags=tags.tags,
        transitive_keys=tags.transitive_keys,
        source_identity=source,
        **policies,
        **call.stamp,
    )
    call.tx.put(replace(role, last_used=call.now, last_used_region=call.scope.region))
    return {
        "Credentials": issue(call, request, session),
        "AssumedRoleUser": {
            "AssumedRoleId": f"{role.id}:{session.name}",
            "Arn": session.role_session_arn,
        },
        "PackedPolicySize": packed,
        "SourceIdentity": source,
    }


def _refuse_kind(call: Call, role_arn: str) -> None:
    principal = call.caller.known
    if principal is not None and principal.kind == "root":
        raise AccessDeniedException("Roles may not be assumed by root accounts.")
    if principal is not None and principal.kind == "federated-user":
        raise denial(call, "sts:AssumeRole", role_arn)


def _role(call: Call, text: str) -> Role:
    arn = parse_iam_arn(text)
    if arn is None or not arn.path.startswith("role/"):
        raise ValidationError(f"{text} is invalid")
    role = call.tx.find_named(Role, arn.account, name_key(arn.name))
    if role is None or role.arn(arn.partition) != text:
        raise denial(call, "sts:AssumeRole", text)
    return role


def _refuse_distrusted(call: Call, request: Any, role: Role, source: str | None) -> None:
    if call.authority is not None:
        from outdial.operations.sts.role_permission import (  # noqa: PLC0415 loads the language
            refuse_distrusted,
        )

        refuse_distrusted(call, request, role, source, call.authority)


def _source_identity(asked: str | None, before: Session | None) -> str | None:
    kept = before.source_identity if before else None
    if asked and asked.lower().startswith("aws:"):
        raise ValidationError("A source identity must not begin with aws:")
    if asked and kept and asked != kept:
        raise ValidationError(f"The source identity is {kept} already and cannot be changed")
    return kept or asked
