"""The protocol `json` as one object.

What an edge's error is called is the same as with Connect; its status is 400, not 403 [observed
with other services of the protocol].
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from outdial.cloudtrail_errors import (
    SerializationException,
    UnknownOperationException,
    ValidationException,
)
from outdial.errors import ServiceError
from outdial.http import Request, Response
from outdial.wire.model import Operation, ServiceModel
from outdial.wire.query.refusal import refusal_text
from outdial.wire.readers import Reader, read_members, reader
from outdial.wire.unreadable import Unreadable
from outdial.wire.violation import Violation
from outdial.wire.writers import writer

_JSON = "application/x-amz-json-1.1"
_FORBIDDEN, _BAD = 403, 400


class JsonRpc:
    """Finds operations by the header `X-Amz-Target`; all of an input is in the body."""

    def __init__(self, model: ServiceModel) -> None:
        self.model = model
        self._prefix = f"{model.target}."

    def identify(self, request: Request) -> tuple[Operation, dict[str, str]]:
        """Find the operation that the target names."""
        target = request.headers.get("x-amz-target", "")
        operation = self.model.operations.get(target.removeprefix(self._prefix))
        if operation is None or not target.startswith(self._prefix):
            raise UnknownOperationException
        return operation, {}

    def decode(self, operation: Operation, _: Mapping[str, str], request: Request) -> Any:
        """Read the body; an empty one is an empty input."""
        try:
            value = msgspec.json.decode(request.body or b"{}")
            return read_members(_readers(operation), value, 0)
        except Unreadable as fault:
            raise SerializationException(f"{fault.path[1:]}: {fault.reason}") from None
        except (msgspec.MsgspecError, ValueError, RecursionError) as fault:
            raise SerializationException(f"expected JSON: {fault}") from None

    def refuse_any(self, violations: Sequence[Violation], operation: Operation) -> None:
        """Raise ValidationException if there is a violation."""
        if violations:
            raise ValidationException(refusal_text(violations, operation.service))

    def encode(
        self, operation: Operation, result: Mapping[str, Any] | None, request_id: str
    ) -> Response:
        """Write what the operation answers."""
        shape = operation.output
        body = msgspec.json.encode(writer(shape)(result or {})) if shape else b""
        return Response(
            headers={"x-amzn-requestid": request_id, "content-type": _JSON},
            body=body,
            operation=operation.name,
        )

    def encode_error(
        self, error: ServiceError, request_id: str, operation: Operation | None = None
    ) -> Response:
        """Write an error: its name beside its text."""
        return Response(
            status=_BAD if error.status == _FORBIDDEN else error.status,
            headers={
                "x-amzn-requestid": request_id,
                "x-amzn-errortype": error.code,
                "content-type": _JSON,
            },
            body=msgspec.json.encode({"__type": error.code, "message": error.text}),
            operation=operation.name if operation else "",
        )


@cache
def _readers(operation: Operation) -> Mapping[str, Reader]:
    shape = operation.input
    return {name: reader(member) for name, member in shape.members.items()} if shape else {}
