"""The commands, on a folder and on a server in a process of its own."""

import stat
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import boto3
import pytest
from mypy_boto3_connect import ConnectClient

import server_process
from backup.contents import contents, fill
from cli.running import run
from outdial.store.sqlite import SqliteStore
from serve.conftest import Server, serving


def outdial(*arguments: object, **environment: str) -> str:
    """Run a command that succeeds; give what it prints."""
    result = run(*map(str, arguments), **environment)
    assert result.exit_code == 0, result.output
    return result.output


def refused(*arguments: object) -> str:
    """Run a command that is refused in one line; give that."""
    result = run(*map(str, arguments))
    assert (result.exit_code, result.output.count("\n")) == (1, 1), result.output
    return result.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    store = SqliteStore(folder / "outdial.sqlite3")
    fill(store)
    store.close()
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "outdial.backup"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


def test_a_folder_is_backed_up_and_restored(folder: Path, file: Path, tmp_path: Path) -> None:
    said = outdial("backup", file, "--data", folder)
    restored = outdial("restore", file, "--data", tmp_path / "copy")

    assert said.startswith(f"{file}: 6 records, 1 answers, 3 events, as of 20")
    assert restored.startswith(f"{file}: 6 records, 1 answers, 3 events restored, as of 20")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert _contents(folder) == _contents(tmp_path / "copy")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "data", "outdial.backup"]


def test_data_that_is_there_is_replaced_only_if_told(folder: Path, file: Path) -> None:
    outdial("backup", file, "--data", folder)

    text = refused("restore", file, "--data", folder)
    restored = outdial("restore", file, "--data", folder, "--replace")

    assert text.startswith("Error: There is data already.")
    assert "6 records" in restored


def test_a_folder_without_data_is_told(file: Path, tmp_path: Path) -> None:
    for command in (("backup", file), ("check",)):
        text = refused(*command, "--data", tmp_path / "nowhere")

        assert text.startswith(f"Error: There is no data in {tmp_path / 'nowhere'}.")
    assert not file.exists()


def test_the_place_that_was_typed_overrules_the_environment(folder: Path) -> None:
    said = outdial("check", "--data", folder, OUTDIAL_DATABASE="postgresql://127.0.0.1:1/nowhere")

    assert "all is well" in said


def test_two_places_are_one_too_many(folder: Path) -> None:
    result = run("check", "--data", str(folder), "--database", "postgresql://127.0.0.1:1/nowhere")

    assert result.exit_code == 2
    assert "--data and --database say where the data is; give one of them." in result.output


def test_what_is_no_backup_is_refused(folder: Path, file: Path) -> None:
    file.write_text("hello")

    text = refused("restore", file, "--data", folder, "--replace")

    assert text == f"Error: {file} is no backup of Outdial's.\n"


def test_a_check_tells_and_mends(folder: Path) -> None:
    store = SqliteStore(folder / "outdial.sqlite3")
    store._connection.execute("DELETE FROM directory")
    store.close()

    found = run("check", "--data", str(folder))
    mended = outdial("check", "--data", folder, "--mend")

    assert found.exit_code == 1
    assert found.output == (
        "iam-access-key AKIAIOSFODNN7EXAMPLE in 123456789012:"
        " of its keys in the directory 1 are missing, 0 are too many\n"
        "  To mend it: outdial check --mend (stop the server of a data folder first)\n"
        "1 things are wrong\n"
    )
    assert mended == "mended: 1\n6 records, 1 answers, 3 events: all is well\n"
    assert outdial("check", "--data", folder) == "6 records, 1 answers, 3 events: all is well\n"


def test_a_file_that_is_no_database_is_told(folder: Path) -> None:
    (folder / "outdial.sqlite3").write_bytes(b"x" * 9000)

    text = refused("check", "--data", folder)

    assert "cannot be opened as a database" in text
    assert text.endswith("Move it away, and restore a backup: outdial restore FILE\n")


