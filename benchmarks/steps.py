"""Where each microsecond of an update and of a read goes, step by step of the corridor.

Signed requests of a user with one policy are answered in one process, sixteen in one commit as
under sixteen connections, on SQLite with `synchronous=FULL` and with the audit trail. Each step's
function is replaced by one that measures what it takes of the processor, less what the steps inside
of it take and what the measuring itself takes. The front's part is what the thread of the HTTP
server takes of the processor, read from the system while wrk calls a server of its own.
"""

import argparse
import functools
import gc
import json
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import results
from measuring import ACCOUNT, ROOTS, Desk, Key, client, key_of_user, set_up, signed
from outdial import app as corridor
from outdial.app import App, open_app
from outdial.http import Request
from outdial.serve.inprocess import reach
from outdial.settings import RootKey, Settings
from outdial.wire.protocols import protocol_of
from threads import processor_by_thread

TOGETHER = 16
BATCHES = 250
WARM = 20
ROUNDS = 5
HOST = "127.0.0.1"

WHERE, WHICH = "where to, and who says so", "which operation"
STEPS = {
    "identify": WHERE,
    "authenticate": "who calls: the key, the signature",
    "find_violations": "constraints",
    "_enforce": "whether it is allowed: the policies",
    "once": "the operation",
}
"""Functions that the corridor calls by these names, and what they are called here."""
DECODE, ENCODE = "decode the input", "encode the answer"
TRAIL = "the audit trail: what is told of a call"
SQL, COMMIT = "statements of SQL", "commit: BEGIN and COMMIT"
DISK = "commit: waiting for the disk"
REST = "between the steps, and the request's id"
WHOLE = "all but the disk, unmeasured"
ORDER = (
    WHERE,
    WHICH,
    STEPS["authenticate"],
    DECODE,
    STEPS["find_violations"],
    STEPS["_enforce"],
    STEPS["once"],
    TRAIL,
    SQL,
    COMMIT,
    ENCODE,
    REST,
    WHOLE,
    DISK,
)


