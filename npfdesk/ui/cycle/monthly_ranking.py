"""The monthly ranking: regions by one indicator at a month, with the places won or lost since the month before."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from npfdesk.engine.monthly_ranking import MonthlyRanking, RankedBy, monthly_ranking
from npfdesk.engine.year_standing import YearStanding
from npfdesk.plan.kinds import Direction
from npfdesk.plan.lights import ORDER, Light
from npfdesk.plan.numbers import plain
from npfdesk.plan.periods import Period
from npfdesk.plan.rounding import rounded_text
from npfdesk.plan.series import SeriesKey
from npfdesk.ui.charts.axes import chart_font
from npfdesk.ui.charts.captions import source_line
from npfdesk.ui.cycle.shown_months import MonthPicker, ShownMonths, period_words
from npfdesk.ui.cycle.standing_words import StandingWords, growth_text, share_text
from npfdesk.ui.look.colours import blended, status_text, theme
from npfdesk.ui.look.language import named, tr
from npfdesk.ui.look.marks import paint_mark
from npfdesk.ui.look.style import scaled
from npfdesk.ui.views.canvas import LEFT, RIGHT, Canvas
from npfdesk.ui.views.regional_standing import compared
from npfdesk.ui.views.view import Page, View, subject, titled
from npfdesk.ui.views.view_sheet import Rows
from npfdesk.ui.workspace import Workspace

FloatArray = NDArray[np.float64]
_LOWEST, _HIGHEST = 22.0, 36.0
_BAR = 0.56
"""How high a bar is, in its row."""
_BAR_TINT = 0.5
_PLACE, _CHANGE, _MARK, _GAP = 26.0, 40.0, 18.0, 8.0


@dataclass(frozen=True, eq=False)
class RankRows:
    """The rows as they lie on the surface, the best first, those without a place last; arrays are (row,).

    `standing_rows` are rows of the standing. `figures` are the texts of what they are placed by, `beside` those of the other
    measure; `length` (row,) from -1 to 1 of the widest bar, NaN where there is no figure.
    """

    regions: tuple[str, ...]
    names: tuple[str, ...]
    standing_rows: NDArray[np.int64]
    places: FloatArray
    changes: FloatArray
    length: FloatArray
    figures: tuple[str, ...]
    beside: tuple[str, ...]
    lights: NDArray[np.int8]


class RankCanvas(Canvas):
    """A click looks at a region, up and down go to the one placed before or after it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.ranked: RankRows | None = None
        self.standing: YearStanding | None = None
        self._widths: tuple[RankRows, str, tuple[float, float, float]] | None = None

    def _height(self, size: QSizeF) -> float:
        count = len(self.ranked.regions) if self.ranked is not None else 1
        return min(max(size.height() / max(count, 1), scaled(_LOWEST)), scaled(_HIGHEST))

    def content(self, size: QSizeF) -> QSizeF:
        """All rows."""
        count = len(self.ranked.regions) if self.ranked is not None else 0
        return QSizeF(size.width(), count * self._height(size) + 1)

    def _measured(self) -> tuple[float, float, float]:
        """How wide names, figures and the figures beside them are (pixels); kept while they are the same."""
        assert self.ranked is not None
        font = chart_font()
        if self._widths is None or self._widths[:2] != (self.ranked, font.key()):
            metrics = QFontMetricsF(font)
            names, figures, beside = (
                max((metrics.horizontalAdvance(one) for one in texts), default=0.0)
                for texts in (self.ranked.names, self.ranked.figures, self.ranked.beside)
            )
            self._widths = (self.ranked, font.key(), (names, figures, beside))
        return self._widths[2]

    def draw(self, painter: QPainter, size: QSizeF, offset: QPointF) -> None:
        """The rows in sight: place, change, light, name, bar, figure, the other figure."""
        ranked = self.ranked
        if ranked is None:
            return
        height, colours = self._height(self.seen()), theme()
        first = max(int(offset.y() // height), 0)
        last = min(int((offset.y() + size.height()) // height) + 1, len(ranked.regions))
        names, figures, beside = self._measured()
        names = min(names, 0.3 * size.width())
        place, change, mark, gap = (scaled(one) for one in (_PLACE, _CHANGE, _MARK, _GAP))
        left = place + change + mark + gap + names + gap
        right = size.width() - figures - beside - 3 * gap
        known = ranked.length[np.isfinite(ranked.length)]
        least = float(min(known.min(initial=0.0), 0.0))
        span = float(max(known.max(initial=0.0), 0.0)) - least or 1.0
        room = max(right - left, 10.0)
        zero = left - least / span * room
        painter.setFont(chart_font())
        ink, quiet = QColor(colours.ink), QColor(colours.secondary)
        accent, bars = QColor(colours.accent), blended(quiet, QColor(colours.paper), _BAR_TINT)
        metrics = QFontMetricsF(painter.font())
        chosen, pointed = self.workspace.selection.region, self.workspace.hovered_region
        for row in range(first, last):
            top = row * height - offset.y()
            whole = QRectF(0, top, size.width(), height)
            if ranked.regions[row] in (chosen, pointed):
                painter.fillRect(
                    whole.adjusted(0, 1, 0, -1),
                    QColor(colours.chosen if ranked.regions[row] == chosen else colours.panel),
                )
            painter.setPen(ink)
            rank = ranked.places[row]
            painter.drawText(
                QRectF(0, top, place, height), RIGHT, rounded_text(rank, 0) if np.isfinite(rank) else "–"
            )
            self._draw_change(painter, QRectF(place, top, change - 4, height), float(ranked.changes[row]))
            paint_mark(
                painter,
                ORDER[int(ranked.lights[row])],
                QPointF(place + change + mark / 2, whole.center().y() + 0.5),
            )
            painter.setPen(ink)
            text = metrics.elidedText(ranked.names[row], Qt.TextElideMode.ElideRight, names)
            painter.drawText(QRectF(place + change + mark + gap, top, names + 1, height), LEFT, text)
            length = ranked.length[row]
            if np.isfinite(length):
                end = zero + float(length) / span * room
                bar = QRectF(
                    min(zero, end), top + height * (1 - _BAR) / 2, max(abs(end - zero), 1.0), height * _BAR
                )
                painter.fillRect(bar, accent if ranked.regions[row] == chosen else bars)
            painter.setPen(ink)
            painter.drawText(QRectF(right + gap, top, figures + 1, height), RIGHT, ranked.figures[row])
            painter.setPen(quiet)
            painter.drawText(
                QRectF(right + figures + 2 * gap, top, beside + 1, height), RIGHT, ranked.beside[row]
            )

    @staticmethod
    def _draw_change(painter: QPainter, room: QRectF, change: float) -> None:
        """▲2, ▼1, or a dot where the place is the same; nothing where there was none."""
        if not math.isfinite(change):
            return
        painter.setPen(
            QColor(theme().secondary)
            if change == 0
            else status_text(Light.GREEN if change > 0 else Light.RED)
        )
        painter.drawText(room, RIGHT, change_text(change))

    def _row_at(self, point: QPointF) -> int | None:
        if self.ranked is None:
            return None
        row = int((point.y() + self.offset.y()) // self._height(self.seen()))
        return row if 0 <= row < len(self.ranked.regions) else None

    def series_at(self, point: QPointF) -> SeriesKey | None:
        """The region of the row."""
        row = self._row_at(point)
        if row is None or self.ranked is None:
            return None
        return self.workspace.selection.series._replace(region=self.ranked.regions[row])

    def tip_at(self, point: QPointF) -> str:
        """How the year of the region stands, in full."""
        row = self._row_at(point)
        if row is None or self.ranked is None or self.standing is None:
            return ""
        months = ShownMonths.of(self.workspace).months()
        words = StandingWords(self.workspace, months, self.standing, int(self.ranked.standing_rows[row]))
        return "\n".join(words.lines())

    def place_of(self, series: SeriesKey) -> QRectF | None:
        """The row of a region."""
        if self.ranked is None or series.region not in self.ranked.regions:
            return None
        height = self._height(self.seen())
        return QRectF(0, self.ranked.regions.index(series.region) * height, 1, height)

    def stepped(self, key: Qt.Key) -> SeriesKey | None:
        """The region placed before or after, the first and the last."""
        if self.ranked is None:
            return None
        regions, chosen = self.ranked.regions, self.workspace.selection.series
        at = regions.index(chosen.region) if chosen.region in regions else -1
        wanted = self.line_after(key, at, len(regions))
        return chosen._replace(region=regions[wanted]) if wanted is not None else None


def change_text(change: float) -> str:
    """Places won or lost since the month before: ▲2, ▼1, – where it is the same; "" where there was none."""
    if not math.isfinite(change):
        return ""
    return "–" if change == 0 else f"{'▲' if change > 0 else '▼'}{rounded_text(abs(change), 0)}"


class MonthlyRankingView(View):
    """The regions beside the one looked at (or below it) in their order at the month chosen."""

    def __init__(self, workspace: Workspace) -> None:
        self.bars = RankCanvas(workspace)
        super().__init__(workspace, self.bars)
        self.shown = ShownMonths.of(workspace)
        self.picker = MonthPicker(self.shown)
        self._controls.addWidget(self.picker)
        self.by_task, self.by_growth = self.choice(2)
        self.shown.changed.connect(self.look)

    @property
    def by(self) -> RankedBy:
        """What the regions are placed by."""
        return RankedBy.GROWTH if self.by_growth.isChecked() else RankedBy.TASK

    def refresh(self) -> Page:
        """The places of the indicator looked at, at the month chosen."""
        workspace, plan = self.workspace, self.workspace.plan
        self.by_task.setText(tr("MonthlyRanking", "Progress"))
        self.by_growth.setText(tr("MonthlyRanking", "Growth"))
        self.picker.offer()
        what = subject(workspace, indicator=True)
        title = titled(tr("MonthlyRanking", "Monthly ranking"), what)
        self.bars.ranked = None
        self.bars.standing = standing = self.shown.standing()
        codes, plan_rows = compared(workspace)
        rows = self.shown.rows_of(plan_rows) if standing is not None else plan_rows
        counted = rows >= 0
        codes = tuple(code for code, there in zip(codes, counted.tolist(), strict=True) if there)
        rows = rows[counted]
        if standing is None or len(rows) < 2:
            return Page(title, empty=self._nothing(what), rows=plan_rows)
        indicator = plan.indicator_by_code[workspace.selection.indicator]
        less = indicator.direction is Direction.DOWN
        ranking = monthly_ranking(self.shown.months(), standing, rows, self.by, less)
        if not np.isfinite(ranking.places[:, ranking.month - 1]).any():
            return Page(title, empty=self._no_figures(what, standing), rows=plan_rows)
        self.bars.ranked = ranked = self._rows(ranking, standing, codes)
        return Page(
            self._sentence(ranked, what, standing),
            titled(self._measured_by(), named(workspace.document.scenario), source_line(plan, plan_rows)),
            self._note(ranking, ranked, standing, less),
            rows=plan_rows,
        )

    def _nothing(self, what: str) -> str:
        if not what:
            return tr("MonthlyRanking", "Nothing is open. Open a workbook to rank its regions.")
        text = tr(
            "MonthlyRanking",
            "There are no two regions with months of {what} to rank. Choose another indicator or region, or type months "
            "into the table Months below.",
        )
        return text.replace("{what}", what)

    def _no_figures(self, what: str, standing: YearStanding) -> str:
        text = (
            tr(
                "MonthlyRanking",
                "No region has a growth of {what} for {period}. Choose another month or measure.",
            )
            if self.by is RankedBy.GROWTH
            else tr(
                "MonthlyRanking",
                "No region has a figure of {what} for {period}, or a target of the year to compare "
                "it with. Choose another month or measure.",
            )
        )
        return text.replace("{what}", what).replace("{period}", period_words(standing.through))

    def _measured_by(self) -> str:
        if self.by is RankedBy.GROWTH:
            return tr("MonthlyRanking", "By growth to date")
        return tr("MonthlyRanking", "By task progress")

    def _rows(self, ranking: MonthlyRanking, standing: YearStanding, codes: tuple[str, ...]) -> RankRows:
        at = ranking.month - 1
        places, figures = ranking.places[:, at], ranking.figures[:, at]
        order = np.argsort(np.where(np.isfinite(places), places, np.inf), kind="stable")
        rows = ranking.rows[order]
        placed, other = figures[order], self._other(ranking, standing)[order]
        shares = bool(np.isfinite(standing.task_share[rows]).any())
        plan, widest = self.workspace.plan, float(np.nanmax(np.abs(placed))) or 1.0
        by_growth = self.by is RankedBy.GROWTH
        indicator = plan.indicator_by_code[self.workspace.selection.indicator]

        def task(figure: float) -> str:
            if shares or not indicator.kind.moves_in_points:
                return share_text(figure)
            return StandingWords(self.workspace, self.shown.months(), standing, int(rows[0])).figure(figure)

        main, second = (growth_text, task) if by_growth else (task, growth_text)
        return RankRows(
            tuple(codes[place] for place in order),
            tuple(named(plan.region_by_code[codes[place]]) for place in order),
            rows,
            places[order],
            ranking.change[order],
            placed / widest,
            tuple(main(figure) for figure in placed.tolist()),
            tuple(second(figure) if math.isfinite(figure) else "" for figure in other.tolist()),
            standing.lights[rows],
        )

    def _other(self, ranking: MonthlyRanking, standing: YearStanding) -> FloatArray:
        """The measure that they are not placed by; nothing where it would say the same."""
        rows = ranking.rows
        if self.by is RankedBy.GROWTH:
            return np.where(standing.month[rows] == ranking.month, standing.task_share[rows], np.nan)
        same = self.shown.months().rate[rows] | (standing.month[rows] != ranking.month)
        return np.where(same, np.nan, standing.growth[rows])

    def _sentence(self, ranked: RankRows, what: str, standing: YearStanding) -> str:
        """Who leads, and who has won most places."""
        first = [name for name, place in zip(ranked.names, ranked.places, strict=True) if place == 1]
        told = {
            "what": what,
            "period": period_words(standing.through),
            "first": titled(*first[:2]) + (" …" if len(first) > 2 else ""),
            "figure": ranked.figures[0],
        }
        text = tr("MonthlyRanking", "{what}, {period}: {first} leads with {figure}")
        best = float(np.nanmax(ranked.changes)) if np.isfinite(ranked.changes).any() else 0.0
        if best > 0:
            text = tr("MonthlyRanking", "{what}, {period}: {first} leads with {figure}; {up} up by {places}")
            climbers = [
                name for name, change in zip(ranked.names, ranked.changes, strict=True) if change == best
            ]
            told["up"] = titled(*climbers[:2]) + (" …" if len(climbers) > 2 else "")
            told["places"] = f"▲{rounded_text(best, 0)}"
        for name, value in told.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def _note(self, ranking: MonthlyRanking, ranked: RankRows, standing: YearStanding, less: bool) -> str:
        lacking = int((~np.isfinite(ranked.places)).sum())
        said = [
            tr("MonthlyRanking", "The lowest ranks first.")
            if less
            else tr("MonthlyRanking", "The highest ranks first.")
        ]
        said.append(tr("MonthlyRanking", "Equal figures share a rank."))
        if ranking.before:
            before = period_words(Period(standing.through.year, 1, ranking.before))
            text = tr("MonthlyRanking", "▲▼: ranks gained or lost since {before}.")
            said.append(text.replace("{before}", before))
        else:
            said.append(tr("MonthlyRanking", "There is no earlier month in the year to compare with."))
        if any(ranked.beside):
            beside = (
                tr("MonthlyRanking", "task progress")
                if self.by is RankedBy.GROWTH
                else tr("MonthlyRanking", "growth to date")
            )
            said.append(tr("MonthlyRanking", "Last column: {beside}.").replace("{beside}", beside))
        if lacking:
            text = tr("MonthlyRanking", "Not ranked, without a figure for this month: {count}.")
            said.append(text.replace("{count}", str(lacking)))
        return " ".join(said)

    def table(self) -> Rows:
        """A row a region: its place, places won, what it is placed by, and the other measure."""
        heads = ("Rank", "Change", "Region", "Ranked by", "Other measure")
        rows = [[tr("MonthlyRanking", head) for head in heads]]
        ranked = self.bars.ranked
        if ranked is None:
            return rows
        for at, name in enumerate(ranked.names):
            rows.append(
                [
                    plain(ranked.places[at]) if np.isfinite(ranked.places[at]) else "",
                    plain(ranked.changes[at]) if np.isfinite(ranked.changes[at]) else "",
                    name,
                    ranked.figures[at],
                    ranked.beside[at],
                ]
            )
        return rows
