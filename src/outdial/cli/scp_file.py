"""Service control policies from a file."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from outdial.access.layers import ALL_ACCOUNTS
from outdial.access.policy.document import parse
from outdial.access.policy.malformed import MalformedPolicy
from outdial.seed.errors import SeedError

Scps = Mapping[str, tuple[str, ...]]


def read_scps(path: Path) -> Scps:
    """Read a policy of all accounts, or lists of policies by account.

    Under `*` are those of all accounts; an account's own come beside them. A SeedError says what
    is wrong.
    """
    try:
        raw = json.loads(path.read_text())
    except ValueError as error:
        raise SeedError(f"{path} is not JSON: {error}") from None
    if not isinstance(raw, dict):
        raise SeedError(f"{path} must have a policy, or lists of policies by account")
    documents = {ALL_ACCOUNTS: [raw]} if "Statement" in raw else raw
    return {account: _policies(path, account, given) for account, given in documents.items()}


def _policies(path: Path, account: str, given: Any) -> tuple[str, ...]:
    if account != ALL_ACCOUNTS and not (account.isdecimal() and len(account) == 12):  # noqa: PLR2004
        raise SeedError(f"{path}: {account} is no account: twelve digits, or * for all")
    if not isinstance(given, list):
        raise SeedError(f"{path}: {account} must have a list of policies")
    documents = tuple(json.dumps(document) for document in given)
    for at, document in enumerate(documents):
        try:
            parse(document, "scp")
        except MalformedPolicy as fault:
            raise SeedError(f"{path}: {account}[{at}]: {fault.text}") from None
    return documents
