"""The policies that a simulation takes: those that are sent with it, and those it leaves out."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from outdial.domain.iam.arns import parse_iam_arn
from outdial.domain.iam.aws_managed import AWS
from outdial.iam_errors import InvalidInputException

if TYPE_CHECKING:
    from outdial.access.policy.document import Kind, Policy

INLINE, USER_MANAGED, AWS_MANAGED = "inline", "user-managed", "aws-managed"
BOUNDARY, SCP = "permission-boundary", "scp"


def sent_policies(
    request: Mapping[str, Any], member: str, kind: "Kind" = "identity"
) -> "list[Policy]":
    """Read the policies of a member of the request; each is called by it and its number."""
    return read_policies(request.get(member) or (), member, kind)


def read_policies(documents: Sequence[str], called: str, kind: "Kind") -> "list[Policy]":
    """Read policies, or refuse what is none."""
    from outdial.access.policy.document import parse  # noqa: PLC0415 - few calls need it
    from outdial.access.policy.malformed import MalformedPolicy  # noqa: PLC0415 - as above

    policies = []
    for number, document in enumerate(documents, 1):
        name = f"{called}.{number}"
        try:
            policies.append(parse(document, kind, name))
        except MalformedPolicy as fault:
            raise InvalidInputException(f"Invalid Policy Document: {name}: {fault.text}") from None
    return policies


def sent_boundary(request: Mapping[str, Any]) -> "Policy | None":
    """Read the permissions boundary that is sent with a request, if one is."""
    boundaries = sent_policies(request, "PermissionsBoundaryPolicyInputList", "boundary")
    if len(boundaries) > 1:
        raise InvalidInputException(
            "PermissionsBoundaryPolicyInputList may have one policy,"
            f" as an entity has one boundary; it has {len(boundaries)}"
        )
    return boundaries[0] if boundaries else None


class Exclusions:
    """Which policies a request leaves out."""

    def __init__(self, request: Mapping[str, Any]) -> None:
        identifiers = request.get("PolicyExclusionList") or ()
        self.types = {one["PolicyType"] for one in identifiers if "PolicyType" in one}
        self._arns = [one["PolicyArn"] for one in identifiers if "PolicyArn" in one]
        for arn in self._arns:
            _check(arn)
        self._inline = {
            _inline_name(one["InlinePolicyIdentifier"])
            for one in identifiers
            if "InlinePolicyIdentifier" in one
        }

    def have(self, policy: "Policy") -> bool:
        """Tell whether one of an entity's own policies is left out."""
        from outdial.access.policy.context import Keys  # noqa: PLC0415 - as above
        from outdial.access.policy.matching import glob  # noqa: PLC0415 - as above

        is_like = glob(self._arns, variables=False)
        name = policy.name
        return type_of(name) in self.types or name in self._inline or is_like(name, Keys({}))


def type_of(name: str) -> str:
    """Tell the type of an entity's policy by what it is called: its ARN, or where it is inline."""
    arn = parse_iam_arn(name)
    if arn is None:
        return INLINE
    return AWS_MANAGED if arn.account == AWS else USER_MANAGED


def _inline_name(identifier: Mapping[str, str]) -> str:
    return "/".join(identifier[part] for part in ("AttachmentType", "AttachmentName", "PolicyName"))


def _check(text: str) -> None:
    """Refuse an ARN that can be no managed policy's; its name may have wildcards."""
    arn = parse_iam_arn(text)
    is_policy = arn is not None and arn.path.startswith("policy/") and bool(arn.name)
    front, _, name = text.rpartition("/")
    if not is_policy or {*"*?"} & {*front} or name.count("*") > 1:
        raise InvalidInputException(f"ARN {text} is not valid.")
