"""From what an operation answers, or the error it raises, to a response of XML."""

from collections.abc import Mapping
from typing import Any

from outdial.errors import ServiceError
from outdial.http import Response
from outdial.wire.model import Operation, ServiceModel
from outdial.wire.query.characters import escaped, writable
from outdial.wire.query.codes import wire_name
from outdial.wire.query.writers import writer

_XML = "text/xml"
_SERVER = 500


def encode(
    model: ServiceModel, operation: Operation, result: Mapping[str, Any] | None, request_id: str
) -> Response:
    """Write what an operation answers; a result that does not fit its shape is our own fault."""
    name = operation.name
    body = (
        f'<{name}Response xmlns="{model.namespace}">{_result(operation, result)}'
        f"<ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata>"
        f"</{name}Response>"
    )
    return Response(
        headers={"x-amzn-requestid": request_id, "content-type": _XML},
        body=body.encode(),
        operation=name,
    )


def encode_error(
    model: ServiceModel, error: ServiceError, request_id: str, operation: Operation | None = None
) -> Response:
    """Write an error: whose fault it is, its name, and its text, which may repeat any character.

    The header that names it is no service's of this protocol: logs and metrics read it.
    """
    code, status = wire_name(error)
    body = (
        f'<ErrorResponse xmlns="{model.namespace}"><Error>'
        f"<Type>{'Sender' if status < _SERVER else 'Receiver'}</Type><Code>{code}</Code>"
        f"<Message>{escaped(writable(error.text))}</Message></Error>"
        f"<RequestId>{request_id}</RequestId></ErrorResponse>"
    )
    return Response(
        status=status,
        headers={
            "x-amzn-requestid": request_id,
            "x-amzn-errortype": code,
            "content-type": _XML,
        },
        body=body.encode(),
        operation=operation.name if operation else "",
    )


def _result(operation: Operation, result: Mapping[str, Any] | None) -> str:
    shape, name = operation.output, operation.name
    if shape is not None:
        return f"<{name}Result>{writer(shape)(result or {})}</{name}Result>"
    if result:
        raise TypeError(f"{name} answers nothing, not {sorted(result)}")
    return ""
