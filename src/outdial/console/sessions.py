"""Who is signed in: kept in memory only, so that a restart ends every session."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from outdial.world import World

LONGEST = timedelta(hours=8)
IDLE = timedelta(minutes=30)
MOST = 1000
"""So many sessions are kept; the one that is longest unused goes for another one."""


@dataclass(slots=True, kw_only=True, eq=False)
class Session:
    """A browser that showed an access key; the key's secret is not kept.

    `form_token` stands in each form, so that no other page can send one.
    """

    access_key: str
    form_token: str
    since: datetime
    seen: datetime
    is_ended: bool = False

    def is_over(self, now: datetime) -> bool:
        """Tell whether it has ended: by its visitor, or by time."""
        return self.is_ended or now - self.since >= LONGEST or now - self.seen >= IDLE


class Sessions:
    """The sessions by their ids; threads may come side by side."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = Lock()
        self._sessions: dict[str, Session] = {}

    def begin(self, access_key: str) -> str:
        """Begin a session; give its id, which nobody can guess."""
        now = self._world.now()
        session = Session(
            access_key=access_key, form_token=self._world.new_secret(), since=now, seen=now
        )
        session_id = self._world.new_secret()
        with self._lock:
            while len(self._sessions) >= MOST:
                self._sessions.pop(next(iter(self._sessions))).is_ended = True
            self._sessions[session_id] = session
        return session_id

    def find(self, session_id: str, *, is_used: bool = True) -> Session | None:
        """Find a session and note if it is in use; None if there is none, or it has ended."""
        now = self._world.now()
        with self._lock:
            session = self._sessions.get(session_id)
            if session is None:
                return None
            has_ended = session.is_over(now)
            if is_used or has_ended:
                del self._sessions[session_id]
            if has_ended:
                return None
            if is_used:
                session.seen = now
                self._sessions[session_id] = session  # the last one now, and so the last to go
            return session

    def end(self, session_id: str) -> None:
        """End a session, if there is such a one."""
        with self._lock:
            session = self._sessions.pop(session_id, None)
            if session is not None:
                session.is_ended = True
