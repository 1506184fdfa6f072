"""Policies and requests as the tests of decisions write them."""

import json
from typing import Any

import pytest

from outdial.access.policy.context import RequestContext, Resource, Value
from outdial.access.policy.document import Kind, MalformedPolicy, Policy, parse

ACCOUNT = "123456789012"
USER = f"arn:aws:iam::{ACCOUNT}:user/ana"
INSTANCE = f"arn:aws:connect:us-west-2:{ACCOUNT}:instance/1111"
QUEUE = f"{INSTANCE}/queue/q1"

OPERATORS = "IAM JSON policy elements: Condition operators"
SEVERAL = "Conditions with multiple context keys or values"
SETS = "Set operators for multivalued context keys"
VARIABLES = "IAM policy elements: Variables and tags"
VERSIONS = "IAM JSON policy elements: Version"
ACTION = "IAM JSON policy elements: Action"
NOT_ACTION = "IAM JSON policy elements: NotAction"
RESOURCE = "IAM JSON policy elements: Resource"
NOT_RESOURCE = "IAM JSON policy elements: NotResource"
GLOBAL_KEYS = "AWS global condition context keys"
EVALUATION = "Policy evaluation logic"
BOUNDARIES = "Permissions boundaries for IAM entities"
SCPS = "SCP evaluation (AWS Organizations)"
GRAMMAR = "Grammar of the IAM JSON policy language"
PRINCIPAL = "AWS JSON policy elements: Principal"
NOT_PRINCIPAL = "AWS JSON policy elements: NotPrincipal"
OBSERVED = "observed: moto's tests of policy documents"
REPORTED = "observed: reports of users"
INFERRED = "inferred"


def statement(effect: str = "Allow", **elements: Any) -> dict[str, Any]:
    """Write a statement about everything, but for the elements that are given."""
    if "NotAction" not in elements:
        elements.setdefault("Action", "*")
    if "NotResource" not in elements:
        elements.setdefault("Resource", "*")
    return {"Effect": effect, **elements}


def document(*statements: dict[str, Any], version: str = "2012-10-17") -> str:
    return json.dumps({"Version": version, "Statement": list(statements)})


def policy(*statements: dict[str, Any], kind: Kind = "identity", name: str = "") -> Policy:
    return parse(document(*statements), kind, name)


def request(action: str = "connect:DescribeQueue", **keys: Value) -> RequestContext:
    return RequestContext(action=action, principal_arn=USER, keys=keys)


def resources(*arns: str) -> list[Resource]:
    return [Resource(arn=arn) for arn in arns]


def refusal(text: str, kind: Kind) -> tuple[str, str]:
    """Give IAM's sentence of a refusal, and the place that follows it."""
    with pytest.raises(MalformedPolicy) as caught:
        parse(text, kind)
    refused = caught.value
    place = refused.text.removeprefix(refused.sentence).strip()
    return refused.sentence, place
