"""Targets as live cells: the figures of each target, and each scenario's gap and status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from npfdesk.engine.projection.target_figures import base_figures
from npfdesk.engine.targets.gaps import met
from npfdesk.engine.targets.status import EDGE, THRESHOLDS, Rule
from npfdesk.plan.problems import Wording
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import Measure, PlanTarget, TargetKind
from npfdesk.report.livebook.input_cells import LABELS, DataSheet
from npfdesk.report.livebook.live_workbook import TOP, Book, Sheet, status_words
from npfdesk.report.livebook.path_formulas import PathSheet
from npfdesk.report.standings import TargetStanding, standings

_STATED: Final = Wording("目标", "Targets")
_STATED_NOTE: Final = Wording(
    "原文照录；黄底为从原文读出的数，可改。“新增”“翻番”等从基期推算，见各情景的缺口表。",
    "Words as the plan prints them; the figures read out of them have a yellow ground and may be changed. Increases and "
    "multiples count from the base, in each scenario's sheet of gaps.",
)
_GAPS: Final = Wording("缺口 {name}", "Gaps {name}")
_GAPS_NOTE: Final = Wording(
    "各目标在其目标年：缺口＝目标−推算（反向指标相反），负数为已超过；达成度＝（推算−基期）÷（目标−基期）；所需增速自最后观测年起。规则：{rule}",
    "Each target in its own year: gap = target − projected (the other way where less is better), negative where passed; "
    "attainment = (projected − base) ÷ (target − base); growth needed from the last observed year. Rule: {rule}",
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
    "gap": Wording("缺口", "Gap"),
    "attainment": Wording("达成度", "Attainment"),
    "required": Wording("所需增速", "Growth needed"),
    "met": Wording("达标", "Met"),
    "score": Wording("判据", "Score"),
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
_MEASURES: Final = {
    Measure.SUM: Wording("多年合计", "a sum of the years"),
    Measure.RELATIVE: Wording("与其他序列比", "against another series"),
    Measure.QUALITATIVE: Wording("定性", "a direction in words"),
    Measure.RANK: Wording("位次", "a place"),
}
"""What a figure is that is no level of the target's year; it has no gap."""
_FIGURE, _LOW, _HIGH, _STRETCH = 8, 9, 10, 11
(_SIGN, _BASE_YEAR, _BASE, _TARGET, _LOW_BOUND, _HIGH_BOUND, _VALUE, _GAP, _ATTAINMENT, _REQUIRED, _MET, _SCORE, STATUS) = range(6, 19)  # fmt: skip
_FAR: Final = "-1E+99"
_EDGE: Final = f"{EDGE:.0E}"


@dataclass(frozen=True)
class StatedTargets:
    """The sheet of targets as worded, a row for each statement of any scenario chosen."""

    sheet: Sheet
    rows: Mapping[int, int]

    def cell(self, statement: PlanTarget, column: int) -> str:
        """A figure read out of a statement."""
        return self.sheet.ref(self.rows[id(statement)], column)

    @property
    def tolerance(self) -> str:
        """The cell of the share by which "about" may be missed."""
        return self.sheet.ref(2, _FIGURE)


