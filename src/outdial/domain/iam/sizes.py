"""How large policies may be.

Z1   White space is not counted. [documented]
Z2   All inline policies together: of a user 2048 characters, of a group 5120, of a role 10240.
     [documented]
Z3   A managed policy: 6144 characters. [documented]
Z4   A role's trust policy: 2048 characters. [documented]
"""

from collections.abc import Mapping

from outdial.domain.iam.entity import Identity
from outdial.iam_errors import LimitExceededException

INLINE: Mapping[str, int] = {"user": 2048, "group": 5120, "role": 10240}
MANAGED = 6144
TRUST = 2048


def size_of(document: str) -> int:
    """Count the characters of a document that count."""
    return sum(map(len, document.split()))  # Z1


def refuse_large_inline(identity: Identity) -> None:
    """Refuse inline policies that are too large together."""
    limit = INLINE[identity.segment]  # Z2
    if sum(map(size_of, identity.inline_policies.values())) > limit:
        raise LimitExceededException(
            f"Maximum policy size of {limit} bytes exceeded for {identity.segment} {identity.name}"
        )


def refuse_large_managed(document: str) -> None:
    """Refuse the document of a managed policy if it is too large."""
    if size_of(document) > MANAGED:
        raise LimitExceededException(f"Cannot exceed quota for PolicySize: {MANAGED}")  # Z3


def refuse_large_trust(document: str) -> None:
    """Refuse a role's trust policy if it is too large."""
    if size_of(document) > TRUST:
        raise LimitExceededException(f"Cannot exceed quota for ACLSizePerRole: {TRUST}")  # Z4
