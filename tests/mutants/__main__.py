"""Plants mistakes in a room and tells which its tests miss: ``python -m tests.mutants ROOM``.

ROOM is a room or a module under npfdesk: ``engine``, ``engine/targets/status``. Every survivor is shown as a diff; those
that no test can notice are listed with a reason in tests/mutants/equivalent. Ends with 1 where fewer than 90 % of
the others are noticed, or where an entry of the list has no survivor any more.
"""

import argparse
import os
import sys

from tests.mutants.equivalents import judge, listed
from tests.mutants.planting import NotTried, plant
from tests.mutants.rooms import PACKAGE, ROOT, answering, modules

FLOOR = 90.0


def tell(module, verdict):
    """Print what survived and the figures of one module; whether it reaches the floor."""
    for mutant in verdict.survived:
        print(f"\nsurvived: {PACKAGE}/{module}.py:{mutant.line} in {mutant.function or 'the module itself'}")
        print(mutant.diff, end="")
    for entry in verdict.stale:
        print(
            f"\nstale: {module}, {entry.function or 'the module itself'}: {entry.before!r} → {entry.after!r}"
        )
        print("no survivor answers to this entry any more: take it out of tests/mutants/equivalent")
    print(
        f"\n{module}: {len(verdict.mutants)} mutants, {verdict.killed} killed, {len(verdict.survived)} survived, "
        f"{len(verdict.held)} held equivalent: {verdict.share:.1f} %",
        flush=True,
    )
    return verdict.share >= FLOOR and not verdict.stale


def main():
    """Try the modules of a room one after the other; 1 where one stays below the floor."""
    parser = argparse.ArgumentParser(prog="tests.mutants")
    parser.add_argument("room")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--only", help="one function of a module, or Class.method, while its tests are written"
    )
    options = parser.parse_args()
    named = modules(options.room)
    if not named:
        print(
            "make mutants ROOM=…: a room or module of npfdesk, such as engine, plan/merging or workbook/figures."
        )
        return 2
    fine = True
    for module in named:
        tests = answering(module)
        print(f"{module}: tried by {', '.join(tests)}", flush=True)
        scratch = ROOT / "build" / "mutants" / module.replace("/", ".")
        try:
            mutants = plant(ROOT, PACKAGE, module, tests, scratch, options.processes, options.only)
        except NotTried as reason:
            print(f"{module} could not be tried:\n{reason}")
            fine = False
            continue
        entries = [one for one in listed(module) if options.only in (None, one.function)]
        fine &= tell(module, judge(mutants, entries))
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
