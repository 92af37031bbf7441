"""Changes real workbooks at random and reads them: ``python -m tests.fuzz [MINUTES] [--first ROUND]``.

Anything but a Reading, and a plan that cannot be computed, is a failure: its file is kept in build/fuzz.
"""

import argparse
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path

from npfdesk.engine.projection.update import compute
from npfdesk.locations import sample_folder
from npfdesk.plan.document import new_document
from npfdesk.workbook.plan_reader import Reading, read_workbook
from tests.fuzz.changing import changed, seeded
from tests.workbook.corpus.files import CORPUS

KEPT = Path(__file__).resolve().parents[2] / "build" / "fuzz"
SOUND = [one for one in CORPUS if one.status != "refused"]
# old and OpenDocument workbooks are read in processes of their own, three a second: one in so many rounds
SELDOM = 150
LONGEST = 25.0


def workbooks(folder):
    """The workbooks to begin with: the samples, and those of the corpus that can be read."""
    found = [(file.name, file.read_bytes()) for file in sorted(sample_folder().glob("*.xlsx"))]
    for ugly in SOUND:
        path = folder / ugly.name
        ugly.build(path)
        found.append((ugly.name, path.read_bytes()))
    return found


def attempt(path):
    """Read a workbook and use what comes of it; how it ended. Raises where the program is at fault."""
    reading = read_workbook(path)
    if not isinstance(reading, Reading):
        raise TypeError(type(reading))
    for problem in reading.problems:
        problem.message("zh").encode("utf-8")
        problem.message("en").encode("utf-8")
    if reading.plan is None:
        if not reading.problems:
            raise AssertionError("refused without a reason")
        return reading.problems[0].code
    compute(new_document(reading.plan))
    return reading.status


def main():
    """Fuzz for some minutes; 1 where anything failed."""
    parser = argparse.ArgumentParser(prog="tests.fuzz")
    parser.add_argument("minutes", nargs="?", default="1")
    parser.add_argument("--first", default="")
    options = parser.parse_args()
    first = int(options.first or time.time())
    # a part that stands twice is meant to
    warnings.simplefilter("ignore")
    end = time.monotonic() + 60 * float(options.minutes)
    ends = Counter()
    failed = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        begun = workbooks(folder)
        apart = [one for one in begun if one[0].endswith((".xls", ".ods"))]
        here = [one for one in begun if one not in apart]
        number = first
        while time.monotonic() < end:
            chance = seeded(number)
            name, content = chance.choice(here if chance.randrange(SELDOM) else apart)
            path = folder / f"{number}-{name}"
            path.write_bytes(changed(content, chance))
            try:
                begin = time.monotonic()
                ends[attempt(path)] += 1
                if time.monotonic() - begin > LONGEST:
                    raise TimeoutError(f"{time.monotonic() - begin:.0f} s")
            except Exception:  # noqa: BLE001 - whatever it is, it is found
                failed += 1
                KEPT.mkdir(parents=True, exist_ok=True)
                path.replace(KEPT / path.name)
                (KEPT / f"{path.name}.txt").write_text(traceback.format_exc(), encoding="utf-8")
                print(f"round {number}: {traceback.format_exc().splitlines()[-1]} (kept: {KEPT / path.name})")
            path.unlink(missing_ok=True)
            number += 1
    print(f"{number - first} workbooks from round {first}, {failed} failures")
    for code, count in ends.most_common():
        print(f"{count:8}  {code}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
