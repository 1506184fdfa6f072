"""Records as JSON bodies, and back."""

from typing import Any, TypeVar

import msgspec

from outdial.domain.resource import Resource

R = TypeVar("R", bound=Resource)

_decoders: dict[type[Resource], msgspec.json.Decoder[Any]] = {}
_encoder = msgspec.json.Encoder()
_fields: dict[type[Resource], frozenset[str]] = {}


def decode(kind: type[R], body: bytes) -> R:
    """Read a record; fields that this version does not know are passed over."""
    decoder = _decoders.get(kind)
    if decoder is None:
        decoder = _decoders[kind] = msgspec.json.Decoder(kind)
    return decoder.decode(body)  # type: ignore[no-any-return] # the decoder is this kind's own


def encode(record: Resource, before: bytes | None = None) -> bytes:
    """Write a record; fields of the body `before` that this version does not know are kept."""
    if before is None:
        return _encoder.encode(record)
    kind = type(record)
    known = _fields.get(kind)
    if known is None:
        known = _fields[kind] = frozenset(kind.__dataclass_fields__)
    unknown = {name: raw for name, raw in _raw(before).items() if name not in known}
    if not unknown:
        return _encoder.encode(record)
    return _encoder.encode(unknown | msgspec.to_builtins(record))


_raw = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
