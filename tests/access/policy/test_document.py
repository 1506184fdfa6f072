import json
from typing import Any

import pytest

from access.policy.writing import (
    GRAMMAR,
    INFERRED,
    OBSERVED,
    REPORTED,
    refusal,
    statement,
)
from outdial.access.policy.document import MalformedPolicy, parse

V = "2012-10-17"
SYNTAX = "Syntax errors in policy."
VERSION = "Policy document must be version 2012-10-17 or greater."
LEGACY = "The policy failed legacy parsing"
ACTIONS = "Policy statement must contain actions."
RESOURCES = "Policy statement must contain resources."
VENDOR = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
COLON = "Actions/Condition can contain only one colon."
UNIQUE = "Statement IDs (SID) in a single policy must be unique."
PLAIN = (
    "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular "
    "expression [0-9A-Za-z]*"
)
PATHS = (
    'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, '
    "instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, "
    "oidc-provider/, report/, access-report/."
)
BUCKET = "arn:aws:s3:::bucket"
OK = statement()


def partition(name: str, resource: str) -> str:
    return f'Partition "{name}" is not valid for resource "{resource}".'


# Of each case: where the rule is from, the statements, IAM's sentence, the place that we add.
STATEMENTS: list[tuple[str, Any, str, str]] = [
    (OBSERVED, [], SYNTAX, "Statement: must be a statement, or a list of at least one"),
    (OBSERVED, ["afd"], SYNTAX, "Statement[0]: must be an object"),
    (OBSERVED, "afd", SYNTAX, "Statement: must be a statement, or a list of at least one"),
    (OBSERVED, statement(Extra="x"), SYNTAX, "Statement.Extra: unknown element"),
    (GRAMMAR, [OK, statement(effect="x")], SYNTAX, "Statement[1].Effect: must be Allow or Deny"),
    (OBSERVED, {"Action": "*", "Resource": "*"}, SYNTAX, "Statement.Effect: must be Allow or Deny"),
    (GRAMMAR, statement(Effect=["Allow"]), SYNTAX, "Statement.Effect: must be a string"),
    (OBSERVED, statement(Sid={}), SYNTAX, "Statement.Sid: must be a string"),
    (GRAMMAR, statement(Sid=1), SYNTAX, "Statement.Sid: must be a string"),
    (OBSERVED, statement(Resource={"a": BUCKET}), SYNTAX, "Statement.Resource: must be a string"),
    (OBSERVED, statement(Resource=["a", {}]), SYNTAX, "Statement.Resource[1]: must be a string"),
    (OBSERVED, statement(Action=[[]]), SYNTAX, "Statement.Action[0]: must be a string"),
    (OBSERVED, statement(Action={}), SYNTAX, "Statement.Action: must be a string"),
    (GRAMMAR, statement(Action=None), SYNTAX, "Statement.Action: must be a string"),
    (
        OBSERVED,
        statement(NotAction="s3:x", Action=[]),
        SYNTAX,
        "Statement: may have Action or NotAction, not both",
    ),
    (
        OBSERVED,
        statement(NotResource="*", Resource="*"),
        SYNTAX,
        "Statement: may have Resource or NotResource, not both",
    ),
    (OBSERVED, statement(Condition=[]), SYNTAX, "Statement.Condition: must be an object"),
    (OBSERVED, statement(Condition="a"), SYNTAX, "Statement.Condition: must be an object"),
    (OBSERVED, statement(Condition={"a": "b"}), SYNTAX, "Statement.Condition.a: must be an object"),
    (
        OBSERVED,
        [OK, statement(Condition={"StringEqual": {"aws:x": "1"}})],
        SYNTAX,
        "Statement[1].Condition.StringEqual: unknown condition operator",
    ),
    (
        OBSERVED,
        statement(Condition={"ForAnyValue::StringEqualsIfExists": {"a": "b"}}),
        SYNTAX,
        "Statement.Condition.ForAnyValue::StringEqualsIfExists: unknown condition operator",
    ),
    (
        "IAM JSON policy elements: Condition operators",
        statement(Condition={"NullIfExists": {"aws:x": "true"}}),
        SYNTAX,
        "Statement.Condition.NullIfExists: unknown condition operator",
    ),
    (
        OBSERVED,
        statement(Condition={"StringEquals": {"aws:x": {}}}),
        SYNTAX,
        "Statement.Condition.StringEquals.aws:x: must be a string, a number or a boolean",
    ),
    (
        GRAMMAR,
        statement(Condition={"StringEquals": {"aws:x": ["a", None]}}),
        SYNTAX,
        "Statement.Condition.StringEquals.aws:x[1]: must be a string, a number or a boolean",
    ),
    (
        INFERRED,
        statement(Condition={"NumericLessThan": {"aws:x": [1, "ten"]}}),
        SYNTAX,
        "Statement.Condition.NumericLessThan.aws:x: value 2 is not a number",
    ),
    (
        INFERRED,
        statement(Condition={"NumericLessThan": {"aws:x": "${aws:y}"}}),
        SYNTAX,
        "Statement.Condition.NumericLessThan.aws:x: value 1 is not a number",
    ),
    (
        INFERRED,
        statement(Condition={"Bool": {"aws:x": "yes"}}),
        SYNTAX,
        "Statement.Condition.Bool.aws:x: value 1 is not true or false",
    ),
    (
        INFERRED,
        statement(Condition={"Null": {"aws:x": "no"}}),
        SYNTAX,
        "Statement.Condition.Null.aws:x: value 1 is not true or false",
    ),
    (
        INFERRED,
        statement(Condition={"IpAddress": {"aws:ip": "203.0.113.0/33"}}),
        SYNTAX,
        "Statement.Condition.IpAddress.aws:ip: value 1 is not an IP address or a range of them",
    ),
    (
        INFERRED,
        statement(Condition={"BinaryEquals": {"aws:x": "?"}}),
        SYNTAX,
        "Statement.Condition.BinaryEquals.aws:x: value 1 is not base64",
    ),
    (
        OBSERVED,
        statement(Condition={"DateGreaterThan": {"a": "sdfdsf"}}),
        LEGACY,
        "Statement.Condition.DateGreaterThan.a: value 1 is not a date",
    ),
    (
        OBSERVED,
        statement(Condition={"DateLessThanEquals": {"a": "234-13"}}),
        LEGACY,
        "Statement.Condition.DateLessThanEquals.a: value 1 is not a date",
    ),
    (
        OBSERVED,
        statement(Condition={"DateLessThanEquals": {"a": "2016-12-13t2:00:00.593194+1"}}),
        LEGACY,
        "Statement.Condition.DateLessThanEquals.a: value 1 is not a date",
    ),
    (
        OBSERVED,
        statement(Condition={"DateLessThanEquals": {"a": "2016-12-13t2:00:00.1999999999+10:59"}}),
        LEGACY,
        "Statement.Condition.DateLessThanEquals.a: value 1 is not a date",
    ),
    (
        OBSERVED,
        statement(Condition={"DateLessThan": {"a": "9223372036854775808"}}),
        LEGACY,
        "Statement.Condition.DateLessThan.a: value 1 is not a date",
    ),
    (
        INFERRED,
        statement(Condition={"DateLessThan": {"a": "2026-01-01T00:00:00+25:00"}}),
        LEGACY,
        "Statement.Condition.DateLessThan.a: value 1 is not a date",
    ),
    (OBSERVED, statement(effect="denY"), LEGACY, "Statement.Effect: must be Allow or Deny"),
    (
        OBSERVED,
        statement(Resource="arn:aws:s3::bucket"),
        LEGACY,
        "Statement.Resource[0]: must have the six parts of an ARN",
    ),
    (
        OBSERVED,
        statement(NotResource="arn:aws:s3::bucket"),
        LEGACY,
        "Statement.NotResource[0]: must have the six parts of an ARN",
    ),
    (
        OBSERVED,
        statement(Resource="arn:aws::::bucket"),
        LEGACY,
        "Statement.Resource[0]: must have the six parts of an ARN",
    ),
    (
        OBSERVED,
        statement(Resource="arn:aws::fdsasf"),
        LEGACY,
        "Statement.Resource[0]: must have the six parts of an ARN",
    ),
    (OBSERVED, [statement(Sid="a")] * 2, UNIQUE, "Statement[1].Sid: a stands twice"),
    (REPORTED, statement(Sid="autogenerated-id"), PLAIN, "Statement.Sid"),
    (OBSERVED, {"Effect": "Allow", "Resource": BUCKET}, ACTIONS, "Statement"),
    (OBSERVED, {"Effect": "Allow"}, ACTIONS, "Statement"),
    (OBSERVED, statement(Action=[]), ACTIONS, "Statement"),
    (OBSERVED, [{"Effect": "Deny"}, OK], ACTIONS, "Statement[0]"),
    (OBSERVED, statement(Action="invalid"), VENDOR, "Statement.Action[0]"),
    (OBSERVED, statement(NotAction=""), VENDOR, "Statement.NotAction[0]"),
    (OBSERVED, statement(Action="a a:List"), "Vendor a a is not valid", "Statement.Action[0]"),
    (REPORTED, statement(Action="con*:List"), "Vendor con* is not valid", "Statement.Action[0]"),
    (OBSERVED, [OK, statement(Action=["s3:a", "s:3:b"])], COLON, "Statement[1].Action[1]"),
    (OBSERVED, {"Effect": "Allow", "Action": "s3:List"}, RESOURCES, "Statement"),
    (OBSERVED, statement(Resource=[]), RESOURCES, "Statement"),
    (
        OBSERVED,
        statement(Resource="invalid resource"),
        'Resource invalid resource must be in ARN format or "*".',
        "Statement.Resource[0]",
    ),
    (
        OBSERVED,
        statement(Resource=""),
        'Resource  must be in ARN format or "*".',
        "Statement.Resource[0]",
    ),
    (
        OBSERVED,
        statement(Resource="a:bsdfdsafsad"),
        partition("bsdfdsafsad", "arn:bsdfdsafsad:*:*:*:*"),
        "Statement.Resource[0]",
    ),
    (
        OBSERVED,
        statement(Resource="a:b:cadfsdf"),
        partition("b", "arn:b:cadfsdf:*:*:*"),
        "Statement.Resource[0]",
    ),
    (
        OBSERVED,
        statement(Resource="a:b:c:d:e:f:g:h"),
        partition("b", "arn:b:c:d:e:f:g:h"),
        "Statement.Resource[0]",
    ),
    (
        OBSERVED,
        statement(Resource="aws:s3:::bucket"),
        partition("s3", "arn:s3:::bucket:*"),
        "Statement.Resource[0]",
    ),
    (
        OBSERVED,
        statement(Resource=["arn:error:s3:::bucket", "arn:error:s3::bucket"]),
        partition("error", "arn:error:s3:::bucket"),
        "Statement.Resource[0]",
    ),
    (
        OBSERVED,
        statement(Resource="arn:aws"),
        "Resource vendor must be fully qualified and cannot contain regexes.",
        "Statement.Resource[0]",
    ),
    (OBSERVED, statement(Resource="arn:aws:iam:::bucket"), PATHS, "Statement.Resource[0]"),
    (
        OBSERVED,
        statement(Resource="arn:aws:iam:us-east-1::bucket"),
        "IAM resource arn:aws:iam:us-east-1::bucket cannot contain region information.",
        "Statement.Resource[0]",
    ),
    (
        REPORTED,
        [OK, statement(Principal="*")],
        "Policy document should not specify a principal.",
        "Statement[1].Principal",
    ),
    (
        REPORTED,
        statement(NotPrincipal={"AWS": "123456789012"}),
        "Policy document should not specify a principal.",
        "Statement.NotPrincipal",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("source", "statements", "sentence", "place"), STATEMENTS)
def test_a_statement_that_is_none_is_refused_with_its_place(
    source: str, statements: Any, sentence: str, place: str
) -> None:
    text = json.dumps({"Version": V, "Statement": statements})

    assert refusal(text, "identity") == (sentence, place), source


def test_the_text_of_a_refusal_is_iams_sentence_and_the_place() -> None:
    given = statement(Condition={"StringEqual": {"aws:x": "1"}})

    with pytest.raises(MalformedPolicy) as caught:
        parse(json.dumps({"Version": V, "Statement": [OK, given]}), "identity")

    assert caught.value.text == (
        "Syntax errors in policy. Statement[1].Condition.StringEqual: unknown condition operator"
    )
