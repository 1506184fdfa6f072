"""The client's side of the wire: what botocore writes, and how it reads."""

from functools import cache
from typing import Any

from botocore import awsrequest, loaders, model, parsers, serialize

from outdial.http import Request, Response


@cache
def service_model(service: str) -> model.ServiceModel:
    """Give botocore's own model of a service."""
    return model.ServiceModel(loaders.Loader().load_service_model(service, "service-2"))


SERVICE = service_model("connect")


def request_of(operation: str, params: dict[str, Any], service: str = "connect") -> Request:
    """Make the request that botocore sends, unsigned."""
    ours = service_model(service)
    serializer = serialize.create_serializer(ours.metadata["protocol"], include_validation=False)
    parts = serializer.serialize_to_request(params, ours.operation_model(operation))
    awsrequest.prepare_request_dict(parts, endpoint_url="http://localhost")
    sent = awsrequest.create_request_object(parts).prepare()
    path, _, query = sent.url.removeprefix("http://localhost").partition("?")
    body = sent.body or b""
    return Request(
        method=sent.method,
        path=path,
        query=query,
        headers={name.lower(): str_of(value) for name, value in sent.headers.items()},
        body=body if isinstance(body, bytes) else body.encode(),
    )


def str_of(value: str | bytes) -> str:
    """Give a header's value as text."""
    return value if isinstance(value, str) else value.decode()


def read(operation: str, response: Response, service: str = "connect") -> dict[str, Any]:
    """Read a response as botocore does, without what it adds."""
    ours = service_model(service)
    parts = {
        "status_code": response.status,
        "headers": dict(response.headers),
        "body": response.body,
    }
    parser = parsers.create_parser(ours.metadata["protocol"])
    shape = ours.operation_model(operation).output_shape
    parsed: dict[str, Any] = parser.parse(parts, shape)  # type: ignore[arg-type] # None is fine
    return parsed
