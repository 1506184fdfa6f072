"""How cost grows: the same calls with 1,000, 100,000 and 1,000,000 queues in the store.

Calls go through `App.handle`, each in a commit of its own: signatures are verified, one policy is
enforced, and the audit trail is kept, on SQLite files with `synchronous=FULL`. The rounds of all
stores are interleaved. An instance of 100,000 queues is among them.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import replace
from itertools import count, islice, repeat
from pathlib import Path
from typing import Any
from urllib.parse import quote

import results
from growth_server import serve
from growth_store import REGION, Centres, database, made
from measuring import ACCOUNT, Desk, signed
from outdial.access.limits import Limits
from outdial.app import App, open_app
from outdial.http import Request
from outdial.settings import Settings
from outdial.world import World

SIZES = (1_000, 100_000, 1_000_000)
CALLS = 300
ROUNDS = 5
FEW = {"SearchQueues, a page of all": 3, "SearchQueues, by a whole name": 3, "CreateQueue": 40}
"""How many calls a round has of what takes long, or lets the store grow."""
MANY = ROUNDS * CALLS
HOST = "127.0.0.1"
QUOTA = "CreateQueue, refused by a quota"
SCOPE = f"{ACCOUNT}/20260101/{REGION}/connect/aws4_request"
UNSIGNED = {
    "authorization": f"AWS4-HMAC-SHA256 Credential={SCOPE}, SignedHeaders=host, Signature=0"
}
"""What a server takes that verifies nothing."""

GUARDED = Settings(auth="enforced", trail=True)
LIMITED = replace(GUARDED, limits=Limits(throttling=None))


class Measured:
    """A store that is open, and the requests that are made of it."""

    def __init__(self, app: App, centres: Centres) -> None:
        self._app = app
        self._centres = centres
        self._names = count()
        self.first = centres.desk(0)
        described = self.answered("GET", f"/queues/{self.first.instance}/{self.first.queue}")
        self.hours: str = described["Queue"]["HoursOfOperationId"]

    def request(self, method: str, path: str, body: object = None, query: str = "") -> Request:
        """Make a request that the user has signed."""
        text = "" if body is None else json.dumps(body)
        url = f"http://{HOST}{path}" + (f"?{query}" if query else "")
        headers = signed(method, url, text, self._centres.key)
        lower = {name.lower(): value for name, value in headers.items()}
        return Request(
            method=method,
            path=path,
            query=query,
            headers={"host": HOST} | lower,
            body=text.encode(),
        )

    def answered(self, method: str, path: str, body: object = None, query: str = "") -> Any:
        """Have a request answered well."""
        response = self._app.handle(self.request(method, path, body, query))
        assert response.status == 200, response
        return json.loads(response.body or "{}")

    def median(self, requests: Iterator[Request], times: int, *, quota: bool = False) -> float:
        """Give the median of so many calls, in microseconds."""
        taken, handle = [], self._app.handle
        self._app.settings = LIMITED if quota else GUARDED
        for request in islice(requests, times):
            begin = time.perf_counter()
            response = handle(request)
            taken.append(time.perf_counter() - begin)
            assert response.status == (429 if quota else 200), response
        self._app.settings = GUARDED
        return statistics.median(taken) * 1e6

    def requests(self) -> dict[str, Iterator[Request]]:
        """List what is measured; each update has another name."""
        same, centres = repeat(self.first), self._centres
        instance = self.first.instance
        lists = f"/queues-summary/{instance}"
        middle = f"maxResults=100&nextToken={self._middle(lists)}"
        rare = {"FieldName": "name", "Value": "queue 77", "ComparisonType": "EXACT"}
        found = {"SearchCriteria": {"StringCondition": rare}}
        create = f"/queues/{instance}"
        return {
            "update, the same queue": self._updates(same),
            "update, any queue": self._updates(centres.spread(MANY)),
            "DescribeQueue, the same queue": self._describes(same),
            "DescribeQueue, any queue": self._describes(centres.spread(MANY, start=MANY)),
            "ListQueues, first page": self._again("GET", lists, query="maxResults=100"),
            "ListQueues, a page in the middle": self._again("GET", lists, query=middle),
            "SearchQueues, a page of all": self._searches({}),
            "SearchQueues, by a whole name": self._searches(found),
            "CreateQueue": (self.request("PUT", create, self._new()) for _ in repeat(None)),
            QUOTA: (self.request("PUT", create, self._new()) for _ in repeat(None)),
            "TagResource, any queue": self._taggings(centres.spread(MANY, start=2 * MANY)),
        }

    def _updates(self, desks: Iterable[Desk]) -> Iterator[Request]:
        for desk in desks:
            config = desk.update(f"Acme {next(self._names)}")["OutboundCallerConfig"]
            path = f"/queues/{desk.instance}/{desk.queue}/outbound-caller-config"
            yield self.request("POST", path, {"OutboundCallerConfig": config})

    def _describes(self, desks: Iterable[Desk]) -> Iterator[Request]:
        for desk in desks:
            yield self.request("GET", f"/queues/{desk.instance}/{desk.queue}")

    def _taggings(self, desks: Iterable[Desk]) -> Iterator[Request]:
        for desk in desks:
            arn = f"arn:aws:connect:{REGION}:{ACCOUNT}:instance/{desk.instance}/queue/{desk.queue}"
            body = {"tags": {"turn": str(next(self._names))}}
            yield self.request("POST", f"/tags/{quote(arn, safe='')}", body)

    def _searches(self, criteria: Mapping[str, object]) -> Iterator[Request]:
        body = {"InstanceId": self.first.instance, "MaxResults": 100, **criteria}
        return self._again("POST", "/search-queues", body)

    def _again(
        self, method: str, path: str, body: object = None, query: str = ""
    ) -> Iterator[Request]:
        while True:
            yield self.request(method, path, body, query)

    def _new(self) -> dict[str, str]:
        return {"Name": World().new_id(), "HoursOfOperationId": self.hours}

    def _middle(self, path: str) -> str:
        """Give the token of a page in the middle of the list."""
        token, seen, size = "", 0, min(1000, self._centres.in_first // 10)
        while seen < self._centres.in_first // 2:
            query = f"maxResults={size}" + (f"&nextToken={token}" if token else "")
            page = self.answered("GET", path, query=query)
            seen += len(page["QueueSummaryList"])
            token = quote(page["NextToken"], safe="")
        return token


def opened(folder: Path) -> closing[App]:
    """Open a store; its caller has to show who it is."""
    return closing(open_app(database(folder), settings=GUARDED))


def costs(stores: dict[int, Centres], folder: Path, rounds: int) -> dict[str, dict[int, float]]:
    """Measure all calls of all stores in turn, over and over; give their medians by size."""
    figures: dict[str, dict[int, list[float]]] = {}
    with ExitStack() as stack:
        measured = {
            size: Measured(stack.enter_context(opened(folder / str(size))), centres)
            for size, centres in stores.items()
        }
        requests = {size: one.requests() for size, one in measured.items()}
        for at in range(rounds):
            for name in requests[min(requests)]:
                print(f"\rround {at + 1}: {name:40}", end="", file=sys.stderr, flush=True)
                times = FEW.get(name, CALLS)
                for size, one in measured.items():
                    taken = one.median(requests[size][name], times, quota=name == QUOTA)
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
        served = serve(folder / str(size), centres, UNSIGNED, quick=quick)
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
        calls = costs(stores, folder, 1 if given.quick else ROUNDS)
        table("microseconds a call", calls)
        each = servers(stores, folder, quick=given.quick)
        table("of a server", each)
    results.keep(given, "growth", {"microseconds a call": calls, "of a server": each})


def table(title: str, rows: dict[str, dict[int, float]]) -> None:
    """Print a row a call, a column a size, and how many times the last is the first."""
    sizes = list(next(iter(rows.values())))
    print(f"{title:42}" + "".join(f"{size:>12,}" for size in sizes) + "   growth")
    for name, by_size in rows.items():
        taken = list(by_size.values())
        print(
            f"  {name:40}"
            + "".join(f"{one:12,.1f}" for one in taken)
            + f"{taken[-1] / taken[0]:8.2f}x",
            flush=True,
        )


if __name__ == "__main__":
    main()
