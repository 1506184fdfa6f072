"""Keeps a client's calls within the rate that Amazon Connect allows."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.rehearsal.reading import Clients

# Of every operation that the rehearsal calls, in each account and Region [documented].
RATE = 2
BURST = 5


@dataclass(slots=True)
class Pacer:
    """Holds calls back so that no operation is called more often than allowed.

    Each operation has a bucket of `burst` calls, into which `rate` new ones drop a second.
    """

    rate: float = RATE
    burst: float = BURST
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _buckets: dict[str, tuple[float, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def hold(self, client: "ConnectClient") -> None:
        """Hold the client's calls back from now on, tries anew too; one pacer for one Region."""
        # Before the signer, so that no signature gets old while it waits.
        client.meta.events.register_first("request-created.connect", self._on_request)

    def _on_request(self, operation_name: str, **_: Any) -> None:
        self.wait(operation_name)

    def wait(self, operation: str) -> None:
        """Wait until the operation may be called."""
        with self._lock:
            now = self.clock()
            calls, last = self._buckets.get(operation, (self.burst, now))
            calls = min(self.burst, calls + (now - last) * self.rate) - 1
            self._buckets[operation] = calls, now
        if calls < 0:
            self.sleep(-calls / self.rate)


def paced(clients: "Clients") -> "Clients":
    """Have each client keep within the rate, for itself."""

    def make(region: str | None) -> "ConnectClient":
        client = clients(region)
        Pacer().hold(client)
        return client

    return make