def fill_stated(book: Book) -> StatedTargets:
    """Write the targets as worded and the figures read out of them."""
    material = book.material
    plan, words = material.plan, material.words
    sheet = book.sheet(words(_STATED), "#2F6FDE")
    sheet.title(words(_STATED), words(_STATED_NOTE))
    sheet.text(2, _FIGURE - 1, words(_HEADS["tolerance"]), align="right")
    sheet.number(2, _FIGURE, plan.about_tolerance, book.entry())
    heads = [LABELS["region"], LABELS["industry"], LABELS["indicator"], LABELS["unit"]]
    heads += [
        _HEADS[key] for key in ("year", "text", "kind", "how", "figure", "low", "high", "stretch", "own")
    ]
    sheet.head([words(one) for one in [*heads, LABELS["source"], LABELS["note"]]])
    rows: dict[int, int] = {}
    for scenario in material.scenarios:
        table = material.results.scenarios[scenario.id].stated_targets
        for position, statement in enumerate(table.statements):
            if id(statement) in rows:
                continue
            at = rows[id(statement)] = TOP + len(rows)
            series, parsed = statement.series, statement.parsed
            indicator = plan.indicator_by_code[series.indicator]
            sheet.text(at, 0, material.region(series))
            sheet.text(at, 1, material.industry(series))
            sheet.text(at, 2, material.indicator(series))
            sheet.text(at, 3, indicator.unit)
            sheet.number(at, 4, statement.year, book.format(num_format="0"))
            sheet.text(at, 5, statement.wording)
            sheet.text(at, 6, words(KIND_NAMES[parsed.kind]))
            sheet.text(at, 7, words(_MEASURES.get(parsed.measure, _HOWS[parsed.how])))
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
            place = "!".join(part for part in (statement.sheet, statement.cell) if part)
            sheet.text(at, 14, " · ".join(part for part in (statement.note, place) if part))
    sheet.page.set_column(0, 1, 12)
    sheet.page.set_column(2, 2, 30)
    sheet.page.set_column(5, 5, 20)
    sheet.page.set_column(6, 12, 10)
    sheet.page.set_column(13, 14, 18)
    sheet.print_setup(15, 3)
    return StatedTargets(sheet, rows)


