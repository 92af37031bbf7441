"""Targets as live cells: the figures of each target, and each scenario's gap and status."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from npfdesk.engine.projection.target_figures import base_figures
from npfdesk.engine.targets.gaps import met, way_end
from npfdesk.engine.targets.status import EDGE
from npfdesk.plan.drafts import draft_wording
from npfdesk.plan.gap_words import POSITIVE_IS_SHORT
from npfdesk.plan.kinds import Direction
from npfdesk.plan.measure_words import MEASURE_WORDS
from npfdesk.plan.method_description import WaypointKind
from npfdesk.plan.owners import owner_of
from npfdesk.plan.problems import Wording
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.shares_of_wholes import WHOLE
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import Basis, Intention, Measure, PlanTarget, StatedText, TargetKind
from npfdesk.report.livebook.input_cells import LABELS, DataSheet
from npfdesk.report.livebook.live_workbook import TOP, Book, Sheet, status_words
from npfdesk.report.livebook.path_formulas import PathSheet
from npfdesk.report.material import OWNER_HEAD
from npfdesk.report.standings import TargetStanding, every_standing

_STATED: Final = Wording("目标", "Targets")
_STATED_NOTE: Final = Wording(
    "原文照录；黄底为从原文读出的数，可改。“新增”“翻番”等从基期推算，见各情景的缺口表。",
    "Targets as the plan words them; the figures read from the words have a yellow background and may be changed. Increases "
    "and multiples are counted from the base, in each scenario's sheet of shortfalls.",
)
_GAPS: Final = Wording("缺口 {name}", "Shortfalls {name}")
_GAPS_NOTE: Final = Wording(
    "各目标在其目标年：缺口＝目标−推算（负向指标相反），正数为缺，负数为超；完成进度＝（路程现值−起点）÷（终点−起点），区间和“左右”的终点为近侧边界，累计目标自 0 起，增速目标按基期＝1 的指数；所需自最后一个现状年起，逐年。规则：{rule}",
    "Each target in its own year: shortfall = target − projected (the other way where lower is better), positive while missing, negative where over; "
    "progress to target = (way now − way from) ÷ (way to − way from), to the nearer edge of a range or an about, from 0 for a "
    "sum, by an index that is 1 in the base year for a growth; needed a year from the last year with an actual. Rule: {rule}",
)
_HEADS: Final = {
    "year": Wording("目标年", "Target year"),
    "text": Wording("原文", "As worded"),
    "kind": Wording("类型", "Kind"),
    "how": Wording("算法", "Counted as"),
    "figure": Wording("数值", "Figure"),
    "low": Wording("下界", "Low"),
    "high": Wording("上界", "High"),
    "stretch": Wording("力争", "Stretch"),
    "own": Wording("情景自定", "Scenario's own"),
    "base_year": Wording("基期", "Base year"),
    "base": Wording("基期值", "Base"),
    "target": Wording("目标值", "Target"),
    "value": Wording("推算值", "Projected"),
    "gap": POSITIVE_IS_SHORT,
    "attainment": Wording("完成进度", "Progress to target"),
    "measure": Wording("口径", "Measure"),
    "unit": Wording("口径单位", "Its unit"),
    "begin": Wording("路程起点", "Way from"),
    "end": Wording("路程终点", "Way to"),
    "now": Wording("路程现值", "Way now"),
    "required": Wording("所需（每年）", "Required a year"),
    "required_unit": Wording("所需单位", "Its unit"),
    "met": Wording("达标", "Met"),
    "score": Wording("判据", "Figure judged"),
    "status": Wording("状态", "Status"),
    "sign": Wording("方向", "Direction"),
    "tolerance": Wording("“左右”容差", "Tolerance of “about”"),
}
KIND_NAMES: Final[Mapping[TargetKind, Wording]] = {
    TargetKind.EXACT: Wording("等于", "exactly"),
    TargetKind.AT_LEAST: Wording("不低于", "at least"),
    TargetKind.AT_MOST: Wording("不超过", "at most"),
    TargetKind.ABOUT: Wording("左右", "about"),
    TargetKind.RANGE: Wording("区间", "range"),
    TargetKind.ASSIGNED: Wording("上级下达", "assigned"),
    TargetKind.NONE: Wording("无", "none"),
}
_HOWS: Final = {
    "figure": Wording("数值", "the figure"),
    "increase": Wording("新增", "an increase over the base"),
    "change": Wording("增减", "a change of the base"),
    "growth": Wording("总增长 %", "total growth, %"),
    "compound": Wording("年均增长 %", "growth a year, %"),
    "multiple": Wording("基期的倍数", "a multiple of the base"),
    "step": Wording("每年增减", "a step a year"),
}
_FIGURE, _LOW, _HIGH, _STRETCH = 8, 9, 10, 11
(
    _MEASURE, _UNIT, _SIGN, _BASE_YEAR, _BASE, _TARGET, _LOW_BOUND, _HIGH_BOUND, _VALUE, _GAP, _BEGIN, _END, _NOW, _PROGRESS, _REQUIRED,
    _REQUIRED_UNIT, _MET, _SCORE, STATUS,
) = range(6, 25)  # fmt: skip
_THRESHOLDS: Final = {Status.BLUE: 10, Status.YELLOW: 12, Status.ORANGE: 14}
"""The columns of the thresholds, above the heads of the targets as worded."""
_YEARLY_OF_SUM: Final = Wording("每年数 × 年数", "an amount a year, times the years")
_INDEX_DECIMALS: Final = 4
_NEAR_ZERO: Final = "1E-09"
_FAR: Final = "-1E+99"
_UNSPENT: Final = "1E+99"
_EDGE: Final = f"{EDGE:.0E}"


@dataclass(frozen=True)
class StatedTargets:
    """The sheet of targets as worded, a row for each statement of any scenario chosen."""

    sheet: Sheet
    rows: Mapping[PlanTarget, int]

    def cell(self, statement: PlanTarget, column: int) -> str:
        """A figure read out of a statement."""
        return self.sheet.ref(self.rows[statement], column)

    @property
    def tolerance(self) -> str:
        """The cell of the share by which "about" may be missed."""
        return self.sheet.ref(2, _FIGURE)

    def threshold(self, status: Status) -> str:
        """The cell of the lowest score at which the report's rule gives a colour."""
        return self.sheet.ref(2, _THRESHOLDS[status])


