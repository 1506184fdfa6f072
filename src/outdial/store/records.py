"""Records as JSON bodies, and back."""

from typing import Any, TypeVar

import msgspec

from outdial.domain.resource import Resource

R = TypeVar("R", bound=Resource)

Unknown = dict[str, msgspec.Raw]
"""The fields of a body that this version has no place for: a newer one wrote them."""

_encoder = msgspec.json.Encoder()
_raw = msgspec.json.Decoder(Unknown)
_decoders: dict[type[Resource], msgspec.json.Decoder[Any]] = {}


def decode(kind: type[R], body: bytes) -> R:
    """Read a record; fields that this version does not know are passed over."""
    decoder = _decoders.get(kind)
    if decoder is None:
        decoder = _decoders[kind] = msgspec.json.Decoder(kind)
    return decoder.decode(body)  # type: ignore[no-any-return] # the decoder is this kind's own


def encode(record: Resource, before: bytes | None = None) -> bytes:
    """Write a record; fields of the body `before` that this version does not know are kept."""
    body = _encoder.encode(record)
    if before is None:
        return body
    raw = _raw.decode(before)
    if raw.keys() <= type(record).__dataclass_fields__.keys():
        return body
    return _encoder.encode(raw | _raw.decode(body))
