"""Watches the open workbook's file: changed in Excel, moved, locked by another program, or on a lost share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QThread, QTimer, Signal

from npfdesk.plan.file_names import shown_path
from npfdesk.plan.problems import Count, Problem, Severity, clauses
from npfdesk.plan.spoken_names import side
from npfdesk.ui.files.opening import WorkbookOpening
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.window.banner import TextListDialog
from npfdesk.workbook.files.file_problems import WRONG_PASSWORD
from npfdesk.workbook.files.passwords import NO_PASSWORD, Password, asks_password

if TYPE_CHECKING:
    from npfdesk.desk import FileState
    from npfdesk.workbook.files.cell_grid import Grid
    from npfdesk.workbook.plan_reader import CellDifference
    from npfdesk.workbook.published.corrections import Corrections

SETTLE = 600
"""Milliseconds without another system event before a file is checked: programs save in several steps."""
EVERY = 5000
"""Milliseconds between polls, because network shares send no events."""
_MOST_NAMED = 3


class _FileCheck(QThread):
    """One check of the file, in a thread, because a slow share may block it."""

    def __init__(
        self,
        path: Path,
        stamp: tuple[int, int] | None,
        sha256: str,
        grid: Grid,
        corrections: Corrections,
        parent: QObject,
        password: Password = NO_PASSWORD,
    ) -> None:
        super().__init__(parent)
        self.path, self.stamp, self.sha256, self.grid = path, stamp, sha256, grid
        self.corrections = corrections
        self.password = password
        self.seen: FileState | None = None
        self.failure: BaseException | None = None

    def run(self) -> None:
        """Check the file."""
        try:
            from npfdesk.desk import file_state

            self.seen = file_state(
                self.path, self.stamp, self.sha256, self.grid, self.corrections, self.password
            )
        except BaseException as failure:  # noqa: BLE001 - handed to the crash dialog in the window's own thread
            self.failure = failure


class FileWatch(QObject):
    """Watches the open workbook's file and shows what happened to it; `checked` carries the result of each check."""

    checked = Signal(object)

    def __init__(self, workbook_opening: WorkbookOpening, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workbook_opening = workbook_opening
        self.files = QFileSystemWatcher(self)
        self.settle_timer, self.poll_timer = QTimer(self), QTimer(self)
        self.settle_timer.setSingleShot(True)
        self.settle_timer.setInterval(SETTLE)
        self.poll_timer.setInterval(EVERY)
        self.settle_timer.timeout.connect(self.check)
        self.poll_timer.timeout.connect(self.check)
        self.files.fileChanged.connect(lambda _: self.settle_timer.start())
        self.files.directoryChanged.connect(lambda _: self.settle_timer.start())
        self.stamp: tuple[int, int] | None = None
        self.state = "same"
        self.seen: FileState | None = None
        self._check: _FileCheck | None = None
        workbook_opening.opened.connect(lambda _: self.begin())

    def begin(self) -> None:
        """Watch the file of the desk that was just opened."""
        self._unwatch()
        self.stamp, self.state, self.seen = None, "same", None
        self.workbook_opening.banner.clear("file")
        path = self.path
        if path is None:
            self.poll_timer.stop()
            return
        self.files.addPaths([str(path), str(path.parent)])
        self.poll_timer.start()

    def stop(self) -> None:
        """Stop watching; wait for a running check."""
        self.poll_timer.stop()
        self.settle_timer.stop()
        self._unwatch()
        under_way, self._check = self._check, None
        if under_way is not None:
            under_way.wait()

    def _unwatch(self) -> None:
        watched = [*self.files.files(), *self.files.directories()]
        if watched:
            self.files.removePaths(watched)

    @property
    def path(self) -> Path | None:
        """The watched file; None where no file is open."""
        desk = self.workbook_opening.desk
        return desk.session.opened.path if desk is not None and desk.identity is not None else None

    def check(self, password: Password = NO_PASSWORD) -> None:
        """Check the file in a thread, unless a check is running; with a password an encrypted one is read again."""
        desk, path = self.workbook_opening.desk, self.path
        if self._check is not None or desk is None or desk.identity is None or path is None:
            return
        stamp = None if password else self.stamp
        self._check = _FileCheck(
            path, stamp, desk.identity.sha256, desk.grid, desk.corrections, self, password
        )
        self._check.finished.connect(self._done)
        self._check.start()

    def _done(self) -> None:
        look, self._check = self._check, None
        if look is None:
            return
        look.deleteLater()
        if look.failure is not None:
            raise look.failure
        desk = self.workbook_opening.desk
        # another workbook may have been opened meanwhile
        if look.seen is None or desk is None or desk.grid is not look.grid or look.path != self.path:
            return
        self._apply_check(look.seen)
        self.checked.emit(look.seen)

    def _apply_check(self, seen: FileState) -> None:
        path = self.path
        if path is not None and path.exists() and str(path) not in self.files.files():
            # programs that save by replacing the file end the watch on the old one
            self.files.addPath(str(path))
        if seen.state == "same" and self.state == "changed" and seen.stamp == self.stamp:
            # no change since the one already shown
            return
        self.stamp = seen.stamp
        if seen.state == self.state and seen.state != "changed":
            return
        self.state, self.seen = seen.state, seen
        if seen.state == "same":
            self.workbook_opening.banner.clear("file")
        elif seen.state == "changed":
            self._show_changed(seen)
        else:
            self._show_missing(seen)

    def _show_missing(self, seen: FileState) -> None:
        def words() -> str:
            name = shown_path(self.path.name) if self.path is not None else ""
            if seen.state == "gone":
                return tr(
                    "FileWatch",
                    "“{name}” is no longer where it was: it was moved or deleted, or its shared folder is disconnected. The open plan is unchanged, and scenarios are still saved on this machine.",
                ).format(name=name)
            return tr(
                "FileWatch",
                "“{name}” cannot be read at present ({reason}). The open plan is unchanged; the file will be checked again shortly.",
            ).format(name=name, reason=seen.reason)

        self.workbook_opening.banner.show_message(words, about="file")

    def _show_changed(self, seen: FileState) -> None:
        reading = seen.reading
        if reading is None:
            return
        locked = asks_password(reading.problems)
        if locked is not None:
            self._show_locked(locked)
            return
        if reading.plan is None:

            def refused() -> str:
                why = " ".join(problem.message(language()) for problem in reading.problems[:1])
                text = tr(
                    "FileWatch", "The workbook was changed on disk, and its new content cannot be read: {why}"
                )
                return f"{text.format(why=why)} {tr('Opening', 'The plan that was open is unchanged.')}"

            self.workbook_opening.banner.show_message(refused, about="file")
            return
        if not seen.differences:
            # saved again without a changed figure: only the bytes differ
            desk = self.workbook_opening.desk
            if desk is not None:
                desk.identity = seen.identity
            self.state = "same"
            self.workbook_opening.banner.clear("file")
            return
        self.workbook_opening.banner.show_message(
            lambda: self._changed_text(seen),
            (lambda: tr("FileWatch", "Show what changed"), self.show_differences),
            (lambda: tr("FileWatch", "Reload"), self.reload),
            about="file",
        )

    def _show_locked(self, locked: Problem) -> None:
        def words() -> str:
            if locked.kind is WRONG_PASSWORD:
                return locked.message(language())
            text = tr(
                "FileWatch",
                "“{name}” was changed on disk and is now protected by a password. The open plan is unchanged.",
            )
            return text.format(name=locked.text)

        def enter() -> None:
            password = self.workbook_opening.ask_password(locked)
            if password is None:
                self._show_locked(locked)
            else:
                self.check(password)

        self.workbook_opening.banner.show_message(
            words, (lambda: tr("FileWatch", "Enter its password…"), enter), about="file"
        )

    @staticmethod
    def _changed_text(seen: FileState) -> str:
        count = len(seen.differences)
        cells = clauses(map(_difference_text, seen.differences[:_MOST_NAMED]), language())
        source = "The workbook was changed on disk in {count:cell|cells}: {cells}{more}."
        more = " …" if count > _MOST_NAMED else ""
        text = tr("FileWatch", source).format(count=Count(count), cells=cells, more=more)
        errors = sum(
            problem.severity is Severity.ERROR for problem in (seen.reading.problems if seen.reading else ())
        )
        if errors:
            text += " " + tr("FileWatch", "Reading it again finds {count:error|errors}.").format(
                count=Count(errors)
            )
        return f"{text} {tr('FileWatch', 'Reloading keeps the scenarios and edits made here.')}"

    def show_differences(self) -> None:
        """List every changed cell; the notice stays until it is answered."""
        seen = self.seen
        if seen is None:
            return
        self._show_changed(seen)
        sentence = tr("FileWatch", "Cells of the workbook that were changed after it was opened.")
        TextListDialog(
            sentence,
            tuple(_difference_text(one) for one in seen.differences),
            self.workbook_opening.banner.window(),
        ).open()

    def reload(self) -> None:
        """Reload the workbook; scenarios and edits are applied to it again."""
        seen = self.seen
        if seen is not None and seen.reading is not None and seen.reading.plan is not None:
            self.workbook_opening.reload(seen.reading, seen.identity)
            self.state, self.seen = "same", None


def _difference_text(one: CellDifference) -> str:
    return f"{one.sheet}!{one.cell} {side(one.before, language())} → {side(one.after, language())}"