def fill_stated(book: Book) -> StatedTargets:
    """Write the targets as worded and the figures read out of them."""
    material = book.material
    plan, words = material.plan, material.words
    sheet = book.sheet(words(_STATED), "#2F6FDE")
    sheet.title(words(_STATED), words(_STATED_NOTE))
    sheet.text(2, _FIGURE - 1, words(_HEADS["tolerance"]), align="right")
    sheet.number(2, _FIGURE, plan.about_tolerance, book.entry())
    steps = plan.status_settings.of(material.rule).figures
    for (status, column), step in zip(_THRESHOLDS.items(), steps, strict=True):
        sheet.text(2, column - 1, f"{material.marked(status)} ≥", align="right")
        sheet.number(2, column, step, book.entry())
    heads = [LABELS["region"], LABELS["industry"], LABELS["indicator"], LABELS["unit"]]
    heads += [
        _HEADS[key] for key in ("year", "text", "kind", "how", "figure", "low", "high", "stretch", "own")
    ]
    owners = [OWNER_HEAD] if material.names_owners else []
    sheet.head([words(one) for one in [*heads, LABELS["source"], LABELS["note"], *owners]])
    rows: dict[PlanTarget, int] = {}
    for scenario in material.scenarios:
        table = material.results.scenarios[scenario.id].stated_targets
        for position, statement in enumerate(table.statements):
            if statement in rows:
                continue
            at = rows[statement] = TOP + len(rows)
            series, parsed = statement.series, statement.parsed
            indicator = plan.indicator_by_code[series.indicator]
            sheet.text(at, 0, material.region(series))
            sheet.text(at, 1, material.industry(series))
            sheet.text(at, 2, material.indicator(series))
            sheet.text(at, 3, material.unit(indicator))
            sheet.number(at, 4, statement.year, book.format(num_format="0"))
            sheet.text(at, 5, draft_wording(statement, material.language))
            sheet.text(at, 6, words(KIND_NAMES[parsed.kind]))
            sheet.text(at, 7, words(_counted_as(parsed)))
            stretch = statement.stretch if statement.stretch is not None else parsed.stretch
            empty = parsed.kind in (TargetKind.ASSIGNED, TargetKind.NONE, TargetKind.RANGE)
            figure = None if empty else parsed.figure
            ranged = parsed.kind is TargetKind.RANGE
            bounds = (parsed.low, parsed.high) if ranged else (None, None)
            for column, value in (
                (_FIGURE, figure),
                (_LOW, bounds[0]),
                (_HIGH, bounds[1]),
                (_STRETCH, stretch),
            ):
                sheet.number(at, column, value, book.entry())
            sheet.text(at, 12, scenario.name if table.own[position] else "")
            sheet.text(at, 13, statement.source)
            sheet.leave_out(at, series)
            place = "!".join(part for part in (statement.sheet, statement.cell) if part)
            sheet.text(at, 14, " · ".join(part for part in (statement.note, place) if part))
            if owners:
                sheet.text(at, 15, owner_of(plan, statement))
    sheet.page.set_column(0, 1, 12)
    sheet.page.set_column(2, 2, 30)
    sheet.page.set_column(5, 5, 20)
    sheet.page.set_column(6, 12, 10)
    sheet.page.set_column(13, 15, 18)
    sheet.print_setup(15 + len(owners), 3)
    return StatedTargets(sheet, rows)


