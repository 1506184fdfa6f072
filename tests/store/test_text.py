"""Names with any character in them, NUL too, which PostgreSQL cannot hold as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outdial.domain.queue import Queue
from outdial.store.postgres_text import escaped, plain
from outdial.store.transaction import Store, Transaction, run
from sample_records import queue
from store.jobs import find, put


@pytest.mark.parametrize("name", ["a\0b", "\0", "\x1a", "a\x1a0b", "naïve 🙂"])
def test_a_name_may_have_any_character(store: Store, name: str) -> None:
    def work(tx: Transaction) -> Queue | None:
        tx.put(queue(1, name=name))
        return tx.find_named(Queue, "instance", name)

    assert run(store, work, writes=True) == queue(1, name=name)


def test_names_that_only_a_strange_character_tells_apart_are_apart(store: Store) -> None:
    names = ["a0", "a\0", "a\x1a", "a\x1a0", "a\x1a1"]

    store.run_many([put(*(queue(number, name=name) for number, name in enumerate(names)))])

    found = store.run_many([find(f"queue-{number}") for number in range(len(names))])
    assert [each.name for each in found] == names


@given(text=st.text(st.sampled_from("a01\0\x1a")))
def test_a_text_comes_back_as_it_was_and_without_nul_between(text: str) -> None:
    assert plain(escaped(text)) == text
    assert "\0" not in escaped(text)
