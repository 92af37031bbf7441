"""The minutes as a table of texts, and in clipboard formats for word processors and spreadsheets."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from npfdesk.plan.gap_words import gap_text
from npfdesk.plan.measure_words import gap_unit
from npfdesk.plan.minutes import Decision, FigureChange, Minute
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import format_figure, plain
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.spoken_names import name_in, named_so, side
from npfdesk.plan.spreadsheet_text import without_formula
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import Measure

HEADS: Final = (
    Wording("时间", "Time"),
    Wording("人员", "By"),
    Wording("情景", "Scenario"),
    Wording("修改", "Edit"),
    Wording("指标", "Series"),
    Wording("前 → 后", "From → to"),
    Wording("影响", "Effect"),
    Wording("结论", "Decision"),
    Wording("备注", "Remark"),
)
DECISIONS: Final[Mapping[Decision, Wording]] = MappingProxyType(
    {
        Decision.OPEN: Wording("待定", "open"),
        Decision.ADOPTED: Wording("采纳", "adopted"),
        Decision.REJECTED: Wording("否决", "rejected"),
    }
)
TAKEN_BACK: Final = Wording("（已撤销）", " (undone)")
TITLE: Final = Wording("会议记录：{plan}", "Minutes: {plan}")
_MOST_PLACES: Final = 2
"""The decimals of a gap whose indicator the plan no longer has."""
_TURNED: Final = Wording("{count} 个目标转{colour}", "{count:target|targets} turned {colour}")
_STATUS: Final = MappingProxyType({status.code: status for status in Status})


@dataclass(frozen=True)
class Line:
    """One minute as texts, in the order of HEADS."""

    at: str
    by: str
    scenario: str
    done: str
    series: str
    change: str
    effect: str
    decision: str
    remark: str

    @property
    def cells(self) -> tuple[str, ...]:
        """All of them."""
        return (
            self.at,
            self.by,
            self.scenario,
            self.done,
            self.series,
            self.change,
            self.effect,
            self.decision,
            self.remark,
        )


def line_of(minute: Minute, plan: Plan, language: Language) -> Line:
    """A minute in words; a series that the plan no longer has is named by its codes."""
    moved = minute.moved
    decision = DECISIONS[minute.decision].text(language, {})
    if minute.taken_back:
        decision += TAKEN_BACK.text(language, {})
    return Line(
        at=minute.at[:16].replace("T", " "),
        by=minute.by,
        scenario=named_so(plan.scenarios, minute.scenario, language),
        done=minute.done(language),
        series=_series(moved, plan, language) if moved is not None else "",
        change=_change(moved, plan, language) if moved is not None else "",
        effect=_effect(moved, plan, language) if moved is not None else "",
        decision=decision,
        remark=minute.remark,
    )


def lines_of(minutes: Sequence[Minute], plan: Plan, language: Language) -> tuple[Line, ...]:
    """Those that somebody would miss, in words."""
    return tuple(line_of(one, plan, language) for one in minutes if one.matters)


def heads(language: Language) -> tuple[str, ...]:
    """The heads of the columns."""
    return tuple(one.text(language, {}) for one in HEADS)


def html_table(minutes: Sequence[Minute], plan: Plan, language: Language) -> str:
    """A table that a word processor takes as a table; whatever people wrote stays text, in a spreadsheet too."""
    # Excel takes the cells as text by their format; LibreOffice asks none and would run =1+1
    cell = "style=\"border:1px solid #888;padding:3px 6px;vertical-align:top;mso-number-format:'\\@'\""
    rows = [
        "<tr>" + "".join(f"<th {cell}>{_escaped(one)}</th>" for one in heads(language)) + "</tr>",
        *(
            "<tr>"
            + "".join(f"<td {cell}>{_escaped(str(without_formula(one)))}</td>" for one in line.cells)
            + "</tr>"
            for line in lines_of(minutes, plan, language)
        ),
    ]
    title = _escaped(TITLE.text(language, {"plan": plan.title}))
    return (
        f'<html><head><meta charset="utf-8"></head><body><p><b>{title}</b></p>'
        f'<table style="border-collapse:collapse" border="1">{"".join(rows)}</table></body></html>'
    )


def text_table(minutes: Sequence[Minute], plan: Plan, language: Language) -> str:
    """The same as lines of cells with tabs between them; a break or a tab in a cell becomes a blank."""
    rows = [heads(language), *(line.cells for line in lines_of(minutes, plan, language))]
    return "\n".join("\t".join(str(without_formula(" ".join(cell.split()))) for cell in row) for row in rows)


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _series(moved: FigureChange, plan: Plan, language: Language) -> str:
    series = moved.series
    items = (
        (plan.region_by_code.get(series.region), series.region),
        (plan.industry_by_code.get(series.industry), series.industry),
        (plan.indicator_by_code.get(series.indicator), series.indicator),
    )
    names = [name_in(item, language, code) for item, code in items if code]
    return " ".join((*names, str(moved.year)))


def _change(moved: FigureChange, plan: Plan, language: Language) -> str:
    before, after = _figure(moved.before, moved, plan), _figure(moved.after, moved, plan, unit=True)
    return f"{side(before, language)} → {side(after, language)}"


def _figure(figure: float | None, moved: FigureChange, plan: Plan, *, unit: bool = False) -> str:
    indicator = plan.indicator_by_code.get(moved.series.indicator)
    if indicator is None:
        return plain(figure).replace("-", "−") or "—"
    return format_figure(figure, indicator.decimals, indicator.unit if unit else "")


def _effect(moved: FigureChange, plan: Plan, language: Language) -> str:
    said: list[str] = []
    if moved.gap is not None:
        indicator = plan.indicator_by_code.get(moved.series.indicator)
        decimals, unit = _MOST_PLACES, ""
        if indicator is not None:
            rank = moved.measure is Measure.RANK
            decimals = 0 if rank else max(1, indicator.decimals) if moved.growth else indicator.decimals
            unit = gap_unit(moved.measure, growth=moved.growth, indicator=indicator, language=language)
        said.append(gap_text(moved.gap, decimals, unit, language))
    if moved.status is not None and moved.status[0] != moved.status[1]:
        marks = [_STATUS[code].about.mark if code in _STATUS else code for code in moved.status]
        said.append(" → ".join(marks))
    for code, count in moved.turned:
        colour = _STATUS[code].about.colour.text(language, {}) if code in _STATUS else code
        said.append(_TURNED.text(language, {"count": count, "colour": colour}))
    return " · ".join(said)
