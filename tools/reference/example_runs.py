"""Runs the examples: boto3 in process, in a world whose ids and time stand still."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import boto3
from botocore import xform_name
from botocore.exceptions import ClientError

from outdial.app import open_app
from outdial.serve.inprocess import reach
from outdial.serve.prepared import to_request
from outdial.world import StillWorld
from reference.bodies import shown_body
from reference.desk import ACCOUNT, REGION, replicate, set_up
from reference.examples import EXAMPLES, Example
from reference.iam_examples import IAM_EXAMPLES, set_up_iam
from reference.services import CONNECT, SERVICES, Service

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from botocore.awsrequest import AWSPreparedRequest

_WIDTH = 88
_SHOWN_HEADERS = ("x-amzn-RequestId", "x-amzn-ErrorType", "Content-Type")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """An example that was run: the call in Python, and what went over the wire and back."""

    title: str
    call: str
    request: str
    response: str


class Stage:
    """Where examples are run: one client a service, and an empty store for each of them."""

    def __init__(self) -> None:
        self._app = open_app()
        self._clients: Mapping[str, Any] = {
            service.name: boto3.client(  # type: ignore[call-overload] # by its name
                service.name,
                region_name=REGION,
                aws_access_key_id=ACCOUNT,
                aws_secret_access_key="none",  # noqa: S106 nobody looks at it
            )
            for service in SERVICES
        }
        self._wire: list[str] = []
        for name, client in self._clients.items():
            client.meta.events.register(f"before-send.{name}", self._sent)
            client.meta.events.register(f"before-parse.{name}", self._received)

    def runs(self, service: Service, operation: str) -> Iterator[Run]:
        """Run the examples of an operation."""
        with reach(self._app, [each.name for each in SERVICES]):
            for example in examples_of(service).get(operation, ()):
                yield self._run(service, operation, example)

    def close(self) -> None:
        """Let go of the store."""
        self._app.close()

    def _run(self, service: Service, operation: str, example: Example) -> Run:
        self._app.reset()
        self._app.world = StillWorld()
        params = example.params(self._desk(service, example))
        method = xform_name(operation)
        self._wire.clear()
        try:
            call = getattr(self._clients[service.name], method)
            call(**params, **_token(service, operation))
        except ClientError as refusal:
            if not example.title:
                raise AssertionError(f"the example of {operation} was refused") from refusal
        request, response = self._wire
        python = _python(f"{service.name}.{method}", params)
        return Run(title=example.title, call=python, request=request, response=response)

    def _desk(self, service: Service, example: Example) -> Any:
        if service is not CONNECT:
            return set_up_iam(self._clients["iam"])
        connect = self._clients["connect"]
        desk = set_up(connect)
        return replicate(connect, desk) if example.in_replicated else desk

    def _sent(self, request: "AWSPreparedRequest", **_: object) -> None:
        url = urlsplit(request.url)
        target = f"{url.path}?{url.query}" if url.query else url.path
        body = shown_body(to_request(request).body)
        self._wire.append(f"{request.method} {target} HTTP/1.1{body}")

    def _received(self, response_dict: dict[str, Any], **_: object) -> None:
        status, headers = response_dict["status_code"], response_dict["headers"]
        lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
        lines += [f"{name}: {headers[name]}" for name in _SHOWN_HEADERS if name in headers]
        self._wire.append("\n".join(lines) + shown_body(response_dict["body"]))


def examples_of(service: Service) -> "Mapping[str, Sequence[Example]]":
    """Give the examples of a service, by operation."""
    return EXAMPLES if service is CONNECT else IAM_EXAMPLES.get(service.name, {})


def _token(service: Service, operation: str) -> dict[str, str]:
    """Give the client token that boto3 would make up."""
    member = service.model.operations[operation].token
    return {member: "22222222-2222-4222-8222-222222222222"} if member else {}


def _python(method: str, params: Any) -> str:
    members = ", ".join(f"{name}={_literal(value)}" for name, value in params.items())
    line = f"{method}({members})"
    if len(line) <= _WIDTH:
        return line
    lines = [f"    {name}={_literal(value, 4)}," for name, value in params.items()]
    return "\n".join((f"{method}(", *lines, ")"))


def _literal(value: object, indent: int = 0) -> str:
    """Write a value in Python, on one line if it fits there."""
    flat = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else _flat(value)
    if len(flat) + indent <= _WIDTH - 20 or not isinstance(value, dict | list):
        return flat
    inner, pad = indent + 4, " " * (indent + 4)
    if isinstance(value, dict):
        rows = [f"{pad}{_literal(key)}: {_literal(item, inner)}," for key, item in value.items()]
    else:
        rows = [f"{pad}{_literal(item, inner)}," for item in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return "\n".join((opening, *rows, " " * indent + closing))


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_literal(k)}: {_flat(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flat, value)) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
