"""What a client is told when there is more to do than can be done."""

from dataclasses import replace
from math import ceil

from outdial.access.identity import identify
from outdial.errors import ServiceError, ServiceUnavailableException
from outdial.http import Request, Response
from outdial.wire.encode import encode_error
from outdial.wire.protocols import protocol_of

TEXT = "The server has more to do than it can; try again later."


OVERLOAD = "overload"
"""What metrics call the operation of requests that were refused unread."""


def overloaded(request: Request, request_id: str, seconds: float) -> Response:
    """Refuse a request in the form of the service that it is for, until the seconds are over."""
    try:
        protocol = protocol_of(identify(request).service)
    except ServiceError:
        protocol = None
    write = protocol.encode_error if protocol else encode_error
    response = write(ServiceUnavailableException(TEXT), request_id)
    later = {"retry-after": str(max(1, ceil(seconds)))}
    return replace(response, headers={**response.headers, **later}, operation=OVERLOAD)
