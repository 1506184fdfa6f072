"""The schema on PostgreSQL, as numbered steps; a database is brought up to date when it is opened.

Texts of keys compare byte by byte, so that they stand in the same order as on SQLite. Every key
begins with the home where there is one, so that a cluster can keep a home together.
"""

from typing import Any

from psycopg import Connection, errors

from outdial.store.errors import StoreError

_FIRST = """
CREATE TABLE home (
    name TEXT COLLATE "C" PRIMARY KEY
);

CREATE TABLE resource (
    kind TEXT COLLATE "C" NOT NULL,
    home TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C",
    body BYTEA NOT NULL,
    PRIMARY KEY (home, kind, id)
);
CREATE UNIQUE INDEX resource_name ON resource (home, kind, name) WHERE name IS NOT NULL;

CREATE TABLE reference (
    kind TEXT COLLATE "C" NOT NULL,
    home TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    relation TEXT COLLATE "C" NOT NULL,
    target_kind TEXT COLLATE "C" NOT NULL,
    target_home TEXT COLLATE "C" NOT NULL,
    target_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (home, kind, id, relation, target_kind, target_home, target_id)
);
CREATE INDEX reference_target
    ON reference (target_home, target_kind, target_id, kind, home, id);

CREATE TABLE directory (
    namespace TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    home TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (namespace, key)
);
CREATE INDEX directory_owner ON directory (home, kind, id);

CREATE TABLE answer (
    home TEXT COLLATE "C" NOT NULL,
    operation TEXT COLLATE "C" NOT NULL,
    token TEXT COLLATE "C" NOT NULL,
    digest BYTEA NOT NULL,
    body BYTEA NOT NULL,
    until DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (home, operation, token)
);
CREATE INDEX answer_until ON answer (until);

CREATE TABLE event (
    home TEXT COLLATE "C" NOT NULL,
    time BIGINT NOT NULL,
    number BIGINT NOT NULL,
    facts TEXT COLLATE "C" NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (home, time, number)
);
"""

_SHARED = """
CREATE TABLE bucket (
    home TEXT COLLATE "C" NOT NULL,
    operation TEXT COLLATE "C" NOT NULL,
    full_at BIGINT NOT NULL,
    PRIMARY KEY (home, operation)
);

CREATE TABLE fault (
    number BIGINT PRIMARY KEY,
    body BYTEA NOT NULL,
    met BIGINT NOT NULL,
    struck BIGINT NOT NULL
);

CREATE TABLE fault_number (
    id INT PRIMARY KEY,
    last BIGINT NOT NULL
);

CREATE TABLE snapshot (
    name TEXT COLLATE "C" NOT NULL,
    part INT NOT NULL,
    piece BYTEA NOT NULL,
    PRIMARY KEY (name, part)
);
"""

MIGRATIONS = (_FIRST, _SHARED)

TABLES = (
    "resource",
    "reference",
    "directory",
    "answer",
    "event",
    "home",
    "bucket",
    "fault",
    "fault_number",
    "snapshot",
)

_VERSION = "CREATE TABLE IF NOT EXISTS outdial_schema (id INT PRIMARY KEY, version INT NOT NULL)"
_BEGIN = "INSERT INTO outdial_schema VALUES (1, 0) ON CONFLICT DO NOTHING"
_READ = "SELECT version FROM outdial_schema WHERE id = 1 FOR UPDATE"
_WRITE = "UPDATE outdial_schema SET version = %s WHERE id = 1"

_Connection = Connection[tuple[Any, ...]]


def migrate(connection: _Connection) -> None:
    """Bring a database to the newest schema; refuse one from the future, or of another program.

    Servers that start at once take turns at the row with the version.
    """
    _make_version(connection)
    with connection.transaction():
        version = _version(connection)
        if version == 0:
            _refuse_foreign(connection)
        for number, step in enumerate(MIGRATIONS[version:], start=version + 1):
            connection.execute(step.encode())
            connection.execute(_WRITE, (number,))


def _make_version(connection: _Connection) -> None:
    if _has_table(connection, "outdial_schema"):
        return
    try:
        with connection.transaction():
            connection.execute(_VERSION)
            connection.execute(_BEGIN)
    except (errors.UniqueViolation, errors.DuplicateTable, errors.DuplicateObject):
        return  # another server that starts has just made it


def _version(connection: _Connection) -> int:
    row = connection.execute(_READ).fetchone()
    version: int = row[0] if row else 0
    if version > len(MIGRATIONS):
        raise StoreError(
            f"The database has schema version {version}, but this Outdial knows versions up to"
            f" {len(MIGRATIONS)}: a newer Outdial wrote it. Update Outdial, or use another one."
        )
    return version


def _refuse_foreign(connection: _Connection) -> None:
    for table in TABLES:
        if _has_table(connection, table):
            raise StoreError(
                f"The database has a table `{table}` of another program."
                " Create a database for Outdial alone."
            )


def _has_table(connection: _Connection, name: str) -> bool:
    row = connection.execute("SELECT to_regclass(%s)", (name,)).fetchone()
    return row is not None and row[0] is not None
