import json
from typing import Any

import pytest

from access.policy.writing import (
    GRAMMAR,
    INFERRED,
    NOT_PRINCIPAL,
    REPORTED,
    refusal,
    statement,
)
from outdial.access.policy.document import parse

V = "2012-10-17"
SYNTAX = "Syntax errors in policy."
RESOURCES = "Policy statement must contain resources."

ACCOUNT = {"AWS": "123456789012"}


def trust(**elements: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": "sts:AssumeRole", **elements}


def invalid(kind: str, name: str) -> str:
    return f'Invalid principal in policy: "{kind}":"{name}"'


TRUST: list[tuple[str, dict[str, Any], str, str]] = [
    (REPORTED, trust(), "Missing required field Principal", "Statement"),
    (INFERRED, trust(Principal={}), "Missing required field Principal", "Statement"),
    (
        REPORTED,
        trust(Principal=ACCOUNT, Resource="*"),
        "Has prohibited field Resource",
        "Statement.Resource",
    ),
    (
        REPORTED,
        trust(Principal=ACCOUNT, Action="s3:List"),
        "AssumeRole policy may only specify STS AssumeRole actions.",
        "Statement.Action: s3:List",
    ),
    (
        REPORTED,
        trust(Principal="*"),
        'AssumeRolepolicy contained an invalid principal: "STAR":"*".',
        "Statement.Principal.*",
    ),
    (
        NOT_PRINCIPAL,
        trust(Effect="Deny", NotPrincipal=ACCOUNT),
        "AssumeRole policy must not contain NotPrincipal field.",
        "Statement.NotPrincipal",
    ),
    (
        NOT_PRINCIPAL,
        trust(NotPrincipal=ACCOUNT),
        "Allow with NotPrincipal is not allowed.",
        "Statement.NotPrincipal",
    ),
    (
        GRAMMAR,
        trust(Principal={"Aws": "*"}),
        SYNTAX,
        "Statement.Principal.Aws: unknown element",
    ),
    (GRAMMAR, trust(Principal="123456789012"), SYNTAX, "Statement.Principal: must be an object"),
    (
        GRAMMAR,
        trust(Principal=ACCOUNT, NotPrincipal=ACCOUNT),
        SYNTAX,
        "Statement: may have Principal or NotPrincipal, not both",
    ),
    *(
        (source, trust(Principal={kind: name}), invalid(shown, name), f"Statement.Principal.{kind}")
        for source, kind, shown, name in (
            (REPORTED, "AWS", "AWS", "1234"),
            (REPORTED, "AWS", "AWS", "arn:aws:iam::12345678910:role/desk"),
            (GRAMMAR, "AWS", "AWS", "arn:aws:iam::123456789012:user/*"),
            (GRAMMAR, "AWS", "AWS", "arn:aws:sts::123456789012:assumed-role/desk/*"),
            (GRAMMAR, "AWS", "AWS", "arn:aws:iam::123456789012:group/desk"),
            (REPORTED, "Service", "SERVICE", "connect"),
            (INFERRED, "Federated", "FEDERATED", ""),
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize(("source", "given", "sentence", "place"), TRUST)
def test_a_trust_policy_that_is_none_is_refused_with_its_place(
    source: str, given: dict[str, Any], sentence: str, place: str
) -> None:
    text = json.dumps({"Version": V, "Statement": given})

    assert refusal(text, "trust") == (sentence, place), source


@pytest.mark.parametrize("version", ["2012-10-17", "2008-10-17"])
def test_a_trust_policy_may_have_either_version(version: str) -> None:
    text = json.dumps({"Version": version, "Statement": trust(Principal=ACCOUNT)})

    assert parse(text, "trust").version == version


def test_a_policy_of_a_resource_needs_principals_and_resources() -> None:
    without = json.dumps({"Version": V, "Statement": statement()})
    nothing = json.dumps({"Version": V, "Statement": trust(Principal="*")})

    assert refusal(without, "resource") == ("Missing required field Principal", "Statement")
    assert refusal(nothing, "resource") == (RESOURCES, "Statement")
