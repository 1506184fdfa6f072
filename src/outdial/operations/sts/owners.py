"""Whose session it is that a caller asks for."""

from outdial.call import Call


def owner_id(call: Call) -> str | None:
    """Give the unique id of the user who calls; none is the root of the account."""
    principal = call.caller.principal
    return principal.user_id if principal.kind == "user" else None
