"""The protocol of each service: one object that reads its requests and writes its responses."""

from collections.abc import Mapping, Sequence
from typing import Any
from typing import Protocol as Interface

from outdial.errors import ServiceError
from outdial.http import Request, Response
from outdial.wire import validate
from outdial.wire.decode import Params, decode
from outdial.wire.encode import encode, encode_error
from outdial.wire.model import MODELS, Operation, ServiceModel, load
from outdial.wire.router import Router
from outdial.wire.violation import Violation


class Protocol(Interface):
    """How a service is spoken with."""

    @property
    def model(self) -> ServiceModel:
        """Give all that is known of the service's interface."""
        ...

    def identify(self, request: Request) -> tuple[Operation, dict[str, str]]:
        """Find the operation that is asked for, and what was read of the request for that."""
        ...

    def decode(self, operation: Operation, raw: dict[str, str], request: Request) -> Params:
        """Read what the request gives the operation; `raw` is what `identify` read."""
        ...

    def refuse_any(self, violations: Sequence[Violation], operation: Operation) -> None:
        """Raise the service's error if the input breaks a rule of the model."""
        ...

    def encode(
        self, operation: Operation, result: Mapping[str, Any] | None, request_id: str
    ) -> Response:
        """Write what the operation answers."""
        ...

    def encode_error(
        self, error: ServiceError, request_id: str, operation: Operation | None = None
    ) -> Response:
        """Write an error."""
        ...


class RestJson:
    """JSON bodies, and labels in paths: Connect's protocol."""

    def __init__(self, model: ServiceModel) -> None:
        self.model = model
        self.identify = Router(model).match

    decode = staticmethod(decode)
    refuse_any = staticmethod(validate.refuse_any)
    encode = staticmethod(encode)
    encode_error = staticmethod(encode_error)


def protocol_of(service: str) -> Protocol | None:
    """Give the protocol of a service, the same each time; None if the service is not known."""
    protocol = _protocols.get(service)
    if protocol is None and service in MODELS:
        # Two threads may both make it; all must then hold the same one.
        protocol = _protocols.setdefault(service, _make(service))
    return protocol


_protocols: dict[str, Protocol] = {}


def _make(service: str) -> Protocol:
    model = load(service)
    if model.protocol == "rest-json":
        return RestJson(model)
    if model.protocol == "json":
        from outdial.wire.json_rpc.protocol import JsonRpc  # noqa: PLC0415 Connect needs none of it

        return JsonRpc(model)
    from outdial.wire.query.protocol import Query  # noqa: PLC0415 - Connect needs none of it

    return Query(model)
