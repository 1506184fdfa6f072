"""Principals: whom the statements of trust and resource policies are about.

From "AWS JSON policy elements: Principal" and "… NotPrincipal" [documented]:

- an account, by its number or as `arn:…:root`, is everyone in it; a role is its sessions too;
  a user, a session and a service are themselves; `*` is everyone, and no part of a name;
- with `NotPrincipal`, someone is left alone by a Deny if the account, the role and the session
  (or the user) are all listed, as each is looked at for itself; `Allow` may not have it, nor may
  the trust policy of a role.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from outdial.access.policy import malformed
from outdial.access.policy.grammar import StatementText
from outdial.access.policy.malformed import MalformedPolicy

_ACCOUNT = re.compile(r"[0-9]{12}|arn:[a-z-]+:iam::([0-9]{12}):root")
_ARN = re.compile(
    r"arn:[a-z-]+:(iam::\d{12}:(user|role)/|sts::\d{12}:(assumed-role/[^/]+/|federated-user/))"
    r"[^*?]+",
    re.ASCII,
)
_UNIQUE_ID = re.compile(r"A[A-Z0-9]{15,127}")  # what is left of a principal that was deleted
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Who makes a request: the ARN of an AWS principal, or the name of a service or provider.

    `role` is the ARN of the role of which an AWS principal is a session.
    """

    kind: Literal["AWS", "Service", "Federated"] = "AWS"
    name: str
    account: str = ""
    role: str = ""


Closeness = Literal["no", "account", "itself"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Principals:
    """The principals of a statement."""

    names: Mapping[str, frozenset[str]]
    negated: bool

    def cover(self, principal: Principal) -> Closeness:
        """Tell whether a statement is about a principal, and whether by its own name."""
        if self.negated:
            return "no" if self._all_levels_listed(principal) else "itself"
        names = self.names.get(principal.kind, frozenset())
        if "*" in self.names or "*" in names or {principal.name, principal.role} & names:
            return "itself"
        return "account" if principal.kind == "AWS" and principal.account in names else "no"

    def _all_levels_listed(self, principal: Principal) -> bool:
        names = self.names.get(principal.kind, frozenset())
        levels = {_account(principal.name), principal.role, principal.account} - {""}
        return "*" in names or levels <= names


def principals_of(statement: StatementText) -> Principals | None:
    """Read the principals of a statement; None if it has none."""
    for name, kinds in statement.principals.items():
        return Principals(
            names={kind: frozenset(map(_account, names)) for kind, names in kinds.items()},
            negated=name == "NotPrincipal",
        )
    return None


def _account(name: str) -> str:
    """Give the number of an account for its ARN, and other names as they are."""
    found = _ACCOUNT.fullmatch(name)
    return (found[1] or name) if found else name


def check_principals(statement: StatementText, *, trust: bool) -> None:
    """Refuse a statement whose principals are none."""
    place = statement.place
    if not any(statement.principals.values()):
        raise MalformedPolicy(malformed.MISSING_PRINCIPAL, place)
    for name, kinds in statement.principals.items():
        if name == "NotPrincipal":
            _check_not_principal(statement, trust=trust)
        for kind, names in kinds.items():
            _check_names(kind, names, f"{place}.{name}.{kind}", trust=trust)


def _check_not_principal(statement: StatementText, *, trust: bool) -> None:
    place = f"{statement.place}.NotPrincipal"
    if statement.effect == "Allow":
        raise MalformedPolicy(malformed.NO_NOT_PRINCIPAL_WITH_ALLOW, place)
    if trust:
        raise MalformedPolicy(malformed.NO_NOT_PRINCIPAL_IN_TRUST, place)


def _check_names(kind: str, names: Sequence[str], place: str, *, trust: bool) -> None:
    if kind == "*" and trust:
        raise MalformedPolicy('AssumeRolepolicy contained an invalid principal: "STAR":"*".', place)
    for name in names:
        if not _is_principal(kind, name):
            label = kind if kind == "AWS" else kind.upper()
            raise MalformedPolicy(f'Invalid principal in policy: "{label}":"{name}"', place)


def _is_principal(kind: str, name: str) -> bool:
    match kind:
        case "AWS":
            forms = (_ACCOUNT, _ARN, _UNIQUE_ID)
            return name == "*" or any(form.fullmatch(name) for form in forms)
        case "Service":
            return _DOMAIN.fullmatch(name) is not None
        case _:
            return bool(name)
