"""The control pages of backups and snapshots, in this process."""

import gzip
import json
from collections.abc import Iterator

import pytest

from outdial.app import App, open_app
from outdial.http import Request
from outdial.serve.control import Control
from outdial.serve.metrics import Metrics
from outdial.store.transaction import run
from sample_records import hours


@pytest.fixture
def app() -> Iterator[App]:
    app = open_app()
    run(app.store, lambda tx: tx.put(hours()), writes=True)
    yield app
    app.close()


@pytest.fixture
def control(app: App) -> Control:
    return Control(app, Metrics())


def test_a_backup_comes_whole_and_with_its_length(control: Control) -> None:
    answer = control.answer(Request(method="GET", path="/_outdial/backup"))

    body = b"".join(answer.stream or ())
    assert answer.status == 200
    assert answer.headers == {
        "content-type": "application/gzip",
        "content-length": str(len(body)),
    }
    assert len(gzip.decompress(body).splitlines()) == 3


def test_a_damaged_store_gives_no_backup(app: App, control: Control) -> None:
    run(
        app.store,
        lambda tx: tx.whole._execute("UPDATE resource SET body = X'00'", ()),
        writes=True,
    )

    answer = control.answer(Request(method="GET", path="/_outdial/backup"))

    message = json.loads(answer.body)["message"]
    assert answer.status == 500
    assert message.startswith("The store is damaged: hours-of-operation hours in instance")


@pytest.mark.parametrize(
    ("method", "query", "text"),
    [
        ("PUT", "", "A snapshot's name has up to 100 letters"),
        ("PUT", "name=..%2Fx", "A snapshot's name has up to 100 letters"),
        ("POST", "name=x", "There is no snapshot x. There are: none."),
        ("DELETE", "name=x", "There is no snapshot x. There are: none."),
    ],
)
def test_a_name_that_cannot_be_used_is_refused(
    control: Control, method: str, query: str, text: str
) -> None:
    answer = control.answer(Request(method=method, path="/_outdial/snapshots", query=query))

    assert answer.status == 400
    assert json.loads(answer.body)["message"].startswith(text)


def test_snapshots_are_saved_loaded_listed_and_deleted(app: App, control: Control) -> None:
    def ask(method: str, query: str = "") -> object:
        request = Request(method=method, path="/_outdial/snapshots", query=query)
        return json.loads(control.answer(request).body)

    saved = ask("PUT", "name=a")
    app.reset()
    loaded = ask("POST", "name=a")

    assert (saved, loaded) == ({"status": "ok"}, {"status": "ok"})
    assert ask("GET") == {"snapshots": ["a"]}
    assert run(app.store, lambda tx: tx.whole.counts()["records"], writes=False) == 1
    assert ask("DELETE", "name=a") == {"status": "ok"}
    assert ask("GET") == {"snapshots": []}
