"""The query protocol as one object."""

from collections.abc import Mapping
from typing import Any

from outdial.errors import ServiceError
from outdial.http import Request, Response
from outdial.wire.model import Operation, ServiceModel
from outdial.wire.query.decode import decode
from outdial.wire.query.encode import encode, encode_error
from outdial.wire.query.form import Fields
from outdial.wire.query.refusal import refuse_any
from outdial.wire.query.router import QueryRouter


class Query:
    """Forms in, XML out: the protocol of IAM and STS."""

    def __init__(self, model: ServiceModel) -> None:
        self.model = model
        self.identify = QueryRouter(model).match

    refuse_any = staticmethod(refuse_any)

    def decode(self, operation: Operation, raw: Fields, _: Request) -> dict[str, Any]:
        """Read what the fields give the operation."""
        return decode(operation, raw)

    def encode(
        self, operation: Operation, result: Mapping[str, Any] | None, request_id: str
    ) -> Response:
        """Write what the operation answers."""
        return encode(self.model, operation, result, request_id)

    def encode_error(
        self, error: ServiceError, request_id: str, operation: Operation | None = None
    ) -> Response:
        """Write an error."""
        return encode_error(self.model, error, request_id, operation)
