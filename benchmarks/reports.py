"""What wrk reports, as figures."""

import re
from typing import NamedTuple

_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_LATENCY = r"\s{percent}%\s+([\d.]+)(us|ms|s)\b"
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


class Report(NamedTuple):
    """Answers a second, and how many milliseconds half and 99 of 100 of them took at most."""

    rate: float
    p50: float
    p99: float


def read(report: str) -> Report:
    """Read wrk's report; a refused or lost call spoils the measurement."""
    if "Non-2xx" in report or "Socket errors" in report:
        raise SystemExit(f"some calls were refused or lost:\n{report}")
    rate = _RATE.search(report)
    if not rate:
        raise SystemExit(f"wrk said nothing of use:\n{report}")
    return Report(float(rate[1]), _latency(report, 50), _latency(report, 99))


def _latency(report: str, percent: int) -> float:
    found = re.search(_LATENCY.replace("{percent}", str(percent)), report)
    if not found:
        raise SystemExit(f"wrk said nothing of latencies:\n{report}")
    return float(found[1]) * _MILLISECONDS[found[2]]
