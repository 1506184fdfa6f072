"""Start: from the command to the first answer, and what an import and an idle server cost."""

import argparse
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import results
from measuring import free_port, medians, wait_for

REPEATS = 7


def first_answer(data: str) -> float:
    """Start a server on a file that is there already; give the milliseconds to its answer."""
    port = free_port()
    command = [sys.executable, "-m", "outdial", "serve", "--port", str(port), "--data", data]
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        wait_for(f"http://127.0.0.1:{port}/_outdial/health", process)
        elapsed = time.perf_counter() - begin
        process.terminate()
    return elapsed * 1000


def resident(data: str) -> float:
    """Give the memory of an idle server, in MiB."""
    port = free_port()
    command = [sys.executable, "-m", "outdial", "serve", "--port", str(port), "--data", data]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        wait_for(f"http://127.0.0.1:{port}/_outdial/health", process)
        pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
        process.terminate()
    return pages * 4096 / 2**20


def imported(statement: str) -> float:
    """Give the milliseconds that a Python takes to run a statement, start included."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return (time.perf_counter() - begin) * 1000


def main() -> None:
    """Print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    results.add_options(parser)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as data:
        figures = medians(
            {
                "python -c pass": partial(imported, "pass"),
                "python -c 'import outdial'": partial(imported, "import outdial"),
                "outdial serve to first answer": partial(first_answer, data),
            },
            1 if given.quick else REPEATS,
        )
        for name, figure in figures.items():
            print(f"  {name:32} {figure:7.0f} ms")
        idle = resident(data)
        print(f"  {'idle memory':32} {idle:7.0f} MiB")
    results.keep(given, "start", figures | {"idle memory": idle})


if __name__ == "__main__":
    main()
