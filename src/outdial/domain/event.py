"""Events of the audit trail: the value that the store keeps, and what it is asked for."""

from typing import Literal, NamedTuple

ENDS = 12
"""So many hexadecimal digits at each end of an id are exchanged to make an event's of it."""


class Event(NamedTuple):
    """A call that was made; `time` is in milliseconds.

    `names` are what the call was about, such as `instance/<id> queue/<id>`: each an ARN or the
    last two parts of one, with a blank behind each. `body` is the record as CloudTrail writes it.
    """

    home: str
    time: int
    request_id: str
    name: str
    source: str
    username: str
    access_key: str
    reads: bool
    names: str
    body: bytes


Attribute = Literal["request", "name", "source", "username", "access-key", "reads", "kind", "named"]
"""What events can be told apart by; `kind` is that of a resource, `named` a resource itself."""


class Cursor(NamedTuple):
    """Where a look through events stands: they go on before this one."""

    time: int
    number: int


class Wanted(NamedTuple):
    """Which events of a home are asked for: of a time, both ends included, and of one attribute."""

    home: str
    since: int
    until: int
    attribute: Attribute | None = None
    value: str = ""


class Found(NamedTuple):
    """Some of the events that were asked for, and where to go on, None if there are no more."""

    events: list[Event]
    following: Cursor | None


def event_id(request_id: str) -> str:
    """Make the id of a request's event, or of an event's request: the ends are exchanged.

    So neither has to be looked up by the other, and one of them is kept.
    """
    digits = request_id.replace("-", "")
    digits = digits[-ENDS:] + digits[ENDS:-ENDS] + digits[:ENDS]
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
