"""The quick connects that a queue offers: one record a queue, so that queues stay small.

The rules, each with its mark: documented, observed, inferred or chosen.

A1  A queue offers at most 700 quick connects, else LimitExceededException. [documented; the error
    inferred]
A2  Associating one that is there already, or disassociating one that is not, changes nothing and
    is no error. [chosen]
A3  One that does not exist is ResourceNotFoundException. [inferred]
A4  A deleted quick connect disappears from the queues that offered it. [chosen]
A5  The list has a time and Region of its own for its last change; until there is one, those of
    the queue. [documented; the latter chosen]
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from outdial.domain.quick_connect import QuickConnect
from outdial.domain.resource import Address, Reference, Resource
from outdial.errors import LimitExceededException

MOST: Final = 700
"""How many quick connects a queue may offer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueQuickConnects(Resource):
    """The ids of a queue's quick connects, in their order; its own id is the queue's."""

    kind: ClassVar[str] = "queue-quick-connects"

    instance_id: str
    ids: tuple[str, ...] = ()

    @property
    def home(self) -> str:
        """It lives where its queue does."""
        return self.instance_id

    @property
    def references(self) -> tuple[Reference, ...]:
        """The quick connects; not the queue, whose deletion this must not hinder."""
        return tuple(
            Reference("offered", Address(QuickConnect.kind, self.instance_id, quick_connect_id))
            for quick_connect_id in self.ids
        )


def joined(ids: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    """Add to a queue's quick connects, if there is room."""
    together = {*ids, *more}  # A2
    if len(together) > MOST:
        raise LimitExceededException(
            f"A queue can have at most {MOST} quick connects, not {len(together)}"  # A1
        )
    return tuple(sorted(together))


def without(ids: Iterable[str], fewer: Iterable[str]) -> tuple[str, ...]:
    """Take from a queue's quick connects."""
    return tuple(sorted({*ids} - {*fewer}))  # A2
