"""Client tokens: a call repeated with the same token within 24 hours gets the first answer."""

import hashlib
from collections.abc import Callable
from typing import Any

import msgspec

from outdial.call import Call
from outdial.errors import (
    IdempotencyException,
    InvalidParameterException,
    InvalidRequestException,
    ServiceError,
)
from outdial.store.transaction import Remembered

_encode = msgspec.json.Encoder(order="deterministic").encode


def once(call: Call, params: dict[str, Any], run: Callable[[Call, Any], Any]) -> Any:
    """Run an operation, or give the answer that its client token got before."""
    token = call.operation.token and params.get(call.operation.token)
    if not token:
        return run(call, params)
    home, name = call.scope.home, call.operation.name
    digest = hashlib.blake2b(_encode(params), digest_size=16).digest()
    before = call.tx.recall(home, name, token, call.now)
    if before is None:
        answer = run(call, params)
        remembered = Remembered(digest=digest, answer=msgspec.json.encode(answer))
        call.tx.remember(home, name, token, remembered, call.now)
        return answer
    if before.digest != digest:
        raise _refusal(call)
    return msgspec.json.decode(before.answer)


def _refusal(call: Call) -> ServiceError:
    text = "The client token was used before with other parameters"
    for error in (IdempotencyException, InvalidRequestException, InvalidParameterException):
        if error.__name__ in call.operation.errors:
            return error(text)
    return InvalidParameterException(text)
