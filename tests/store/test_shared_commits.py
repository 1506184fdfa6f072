"""Jobs that share a commit come to what they come to one after another."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from outdial.domain.contact_flow import ContactFlow
from outdial.domain.event import Event, Wanted
from outdial.domain.instance import Instance, alias_entry
from outdial.domain.queue import Queue
from outdial.domain.resource import Address
from outdial.store.sqlite import SqliteStore
from outdial.store.sqlite_writes import MOST
from outdial.store.transaction import EVERY, Failure, Job, Transaction, run
from sample_records import NOW, queue

EVER = Wanted("home", 0, 10**15)
FLOW = Address(ContactFlow.kind, "instance", "f")
ALIASES = ("acme", "zeta")

numbers = st.integers(1, 3)
puts = st.tuples(
    st.just("put"), numbers, st.sampled_from("AB"), st.sampled_from([None, "f"]), st.integers(0, 9)
)
deletes = st.tuples(st.just("delete"), numbers)
aliases = st.tuples(st.just("alias"), numbers, st.sampled_from(ALIASES))
looks = st.tuples(
    st.just("look"), st.sampled_from(["find", "name", "page", "tie", "alias", "trail"])
)
records = st.tuples(st.just("record"), st.integers(1, 9))
clears = st.tuples(st.just("clear"))
steps = st.lists(st.one_of(puts, puts, deletes, aliases, looks, records, clears), max_size=6)
jobs = st.tuples(steps, st.booleans())


def instance(number: int, alias: str) -> Instance:
    return Instance(
        id=f"instance-{number}",
        account="123456789012",
        region="us-east-1",
        alias=alias,
        identity_management_type="CONNECT_MANAGED",
        attributes={},
        created_time=NOW,
        last_modified_time=NOW,
        last_modified_region="us-east-1",
    )


def put(tx: Transaction, number: int, name: str, whisper: str | None, contacts: int) -> None:
    """Put a queue; its name goes with its number, so that no two have the same."""
    tx.put(replace(queue(number, f"{name}{number}", whisper), max_contacts=contacts))


def delete(tx: Transaction, number: int) -> None:
    found = tx.find(Queue, "instance", f"queue-{number}")
    if found:
        tx.delete(found)


def name(tx: Transaction, number: int, alias: str) -> None:
    """Let an instance have an alias, unless another one has it."""
    holder = tx.find_entry(alias_entry(alias))
    if holder is None or holder.id == f"instance-{number}":
        tx.put(instance(number, alias))


def look(tx: Transaction, at: str) -> Any:
    match at:
        case "find":
            return [tx.find(Queue, "instance", f"queue-{number}") for number in (1, 2, 3)]
        case "name":
            return [tx.find_named(Queue, "instance", f"{name}{n}") for name in "AB" for n in (1, 2)]
        case "page":
            return tx.page(Queue, "instance", after="", limit=EVERY)
        case "tie":
            return tx.referrers(FLOW)
        case "alias":
            return [tx.find_entry(alias_entry(alias)) for alias in ALIASES]
        case _:
            return tx.find_events(EVER, None, EVERY - 1).events


def do(tx: Transaction, step: Sequence[Any]) -> Any:
    match step:
        case "put", *values:
            return put(tx, *values)
        case "delete", number:
            return delete(tx, number)
        case "alias", number, alias:
            return name(tx, number, alias)
        case "record", time:
            return tx.record(Event("home", time, f" step={time} ", b"{}"))
        case ("clear",):
            return tx.delete_home("instance")
        case _, at:
            return look(tx, at)


def job(steps: Sequence[Sequence[Any]], *, refused: bool) -> Job:
    def work(tx: Transaction) -> list[Any]:
        seen = [do(tx, step) for step in steps]
        if refused:
            raise ValueError(str(seen))
        return seen

    return Job(work, writes=True)


def everything(store: SqliteStore) -> list[Any]:
    looks = ("find", "name", "page", "tie", "alias", "trail")
    return [look_at(store, at) for at in looks]


def told(outcomes: Sequence[Any]) -> list[Any]:
    return [str(each.error) if isinstance(each, Failure) else each for each in outcomes]


@settings(max_examples=400)
@given(st.lists(st.lists(jobs, min_size=1, max_size=5), max_size=3))
def test_a_batch_does_what_its_jobs_do_one_after_another(drawn: Any) -> None:
    with closing(SqliteStore()) as together, closing(SqliteStore()) as apart:
        for batch in drawn:
            made = [job(steps, refused=refused) for steps, refused in batch]
            outcomes = together.run_many(made)
            one_by_one = [apart.run_many([each])[0] for each in made]
            assert told(outcomes) == told(one_by_one)
            assert everything(together) == everything(apart)
        assert together.damage() == []


def test_a_job_that_writes_more_than_is_kept_back_is_taken_back_whole(sqlite: SqliteStore) -> None:
    def fill(tx: Transaction) -> None:
        for number in range(MOST + 1):
            tx.put(queue(number))
        raise ValueError("refused")

    outcomes = sqlite.run_many(
        [job([("put", 1, "A", None, 0)], refused=False), Job(fill, writes=True)]
    )

    assert told(outcomes) == [[None], "refused"]
    assert look_at(sqlite, "page") == [replace(queue(1, "A1"), max_contacts=0)]


def look_at(store: SqliteStore, at: str) -> Any:
    return run(store, lambda tx: look(tx, at), writes=False)
