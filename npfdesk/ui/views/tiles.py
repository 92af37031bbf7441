"""The map: a tile or an outline a region, in the colour of its status."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

import numpy as np
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from npfdesk.plan.numbers import plain
from npfdesk.plan.series import SeriesKey
from npfdesk.ui.charts.captions import source_line
from npfdesk.ui.charts.gaps import status_rule_text
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.views.heatmap import status_word
from npfdesk.ui.views.outline_canvas import MapCanvas
from npfdesk.ui.views.regional_standing import judged_alike, standings
from npfdesk.ui.views.tile_canvas import Tile
from npfdesk.ui.views.tile_layout import lowest, stated
from npfdesk.ui.views.view import Page, View, subject, titled
from npfdesk.ui.views.view_sheet import Rows
from npfdesk.ui.workspace import Workspace


class TileMap(View):
    """Every lowest region at once, by the indicator looked at; a click looks at a region."""

    def __init__(self, workspace: Workspace) -> None:
        self.map = MapCanvas(workspace)
        super().__init__(workspace, self.map)
        self.borders = QToolButton()
        self.borders.setProperty("quiet", True)
        self.borders.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.borders.setVisible(False)
        self._controls.addWidget(self.borders)
        workspace.outlines_changed.connect(self.look)

    def offer(self, actions: Sequence[QAction]) -> None:
        """Offer what can be done about the map's borders, in the line above it."""
        menu = QMenu(self.borders)
        menu.addActions(list(actions))
        self.borders.setMenu(menu)
        self.borders.setVisible(True)

    def refresh(self) -> Page:
        """The tiles of the indicator and industry looked at, in the year and by the rule chosen."""
        workspace, plan = self.workspace, self.workspace.plan
        chosen = workspace.selection
        what = subject(workspace, indicator=True)
        self.borders.setText(tr("TileMap", "Boundaries"))
        title = titled(tr("TileMap", "Map"), what)
        indicator = plan.indicator_by_code.get(chosen.indicator)
        standing = standings(workspace)
        column, counted = plan.column(workspace.year), judged_alike(workspace, standing)
        judgement = workspace.judgement()
        values, tiles, rows = workspace.result.values, {}, []
        for region in plan.own_regions:
            row = plan.row.get(SeriesKey(region.code, chosen.industry, chosen.indicator))
            figure = None if row is None else float(values[row, column])
            if counted is not None and region.code in standing:
                figure = float(judgement.value[standing[region.code].position])
            elif counted is not None:
                figure = None
            tiles[region.code] = Tile(region.code, named(region), figure, standing.get(region.code))
            rows += [] if row is None else [row]
        self.map.show_tiles(MappingProxyType(tiles), indicator)
        drawn = [tile for tile in self.map.shown() if tile.figure is not None]
        if not drawn or indicator is None:
            empty = (
                tr(
                    "TileMap", "No region has figures of {what}. Choose another indicator or industry."
                ).format(what=what)
                if what
                else tr("TileMap", "Nothing is open. Open a workbook to see its regions.")
            )
            return Page(title, empty=empty)
        found = np.array(rows, dtype=np.int64)
        return Page(
            title,
            titled(
                workspace.year,
                named(workspace.document.scenario),
                unit_of(indicator),
                "" if counted is None else counted.words.text(language(), {}),
                source_line(plan, found),
            ),
            f"{self._laid_out()} {status_rule_text(workspace)}",
            rows=found,
        )

    def _laid_out(self) -> str:
        """How far the map is one, in words."""
        outlines, regions = self.workspace.outlines, self.workspace.plan.own_regions
        if outlines is None and stated(regions):
            return tr("TileMap", "Schematic: tiles are where the workbook places them.")
        if outlines is None:
            return tr("TileMap", "Schematic: tiles are in the order of the regions, not at their location.")
        told = tr("TileMap", "Boundaries from “{file}”, simplified.").format(file=outlines.name)
        if all(region.code in outlines.of_region for region in lowest(regions)):
            return told
        return f"{told} {tr('TileMap', 'Tiles below: regions without a boundary in the file.')}"

    def table(self) -> Rows:
        """A row a region: figure, gap and status."""
        judgement = self.workspace.judgement()
        rows = [
            [
                tr("TileMap", "Region"),
                str(self.workspace.year),
                tr("TileMap", "Shortfall"),
                tr("TileMap", "Status"),
            ]
        ]
        for tile in self.map.shown():
            standing = tile.standing
            gap = plain(float(judgement.gap[standing.position])) if standing is not None else ""
            rows.append(
                [
                    tile.name,
                    plain(tile.figure),
                    gap,
                    status_word(self.workspace, standing.status) if standing else "",
                ]
            )
        return rows
