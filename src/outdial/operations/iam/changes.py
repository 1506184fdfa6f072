"""How IAM's records are written: each change raises the account's generation."""

from dataclasses import replace

from outdial.access.identity import Caller
from outdial.call import Call
from outdial.domain.iam.account_access import AccountAccess
from outdial.domain.resource import Resource


def homes_of_account(caller: Caller, _params: object) -> tuple[str, ...]:
    """Name the account: IAM knows no Regions."""
    return (caller.scope.account,)


def save(call: Call, record: Resource) -> None:
    """Write a record of IAM."""
    call.tx.put(record)
    bump(call)


def remove(call: Call, record: Resource) -> None:
    """Delete a record of IAM."""
    call.tx.delete(record)
    bump(call)


def bump(call: Call) -> None:
    """Raise the account's generation: whatever is cached of its IAM holds no more."""
    account = call.scope.account
    access = call.tx.find(AccountAccess, account, AccountAccess.only_id)
    if access is None:
        access = AccountAccess(id=AccountAccess.only_id, account=account, **call.stamp)
    call.tx.put(replace(access, generation=access.generation + 1, **call.stamp))
