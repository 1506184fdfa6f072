"""What a check finds, and what can be mended."""

from collections.abc import Sequence

import pytest

from backup.contents import contents, fill
from outdial.backup.checking import BY_HAND, BY_MENDING, FROM_BACKUP, Finding, Report, check
from outdial.backup.taking import silently
from outdial.store.sqlite import SqliteStore
from outdial.store.transaction import Store, Transaction, run

COUNTS = {"records": 6, "answers": 1, "events": 3}

DERIVED = [
    pytest.param(
        ["DELETE FROM reference WHERE id = 'queue-1' AND relation = 'whisper'"],
        [
            "queue queue-1 in instance: of its references 1 are missing, 0 are too many",
            "queue queue-1 in instance@us-west-2: of its references 1 are missing, 0 are too many",
        ],
        id="missing reference",
    ),
    pytest.param(
        ["INSERT INTO reference VALUES ('queue','instance','queue-2','whisper','f','h','i')"],
        ["queue queue-2 in instance: of its references 0 are missing, 1 are too many"],
        id="needless reference",
    ),
    pytest.param(
        ["INSERT INTO reference VALUES ('queue','instance','gone','whisper','f','h','i')"],
        ["queue gone in instance is not there, but the tables beside the records have it"],
        id="reference of nothing",
    ),
    pytest.param(
        ["DELETE FROM directory"],
        [
            (
                "iam-access-key AKIAIOSFODNN7EXAMPLE in 123456789012:"
                " of its keys in the directory 1 are missing, 0 are too many"
            )
        ],
        id="missing key",
    ),
    pytest.param(
        ["INSERT INTO directory VALUES ('alias', 'acme', 'instance', 'a/b', 'gone')"],
        ["instance gone in a/b is not there, but the tables beside the records have it"],
        id="key of nothing",
    ),
    pytest.param(
        [
            "UPDATE resource SET name = NULL WHERE id = 'queue-1' AND home = 'instance'",
            "UPDATE resource SET name = 'Queue 1' WHERE id = 'queue-2'",
            "UPDATE resource SET name = 'Queue 2' WHERE id = 'queue-1' AND home = 'instance'",
        ],
        [
            "queue queue-1 in instance: its name is 'Queue 1', but it is found as 'Queue 2'",
            "queue queue-2 in instance: its name is 'Queue 2', but it is found as 'Queue 1'",
        ],
        id="crossed names",
    ),
]


def damage(store: Store, statements: Sequence[str]) -> None:
    """Change what stands in the database behind the records' back."""

    def work(tx: Transaction) -> None:
        for statement in statements:
            tx.whole._execute(statement, ())

    run(store, work, writes=True)


def test_a_sound_store_has_nothing_wrong(store: Store) -> None:
    before = contents(store)

    reports = check(store, silently), check(store, silently, mend=True)

    assert reports == (Report(counts=COUNTS), Report(counts=COUNTS))
    assert contents(store) == before


@pytest.mark.parametrize(("statements", "texts"), DERIVED)
def test_what_follows_from_records_is_found_and_mended(
    store: Store, statements: list[str], texts: list[str]
) -> None:
    before = contents(store)
    damage(store, statements)
    damaged = contents(store)

    report = check(store, silently)
    after_check = contents(store)
    mended = check(store, silently, mend=True)

    findings = [Finding(what=text, remedy=BY_MENDING) for text in texts]
    assert report == Report(counts=COUNTS, findings=findings)
    assert after_check == damaged
    assert mended == Report(counts=COUNTS, mended=len(texts))
    assert contents(store) == before


@pytest.mark.parametrize(
    ("statement", "text", "remedy"),
    [
        (
            "UPDATE resource SET body = X'00' WHERE id = 'queue-2'",
            (
                "queue queue-2 in instance: its body cannot be read:"
                " JSON is malformed: invalid character (byte 0)"
            ),
            FROM_BACKUP,
        ),
        (
            (
                "UPDATE resource SET body ="
                " (SELECT body FROM resource WHERE id = 'queue-1' AND home = 'instance')"
                " WHERE id = 'queue-2'"
            ),
            "queue queue-2 in instance: its body is that of queue-1 in instance",
            FROM_BACKUP,
        ),
        (
            "UPDATE resource SET kind = 'fax' WHERE id = 'queue-2'",
            (
                "fax queue-2 in instance: this Outdial does not know its kind;"
                " if a newer one wrote it, update Outdial"
            ),
            FROM_BACKUP,
        ),
        (
            (
                "UPDATE resource SET body = CAST(replace(body, 'Queue 2', 'Queue 1') AS BLOB)"
                " WHERE id = 'queue-2'"
            ),
            "queue queue-2 in instance has the name 'Queue 1', which queue-1 has too",
            BY_HAND,
        ),
        (
            "UPDATE answer SET body = X'00'",
            "1 answers to client tokens cannot be read",
            FROM_BACKUP,
        ),
        (
            "UPDATE event SET body = X'00' WHERE time < 3",
            "2 events of the trail cannot be read",
            FROM_BACKUP,
        ),
    ],
)
def test_damage_that_only_a_person_can_mend_is_told_and_left(
    sqlite: SqliteStore, statement: str, text: str, remedy: str
) -> None:
    fill(sqlite)
    damage(sqlite, [statement])
    before = contents(sqlite)

    report = check(sqlite, silently, mend=True)

    assert Finding(what=text, remedy=remedy) in report.findings
    assert contents(sqlite)["records"] == before["records"]


def test_a_damaged_file_is_told(sqlite: SqliteStore) -> None:
    fill(sqlite)
    sqlite._connection.execute("PRAGMA writable_schema=ON")
    sqlite._connection.execute(
        "UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'reference_target'"
    )
    sqlite._connection.execute("PRAGMA writable_schema=RESET")

    report = check(sqlite, silently)

    assert report.findings != []
    assert {finding.remedy for finding in report.findings} == {FROM_BACKUP}
