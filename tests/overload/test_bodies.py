"""Large bodies together take a bounded amount of memory."""

import asyncio
from typing import Any

import pytest

from outdial.errors import RequestEntityTooLargeException
from outdial.http import Request
from outdial.serve.bodies import MOST_BYTES, SMALL_BYTES, Bodies, ClientLeftError
from outdial.serve.load import OverloadedError

HEAD = Request(method="PUT", path="/instance")
PIECE = b"x" * SMALL_BYTES


def read(bodies: Bodies, *pieces: bytes, whole: bool = True) -> bytes:
    """Read a body that comes in pieces; the client leaves after the last unless it is whole."""
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "body": piece, "more_body": True} for piece in pieces
    ]
    if whole:
        messages[-1]["more_body"] = False
    messages.append({"type": "http.disconnect"})

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    return asyncio.run(bodies.read(HEAD, receive))


@pytest.mark.parametrize("pieces", [(b"",), (b"ab",), (b"a", b"b"), (PIECE,), (PIECE[1:], b"y")])
def test_a_small_body_takes_no_room(pieces: tuple[bytes, ...]) -> None:
    bodies = Bodies(most_together=SMALL_BYTES)

    body = read(bodies, *pieces)

    assert body == b"".join(pieces)
    assert bodies.held == 0


def test_a_large_body_takes_room_until_it_is_let_go() -> None:
    bodies = Bodies()

    body = read(bodies, PIECE, b"yz")
    held = bodies.held
    bodies.let_go(body)

    assert body == PIECE + b"yz"
    assert held == SMALL_BYTES + 2
    assert bodies.held == 0


def test_more_than_there_is_room_for_is_refused() -> None:
    bodies = Bodies(most_together=3 * SMALL_BYTES)
    first = read(bodies, PIECE, PIECE)

    with pytest.raises(OverloadedError):
        read(bodies, PIECE, PIECE)

    assert bodies.held == 2 * SMALL_BYTES
    bodies.let_go(first)
    assert read(bodies, PIECE, PIECE) == PIECE * 2


def test_who_leaves_in_the_middle_takes_no_room() -> None:
    bodies = Bodies()

    with pytest.raises(ClientLeftError):
        read(bodies, PIECE, PIECE, whole=False)

    assert bodies.held == 0


def test_what_is_too_long_takes_no_room() -> None:
    bodies = Bodies()

    with pytest.raises(RequestEntityTooLargeException):
        read(bodies, *[PIECE] * (MOST_BYTES // SMALL_BYTES), b"x")

    assert bodies.held == 0
