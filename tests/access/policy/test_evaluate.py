from typing import Any

import pytest

from access.policy.writing import (
    BOUNDARIES,
    EVALUATION,
    INSTANCE,
    QUEUE,
    SCPS,
    USER,
    document,
    policy,
    request,
    resources,
    statement,
)
from outdial.access.policy.decision import Layer, Outcome
from outdial.access.policy.document import Kind, Policy, parse
from outdial.access.policy.evaluate import Layers, decide

A = statement()
"""Allows everything."""
D = statement("Deny")
N = statement(Action="iam:GetUser")
"""Allows something else."""
M = statement("Deny", Action="iam:GetUser")
"""Denies something else."""


def policies(*given: list[dict[str, Any]], kind: Kind = "identity") -> list[Policy]:
    return [policy(*statements, kind=kind) for statements in given]


# Of each case: the page, the policies of each layer (each a list of statements), what comes out,
# and the first layer that does not allow.
LAYERS: list[tuple[str, dict[str, Any], Outcome, Layer | None]] = [
    (EVALUATION, {}, "implicit_deny", "identity"),
    (EVALUATION, {"identity": [[A]]}, "allowed", None),
    (EVALUATION, {"identity": [[N]]}, "implicit_deny", "identity"),
    (EVALUATION, {"identity": [[M]]}, "implicit_deny", "identity"),
    (EVALUATION, {"identity": [[D]]}, "explicit_deny", None),
    (EVALUATION, {"identity": [[A, D]]}, "explicit_deny", None),
    (EVALUATION, {"identity": [[D, A]]}, "explicit_deny", None),
    (EVALUATION, {"identity": [[A], [D]]}, "explicit_deny", None),
    (EVALUATION, {"identity": [[N], [A]]}, "allowed", None),
    (EVALUATION, {"identity": [[A, M]]}, "allowed", None),
    (BOUNDARIES, {"identity": [[A]], "boundary": [A]}, "allowed", None),
    (BOUNDARIES, {"identity": [[A]], "boundary": [N]}, "implicit_deny", "boundary"),
    (BOUNDARIES, {"identity": [[N]], "boundary": [A]}, "implicit_deny", "identity"),
    (BOUNDARIES, {"boundary": [A]}, "implicit_deny", "identity"),
    (BOUNDARIES, {"identity": [[A]], "boundary": [A, D]}, "explicit_deny", None),
    (BOUNDARIES, {"identity": [[D]], "boundary": [A]}, "explicit_deny", None),
    (EVALUATION, {"identity": [[A]], "session": [[A]]}, "allowed", None),
    (EVALUATION, {"identity": [[A]], "session": [[N]]}, "implicit_deny", "session"),
    (EVALUATION, {"identity": [[A]], "session": [[N], [A]]}, "allowed", None),
    (EVALUATION, {"identity": [[N]], "session": [[A]]}, "implicit_deny", "identity"),
    (EVALUATION, {"identity": [[A]], "session": [[A], [D]]}, "explicit_deny", None),
    (EVALUATION, {"identity": [[A]], "session": []}, "implicit_deny", "session"),
    (EVALUATION, {"identity": [[A]], "boundary": [A], "session": [[A]]}, "allowed", None),
    (BOUNDARIES, {"identity": [[A]], "boundary": [N], "session": []}, "implicit_deny", "boundary"),
    (SCPS, {"identity": [[A]], "scps": [[[A]]]}, "allowed", None),
    (SCPS, {"identity": [[A]], "scps": [[[N]]]}, "implicit_deny", "scp"),
    (SCPS, {"identity": [[N]], "scps": [[[N]]]}, "implicit_deny", "scp"),
    (SCPS, {"scps": [[[A]]]}, "implicit_deny", "identity"),
    (SCPS, {"identity": [[A]], "scps": [[[A]], [[A]], [[A]]]}, "allowed", None),
    (SCPS, {"identity": [[A]], "scps": [[[A]], [[N]], [[A]]]}, "implicit_deny", "scp"),
    (SCPS, {"identity": [[A]], "scps": [[[A]], [[N], [A]]]}, "allowed", None),
    (SCPS, {"identity": [[A]], "scps": [[[A]], []]}, "implicit_deny", "scp"),
    (SCPS, {"identity": [[A]], "scps": [[[A]], [[A, D]]]}, "explicit_deny", None),
    (SCPS, {"identity": [[A]], "scps": []}, "allowed", None),
    (EVALUATION, {"is_root": True}, "allowed", None),
    (EVALUATION, {"is_root": True, "scps": [[[A]]]}, "allowed", None),
    (EVALUATION, {"is_root": True, "scps": [[[N]]]}, "implicit_deny", "scp"),
    (EVALUATION, {"is_root": True, "scps": [[[A, D]]]}, "explicit_deny", None),
    (EVALUATION, {"is_root": True, "session": [[N]]}, "implicit_deny", "session"),
    (EVALUATION, {"is_root": True, "session": [[A]]}, "allowed", None),
    (EVALUATION, {"is_root": True, "session": []}, "implicit_deny", "session"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "given", "outcome", "missing"), LAYERS)
