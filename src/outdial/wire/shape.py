"""The shapes of a service's values: what a value may be, and what it is made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shape:
    """What a value may be; two shapes are equal only if they are the same object.

    `refs` names the shapes it is made of: a structure's by member, a list's as `member`, a map's
    as `key` and `value`. `places` says where a member of an input travels, if not in the body:
    its location and its name there. An error has a `status`, and a `code` if its name on the wire
    is not the shape's.
    """

    name: str
    type: str
    shapes: "Shapes"
    refs: Mapping[str, str] = field(default_factory=dict)
    required: Sequence[str] = ()
    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    token: str | None = None
    union: bool = False
    enum: Sequence[str] = ()
    pattern: str | None = None
    min: float | None = None
    max: float | None = None
    sensitive: bool = False
    timestamp_format: str | None = None
    status: int | None = None
    code: str | None = None

    @property
    def members(self) -> "Mapping[str, Shape]":
        """Give the shape of each member of a structure."""
        return Members(self)

    @property
    def member(self) -> "Shape":
        """Give the shape of a list's items."""
        return self.shapes[self.refs["member"]]

    @property
    def key(self) -> "Shape":
        """Give the shape of a map's keys."""
        return self.shapes[self.refs["key"]]

    @property
    def value(self) -> "Shape":
        """Give the shape of a map's values."""
        return self.shapes[self.refs["value"]]


@dataclass(frozen=True, slots=True, eq=False)
class Members(Mapping[str, Shape]):
    """The members of a structure; shapes that contain themselves are why they are lazy."""

    structure: Shape

    def __getitem__(self, name: str) -> Shape:
        return self.structure.shapes[self.structure.refs[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.structure.refs)

    def __len__(self) -> int:
        return len(self.structure.refs)


class Shapes(Mapping[str, Shape]):
    """All shapes of a service by name, each made when it is first asked for."""

    def __init__(self, written: Mapping[str, msgspec.Raw]) -> None:
        self._written = written
        self._made: dict[str, Shape] = {}

    def __getitem__(self, name: str) -> Shape:
        if shape := self._made.get(name):
            return shape
        shape = Shape(name=name, shapes=self, **msgspec.json.decode(self._written[name]))
        # Two threads may both make it; all must then hold the same one.
        return self._made.setdefault(name, shape)

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)
