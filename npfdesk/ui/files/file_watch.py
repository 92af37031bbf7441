"""The workbook's file while it is open: changed in Excel, moved, held by another program, on a share that is lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QThread, QTimer, Signal

from npfdesk.plan.problems import Severity
from npfdesk.ui.files.opening import WorkbookOpening
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.window.banner import Listing

if TYPE_CHECKING:
    from npfdesk.desk import Seen
    from npfdesk.workbook.files.cell_grid import Grid
    from npfdesk.workbook.plan_reader import CellDifference
    from npfdesk.workbook.published.corrections import Corrections

SETTLE = 600
"""Milliseconds without another sign from the system before a file is looked at: saving it is several steps."""
EVERY = 5000
"""Milliseconds between looks of its own, since shares give no sign."""
_TOLD = 3


class _Look(QThread):
    """One look at the file, which may wait on a slow share and never makes the window wait."""

    def __init__(
        self,
        path: Path,
        stamp: tuple[int, int] | None,
        sha256: str,
        grid: Grid,
        corrections: Corrections,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.path, self.stamp, self.sha256, self.grid = path, stamp, sha256, grid
        self.corrections = corrections
        self.seen: Seen | None = None
        self.failure: BaseException | None = None

    def run(self) -> None:
        """Look."""
        try:
            from npfdesk.desk import look

            self.seen = look(self.path, self.stamp, self.sha256, self.grid, self.corrections)
        except BaseException as failure:  # noqa: BLE001 - handed to the crash dialog in the window's own thread
            self.failure = failure


class FileWatch(QObject):
    """Watches the open workbook's file and says what became of it; `looked` carries what each look saw."""

    looked = Signal(object)

    def __init__(self, opener: WorkbookOpening, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.opener = opener
        self.files = QFileSystemWatcher(self)
        self.settling, self.clock = QTimer(self), QTimer(self)
        self.settling.setSingleShot(True)
        self.settling.setInterval(SETTLE)
        self.clock.setInterval(EVERY)
        self.settling.timeout.connect(self.look)
        self.clock.timeout.connect(self.look)
        self.files.fileChanged.connect(lambda _: self.settling.start())
        self.files.directoryChanged.connect(lambda _: self.settling.start())
        self.stamp: tuple[int, int] | None = None
        self.state = "same"
        self.seen: Seen | None = None
        self._look: _Look | None = None
        opener.opened.connect(lambda _: self.begin())

    def begin(self) -> None:
        """Watch the file of the desk that was just opened."""
        self._unwatch()
        self.stamp, self.state, self.seen = None, "same", None
        self.opener.banner.clear("file")
        path = self.path
        if path is None:
            self.clock.stop()
            return
        self.files.addPaths([str(path), str(path.parent)])
        self.clock.start()

    def stop(self) -> None:
        """Look no more; a look that is under way is waited for."""
        self.clock.stop()
        self.settling.stop()
        self._unwatch()
        under_way, self._look = self._look, None
        if under_way is not None:
            under_way.wait()

    def _unwatch(self) -> None:
        watched = [*self.files.files(), *self.files.directories()]
        if watched:
            self.files.removePaths(watched)

    @property
    def path(self) -> Path | None:
        """The file that is watched; None where nothing with a file is open."""
        desk = self.opener.desk
        return desk.session.opened.path if desk is not None and desk.identity is not None else None

    def look(self) -> None:
        """Look at the file in a thread, unless a look is under way."""
        desk, path = self.opener.desk, self.path
        if self._look is not None or desk is None or desk.identity is None or path is None:
            return
        self._look = _Look(path, self.stamp, desk.identity.sha256, desk.grid, desk.corrections, self)
        self._look.finished.connect(self._done)
        self._look.start()

    def _done(self) -> None:
        look, self._look = self._look, None
        if look is None:
            return
        look.deleteLater()
        if look.failure is not None:
            raise look.failure
        desk = self.opener.desk
        # another workbook may have been opened while this one was looked at
        if look.seen is None or desk is None or desk.grid is not look.grid or look.path != self.path:
            return
        self._take(look.seen)
        self.looked.emit(look.seen)

    def _take(self, seen: Seen) -> None:
        path = self.path
        if path is not None and path.exists() and str(path) not in self.files.files():
            # a program that saves by replacing the file leaves the old one unwatched
            self.files.addPath(str(path))
        if seen.state == "same" and self.state == "changed" and seen.stamp == self.stamp:
            # nothing since the change that was told already
            return
        self.stamp = seen.stamp
        if seen.state == self.state and seen.state != "changed":
            return
        self.state, self.seen = seen.state, seen
        if seen.state == "same":
            self.opener.banner.clear("file")
        elif seen.state == "changed":
            self._tell_changed(seen)
        else:
            self._tell_missing(seen)

    def _tell_missing(self, seen: Seen) -> None:
        def words() -> str:
            name = self.path.name if self.path is not None else ""
            if seen.state == "gone":
                return tr(
                    "FileWatch",
                    "“{name}” is no longer where it was: moved, deleted, or its share is lost. "
                    "What is open stays, and scenarios go on being kept on this machine.",
                ).format(name=name)
            return tr(
                "FileWatch",
                "“{name}” cannot be read at present ({reason}). What is open stays; it is looked at again soon.",
            ).format(name=name, reason=seen.reason)

        self.opener.banner.say(words, about="file")

    def _tell_changed(self, seen: Seen) -> None:
        reading = seen.reading
        if reading is None:
            return
        if reading.plan is None:

            def refused() -> str:
                why = " ".join(problem.message(language()) for problem in reading.problems[:1])
                text = tr("FileWatch", "The workbook was changed on disk and cannot be taken as it is: {why}")
                return f"{text.format(why=why)} {tr('Opening', 'What was open stays as it is.')}"

            self.opener.banner.say(refused, about="file")
            return
        if not seen.differences:
            # saved again without another figure: only the bytes differ
            desk = self.opener.desk
            if desk is not None:
                desk.identity = seen.identity
            self.state = "same"
            self.opener.banner.clear("file")
            return
        self.opener.banner.say(
            lambda: self._words(seen),
            (lambda: tr("FileWatch", "Show what changed"), self.show_differences),
            (lambda: tr("FileWatch", "Reload"), self.reload),
            about="file",
        )

    @staticmethod
    def _words(seen: Seen) -> str:
        count = len(seen.differences)
        said = "; ".join(_told(one) for one in seen.differences[:_TOLD])
        source = (
            "The workbook was changed on disk in one cell: {cells}."
            if count == 1
            else "The workbook was changed on disk in {count} cells: {cells}{more}."
        )
        more = " …" if count > _TOLD else ""
        text = tr("FileWatch", source).format(count=f"{count:,}", cells=said, more=more)
        errors = sum(
            problem.severity is Severity.ERROR for problem in (seen.reading.problems if seen.reading else ())
        )
        if errors:
            text += " " + tr("FileWatch", "Read anew it has {count} errors.").format(count=errors)
        return f"{text} {tr('FileWatch', 'Reloading keeps the scenarios and edits made here.')}"

    def show_differences(self) -> None:
        """Every cell that differs; the notice stays until it is answered."""
        seen = self.seen
        if seen is None:
            return
        self._tell_changed(seen)
        sentence = tr("FileWatch", "Cells of the workbook that say something else than when it was opened.")
        Listing(sentence, tuple(_told(one) for one in seen.differences), self.opener.banner.window()).open()

    def reload(self) -> None:
        """Take the workbook as it is now; scenarios and edits are laid upon it."""
        seen = self.seen
        if seen is not None and seen.reading is not None and seen.reading.plan is not None:
            self.opener.reload(seen.reading, seen.identity)
            self.state, self.seen = "same", None


def _told(one: CellDifference) -> str:
    empty = tr("FileWatch", "(empty)")
    return f"{one.sheet}!{one.cell} {one.before or empty} → {one.after or empty}"