def test_each_layer_has_its_say(
    source: str, given: dict[str, Any], outcome: Outcome, missing: Layer | None
) -> None:
    layers = Layers(
        identity=policies(*given.get("identity", [])),
        boundary=policy(*given["boundary"], kind="boundary") if "boundary" in given else None,
        session=policies(*given["session"], kind="session") if "session" in given else None,
        scps=[policies(*level, kind="scp") for level in given["scps"]] if "scps" in given else None,
        is_root=given.get("is_root", False),
    )

    decision = decide(layers, request(), resources(QUEUE))

    assert (decision.outcome, decision.verdicts[0].missing) == (outcome, missing), source
    assert decision.allowed is (outcome == "allowed")


OTHER = f"{INSTANCE}/queue/q2"


@pytest.mark.parametrize(
    ("source", "statements", "outcome", "refused"),
    [
        (EVALUATION, [statement(Resource=QUEUE)], "implicit_deny", OTHER),
        (EVALUATION, [statement(Resource=[QUEUE, OTHER])], "allowed", None),
        (EVALUATION, [statement(Resource=QUEUE), statement(Resource=OTHER)], "allowed", None),
        (EVALUATION, [A, statement("Deny", Resource=OTHER)], "explicit_deny", OTHER),
        (EVALUATION, [statement("Deny", Resource=OTHER)], "explicit_deny", OTHER),
        (EVALUATION, [statement(Resource=OTHER)], "implicit_deny", QUEUE),
    ],
)
def test_every_resource_must_be_allowed_and_one_deny_denies(
    source: str, statements: list[dict[str, Any]], outcome: Outcome, refused: str | None
) -> None:
    decision = decide(Layers(identity=[policy(*statements)]), request(), resources(QUEUE, OTHER))

    assert decision.outcome == outcome, source
    assert (decision.refusal.arn if decision.refusal else None) == refused


def test_a_request_without_resources_needs_everything() -> None:
    every, some = policy(statement()), policy(statement(Resource=f"{INSTANCE}*"))

    assert decide(Layers(identity=[every]), request(), []).allowed
    assert not decide(Layers(identity=[some]), request(), []).allowed


UPDATE = "connect:UpdateQueueOutboundCallerConfig"
V2 = "arn:aws:connect:us-east-1:123456789012:phone-number/n1"
V1 = f"{INSTANCE}/phone-number/n1"
GUIDE = "Amazon Connect administrator guide: phone numbers in a replica Region"


@pytest.mark.parametrize(
    ("source", "statements", "outcome"),
    [
        (GUIDE, [statement(Action=UPDATE, Resource=[V2, V1])], "allowed"),
        (GUIDE, [statement(Action=UPDATE, Resource=V2)], "implicit_deny"),
        (GUIDE, [statement(Action=UPDATE, Resource=V1)], "implicit_deny"),
        (GUIDE, [A, statement("Deny", Action=UPDATE, Resource=[V2, V1])], "explicit_deny"),
        (GUIDE, [A, statement("Deny", Action="connect:CreateQueue", Resource=[V2, V1])], "allowed"),
    ],
)
def test_a_number_seen_from_a_replica_counts_as_both_of_its_arns(
    source: str, statements: list[dict[str, Any]], outcome: Outcome
) -> None:
    queues = statement(Action="connect:*", Resource=f"{INSTANCE}/queue/*")

    decision = decide(
        Layers(identity=[policy(queues, *statements)]),
        request(UPDATE),
        resources(QUEUE, V2, V1),
    )

    assert decision.outcome == outcome, source


