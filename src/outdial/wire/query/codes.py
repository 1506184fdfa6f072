"""The names and statuses that the edge's errors have with services of the query protocol.

They are documented, in the lists of common errors of IAM and STS; that of an expired token is
observed.
"""

from collections.abc import Mapping

from outdial import errors
from outdial.errors import ServiceError

_NAMES: Mapping[type[ServiceError], tuple[str, int]] = {
    errors.AccessDeniedException: ("AccessDenied", 403),
    errors.ExpiredTokenException: ("ExpiredToken", 403),
    errors.IncompleteSignatureException: ("IncompleteSignature", 400),
    errors.InternalServiceException: ("InternalFailure", 500),
    errors.InvalidSignatureException: ("SignatureDoesNotMatch", 403),
    errors.MissingAuthenticationTokenException: ("MissingAuthenticationToken", 403),
    errors.ServiceUnavailableException: ("ServiceUnavailable", 503),
    errors.ThrottlingException: ("Throttling", 400),
    errors.TooManyRequestsException: ("Throttling", 400),
    errors.UnrecognizedClientException: ("InvalidClientTokenId", 403),
}


def wire_name(error: ServiceError) -> tuple[str, int]:
    """Give the name and the status of an error on the wire."""
    return _NAMES.get(type(error)) or (error.code, error.status)
