import json
from typing import Any

import pytest

from access.policy.writing import (
    GRAMMAR,
    INFERRED,
    OBSERVED,
    refusal,
    statement,
)
from outdial.access.policy.document import parse

V = "2012-10-17"
SYNTAX = "Syntax errors in policy."
VERSION = "Policy document must be version 2012-10-17 or greater."
LEGACY = "The policy failed legacy parsing"
ACTIONS = "Policy statement must contain actions."
VENDOR = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
UNIQUE = "Statement IDs (SID) in a single policy must be unique."
OK = statement()

TWICE = '{"Bool": {"aws:x": "true", "aws:x": "false"}}'
ONE = '"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}'

TEXTS: list[tuple[str, str, str, str]] = [
    (OBSERVED, "This is no JSON", SYNTAX, "line 1 column 1: Expecting value"),
    (INFERRED, "", SYNTAX, "line 1 column 1: Expecting value"),
    (INFERRED, '{"Version":\n "2012-10-17",}', SYNTAX, "line 2 column 1"),
    (INFERRED, "{} {}", SYNTAX, "line 1 column 4: Extra data"),
    (INFERRED, '{"Statement": NaN}', SYNTAX, "NaN is no JSON"),
    (INFERRED, "[]", SYNTAX, "must be an object"),
    (OBSERVED, f'{{"Version": "{V}"}}', SYNTAX, "Statement: must be a statement, or a list"),
    (OBSERVED, f'{{"Version": "2013-10-17", {ONE}}}', SYNTAX, "Version: must be 2012-10-17 or"),
    (OBSERVED, f'{{"Version": "{V}", {ONE}, "More": 1}}', SYNTAX, "More: unknown element"),
    (OBSERVED, f'{{"Version": "{V}", {ONE}, "Id": []}}', SYNTAX, "Id: must be a string"),
    (GRAMMAR, f'{{"Version": 2012, {ONE}}}', SYNTAX, "Version: must be a string"),
    (GRAMMAR, f'{{"Version": "{V}", {ONE}, {ONE}}}', SYNTAX, "Statement: stands twice"),
    (
        GRAMMAR,
        f'{{"Version": "{V}", "Statement": {{"Effect": "Allow", "Effect": "Deny"}}}}',
        SYNTAX,
        "Statement.Effect: stands twice",
    ),
    (
        GRAMMAR,
        f'{{"Version": "{V}", "Statement": [{{"Effect": "Allow", "Condition": {TWICE}}}]}}',
        SYNTAX,
        "Statement[0].Condition.Bool.aws:x: stands twice",
    ),
    (OBSERVED, f"{{{ONE}}}", VERSION, "Version: is missing"),
    (OBSERVED, f'{{"Version": "2008-10-17", {ONE}}}', VERSION, "Version"),
]


@pytest.mark.parametrize(("source", "text", "sentence", "place"), TEXTS)
def test_a_text_that_is_no_document_is_refused_with_its_place(
    source: str, text: str, sentence: str, place: str
) -> None:
    said, where = refusal(text, "identity")

    assert said == sentence, source
    assert where.startswith(place)


DATE = {"DateGreaterThan": {"a": "sdfdsf"}}

ORDER: list[tuple[str, Any, str]] = [
    ("syntax, version", {"Statement": {**OK, "More": 1}}, SYNTAX),
    ("version, older reader", {"Statement": statement(effect="denY")}, VERSION),
    ("version, older reader", {"Statement": statement(Condition=DATE)}, VERSION),
    ("version, ids", {"Statement": [statement(Sid="a"), {"Sid": "a", "Effect": "Deny"}]}, VERSION),
    ("older reader, ids", [statement("aLLow", Sid="a"), {"Sid": "a", "Effect": "Allow"}], LEGACY),
    ("older reader, actions", {"Effect": "Allow", "Condition": DATE}, LEGACY),
    ("older reader, actions", {"Effect": "Allow", "Resource": "arn:aws:s3::bucket"}, LEGACY),
    ("older reader, form", statement(Resource="arn:error:s3:::b", Condition=DATE), LEGACY),
    ("ids, actions", [statement(Sid="a"), {"Sid": "a", "Effect": "Allow"}], UNIQUE),
    ("actions, form", {"Effect": "Allow", "Resource": "adf"}, ACTIONS),
    (
        "form of resources, form of actions",
        statement(Action="s:3:a", Resource="sdf"),
        'Resource sdf must be in ARN format or "*".',
    ),
    ("form of actions, resources", {"Effect": "Allow", "Action": "invalid"}, VENDOR),
]


@pytest.mark.parametrize(("order", "given", "sentence"), ORDER)
def test_of_two_faults_iam_tells_the_first_that_it_asks_about(
    order: str, given: Any, sentence: str
) -> None:
    whole = isinstance(given, dict) and "Statement" in given
    text = json.dumps(given if whole else {"Version": V, "Statement": given})

    assert refusal(text, "identity")[0] == sentence, order


TAKEN: list[tuple[str, Any]] = [
    (OBSERVED, statement(Resource=["arn:aws:s3:::bucket", "*"])),
    (OBSERVED, statement(Action="iam: asdf safdsf af ")),
    (OBSERVED, statement(Action="made-up.vendor:List")),
    (OBSERVED, statement(Resource="arn:aws:made-up:us-east-1::thing")),
    (OBSERVED, statement(Resource="arn:aws:fdsasf")),
    (OBSERVED, statement(Resource="arn:aws:iam:::user/ana")),
    (OBSERVED, statement(Resource="arn:aws:iam::*:user/${aws:username}")),
    (OBSERVED, statement(Resource="arn:*:iam::*:*")),
    (OBSERVED, statement(Condition={})),
    (OBSERVED, statement(Condition={"x": {}, "y": {}})),
    (OBSERVED, statement(Condition={"DateGreaterThan": {}})),
    (OBSERVED, statement(Condition={"DateGreaterThan": {"a": []}})),
    (OBSERVED, statement(Condition={"DateGreaterThan": {"a": "01T"}})),
    (OBSERVED, statement(Condition={"DateLessThan": {"a": "-292275054"}})),
    (OBSERVED, statement(Condition={"DateLessThan": {"a": "2016-12-13t2:00:00.593194+23"}})),
    (OBSERVED, statement(Condition={"DateLessThan": {"a": "2016-12-13T21:20:37.593194+00:00"}})),
    (OBSERVED, statement(Condition={"ForAnyValue:StringEqualsIfExists": {"a": "b"}})),
    (OBSERVED, [statement(Sid=""), statement(Sid="")]),
    (OBSERVED, statement(NotAction="s3:List", NotResource="*")),
    (GRAMMAR, statement(Condition={"NumericLessThan": {"s3:max-keys": 10}})),
    (GRAMMAR, statement(Condition={"Bool": {"aws:SecureTransport": True}})),
    (GRAMMAR, statement(Condition={"StringEquals": {"aws:x": 1.50}})),
]  # fmt: skip


@pytest.mark.parametrize(("source", "statements"), TAKEN)
def test_what_iam_takes_is_taken(source: str, statements: Any) -> None:
    text = json.dumps({"Version": V, "Id": "x", "Statement": statements})

    count = len(statements) if isinstance(statements, list) else 1
    assert len(parse(text, "identity").statements) == count, source
