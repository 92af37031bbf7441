"""Distribution and disparity: how unequal the regions are, year by year, and how they lie around their mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from npfdesk.engine.analyses.yearly_disparity import LEAST, counted, measured
from npfdesk.engine.projection.scenario_paths import Origin
from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Count, joined
from npfdesk.session import Change
from npfdesk.ui.charts.captions import source_line
from npfdesk.ui.charts.items import STRONG, USUAL
from npfdesk.ui.charts.plot import Chart, Line
from npfdesk.ui.look.colours import scenario_colour, theme
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.views.disparity_canvas import Disparities, DisparityCanvas, Measure
from npfdesk.ui.views.regional_standing import Compared, compared_regions
from npfdesk.ui.views.strip import Strip, around, around_mean
from npfdesk.ui.views.view import Page, View, subject, titled
from npfdesk.ui.views.view_sheet import Rows
from npfdesk.ui.workspace import Workspace

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


class Disparity(View):
    """The three measures of the indicator looked at, for the scenario edited and those compared with it."""

    compares = True

    def __init__(self, workspace: Workspace) -> None:
        self.panels = DisparityCanvas(workspace)
        # what the charts are of: their axes hold still while that stays
        self._about: tuple[object, ...] = ()
        self._compared: Compared | None = None
        self._measured_of: Compared | None = None
        # of each scenario the figures of all series and of these regions, and the measures by their keys
        self._measured: dict[str, tuple[FloatArray, FloatArray, dict[str, FloatArray]]] = {}
        # the lines, which stay while all that they are of does
        self._lines: dict[tuple[str, str, bool], tuple[tuple[object, ...], Line]] = {}
        self._years: FloatArray = np.empty(0)
        super().__init__(workspace, self.panels)

    def refresh(self) -> Page:
        """The measures among the regions beside the one looked at, or below it."""
        workspace, plan = self.workspace, self.workspace.plan
        what = subject(workspace, indicator=True)
        title = titled(tr("Disparity", "Disparity"), what)
        self._compared = regions = compared_regions(workspace, self._compared)
        codes, rows = regions.codes, regions.rows
        shown = self._disparities(regions) if len(codes) >= LEAST else None
        self.panels.put(shown)
        if shown is None:
            empty = (
                tr(
                    "Disparity",
                    "Fewer than two regions have figures of {what}, so there is nothing to compare. Choose another indicator or region.",
                ).format(what=what)
                if what
                else tr(
                    "Disparity", "Nothing is open. Open a workbook to see the disparity between its regions."
                )
            )
            return Page(title, empty=empty, rows=rows)
        first = plan.region_by_code[codes[0]]
        parent = plan.region_by_code.get(first.parent)
        where = tr("Disparity", "{count:region|regions} of {where}").format(
            count=Count(len(codes)), where=named(parent) if parent is not None else plan.title
        )
        return Page(
            title,
            titled(where, tr("Disparity", "no unit; 0 means fully equal"), source_line(plan, rows)),
            self._note(len(codes), shown),
            rows=rows,
        )

    def follow(self, change: Change, again: IntArray) -> None:
        """The measures as they are now; all words but the note stay."""
        regions = compared_regions(self.workspace, self._compared)
        shown = self._disparities(regions) if regions is self._compared else None
        if shown is None or self._note(len(regions.codes), shown) != self.page.note:
            self._show()
            return
        self.panels.put(shown)
        self.panels.repaint_moved()

    def _note(self, count: int, shown: Disparities) -> str:
        said = [
            tr(
                "Disparity",
                "Each region counts once. Scenario colours: projected; dark: actual.",
            )
        ]
        if shown.strip is not None:
            text = tr("Disparity", "Dots: the regions in “{scenario}”.")
            said.append(text.format(scenario=named(self.workspace.document.scenario)))
        fewer = [
            str(year)
            for year, number in zip(shown.years.tolist(), shown.counts.tolist(), strict=True)
            if LEAST <= number < count
        ]
        if fewer:
            text = tr("Disparity", "Not all regions have figures in {years}.")
            said.append(text.format(years=fewer[0] if len(fewer) == 1 else f"{fewer[0]}–{fewer[-1]}"))
        unmeasured = [
            one.head
            for one in shown.measures
            if not any(np.isfinite(line.figures).any() for line in one.panel.lines)
        ]
        if unmeasured:
            text = tr(
                "Disparity",
                "{measures}: not computed where a figure is negative or the mean is not positive.",
            )
            said.append(text.format(measures=joined(unmeasured, language())))
        return " ".join(said)

    def _measures(self, names: Sequence[str], regions: Compared) -> None:
        """Measure the scenarios of these names, all at once; only the years whose figures have moved are measured again."""
        results, kept = self.workspace.session.results, self._measured
        if self._measured_of is not regions:
            # another plan, or other regions or years
            self._measured_of, kept = regions, {}
            self._years = self.workspace.plan.years.astype(np.float64)
        absent = results.frame.absent(regions.rows).T
        self._measured = {}
        # the scenarios of other figures: these, and the years that are to be measured
        asked: list[tuple[str, FloatArray, NDArray[np.bool_]]] = []
        for name in names:
            values, before = results.scenarios[name].values, kept.get(name)
            if before is not None and before[0] is values:
                self._measured[name] = before
                continue
            figures = np.where(absent, np.nan, values[regions.rows])
            if before is None:
                moved = np.ones(figures.shape[1], dtype=np.bool_)
            else:
                moved = ((figures != before[1]) & ~(np.isnan(figures) & np.isnan(before[1]))).any(axis=0)
            asked.append((name, figures, moved))
        if not asked:
            return
        anew, begin = measured(np.hstack([figures[:, moved] for _, figures, moved in asked])), 0
        for name, figures, moved in asked:
            end = begin + int(np.count_nonzero(moved))
            found = {key: one[begin:end] for key, one in anew.items()}
            before, begin = kept.get(name), end
            if before is not None:
                found = {key: _entered(before[2][key], moved, one) for key, one in found.items()}
            self._measured[name] = results.scenarios[name].values, figures, found

    def _strip(self, regions: Compared, figures: FloatArray) -> Strip | None:
        """The regions around their mean, in the scenario edited; None where no year has a mean above zero."""
        plan, multiples = self.workspace.plan, around_mean(figures)
        if not np.isfinite(multiples).any():
            return None
        head = tr("Disparity", "Each region, in multiples of the mean")
        return Strip(
            regions.codes,
            regions.names,
            multiples,
            plan.years,
            head,
            plan.base_year,
            self.workspace.year,
            around(multiples, plan.years),
        )

    def _disparities(self, regions: Compared) -> Disparities | None:
        codes, rows = regions.codes, regions.rows
        workspace, plan, document = self.workspace, self.workspace.plan, self.workspace.document
        results = workspace.session.results
        hues = document.hues
        names = (document.active, *workspace.compared)
        own = results.scenarios[document.active]
        self._measures(names, regions)
        figures = self._measured[document.active][1]
        counts = counted(figures)
        if (counts < LEAST).all():
            return None
        seen = np.flatnonzero((own.origin[rows] == Origin.OBSERVED).any(axis=0))
        last = int(seen[-1]) if len(seen) else plan.column(plan.base_year)
        heads = {
            "variation": tr("Disparity", "Coefficient of variation"),
            "gini": tr("Disparity", "Gini coefficient"),
            "theil": tr("Disparity", "Theil index"),
        }
        looks = {
            name: (
                named(document.scenarios[name]),
                scenario_colour(hues[name]),
                STRONG if name == document.active else USUAL,
            )
            for name in names
        }
        measures, kept = [], self._lines
        self._lines = {}
        for key, head in heads.items():
            lines = [
                self._line(kept, key, name, slice(last, None), (*looks[name], name == document.active))
                for name in names
            ]
            known = self._line(
                kept, key, document.active, slice(last + 1), ("", QColor(theme().ink), 2.0, True)
            )
            panel = Chart((*lines, known), head, upright=float(plan.base_year), year=workspace.year)
            measures.append(Measure(head, panel, known.figures))
        strip = self._strip(regions, figures)
        shown = Disparities(plan.years, counts, len(rows), tuple(measures), strip)
        about = (workspace.selection.indicator, codes, tuple(names), language())
        before, self._about = (self.panels.disparities if about == self._about else None), about
        return shown if before is None else self._held(before, shown)

    def _line(
        self,
        before: Mapping[tuple[str, str, bool], tuple[tuple[object, ...], Line]],
        key: str,
        scenario: str,
        drawn: slice,
        looks: tuple[str, QColor, float, bool],
    ) -> Line:
        """A measure of a scenario in the years `drawn`: the line of `before` while all that it is of stays."""
        measured = self._measured[scenario][2][key]
        shown = measured[drawn]
        called, colour, width, strong = looks
        place, about = (key, scenario, drawn.start is None), (shown.tobytes(), drawn, *looks)
        kept = before.get(place)
        if kept is None or kept[0] != about:
            figures = np.full(len(measured), np.nan)
            figures[drawn] = shown
            kept = about, Line(called, self._years, figures, colour, width, strong=strong)
        self._lines[place] = kept
        return kept[1]

    def _held(self, before: Disparities, shown: Disparities) -> Disparities:
        """The axes hold still as long as they hold the figures."""
        ticks = [one.ticks for one in self.panels.plotted()]
        measures = tuple(
            Measure(one.head, one.panel.on_axis_of(former.panel, axis), one.known)
            for one, former, axis in zip(shown.measures, before.measures, ticks, strict=False)
        )
        strip = shown.strip
        if strip is not None and before.strip is not None:
            strip = strip.on_axis_of(before.strip, ticks[-1])
        return Disparities(shown.years, shown.counts, shown.regions, measures, strip)

    def table(self) -> Rows:
        """A row a year: how many regions, each measure in each scenario, each region as a multiple of the mean."""
        shown = self.panels.disparities
        if shown is None:
            return [[tr("Disparity", "Year")]]
        head = [tr("Disparity", "Year"), tr("Disparity", "Regions")]
        head += [f"{one.head} · {line.name}" for one in shown.measures for line in one.lines]
        strip = shown.strip
        if strip is not None:
            head += [f"{name} ÷ {tr('Disparity', 'mean')}" for name in map(strip.name, strip.regions)]
        rows = [head]
        for place, year in enumerate(shown.years.tolist()):
            if shown.counts[place] >= LEAST:
                cells = [
                    plain(float(one.figure(line, place))) for one in shown.measures for line in one.lines
                ]
                if strip is not None:
                    cells += [plain(strip.figure(region, place)) for region in strip.regions]
                rows.append([str(year), str(shown.counts[place]), *cells])
        return rows


def _entered(before: FloatArray, moved: NDArray[np.bool_], found: FloatArray) -> FloatArray:
    """Figures by year (year,) with those found in the years that moved."""
    made = before.copy()
    made[moved] = found
    return made
