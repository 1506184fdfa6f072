"""Policy documents that callers send."""

from typing import TYPE_CHECKING

from outdial.iam_errors import MalformedPolicyDocumentException

if TYPE_CHECKING:
    from outdial.access.policy.checks import Kind


def checked(document: str, kind: "Kind") -> str:
    """Give a document back, or refuse what is no policy of its kind."""
    from outdial.access.policy.document import parse  # noqa: PLC0415 - few calls need it
    from outdial.access.policy.malformed import MalformedPolicy  # noqa: PLC0415 - as above

    try:
        parse(document, kind)
    except MalformedPolicy as fault:
        raise MalformedPolicyDocumentException(fault.text) from None
    return document
