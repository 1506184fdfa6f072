"""Access keys, and whose they are.

Keys are found at each request anew, in its own transaction, so that one that is switched off or
deleted is unknown from the next request on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outdial.access.memory import remembered_by_object
from outdial.access.principal import Principal, root_of
from outdial.access.sigv4_key import Key
from outdial.domain.arns import partition_of
from outdial.domain.iam.access_key import NAMESPACE, AccessKey
from outdial.domain.iam.role import Role
from outdial.domain.iam.unique_ids import LASTING_KEY, SESSION_KEY
from outdial.domain.iam.user import User
from outdial.domain.resource import Address, Entry
from outdial.domain.sts.session import Session

if TYPE_CHECKING:
    from outdial.access.policy.context import Value
    from outdial.settings import Settings
    from outdial.store.transaction import Transaction

# The store's own keys look so; any other key costs no look at the store.
_STORED = re.compile(rf"(?:{LASTING_KEY}|{SESSION_KEY})[A-Z2-7]{{16}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """An access key that is known, and who calls with it."""

    key: Key
    principal: Principal
    session: Session | None = None


def find_credential(
    access_key: str, region: str, tx: "Transaction", settings: "Settings"
) -> Credential | None:
    """Find whose an access key is; nothing if it is unknown, or switched off."""
    partition = partition_of(region)
    for root_key in settings.root_keys:
        if root_key.id == access_key:
            key = Key(id=root_key.id, secret=root_key.secret)
            return Credential(key=key, principal=root_of(root_key.account, partition))
    if not _STORED.fullmatch(access_key):
        return None
    address = tx.find_entry(Entry(NAMESPACE, access_key))
    return None if address is None else _stored(address, partition, tx)


def _stored(address: Address, partition: str, tx: "Transaction") -> Credential | None:
    if address.kind == Session.kind:
        session = tx.find(Session, address.home, address.id)
        return None if session is None else _of_session(session, partition, tx)
    record = tx.find(AccessKey, address.home, address.id)
    if record is None or record.status != "Active":
        return None
    if record.user_id is None:
        return _of_root(record, partition)
    user = tx.find(User, record.account, record.user_id)
    return None if user is None else _of_user(record, user, partition)


@remembered_by_object
def _of_root(record: AccessKey, partition: str) -> Credential:
    key = Key(id=record.id, secret=record.secret)
    return Credential(key=key, principal=root_of(record.account, partition))


@remembered_by_object
def _of_user(record: AccessKey, user: User, partition: str) -> Credential:
    key = Key(id=record.id, secret=record.secret)
    return Credential(key=key, principal=_user(user, partition))


def _of_session(session: Session, partition: str, tx: "Transaction") -> Credential | None:
    key = Key(id=session.id, secret=session.secret, token=session.token, expires=session.expires)
    principal = principal_of(session, partition, tx)
    if principal is None:
        return None
    return Credential(key=key, principal=principal, session=session)


def principal_of(session: Session, partition: str, tx: "Transaction") -> Principal | None:
    """Tell who calls with a session's credentials; nobody if its user is gone."""
    if session.of == "assumed-role":
        return _role_session(session, tx)
    owner = owner_of(session.account, session.owner_id, partition, tx, _keys(session))
    if session.of == "session-token":
        return owner
    return Principal(
        kind="federated-user",
        account=session.account,
        arn=f"arn:{partition}:sts::{session.account}:federated-user/{session.name}",
        user_id=f"{session.account}:{session.name}",
        name=session.name,
        tags=_overlaid(owner.tags if owner else {}, session.tags),
        session_keys=_keys(session),
    )


def _role_session(session: Session, tx: "Transaction") -> Principal:
    """Give the session of a role; it outlives the role, but may do nothing then."""
    role = tx.find(Role, session.account, session.owner_id or "")
    return Principal(
        kind="assumed-role",
        account=session.account,
        arn=session.role_session_arn,
        user_id=f"{session.owner_id}:{session.name}",
        name=session.name,
        role_arn=session.role_arn,
        tags=_overlaid(role.tags if role else {}, session.tags),
        session_keys=_keys(session),
    )


def owner_of(
    account: str,
    user_id: str | None,
    partition: str,
    tx: "Transaction",
    session_keys: "Mapping[str, Value] | None" = None,
) -> Principal | None:
    """Give the root of an account, or one of its users if there is such a one."""
    if user_id is None:
        return root_of(account, partition)
    user = tx.find(User, account, user_id)
    if user is None:
        return None
    return _user(user, partition, session_keys)


def _user(
    user: User, partition: str, session_keys: "Mapping[str, Value] | None" = None
) -> Principal:
    return Principal(
        kind="user",
        account=user.account,
        arn=user.arn(partition),
        user_id=user.id,
        name=user.name,
        tags=user.tags,
        session_keys=session_keys or {},
    )


def _keys(session: Session) -> "dict[str, Value]":
    """Give the condition keys that only requests with temporary credentials have [documented]."""
    keys: dict[str, Value] = {
        "aws:TokenIssueTime": f"{session.issued:%Y-%m-%dT%H:%M:%SZ}",
        "aws:MultiFactorAuthPresent": "false",
    }
    if session.source_identity:
        keys["aws:SourceIdentity"] = session.source_identity
    return keys


def _overlaid(tags: Mapping[str, str], over: Mapping[str, str]) -> dict[str, str]:
    """Let a session's tags stand before those of its owner; case does not matter [documented]."""
    taken = {key.lower() for key in over}
    return {key: value for key, value in tags.items() if key.lower() not in taken} | dict(over)
