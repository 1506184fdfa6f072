"""A backup that is restored, from and to every kind of store."""

import gzip
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from backup.contents import back_up, contents, fill, opened, queue_names
from outdial.backup.errors import BackupError
from outdial.backup.restoring import restore
from outdial.backup.taking import silently
from outdial.store.sqlite import SqliteStore
from outdial.store.transaction import Store
from sample_records import queue
from store.jobs import put


def test_everything_is_restored_in_a_store_of_another_kind(
    store: Store, empty: Store, tmp_path: Path
) -> None:
    before, path = contents(store), back_up(store, tmp_path / "backup")
    store.reset()
    empty.reset()

    restore(empty, opened(path), silently, replace=False)

    assert contents(empty) == before
    assert len(before["records"]) == 6


def test_what_was_restored_can_be_changed(store: Store, tmp_path: Path) -> None:
    path = back_up(store, tmp_path / "backup")
    restore(store, opened(path), silently, replace=True)

    store.run_many([put(queue(1, name="Changed", whisper="other"), queue(3))])

    assert queue_names(store) == ["Changed", "Queue 2", "Queue 3"]


def test_a_store_with_data_is_left_alone(store: Store, tmp_path: Path) -> None:
    path, before = back_up(store, tmp_path / "backup"), contents(store)

    with pytest.raises(BackupError, match="There is data already"):
        restore(store, opened(path), silently, replace=False)

    assert contents(store) == before


def test_replacing_leaves_nothing_of_what_was_there(store: Store, tmp_path: Path) -> None:
    path, before = back_up(store, tmp_path / "backup"), contents(store)
    store.run_many([put(queue(1, name="Changed"), queue(9))])

    restore(store, opened(path), silently, replace=True)

    assert contents(store) == before
    assert queue_names(store) == ["Queue 1", "Queue 2"]


def test_a_restore_that_breaks_off_changes_nothing(store: Store, tmp_path: Path) -> None:
    backup = opened(back_up(store, tmp_path / "backup"))
    store.run_many([put(queue(9))])
    before = contents(store)

    def broken(done: int, _: int) -> None:
        if done == 4:
            raise KeyError("broken off")

    with pytest.raises(KeyError):
        restore(store, backup, broken, replace=True)

    assert contents(store) == before


def test_fields_that_this_version_does_not_know_are_kept(
    sqlite: SqliteStore, tmp_path: Path
) -> None:
    fill(sqlite)
    sqlite._connection.execute(
        "UPDATE resource SET body = CAST('{\"new\":1,' || substr(body, 2) AS BLOB)"
    )
    path, before = back_up(sqlite, tmp_path / "backup"), contents(sqlite)

    restore(sqlite, opened(path), silently, replace=True)

    assert contents(sqlite) == before
    assert b'"new":1' in before["records"][0].body


Lines = list[bytes]


def _rewritten(path: Path, change: Callable[[Lines], None]) -> Path:
    """Change a backup's lines, and let its checksum be right again."""
    lines = gzip.decompress(path.read_bytes()).splitlines(keepends=True)[:-1]
    change(lines)
    end = json.dumps({"sha256": hashlib.sha256(b"".join(lines)).hexdigest()}).encode()
    path.write_bytes(gzip.compress(b"".join(lines) + end + b"\n"))
    return path


def _cut(lines: Lines) -> None:
    del lines[2]


def _double(lines: Lines) -> None:
    lines.insert(2, lines[1])


def _spoil(lines: Lines) -> None:
    lines[2] = lines[2].replace(b'"name"', b'"nome"')


def _foreign(lines: Lines) -> None:
    lines[0] = b'{"hello":1}\n'


def _newer(lines: Lines) -> None:
    lines[0] = lines[0].replace(b'"format":1', b'"format":2')


def _unknown(lines: Lines) -> None:
    lines[1] = lines[1].replace(b'["record","', b'["record","new-')


def _moved(lines: Lines) -> None:
    lines[6] = lines[6].replace(b'"queue-1"', b'"queue-7"', 1)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (_cut, "does not have as many lines as its header says"),
        (_double, "line 3: .* stands twice in it"),
        (_spoil, "line 3: .*: its body cannot be read: .*`name`"),
        (_foreign, "This is no backup of Outdial's"),
        (_newer, "format 2, but this Outdial knows formats up to 1: a newer Outdial"),
        (_unknown, "line 2: new-.*: this Outdial does not know its kind"),
        (_moved, "line 7: queue queue-7 in instance@us-west-2: its body is that of queue-1"),
    ],
)
def test_a_backup_that_is_wrong_is_refused(
    sqlite: SqliteStore, tmp_path: Path, change: Callable[[Lines], None], text: str
) -> None:
    fill(sqlite)
    path = _rewritten(back_up(sqlite, tmp_path / "backup"), change)

    with pytest.raises(BackupError, match=text):
        opened(path)


def test_every_cut_and_every_changed_byte_is_found(sqlite: SqliteStore, tmp_path: Path) -> None:
    fill(sqlite)
    whole = back_up(sqlite, tmp_path / "backup").read_bytes()
    path = tmp_path / "damaged"
    damaged = [whole[:at] for at in range(0, len(whole), 7)]
    damaged += [
        whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(10, len(whole), 7)
    ]

    for content in damaged:
        path.write_bytes(content)
        with pytest.raises(BackupError, match=r"is damaged|no backup"):
            opened(path)


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="cannot be read: No such file"):
        opened(tmp_path / "nowhere")


def test_no_backup_is_taken_of_what_could_not_be_restored(
    sqlite: SqliteStore, tmp_path: Path
) -> None:
    fill(sqlite)
    sqlite._connection.execute("UPDATE resource SET body = 'x' WHERE id = 'queue-2'")

    with pytest.raises(BackupError, match=r"queue queue-2 in instance cannot be read.*check"):
        back_up(sqlite, tmp_path / "backup")
