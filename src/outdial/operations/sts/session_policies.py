"""The session policies that a caller passes."""

from typing import Any, TypedDict

from outdial.call import Call
from outdial.domain.iam.arns import parse_iam_arn
from outdial.domain.iam.aws_managed import AWS, AWS_MANAGED
from outdial.domain.iam.entity import policy_address
from outdial.domain.iam.managed_policy import ManagedPolicy
from outdial.iam_errors import ValidationError
from outdial.operations.iam.documents import checked

MOST_ARNS = 10


class SessionPolicies(TypedDict):
    """The session policies of a record."""

    policies: tuple[str, ...]
    policy_arns: tuple[str, ...]


def session_policies(call: Call, request: Any, account: str) -> SessionPolicies:
    """Read the session policies of a request, for a session in an account."""
    document = request.get("Policy")
    arns = [given["arn"] for given in request.get("PolicyArns") or () if "arn" in given]
    if len(arns) > MOST_ARNS:
        raise ValidationError(f"A session has at most {MOST_ARNS} managed session policies")
    for arn in arns:
        if not _is_there(call, arn, account):
            raise ValidationError(f"Policy {arn} does not exist or is not attachable.")
    return {
        "policies": () if document is None else (checked(document, "session"),),
        "policy_arns": tuple(arns),
    }


def _is_there(call: Call, text: str, account: str) -> bool:
    arn = parse_iam_arn(text)
    if arn is None or not arn.path.startswith("policy/") or arn.account not in {account, AWS}:
        return False
    address = policy_address(text)
    policy = (
        AWS_MANAGED.get(arn.name)
        if arn.account == AWS
        else call.tx.find(ManagedPolicy, account, address.id)
    )
    return policy is not None and policy.arn(arn.partition) == text
