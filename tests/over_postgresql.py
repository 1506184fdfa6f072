"""Run the tests of the store and of all operations over PostgreSQL.

On the database that OUTDIAL_TEST_DATABASE names, whose user has to be allowed to create others; all
that is in it is lost. Without one, on a server that is started for it.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from postgres_server import running_server

HERE = Path(__file__).parent
NAME = "OUTDIAL_TEST_DATABASE"


@contextmanager
def database() -> Iterator[str]:
    """Give the URL of the database."""
    if given := os.environ.get(NAME):
        yield given
        return
    with running_server("fsync=off", "deadlock_timeout=20ms") as server:
        yield server.url


def main() -> int:
    """Run them, and give pytest's exit status."""
    tests = [HERE / "store", HERE / "operations", *sorted(HERE.glob("test_*.py"))]
    with database() as url:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *tests, *sys.argv[1:]],
            env={**os.environ, NAME: url},
            check=False,
        )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
