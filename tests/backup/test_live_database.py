"""A database is restored and mended while servers use it: they go on with what it has then."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition, Event

import pytest

from backup.contents import queue_names
from durability.calling import calling
from durability.centre import Centre, set_up
from outdial.backup.checking import Report, check
from outdial.backup.taking import silently
from outdial.store.opening import open_store
from outdial.store.transaction import Store, Transaction, run
from sample_records import hours, queue
from server_process import LONG, ServerProcess, running
from store.jobs import put

WRITERS = 6
MORE = 20
"""So many changes does each writer get answered before and after the restoring."""


@dataclass(slots=True)
class Writer:
    """Changes the caller of its queue, turn by turn, until it is told to stop."""

    centre: Centre
    queue: str
    port: int
    answered: int = 0
    stop: Event = field(default_factory=Event)
    changed: Condition = field(default_factory=Condition)

    def write(self) -> None:
        """Write; what is refused ends it with an error."""
        with calling(self.port) as call:
            while not self.stop.is_set():
                turn = self.answered + 1
                self.centre.set_caller(call, self.queue, self.centre.config("written", turn))
                with self.changed:
                    self.answered = turn
                    self.changed.notify_all()

    def wait_for_more(self) -> None:
        """Wait until more changes were answered."""
        with self.changed:
            goal = self.answered + MORE
            assert self.changed.wait_for(lambda: self.answered >= goal, LONG)


@contextmanager
def writing(writers: list[Writer]) -> Iterator[None]:
    """Let all write for as long as the block lasts; see that nobody was refused."""
    with ThreadPoolExecutor(len(writers)) as threads:
        started = [threads.submit(writer.write) for writer in writers]
        try:
            yield
        finally:
            for writer in writers:
                writer.stop.set()
        for one in started:
            one.result()


def outdial(*arguments: object) -> str:
    """Run a command that succeeds; give what it prints."""
    command = [sys.executable, "-m", "outdial", *map(str, arguments)]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=LONG)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def set_up_writers(servers: list[ServerProcess]) -> tuple[Centre, list[Writer]]:
    """Create a contact centre with a queue for each writer; they call the servers in turn."""
    with calling(servers[0].port) as call:
        centre = set_up(call)
        queues = [centre.create_queue(call, Name=f"kept {number}") for number in range(WRITERS)]
    return centre, [
        Writer(centre, queue, servers[number % len(servers)].port)
        for number, queue in enumerate(queues)
    ]


@pytest.mark.usefixtures("postgres")
def test_servers_go_on_with_what_was_restored_while_clients_write(
    postgres_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "backup"
    with ExitStack() as stack:
        servers = [
            stack.enter_context(running("--database", postgres_url, log=tmp_path / "log"))
            for _ in range(2)
        ]
        centre, writers = set_up_writers(servers)
        outdial("backup", file, "--database", postgres_url)
        calls = [stack.enter_context(calling(server.port)) for server in servers]
        late = centre.create_queue(calls[0], Name="made after the backup")
        before = [centre.queue_names(call).get("made after the backup") for call in calls]

        with writing(writers):
            for writer in writers:
                writer.wait_for_more()
            outdial("restore", file, "--database", postgres_url, "--replace")
            names = [centre.queue_names(call) for call in calls]
            for writer in writers:
                writer.wait_for_more()

        found = [
            [centre.describe(call, writer.queue)["OutboundCallerConfig"] for writer in writers]
            for call in calls
        ]
        checked = outdial("check", "--database", postgres_url)

    assert before == [late, late]
    kept = {"BasicQueue", *(f"kept {number}" for number in range(WRITERS))}
    assert [set(one) for one in names] == [kept, kept]
    last = [centre.config("written", writer.answered) for writer in writers]
    assert found == [last, last]
    assert checked.endswith(": all is well\n")


def test_what_another_server_changes_while_a_check_looks_is_not_mended_away(
    postgres: Store, postgres_url: str
) -> None:
    postgres.run_many([put(hours(), queue(1), queue(2))])
    run(postgres, _damage, writes=True)
    other = open_store(postgres_url)
    looks = []

    def rename_meanwhile(done: int, total: int) -> None:
        looks.append(done)
        if len(looks) == total:
            other.run_many([put(queue(2, name="Renamed"))])

    report = check(postgres, rename_meanwhile, mend=True)

    other.close()
    assert check(postgres, silently) == Report(counts={"records": 3, "answers": 0, "events": 0})
    assert queue_names(postgres) == ["Queue 1", "Renamed"]
    assert (report.findings, len(looks)) == ([], 2 * 3)


def _damage(tx: Transaction) -> None:
    tx.whole._execute("UPDATE resource SET name = NULL WHERE id = 'queue-1'", ())
    tx.whole._execute("UPDATE resource SET name = 'Wrong' WHERE id = 'queue-2'", ())
