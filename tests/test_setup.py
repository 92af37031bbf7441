"""The set-up: locks that stand alone, and a .venv that is whole or says in one line what to do."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
CI = ROOT / ".ci"
RUN, TEST, DIST = (CI / f"requirements{name}.txt" for name in ("", "-test", "-dist"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
BACKEND = ["hatchling", "editables"]


def lines(lock):
    """The requirements of a lock, without their hashes."""
    text = lock.read_text(encoding="utf-8")
    return [Requirement(line.rstrip(" \\")) for line in text.splitlines() if line[:1].strip()]


def pins(*locks):
    """The versions of each name."""
    held = {}
    for one in (one for lock in locks for one in lines(lock)):
        held.setdefault(canonicalize_name(one.name), set()).add(str(one.specifier).removeprefix("=="))
    return held


@pytest.mark.parametrize("lock", [RUN, TEST, DIST], ids=lambda lock: lock.name)
def test_a_lock_holds_hashes_and_no_address(lock):
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"://|index-url|find-links|trusted-host|^-", text, re.MULTILINE)
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert len(blocks) > 10
    for block in blocks:
        assert re.match(r"\S+==\S+ ", block)
        assert "--hash=sha256:" in block


@pytest.mark.parametrize(
    ("asked", "locks"),
    [
        (PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"] + BACKEND, [RUN]),
        (PROJECT["project"]["optional-dependencies"]["test"], [RUN, TEST]),
    ],
    ids=["the program", "its tests"],
)
def test_whatever_the_project_asks_for_is_in_its_lock(asked, locks):
    held = pins(*locks)
    for one in map(Requirement, asked):
        assert any(one.specifier.contains(version) for version in held[canonicalize_name(one.name)]), str(one)


def test_the_locks_agree_where_they_hold_the_same():
    run, both = pins(RUN), pins(RUN, TEST)
    # the frozen program may rest on an older Qt, for older systems
    frozen = {
        name: held for name, held in pins(DIST).items() if name not in {"pyside6-essentials", "shiboken6"}
    }
    for lock, others in ((pins(TEST), run), (frozen, both)):
        for name in lock.keys() & others.keys():
            assert lock[name] <= others[name], name


def test_the_program_is_not_made_to_bring_the_tests_tools():
    assert (
        pins(RUN)
        .keys()
        .isdisjoint({"mypy", "ruff", "pytest", "pytest-qt", "pytest-xdist", "hypothesis", "coverage"})
    )


def test_the_program_brings_nothing_that_nobody_in_it_needs():
    needed, left = set(), [*PROJECT["project"]["dependencies"], *BACKEND]
    while left:
        one = Requirement(left.pop())
        name = canonicalize_name(one.name)
        if name in needed or (one.marker is not None and not one.marker.evaluate({"extra": ""})):
            continue
        needed.add(name)
        try:
            left += requires(one.name) or []
        except PackageNotFoundError:
            pytest.fail(f"{one.name} is needed and not installed")
    here = {canonicalize_name(one.name) for one in lines(RUN) if one.marker is None or one.marker.evaluate()}
    # on Windows alone; an index's universal lock holds it for every system
    assert here - needed <= {"colorama", "tzdata"}
    assert needed <= here


def test_the_system_is_asked_for_what_every_room_of_qt_in_use_needs():
    """A clean Debian 13 lacks what QtNetwork loads, and has all that QtGui does."""
    said = subprocess.run(
        [sys.executable, "-c", "import pyqtgraph, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ).stdout
    loaded = set(re.findall(r"\bPySide6\.Qt(\w+)", said))
    for file in (ROOT / "npfdesk").rglob("*.py"):
        loaded |= set(re.findall(r"\bPySide6\.Qt(\w+)", file.read_text(encoding="utf-8")))
    assert "Network" in loaded
    (asked,) = re.findall(r"/Qt\{([\w,]+)\}", (CI / "setup.sh").read_text(encoding="utf-8"))
    assert loaded <= set(asked.split(","))


# --- setup.sh itself, in a copy of the checkout, with a Python whose pip fetches nothing

pytestmark_posix = pytest.mark.skipif(
    os.name != "posix" or shutil.which("bash") is None, reason="the set-up is a shell script"
)

PIP = r'''
"""Writes what a lock names, and says what a test told it to."""
import os, pathlib, re, shutil, sys, sysconfig
site, told = pathlib.Path(sysconfig.get_path("purelib")), pathlib.Path(os.environ["TOLD"])
asked = sys.argv[1:]
if "--no-index" in asked:
    sys.exit()
with (told / "calls").open("a") as calls:
    calls.write(" ".join(asked) + "\n")
def bring(name, version):
    own = site / f"{name}-{version}.dist-info"
    for old in site.glob(f"{name}-*.dist-info"):
        shutil.rmtree(old)
    own.mkdir()
    (site / f"{name}.py").write_text(name)
    (own / "RECORD").write_text(f"{name}.py,,{len(name)}\n{own.name}/RECORD,,\n")
if asked == ["check"] and (told / "check").exists():
    sys.exit((told / "check").read_text())
if asked[0] == "uninstall":
    for name in asked[2:]:
        for own in site.glob(f"{name}-*.dist-info"):
            shutil.rmtree(own)
if asked[0] == "install" and "--editable" in asked:
    bring("npfdesk", "0.1.0")
if asked[0] == "install" and "-r" in asked:
    for name, version in re.findall("^(.+)==([^ ]+)", pathlib.Path(asked[-1]).read_text(), re.M):
        if (told / "breaks").exists() and name == (told / "at").read_text():
            sys.exit((told / "breaks").read_text())
        if list(site.glob(f"{name}-{version}.dist-info")):
            print(f"Requirement already satisfied: {name}=={version} in here")
        else:
            print(f"Collecting {name}=={version}")
            bring(name, version)
'''
MAKER = """#!/bin/sh
# a Python whose environments hold the pip above
if [ "$1 $2" = "-m venv" ]; then
    [ ! -e "$TOLD/no-venv" ] || { cat "$TOLD/no-venv"; exit 1; }
    "$REAL" -m venv --without-pip "$3" || exit 1
    site=$(echo "$3"/lib/python*/site-packages)
    mkdir "$site/pip" && cp "$TOLD/pip.py" "$site/pip/__main__.py" && echo '__version__ = "26.0"' >"$site/pip/__init__.py"
    exit 0
