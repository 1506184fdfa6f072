"""The schema, as numbered steps; a database is brought up to date when it is opened."""

import sqlite3

from outdial.store.errors import StoreError

APPLICATION_ID = 0x0D1A1  # marks a SQLite file as ours

_FIRST = """
CREATE TABLE resource (
    kind TEXT NOT NULL,
    home TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT,
    body BLOB NOT NULL,
    PRIMARY KEY (kind, home, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX resource_name ON resource (kind, home, name) WHERE name IS NOT NULL;

CREATE TABLE reference (
    kind TEXT NOT NULL,
    home TEXT NOT NULL,
    id TEXT NOT NULL,
    relation TEXT NOT NULL,
    target_kind TEXT NOT NULL,
    target_home TEXT NOT NULL,
    target_id TEXT NOT NULL,
    PRIMARY KEY (kind, home, id, relation, target_kind, target_home, target_id)
) WITHOUT ROWID;
CREATE INDEX reference_target
    ON reference (target_kind, target_home, target_id, kind, home, id);

CREATE TABLE directory (
    namespace TEXT NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    home TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (namespace, key)
) WITHOUT ROWID;
CREATE INDEX directory_owner ON directory (kind, home, id);

CREATE TABLE answer (
    home TEXT NOT NULL,
    operation TEXT NOT NULL,
    token TEXT NOT NULL,
    digest BLOB NOT NULL,
    body BLOB NOT NULL,
    until REAL NOT NULL,
    PRIMARY KEY (home, operation, token)
) WITHOUT ROWID;
CREATE INDEX answer_until ON answer (until);
"""

_AUDIT_TRAIL = """
CREATE TABLE event (
    number INTEGER PRIMARY KEY,
    home TEXT NOT NULL,
    time INTEGER NOT NULL,
    facts TEXT NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX event_time ON event (home, time, number, facts);
"""

_BODIES_APART = """
ALTER TABLE resource RENAME TO resource_by_key;
DROP INDEX resource_name;
CREATE TABLE resource (
    kind TEXT NOT NULL,
    home TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT,
    body BLOB NOT NULL,
    PRIMARY KEY (kind, home, id)
);
INSERT INTO resource SELECT kind, home, id, name, body FROM resource_by_key;
DROP TABLE resource_by_key;
CREATE UNIQUE INDEX resource_name ON resource (kind, home, name) WHERE name IS NOT NULL;
"""
"""Without rowids, whole bodies stood in the inner pages of the index too: with a million records it
was ten pages deep, where an index of the keys alone is four."""

MIGRATIONS = (_FIRST, _AUDIT_TRAIL, _BODIES_APART)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a database to the newest schema, each step whole; refuse one from the future."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise StoreError(
            f"The database has schema version {version}, but this Outdial knows versions up to "
            f"{len(MIGRATIONS)}: a newer Outdial wrote it. Update Outdial, or use another folder."
        )
    for number, step in enumerate(MIGRATIONS[version:], start=version + 1):
        connection.executescript(
            f"BEGIN IMMEDIATE; {step} PRAGMA application_id = {APPLICATION_ID};"
            f" PRAGMA user_version = {number}; COMMIT;"
        )
