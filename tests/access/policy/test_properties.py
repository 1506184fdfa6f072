import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.policy.writing import INSTANCE, policy, request, resources
from outdial.access.policy.context import Value
from outdial.access.policy.document import Kind, MalformedPolicy, Policy, parse
from outdial.access.policy.evaluate import Layers, allows_on_everything, decide

ARNS = [f"{INSTANCE}/queue/q1", f"{INSTANCE}/queue/q2", f"{INSTANCE}/contact-flow/f1", INSTANCE]
ACTIONS = ["connect:DescribeQueue", "connect:DeleteQueue", "connect:ListQueues"]
ALL = {"Effect": "Allow", "Action": "*", "Resource": "*"}
KINDS: list[Kind] = ["identity", "boundary", "session", "scp", "trust", "resource"]

conditions = st.sampled_from([
    {},
    {"StringEquals": {"aws:username": "ana"}},
    {"StringNotEquals": {"aws:username": "ana"}},
    {"Null": {"aws:username": "true"}},
    {"ForAllValues:StringLike": {"aws:TagKeys": ["a*"]}},
    {"ForAnyValue:StringLikeIfExists": {"aws:TagKeys": ["a*"]}},
    {"NumericLessThan": {"aws:count": 5}},
])  # fmt: skip


@st.composite
def statements(draw: st.DrawFn, effects: tuple[str, ...] = ("Allow", "Deny")) -> dict[str, Any]:
    actions = [*ACTIONS, "connect:*", "connect:D*", "*"]
    places = [*ARNS, f"{INSTANCE}/*", "*", "arn:aws:connect:*:*:instance/${aws:username}*"]
    return {
        "Effect": draw(st.sampled_from(effects)),
        draw(st.sampled_from(["Action", "NotAction"])): draw(st.sampled_from(actions)),
        draw(st.sampled_from(["Resource", "NotResource"])): draw(st.sampled_from(places)),
        "Condition": draw(conditions),
    }


def some(kind: Kind) -> st.SearchStrategy[Policy]:
    return st.lists(statements(), min_size=1, max_size=4).map(
        lambda drawn: policy(*drawn, kind=kind)
    )


layers = st.builds(
    Layers,
    identity=st.lists(some("identity"), max_size=3),
    boundary=st.none() | some("boundary"),
    session=st.none() | st.lists(some("session"), max_size=2),
    scps=st.none() | st.lists(st.lists(some("scp"), max_size=2), max_size=2),
    is_root=st.booleans(),
)
keys = st.fixed_dictionaries(
    {},
    optional={
        "aws:username": st.sampled_from(["ana", "1111", ""]),
        "aws:TagKeys": st.lists(st.sampled_from(["a1", "b1"])).map(tuple),
        "aws:count": st.sampled_from(["4", "6", "x"]),
    },
)
requests = st.tuples(st.sampled_from(ACTIONS), keys, st.lists(st.sampled_from(ARNS), max_size=3))
Asked = tuple[str, dict[str, Value], list[str]]
BETTER = {"explicit_deny": 0, "implicit_deny": 1, "allowed": 2}


def outcome(asked: Layers, of: Asked) -> int:
    action, given_keys, arns = of
    return BETTER[decide(asked, request(action, **given_keys), resources(*arns)).outcome]


@given(layers, requests, statements(effects=("Allow",)), st.data())
def test_one_more_allow_never_takes_anything_away(
    asked: Layers, of: Asked, allow: dict[str, Any], data: st.DataObject
) -> None:
    before = outcome(asked, of)

    assert outcome(with_one_more(asked, allow, data), of) >= before


@given(layers, requests, statements(effects=("Deny",)), st.data())
def test_one_more_deny_never_gives_anything(
    asked: Layers, of: Asked, deny: dict[str, Any], data: st.DataObject
) -> None:
    before = outcome(asked, of)

    assert outcome(with_one_more(asked, deny, data), of) <= before


def with_one_more(asked: Layers, added: dict[str, Any], data: st.DataObject) -> Layers:
    """Add a statement to a layer that is there, as a policy of its own."""
    name = data.draw(st.sampled_from(["identity", "session", "scps"]))
    if name == "session" and asked.session is not None:
        return replace(asked, session=[*asked.session, policy(added, kind="session")])
    if name == "scps" and asked.scps:
        first, *others = asked.scps
        return replace(asked, scps=[[*first, policy(added, kind="scp")], *others])
    return replace(asked, identity=[policy(added), *asked.identity])


@given(st.lists(statements(), min_size=1, max_size=6), requests, st.data())
def test_the_order_of_statements_policies_and_resources_never_matters(
    drawn: list[dict[str, Any]], of: Asked, data: st.DataObject
) -> None:
    action, given_keys, arns = of
    shuffled = data.draw(st.permutations(drawn))
    cut = data.draw(st.integers(0, len(shuffled)))
    parted = [policy(*part) for part in (shuffled[cut:], shuffled[:cut]) if part]
    turned: Asked = (action, given_keys, data.draw(st.permutations(arns)))

    assert outcome(Layers(identity=[policy(*drawn)]), of) == outcome(
        Layers(identity=parted), turned
    )


