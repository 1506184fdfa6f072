"""The client's side of the wire: what botocore writes, and how it reads."""

from typing import Any

from botocore import awsrequest, loaders, model, parsers, serialize

from outdial.http import Request, Response

SERVICE = model.ServiceModel(loaders.Loader().load_service_model("connect", "service-2"))
SERIALIZER = serialize.create_serializer("rest-json", include_validation=False)
PARSER = parsers.create_parser("rest-json")


def request_of(operation: str, params: dict[str, Any]) -> Request:
    """Make the request that botocore sends, unsigned."""
    parts = SERIALIZER.serialize_to_request(params, SERVICE.operation_model(operation))
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


def read(operation: str, response: Response) -> dict[str, Any]:
    """Read a response as botocore does, without what it adds."""
    parts = {
        "status_code": response.status,
        "headers": dict(response.headers),
        "body": response.body,
    }
    shape = SERVICE.operation_model(operation).output_shape
    parsed: dict[str, Any] = PARSER.parse(parts, shape)  # type: ignore[arg-type] # None is fine
    return parsed
