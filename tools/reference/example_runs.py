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
from outdial.wire.model import load
from outdial.world import StillWorld
from reference.desk import ACCOUNT, REGION, replicate, set_up
from reference.examples import EXAMPLES, Example

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest
    from mypy_boto3_connect import ConnectClient

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
    """Where examples are run: one client, and an empty store for each of them."""

    def __init__(self) -> None:
        self._app = open_app()
        self._connect: ConnectClient = boto3.client(
            "connect",
            region_name=REGION,
            aws_access_key_id=ACCOUNT,
            aws_secret_access_key="none",  # noqa: S106 nobody looks at it
        )
        self._wire: list[str] = []
        events = self._connect.meta.events
        events.register("before-send.connect", self._sent)
        events.register("before-parse.connect", self._received)

    def runs(self, operation: str) -> Iterator[Run]:
        """Run the examples of an operation."""
        with reach(self._app):
            for example in EXAMPLES.get(operation, ()):
                yield self._run(operation, example)

    def close(self) -> None:
        """Let go of the store."""
        self._app.close()

    def _run(self, operation: str, example: Example) -> Run:
        self._app.reset()
        self._app.world = StillWorld()
        desk = set_up(self._connect)
        if example.in_replicated:
            desk = replicate(self._connect, desk)
        params = example.params(desk)
        method = xform_name(operation)
        self._wire.clear()
        try:
            getattr(self._connect, method)(**params, **_token(operation))
        except ClientError as refusal:
            if not example.title:
                raise AssertionError(f"the example of {operation} was refused") from refusal
        request, response = self._wire
        call = _python(method, params)
        return Run(title=example.title, call=call, request=request, response=response)

    def _sent(self, request: "AWSPreparedRequest", **_: object) -> None:
        url = urlsplit(request.url)
        target = f"{url.path}?{url.query}" if url.query else url.path
        self._wire.append(f"{request.method} {target} HTTP/1.1" + _body(to_request(request).body))

    def _received(self, response_dict: dict[str, Any], **_: object) -> None:
        status, headers = response_dict["status_code"], response_dict["headers"]
        lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
        lines += [f"{name}: {headers[name]}" for name in _SHOWN_HEADERS if name in headers]
        self._wire.append("\n".join(lines) + _body(response_dict["body"]))


def _token(operation: str) -> dict[str, str]:
    """Give the client token that boto3 would make up."""
    member = load("connect").operations[operation].token
    return {member: "22222222-2222-4222-8222-222222222222"} if member else {}


def _body(body: bytes) -> str:
    if not body:
        return ""
    return "\n\n" + json.dumps(json.loads(body), indent=2, ensure_ascii=False)


def _python(method: str, params: Any) -> str:
    members = ", ".join(f"{name}={_literal(value)}" for name, value in params.items())
    line = f"connect.{method}({members})"
    if len(line) <= _WIDTH:
        return line
    lines = [f"    {name}={_literal(value, 4)}," for name, value in params.items()]
    return "\n".join((f"connect.{method}(", *lines, ")"))


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
