"""What the threads of a server take of the processor for a request, as the system counts it.

The first thread is that of the HTTP front, the others do the batches.
"""

import os
from pathlib import Path

from measuring import wrk
from over_http import outdial, requests
from reports import read

CONNECTIONS = 16
_TICKS = os.sysconf("SC_CLK_TCK")


def processor_by_thread(seconds: int) -> dict[str, dict[str, float]]:
    """Give microseconds a request by thread, of updates and of reads over HTTP."""
    figures = {}
    with outdial(guarded=True) as target:
        for call in ("update", "describe"):
            before = _taken(target.process)
            report = read(wrk(target.url, requests(call, target), CONNECTIONS, seconds, target.key))
            after = _taken(target.process)
            answers = report.rate * seconds
            front, batches = ((b - a) / answers * 1e6 for a, b in zip(before, after, strict=True))
            figures[call] = {
                "over HTTP: the front's thread": front,
                "over HTTP: the thread of the batches": batches,
            }
    return figures


def _taken(process: int) -> tuple[float, float]:
    """Give the seconds that the first thread of a process and the others took so far."""
    first, others = 0.0, 0.0
    for task in Path(f"/proc/{process}/task").iterdir():
        fields = task.joinpath("stat").read_text().rpartition(")")[2].split()
        seconds = (int(fields[11]) + int(fields[12])) / _TICKS
        if task.name == str(process):
            first += seconds
        else:
            others += seconds
    return first, others
