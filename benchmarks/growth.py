"""How cost grows: the same calls with 1,000, 100,000 and 1,000,000 queues in the store.

Calls go through `App.handle`, with the audit trail, on SQLite files with `synchronous=FULL`; the
rounds of all stores are interleaved. An instance of 100,000 queues is among them.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from itertools import count, cycle
from pathlib import Path

import results
from growth_server import serve
from growth_store import REGION, Centres, database, made
from measuring import ACCOUNT, Desk
from outdial.access.limits import Limits
from outdial.app import App, open_app
from outdial.http import Request
from outdial.settings import Settings

SIZES = (1_000, 100_000, 1_000_000)
CALLS = 300
ROUNDS = 5
SLOW = 10
CLAIM = (
    f"AWS4-HMAC-SHA256 Credential={ACCOUNT}/20260101/{REGION}/connect/aws4_request,"
    " SignedHeaders=host, Signature=0"
)
HEADERS = {"authorization": CLAIM, "content-type": "application/json", "host": "127.0.0.1"}

Call = Callable[[], object]


def request(method: str, path: str, body: object = None, query: str = "") -> Request:
    """Make a request of the measured account, which nobody signed."""
    raw = b"" if body is None else json.dumps(body).encode()
    return Request(method=method, path=path, query=query, headers=HEADERS, body=raw)


def answered(app: App, asked: Request) -> bytes:
    """Have a request answered well."""
    response = app.handle(asked)
    if response.status >= 400:
        raise SystemExit(f"{asked.method} {asked.path}: {response.status} {response.body.decode()}")
    return response.body


def calls_of(app: App, centres: Centres) -> dict[str, Call]:
    """List what is measured; each update has another name."""
    first, large = centres.desk(0), centres.desk(0).instance
    everywhere = list(centres.spread(20 * CALLS))
    names = count()

    def updates(desks: list[Desk]) -> Call:
        turn = cycle(desks)

        def update() -> None:
            desk = next(turn)
            config = desk.update(f"Acme {next(names)}")["OutboundCallerConfig"]
            path = f"/queues/{desk.instance}/{desk.queue}/outbound-caller-config"
            answered(app, request("POST", path, {"OutboundCallerConfig": config}))

        return update

    def reads(asked: list[Request]) -> Call:
        turn = cycle(asked)
        return lambda: answered(app, next(turn))

    def describes(desks: list[Desk]) -> Call:
        return reads([request("GET", f"/queues/{desk.instance}/{desk.queue}") for desk in desks])

    def search(**criteria: object) -> Call:
        body = {"InstanceId": large, "MaxResults": 100, **criteria}
        return reads([request("POST", "/search-queues", body)])

    lists = f"/queues-summary/{large}"
    middle = f"maxResults=100&nextToken={_middle(app, lists, centres.in_first)}"
    rare = {"FieldName": "name", "Value": "queue 77", "ComparisonType": "EXACT"}
    return {
        "update, the same queue": updates([first]),
        "update, any queue": updates(everywhere),
        "DescribeQueue, the same queue": describes([first]),
        "DescribeQueue, any queue": describes(list(centres.spread(20 * CALLS, start=20 * CALLS))),
        "ListQueues, first page": reads([request("GET", lists, query="maxResults=100")]),
        "ListQueues, a page in the middle": reads([request("GET", lists, query=middle)]),
        "SearchQueues, a page of all": search(),
        "SearchQueues, by a whole name": search(SearchCriteria={"StringCondition": rare}),
        "CreateQueue and DeleteQueue": _creation(app, first, names),
        "CreateQueue, refused by its quota": _quota(app, first),
        "TagResource": _tagging(app, centres, names),
    }


def _middle(app: App, path: str, queues: int) -> str:
    """Give the token of a page in the middle of a list."""
    token, seen = "", 0
    while seen < queues // 2:
        query = "maxResults=100" + (f"&nextToken={token}" if token else "")
        page = json.loads(answered(app, request("GET", path, query=query)))
        seen += len(page["QueueSummaryList"])
        token = page["NextToken"].replace("=", "%3D")
    return str(token)


def _creation(app: App, desk: Desk, names: Iterator[int]) -> Call:
    """Create a queue and delete it."""
    described = answered(app, request("GET", f"/queues/{desk.instance}/{desk.queue}"))
    hours = json.loads(described)["Queue"]["HoursOfOperationId"]

    def create_and_delete() -> None:
        body = {"Name": f"New {next(names)}", "HoursOfOperationId": hours}
        created = answered(app, request("PUT", f"/queues/{desk.instance}", body))
        queue = json.loads(created)["QueueId"]
        answered(app, request("DELETE", f"/queues/{desk.instance}/{queue}"))

    return create_and_delete


def _tagging(app: App, centres: Centres, names: Iterator[int]) -> Call:
    """Tag queues here and there."""
    turn = cycle(centres.spread(CALLS))
    prefix = f"arn:aws:connect:{REGION}:{ACCOUNT}:instance"

    def tag() -> None:
        desk = next(turn)
        arn = f"{prefix}/{desk.instance}/queue/{desk.queue}".replace(":", "%3A").replace("/", "%2F")
        answered(app, request("POST", f"/tags/{arn}", {"tags": {"turn": str(next(names))}}))

    return tag


def _quota(app: App, desk: Desk) -> Call:
    """Have the quota of queues in an instance refuse one more."""
    limited = Settings(trail=True, limits=Limits(throttling=None))
    body = {"Name": "One too many", "HoursOfOperationId": desk.queue}
    asked = request("PUT", f"/queues/{desk.instance}", body)

    def refused() -> None:
        usual, app.settings = app.settings, limited
        status = app.handle(asked).status
        app.settings = usual
        assert status == 429, status

    return refused


def median_of(call: Call, times: int) -> float:
    """Give the median of so many calls, in microseconds."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        call()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken) * 1e6


