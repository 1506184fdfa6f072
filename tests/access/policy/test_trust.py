from typing import TYPE_CHECKING, Any

import pytest

from access.policy.writing import INFERRED, NOT_PRINCIPAL, PRINCIPAL, policy, request
from outdial.access.policy.decision import Outcome
from outdial.access.policy.principals import Principal
from outdial.access.policy.trust import decide_trust

if TYPE_CHECKING:
    from outdial.access.policy.document import Kind

NUMBER = "444455556666"
ROOT_ARN = f"arn:aws:iam::{NUMBER}:root"
BOB_ARN = f"arn:aws:iam::{NUMBER}:user/Bob"
ROLE_ARN = f"arn:aws:iam::{NUMBER}:role/audit"
SESSION_ARN = f"arn:aws:sts::{NUMBER}:assumed-role/audit/app"
FEDERATED_ARN = f"arn:aws:sts::{NUMBER}:federated-user/Bob"
PROVIDER_ARN = f"arn:aws:iam::{NUMBER}:saml-provider/Corp"

ROOT = Principal(name=ROOT_ARN, account=NUMBER)
BOB = Principal(name=BOB_ARN, account=NUMBER)
ALICE = Principal(name=f"arn:aws:iam::{NUMBER}:user/Alice", account=NUMBER)
SESSION = Principal(name=SESSION_ARN, account=NUMBER, role=ROLE_ARN)
STRANGER = Principal(name="arn:aws:iam::999999999999:user/Bob", account="999999999999")
SERVICE = Principal(kind="Service", name="connect.amazonaws.com")
PROVIDER = Principal(kind="Federated", name=PROVIDER_ARN)

# Of each case: the page, the Principal element, who asks, whether they are let in, and whether
# by their own name.
TRUSTED: list[tuple[str, Any, Principal, Outcome, bool]] = [
    (PRINCIPAL, {"AWS": NUMBER}, BOB, "allowed", False),
    (PRINCIPAL, {"AWS": NUMBER}, ROOT, "allowed", False),
    (PRINCIPAL, {"AWS": NUMBER}, SESSION, "allowed", False),
    (PRINCIPAL, {"AWS": NUMBER}, STRANGER, "implicit_deny", False),
    (PRINCIPAL, {"AWS": ROOT_ARN}, BOB, "allowed", False),
    (PRINCIPAL, {"AWS": ROOT_ARN}, STRANGER, "implicit_deny", False),
    (PRINCIPAL, {"AWS": ["999999999999", NUMBER]}, BOB, "allowed", False),
    (PRINCIPAL, {"AWS": BOB_ARN}, BOB, "allowed", True),
    (PRINCIPAL, {"AWS": BOB_ARN}, ALICE, "implicit_deny", False),
    (PRINCIPAL, {"AWS": BOB_ARN}, STRANGER, "implicit_deny", False),
    (PRINCIPAL, {"AWS": BOB_ARN.replace("Bob", "bob")}, BOB, "implicit_deny", False),
    (PRINCIPAL, {"AWS": [BOB_ARN, NUMBER]}, BOB, "allowed", True),
    (PRINCIPAL, {"AWS": ROLE_ARN}, SESSION, "allowed", True),
    (PRINCIPAL, {"AWS": SESSION_ARN}, SESSION, "allowed", True),
    (PRINCIPAL, {"AWS": SESSION_ARN.replace("app", "other")}, SESSION, "implicit_deny", False),
    (PRINCIPAL, {"AWS": FEDERATED_ARN}, BOB, "implicit_deny", False),
    (PRINCIPAL, {"AWS": "*"}, BOB, "allowed", True),
    (PRINCIPAL, {"AWS": "*"}, STRANGER, "allowed", True),
    (PRINCIPAL, {"Service": "connect.amazonaws.com"}, SERVICE, "allowed", True),
    (PRINCIPAL, {"Service": ["s3.aws.dev", "connect.amazonaws.com"]}, SERVICE, "allowed", True),
    (PRINCIPAL, {"Service": "ec2.amazonaws.com"}, SERVICE, "implicit_deny", False),
    (PRINCIPAL, {"Service": "connect.amazonaws.com"}, BOB, "implicit_deny", False),
    (PRINCIPAL, {"AWS": NUMBER, "Service": "connect.amazonaws.com"}, SERVICE, "allowed", True),
    (PRINCIPAL, {"Federated": PROVIDER_ARN}, PROVIDER, "allowed", True),
    (PRINCIPAL, {"Federated": "accounts.google.com"}, PROVIDER, "implicit_deny", False),
    (INFERRED, {"AWS": "*"}, SERVICE, "implicit_deny", False),
    (INFERRED, {"AWS": "AIDAJQABLZS4A3QDU576Q"}, BOB, "implicit_deny", False),
]  # fmt: skip


def trust(effect: str = "Allow", **elements: Any) -> dict[str, Any]:
    return {"Effect": effect, "Action": "sts:AssumeRole", **elements}


@pytest.mark.parametrize(("source", "element", "principal", "outcome", "by_name"), TRUSTED)
def test_a_trust_policy_lets_in_whom_it_names(
    source: str, element: Any, principal: Principal, outcome: Outcome, *, by_name: bool
) -> None:
    asked = policy(trust(Principal=element), kind="trust")

    decision = decide_trust(asked, principal, request("sts:AssumeRole"))

    assert (decision.outcome, decision.by_name) == (outcome, by_name), source
    assert decision.allowed is (outcome == "allowed")


