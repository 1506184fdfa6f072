"""The condition keys that policies look at."""

import json
from typing import TYPE_CHECKING

from iam_desk import plain
from number_desk import refusal

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient


def policy(resource: str, **condition: object) -> str:
    statement = {"Effect": "Allow", "Action": "*", "Resource": resource, "Condition": condition}
    return json.dumps({"Version": "2012-10-17", "Statement": statement})


TEAM = policy("*", StringEquals={"aws:ResourceTag/Team": "${aws:PrincipalTag/Team, 'none'}"})
OWN = policy("arn:aws:iam::*:user/${aws:username}", Bool={"aws:resourcetag/team": "true"})


def test_names_the_keys_of_policies_that_are_sent(iam: "IAMClient") -> None:
    answer = iam.get_context_keys_for_custom_policy(PolicyInputList=[TEAM, OWN])

    assert plain(answer) == {
        "ContextKeyNames": ["aws:ResourceTag/Team", "aws:PrincipalTag/Team", "aws:username"]
    }


def test_names_the_keys_of_a_users_policies_and_of_those_that_are_sent(iam: "IAMClient") -> None:
    arn = iam.create_user(UserName="ann")["User"]["Arn"]
    iam.put_user_policy(UserName="ann", PolicyName="own", PolicyDocument=OWN)

    own = iam.get_context_keys_for_principal_policy(PolicySourceArn=arn)
    both = iam.get_context_keys_for_principal_policy(PolicySourceArn=arn, PolicyInputList=[TEAM])

    assert plain(own) == {"ContextKeyNames": ["aws:resourcetag/team", "aws:username"]}
    assert both["ContextKeyNames"] == [*own["ContextKeyNames"], "aws:PrincipalTag/Team"]


def test_a_document_that_is_no_policy_is_refused(iam: "IAMClient") -> None:
    code, text = refusal(iam.get_context_keys_for_custom_policy, PolicyInputList=[TEAM, "no JSON"])

    assert code == "InvalidInput"
    assert text.startswith("Invalid Policy Document: PolicyInputList.2: Syntax errors in policy.")
