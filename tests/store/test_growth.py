"""What a call costs does not depend on how much is in the store.

SQLite counts its own steps: a look-up in an index takes as many among ten records as among
thousands, and anything that goes through the records takes more.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from outdial.access.limits import Limits
from outdial.app import App, open_app
from outdial.domain.queue import Queue
from outdial.domain.quotas import Quotas
from outdial.http import Request
from outdial.settings import Settings
from outdial.store.sqlite import SqliteStore
from sample_records import NOW
from store.jobs import put

FEW, MANY = 40, 2000
KEY = "Credential=123456789012/20260101/us-east-1/connect/aws4_request,"
LIMITS = Limits(throttling=None, quotas=Quotas(queues=30))


class Centre:
    """An instance with so many queues."""

    def __init__(self, app: App, queues: int) -> None:
        self.app = app
        attributes = {"InboundCallsEnabled": True, "OutboundCallsEnabled": True}
        identity = {"IdentityManagementType": "CONNECT_MANAGED", "InstanceAlias": "growing"}
        self.id = self.call("PUT", "/instance", identity | attributes)["Id"]
        path = f"/hours-of-operations-summary/{self.id}"
        self.hours = self.call("GET", path)["HoursOfOperationSummaryList"][0]["Id"]
        self.token = ""
        app.store.run_many([put(*(self._queue(number) for number in range(queues)))])

    def _queue(self, number: int) -> Queue:
        return Queue(
            id=f"00000000-0000-4000-8000-{number:012}",
            instance_id=self.id,
            name=f"Queue {number}",
            hours_of_operation_id=self.hours,
            last_modified_time=NOW,
            last_modified_region="us-east-1",
        )

    def call(self, method: str, path: str, body: Any = None, query: str = "") -> Any:
        """Make a call, and give its answer."""
        raw = b"" if body is None else json.dumps(body).encode()
        headers = {"authorization": KEY, "content-type": "application/json"}
        response = self.app.handle(
            Request(method=method, path=path, query=query, headers=headers, body=raw)
        )
        return json.loads(response.body or "{}") | {"status": response.status}

    def middle(self) -> str:
        """Give the token of a page in the middle."""
        token, pages = "", FEW // 20
        for _ in range(pages):
            query = f"maxResults=10&nextToken={token}" if token else "maxResults=10"
            page = self.call("GET", f"/queues-summary/{self.id}", query=query)
            token = page["NextToken"].replace("=", "%3D")
        return token


def update(centre: Centre) -> Any:
    path = f"/queues/{centre.id}/00000000-0000-4000-8000-000000000020/outbound-caller-config"
    return centre.call("POST", path, {"OutboundCallerConfig": {"OutboundCallerIdName": "Acme"}})


def describe(centre: Centre) -> Any:
    return centre.call("GET", f"/queues/{centre.id}/00000000-0000-4000-8000-000000000021")


def first_page(centre: Centre) -> Any:
    return centre.call("GET", f"/queues-summary/{centre.id}", query="maxResults=10")


def middle_page(centre: Centre) -> Any:
    query = f"maxResults=10&nextToken={centre.token}"
    return centre.call("GET", f"/queues-summary/{centre.id}", query=query)


def create(centre: Centre) -> Any:
    body = {"Name": "New", "HoursOfOperationId": centre.hours}
    return centre.call("PUT", f"/queues/{centre.id}", body)


def create_one_too_many(centre: Centre) -> Any:
    centre.app.settings = Settings(trail=True, limits=LIMITS)
    return create(centre)


def create_of_taken_name(centre: Centre) -> Any:
    body = {"Name": "Queue 20", "HoursOfOperationId": centre.hours}
    return centre.call("PUT", f"/queues/{centre.id}", body)


def rename(centre: Centre) -> Any:
    path = f"/queues/{centre.id}/00000000-0000-4000-8000-000000000022/name"
    return centre.call("POST", path, {"Name": "Another"})


def delete(centre: Centre) -> Any:
    return centre.call("DELETE", f"/queues/{centre.id}/00000000-0000-4000-8000-000000000023")


def tag(centre: Centre) -> Any:
    queue = f"instance/{centre.id}/queue/00000000-0000-4000-8000-000000000024"
    arn = f"arn:aws:connect:us-east-1:123456789012:{queue}".replace(":", "%3A")
    return centre.call("POST", f"/tags/{arn.replace('/', '%2F')}", {"tags": {"team": "sales"}})


@pytest.fixture
def open_centre(tmp_path: Path) -> Iterator[Callable[[int], Centre]]:
    apps: list[App] = []

    def opened(queues: int) -> Centre:
        apps.append(open_app(tmp_path / f"{queues}.sqlite3", settings=Settings(trail=True)))
        centre = Centre(apps[-1], queues)
        centre.token = centre.middle()
        return centre

    yield opened
    for app in apps:
        app.close()


@pytest.mark.parametrize(
    ("act", "status"),
    [
        (update, 200),
        (describe, 200),
        (first_page, 200),
        (middle_page, 200),
        (create, 200),
        (create_one_too_many, 429),
        (create_of_taken_name, 409),
        (rename, 200),
        (delete, 200),
        (tag, 200),
    ],
)
def test_a_call_takes_as_many_steps_among_many_queues_as_among_few(
    open_centre: Callable[[int], Centre], act: Callable[[Centre], Any], status: int
) -> None:
    taken = {queues: steps(open_centre(queues), act, status) for queues in (FEW, MANY)}

    assert taken[FEW] > 0
    assert taken[MANY] == taken[FEW]


def steps(centre: Centre, act: Callable[[Centre], Any], status: int) -> int:
    """Count the steps that SQLite takes for a call that finds nothing at hand."""
    store = centre.app.store
    assert isinstance(store, SqliteStore)
    store._cache.clear()
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    store._connection.set_progress_handler(step, 1)
    answer = act(centre)
    store._connection.set_progress_handler(None, 0)
    assert answer["status"] == status, answer
    return taken
