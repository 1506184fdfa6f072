"""How many clients there may be, and how long they are waited for.

Connections have no timers. All of them are looked at once a second or so, and what is seen is
compared with what was seen before: so long as it is the same, nothing has come of the client. This
costs a request nothing.
"""

from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from outdial.serve.bounds import BOUNDS, SPARE_CONNECTIONS, Bounds

BYTES_A_SECOND = 16 * 1024
"""A body that comes no faster than this is waited for as long as one that stands still."""

Room = Literal["served", "spare", "none"]
Stage = Literal["handshake", "silence", "head", "body", "answer", "idle"]


@dataclass(frozen=True, slots=True)
class Watch:
    """What a client is waited for, what it was seen by, since when, and what had come by then."""

    stage: Stage
    mark: tuple[object, ...]
    since: float
    body_bytes: int


class Looked(Protocol):
    """What is seen of a connection; `cycle`, `flow` and `transport` are uvicorn's."""

    cycle: Any
    flow: Any
    transport: Any
    head_bytes: int | None
    body_bytes: int
    drains: int
    watch: Watch | None

    def give_up(self, stage: Stage) -> None:
        """Close it, as its client has been waited for too long."""
        ...


@dataclass(slots=True)
class Patience:
    """What holds for all connections of a server, and what became of those that took too long.

    So many are `greeting`, which are not made yet, and so many were turned away or given up. So
    many bytes of answers were `unsent` when all connections were looked at.
    """

    bounds: Bounds = BOUNDS
    greeting: int = 0
    unsent: int = 0
    turned_away: int = 0
    given_up: dict[Stage, int] = field(default_factory=dict)

    def room(self, connections: int) -> Room:
        """Tell whether the newest of so many connections is served."""
        beyond = connections + self.greeting - self.bounds.max_connections
        if beyond <= 0:
            return "served"
        return "spare" if beyond <= SPARE_CONNECTIONS else "none"

    def look(self, connection: Looked, now: float) -> None:
        """Give a client up that has been waited for too long."""
        seen = _seen(connection)
        before = connection.watch
        if seen is None:
            connection.watch = None
        elif before is None or (before.stage, before.mark) != seen:
            connection.watch = Watch(*seen, now, connection.body_bytes)
        elif now - before.since > self._limit(before, connection):
            connection.watch = None
            self.give_up(before.stage)
            connection.give_up(before.stage)

    def give_up(self, stage: Stage) -> None:
        """Count a client that was given up."""
        self.given_up[stage] = self.given_up.get(stage, 0) + 1

    def _limit(self, watch: Watch, connection: Looked) -> float:
        if watch.stage == "idle":
            return self.bounds.idle_timeout
        if watch.stage == "answer" and self.unsent > self.bounds.max_unsent:
            return 0
        if watch.stage == "body":
            came = connection.body_bytes - watch.body_bytes
            return self.bounds.client_timeout + came / BYTES_A_SECOND
        return self.bounds.client_timeout


def _seen(connection: Looked) -> tuple[Stage, tuple[object, ...]] | None:
    """Tell what a client is waited for, and by what one sees that it goes on; None if it is not."""
    cycle, unsent = connection.cycle, connection.transport.get_write_buffer_size()
    if unsent or connection.transport.is_closing():
        return "answer", (unsent, connection.drains)
    if cycle is None:
        return ("head" if connection.head_bytes else "silence"), ()
    if cycle.more_body:
        # What came already may be more than is read while an earlier request is answered.
        return None if connection.flow.read_paused else ("body", (cycle,))
    if not cycle.response_complete:
        return None
    return ("head" if connection.head_bytes else "idle"), (cycle,)
