"""The registry of the library: its dialogs, and the two ways to merge work."""

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
    """Work to merge: its owner (a file, a person), the common origin, itself, and what to do after the merge."""

    name: str
    base: SavedWork | None
    work: SavedWork
    taken: Callable[[], object] | None = None


@dataclass(frozen=True, kw_only=True)
class LibraryDescription(Description):
    """A dialog of the library. One of the whole library needs no open workbook, and is modal."""

    load: Callable[[Autosave, QWidget], LibraryDialog]
    whole_library: bool = False


@dataclass(frozen=True, kw_only=True)
class MergeDescription(Description):
    """A way to merge: it first asks what to merge, then opens the merge dialog."""

    load: Callable[[Autosave, QWidget, OtherWork], LibraryDialog]


def _history(autosave: Autosave, parent: QWidget) -> LibraryDialog:
    from npfdesk.ui.library.revisions import HistoryDialog

    return HistoryDialog(autosave, parent)


def _backups(autosave: Autosave, parent: QWidget) -> LibraryDialog:
    from npfdesk.ui.library.backups import BackupsDialog

    return BackupsDialog(autosave, parent)


def _export(autosave: Autosave, parent: QWidget) -> LibraryDialog:
    from npfdesk.ui.library.scenario_export import ExportDialog

    return ExportDialog(autosave, parent)


def merge_dialog(autosave: Autosave, parent: QWidget, other: OtherWork) -> LibraryDialog:
    """Create the dialog that previews a merge."""
    from npfdesk.ui.library.merge import MergeDialog

    return MergeDialog(autosave, other.name, other.base, other.work, parent, other.taken)


IMPORT: Final = MergeDescription(
    key="import", title="Import scenarios…", menu=Menu.FILE, help=Place("keeping", 3), load=merge_dialog
)
SIBLING: Final = MergeDescription(
    key="sibling",
    title="Merge scenarios…",
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
        whole_library=True,
    ),
    LibraryDescription(
        key="export", title="Export scenarios…", menu=Menu.FILE, help=Place("keeping", 3), load=_export
    ),
)
"""The dialogs that open directly."""
LIBRARY: Final[Mapping[str, LibraryDescription | MergeDescription]] = MappingProxyType(
    {one.key: one for one in (*DIALOGS, IMPORT, SIBLING)}
)
"""All entries by their keys, in menu order."""
