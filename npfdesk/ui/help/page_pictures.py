"""The pictures of help pages: those of the manual where it lies beside the program, views else drawn of the open plan."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QWidget

from npfdesk.locations import manual_folder
from npfdesk.plan.saved_views import PATHS
from npfdesk.session import Session
from npfdesk.ui.charts.paths import PathChart
from npfdesk.ui.look.colours import theme
from npfdesk.ui.look.language import language
from npfdesk.ui.views.registry import VIEWS
from npfdesk.ui.views.view import View
from npfdesk.ui.workspace import Workspace

SCHEME: Final = "picture"
"""What the address of a picture begins with in a page: `picture:NAME`."""
WIDTH: Final = 600
"""How wide a picture is at most, in pixels of the window."""
_DRAWN: Final = QSize(760, 440)
_PICTURE: Final = re.compile(r"^!\[([^\]]*)\]\(picture:([a-z0-9-]+)\)$", re.MULTILINE)
_SLOW: Final = "Small charts"
"""A dozen charts at once would stop the window for too long."""
_VIEWS: Final = {f"view-{key.lower().replace(' ', '-')}": key for key in (PATHS, *VIEWS) if key != _SLOW}


class PagePictures(QObject):
    """Finds or draws pictures by name. Views are drawn one by one between other work; `drawn` carries the name of each.

    Without a workspace only the manual's pictures are there. Kept until the language, the theme or the plan is another.
    """

    drawn = Signal(str)

    def __init__(self, workspace: Workspace | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.workspace, self.widget = workspace, parent
        self._kept: dict[str, QImage] = {}
        self._of: tuple[object, ...] = ()
        self._wanted: list[str] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._draw_next)

    def captioned(self, page: str) -> str:
        """A page's Markdown with each picture over its words; the words alone where there is no picture."""

        def replaced(match: re.Match[str]) -> str:
            shown = f"![{match[1]}]({SCHEME}:{match[2]})\n\n" if self.has(match[2]) else ""
            return f"{shown}> {match[1]}"

        return _PICTURE.sub(replaced, page)

    def has(self, name: str) -> bool:
        """Whether there is a picture of that name, or will be."""
        return self._file(name) is not None or (self.workspace is not None and name in _VIEWS)

    def image(self, name: str) -> QImage | None:
        """The picture, no wider than WIDTH; an empty one of its size while it is not drawn yet, None where there is none."""
        self._forget_others()
        if name in self._kept:
            return self._kept[name]
        file = self._file(name)
        if file is not None:
            self._kept[name] = self._fitted(QImage(file))
            return self._kept[name]
        if self.workspace is None or name not in _VIEWS:
            return None
        if name not in self._wanted:
            self._wanted.append(name)
            self._timer.start()
        ratio = self.widget.devicePixelRatioF()
        empty = QImage(_size_of(_DRAWN) * ratio, QImage.Format.Format_RGB32)
        empty.setDevicePixelRatio(ratio)
        empty.fill(QColor(theme().panel))
        return empty

    def stop(self) -> None:
        """Draw nothing more: nobody looks."""
        self._wanted.clear()
        self._timer.stop()

    def _file(self, name: str) -> str | None:
        folder = manual_folder()
        file = folder / "pictures" / language() / f"{name}.png" if folder is not None else None
        return str(file) if file is not None and file.is_file() else None

    def _forget_others(self) -> None:
        plan = self.workspace.plan if self.workspace is not None else None
        of = (language(), theme(), plan)
        if of != self._of and not (of[:2] == self._of[:2] and plan is self._of[2]):
            self._of = of
            self._kept.clear()

    def _fitted(self, image: QImage) -> QImage:
        # the manual's pictures have two dots for each pixel of the window
        ratio = self.widget.devicePixelRatioF()
        width = min(image.width() // 2, WIDTH)
        fitted = image.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
        fitted.setDevicePixelRatio(ratio)
        return fitted

    def _draw_next(self) -> None:
        if not self._wanted or self.workspace is None:
            self._timer.stop()
            return
        name = self._wanted.pop(0)
        ratio = self.widget.devicePixelRatioF()
        image = _drawn(self.workspace, _VIEWS[name], 2 * ratio)
        fitted = image.scaledToWidth(round(WIDTH * ratio), Qt.TransformationMode.SmoothTransformation)
        fitted.setDevicePixelRatio(ratio)
        self._kept[name] = fitted
        self.drawn.emit(name)


def _size_of(size: QSize) -> QSize:
    return QSize(WIDTH, round(size.height() * WIDTH / size.width()))


def _drawn(workspace: Workspace, key: str, ratio: float) -> QImage:
    """A view of the open plan as it would be in the window, in a workspace of its own with the same results."""
    session = workspace.session
    own = Workspace(Session(session.opened, session.document, session.minutes, session.results))
    own.select(*workspace.selection.series)
    own.set_view(year=workspace.year, rule=workspace.rule, compared=workspace.compared)
    made = PathChart(own) if key == PATHS else VIEWS[key].made(own)
    made.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    made.resize(_DRAWN)
    made.show()
    # no loop of events runs that would lay it out
    if (layout := made.layout()) is not None:
        layout.activate()
    shot = QPixmap(_DRAWN * ratio)
    shot.setDevicePixelRatio(ratio)
    shot.fill(QColor(theme().paper))
    made.render(shot)
    made.close()
    if isinstance(made, View):
        made.controls.deleteLater()
    made.deleteLater()
    own.deleteLater()
    return shot.toImage()