fi
exec "$REAL" "$@"
"""
NAMES = [f"stone{number}" for number in range(10)]


class Checkout:
    """A checkout with short locks, and what its pip was told and did."""

    def __init__(self, folder):
        self.place, self.told = folder / "规划 desk", folder / "told"
        (self.place / "npfdesk").mkdir(parents=True)
        self.told.mkdir()
        shutil.copytree(CI, self.place / ".ci")
        shutil.copy(ROOT / "pyproject.toml", self.place)
        shutil.copy(ROOT / "npfdesk" / "version.py", self.place / "npfdesk")
        self.lock("", NAMES)
        self.lock("-test", ["chisel", "plumb"])
        (self.told / "pip.py").write_text(PIP, encoding="utf-8")
        maker = folder / "python"
        maker.write_text(MAKER, encoding="utf-8")
        maker.chmod(0o755)
        bare = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PIP_", "PYTHON", "NPFDESK"))
        }
        # a terminal's own, and Python as the environment of the tests has it, are of no interest here
        self.environment = {**bare, "TOLD": str(self.told), "REAL": os.path.realpath(sys.executable)}
        self.environment["NPFDESK_PYTHON"] = str(maker)

    def lock(self, name, names, version="1"):
        text = "".join(f"{one}=={version} \\\n    --hash=sha256:00\n" for one in names)
        (self.place / ".ci" / f"requirements{name}.txt").write_text(text, encoding="utf-8")

    def set_up(self, stage="run", **environment):
        """What it said on standard error, by lines, where it failed; None where it went through, and then silently."""
        done = subprocess.run(
            ["bash", ".ci/setup.sh", stage],
            cwd=self.place,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout == ""
        if done.returncode:
            return done.stderr.splitlines()
        assert done.stderr == ""
        return None

    def calls(self):
        """What pip was asked since the last time."""
        asked = self.told / "calls"
        found = asked.read_text(encoding="utf-8").splitlines() if asked.exists() else []
        asked.unlink(missing_ok=True)
        return found

    @property
    def site(self):
        (found,) = (self.place / ".venv" / "lib").glob("python*/site-packages")
        return found

    def installed(self):
        return {one.name.split("-")[0] for one in self.site.glob("*.dist-info")}


@pytest.fixture
def checkout(tmp_path):
    made = Checkout(tmp_path)
    # Qt is asked what it lacks of the system; here there is none, and it lacks nothing
    (tmp_path / "qt" / "PySide6").mkdir(parents=True)
    (tmp_path / "qt" / "PySide6" / "__init__.py").touch()
    with (made.told / "pip.py").open("a", encoding="utf-8") as pip:
        pip.write(f"\n(site / 'qt.pth').write_text({str(tmp_path / 'qt')!r})\n")
    return made


def one_line(said):
    """The only line, with what a person can do in it."""
    assert said is not None
    assert len(said) == 1, said
    return said[0]


@pytestmark_posix
class TestSettingUp:
    """Two stages, each once."""

    def test_the_program_comes_without_its_tests(self, checkout):
        assert checkout.set_up("run") is None
        assert checkout.installed() == {*NAMES, "npfdesk"}
        assert checkout.set_up("test") is None
        assert checkout.installed() == {*NAMES, "npfdesk", "chisel", "plumb"}

    def test_nothing_is_resolved(self, checkout):
        assert checkout.set_up("test") is None
        installs = [call for call in checkout.calls() if call.startswith("install")]
        assert len(installs) > 2
        for call in installs:
            assert "--no-deps" in call
            assert (
                "--require-hashes" in call or "--no-build-isolation --progress-bar off --editable ." in call
            )

    def test_the_next_call_does_nothing(self, checkout):
        assert checkout.set_up("test") is None
        checkout.calls()
        assert checkout.set_up("run") is None
        assert checkout.set_up("test") is None
        assert checkout.calls() == []

    def test_a_package_taken_away_comes_back(self, checkout):
        assert checkout.set_up() is None
        shutil.rmtree(checkout.site / "stone3-1.dist-info")
        assert checkout.set_up() is None
        assert checkout.installed() == {*NAMES, "npfdesk"}

    def test_a_lock_that_changed_is_followed(self, checkout):
        assert checkout.set_up("test") is None
        (checkout.site / "mine-1.dist-info").mkdir()
        checkout.lock("", NAMES[1:], version="2")
        checkout.lock("-test", ["chisel"], version="2")
        assert checkout.set_up("run") is None
        # what a person added stays; the tests' packages fit the program's again, without being asked for
        assert checkout.installed() == {*NAMES[1:], "chisel", "npfdesk", "mine"}
        assert (checkout.site / "stone1-2.dist-info").exists()
        assert (checkout.site / "chisel-2.dist-info").exists()

    def test_what_was_written_in_part_is_written_again(self, checkout):
        assert checkout.set_up() is None
        (checkout.site / "stone2.py").write_text("st", encoding="utf-8")
        (checkout.site / "stone4-1.dist-info" / "RECORD").unlink()
        assert checkout.set_up() is None
        assert (checkout.site / "stone2.py").read_text(encoding="utf-8") == "stone2"
        assert (checkout.site / "stone4-1.dist-info" / "RECORD").exists()


PIP_SAID = {
    "no network": (
        "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError'\n"
        "ERROR: Could not find a version that satisfies the requirement stone9==1 (from versions: none)\n"
        "ERROR: No matching distribution found for stone9==1",
        "no network",
    ),
    "broken off": ("pip._vendor.urllib3.exceptions.ReadTimeoutError: Read timed out.", "no network"),
    "cut short": (
        "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
        "not what is pinned",
    ),
    "an office's certificate": ("SSLError(... CERTIFICATE_VERIFY_FAILED ...)", "PIP_CERT"),
    "a full disk": (
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
        "disk is full",
    ),
    "a mirror behind": ("ERROR: No matching distribution found for stone9==1", "no stone9==1 for Python"),
    "anything else": ("noise\nERROR: a new mistake of pip's\nmore noise", "ERROR: a new mistake of pip's"),
}


@pytestmark_posix
class TestFailing:
    """One line, and from there the next call goes on."""

    @pytest.mark.parametrize(("words", "expected"), PIP_SAID.values(), ids=PIP_SAID.keys())
    def test_what_pip_says_is_told_in_one_line(self, checkout, words, expected):
        (checkout.told / "breaks").write_text(words, encoding="utf-8")
        (checkout.told / "at").write_text("stone9", encoding="utf-8")
        line = one_line(checkout.set_up())
        assert expected in line
        assert "make" in line
        assert words.splitlines()[-1] in (checkout.place / "build" / "setup.log").read_text(encoding="utf-8")
        (checkout.told / "breaks").unlink()
        assert checkout.set_up() is None
        assert checkout.installed() == {*NAMES, "npfdesk"}
        # what had come was not fetched again
        log = (checkout.place / "build" / "setup.log").read_text(encoding="utf-8")
        assert "Requirement already satisfied: stone0==1" in log
        assert "Collecting stone9==1" in log

    def test_packages_that_do_not_fit_are_named(self, checkout):
        (checkout.told / "check").write_text(
            "stone1 1 requires mortar, which is not installed.\nand more", encoding="utf-8"
        )
        line = one_line(checkout.set_up())
        assert "stone1 1 requires mortar, which is not installed; rm -r .venv" in line
        (checkout.told / "check").unlink()
        assert checkout.set_up() is None

    def test_without_a_python_it_says_which_is_needed(self, checkout):
        assert "Python 3.11 or later" in one_line(checkout.set_up(NPFDESK_PYTHON="/nowhere/python3"))
        assert not (checkout.place / ".venv").exists()
        assert checkout.set_up() is None

    def test_a_venv_that_cannot_be_made_leaves_nothing_behind(self, checkout):
        (checkout.told / "no-venv").write_text(
            "OSError: [Errno 28] No space left on device", encoding="utf-8"
        )
        assert "disk is full" in one_line(checkout.set_up())
        (checkout.told / "no-venv").write_text("Error: something else", encoding="utf-8")
        assert "name another Python" in one_line(checkout.set_up())
        assert list((checkout.place / ".venv").iterdir()) == []
        (checkout.told / "no-venv").unlink()
        assert checkout.set_up() is None

    @pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder in which not even root can write")
    def test_a_folder_that_cannot_be_written_to(self, checkout):
        (checkout.place / "build").symlink_to("/proc")
        assert "cannot be written to" in one_line(checkout.set_up())
        (checkout.place / "build").unlink()
        assert checkout.set_up() is None


def removed(venv):
    (venv / "bin" / "python").unlink()
    (venv / "bin" / "python").symlink_to("/nowhere/python3")


def too_old(venv):
    # to the question whether it can serve it answers nothing
    (venv / "bin" / "python").unlink()
    (venv / "bin" / "python").write_text("#!/bin/sh\n", encoding="utf-8")
    (venv / "bin" / "python").chmod(0o755)


def upgraded(venv):
    (lib,) = (venv / "lib").glob("python*")
    lib.rename(venv / "lib" / "python3.10")


def half_made(venv):
    # it is the last that venv writes
    (venv / "bin" / "activate").unlink()


def broken_pip(venv):
    """As an old one is under a new Python; nor does Python itself have one to put there."""
    (site,) = (venv / "lib").glob("python*/site-packages")
    (site / "pip" / "__main__.py").write_text("raise AttributeError", encoding="utf-8")
    shutil.rmtree(site / "stone3-1.dist-info")
    (site / "bare.pth").write_text("import sys; sys.modules['ensurepip'] = None\n", encoding="utf-8")


def without_pip(venv):
    broken_pip(venv)
    (pip,) = (venv / "lib").glob("python*/site-packages/pip")
    shutil.rmtree(pip)


@pytestmark_posix
class TestVenvOfAnotherPython:
    """It is made anew, without a word where nothing is lost."""

    @pytest.mark.parametrize(
        "change",
        [removed, too_old, upgraded, half_made, without_pip, broken_pip],
        ids=lambda change: change.__name__,
    )
    def test_it_is_made_anew(self, checkout, change):
        assert checkout.set_up() is None
        change(checkout.place / ".venv")
        assert checkout.set_up() is None
        assert checkout.installed() == {*NAMES, "npfdesk"}
        assert (checkout.place / ".venv" / "bin" / "activate").exists()

    def test_a_checkout_that_was_moved(self, checkout):
        assert checkout.set_up() is None
        checkout.place = checkout.place.rename(checkout.place.parent / "elsewhere")
        assert checkout.set_up() is None
        scripts = (checkout.place / ".venv" / "bin" / "activate").read_text(encoding="utf-8")
        assert str(checkout.place) in scripts