class GapSheet:
    """A scenario's targets against its paths, a row for each in the plan's order."""

    def __init__(self, book: Book, scenario: Scenario) -> None:
        self._book, self._material, self._scenario = book, book.material, scenario
        self._plan = book.material.plan
        self._result = book.material.results.scenarios[scenario.id]
        self.sheet = book.sheet(book.material.words(_GAPS, name=book.material.name(scenario)), "#B3261E")
        self._every = every_standing(book.material, scenario)
        self.standings = tuple(one for one in self._every if book.material.takes(one.series))

    def cell(self, position: int, column: str) -> str:
        """A cell of a target's row: base, target, value, gap, the way's end, progress or status."""
        columns = {
            "base": _BASE, "target": _TARGET, "value": _VALUE, "gap": _GAP, "end": _END, "attainment": _PROGRESS, "status": STATUS,
        }  # fmt: skip
        return self.sheet.ref(TOP + position, columns[column])

    def aim(self, position: int, kind: WaypointKind) -> str:
        """What the method "target" heads for: the figure, of a sum or a growth in a range the edge nearer to 0."""
        if kind is WaypointKind.LEVEL:
            return self.cell(position, "target")
        table = self._result.targets
        figure, low, high = (
            self.sheet.ref(TOP + position, column) for column in (_TARGET, _LOW_BOUND, _HIGH_BOUND)
        )
        if table.inside[position] and np.isfinite(table.reach_low[position]):
            figure = _edge_from_nothing(figure, low, high)
        if kind is WaypointKind.SUM:
            return figure
        years = int(table.year[position] - table.base_year[position])
        annual = table.statements[position].parsed.basis is not Basis.TOTAL
        return f"(1+{figure}/100)^{years}" if annual else f"1+{figure}/100"

    def count(self, status: str = "") -> str:
        """The formula that counts the targets chosen for the report, all of them or those whose cell says a status."""
        statuses = self._column(STATUS)
        if not self._material.content.narrowed:
            return f'COUNTIF({statuses},"{status}")' if status else f"COUNTA({statuses})"
        # hidden rows would be counted too
        chosen = self._column(self._chosen_column)
        return f'COUNTIFS({statuses},"{status}",{chosen},1)' if status else f"COUNTIF({chosen},1)"

    def _column(self, column: int) -> str:
        return self.sheet.column_range(column, TOP, TOP + max(self._rows - 1, 0))

    @property
    def _chosen_column(self) -> int:
        """The hidden column that marks the targets chosen, behind the others."""
        return STATUS + 2 + self._material.names_owners

    @property
    def _rows(self) -> int:
        """How many rows there are, those of yardsticks' targets left empty among them."""
        return max((one.position for one in self._every), default=-1) + 1

    def fill(self, stated: StatedTargets, data: DataSheet, paths: PathSheet) -> None:
        """Write the formulas; rows of series that were not chosen are hidden, as others reckon with them."""
        self._stated, self._data, self._paths = stated, data, paths
        material, sheet = self._material, self.sheet
        words = material.words
        sheet.title(
            words(_GAPS, name=material.name(self._scenario)),
            words(_GAPS_NOTE, rule=material.rule_words),
        )
        heads = [LABELS["region"], LABELS["industry"], LABELS["indicator"], LABELS["unit"]]
        keys = (
            "year", "text", "measure", "unit", "sign", "base_year", "base", "target", "low", "high", "value", "gap", "begin", "end", "now",
            "attainment", "required", "required_unit", "met", "score", "status",
        )  # fmt: skip
        owners = [OWNER_HEAD] if material.names_owners else []
        sheet.head(
            [words(one) for one in [*heads, *(_HEADS[key] for key in keys), LABELS["source"], *owners]]
        )
        table, first = self._result.targets, int(self._plan.years[0])
        known, seen = (
            np.isfinite(base_figures(figures, table.row, table.base_year, first)).tolist()
            for figures in (material.results.actual.values, material.results.observed)
        )
        self._counted_from = {
            position: (data if seen[position] else paths).cell(
                int(table.row[position]), int(table.base_year[position]) - first
            )
            if known[position] or seen[position]
            else ""
            for position in range(len(table.keys))
        }
        self._last = material.results.last
        # by their places among all targets: those of yardsticks have no standing, and their rows stay empty
        reached = np.full(len(table.keys), np.nan)
        for one in self._every:
            reached[one.position] = one.value
        self._met = met(reached, table.figure, table.low, table.high, table.sign, table.inside).tolist()
        self._measured = paths.measured
        due = np.clip(table.year - first, 0, len(self._plan.years) - 1)
        self._false = self._result.impossible[due, table.row].tolist()
        for one in self._every:
            column = int(table.base_year[one.position]) - first
            self._row(one, column if known[one.position] else -1)
            sheet.leave_out(TOP + one.position, one.series)
        if material.content.narrowed:
            for one in self.standings:
                sheet.number(TOP + one.position, self._chosen_column, 1, self._book.format())
            sheet.page.set_column(self._chosen_column, self._chosen_column, 4, None, {"hidden": True})
        count = self._rows
        sheet.hide_missing(TOP, _BASE, TOP + count - 1, _REQUIRED)
        # the column between is never an error, and LibreOffice fails to print a format that asks whether it is
        sheet.hide_missing(TOP, _SCORE, TOP + count - 1, _SCORE)
        if count:
            sheet.colour_statuses(TOP, STATUS, TOP + count - 1)
            sheet.page.autofilter(3, 0, TOP + count - 1, STATUS + 1 + len(owners))
        sheet.page.set_column(0, 1, 12)
        sheet.page.set_column(2, 2, 30)
        sheet.page.set_column(5, 5, 18)
        sheet.page.set_column(_MEASURE, _MEASURE, 14)
        sheet.page.set_column(_SIGN, _SIGN, 6)
        sheet.page.set_column(_BASE_YEAR, _SCORE, 10)
        sheet.page.set_column(_BEGIN, _NOW, 9, None, {"level": 1, "hidden": True})
        sheet.page.set_column(_MET, _SCORE, 8, None, {"level": 1})
        sheet.page.set_column(STATUS, STATUS, 9)
        sheet.page.set_column(STATUS + 1, STATUS + 1, 16)
        sheet.page.set_column(STATUS + 2, STATUS + 2, 16)
        sheet.print_setup(STATUS + 2 + len(owners), 3)

    def _row(self, one: TargetStanding, base_column: int) -> None:
        sheet, book, material = self.sheet, self._book, self._material
        table, at = self._result.targets, TOP + one.position
        style = book.figure(one.decimals)
        series, position = one.series, one.position
        sheet.text(at, 0, material.region(series))
        sheet.text(at, 1, material.industry(series))
        sheet.text(at, 2, material.indicator(series))
        sheet.text(at, 3, material.unit(one.indicator))
        sheet.number(at, 4, one.year, book.format(num_format="0"))
        sheet.text(at, 5, one.text)
        sheet.text(at, _MEASURE, one.measure_words(material.language))
        sheet.text(at, _UNIT, one.unit(material.language))
        sign = int(table.sign[position])
        sheet.number(at, _SIGN, sign, book.format(num_format='"↑";"↓"', align="center"))
        first = int(self._plan.years[0])
        base_year, before = one.base_year, int(table.begun[position])
        place = self._measured.place(position)
        if place >= 0:
            base_year = int(self._measured.figures.base_year[place])
            base_cell, value = self._judged(one, base_column)
        else:
            base_cell = self._paths.cell(one.row, base_column) if base_column >= 0 else "NA()"
            column = one.year - first
            value = self._paths.cell(one.row, column) if 0 <= column < len(self._plan.years) else "NA()"
        own_base = self._paths.cell(one.row, base_column) if base_column >= 0 else "NA()"
        if before >= 0:
            # the way starts where the one before ends
            base_year, base_cell = int(table.year[before]), sheet.here(TOP + before, _END)
        sheet.number(at, _BASE_YEAR, base_year, book.format(num_format="0"))
        sheet.formula(at, _BASE, base_cell, style, one.base)
        if place >= 0:
            self._stated_bounds(one, at, style)
        else:
            self._bounds(one, at, style)
        sheet.formula(at, _VALUE, value, style, one.value)
        t, p = (sheet.here(at, column) for column in (_TARGET, _VALUE))
        sheet.formula(at, _GAP, f"{sheet.here(at, _SIGN)}*({t}-{p})", style, one.gap)
        decimals = _INDEX_DECIMALS if self._measured.grows(position) else one.decimals
        for column, formula, shown in zip(
            (_BEGIN, _END, _NOW), self._way(one, at), self._way_shown(one, place), strict=True
        ):
            sheet.formula(at, column, formula, book.figure(decimals), shown)
        b, t, p = (sheet.here(at, column) for column in (_BEGIN, _END, _NOW))
        percent = book.format(num_format="0.0%", align="right")
        sheet.formula(at, _PROGRESS, f"({p}-{b})/({t}-{b})", percent, one.progress)
        two = book.format(num_format="0.00", align="right")
        needed = self._needed(one, place) if place >= 0 else self._required(one, (one.base_year, own_base), t)
        sheet.formula(at, _REQUIRED, needed, two, one.required)
        sheet.text(at, _REQUIRED_UNIT, one.required_unit(material.language))
        self._verdict(one, at, one.year - base_year, (b, t, p))
        sheet.text(at, STATUS + 1, one.source)
        if material.names_owners:
            sheet.text(at, STATUS + 2, one.owner)

    # targets that are no level of their year

    def _judged(self, one: TargetStanding, base_column: int) -> tuple[str, str]:
        """The base and the figure judged, out of the rows below the paths."""
        measured, position = self._measured, one.position
        since, due = measured.span(position)
        value = measured.cell(position, "figure", due)
        measure = measured.measure(position)
        if measure is Measure.SUM:
            return "0", value
        if measure is Measure.RANK:
            known = bool(measured.figures.known[since, measured.place(position)]) if since >= 0 else False
            return (measured.cell(position, "figure", since) if known else "NA()"), value
        if measured.grows(position) or math.isnan(one.base) or base_column < 0:
            return "NA()", value
        return self._paths.cell(one.row, base_column), value

    def _stated_bounds(self, one: TargetStanding, at: int, style: object) -> None:
        """The figure to reach as what it measures, and its bounds."""
        sheet, table, position = self.sheet, self._result.targets, one.position
        measured, statement = self._measured, table.statements[position]
        parsed, figures = statement.parsed, (table.reach, table.reach_low, table.reach_high)
        if measured.measure(position) is Measure.RELATIVE and np.isfinite(one.target):
            target, low, high = measured.reach(position), "NA()", "NA()"
        elif not np.isfinite(one.target):
            target, low, high = ("NA()",) * 3
        else:
            # a yearly amount of a sum counts for each year of the plan
            years = one.year - (statement.base_year or self._plan.base_year)
            times = f"*{years}" if parsed.how == "step" and parsed.measure is Measure.SUM else ""
            figure, low, high = (
                f"{self._stated.cell(statement, column)}{times}" for column in (_FIGURE, _LOW, _HIGH)
            )
            target = f"{low}/2+{high}/2" if parsed.kind is TargetKind.RANGE else figure
            low, high = self._edges(parsed.kind, at, low, high)
        shown = (one.target, *(float(array[position]) for array in figures[1:]))
        for column, formula, value in zip(
            (_TARGET, _LOW_BOUND, _HIGH_BOUND), (target, low, high), shown, strict=True
        ):
            sheet.formula(at, column, formula, style, value)

    def _way(self, one: TargetStanding, at: int) -> tuple[str, str, str]:
        """From where the rules count, to where, and how far it has come."""
        sheet, table, measured, position = self.sheet, self._result.targets, self._measured, one.position
        b, t, p = (sheet.here(at, column) for column in (_BASE, _TARGET, _VALUE))
        if measured.place(position) < 0:
            if not table.inside[position]:
                return b, t, p
            low, high = sheet.here(at, _LOW_BOUND), sheet.here(at, _HIGH_BOUND)
            # without a base it is the middle
            return b, f"IFERROR(IF({b}<{low},{low},IF({b}>{high},{high},{t})),{t})", p
        if measured.measure(position) is Measure.QUALITATIVE:
            return "NA()", "NA()", "NA()"
        if table.inside[position] and np.isfinite(table.reach_low[position]):
            # sums and growths begin with none of it
            t = _edge_from_nothing(t, sheet.here(at, _LOW_BOUND), sheet.here(at, _HIGH_BOUND))
        if not measured.grows(position):
            return b, t, p
        since, due = measured.span(position)
        if due <= since:
            return "NA()", "NA()", "NA()"
        total = f"1+{t}/100"
        if measured.annual(position):
            total = f"({total})^{due - since}"
        return "1", f"IF({t}>=-100,{total},NA())", measured.cell(position, "index", due)

    def _way_shown(self, one: TargetStanding, place: int) -> tuple[float, float, float]:
        """The figures of the way, as the engine has them."""
        if place < 0:
            table, at = self._result.targets, slice(one.position, one.position + 1)
            end = way_end(
                np.array([one.base]), table.figure[at], table.low[at], table.high[at], table.inside[at]
            )
            return one.base, float(end[0]), one.value
        figures, due = self._measured.figures, one.year - int(self._plan.years[0])
        now = float(figures.way_value[due, place]) if 0 <= due < len(self._plan.years) else math.nan
        return float(figures.way_base[place]), float(figures.way_reach[place]), now

    def _needed(self, one: TargetStanding, place: int) -> str:
        """What each year left needs: an amount of a sum, % of a growth, the growth to the other series' figure."""
        measured, position = self._measured, one.position
        since, due = measured.span(position)
        last = max(int(self._last[one.row]), since)
        end = self.sheet.here(TOP + position, _END)
        if measured.measure(position) is Measure.RELATIVE and not np.isfinite(one.required):
            return "NA()"
        if measured.grows(position):
            return self._needed_growth(position, place, last, end)
        if due <= last:
            return "NA()"
        if measured.measure(position) is Measure.SUM:
            so_far = f"IFERROR({measured.cell(position, 'figure', last)},0)" if last > since else "0"
            return f"({end}-{so_far})/{due - last}"
        if measured.measure(position) is Measure.RELATIVE and last >= 0:
            return self._growth_needed(one, self._paths.cell(one.row, last), end, due - last)
        return "NA()"

    def _needed_growth(self, position: int, place: int, last: int, end: str) -> str:
        measured, figures = self._measured, self._measured.figures
        since, due = measured.span(position)
        if due <= since:
            return "NA()"
        index = figures.way_value[:, place]
        columns = np.arange(len(index))
        if (
            measured.measure(position) is Measure.GROWTH
            and not self._material.results.frame.rate[self._result.targets.row[position]]
        ):
            last = len(index)
        known = np.flatnonzero(np.isfinite(index) & (columns > since) & (columns <= last))
        at = int(known[-1]) if len(known) else since
        grown = measured.cell(position, "index", at) if len(known) else "1"
        if due <= at:
            return "NA()"
        # a growth of more than all away leaves nothing to grow
        return f"IF({grown}>0,IF({end}/{grown}>0,(({end}/{grown})^(1/{due - at})-1)*100,NA()),NA())"

    # levels

    def _bounds(self, one: TargetStanding, at: int, style: object) -> None:
        """The figure to reach and the bounds inside which it counts as met, out of the words and the base."""
        sheet, table, position = self.sheet, self._result.targets, one.position
        statement = table.statements[position]
        target = table.resolved[position]
        kind, parsed = statement.parsed.kind, statement.parsed
        figure = self._stated.cell(statement, _FIGURE)
        low, high = (self._stated.cell(statement, column) for column in (_LOW, _HIGH))
        base = self._counted_from[position]
        years = one.year - int(table.base_year[position])

        def reached(cell: str) -> str:
            return {
                "figure": cell,
                "increase": f"{cell}+{base}" if base else cell,
                "change": f"{base}+{cell}",
                "multiple": f"{base}*{cell}",
                "growth": f"{base}*(100+{cell})/100",
                "compound": f"{base}*((100+{cell})/100)^{years}",
                "step": f"{base}+{cell}*{years}",
            }[parsed.how]

        nothing = target is None or target.value is None
        if nothing:
            formula = "NA()"
        elif kind is TargetKind.RANGE:
            if parsed.how != "figure":
                ends = f"{reached(low)},{reached(high)}"
                low, high = f"MIN({ends})", f"MAX({ends})"
            formula = f"{low}/2+{high}/2"
        else:
            formula = reached(figure)
        sheet.formula(at, _TARGET, formula, style, one.target)
        lower, upper = self._edges(kind, at, low, high)
        sheet.formula(at, _LOW_BOUND, "NA()" if nothing else lower, style, float(table.low[position]))
        sheet.formula(at, _HIGH_BOUND, "NA()" if nothing else upper, style, float(table.high[position]))

    def _edges(self, kind: TargetKind, at: int, low: str, high: str) -> tuple[str, str]:
        """The bounds inside which a figure counts as met; `low` and `high` are a range's own."""
        t, slack = (
            self.sheet.here(at, _TARGET),
            f"{self._stated.tolerance}*ABS({self.sheet.here(at, _TARGET)})",
        )
        lower = {TargetKind.AT_LEAST: t, TargetKind.ABOUT: f"{t}-{slack}", TargetKind.RANGE: low}
        upper = {TargetKind.AT_MOST: t, TargetKind.ABOUT: f"{t}+{slack}", TargetKind.RANGE: high}
        return lower.get(kind, "NA()"), upper.get(kind, "NA()")

    def _required(self, one: TargetStanding, begin: tuple[int, str], target: str) -> str:
        last = int(self._last[one.row])
        seen = last >= 0 and not bool(self._material.results.frame.formula_row[one.row])
        base_year, base = begin
        v = self._data.cell(one.row, last) if seen else base
        year = int(self._plan.years[0]) + last if seen else base_year
        years = one.year - year
        if years <= 0:
            return "NA()"
        return self._growth_needed(one, v, target, years)

    def _growth_needed(self, one: TargetStanding, last: str, target: str, years: int) -> str:
        if self._material.results.frame.points[one.row]:
            return f"({target}-{last})/{years}"
        return f"IF(AND({last}>0,{target}>0),(({target}/{last})^(1/{years})-1)*100,NA())"

    def _verdict(self, one: TargetStanding, at: int, years: int, cells: tuple[str, str, str]) -> None:
        """Whether the target is met, the rule's score, and the colour that both give."""
        sheet, table, measured = self.sheet, self._result.targets, self._measured
        place, satisfied = measured.place(one.position), self._satisfied(one, at)
        slack, sign = f"{_EDGE}*MAX(1,ABS({cells[1]}))", sheet.here(at, _SIGN)
        due = one.year - int(self._plan.years[0])
        inside = 0 <= due < len(self._plan.years)
        is_met = self._met[one.position]
        if place >= 0:
            is_met = bool(inside and measured.figures.met[due, place])
        plain_style = self._book.format(align="center", font_color="#57606A")
        false = self._impossible(one, at)
        if false:
            satisfied, is_met = f"IF({false},FALSE,{satisfied})", is_met and not self._false[one.position]
        sheet.formula(at, _MET, f"IFERROR({satisfied},FALSE)", plain_style, is_met)
        score = self._score(one, years, sign, cells, slack)
        two = self._book.format(num_format='[<-1000000]"–";0.00', align="right", font_color="#57606A")
        sheet.formula(at, _SCORE, score, two, "")
        said = status_words(self._material)
        cell = sheet.here(at, _SCORE)
        graded = f'"{said[Status.RED]}"'
        for status in reversed(_THRESHOLDS):
            graded = f'IF({cell}>={self._stated.threshold(status)}-{_EDGE},"{said[status]}",{graded})'
        colour = f'IF({sheet.here(at, _MET)},"{said[Status.BLUE]}",IF(ISNUMBER({cell}),{graded},"{said[Status.GREY]}"))'
        if self._material.rule is Rule.EVALUATION and not one.actual:
            # projections do not count, whatever they come to
            sheet.formula(at, STATUS, f'"{said[Status.GREY]}"', self._book.format(), said[one.status])
            return
        unfit = [self._gone(at, nothing=place >= 0)] if table.inside[one.position] else []
        if unfit or false:
            either = f"IF({unfit[0]},TRUE,{false})" if unfit and false else [*unfit, false][0]
            colour = (
                f'IF({either},IF({colour}="{said[Status.BLUE]}","{said[Status.YELLOW]}",{colour}),{colour})'
            )
        elif place >= 0 and measured.measure(one.position) is Measure.QUALITATIVE:
            colour = self._direction(one, at, said)
        sheet.formula(at, STATUS, colour, self._book.format(), said[one.status])

    def _impossible(self, one: TargetStanding, at: int) -> str:
        """Whether the figure judged is a projected one that cannot be: a share past its whole; "" where it is none."""
        due = one.year - int(self._plan.years[0])
        share = self._result.shares[one.row] and due > int(self._last[one.row])
        if not share or self._measured.place(one.position) >= 0:
            return "TRUE" if self._false[one.position] else ""
        p = self.sheet.here(at, _VALUE)
        return f"IFERROR(IF({p}>{WHOLE:.0f}*(1+{_EDGE}),TRUE,{p}<-{_EDGE}),FALSE)"

    def _satisfied(self, one: TargetStanding, at: int) -> str:
        """Whether the figure judged meets the target."""
        sheet, table, measured, position = self.sheet, self._result.targets, self._measured, one.position
        t, p = sheet.here(at, _TARGET), sheet.here(at, _VALUE)
        slack, sign = f"{_EDGE}*MAX(1,ABS({t}))", sheet.here(at, _SIGN)
        if measured.place(position) >= 0:
            measure, kind = measured.measure(position), table.statements[position].parsed.kind
            if measure is Measure.RANK:
                return f"{p}<={t}+{_EDGE}"
            if measure is Measure.QUALITATIVE:
                return self._kept_to(one, at)
            if measure is Measure.RELATIVE:
                loose = kind in (TargetKind.EXACT, TargetKind.ABOUT)
                wide = f"{self._stated.tolerance}*ABS({t})" if loose else slack
                return f"{sign}*({p}-{t})>=-{wide}"
        if table.inside[position]:
            low, high = sheet.here(at, _LOW_BOUND), sheet.here(at, _HIGH_BOUND)
            return f"AND({p}>={low}-{slack},{p}<={high}+{slack})"
        return f"{sign}*({p}-{t})>=-{slack}"

    def _gone(self, at: int, *, nothing: bool) -> str:
        """Whether a range was run through to the far side; a way from `nothing` begins at 0."""
        b, p, low, high = (self.sheet.here(at, column) for column in (_BASE, _VALUE, _LOW_BOUND, _HIGH_BOUND))
        b = "0" if nothing else b
        slack = f"{_EDGE}*MAX(1,ABS({p}))"
        below, above = f"{p}<{low}-{slack}", f"{p}>{high}+{slack}"
        either = f"IF({below},TRUE,{above})"
        # from a base inside, or without one, either side is the far one
        return (
            f"IFERROR(IF(ISNUMBER({b}),IF({b}<{low},{above},IF({b}>{high},{below},{either})),{either}),FALSE)"
        )

    def _way_of(self, one: TargetStanding) -> float | None:
        """Which way words alone point: 1 up, -1 down, 0 level; None where they say nothing that can be seen."""
        intention = self._result.targets.statements[one.position].parsed.intention
        ways = {Intention.UP: 1.0, Intention.DOWN: -1.0, Intention.STABLE: 0.0}
        _, due = self._measured.span(one.position)
        known = due > int(self._measured.figures.base_year[self._measured.place(one.position)]) - int(
            self._plan.years[0]
        )
        return ways.get(intention) if intention is not None and known and np.isfinite(one.base) else None

    def _kept_to(self, one: TargetStanding, at: int) -> str:
        """Whether the figure goes where the words point."""
        way = self._way_of(one)
        if way is None:
            return "FALSE"
        b, p = self.sheet.here(at, _BASE), self.sheet.here(at, _VALUE)
        if way:
            return f"{way:.0f}*({p}-{b})>{_EDGE}*MAX({_NEAR_ZERO},ABS({b}))"
        return f"ABS({p}-{b})<={self._stated.tolerance}*MAX({_NEAR_ZERO},ABS({b}))"

    def _direction(self, one: TargetStanding, at: int, said: Mapping[Status, str]) -> str:
        """The colour of words alone: blue where the figure goes there, yellow where it stays, red where it goes away."""
        way = self._way_of(one)
        if way is None:
            return f'"{said[Status.GREY]}"'
        b, p, met_cell = (self.sheet.here(at, column) for column in (_BASE, _VALUE, _MET))
        away = f'"{said[Status.RED]}"'
        if way:
            level = f"ABS({p}-{b})<={_EDGE}*MAX({_NEAR_ZERO},ABS({b}))"
            away = f'IF({level},"{said[Status.YELLOW]}",{away})'
        else:
            better = 1 if one.indicator.direction is Direction.UP else -1
            away = f'IF({better}*({p}-{b})>0,"{said[Status.BLUE]}",{away})'
        judged = f'IF({met_cell},"{said[Status.BLUE]}",{away})'
        return f'IF(ISNUMBER({p}),IF(ISNUMBER({b}),{judged},"{said[Status.GREY]}"),"{said[Status.GREY]}")'

    def _score(
        self, one: TargetStanding, years: int, sign: str, cells: tuple[str, str, str], slack: str
    ) -> str:
        b, t, p = cells
        rule = self._material.rule
        if rule.coloured is Rule.PACE:
            if years <= 0 or (rule is Rule.EVALUATION and not one.actual):
                return "NA()"
            achieved, required = f"({p}-{b})/{years}", f"({t}-{b})/{years}"
            if self._measured.place(one.position) >= 0 and one.measure is Measure.SUM:
                # a sum that may not be passed is spent
                spent = f"IF({p}>{b},({required})/({achieved}),IF(ISNUMBER({p}),{_UNSPENT},NA()))"
                return (
                    f"IF({sign}*({t}-{b})>0,({achieved})/({required}),"
                    f"IF(AND({sign}<0,{t}>0),{spent},IF(ISNUMBER({p}),{_FAR},NA())))"
                )
            straight = f"IF({sign}*({t}-{b})>0,({achieved})/({required}),IF(ISNUMBER({p}),{_FAR},NA()))"
            if not self._compound(one):
                return straight
            rates = f"(({p}/{b})^(1/{years})-1)/(({t}/{b})^(1/{years})-1)"
            compound = f"IF({sign}*({t}-{b})>0,{rates},{_FAR})"
            return f"IF(AND({b}>0,{t}>0,{p}>0),{compound},{straight})"
        way = f"{sign}*({t}-{b})"
        if (
            years <= 0
            and self._measured.place(one.position) >= 0
            and rule is Rule.SCHEDULE
            and not self._due_at_once(one)
        ):
            return "NA()"
        if rule is Rule.OUTCOME:
            return f"IF({way}>0,{sign}*({p}-{b})/({way}),IF(ISNUMBER({p}),{_FAR},NA()))"
        if years < 0:
            return "NA()"
        # in its own year a target is its own milestone
        short = f"{sign}*({t}-{p})"
        # what another series comes to is due also where there is no base
        known = f"ISNUMBER({short})"
        if self._measured.place(one.position) < 0:
            known = f"AND(ISNUMBER({b}),{known})"
        return f"IF({known},IF({short}<={slack},1,IF(ABS({t}-{b})>0,1-({short})/ABS({t}-{b}),{_FAR})),NA())"

    def _compound(self, one: TargetStanding) -> bool:
        """Whether the way is one of rates."""
        place = self._measured.place(one.position)
        return not (
            self._measured.figures.points[place]
            if place >= 0
            else self._material.results.frame.points[one.row]
        )

    def _due_at_once(self, one: TargetStanding) -> bool:
        """Whether a target has a milestone in its own year though no year lies between."""
        place, due = self._measured.place(one.position), one.year - int(self._plan.years[0])
        way = self._measured.figures.way_milestone
        return bool(0 <= due < len(way) and np.isfinite(way[due, place]))


def _edge_from_nothing(figure: str, low: str, high: str) -> str:
    """The edge of a range that is met first by what begins at 0; the figure where 0 lies inside."""
    return f"IF(0<{low},{low},IF(0>{high},{high},{figure}))"


def _counted_as(parsed: StatedText) -> Wording:
    """How the figure of a statement is counted."""
    if parsed.measure is Measure.SUM and parsed.how == "step":
        return _YEARLY_OF_SUM
    if parsed.measure is Measure.GROWTH and parsed.how == "figure":
        return MEASURE_WORDS[parsed.measure, parsed.basis]
    if parsed.measure in (Measure.LEVEL, Measure.GROWTH):
        return _HOWS[parsed.how]
    return MEASURE_WORDS[parsed.measure, None]
