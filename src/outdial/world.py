"""The only place that asks for the time, a new id or chance."""

import base64
import os
import random
import time
import uuid
from copy import deepcopy
from datetime import UTC, datetime, timedelta

_REQUESTS = random.Random(os.urandom(32))


class World:
    """The real world: the machine's clock and the system's randomness."""

    def now(self) -> datetime:
        """Tell the time in UTC, to the millisecond, as the service's timestamps do."""
        now = datetime.now(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def pause(self, seconds: float) -> None:
        """Let time pass."""
        time.sleep(seconds)

    def new_id(self) -> str:
        """Make the id of a new resource: a lower-case UUID of version 4."""
        return str(uuid.uuid4())

    def new_secret(self) -> str:
        """Make the secret of an access key: 40 characters that nobody can guess."""
        return base64.b64encode(os.urandom(30)).decode()

    def new_request_id(self) -> str:
        """Make the id of a request; apart from `new_id`, so that reads use up no resource id.

        It is a UUID of version 4 too, but drawn from a sequence that the system's randomness only
        began, and written without the detour over an object: every call needs one, and to ask
        the system lets another thread in. Nobody gains anything by guessing it.
        """
        digits = f"{_REQUESTS.getrandbits(128):032x}"
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


class StillWorld(World):
    """A world for tests: its clock stands until it is moved, its ids can be written down.

    Ids count up: `00000000-0000-4000-8000-000000000001` is the first. A `seed` scatters them
    instead, the same way each time.
    """

    def __init__(self, now: datetime | None = None, seed: int | None = None) -> None:
        self._now = now or datetime(2026, 1, 1, tzinfo=UTC)
        self._ids = 0
        self._requests = 0
        self._secrets = 0
        self._chance = None if seed is None else random.Random(seed)

    def become(self, other: "StillWorld") -> None:
        """Let time and ids go on from where another world is."""
        vars(self).update(deepcopy(vars(other)))

    def now(self) -> datetime:
        """Tell the time that this world's clock stands at."""
        return self._now

    def move_to(self, time: datetime) -> None:
        """Set the clock; a time without a zone is UTC."""
        self._now = time if time.tzinfo else time.replace(tzinfo=UTC)

    def advance(
        self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0
    ) -> None:
        """Move the clock on."""
        self._now += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)

    def pause(self, seconds: float) -> None:
        """Move the clock on instead of waiting."""
        self.advance(seconds=seconds)

    def new_id(self) -> str:
        """Make the next id."""
        self._ids += 1
        if self._chance is None:
            return f"00000000-0000-4000-8000-{self._ids:012x}"
        return str(uuid.UUID(int=self._chance.getrandbits(128), version=4))

    def new_secret(self) -> str:
        """Make the next secret: one that anybody can guess."""
        self._secrets += 1
        return f"secret{self._secrets:034}"

    def new_request_id(self) -> str:
        """Make the next request id."""
        self._requests += 1
        return f"11111111-1111-4111-8111-{self._requests:012x}"
