"""The principals of an account, a page of them at a time."""

from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from outdial.app import App
from outdial.console.visit import Visit
from outdial.explaining.sessions import MOST, living_sessions

ROWS = 50

KINDS: Mapping[str, str] = {"users": "Users", "roles": "Roles", "sessions": "Sessions"}
"""The kinds of principals that are listed apart; the root is among the users."""


class Listed(NamedTuple):
    """A page of principals, where the next one begins, and what is missing.

    Each is named as questions name it, in short, and has its ARN beside that.
    """

    arns: Mapping[str, str]
    following: str = ""
    note: str = ""


def list_principals(app: App, visit: Visit, kind: str) -> Listed:
    """List a kind of principals as the visitor; ServiceError if they may not see them."""
    if kind == "sessions":
        return _sessions(app, visit)
    marker = visit.query.get("next")
    is_first_of_users = kind == "users" and marker is None
    answer = visit.visitor.ask_of(
        "iam",
        visit.region,
        "ListUsers" if kind == "users" else "ListRoles",
        Marker=marker,
        MaxItems=ROWS - 1 if is_first_of_users else ROWS,
    )
    if kind == "users":
        arns = {f"user/{user['UserName']}": user["Arn"] for user in answer["Users"]}
    else:
        arns = {f"role/{role['RoleName']}": role["Arn"] for role in answer["Roles"]}
    return Listed(
        arns={"root": "", **arns} if is_first_of_users else arns,
        following=str(answer.get("Marker", "")) if answer["IsTruncated"] else "",
    )


def _sessions(app: App, visit: Visit) -> Listed:
    living = living_sessions(app, visit.visitor.scope(visit.region))
    begin = bisect_right(living.arns, visit.query.get("next", ""))
    arns = list(living.arns[begin : begin + ROWS])
    has_more = begin + ROWS < len(living.arns)
    note = f"Only {MOST:,} sessions were looked through." if living.is_cut else ""
    return Listed(
        arns={arn: arn for arn in arns}, following=arns[-1] if has_more else "", note=note
    )
