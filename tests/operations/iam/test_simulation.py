"""Simulations: what comes out for actions and resources, and why."""

import json
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ACCOUNT
from number_desk import refusal
from simulating import (
    ALL,
    ANN,
    CHANGE,
    DESCRIBE,
    NONE,
    ONLY,
    QUEUE_FORM,
    QUEUES,
    custom,
    document,
    place,
    sources,
    statement,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mypy_boto3_iam import IAMClient


UPDATE = document(statement("Allow", "connect:Update*"))


@pytest.mark.parametrize(
    ("policies", "decision", "matched"),
    [
        ([ALL], "allowed", [whole("PolicyInputList.1", ALL)]),
        (
            [ALL, UPDATE],
            "allowed",
            [whole("PolicyInputList.1", ALL), whole("PolicyInputList.2", UPDATE)],
        ),
        ([ALL, NONE], "explicitDeny", [whole("PolicyInputList.2", NONE)]),
        ([document(statement("Allow", DESCRIBE))], "implicitDeny", []),
    ],
)
def test_says_what_comes_out_and_which_statements_made_it(
    iam: "IAMClient", policies: list[str], decision: str, matched: "Sequence[Any]"
) -> None:
    assert custom(iam, *policies) == {
        "EvaluationResults": [
            {
                "EvalActionName": CHANGE,
                "EvalResourceName": QUEUE_FORM,
                "EvalDecision": decision,
                "MatchedStatements": matched,
                "MissingContextValues": [],
            }
        ],
        "IsTruncated": False,
    }


def test_a_statement_is_placed_by_line_and_column(iam: "IAMClient") -> None:
    text = json.dumps(json.loads(ALL), indent=2)

    (result,) = custom(iam, text)["EvaluationResults"]

    assert result["MatchedStatements"] == [
        {
            "SourcePolicyId": "PolicyInputList.1",
            "SourcePolicyType": "IAM Policy",
            "StartPosition": {"Line": 4, "Column": 5},
            "EndPosition": {"Line": 8, "Column": 6},
        }
    ]


def test_tells_of_each_resource_and_of_all_together(iam: "IAMClient") -> None:
    policy = document(
        statement("Allow", resource=f"{QUEUES}/a"), statement("Deny", resource=f"{QUEUES}/b")
    )

    (result,) = custom(iam, policy, ResourceArns=[f"{QUEUES}/{name}" for name in "abc"])[
        "EvaluationResults"
    ]

    allow, deny = policy.index("}") + 2, len(policy) - 1
    allowing = place("PolicyInputList.1", ONLY, allow)
    denying = place("PolicyInputList.1", allow + 2, deny)
    assert result == {
        "EvalActionName": CHANGE,
        "EvalResourceName": QUEUE_FORM,
        "EvalDecision": "explicitDeny",
        "MatchedStatements": [denying],
        "MissingContextValues": [],
        "EvalDecisionDetails": {},
        "ResourceSpecificResults": [
            {
                "EvalResourceName": f"{QUEUES}/{name}",
                "EvalResourceDecision": decision,
                "MatchedStatements": matched,
                "MissingContextValues": [],
            }
            for name, decision, matched in (
                ("a", "allowed", [allowing]),
                ("b", "explicitDeny", [denying]),
                ("c", "implicitDeny", []),
            )
        ],
    }


OF_TEAM = document(
    statement("Allow", CHANGE, Condition={"StringEquals": {"aws:ResourceTag/Team": "sales"}}),
    statement("Allow", DESCRIBE, Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}),
)


def test_names_the_keys_that_were_not_given(iam: "IAMClient") -> None:
    (result,) = custom(iam, OF_TEAM, ResourceArns=[f"{QUEUES}/q"])["EvaluationResults"]

    assert result["EvalDecision"] == "implicitDeny"
    assert result["MissingContextValues"] == ["aws:ResourceTag/Team"]
    assert result["ResourceSpecificResults"][0]["MissingContextValues"] == ["aws:ResourceTag/Team"]


@pytest.mark.parametrize(("value", "decision"), [("sales", "allowed"), ("it", "implicitDeny")])
def test_takes_the_keys_that_are_given(iam: "IAMClient", value: str, decision: str) -> None:
    entry = {
        "ContextKeyName": "aws:resourcetag/team",
        "ContextKeyValues": [value],
        "ContextKeyType": "string",
    }

    (result,) = custom(iam, OF_TEAM, ContextEntries=[entry])["EvaluationResults"]

    assert (result["EvalDecision"], result["MissingContextValues"]) == (decision, [])


