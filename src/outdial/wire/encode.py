"""From what an operation answers, or the error it raises, to a response."""

from collections.abc import Mapping
from typing import Any

import msgspec

from outdial.errors import ServiceError
from outdial.http import Response
from outdial.wire.model import Operation
from outdial.wire.writers import writer

_JSON = "application/json"


def encode(operation: Operation, result: Mapping[str, Any] | None, request_id: str) -> Response:
    """Write what an operation answers; a result that does not fit its shape is our own fault."""
    return Response(
        headers={"x-amzn-requestid": request_id, "content-type": _JSON},
        body=_body(operation, result),
        operation=operation.name,
    )


def encode_error(
    error: ServiceError, request_id: str, operation: Operation | None = None
) -> Response:
    """Write an error: its name in a header, its text and details in the body."""
    members = {name: value for name, value in error.members().items() if value is not None}
    return Response(
        status=error.status,
        headers={
            "x-amzn-requestid": request_id,
            "x-amzn-errortype": error.code,
            "content-type": _JSON,
        },
        body=msgspec.json.encode(members),
        operation=operation.name if operation else "",
    )


def _body(operation: Operation, result: Mapping[str, Any] | None) -> bytes:
    shape = operation.output
    if shape is not None:
        return msgspec.json.encode(writer(shape)(result or {}))
    if result:
        raise TypeError(f"{operation.name} answers nothing, not {sorted(result)}")
    return b""  # no {}: the service's answer is empty then
