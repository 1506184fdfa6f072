"""Events of the audit trail: the value that the store keeps, and what it is asked for."""

from typing import NamedTuple

ENDS = 12
"""So many hexadecimal digits at each end of an id are exchanged to make an event's of it."""


class Event(NamedTuple):
    """A call that was made; `time` is in milliseconds.

    `facts` are what the event may be looked up by, with a blank before and behind each, such as
    ` name=DescribeQueue user=root instance/<id> queue/<id> `. `body` is the record as CloudTrail
    writes it.
    """

    home: str
    time: int
    facts: str
    body: bytes


class Cursor(NamedTuple):
    """Where a look through events stands: they go on before this one."""

    time: int
    number: int


class Wanted(NamedTuple):
    """Which events of a home are asked for: of a time, both ends included, and with a fact."""

    home: str
    since: int
    until: int
    fact: str = ""


class Found(NamedTuple):
    """Some of the events that were asked for, and where to go on, None if there are no more."""

    events: list[Event]
    following: Cursor | None


def event_id(request_id: str) -> str:
    """Make the id of a request's event, or of an event's request: the ends are exchanged.

    So neither has to be looked up by the other, and one of them is kept.
    """
    first, second, third, fourth, last = request_id.split("-")
    return f"{last[:8]}-{last[8:]}-{third}-{fourth}-{first}{second}"