def costs(stores: dict[int, Centres], folder: Path, rounds: int) -> dict[str, dict[int, float]]:
    """Measure all calls of all stores in turn, over and over; give their medians by size."""
    figures: dict[str, dict[int, list[float]]] = {}
    with ExitStack() as stack:
        apps = {
            size: stack.enter_context(
                closing(open_app(database(folder / str(size)), settings=Settings(trail=True)))
            )
            for size in stores
        }
        calls = {size: calls_of(apps[size], centres) for size, centres in stores.items()}
        for at in range(rounds):
            for name in calls[min(calls)]:
                for size in stores:
                    print(f"\rround {at + 1}: {name:40}", end="", file=sys.stderr, flush=True)
                    times = SLOW if name.startswith("Search") else CALLS
                    taken = median_of(calls[size][name], times)
                    figures.setdefault(name, {}).setdefault(size, []).append(taken)
    print(file=sys.stderr)
    return {
        name: {size: statistics.median(taken) for size, taken in by_size.items()}
        for name, by_size in figures.items()
    }


def servers(
    stores: dict[int, Centres], folder: Path, *, quick: bool
) -> dict[str, dict[int, float]]:
    """Measure servers of all stores; give what was measured by size."""
    figures: dict[str, dict[int, float]] = {}
    for size, centres in stores.items():
        print(f"a server of {size:,} queues ...", file=sys.stderr)
        served = serve(folder / str(size), centres, HEADERS, quick=quick)
        for name, figure in served.items():
            figures.setdefault(name, {})[size] = figure
    return figures


def main() -> None:
    """Print what each call costs by the size of the store, and by how many times it grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stores", type=Path, help="folder to keep the stores in, and reuse them")
    results.add_options(parser)
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = given.stores or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sizes = SIZES[:2] if given.quick else SIZES
        stores = {size: made(folder / str(size), size) for size in sizes}
        figures = {
            "microseconds a call": costs(stores, folder, 1 if given.quick else ROUNDS),
            "of a server": servers(stores, folder, quick=given.quick),
        }
    for title, rows in figures.items():
        table(title, rows)
    results.keep(given, "growth", figures)


def table(title: str, rows: dict[str, dict[int, float]]) -> None:
    """Print a row a call, a column a size, and how many times the last is the first."""
    sizes = list(next(iter(rows.values())))
    print(f"{title:36}" + "".join(f"{size:>12,}" for size in sizes) + "   growth")
    for name, by_size in rows.items():
        taken = list(by_size.values())
        print(
            f"  {name:34}"
            + "".join(f"{one:12,.1f}" for one in taken)
            + f"{taken[-1] / taken[0]:8.2f}x"
        )


if __name__ == "__main__":
    main()