def test_a_decision_tells_which_statements_decided() -> None:
    text = (
        '{"Version": "2012-10-17",\n'
        ' "Statement": [\n'
        '  {"Sid": "Queues", "Effect": "Allow", "Action": "connect:*", "Resource": "*"},\n'
        '  {"Effect": "Deny", "Action": "connect:*",\n'
        f'   "Resource": "{OTHER}"}}]}}'
    )
    layers = Layers(
        identity=[parse(text, "identity", "Desk")],
        boundary=policy(statement(Resource=[QUEUE, OTHER]), kind="boundary", name="Limit"),
    )

    decision = decide(layers, request(), resources(QUEUE, OTHER, INSTANCE))

    queues = {"layer": "identity", "policy": "Desk", "effect": "Allow", "sid": "Queues", "index": 0}
    queues |= {"line": 3, "column": 3, "end_line": 3, "end_column": 79}
    limit = {"layer": "boundary", "policy": "Limit", "effect": "Allow", "sid": "", "index": 0}
    limit |= {"line": 1, "column": 41}
    answer = decision.as_json()
    [first, second, third] = answer.pop("resources")
    assert answer == {
        "outcome": "explicit_deny",
        "action": "connect:DescribeQueue",
        "principal": USER,
    }
    assert first["matches"][0] == queues
    assert limit.items() <= first["matches"][1].items()
    assert (first["arn"], first["outcome"], first["missing"]) == (QUEUE, "allowed", None)
    assert second["outcome"] == "explicit_deny"
    assert [(match["index"], match["line"]) for match in second["matches"]] == [(1, 4)]
    assert (third["outcome"], third["missing"]) == ("implicit_deny", "boundary")
    assert third["matches"] == [queues]


@pytest.mark.parametrize(
    ("layers", "reason"),
    [
        (Layers(), "because no identity-based policy allows the connect:DescribeQueue action"),
        (
            Layers(identity=[policy(A)], boundary=policy(N, kind="boundary")),
            "because no permissions boundary allows the connect:DescribeQueue action",
        ),
        (
            Layers(identity=[policy(A)], session=[]),
            "because no session policy allows the connect:DescribeQueue action",
        ),
        (
            Layers(identity=[policy(A)], scps=[[]]),
            "because no service control policy allows the connect:DescribeQueue action",
        ),
        (Layers(identity=[policy(D)]), "with an explicit deny in an identity-based policy"),
        (
            Layers(boundary=policy(D, kind="boundary")),
            "with an explicit deny in a permissions boundary",
        ),
        (
            Layers(scps=[[policy(D, kind="scp")]]),
            "with an explicit deny in a service control policy",
        ),
        (Layers(identity=[policy(A)]), ""),
    ],
)
def test_a_refusal_has_a_reason_in_the_words_of_iam(layers: Layers, reason: str) -> None:
    assert decide(layers, request(), resources(QUEUE)).reason == reason


def test_every_statement_that_matches_is_told_when_asked_for() -> None:
    layers = Layers(identity=[policy(A, statement(Resource=QUEUE)), policy(A)])
    denied = Layers(identity=[policy(D, A, D)])

    [first] = decide(layers, request(), resources(QUEUE)).verdicts
    [every] = decide(layers, request(), resources(QUEUE), every=True).verdicts
    [denies] = decide(denied, request(), resources(QUEUE), every=True).verdicts

    assert [match.statement.index for match in first.matches] == [0]
    assert [match.statement.index for match in every.matches] == [0, 1, 0]
    assert [match.statement.index for match in denies.matches] == [0, 2]


def test_a_refusal_of_none_is_none() -> None:
    decision = decide(Layers(identity=[policy(A)]), request(), resources(QUEUE))

    assert decision.refusal is None


def test_documents_of_all_kinds_can_be_one_text() -> None:
    text = document(A)
    kinds: tuple[Kind, ...] = ("identity", "boundary", "session", "scp")

    assert [parse(text, kind).kind for kind in kinds] == list(kinds)
