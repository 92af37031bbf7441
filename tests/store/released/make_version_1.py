"""Makes version-1.sqlite: a library as the first released schema wrote it. Every figure in it is synthetic.

Run once, with the schema's own statements of then spelt out here, so that later code cannot change them.
"""

import json
import sqlite3
from pathlib import Path

SCHEMA = """
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
PRAGMA application_id = 0x4E504644;
PRAGMA user_version = 1;
"""


def work(value, active="甲"):
    assumption = {
        "region": "yongkang",
        "industry": "",
        "indicator": "output",
        "method": "growth",
        "value": value,
        "midpoint": None,
        "low": None,
        "high": None,
        "by_year": [[2023, 6.5]],
        "note": "合成数据",
    }
    scenario = {
        "id": "甲",
        "name": "甲",
        "parent": None,
        "description": "",
        "colour": "",
        "assumptions": [assumption],
        "levels": [],
        "targets": [],
    }
    record = {
        "format": 1,
        "active": active,
        "scenarios": [scenario],
        "observations": [],
        "targets": [],
        "workbook_scenarios": [],
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def make(path):
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(SCHEMA)
    connection.execute("INSERT INTO workbook VALUES (1, '/书/规划.xlsx', ?)", ("a" * 64,))
    rows = [
        (1, 1, "2026-01-05T02:00:00.000+00:00", "甲科室", "第一次", work(5.0)),
        (2, 1, "2026-02-05T02:00:00.000+00:00", "乙科室", "第二次", work(6.25)),
    ]
    connection.executemany("INSERT INTO revision VALUES (?, ?, ?, ?, ?, ?)", rows)
    connection.execute("INSERT INTO draft VALUES (1, 2, '2026-02-06T02:00:00.000+00:00', ?)", (work(7.5),))
    connection.execute("INSERT INTO recent VALUES ('/书/规划.xlsx', '2026-02-06T02:00:00.000+00:00')")
    connection.execute("INSERT INTO setting VALUES ('language', '\"zh\"')")
    connection.commit()
    connection.execute("VACUUM")
    connection.close()


if __name__ == "__main__":
    make(Path(__file__).with_name("version-1.sqlite"))
