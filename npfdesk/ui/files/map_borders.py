"""The user's own map: borders read from a file, kept for the workbook, drawn by the view Map."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from npfdesk.plan.outlines import Outlines, outlines_record, read_outlines
from npfdesk.plan.problems import Count, Problem, joined
from npfdesk.ui.background_job import BackgroundJob
from npfdesk.ui.files.chosen_files import chosen_path
from npfdesk.ui.files.opening import WorkbookOpening
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.views.registry import MAP
from npfdesk.ui.views.tile_layout import lowest
from npfdesk.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from npfdesk.workbook.files.geojson import MapReading

_NAMED = 5


class MapBorders(QObject):
    """Sets the outlines that the map draws; they are restored when the workbook is opened again."""

    def __init__(self, window: MainWindow, workbook_opening: WorkbookOpening) -> None:
        super().__init__(window)
        self.window, self.workbook_opening = window, workbook_opening
        self.job: BackgroundJob | None = None
        menus = window.menus
        menus.borders_wanted.connect(self.ask)
        menus.tiles_wanted.connect(self.back_to_tiles)
        workbook_opening.opened.connect(self._restore_outlines)
        window.views.chosen.connect(self._add_menu)

    def stop(self) -> None:
        """Wait for the file that is being read."""
        job, self.job = self.job, None
        if job is not None:
            job.drop()

    def ask(self) -> None:
        """Ask for a map file and draw it."""
        if self._key() is None:
            self.window.workspace.notice.emit(
                tr("MapBorders", "Open a workbook first; the map draws its regions.")
            )
            return
        kinds = tr("MapBorders", "Maps (*.geojson *.json)")
        file, _ = QFileDialog.getOpenFileName(self.window, tr("MapBorders", "Map boundaries"), "", kinds)
        if file:
            self.read(chosen_path(file))

    def read(self, path: Path) -> None:
        """Read a map in a worker; draw it if it has regions of the plan."""
        regions = tuple(lowest(self.window.workspace.plan.own_regions))

        def work() -> MapReading | Problem:
            from npfdesk.workbook.files.geojson import read_geojson

            return read_geojson(path, regions)

        self.stop()
        self.job = BackgroundJob(work, self._use_map, self)
        self.job.start()

    def back_to_tiles(self) -> None:
        """Show tiles again; the kept borders are deleted."""
        self._set_outlines(None)
        self.window.views.show_view(MAP.key)

    def _use_map(self, found: MapReading | Problem) -> None:
        self.job = None
        if isinstance(found, Problem):
            self.window.banner.show_message(lambda: found.message(language()), about="map")
            return
        self.window.banner.clear("map")
        self._set_outlines(found.outlines)
        self.window.views.show_view(MAP.key)
        self.window.workspace.notice.emit(self._result_text(found))

    def _result_text(self, found: MapReading) -> str:
        texts = [
            tr("MapBorders", "Boundaries found for {count:region|regions}.").format(
                count=Count(len(found.outlines.of_region))
            )
        ]
        if found.without:
            regions = self.window.workspace.plan.region_by_code
            names = [named(regions[code]) for code in found.without if code in regions]
            text = joined(names[:_NAMED], language())
            more = " …" if len(names) > _NAMED else ""
            texts.append(
                tr("MapBorders", "None for {names}, shown below as tiles.").format(names=text + more)
            )
        if found.unknown:
            texts.append(
                tr("MapBorders", "{count:shape belongs|shapes belong} to no region of the plan.").format(
                    count=Count(found.unknown)
                )
            )
        return " ".join(texts)

    def _set_outlines(self, outlines: Outlines | None) -> None:
        """Show these outlines and keep them for the workbook."""
        self.window.workspace.outlines = outlines
        library, key = self.workbook_opening.library, self._key()
        if library is None or library.read_only or key is None:
            return
        try:
            library.set_setting(key, None if outlines is None else outlines_record(outlines))
        except sqlite3.Error:
            self.window.workspace.notice.emit(
                tr(
                    "MapBorders",
                    "The scenario library cannot be written to; the boundaries are kept until the window closes.",
                )
            )

    def _restore_outlines(self, _: Any) -> None:
        library, key = self.workbook_opening.library, self._key()
        kept = library.setting(key) if library is not None and key is not None else None
        try:
            found = read_outlines(kept) if isinstance(kept, dict) else None
        except (ValueError, TypeError, KeyError, AttributeError):
            # a library may have been written by another version, or by hand
            found = None
        self.window.workspace.outlines = found

    def _key(self) -> str | None:
        desk = self.workbook_opening.desk
        path = desk.session.opened.path if desk is not None else None
        return None if path is None else f"map:{os.path.normcase(os.path.abspath(path))}"

    def _add_menu(self, name: str) -> None:
        if name == MAP.key:
            # the view is loaded, since it is shown
            from npfdesk.ui.views.tiles import TileMap

            view = self.window.views.view()
            if isinstance(view, TileMap) and view.borders.menu() is None:
                view.offer(self.window.menus.borders)
