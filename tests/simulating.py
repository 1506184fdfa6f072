"""What the tests of simulations share."""

import json
from typing import TYPE_CHECKING, Any

from conftest import ACCOUNT
from iam_desk import plain

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

CHANGE, DESCRIBE = "connect:UpdateQueueOutboundCallerConfig", "connect:DescribeQueue"
ANN = f"arn:aws:iam::{ACCOUNT}:user/ann"
QUEUES = f"arn:aws:connect:us-east-1:{ACCOUNT}:instance/i/queue"
QUEUE_FORM = "arn:${Partition}:connect:${Region}:${Account}:instance/${InstanceId}/queue/${QueueId}"


def statement(effect: str, action: Any = "*", resource: Any = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": effect, "Action": action, "Resource": resource, **more}


def document(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


ALL = document(statement("Allow"))
NONE = document(statement("Deny"))
FIRST = '{"Version": "2012-10-17", "Statement": ['


def place(policy: str, start: int, end: int) -> dict[str, Any]:
    return {
        "SourcePolicyId": policy,
        "SourcePolicyType": "IAM Policy",
        "StartPosition": {"Line": 1, "Column": start},
        "EndPosition": {"Line": 1, "Column": end},
    }


ONLY = len(FIRST) + 1


def whole(policy: str, text: str) -> dict[str, Any]:
    """Place the only statement of a policy."""
    return place(policy, ONLY, len(text) - 1)


def custom(iam: "IAMClient", *policies: str, **members: Any) -> dict[str, Any]:
    actions = members.pop("ActionNames", [CHANGE])
    return plain(
        iam.simulate_custom_policy(PolicyInputList=policies, ActionNames=actions, **members)
    )


def of_principal(iam: "IAMClient", arn: str = ANN, **members: Any) -> dict[str, Any]:
    (result,) = iam.simulate_principal_policy(PolicySourceArn=arn, ActionNames=[CHANGE], **members)[
        "EvaluationResults"
    ]
    return dict(result)


def sources(result: dict[str, Any]) -> list[str]:
    return [one["SourcePolicyId"] for one in result["MatchedStatements"]]
