"""Which modules can be asked about, and which test files answer for each."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "npfdesk"

ENGINE = "tests/engine"
# where more than tests/<room>/test_<module>.py answers for a module, or something else does
ANSWERING = {
    "engine/status": (f"{ENGINE}/test_status.py",),
    "engine/targets": (f"{ENGINE}/test_targets.py", f"{ENGINE}/test_status.py"),
    "engine/paths": (f"{ENGINE}/test_paths.py",),
    "engine/allocation": (f"{ENGINE}/test_allocation.py",),
    "engine/update": (f"{ENGINE}/test_update.py",),
    "plan/targets": ("tests/plan/test_targets.py",),
    "plan/methods": (f"{ENGINE}/test_paths.py", "tests/plan/test_methods.py"),
    "plan/merging": ("tests/plan/test_merge.py",),
    "workbook/figures": ("tests/workbook/canonical/test_figures.py",),
    "workbook/patching": ("tests/workbook/writing/test_patch.py",),
}


def modules(room):
    """The modules of a room or module under the package, as ``engine/status``; none where it is neither."""
    room = room.removeprefix(f"{PACKAGE}/").removesuffix(".py").strip("/")
    place = ROOT / PACKAGE / room
    if room and place.with_suffix(".py").is_file():
        return [room]
    found = sorted(place.rglob("*.py")) if room and place.is_dir() else []
    return [
        file.relative_to(ROOT / PACKAGE).with_suffix("").as_posix()
        for file in found
        if file.name not in ("__init__.py", "__main__.py")
    ]


def answering(module):
    """The test files of a module: as listed, else the one of its name, else all of its room."""
    room, _, name = module.rpartition("/")
    named = ANSWERING.get(module, (f"tests/{room}/test_{name}.py",))
    there = [path for path in named if (ROOT / path).is_file()]
    return there or [f"tests/{room}"]