@given(layers, requests)
def test_a_request_is_as_good_as_the_worst_of_its_resources(asked: Layers, of: Asked) -> None:
    action, given_keys, arns = of
    alone = [outcome(asked, (action, given_keys, [arn])) for arn in arns or ["*"]]

    assert outcome(asked, of) == min(alone)


@given(layers, requests)
def test_an_allowed_request_has_a_statement_to_allow_it_in_each_layer(
    asked: Layers, of: Asked
) -> None:
    action, given_keys, arns = of
    decision = decide(asked, request(action, **given_keys), resources(*arns))

    for verdict in decision.verdicts:
        if verdict.outcome == "allowed":
            present = {"scp"} if asked.scps else set()
            present |= {"boundary"} if asked.boundary else set()
            present |= {"session"} if asked.session is not None else set()
            present |= set() if asked.is_root else {"identity"}
            assert present <= {match.layer for match in verdict.matches}
    json.dumps(decision.as_json())


@given(layers, requests)
def test_what_is_allowed_on_everything_is_allowed_on_each(asked: Layers, of: Asked) -> None:
    action, _, _ = of

    assert not allows_on_everything(asked, action) or outcome(asked, of) == BETTER["allowed"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Layers(identity=[policy(ALL)]), True),
        (
            Layers(
                identity=[policy({"Effect": "Allow", "Action": "connect:D*", "Resource": ["*"]})]
            ),
            True,
        ),
        (Layers(is_root=True), True),
        (Layers(), False),
        (Layers(identity=[policy({"Effect": "Allow", "Action": "*", "Resource": ARNS[0]})]), False),
        (Layers(identity=[policy({"Effect": "Allow", "Action": "iam:*", "Resource": "*"})]), False),
        (Layers(is_root=True, session=[]), False),
        (
            Layers(
                identity=[policy(ALL | {"Condition": {"Bool": {"aws:SecureTransport": "true"}}})]
            ),
            False,
        ),
        (Layers(identity=[policy(ALL, ALL | {"Effect": "Deny", "Resource": ARNS[0]})]), False),
        (Layers(identity=[policy(ALL)], scps=[[policy(ALL, kind="scp")], []]), False),
    ],
)
def test_tells_what_is_allowed_on_everything(asked: Layers, expected: bool) -> None:  # noqa: FBT001
    assert allows_on_everything(asked, "connect:DescribeQueue") is expected


@given(st.text() | st.text(alphabet='{}[]":, \n01truefalsnEStamciWV*'), st.sampled_from(KINDS))
def test_no_text_does_worse_than_being_refused(text: str, kind: Kind) -> None:
    with suppress(MalformedPolicy):
        parse(text, kind)


names = st.sampled_from([
    *("Version", "Id", "Statement", "Sid", "Effect", "Principal", "NotPrincipal", "Action"),
    *("NotAction", "Resource", "NotResource", "Condition", "StringEquals", "DateLessThan", "AWS"),
    *("NumericEquals", "IpAddress", "BinaryEquals", "ForAnyValue:ArnLike", "aws:username", "*"),
])  # fmt: skip
texts = st.sampled_from([
    *("Allow", "Deny", "2012-10-17", "connect:*", "*", "arn:aws:connect:*:*:instance/*", "", "a:b"),
    *("arn:aws:s3", "10", "2026-01-01", "${aws:username}", "${", "1.2.3.4/99", "arn:aws::x:y:z"),
])  # fmt: skip
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(names | st.text(max_size=3), inner, max_size=5)
    ),
    max_leaves=20,
)
near_statements = st.fixed_dictionaries(
    {"Effect": texts | st.just("Allow")},
    optional={
        **{name: texts | st.lists(texts) | values for name in ("Action", "NotAction", "Resource")},
        "Condition": st.dictionaries(names, st.dictionaries(names, values)),
        "Principal": values,
    },
)


@given(values | st.builds(lambda one: {"Version": "2012-10-17", "Statement": one}, near_statements))
def test_no_json_does_worse_than_being_refused(value: Any) -> None:
    for kind in KINDS:
        with suppress(MalformedPolicy):
            read = parse(json.dumps(value), kind)
            decide(Layers(identity=[read]), request(), resources(*ARNS))


@pytest.mark.parametrize("text", ["[" * 100_000, '{"Statement":' * 100_000, "[" * 900 + "]" * 900])
def test_a_document_as_deep_as_any_is_refused(text: str) -> None:
    with pytest.raises(MalformedPolicy, match=r"Syntax errors in policy\."):
        parse(text, "identity")
