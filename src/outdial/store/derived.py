"""What stands beside a record in the database and follows from it: name, references and entries."""

from typing import NamedTuple

from outdial.domain.resource import Entry, Resource
from outdial.store.place import Place

Tie = tuple[str, str, str, str]
"""A reference of a record: what the tie is called, and the kind, home and id where it leads."""


class Derived(NamedTuple):
    """What the tables beside the records have of one."""

    name: str | None
    ties: frozenset[Tie]
    entries: frozenset[Entry]


def derive(record: Resource, place: Place) -> Derived:
    """Tell what follows from a record that stands in its home, or on one side of a pair."""
    ties = frozenset(
        (tie.relation, tie.target.kind, _actual(tie.target.home, record, place), tie.target.id)
        for tie in record.references
    )
    return Derived(record.unique_name, ties, frozenset(record.entries))


def is_at_home(record: Resource, place: Place) -> bool:
    """Tell whether a record stands where it belongs."""
    kind, home, id_ = place
    own = record.home
    return (kind, id_) == (record.kind, record.id) and (home == own or home.startswith(f"{own}@"))


def _actual(home: str, record: Resource, place: Place) -> str:
    """Stay on the record's side of a pair with what names the same instance's contents."""
    return place[1] if home == record.home else home
