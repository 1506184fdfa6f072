"""What every record has in common.

The small values here are named tuples: the store makes several of them for every write.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, NamedTuple

from outdial.domain.arns import Scope, home_of


class Address(NamedTuple):
    """Where a record is: its kind, the home that holds it, and its id there."""

    kind: str
    home: str
    id: str


class Reference(NamedTuple):
    """A record's naming of another: what the tie is called, and where it leads."""

    relation: str
    target: Address


class Entry(NamedTuple):
    """A key that a record holds for itself among all homes, such as an instance's alias."""

    namespace: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A record of the store: an immutable value, changed by putting a changed copy.

    A new field needs a default, so that records written before it still load.
    """

    kind: ClassVar[str]
    secrets: ClassVar[frozenset[str]] = frozenset()
    """The fields that the audit trail leaves out."""
    is_told: ClassVar[bool] = True
    """Whether the audit trail tells of the record at all; what only serves the store is not."""

    id: str
    tags: dict[str, str] = field(default_factory=dict)
    last_modified_time: datetime
    last_modified_region: str

    @property
    def home(self) -> str:
        """The home that the record lives in: an instance's id, or `account/Region`."""
        raise NotImplementedError

    @property
    def path(self) -> str:
        """The last part of the record's ARN, after the account."""
        raise NotImplementedError

    @property
    def unique_name(self) -> str | None:
        """The name that no other record of this kind may have in this home."""
        return None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The keys that the record holds among all homes."""
        return ()

    @property
    def references(self) -> tuple[Reference, ...]:
        """The records that this one names."""
        return ()

    @property
    def address(self) -> Address:
        """Where the record is."""
        return Address(self.kind, self.home, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content(Resource):
    """What an instance contains; its ARN stands under the instance's, at a segment of its own."""

    segment: ClassVar[str]

    instance_id: str

    @property
    def home(self) -> str:
        """The instance's id, for both Regions of a replicated pair."""
        return self.instance_id

    @property
    def path(self) -> str:
        """`instance/<instance id>/<segment>/<id>`."""
        return f"instance/{self.instance_id}/{self.segment}/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Regional(Resource):
    """What belongs to an account in a Region, and lives there."""

    account: str
    region: str

    @property
    def scope(self) -> Scope:
        """The account and Region."""
        return Scope(self.account, self.region)

    @property
    def home(self) -> str:
        """`account/Region`."""
        return home_of(self.account, self.region)


def kinds(of: type[Resource] = Resource) -> Iterator[type[Resource]]:
    """List the kinds of records that there are."""
    for kind in of.__subclasses__():
        # A dataclass with slots is a second class: the first, without them, may still be about.
        if "kind" in vars(kind) and "__slots__" in vars(kind):
            yield kind
        yield from kinds(kind)
