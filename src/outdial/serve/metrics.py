"""Counts and times of requests, and their text for Prometheus.

Written here in full: a client library would cost more of the start than the rest of the server,
and one thread counts, so that no lock is needed.
"""

from bisect import bisect_left
from itertools import accumulate

from outdial.serve.load import Load
from outdial.serve.patience import Patience

BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """What happened since the server's start."""

    def __init__(self, load: Load | None = None, patience: Patience | None = None) -> None:
        self.in_flight = 0
        self._load = load or Load()
        self._patience = patience or Patience()
        self._requests: dict[tuple[str, int, str], int] = {}
        self._buckets: dict[str, list[int]] = {}
        self._seconds: dict[str, float] = {}

    def count(self, operation: str, status: int, error: str, seconds: float) -> None:
        """Take one answered request into account."""
        key = (operation, status, error)
        self._requests[key] = self._requests.get(key, 0) + 1
        buckets = self._buckets.get(operation)
        if buckets is None:
            buckets = self._buckets[operation] = [0] * (len(BUCKETS) + 1)
        buckets[bisect_left(BUCKETS, seconds)] += 1
        self._seconds[operation] = self._seconds.get(operation, 0.0) + seconds

    def text(self) -> str:
        """Write everything in Prometheus's text format."""
        blocks = self._in_flight(), self._bounds(), self._counts(), self._durations()
        return "\n".join([*(line for block in blocks for line in block), ""])

    def _in_flight(self) -> list[str]:
        return [
            "# HELP outdial_requests_in_flight Requests that are being answered.",
            "# TYPE outdial_requests_in_flight gauge",
            f"outdial_requests_in_flight {self.in_flight}",
        ]

    def _bounds(self) -> list[str]:
        return [
            "# HELP outdial_requests_waiting Requests that wait for the store, or are in it.",
            "# TYPE outdial_requests_waiting gauge",
            f"outdial_requests_waiting {self._load.waiting}",
            "# HELP outdial_requests_refused_total Requests refused because of too much load.",
            "# TYPE outdial_requests_refused_total counter",
            f"outdial_requests_refused_total {self._load.refused}",
            "# HELP outdial_connections_refused_total Connections beyond the bound.",
            "# TYPE outdial_connections_refused_total counter",
            f"outdial_connections_refused_total {self._patience.turned_away}",
            "# HELP outdial_clients_given_up_total Clients that took too long, by what for.",
            "# TYPE outdial_clients_given_up_total counter",
            *(
                f'outdial_clients_given_up_total{{waited_for="{stage}"}} {count}'
                for stage, count in sorted(self._patience.given_up.items())
            ),
        ]

    def _counts(self) -> list[str]:
        return [
            "# HELP outdial_requests_total Requests answered.",
            "# TYPE outdial_requests_total counter",
            *(
                f'outdial_requests_total{{operation="{operation}",status="{status}",'
                f'error="{error}"}} {count}'
                for (operation, status, error), count in sorted(self._requests.items())
            ),
        ]

    def _durations(self) -> list[str]:
        lines = [
            "# HELP outdial_request_duration_seconds Time from a request's head to its answer.",
            "# TYPE outdial_request_duration_seconds histogram",
        ]
        for operation, buckets in sorted(self._buckets.items()):
            name, label = "outdial_request_duration_seconds", f'operation="{operation}"'
            bounds = (*map(str, BUCKETS), "+Inf")
            lines += [
                f'{name}_bucket{{{label},le="{bound}"}} {count}'
                for bound, count in zip(bounds, accumulate(buckets), strict=True)
            ]
            lines.append(f"{name}_sum{{{label}}} {self._seconds[operation]:.6f}")
            lines.append(f"{name}_count{{{label}}} {sum(buckets)}")
        return lines
