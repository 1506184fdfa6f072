"""The policies that apply to a caller, found anew for each request, in its own transaction.

A document is compiled when it is first met, and remembered by its text: whatever changes in an
account's IAM holds from the next request on, and nothing has to be told to forget.

L1   A user has the policies of the user and of the user's groups; a session of a role has the
     role's, and a federated user those of the user who asked. [documented]
L2   What is left of a user or a role that is gone has no policies, and a boundary that is gone
     allows nothing. [inferred]
L3   Session policies that are managed ones count as they are now, not as they were. [chosen]
L4   Service control policies are of two levels: those of all accounts, and those of the one.
     [chosen]
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from outdial.access.identity import Caller
from outdial.access.policy.document import Kind, Policy, parse
from outdial.access.policy.evaluate import Layers
from outdial.domain.iam.aws_managed import AWS, AWS_MANAGED
from outdial.domain.iam.entity import Identity, policy_address
from outdial.domain.iam.group import Group
from outdial.domain.iam.managed_policy import ManagedPolicy
from outdial.domain.iam.role import Role
from outdial.domain.iam.user import User
from outdial.domain.sts.session import Session

if TYPE_CHECKING:
    from outdial.settings import Settings
    from outdial.store.transaction import Transaction

ALL_ACCOUNTS = "*"


def layers_of(caller: Caller, tx: "Transaction", settings: "Settings") -> Layers:
    """Gather the policies that apply to a caller."""
    principal, session = caller.principal, caller.session
    identity = _identity(caller, tx)
    return _layers(
        tuple(policies_of(identity, tx)) if identity else (),
        boundary_of(identity, tx) if identity else None,
        _session_policies(session, tx) if session else None,
        scps_of(principal.account, settings),
        principal.kind == "root" or _is_federated_by_root(session),
    )


@lru_cache(maxsize=1024)
def _layers(
    identity: tuple[Policy, ...],
    boundary: Policy | None,
    session: tuple[Policy, ...] | None,
    scps: tuple[tuple[Policy, ...], ...] | None,
    is_root: bool,  # noqa: FBT001 a cached function is told by place
) -> Layers:
    """Put policies together, the same ones into the same object."""
    return Layers(identity=identity, boundary=boundary, session=session, scps=scps, is_root=is_root)


@lru_cache(maxsize=1024)
def compiled(document: str, kind: Kind, name: str) -> Policy:
    """Compile a policy that was checked when it came."""
    return parse(document, kind, name)


def _is_federated_by_root(session: Session | None) -> bool:
    return session is not None and session.of == "federated-user" and session.owner_id is None


def _identity(caller: Caller, tx: "Transaction") -> Identity | None:
    """Find whose policies a caller has; nothing for the root, and for whoever is gone."""
    session, account = caller.session, caller.scope.account
    if session is None:
        principal = caller.principal
        return tx.find(User, account, principal.user_id) if principal.kind == "user" else None
    if session.owner_id is None:
        return None
    kind = Role if session.of == "assumed-role" else User
    return tx.find(kind, account, session.owner_id)  # L1


def policies_of(identity: Identity, tx: "Transaction") -> Sequence[Policy]:
    """Gather the policies of a user, a group or a role, and those of the user's groups."""
    policies = list(_policies(identity, tx))
    if isinstance(identity, User):
        for group_id in identity.group_ids:
            group = tx.find(Group, identity.account, group_id)
            policies += _policies(group, tx) if group else ()
    return policies


def _policies(identity: Identity, tx: "Transaction") -> Iterator[Policy]:
    for name, document in identity.inline_policies.items():
        yield compiled(document, "identity", f"{identity.segment}/{identity.name}/{name}")
    yield from _managed(identity.attached, "identity", tx)


def _managed(arns: Sequence[str], kind: Kind, tx: "Transaction") -> Iterator[Policy]:
    for arn in arns:
        policy = _managed_policy(arn, tx)
        if policy is not None:
            yield compiled(policy.document, kind, arn)


def _managed_policy(arn: str, tx: "Transaction") -> ManagedPolicy | None:
    address = policy_address(arn)
    if address.home == AWS:
        return AWS_MANAGED.get(arn.rpartition("/")[2])
    return tx.find(ManagedPolicy, address.home, address.id)


def boundary_of(identity: Identity, tx: "Transaction") -> Policy | None:
    """Find what bounds the permissions of a user or a role."""
    if identity.boundary is None:
        return None
    for policy in _managed((identity.boundary,), "boundary", tx):
        return policy
    return Policy(  # L2
        name=identity.boundary,
        kind="boundary",
        version="",
        allows=(),
        denies=(),
        keys=frozenset(),
    )


def _session_policies(session: Session, tx: "Transaction") -> tuple[Policy, ...] | None:
    if session.of == "session-token":
        return None
    policies = [compiled(document, "session", "session policy") for document in session.policies]
    policies += _managed(session.policy_arns, "session", tx)  # L3
    limited = session.policies or session.policy_arns or session.of == "federated-user"
    return tuple(policies) if limited else None


def scps_of(account: str, settings: "Settings") -> tuple[tuple[Policy, ...], ...] | None:
    """Gather the service control policies of an account, level by level."""
    scps = settings.scps
    if not scps:
        return None
    levels = [scps[name] for name in (ALL_ACCOUNTS, account) if name in scps]
    return (
        tuple(  # L4
            tuple(
                compiled(document, "scp", f"service control policy {at + 1}")
                for at, document in enumerate(level)
            )
            for level in levels
        )
        or None
    )
