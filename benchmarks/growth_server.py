"""What a server of a large store takes: its start, and its memory before and after many calls."""

import http.client
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from growth_store import Centres
from measuring import free_port, wait_for
from start import first_answer

STARTS = 5
TOUCHED = 100_000


def serve(
    folder: Path, centres: Centres, headers: dict[str, str], *, quick: bool
) -> dict[str, float]:
    """Give what is measured of a server, with its unit in its name."""
    touched = TOUCHED // 20 if quick else TOUCHED
    figures = {
        "outdial serve to first answer, ms": statistics.median(
            first_answer(str(folder)) for _ in range(1 if quick else STARTS)
        )
    }
    with _running(folder) as (process, port):
        figures["memory when idle, MiB"] = _resident(process)
        paths = (f"/queues/{desk.instance}/{desk.queue}" for desk in centres.spread(touched))
        _ask(port, paths, headers)
        figures[f"memory after {touched:,} different reads, MiB"] = _resident(process)
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "outdial", "check", "--data", str(folder)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    figures["outdial check, s"] = time.perf_counter() - begin
    return figures


@contextmanager
def _running(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    port = free_port()
    command = [sys.executable, "-m", "outdial", "serve", "--port", str(port), "--data", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        wait_for(f"http://127.0.0.1:{port}/_outdial/health", process)
        try:
            yield process, port
        finally:
            process.terminate()


def _ask(port: int, paths: Iterable[str], headers: dict[str, str]) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
        for path in paths:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            body = response.read()
            assert response.status == 200, body


def _resident(process: subprocess.Popen[bytes]) -> float:
    pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
    return pages * 4096 / 2**20
