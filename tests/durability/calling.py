"""A client of its own connection, with nothing between it and the socket."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any

from server_process import LONG

Call = Callable[..., Any]
"""Sends a method, a path and the body's members; gives the answer's JSON, None if it has none."""


class RefusedError(Exception):
    """The server answered with another status than 200."""

    def __init__(self, status: int, answer: Any) -> None:
        super().__init__(f"{status}: {answer}")
        self.status = status
        self.answer = answer


@contextmanager
def calling(port: int) -> Iterator[Call]:
    """Call the API over one connection that is kept alive."""
    connection = HTTPConnection("127.0.0.1", port, timeout=LONG)

    def call(method: str, path: str, /, **members: Any) -> Any:
        connection.request(method, path, json.dumps(members) if members else None)
        response = connection.getresponse()
        body = response.read()
        answer = json.loads(body) if body else None
        if response.status != 200:
            raise RefusedError(response.status, answer)
        return answer

    try:
        yield call
    finally:
        connection.close()
