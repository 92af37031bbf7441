"""Which modules can be asked about, and which test files answer for each."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "npfdesk"

PROJECTION = "tests/engine/projection"
# where more than tests/<room>/test_<module>.py answers for a module, or something else does
ANSWERING = {
    "engine/projection/target_figures": (
        f"{PROJECTION}/test_target_figures.py",
        "tests/engine/targets/test_status.py",
    ),
    "plan/methods": (f"{PROJECTION}/test_paths.py", "tests/plan/test_methods.py"),
}


def modules(room):
    """The modules of a room or module under the package, as ``engine/targets/status``; none where it is neither."""
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
