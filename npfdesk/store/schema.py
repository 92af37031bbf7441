"""The schema: the library's tables and the migrations from one form to the next."""

from __future__ import annotations

import hashlib
import sqlite3
from typing import Final

APPLICATION_ID: Final = 0x4E504644  # "NPFD"
TABLES: Final = frozenset({"workbook", "revision", "draft", "setting"})
"""Tables that every form of the library has."""

MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (
    (
        """CREATE TABLE workbook (
            id INTEGER PRIMARY KEY,
            path TEXT NOT NULL UNIQUE,
            sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
        ) STRICT""",
        "CREATE INDEX workbook_by_content ON workbook (sha256)",
        """CREATE TABLE revision (
            id INTEGER PRIMARY KEY,
            workbook INTEGER NOT NULL REFERENCES workbook (id),
            saved_at TEXT NOT NULL,
            saved_by TEXT NOT NULL,
            label TEXT NOT NULL,
            work TEXT NOT NULL CHECK (json_valid(work))
        ) STRICT""",
        "CREATE INDEX revision_by_workbook ON revision (workbook, id)",
        """CREATE TABLE draft (
            workbook INTEGER PRIMARY KEY REFERENCES workbook (id),
            based_on INTEGER REFERENCES revision (id),
            drafted_at TEXT NOT NULL,
            work TEXT NOT NULL CHECK (json_valid(work))
        ) STRICT""",
        "CREATE TABLE recent (path TEXT PRIMARY KEY, opened_at TEXT NOT NULL) STRICT",
        "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL CHECK (json_valid(value))) STRICT",
    ),
    (
        # a revision's name (never thinned where it has one), what differs from the one before, the plan it was
        # made for, and the sum by which damage is known
        "ALTER TABLE revision ADD COLUMN name TEXT NOT NULL DEFAULT ''",
        """ALTER TABLE revision ADD COLUMN difference TEXT NOT NULL DEFAULT '{}'
            CHECK (json_valid(difference))""",
        """ALTER TABLE revision ADD COLUMN plan_sha256 TEXT NOT NULL DEFAULT ''
            CHECK (length(plan_sha256) IN (0, 64))""",
        "ALTER TABLE revision ADD COLUMN digest TEXT NOT NULL DEFAULT '' CHECK (length(digest) IN (0, 64))",
        "UPDATE revision SET digest = sha256(work)",
        "CREATE INDEX revision_by_plan ON revision (plan_sha256)",
        # a workbook that was copied or moved goes on from the revisions of the one it was copied from
        "ALTER TABLE workbook ADD COLUMN forked_from INTEGER REFERENCES workbook (id)",
        "ALTER TABLE workbook ADD COLUMN forked_after INTEGER NOT NULL DEFAULT 0",
        """CREATE TABLE content (
            sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
            name TEXT NOT NULL,
            size INTEGER NOT NULL CHECK (size >= 0),
            packed BLOB NOT NULL
        ) STRICT""",
        # every window that is open drafts for itself, so that none writes over another's
        """CREATE TABLE drafted (
            id INTEGER PRIMARY KEY,
            workbook INTEGER NOT NULL REFERENCES workbook (id),
            owner TEXT NOT NULL,
            based_on INTEGER REFERENCES revision (id) ON DELETE SET NULL,
            drafted_at TEXT NOT NULL,
            drafted_by TEXT NOT NULL,
            work TEXT NOT NULL CHECK (json_valid(work)),
            UNIQUE (workbook, owner)
        ) STRICT""",
        """INSERT INTO drafted (workbook, owner, based_on, drafted_at, drafted_by, work)
            SELECT workbook, '', based_on, drafted_at, '', work FROM draft""",
        "DROP TABLE draft",
        "ALTER TABLE drafted RENAME TO draft",
        # what was handed out and taken in: the parents that edits come back to
        """CREATE TABLE exchanged (
            id INTEGER PRIMARY KEY,
            workbook INTEGER NOT NULL REFERENCES workbook (id),
            exchanged_at TEXT NOT NULL,
            direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
            work TEXT NOT NULL CHECK (json_valid(work))
        ) STRICT""",
        "CREATE INDEX exchanged_by_workbook ON exchanged (workbook, id)",
    ),
)
VERSION: Final = len(MIGRATIONS)


def digest_of(text: str) -> str:
    """The checksum that proves a saved text unchanged."""
    return hashlib.sha256(text.encode()).hexdigest()


def version_of(connection: sqlite3.Connection) -> int:
    """The form (version) of a database; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def application_of(connection: sqlite3.Connection) -> int:
    """The application id of a database; 0 for none."""
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def tables_of(connection: sqlite3.Connection) -> frozenset[str]:
    """The names of a database's tables."""
    return frozenset(
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    )


def migrate(connection: sqlite3.Connection) -> None:
    """Migrate a database to the present form in one transaction.

    If two programs start it at once, one does it and the other finds it done.
    """
    connection.create_function("sha256", 1, digest_of, deterministic=True)
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in MIGRATIONS[version_of(connection) :]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
