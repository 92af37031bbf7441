"""Every test runs without a screen, in a home of its own, and knows no network."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen":
    # screens as people have them: a laptop's, a small and a large one (a drive's colon would end the option)
    screens = Path(__file__).with_name("screens.json")
    screens = Path(os.path.relpath(screens)) if os.name == "nt" else screens
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"
os.environ["NPFDESK_HOME"] = tempfile.mkdtemp(prefix="npfdesk-tests-")
atexit.register(shutil.rmtree, os.environ["NPFDESK_HOME"], ignore_errors=True)
for spoken in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
    os.environ.pop(spoken, None)
os.environ["LANG"] = "C.UTF-8"

import pytest
from hypothesis import HealthCheck, settings

from npfdesk.locations import sample_workbook
from npfdesk.workbook.plan_reader import read_workbook

# a loaded machine is no mistake of the program's; what decides over a change finds the same at every run, while
# whoever builds here searches on with every `make test`
settings.register_profile(
    "desk",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("desk")


UNTRACED = tuple(Path(__file__).with_name(room) for room in ("ui", "patterns", "manual"))
"""Rooms whose tests add nothing to the floor of coverage: it leaves the window out, and patterns are read, not run."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Tests of the window and of patterns run without the tracer, which makes them two to four times as long."""
    if not any(room in item.path.parents for room in UNTRACED):
        return (yield)
    trace = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(trace)


@pytest.fixture(scope="session")
def sample_reading():
    """The Jinhua plan as read."""
    return read_workbook(sample_workbook())


@pytest.fixture
def sample_plan(sample_reading):
    """The Jinhua plan."""
    return sample_reading.plan


@pytest.fixture
def small_disk(tmp_path):
    """A disk of half a megabyte."""
    folder = tmp_path / "小盘"
    folder.mkdir()
    mounted = None
    if shutil.which("mount") and os.name == "posix":
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=512k", "none", str(folder)], capture_output=True, check=False
        )
    if mounted is None or mounted.returncode:
        pytest.skip("a small disk can only be mounted by root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
