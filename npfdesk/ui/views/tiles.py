"""The map: a tile or an outline a region, in the colour of its status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from npfdesk.plan.numbers import plain
from npfdesk.plan.series import SeriesKey
from npfdesk.session import Change
from npfdesk.ui.charts.captions import source_line
from npfdesk.ui.charts.gaps import status_rule_text
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.views.heatmap import status_word
from npfdesk.ui.views.outline_canvas import MapCanvas
from npfdesk.ui.views.regional_standing import RegionalTargets, regional_targets
from npfdesk.ui.views.tile_canvas import Tiles
from npfdesk.ui.views.tile_layout import lowest, stated
from npfdesk.ui.views.view import Page, View, subject, titled
from npfdesk.ui.views.view_sheet import Rows
from npfdesk.ui.workspace import Workspace

IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class _Regions:
    """The plan's own regions: their places by `codes`, and what they have of the indicator looked at.

    (region,) are their `names`, `rows` and the `positions` of their targets (-1: none). `lowest` are the places of those that
    have tiles, `stated` says whether the workbook places them.
    """

    asked: tuple[object, ...]
    targets: RegionalTargets
    codes: Mapping[str, int]
    names: tuple[str, ...]
    rows: IntArray
    positions: IntArray
    lowest: IntArray
    stated: bool


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
        self._laid: _Regions | None = None
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
        self._laid = laid = self._regions()
        counted, tiles = laid.targets.alike, self._tiles(laid)
        self.map.show_tiles(tiles, indicator)
        found = laid.rows[laid.rows >= 0]
        if not tiles.counted[laid.lowest].any() or indicator is None:
            empty = (
                tr(
                    "TileMap", "No region has figures of {what}. Choose another indicator or industry."
                ).format(what=what)
                if what
                else tr("TileMap", "Nothing is open. Open a workbook to see its regions.")
            )
            return Page(title, empty=empty)
        return Page(
            title,
            titled(
                workspace.year,
                named(workspace.document.scenario),
                unit_of(indicator),
                "" if counted is None else counted.words.text(language(), {}),
                source_line(plan, found),
            ),
            f"{self._laid_out(laid.stated)} {status_rule_text(workspace)}",
            rows=found,
        )

    def follow(self, change: Change, again: IntArray) -> None:
        """The tiles whose figure or light is another."""
        if self._laid is not None:
            self.map.show_again(self._tiles(self._laid))

    def _tiles(self, laid: _Regions) -> Tiles:
        """Figures and lights of the year looked at."""
        workspace, judgement = self.workspace, self.workspace.judgement()
        own = laid.targets.alike is None
        places = laid.rows if own else laid.positions
        figures = (
            workspace.result.values[:, workspace.plan.column(workspace.year)] if own else judgement.value
        )
        counted, values = places >= 0, np.full(len(places), np.nan)
        values[counted] = figures[places[counted]]
        return Tiles(laid.codes, laid.names, values, counted, laid.positions, judgement.status)

    def _regions(self) -> _Regions:
        """The plan's own regions with their series and targets; kept while the same is asked."""
        workspace, plan, kept = self.workspace, self.workspace.plan, self._laid
        targets = regional_targets(workspace, kept.targets if kept is not None else None)
        asked = (plan, targets, workspace.selection.indicator, workspace.selection.industry, language())
        if kept is not None and kept.asked == asked:
            return kept
        chosen, regions = workspace.selection, plan.own_regions
        codes = [region.code for region in regions]
        places = {code: place for place, code in enumerate(codes)}
        rows = [plan.row.get(SeriesKey(code, chosen.industry, chosen.indicator), -1) for code in codes]
        positions = [targets.positions.get(code, -1) for code in codes]
        return _Regions(
            asked,
            targets,
            MappingProxyType(places),
            tuple(named(region) for region in regions),
            np.array(rows, dtype=np.int64),
            np.array(positions, dtype=np.int64),
            np.array([places[region.code] for region in lowest(regions)], dtype=np.int64),
            bool(stated(regions)),
        )

    def _laid_out(self, placed: bool) -> str:
        """How far the map is one, in words."""
        outlines, regions = self.workspace.outlines, self.workspace.plan.own_regions
        if outlines is None and placed:
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
