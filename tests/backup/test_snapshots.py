"""Snapshots of a world in process, of every kind of store, and by name."""

from pathlib import Path

import pytest
from mypy_boto3_connect import ConnectClient

from backup.contents import contents, queue_names
from conftest import Desk
from outdial.backup.errors import BackupError
from outdial.backup.snapshot import Snapshot, put_snapshot, take_snapshot
from outdial.backup.snapshots import Snapshots
from outdial.serve.inprocess import Local
from outdial.store.errors import StoreError
from outdial.store.opening import open_store
from outdial.store.sqlite import SqliteStore
from outdial.store.transaction import Store
from outdial.world import World
from sample_records import queue
from store.jobs import put


def test_a_world_is_as_it_was(connect: ConnectClient, desk: Desk, outdial: Local) -> None:
    before = connect.describe_queue(**desk.ids)["Queue"]
    taken = outdial.snapshot()
    first = outdial.world.new_id()
    connect.update_queue_name(**desk.ids, Name="Changed")
    outdial.clock.advance(hours=1)

    outdial.restore(taken)

    assert connect.describe_queue(**desk.ids)["Queue"] == before
    assert outdial.world.new_id() == first
    assert outdial.clock.now().isoformat() == "2026-01-01T00:00:00+00:00"


def test_a_snapshot_can_be_restored_again_and_again(store: Store) -> None:
    before, taken = contents(store), take_snapshot(store, World())

    for number in range(3):
        store.run_many([put(queue(1, name=f"Changed {number}"), queue(5))])
        assert queue_names(store) == [f"Changed {number}", "Queue 2", "Queue 5"]
        put_snapshot(taken, store, World())
        assert contents(store) == before
        assert queue_names(store) == ["Queue 1", "Queue 2"]


def test_what_was_restored_is_there_after_a_restart(store: Store, sqlite: SqliteStore) -> None:
    if store is not sqlite:
        return
    before, taken = contents(store), take_snapshot(store, World())
    store.run_many([put(queue(5))])
    put_snapshot(taken, store, World())
    assert sqlite.path
    store.close()

    again = SqliteStore(sqlite.path)

    assert contents(again) == before
    again.close()


@pytest.mark.parametrize("image", [b"", b"nothing of ours" * 100])
def test_what_is_no_snapshot_changes_nothing(store: Store, image: bytes) -> None:
    before = contents(store)

    with pytest.raises(StoreError):
        put_snapshot(Snapshot(image), store, World())

    assert contents(store) == before


@pytest.mark.parametrize("kind", ["sqlite", "memory", "postgres"])
def test_snapshots_are_kept_by_name(request: pytest.FixtureRequest, kind: str) -> None:
    snapshots = Snapshots(request.getfixturevalue(kind))
    for name in snapshots.names():
        snapshots.delete(name)

    snapshots.save("b", b"1")
    snapshots.save("a.1", b"2")
    snapshots.save("b", b"3")

    assert (snapshots.names(), snapshots.load("b")) == (["a.1", "b"], b"3")
    snapshots.delete("b")
    for lost in (snapshots.load, snapshots.delete):
        with pytest.raises(BackupError, match=r"There is no snapshot b\. There are: a\.1\."):
            lost("b")


def test_snapshots_outlive_the_server_that_keeps_its_data(sqlite: SqliteStore) -> None:
    Snapshots(sqlite).save("a", b"1")

    assert Snapshots(sqlite).load("a") == b"1"


def test_servers_of_a_database_have_the_same_snapshots(postgres: Store, postgres_url: str) -> None:
    image = bytes(range(256)) * 10_000
    Snapshots(postgres).save("large", image)
    postgres.reset()

    other = open_store(postgres_url)
    found, before = Snapshots(other).load("large"), Snapshots(other).names()
    Snapshots(other).delete("large")
    other.close()

    assert (found, "large" in before) == (image, True)
    assert "large" not in Snapshots(postgres).names()


@pytest.mark.parametrize("name", ["", "../x", ".x", "a/b", "x" * 101])
def test_a_name_that_is_none_is_refused(sqlite: SqliteStore, tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(BackupError, match="A snapshot's name has up to 100 letters"):
        Snapshots(sqlite).save(name, b"")

    assert sorted(tmp_path.rglob("*")) == before
