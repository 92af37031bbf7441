"""Reading a workbook behind the window: a thread that tells how far it is and can be told to stop."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

if TYPE_CHECKING:
    from npfdesk.store.values import WorkbookIdentity
    from npfdesk.workbook.published.corrections import Corrections
    from npfdesk.workbook.reading import Reading


class Reader(QThread):
    """Reads one workbook; the rooms that need Excel's library are first loaded here, behind the shown window.

    `read_so_far` carries the cells read, and of how many (0 while they are being counted). `corrections` are
    what somebody put right in the same workbook before (None: nothing).
    """

    read_so_far = Signal(int, int)

    def __init__(
        self, path: Path, corrections: Corrections | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.path = path
        self.corrections = corrections
        self.cancelled = False
        self.result: tuple[Reading, WorkbookIdentity | None] | None = None
        self.failure: BaseException | None = None

    def run(self) -> None:
        """Read.

        Meanwhile nothing is searched for cycles: each search over what grows here would hold the window still too.
        What is there at the end is left out of the searches until the next reading, for the same reason.
        """
        gc.unfreeze()
        gc.disable()
        try:
            from npfdesk.desk import read
            from npfdesk.workbook.published.corrections import NO_CORRECTIONS

            self.result = read(
                self.path,
                self.corrections if self.corrections is not None else NO_CORRECTIONS,
                lambda read, of: self.read_so_far.emit(read, of),
                lambda: self.cancelled,
            )
        except BaseException as failure:  # noqa: BLE001 - handed to the crash dialog in the window's own thread
            self.failure = failure
        finally:
            gc.freeze()
            gc.enable()