def test_the_folder_of_a_running_server_is_its_own(tmp_path: Path, file: Path) -> None:
    with server_process.running("--data", tmp_path):
        text = refused("backup", file, "--data", tmp_path)

    assert "is in use by another Outdial" in text
    assert text.endswith("makes backups itself: --endpoint-url http://127.0.0.1:4577\n")


def test_a_backup_taken_while_clients_write_is_of_one_moment(
    server: Server, file: Path, tmp_path: Path
) -> None:
    connect = _client(server.url)
    instance = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="acme",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]
    ended = Event()
    writers = [Thread(target=_write, args=(connect, instance, n, ended)) for n in range(4)]
    for writer in writers:
        writer.start()

    for number in range(5):
        outdial("backup", f"{file}{number}", "--endpoint-url", server.url)
    ended.set()
    for writer in writers:
        writer.join()

    for number in range(5):
        copy = tmp_path / f"copy{number}"
        outdial("restore", f"{file}{number}", "--data", copy)
        assert "all is well" in outdial("check", "--data", copy)
        for writing in range(4):
            _refuse_gaps(copy, f"{writing} ")


def _write(connect: ConnectClient, instance: str, writer: int, ended: Event) -> None:
    """Create hours one after another; their names count up."""
    number = 0
    while not ended.is_set():
        connect.create_hours_of_operation(
            InstanceId=instance, Name=f"{writer} {number}", TimeZone="UTC", Config=[]
        )
        number += 1


def _refuse_gaps(folder: Path, prefix: str) -> None:
    """See that what one writer wrote is there up to some point, and nothing after it."""
    names = [row.name or "" for row in _contents(folder)["records"]]
    numbers = sorted(int(name.removeprefix(prefix)) for name in names if name.startswith(prefix))
    assert numbers == list(range(len(numbers)))


def test_a_server_that_checks_callers_gives_backups_to_roots_only(file: Path) -> None:
    with server_process.running("--memory", "--auth", "signed", "--root-key", "one:two") as server:
        arguments = ("backup", str(file), "--endpoint-url", server.url)
        stranger = run(*arguments, AWS_ACCESS_KEY_ID="one", AWS_SECRET_ACCESS_KEY="other")
        assert not file.exists()
        said = outdial(*arguments, AWS_ACCESS_KEY_ID="one", AWS_SECRET_ACCESS_KEY="two")

    assert stranger.exit_code == 1
    assert stranger.output.startswith("Error: The request signature we calculated")
    assert said.startswith(f"{file}: 0 records, 0 answers, 0 events, as of 20")


@pytest.mark.parametrize("where", ["--memory", "--data"])
def test_a_server_goes_back_to_snapshots(where: str, tmp_path: Path) -> None:
    options = (where,) if where == "--memory" else (where, tmp_path)
    with server_process.running(*options, "--demo") as server:
        connect, address = _client(server.url, "000000000000"), ("--endpoint-url", server.url)
        instance = connect.list_instances()["InstanceSummaryList"][0]["Id"]
        outdial("snapshot", "save", "demo", *address)
        connect.create_hours_of_operation(
            InstanceId=instance, Name="Mine", TimeZone="UTC", Config=[]
        )

        outdial("snapshot", "load", "demo", *address)

        found = connect.list_hours_of_operations(InstanceId=instance)
        assert "Mine" not in [each["Name"] for each in found["HoursOfOperationSummaryList"]]
        assert outdial("snapshot", "list", *address) == "demo\n"
        assert outdial("snapshot", "delete", "demo", *address) == ""
        assert refused("snapshot", "load", "demo", *address) == (
            "Error: There is no snapshot demo. There are: none.\n"
        )


def _client(url: str, account: str = "123456789012") -> ConnectClient:
    return boto3.client(
        "connect",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id=account,
        aws_secret_access_key="secret",
    )


def _contents(folder: Path) -> dict[str, list[Any]]:
    store = SqliteStore(folder / "outdial.sqlite3")
    try:
        return contents(store)
    finally:
        store.close()
