"""What IAM asks of the resources and actions of a policy.

The rules and sentences are those that IAM was seen to use [observed: moto's tests of policy
documents]; the services that a resource may name, and most of its form, are not looked at.
"""

import re

from outdial.access.policy.malformed import LEGACY, NO_VENDOR, ONE_COLON, VAGUE_VENDOR

PARTITIONS = frozenset({
    *("*", "aws", "aws-cn", "aws-us-gov", "aws-eusc"),
    *("aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"),
})  # fmt: skip

_VENDOR = re.compile(r"[a-zA-Z0-9.-]*|\*")
_IAM_PATHS = (
    *("user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/"),
    *("server-certificate/", "policy/", "sms-mfa/", "saml-provider/", "oidc-provider/"),
    *("report/", "access-report/"),
)


def fault_of_action(action: str) -> str | None:
    """Give IAM's sentence about an action, None where there is nothing to say."""
    vendor, colon, name = action.partition(":")
    if not colon:
        return None if action == "*" else NO_VENDOR
    if ":" in name:
        return ONE_COLON
    return None if _VENDOR.fullmatch(vendor) else f"Vendor {vendor} is not valid"


def fault_of_resource(resource: str) -> str | None:
    """Give IAM's sentence about a resource, None where there is nothing to say."""
    if resource == "*":
        return None
    _, *parts = resource.split(":", 5)
    if not parts:
        return f'Resource {resource} must be in ARN format or "*".'
    if parts[0] not in PARTITIONS:
        whole = ":".join(["arn", *parts, *["*"] * (5 - len(parts))])
        return f'Partition "{parts[0]}" is not valid for resource "{whole}".'
    if len(parts) == 1:
        return VAGUE_VENDOR
    return _fault_of_iam(resource, *parts[1:])


def _fault_of_iam(
    resource: str, service: str, region: str = "", _account: str = "", path: str = "*"
) -> str | None:
    if service != "iam":
        return None
    if region:
        return f"IAM resource {resource} cannot contain region information."
    if path.startswith(("*", *_IAM_PATHS)):
        return None
    return f'IAM resource path must either be "*" or start with {", ".join(_IAM_PATHS)}.'


def legacy_fault_of_resource(resource: str) -> str | None:
    """Give the sentence of IAM's older reader, which wants six parts or none empty."""
    if resource == "*":
        return None
    parts = resource.split(":")
    if len(parts) < 6 and "::" in resource:  # noqa: PLR2004 the parts of an ARN
        return LEGACY
    return None if parts[2:] and parts[2] else LEGACY
