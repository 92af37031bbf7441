"""Where things are found: in a checkout, an installed package, a frozen program; and what is the user's own."""

import importlib.util
import shutil
import sys
from pathlib import Path

import appdirs
import pytest

from npfdesk import locations

ROOT = Path(__file__).resolve().parents[1]


def test_in_a_checkout_they_lie_beside_the_package():
    assert locations.resources_folder() == ROOT / "resources"
    assert locations.sample_folder() == ROOT / "sample_data"
    assert locations.sample_workbook().is_file()


def test_in_an_installed_package_they_lie_inside_it(tmp_path):
    package = tmp_path / "npfdesk"
    for name in ("resources", "sample_data"):
        (package / name).mkdir(parents=True)
    shutil.copy(ROOT / "npfdesk" / "locations.py", package)
    found = importlib.util.spec_from_file_location("installed_locations", package / "locations.py")
    installed = importlib.util.module_from_spec(found)
    found.loader.exec_module(installed)
    assert installed.resources_folder() == package / "resources"
    assert installed.sample_workbook() == package / "sample_data" / "jinhua_14fyp.xlsx"


def test_in_a_frozen_program_they_lie_where_it_was_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert locations.resources_folder() == tmp_path / "resources"
    assert locations.sample_folder() == tmp_path / "sample_data"


def test_a_home_of_its_own_keeps_everything_together(tmp_path, monkeypatch):
    monkeypatch.setenv("NPFDESK_HOME", str(tmp_path / "U 盘"))
    assert locations.user_data_folder() == tmp_path / "U 盘"
    assert locations.library_file() == tmp_path / "U 盘" / "library.sqlite"
    assert locations.user_log_folder() == tmp_path / "U 盘" / "logs"
    assert locations.user_log_folder().is_dir()


@pytest.mark.parametrize("kind", ["data", "log"])
def test_without_one_the_system_says_where(tmp_path, monkeypatch, kind):
    monkeypatch.delenv("NPFDESK_HOME")
    monkeypatch.setattr(appdirs, f"user_{kind}_dir", lambda name, appauthor: str(tmp_path / name))
    folder = getattr(locations, f"user_{kind}_folder")()
    assert folder == tmp_path / "NPF Desk"
    assert folder.is_dir()