# Of each case: the page, the elements of a Deny beside an Allow for everyone, who asks, what.
EXCEPT: list[tuple[str, dict[str, Any], Principal, Outcome]] = [
    (NOT_PRINCIPAL, {"NotPrincipal": {"AWS": [BOB_ARN, ROOT_ARN]}}, BOB, "allowed"),
    (NOT_PRINCIPAL, {"NotPrincipal": {"AWS": [BOB_ARN, NUMBER]}}, BOB, "allowed"),
    (NOT_PRINCIPAL, {"NotPrincipal": {"AWS": [BOB_ARN, ROOT_ARN]}}, ALICE, "explicit_deny"),
    (NOT_PRINCIPAL, {"NotPrincipal": {"AWS": [BOB_ARN, ROOT_ARN]}}, STRANGER, "explicit_deny"),
    (NOT_PRINCIPAL, {"NotPrincipal": {"AWS": [BOB_ARN, ROOT_ARN]}}, ROOT, "allowed"),
    (NOT_PRINCIPAL, {"NotPrincipal": {"AWS": BOB_ARN}}, BOB, "explicit_deny"),
    (NOT_PRINCIPAL, {"NotPrincipal": {"AWS": [SESSION_ARN, ROLE_ARN, NUMBER]}}, SESSION, "allowed"),
    (NOT_PRINCIPAL, {"NotPrincipal": {"AWS": [SESSION_ARN, NUMBER]}}, SESSION, "explicit_deny"),
    (NOT_PRINCIPAL, {"NotPrincipal": {"AWS": [SESSION_ARN, ROLE_ARN]}}, SESSION, "explicit_deny"),
    (NOT_PRINCIPAL, {"NotPrincipal": {"Service": "connect.amazonaws.com"}}, SERVICE, "allowed"),
    (NOT_PRINCIPAL, {"NotPrincipal": {"Service": "connect.amazonaws.com"}}, BOB, "explicit_deny"),
    (PRINCIPAL, {"Principal": {"AWS": BOB_ARN}}, BOB, "explicit_deny"),
    (PRINCIPAL, {"Principal": {"AWS": BOB_ARN}}, ALICE, "allowed"),
    (PRINCIPAL, {"Principal": {"AWS": NUMBER}}, ALICE, "explicit_deny"),
    (PRINCIPAL, {"Principal": "*"}, SERVICE, "explicit_deny"),
    (
        PRINCIPAL,
        {"Principal": "*", "Condition": {"ArnNotEquals": {"aws:PrincipalArn": BOB_ARN}}},
        BOB,
        "allowed",
    ),
    (
        PRINCIPAL,
        {"Principal": "*", "Condition": {"ArnNotEquals": {"aws:PrincipalArn": BOB_ARN}}},
        ALICE,
        "explicit_deny",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("source", "elements", "principal", "outcome"), EXCEPT)
def test_a_deny_is_about_whom_it_names_or_all_others(
    source: str, elements: dict[str, Any], principal: Principal, outcome: Outcome
) -> None:
    asked = policy(
        {"Effect": "Allow", "Action": "*", "Resource": "*", "Principal": "*"},
        {"Effect": "Deny", "Action": "*", "Resource": "*", **elements},
        kind="resource",
    )
    context = request("sts:AssumeRole", **{"aws:PrincipalArn": principal.name})

    assert decide_trust(asked, principal, context).outcome == outcome, source


def test_a_trust_policy_asks_for_its_conditions_and_actions() -> None:
    element = {"AWS": NUMBER}
    asked = policy(
        trust(Principal=element, Condition={"StringEquals": {"sts:ExternalId": "secret"}}),
        trust(Principal=element, Action="sts:TagSession", Sid="Tags"),
        kind="trust",
        name="audit",
    )

    with_id = {"sts:ExternalId": "secret"}
    assume = decide_trust(asked, BOB, request("sts:AssumeRole", **with_id))
    without = decide_trust(asked, BOB, request("sts:AssumeRole"))
    tags = decide_trust(asked, BOB, request("sts:TagSession"))

    assert assume.match is not None
    assert tags.match is not None
    assert (assume.match.layer, assume.match.policy, assume.match.statement.index) == (
        "trust",
        "audit",
        0,
    )
    assert without.outcome == "implicit_deny"
    assert (tags.outcome, tags.match.statement.sid) == ("allowed", "Tags")


def test_a_condition_sees_the_tags_of_the_role() -> None:
    condition = {"StringEquals": {"aws:ResourceTag/team": "core"}}
    asked = policy(trust(Principal={"AWS": NUMBER}, Condition=condition), kind="trust")

    assert decide_trust(asked, BOB, request("sts:AssumeRole"), tags={"Team": "core"}).allowed
    assert not decide_trust(asked, BOB, request("sts:AssumeRole")).allowed


def test_a_policy_without_principals_lets_nobody_in() -> None:
    kinds: tuple[Kind, ...] = ("identity", "session")
    for kind in kinds:
        asked = policy({"Effect": "Allow", "Action": "*", "Resource": "*"}, kind=kind)

        assert decide_trust(asked, BOB, request()).outcome == "implicit_deny"
