"""Policy documents that callers send."""

from outdial.access.policy.document import Kind, parse
from outdial.access.policy.malformed import MalformedPolicy
from outdial.iam_errors import MalformedPolicyDocumentException


def checked(document: str, kind: Kind) -> str:
    """Give a document back, or refuse what is no policy of its kind."""
    try:
        parse(document, kind)
    except MalformedPolicy as fault:
        raise MalformedPolicyDocumentException(fault.text) from None
    return document