class GapSheet:
    """A scenario's targets against its paths, a row for each in the plan's order."""

    def __init__(self, book: Book, scenario: Scenario) -> None:
        self._book, self._material, self._scenario = book, book.material, scenario
        self._plan = book.material.plan
        self._result = book.material.results.scenarios[scenario.id]
        self.sheet = book.sheet(book.material.words(_GAPS, name=scenario.name), "#B3261E")
        self.standings = standings(book.material, scenario)

    def figures(self) -> Mapping[int, str]:
        """The cells of the figures to reach, by their place in the TargetTable."""
        return {one.position: self.sheet.ref(TOP + one.position, _TARGET) for one in self.standings}

    def cell(self, position: int, column: str) -> str:
        """A cell of a target's row: base, target, value, gap, attainment or status."""
        columns = {"base": _BASE, "target": _TARGET, "value": _VALUE, "gap": _GAP, "attainment": _ATTAINMENT, "status": STATUS}  # fmt: skip
        return self.sheet.ref(TOP + position, columns[column])

    def statuses(self) -> str:
        """The whole column of statuses."""
        return self.sheet.column_range(STATUS, TOP, TOP + max(len(self.standings) - 1, 0))

    def fill(self, stated: StatedTargets, data: DataSheet, paths: PathSheet) -> None:
        """Write the formulas."""
        self._stated, self._data, self._paths = stated, data, paths
        material, sheet = self._material, self.sheet
        words = material.words
        sheet.title(words(_GAPS, name=self._scenario.name), words(_GAPS_NOTE, rule=str(material.rule)))
        heads = [LABELS["region"], LABELS["industry"], LABELS["indicator"], LABELS["unit"]]
        keys = ("year", "text", "sign", "base_year", "base", "target", "low", "high", "value", "gap", "attainment", "required", "met", "score", "status")  # fmt: skip
        sheet.head([words(one) for one in [*heads, *(_HEADS[key] for key in keys), LABELS["source"]]])
        table, first = self._result.targets, int(self._plan.years[0])
        values = self._result.projection.values
        base, column = base_figures(values, table.row, table.base_year, first)
        _, observed_column = base_figures(material.results.observed, table.row, table.base_year, first)
        self._counted_from = {
            position: (
                data.cell(int(table.row[position]), int(observed_column[position]))
                if observed_column[position] >= 0
                else paths.cell(int(table.row[position]), int(column[position]))
                if column[position] >= 0
                else ""
            )
            for position in range(len(table.keys))
        }
        self._last = material.results.last
        reached = np.array([one.value for one in self.standings])
        self._met = met(reached, table.figure, table.low, table.high, table.sign, table.inside).tolist()
        for one in self.standings:
            self._row(one, float(base[one.position]), int(column[one.position]))
        count = len(self.standings)
        sheet.hide_missing(TOP, _BASE, TOP + count - 1, _SCORE)
        if count:
            sheet.colour_statuses(TOP, STATUS, TOP + count - 1)
            sheet.page.autofilter(3, 0, TOP + count - 1, STATUS + 1)
        sheet.page.set_column(0, 1, 12)
        sheet.page.set_column(2, 2, 30)
        sheet.page.set_column(5, 5, 18)
        sheet.page.set_column(_SIGN, _SIGN, 6)
        sheet.page.set_column(_BASE_YEAR, _SCORE, 10)
        sheet.page.set_column(_MET, _SCORE, 8, None, {"level": 1})
        sheet.page.set_column(STATUS, STATUS, 9)
        sheet.page.set_column(STATUS + 1, STATUS + 1, 16)
        sheet.print_setup(STATUS + 2, 3)

    def _row(self, one: TargetStanding, base: float, base_column: int) -> None:
        sheet, book, material = self.sheet, self._book, self._material
        table, at = self._result.targets, TOP + one.position
        style = book.figure(one.indicator.decimals)
        series, position = one.series, one.position
        sheet.text(at, 0, material.region(series))
        sheet.text(at, 1, material.industry(series))
        sheet.text(at, 2, material.indicator(series))
        sheet.text(at, 3, one.indicator.unit)
        sheet.number(at, 4, one.year, book.format(num_format="0"))
        sheet.text(at, 5, one.text)
        sign = int(table.sign[position])
        sheet.number(at, _SIGN, sign, book.format(num_format='"↑";"↓"', align="center"))
        first = int(self._plan.years[0])
        base_year = first + base_column if base_column >= 0 else one.base_year
        sheet.number(at, _BASE_YEAR, base_year, book.format(num_format="0"))
        base_cell = self._paths.cell(one.row, base_column) if base_column >= 0 else "NA()"
        sheet.formula(at, _BASE, base_cell, style, base)
        self._bounds(one, at, style)
        column = one.year - first
        inside_axis = 0 <= column < len(self._plan.years)
        value = self._paths.cell(one.row, column) if inside_axis else "NA()"
        sheet.formula(at, _VALUE, value, style, one.value)
        b, t, p = (sheet.here(at, column) for column in (_BASE, _TARGET, _VALUE))
        sheet.formula(at, _GAP, f"{sheet.here(at, _SIGN)}*({t}-{p})", style, one.gap)
        percent = book.format(num_format="0.0%", align="right")
        sheet.formula(at, _ATTAINMENT, f"({p}-{b})/({t}-{b})", percent, one.attainment)
        two = book.format(num_format="0.00", align="right")
        sheet.formula(at, _REQUIRED, self._required(one, base_year, b, t), two, one.required)
        self._verdict(one, at, one.year - base_year, (b, t, p))
        sheet.text(at, STATUS + 1, one.source)

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
        t, slack = sheet.here(at, _TARGET), f"{self._stated.tolerance}*ABS({sheet.here(at, _TARGET)})"
        lower = {TargetKind.AT_LEAST: t, TargetKind.ABOUT: f"{t}-{slack}", TargetKind.RANGE: low}.get(
            kind, "NA()"
        )
        upper = {TargetKind.AT_MOST: t, TargetKind.ABOUT: f"{t}+{slack}", TargetKind.RANGE: high}.get(
            kind, "NA()"
        )
        sheet.formula(at, _LOW_BOUND, "NA()" if nothing else lower, style, float(table.low[position]))
        sheet.formula(at, _HIGH_BOUND, "NA()" if nothing else upper, style, float(table.high[position]))

    def _required(self, one: TargetStanding, base_year: int, base: str, target: str) -> str:
        last = int(self._last[one.row])
        seen = last >= 0 and not bool(self._material.results.frame.formula_row[one.row])
        v = self._data.cell(one.row, last) if seen else base
        year = int(self._plan.years[0]) + last if seen else base_year
        years = one.year - year
        if years <= 0:
            return "NA()"
        if self._material.results.frame.points[one.row]:
            return f"({target}-{v})/{years}"
        return f"IF(AND({v}>0,{target}>0),(({target}/{v})^(1/{years})-1)*100,NA())"

    def _verdict(self, one: TargetStanding, at: int, years: int, cells: tuple[str, str, str]) -> None:
        """Whether the target is met, the rule's score, and the colour that both give."""
        sheet, table, (_, t, p) = self.sheet, self._result.targets, cells
        slack, sign = f"{_EDGE}*MAX(1,ABS({t}))", sheet.here(at, _SIGN)
        if table.inside[one.position]:
            low, high = sheet.here(at, _LOW_BOUND), sheet.here(at, _HIGH_BOUND)
            satisfied = f"AND({p}>={low}-{slack},{p}<={high}+{slack})"
        else:
            satisfied = f"{sign}*({p}-{t})>=-{slack}"
        plain_style = self._book.format(align="center", font_color="#57606A")
        sheet.formula(at, _MET, f"IFERROR({satisfied},FALSE)", plain_style, self._met[one.position])
        score = self._score(one, years, sign, cells, slack)
        two = self._book.format(num_format='[<-1000000]"–";0.00', align="right", font_color="#57606A")
        sheet.formula(at, _SCORE, score, two, "")
        said = status_words(self._material)
        steps, cell = THRESHOLDS[self._material.rule], sheet.here(at, _SCORE)
        graded = f'"{said[Status.RED]}"'
        for status, step in (
            (Status.ORANGE, steps.orange),
            (Status.YELLOW, steps.yellow),
            (Status.BLUE, steps.blue),
        ):
            graded = f'IF({cell}>={step}-{_EDGE},"{said[status]}",{graded})'
        colour = f'IF({sheet.here(at, _MET)},"{said[Status.BLUE]}",IF(ISNUMBER({cell}),{graded},"{said[Status.GREY]}"))'
        sheet.formula(at, STATUS, colour, self._book.format(), said[one.status])

    def _score(
        self, one: TargetStanding, years: int, sign: str, cells: tuple[str, str, str], slack: str
    ) -> str:
        b, t, p = cells
        rule = self._material.rule
        if rule is Rule.PACE:
            if years <= 0:
                return "NA()"
            achieved, required = f"({p}-{b})/{years}", f"({t}-{b})/{years}"
            straight = f"IF({sign}*({t}-{b})>0,({achieved})/({required}),IF(ISNUMBER({p}),{_FAR},NA()))"
            if self._material.results.frame.points[one.row]:
                return straight
            rates = f"(({p}/{b})^(1/{years})-1)/(({t}/{b})^(1/{years})-1)"
            compound = f"IF({sign}*({t}-{b})>0,{rates},{_FAR})"
            return f"IF(AND({b}>0,{t}>0,{p}>0),{compound},{straight})"
        way = f"{sign}*({t}-{b})"
        if rule is Rule.OUTCOME:
            return f"IF({way}>0,{sign}*({p}-{b})/({way}),IF(ISNUMBER({p}),{_FAR},NA()))"
        if years < 0:
            return "NA()"
        # in its own year a target is its own milestone
        short = f"{sign}*({t}-{p})"
        return (
            f"IF(AND(ISNUMBER({b}),ISNUMBER({short})),IF({short}<={slack},1,"
            f"IF(ABS({t}-{b})>0,1-({short})/ABS({t}-{b}),{_FAR})),NA())"
        )