def test_a_key_of_a_type_of_lists_has_many_values(iam: "IAMClient") -> None:
    policy = document(
        statement("Allow", Condition={"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}})
    )
    entry = {
        "ContextKeyName": "aws:TagKeys",
        "ContextKeyValues": ["a", "b"],
        "ContextKeyType": "stringList",
    }

    (result,) = custom(iam, policy, ContextEntries=[entry])["EvaluationResults"]

    assert result["EvalDecision"] == "allowed"
    del entry["ContextKeyType"]
    asked = {"PolicyInputList": [policy], "ActionNames": [CHANGE], "ContextEntries": [entry]}
    assert refusal(iam.simulate_custom_policy, **asked) == (
        "InvalidInput",
        "ContextKeyValues of aws:TagKeys must be one value, or ContextKeyType a type of lists",
    )


@pytest.mark.parametrize(
    ("caller", "decision", "missing"),
    [
        (None, "implicitDeny", ["aws:username"]),
        (ANN, "allowed", []),
        (f"arn:aws:iam::{ACCOUNT}:user/bob", "implicitDeny", []),
        (f"arn:aws:iam::{ACCOUNT}:role/ann", "implicitDeny", ["aws:username"]),
        (f"arn:aws:iam::{ACCOUNT}:group/ann", "implicitDeny", ["aws:username"]),
    ],
)
def test_the_caller_has_keys(
    iam: "IAMClient", caller: str | None, decision: str, missing: list[str]
) -> None:
    policy = document(statement("Allow", resource=f"{QUEUES}/${{aws:username}}"))
    members = {"CallerArn": caller} if caller else {}

    (result,) = custom(iam, policy, ResourceArns=[f"{QUEUES}/ann"], **members)["EvaluationResults"]

    assert (result["EvalDecision"], result["MissingContextValues"]) == (decision, missing)


def test_the_time_is_known_unless_it_is_given(iam: "IAMClient") -> None:
    policy = document(
        statement("Allow", Condition={"DateLessThan": {"aws:CurrentTime": "2026-02-01T00:00:00Z"}})
    )
    later = {
        "ContextKeyName": "aws:CurrentTime",
        "ContextKeyValues": ["2026-03-01T00:00:00Z"],
        "ContextKeyType": "date",
    }

    (now,) = custom(iam, policy)["EvaluationResults"]
    (then,) = custom(iam, policy, ContextEntries=[later])["EvaluationResults"]

    assert (now["EvalDecision"], then["EvalDecision"]) == ("allowed", "implicitDeny")


@pytest.mark.parametrize(
    ("boundary", "decision", "is_within"),
    [(ALL, "allowed", True), (document(statement("Allow", "iam:*")), "implicitDeny", False)],
)
def test_a_boundary_limits(
    iam: "IAMClient", boundary: str, decision: str, *, is_within: bool
) -> None:
    (result,) = custom(
        iam, ALL, PermissionsBoundaryPolicyInputList=[boundary], ResourceArns=[f"{QUEUES}/q"]
    )["EvaluationResults"]

    within = {"AllowedByPermissionsBoundary": is_within}
    assert result["EvalDecision"] == decision
    assert result["PermissionsBoundaryDecisionDetail"] == within
    assert result["ResourceSpecificResults"][0]["PermissionsBoundaryDecisionDetail"] == within


@pytest.mark.parametrize(
    ("levels", "decision", "is_allowed"),
    [
        ([[ALL], [ALL]], "allowed", True),
        ([[ALL], [document(statement("Allow", "iam:*"))]], "implicitDeny", False),
        ([[NONE, ALL]], "explicitDeny", False),
    ],
)
def test_every_level_of_an_organization_must_allow(
    iam: "IAMClient", levels: list[list[str]], decision: str, *, is_allowed: bool
) -> None:
    ordered = [{"ServiceControlPolicyInputList": level} for level in levels]

    (result,) = custom(
        iam, ALL, OrderedOrganizationPolicyInputList=ordered, ResourceArns=[f"{QUEUES}/q"]
    )["EvaluationResults"]

    assert result["EvalDecision"] == decision
    assert result["OrganizationsDecisionDetail"] == {"AllowedByOrganizations": is_allowed}
    assert ("EvalDecisionDetails" in result) == is_allowed
    assert (sources(result) == []) != is_allowed


@pytest.mark.parametrize("action", ["ec2:RunInstances", "iam:CreateUser", "connect:ListInstances"])
def test_actions_without_one_form_of_resources_are_about_anything(
    iam: "IAMClient", action: str
) -> None:
    (result,) = custom(iam, ALL, ActionNames=[action])["EvaluationResults"]

    assert (result["EvalResourceName"], result["EvalDecision"]) == ("*", "allowed")


def test_results_come_in_pages_in_the_order_of_the_actions(iam: "IAMClient") -> None:
    actions = [f"connect:Name{number}" for number in range(12)]

    pages = list(
        iam.get_paginator("simulate_custom_policy").paginate(
            PolicyInputList=[ALL], ActionNames=actions, PaginationConfig={"PageSize": 5}
        )
    )

    names = [[one["EvalActionName"] for one in page["EvaluationResults"]] for page in pages]
    assert names == [actions[:5], actions[5:10], actions[10:]]


def test_a_users_policies_are_simulated_page_by_page(iam: "IAMClient") -> None:
    iam.create_user(UserName="ann")
    iam.put_user_policy(UserName="ann", PolicyName="p", PolicyDocument=ALL)
    asked: Any = {"PolicySourceArn": ANN, "ActionNames": [CHANGE, DESCRIBE], "MaxItems": 1}

    first = iam.simulate_principal_policy(**asked)
    second = iam.simulate_principal_policy(**asked, Marker=first["Marker"])

    assert [page["IsTruncated"] for page in (first, second)] == [True, False]
    assert [page["EvaluationResults"][0]["EvalActionName"] for page in (first, second)] == [
        CHANGE,
        DESCRIBE,
    ]
