"""How much a server takes on at once, and how long it bears with its clients."""

import sys
from dataclasses import dataclass

MOST_CONNECTIONS = 4096

SPARE_CONNECTIONS = 64
"""So many more may ask for health and metrics, and learn in due form that the server is full."""

OTHER_FILES = 100
"""What the store, its pool, backups and the server itself need to have open beside connections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The bounds of one server; all times in seconds."""

    max_wait: float = 1.0
    """A request that would wait longer for its turn is refused at once."""

    max_connections: int = MOST_CONNECTIONS
    """Connections that are served; others are refused at once."""

    client_timeout: float = 20.0
    """How long a client may take over the head of a request or its TLS handshake, and how long its
    body or its reading of an answer may stand still."""

    idle_timeout: float = 75.0
    """How long a connection stays open without a request. Longer than clients keep an idle one in
    their pools, so that they close it, not we: a request that crosses our closing would be lost."""

    max_unsent: int = 256 * 1024 * 1024
    """Bytes of answers that may wait for their clients together. Beyond, clients that read nothing
    are not waited for."""

    @property
    def interval(self) -> float:
        """How often connections are looked at, in seconds."""
        return min(1.0, self.client_timeout / 4, self.idle_timeout / 4)


BOUNDS = Bounds()
"""Those of a server that was not told others."""


def connections_within_limits(wanted: int | None) -> int:
    """Let the process open enough files for the connections; give how many there may be.

    None wants what the machine allows, 4,096 at most. SystemExit tells of a limit that is too low.
    """
    if sys.platform == "win32":  # sockets are no files there
        return wanted or MOST_CONNECTIONS
    import resource  # noqa: PLC0415 not on Windows

    beside = SPARE_CONNECTIONS + OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    need = (wanted or MOST_CONNECTIONS) + beside
    if soft != unlimited and soft < need:
        soft = need if hard == unlimited else min(need, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    allowed = need if soft == unlimited else min(need, soft)
    least = (wanted or 1) + beside
    if allowed < least:
        raise SystemExit(
            f"Error: {wanted or 1:,} connections need a limit of {least:,} open files; it is"
            f" {allowed:,}. See `ulimit -n`."
        )
    return allowed - beside