class Clock:
    """Time by step, each without the steps inside of it."""

    def __init__(self, within: float = 0, without: float = 0) -> None:
        self.taken: dict[str, float] = defaultdict(float)
        self._inner = [0.0]
        self._within, self._without = within, without

    def around(self, step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Measure a function as a step, or as a part of one."""
        taken, inner, now = self.taken, self._inner, time.thread_time_ns
        within, without = self._within, self._without

        @functools.wraps(function)
        def measured(*given: Any, **named: Any) -> Any:
            inner.append(0.0)
            begin = now()
            try:
                return function(*given, **named)
            finally:
                whole = now() - begin
                taken[step] += whole - inner.pop() - within
                inner[-1] += whole + without

        return measured


def calibrated() -> Clock:
    """Make a clock that knows what measuring takes, inside of what it measures and around it."""
    clock, times = Clock(), 100_000
    nothing = clock.around("nothing", lambda: None)

    def often() -> None:
        for _ in range(times):
            nothing()

    clock.around("around", often)()
    return Clock(clock.taken["nothing"] / times, clock.taken["around"] / times)


class Timed:
    """A connection to the database whose commits are measured."""

    def __init__(self, connection: Any, clock: Clock) -> None:
        self._connection = connection
        self._taken = clock.taken
        self._commit = clock.around(COMMIT, connection.execute)
        self._other = clock.around(SQL, connection.execute)

    def execute(self, statement: str, *values: Any) -> Any:
        """Run a statement."""
        if not statement.startswith(("BEGIN", "COMMIT")):
            return self._other(statement, *values)
        begin = time.perf_counter_ns() - time.thread_time_ns()
        done = self._commit(statement)
        self._taken[DISK] += time.perf_counter_ns() - time.thread_time_ns() - begin
        return done

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


@contextmanager
def measured(app: App, clock: Clock) -> Iterator[None]:
    """Put the clock around each step for a while."""
    protocol: Any = protocol_of("connect")
    store: Any = app.store
    inside: list[tuple[Any, str, str]] = [
        *((corridor, name, step) for name, step in STEPS.items()),
        (protocol, "identify", WHICH),
        (protocol, "decode", DECODE),
        (protocol, "encode", ENCODE),
        (app.trail, "add", TRAIL),
        (app.trail, "hold", TRAIL),
        (app.trail, "job", TRAIL),
        (app.trail, "_write", TRAIL),
        (app, "handle_many", REST),
        (app, "write_trail", REST),
    ]
    usual = [(place, name, getattr(place, name)) for place, name, _ in inside]
    connection = store._connection  # noqa: SLF001 the one place that shows commits
    for place, name, step in inside:
        setattr(place, name, clock.around(step, getattr(place, name)))
    store._connection = Timed(connection, clock)  # noqa: SLF001 the same
    try:
        yield
    finally:
        store._connection = connection  # noqa: SLF001 the same
        for place, name, function in usual:
            setattr(place, name, function)


def requests(call: str, desk: Desk, key: Key, at: int) -> list[Request]:
    """Sign some requests, each a little different."""
    made = []
    for number in range(TOGETHER):
        method, path, body = "GET", f"/queues/{desk.instance}/{desk.queue}", ""
        if call == "update":
            config = desk.update(f"Acme {at} {number}")["OutboundCallerConfig"]
            method, path = "POST", f"{path}/outbound-caller-config"
            body = json.dumps({"OutboundCallerConfig": config})
        headers = signed(method, f"http://{HOST}{path}", body, key)
        made.append(
            Request(
                method=method,
                path=path,
                headers={"host": HOST} | {name.lower(): headers[name] for name in headers},
                body=body.encode(),
            )
        )
    return made


def answered(app: App, batches: Sequence[list[Request]]) -> float:
    """Answer batches as the server's thread does; give the processor's microseconds a request."""
    begin = time.thread_time()
    for batch in batches:
        outcomes = app.handle_many(batch)
        assert all(getattr(outcome, "status", 0) == 200 for outcome in outcomes), outcomes
        if app.trail.is_due:
            app.write_trail()
    return (time.thread_time() - begin) / len(batches) / TOGETHER * 1e6


def profile(app: App, call: str, desk: Desk, key: Key, batches: int) -> dict[str, float]:
    """Give microseconds a request by step, and what the whole takes unmeasured."""
    rounds: list[dict[str, float]] = []
    answered(app, [requests(call, desk, key, at) for at in range(WARM)])
    gc.collect()
    gc.freeze()  # boto3 is here only to sign, and no server holds it
    for _ in range(ROUNDS):
        asked = [requests(call, desk, key, at) for at in range(2 * batches)]
        whole = answered(app, asked[:batches])
        clock = calibrated()
        with measured(app, clock):
            answered(app, asked[batches:])
        steps = {step: taken / batches / TOGETHER / 1000 for step, taken in clock.taken.items()}
        rounds.append(steps | {WHOLE: whole})
    return {
        step: statistics.median(steps.get(step, 0.0) for steps in rounds)
        for step in ORDER
        if any(step in steps for steps in rounds)
    }


@contextmanager
def guarded() -> Iterator[tuple[App, Desk, Key]]:
    """Open a store with a centre in it, and a user who may make the calls."""
    root = RootKey(id=ROOTS.id, secret=ROOTS.secret, account=ACCOUNT)
    settings = Settings(auth="enforced", root_keys=(root,), trail=True)
    with (
        tempfile.TemporaryDirectory() as data,
        closing(open_app(Path(data, "outdial.sqlite3"), settings=settings)) as app,
    ):
        with reach(app, ("connect", "iam")):
            desk = set_up(client(key=ROOTS))
            key = key_of_user(None, desk)
        yield app, desk, key


def main() -> None:
    """Print a table of steps."""
    parser = argparse.ArgumentParser(description=__doc__)
    results.add_options(parser)
    given = parser.parse_args()
    batches, seconds = (BATCHES // 10, 1) if given.quick else (BATCHES, 4)
    with guarded() as (app, desk, key):
        figures = {call: profile(app, call, desk, key, batches) for call in ("update", "describe")}
    for call, share in processor_by_thread(seconds).items():
        figures[call] |= share
    for call, steps in figures.items():
        print(f"{call}, microseconds a request")
        for step, taken in steps.items():
            print(f"  {step:44} {taken:7.1f}")
    results.keep(given, "steps", figures)


if __name__ == "__main__":
    main()
