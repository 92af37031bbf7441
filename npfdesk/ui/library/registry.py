"""What the menus offer of the library: its dialogs, and the two ways in which work is merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from npfdesk.plan.records import SavedWork
from npfdesk.ui.descriptions import Description, Menu, Place
from npfdesk.ui.files.autosave import Autosave

if TYPE_CHECKING:
    from npfdesk.ui.library.library_dialog import LibraryDialog


@dataclass(frozen=True)
class OtherWork:
    """Work that may be merged: whose it is (a file, a person), what both began from, itself, what to do once merged."""

    name: str
    base: SavedWork | None
    work: SavedWork
    taken: Callable[[], object] | None = None


@dataclass(frozen=True, kw_only=True)
class LibraryDescription(Description):
    """A dialog of the library. One of the library as a whole needs no open workbook, and keeps the window waiting."""

    load: Callable[[Autosave, QWidget], LibraryDialog]
    of_the_whole: bool = False


@dataclass(frozen=True, kw_only=True)
class MergeDescription(Description):
    """A way to work that is merged in the dialog of merging: what is to be merged is asked for first."""

    load: Callable[[Autosave, QWidget, OtherWork], LibraryDialog]


def _history(keeper: Autosave, parent: QWidget) -> LibraryDialog:
    from npfdesk.ui.library.revisions import HistoryDialog

    return HistoryDialog(keeper, parent)


def _backups(keeper: Autosave, parent: QWidget) -> LibraryDialog:
    from npfdesk.ui.library.backups import BackupsDialog

    return BackupsDialog(keeper, parent)


def _export(keeper: Autosave, parent: QWidget) -> LibraryDialog:
    from npfdesk.ui.library.scenario_export import ExportDialog

    return ExportDialog(keeper, parent)


def merge_dialog(keeper: Autosave, parent: QWidget, other: OtherWork) -> LibraryDialog:
    """The dialog that shows a merge before it is done."""
    from npfdesk.ui.library.merge import MergeDialog

    return MergeDialog(keeper, other.name, other.base, other.work, parent, other.taken)


IMPORT: Final = MergeDescription(
    key="import", title="Import scenarios…", menu=Menu.FILE, help=Place("keeping", 3), load=merge_dialog
)
SIBLING: Final = MergeDescription(
    key="sibling",
    title="Merge another into this…",
    menu=Menu.SCENARIO,
    help=Place("keeping", 3),
    load=merge_dialog,
)
DIALOGS: Final = (
    LibraryDescription(
        key="history",
        title="History…",
        menu=Menu.FILE,
        shortcut="Ctrl+Shift+H",
        help=Place("keeping", 3),
        load=_history,
    ),
    LibraryDescription(
        key="backups",
        title="Backups…",
        menu=Menu.FILE,
        help=Place("keeping", 3),
        load=_backups,
        of_the_whole=True,
    ),
    LibraryDescription(
        key="export", title="Export scenarios…", menu=Menu.FILE, help=Place("keeping", 3), load=_export
    ),
)
"""What opens as it is asked for."""
LIBRARY: Final[Mapping[str, LibraryDescription | MergeDescription]] = MappingProxyType(
    {one.key: one for one in (*DIALOGS, IMPORT, SIBLING)}
)
"""All of them by their keys, in the order of the menus."""
