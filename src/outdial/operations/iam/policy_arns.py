"""How managed policies are found by their ARNs: the account's own, and those of AWS."""

from outdial.call import Call
from outdial.domain.arns import partition_of
from outdial.domain.iam.arns import IamArn, parse_iam_arn
from outdial.domain.iam.aws_managed import AWS, AWS_MANAGED
from outdial.domain.iam.entity import name_key
from outdial.domain.iam.managed_policy import ManagedPolicy
from outdial.errors import AccessDeniedException
from outdial.iam_errors import InvalidInputException, NoSuchEntityException
from outdial.operations.iam.entities import arn_of


def read_arn(call: Call, text: str) -> IamArn:
    """Read the ARN of a managed policy."""
    arn = parse_iam_arn(text)
    if (
        arn is None
        or arn.partition != partition_of(call.scope.region)
        or not arn.path.startswith("policy/")
    ):
        raise InvalidInputException(f"ARN {text} is not valid.")
    return arn


def find_policy(call: Call, text: str) -> ManagedPolicy | None:
    """Find a managed policy that the account can use."""
    arn = read_arn(call, text)
    if arn.account == AWS:
        policy = AWS_MANAGED.get(arn.name)
    elif arn.account == call.scope.account:
        policy = call.tx.find(ManagedPolicy, arn.account, name_key(arn.name))
    else:
        return None
    return policy if policy and arn_of(call, policy) == text else None


def get_policy(call: Call, text: str) -> ManagedPolicy:
    """Find a managed policy that the account can see."""
    policy = find_policy(call, text)
    if policy is None:
        raise NoSuchEntityException(f"Policy {text} was not found.")
    return policy


def get_own_policy(call: Call, text: str) -> ManagedPolicy:
    """Find a managed policy that the account can change."""
    policy = get_policy(call, text)
    if policy.account == AWS:
        raise AccessDeniedException(
            f"User: {call.caller.arn} is not authorized to perform:"
            f" iam:{call.operation.name} on resource: policy {text}"
        )
    return policy


def attached_arn(call: Call, text: str) -> str:
    """Give back the ARN of a policy that can be attached."""
    if find_policy(call, text) is None:
        raise NoSuchEntityException(f"Policy {text} does not exist or is not attachable.")
    return text


def bounding_arn(call: Call, text: str | None) -> str | None:
    """Give back the ARN of a policy that can be a boundary."""
    if text is not None and find_policy(call, text) is None:
        raise NoSuchEntityException(f"Scope ARN: {text} does not exist or is not attachable.")
    return text
