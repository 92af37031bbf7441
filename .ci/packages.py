"""What lies in this environment, held against the locks: ``packages.py stale LOCK…`` and ``packages.py held LOCK…``.

``stale`` makes pip forget packages that were written only in part, so that it writes them again, and prints the names
that an earlier lock brought and none of these holds. ``held`` prints where those of the locks lie.
"""

from __future__ import annotations

import csv
import re
import shutil
import sys
import sysconfig
from pathlib import Path

SITE = Path(sysconfig.get_path("purelib"))
BROUGHT = Path(sys.prefix) / ".setup-brought"
"""The names that a lock brought, one a line; what a person installed beside them is left alone."""


def normal(name: str) -> str:
    """The name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def named(locks: list[str]) -> set[str]:
    """The names that these locks hold."""
    texts = [Path(lock).read_text(encoding="utf-8") for lock in locks]
    return {
        normal(name) for text in texts for name in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)
    }


def installed() -> dict[str, Path]:
    """Each package's own folder by its name."""
    return {normal(place.name.split("-")[0]): place for place in sorted(SITE.glob("*.dist-info"))}


def whole(place: Path) -> bool:
    """Whether every file that a package lists is there, as long as it should be."""
    try:
        with (place / "RECORD").open(newline="", encoding="utf-8") as lines:
            listed = [row for row in csv.reader(lines) if row]
        return bool(listed) and all(
            (SITE / name).stat().st_size == int(size)
            for name, _, size in listed
            if size and not name.endswith(".pyc")
        )
    except (OSError, ValueError):
        return False


def stale(locks: list[str]) -> list[str]:
    """The names to be taken out; what is half-written is forgotten on the way."""
    # what pip set aside while it replaced a package, when it was stopped
    for left in SITE.glob("~*"):
        shutil.rmtree(left, ignore_errors=True)
    held, present = named(locks), installed()
    for name, place in present.items():
        if (name in held or name == "npfdesk") and not whole(place):
            shutil.rmtree(place)
    before = set(BROUGHT.read_text(encoding="utf-8").split()) if BROUGHT.exists() else set()
    gone = sorted((before - held) & present.keys())
    # what is to go stays in the list until it is gone
    BROUGHT.write_text("\n".join([*sorted(held), *gone]), encoding="utf-8")
    return gone


def main(arguments: list[str]) -> int:
    """Do what is asked; 0."""
    asked, *locks = arguments
    if asked == "stale":
        found = stale(locks)
    else:
        wanted = {*named(locks), "npfdesk"}
        found = [str(place) for name, place in installed().items() if name in wanted]
    sys.stdout.write("".join(f"{one}\n" for one in found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
