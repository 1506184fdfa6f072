"""How a caller is told that a role may not be assumed."""

from outdial.call import Call
from outdial.errors import AccessDeniedException


def denial(call: Call, action: str, role_arn: str) -> AccessDeniedException:
    """Refuse an action on a role; there is no telling whether the role is there [observed]."""
    return AccessDeniedException(
        f"User: {call.caller.arn} is not authorized to perform: {action} on resource: {role_arn}"
    )
