"""The library's tables, and the steps from one form of them to the next."""

from __future__ import annotations

import sqlite3
from typing import Final

APPLICATION_ID: Final = 0x4E504644  # "NPFD"

MIGRATIONS: Final = (
    """
    CREATE TABLE workbook (
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL UNIQUE,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
    ) STRICT;
    CREATE INDEX workbook_by_content ON workbook (sha256);
    CREATE TABLE revision (
        id INTEGER PRIMARY KEY,
        workbook INTEGER NOT NULL REFERENCES workbook (id),
        saved_at TEXT NOT NULL,
        saved_by TEXT NOT NULL,
        label TEXT NOT NULL,
        work TEXT NOT NULL CHECK (json_valid(work))
    ) STRICT;
    CREATE INDEX revision_by_workbook ON revision (workbook, id);
    CREATE TABLE draft (
        workbook INTEGER PRIMARY KEY REFERENCES workbook (id),
        based_on INTEGER REFERENCES revision (id),
        drafted_at TEXT NOT NULL,
        work TEXT NOT NULL CHECK (json_valid(work))
    ) STRICT;
    CREATE TABLE recent (
        path TEXT PRIMARY KEY,
        opened_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE setting (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL CHECK (json_valid(value))
    ) STRICT;
    """,
)
VERSION: Final = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """Which form a database has; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def application_of(connection: sqlite3.Connection) -> int:
    """Which program a database says it belongs to; 0 for none."""
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a database to the present form in one transaction: all of it or nothing."""
    begun = version_of(connection)
    script = "".join(MIGRATIONS[begun:])
    connection.executescript(
        f"BEGIN IMMEDIATE; {script} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION}; COMMIT;"
    )
