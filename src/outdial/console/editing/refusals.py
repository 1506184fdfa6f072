"""Which field of the form an error of the API is about."""

from outdial.console.editing.configuration import FLOW, NAME, NUMBER
from outdial.errors import ServiceError

_FIELDS = (
    (NAME, "name"),
    (NUMBER, "number"),
    (FLOW, "flow"),
    ("Phone number not found", "number"),
    ("Contact flow not found", "flow"),
    ("The flow must", "flow"),
)
"""What stands in the text of an error, and the field that it stands beside."""


def field_of(error: ServiceError) -> str:
    """Give the name of a field; '' if the error is about none of them."""
    if error.code == "AccessDeniedException":
        return ""
    return next((field for words, field in _FIELDS if words in error.text), "")
