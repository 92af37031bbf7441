"""Locations of files: the program's resources and samples, and the user's own folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import appdirs

from npfdesk.private_files import private_folder, tighten

_APPLICATION = "NPF Desk"


def _beside(name: str) -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / name
    package = Path(__file__).resolve().parent
    installed = package / name
    return installed if installed.is_dir() else package.parent / name


def resources_folder() -> Path:
    """Fonts, translations and styles: inside a frozen program, an installed package, or the checkout."""
    return _beside("resources")


def sample_folder() -> Path:
    """The sample workbooks."""
    return _beside("sample_data")


def sample_workbook() -> Path:
    """The workbook that is opened where there is no other yet."""
    return sample_folder() / "jinhua_14fyp.xlsx"


def sample_workbooks() -> tuple[Path, ...]:
    """All sample workbooks: a plan, as printed, its worksheet; a synthetic county's, as printed, and its former one midway."""
    names = (
        "jinhua_14fyp.xlsx",
        "jinhua_as_published.xlsx",
        "jinhua_worksheet.xlsx",
        "county_15fyp.xlsx",
        "county_as_published.xlsx",
        "county_14fyp.xlsx",
    )
    return tuple(sample_folder() / name for name in names)


def manual_folder() -> Path | None:
    """The manual as HTML with its pictures: shipped with a frozen program, or made in the checkout; None where there is none."""
    package = Path(__file__).resolve().parent
    for folder in (resources_folder() / "manual", package.parent / "build" / "manual"):
        if folder.is_dir():
            return folder
    return None


def user_data_folder() -> Path:
    """Where the scenario library is kept; NPFDESK_HOME stands in for it (tests, a USB stick). Made if missing."""
    return _own(None, appdirs.user_data_dir(_APPLICATION, appauthor=False))


def new_plans_folder() -> Path:
    """Where plans are kept that were begun in the window and not saved to a file of the user's yet."""
    return user_data_folder() / "new plans"


def user_log_folder() -> Path:
    """Where traces of the program's own mistakes are kept; ``logs`` inside NPFDESK_HOME. Made if missing."""
    return _own("logs", appdirs.user_log_dir(_APPLICATION, appauthor=False))


def library_file() -> Path:
    """The scenario library."""
    return user_data_folder() / "library.sqlite"


def tighten_own_files() -> None:
    """Let nobody else read what earlier versions left in the user's own folders.

    A folder that NPFDESK_HOME names may hold other things too: then only the program's own files in it are closed.
    """
    home = os.environ.get("NPFDESK_HOME")
    tighten(user_data_folder(), whole=not home)
    if not home:
        tighten(user_log_folder(), whole=True)


def _own(name: str | None, of_the_system: str) -> Path:
    home = os.environ.get("NPFDESK_HOME")
    folder = Path(home) / (name or "") if home else Path(of_the_system)
    return private_folder(folder)
