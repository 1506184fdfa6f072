"""Reading a stored record of any kind, and saying why it cannot be read."""

from functools import cache

import msgspec

from outdial.domain.resource import Resource, kinds
from outdial.store import records
from outdial.store.derived import Derived, derive, is_at_home
from outdial.store.place import Place


def read_record(place: Place, body: bytes) -> Derived | str:
    """Tell what follows from a record, or in words why it is none that could stand there."""
    kind = kind_named(place[0])
    if kind is None:
        return "this Outdial does not know its kind; if a newer one wrote it, update Outdial"
    try:
        record = records.decode(kind, body)
        derived = derive(record, place)
    except (msgspec.MsgspecError, ValueError, TypeError, LookupError, UnicodeError) as error:
        return f"its body cannot be read: {error}"
    if not is_at_home(record, place):
        return f"its body is that of {record.id} in {record.home}"
    return derived


def kind_named(name: str) -> type[Resource] | None:
    """Find a kind of records."""
    return _kinds().get(name)


@cache
def _kinds() -> dict[str, type[Resource]]:
    from outdial import operations  # noqa: F401, PLC0415 all kinds are loaded with these

    return {kind.kind: kind for kind in kinds()}
