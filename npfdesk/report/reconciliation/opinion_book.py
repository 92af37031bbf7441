"""The opinion sheet as a workbook: summary, findings with figures as numbers, the matrix of indicators, doubtful pairs."""

from __future__ import annotations

import datetime
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import xlsxwriter

from npfdesk.engine.reconciliation.ledger import HeldPlan
from npfdesk.engine.reconciliation.matrix import CODE_WORDS, ComparedCell, PlanStatement
from npfdesk.plan.numbers import parse_figure, trimmed
from npfdesk.plan.pair_answers import PairAnswer
from npfdesk.plan.problems import SEVERITY_NAMES, Language, Severity, Wording, clauses
from npfdesk.plan.rounding import rounded
from npfdesk.plan.statuses import SEVERITY_STATUS
from npfdesk.plan.targets import Measure, TargetKind
from npfdesk.report.material import PROGRAM
from npfdesk.report.office_parts import packed, without_control_characters
from npfdesk.report.reconciliation.figure_words import DECIMALS, FIGURE_WORDS, are_years, unit_text
from npfdesk.report.reconciliation.opinion_lines import (
    LEVEL,
    Opinion,
    OpinionLine,
    file_shown,
    plan_called,
    problem_text,
    region_in,
    said_in_its_unit,
    spoken_indicator,
)
from npfdesk.report.reconciliation.opinion_word import NOT_COMPARED, TITLE, imprint

SUMMARY: Final = Wording("概况", "Summary")
FINDINGS: Final = Wording("衔接意见", "Opinions")
MATRIX: Final = Wording("指标对照", "Indicators")
DOUBTFUL: Final = Wording("待确认", "To be confirmed")
MARKS: Final[Mapping[Severity, str]] = MappingProxyType(
    {severity: status.about.mark for severity, status in SEVERITY_STATUS.items()}
)
"""What tells a severity in grey print; a cell that agrees has none."""
_FILLS: Final = MappingProxyType(
    {Severity.ERROR: "#F4DEDD", Severity.WARNING: "#FAE8DF", Severity.NOTE: "#F7F0D9"}
)
_HELD: Final = Wording("参加对照的规划", "Plans held")
_HELD_HEADS: Final = (
    (Wording("规划", "Plan"), 40),
    (Wording("层级", "Level"), 9),
    (Wording("地区", "Region"), 12),
    (Wording("基期年", "Base year"), 9),
    (Wording("目标年", "Target year"), 9),
    (Wording("意见（条）", "Opinions"), 10),
    (Wording("上级规划", "Plan above"), 30),
    (Wording("上期规划", "Last plan"), 30),
    (Wording("文件", "File"), 26),
)
_COUNTS: Final = Wording("结果", "Result")
_LINES: Final = MappingProxyType(
    {
        "held": Wording("对照的指标（项）", "Indicators held"),
        "agreeing": Wording("其中：一致（项）", "of these: agreeing"),
        "differing": Wording("其中：需衔接（项）", "of these: to be reconciled"),
        "lines": Wording("衔接意见（条）", "Opinions"),
        "open": Wording("待确认的指标对（对）", "Pairs to be confirmed"),
    }
)
_BY_KIND: Final = Wording("衔接意见按类别", "Opinions by kind")
_ROUNDED: Final = Wording(
    "按各规划所列小数位数四舍五入后相符的，视为一致。待确认的指标对未确认前按不同指标处理。",
    "Figures that agree once rounded as the plans print them count as agreeing. Pairs to be confirmed count as different "
    "until they are.",
)
_HEADS: Final = MappingProxyType(
    {
        "number": (Wording("序号", "No."), 5),
        "severity": (Wording("程度", "Severity"), 8),
        "code": (Wording("类别", "Kind"), 11),
        "indicator": (Wording("指标", "Indicator"), 16),
        "region": (Wording("地区", "Region"), 9),
        "above_plan": (Wording("上级规划", "Plan above"), 13),
        "below_plan": (Wording("本级规划", "This plan"), 13),
        "above": (Wording("上级规划表述", "Plan above says"), 14),
        "below": (Wording("本级规划表述", "This plan says"), 15),
        "difference": (Wording("差异", "Difference"), 36),
        "above_places": (Wording("上级依据（文件、表、单元格）", "Cells above (file, sheet, cell)"), 22),
        "below_places": (Wording("本级依据（文件、表、单元格）", "Cells here (file, sheet, cell)"), 22),
        "settles": (Wording("衔接意见", "Opinion"), 28),
        "owner": (Wording("责任单位", "Responsible office"), 13),
        "decision": (Wording("处理意见", "Decision"), 13),
    }
)
_UNIT: Final = Wording("单位", "Unit")
_DECISIONS: Final = (
    Wording("采纳", "adopted"),
    Wording("部分采纳", "adopted in part"),
    Wording("不采纳", "rejected"),
    Wording("继续研究", "to be studied"),
)
_MATRIX_HEADS: Final = (Wording("指标", "Indicator"), Wording("单位", "Unit"))
_MARKED: Final = Wording(
    "{marks}。有标记的见“衔接意见”表，没有标记的一致或无从对照。",
    "{marks}. What is marked is told on the sheet “Opinions”; the rest agrees or has nothing to be held against.",
)
_OPINIONS_ON: Final = Wording("意见序号", "Opinions No.")
_NOT_LISTED: Final = Wording("未列", "not listed")
_NO_TARGET: Final = Wording("列有指标，未设目标", "listed, no target")
_PAIR_HEADS: Final = (
    (Wording("序号", "No."), 6),
    (Wording("规划甲", "Plan A"), 26),
    (Wording("指标甲", "Indicator A"), 24),
    (Wording("单位甲", "Unit A"), 10),
    (Wording("规划乙", "Plan B"), 26),
    (Wording("指标乙", "Indicator B"), 24),
    (Wording("单位乙", "Unit B"), 10),
    (Wording("说明", "Why it is asked"), 44),
    (Wording("是否同一指标", "Same indicator?"), 16),
)
_ANSWERS: Final = MappingProxyType(
    {PairAnswer.SAME: Wording("同一指标", "same"), PairAnswer.DIFFERENT: Wording("不同指标", "different")}
)
_OF_YEAR: Final = Wording("{year}年", "{year}")
_NOTHING: Final = "—"
_HEAD_ROW: Final = 2
_A3: Final = 8
_HEAD_LINES: Final = 76
_LINE_HEIGHT: Final = 14
_CHINESE: Final = 0x2E80
_FIGURE: Final = "figure:"
"""Begins the keys of columns of figures."""
_OPEN: Final = ("owner", "decision")
"""Columns that are filled in by hand."""
_FONT: Final = "Microsoft YaHei"


def opinion_book(opinion: Opinion, language: Language, moment: datetime.datetime) -> bytes:
    """The workbook's bytes; the same opinion at the same moment (UTC) gives the same bytes.

    Figures are numbers, no figure is an empty cell, and no text is ever a formula.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    said = imprint(opinion, language, moment)
    book.set_properties(
        {
            "title": said.title,
            "subject": without_control_characters(said.subject)[:250],
            "author": PROGRAM,
            "comments": said.origin[:250],
            "created": moment.replace(tzinfo=None),
        }
    )
    sheets = _Sheets(book, opinion, language, said.origin)
    sheets.summary()
    sheets.findings()
    sheets.matrix()
    sheets.doubtful()
    book.close()
    return packed(stream.getvalue(), moment)


@dataclass(frozen=True)
class _Formats:
    """How cells look; `figures` by the number of decimals."""

    title: Any
    origin: Any
    head: Any
    text: Any
    strong: Any
    centre: Any
    whole: Any
    open: Any
    marked: Mapping[Severity, Any]
    figures: Sequence[Any]


class _Sheets:
    """The four sheets of the workbook."""

    def __init__(self, book: Any, opinion: Opinion, language: Language, origin: str) -> None:
        self.book, self.opinion, self.language, self.origin = book, opinion, language, origin
        self.formats = _formats(book)

    def words(self, wording: Wording, **arguments: object) -> str:
        """A wording in the book's language."""
        return wording.text(self.language, arguments)

    def _sheet(self, name: Wording, title: str) -> Any:
        sheet = self.book.add_worksheet(self.words(name))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C— &P —")
        self._write(sheet, 0, 0, title, self.formats.title)
        self._write(sheet, 1, 0, self.origin, self.formats.origin)
        sheet.set_row(0, 26)
        return sheet

    def _write(self, sheet: Any, row: int, column: int, text: str, form: Any) -> None:
        """A text as text; an empty cell for one that says nothing."""
        if text:
            sheet.write_string(row, column, without_control_characters(text), form)
        else:
            sheet.write_blank(row, column, None, form)

    def summary(self) -> None:
        """The plans, how many indicators agree, and how many opinions of each kind there are."""
        opinion, plans, form = self.opinion, self.opinion.ledger.plans, self.formats
        sheet = self._sheet(SUMMARY, self.words(TITLE))
        self._write(sheet, 3, 0, self.words(_COUNTS), form.strong)
        counts = {
            "held": opinion.agreeing + opinion.differing,
            "agreeing": opinion.agreeing,
            "differing": opinion.differing,
            "lines": len(opinion.lines),
            "open": sum(one.answer is None for one in opinion.ledger.doubtful),
        }
        row = 4
        for key, wording in _LINES.items():
            self._write(sheet, row, 0, self.words(wording), form.text)
            sheet.write_number(row, 1, counts[key], form.whole)
            row += 1
        kinds = Counter(one.code for one in (line.finding for line in opinion.lines))
        if kinds:
            row += 1
            self._write(sheet, row, 0, self.words(_BY_KIND), form.strong)
            for code in sorted(kinds, key=_order_of):
                row += 1
                self._write(sheet, row, 0, self.words(_code(code)), form.text)
                sheet.write_number(row, 1, kinds[code], form.whole)
            row += 1
        row += 1
        self._write(sheet, row, 0, self.words(_HELD), form.strong)
        row += 1
        for column, (head, width) in enumerate(_HELD_HEADS):
            self._write(sheet, row, column, self.words(head), form.head)
            sheet.set_column(column, column, width)
        answers = Counter(place for line in opinion.lines for place in line.finding.plans)
        for number, held in enumerate(plans, 1):
            self._plan(sheet, row + number, held, answers[number - 1])
        row += len(plans) + 2
        self._write(sheet, row, 0, self.words(_ROUNDED), form.origin)
        problems = opinion.ledger.problems
        if problems:
            self._write(sheet, row + 2, 0, self.words(NOT_COMPARED), form.strong)
        for number, problem in enumerate(problems, row + 3):
            told = problem_text(problem, opinion.ledger, self.language)
            self._write(sheet, number, 0, told, form.origin)
        sheet.activate()

    def _plan(self, sheet: Any, row: int, held: HeldPlan, lines: int) -> None:
        form, plans = self.formats, self.opinion.ledger.plans
        texts = {
            0: held.title,
            1: self.words(LEVEL, number=held.depth + 1),
            2: region_in(held, self.language),
            6: plans[held.above].title if held.above is not None else _NOTHING,
            7: plans[held.before].title if held.before is not None else _NOTHING,
            8: file_shown(held),
        }
        for column, text in texts.items():
            self._write(sheet, row, column, text, form.text)
        for column, figure in ((3, held.plan.base_year), (4, held.plan.target_year), (5, lines)):
            sheet.write_number(row, column, figure, form.centre)

    def findings(self) -> None:
        """A row a finding: figures as numbers with their unit, the cells of both files, and columns for what is decided."""
        form, lines = self.formats, self.opinion.lines
        sheet = self._sheet(FINDINGS, f"{self.words(TITLE)} · {self.words(FINDINGS)}")
        columns = _columns({key for line in lines for key in line.finding.figures})
        at = {key: column for column, (key, _, _) in enumerate(columns)}
        for column, (_, head, width) in enumerate(columns):
            self._write(sheet, _HEAD_ROW, column, self.words(head), form.head)
            sheet.set_column(column, column, width)
        for row, line in enumerate(lines, _HEAD_ROW + 1):
            self._line(sheet, row, line, at)
        last, decision = _HEAD_ROW + max(len(lines), 1), at["decision"]
        choices = [self.words(one) for one in _DECISIONS]
        self._offer(sheet, decision, last, choices)
        sheet.autofilter(_HEAD_ROW, 0, last, len(columns) - 1)
        sheet.set_paper(_A3)
        sheet.freeze_panes(_HEAD_ROW + 1, at["region"])
        sheet.repeat_rows(_HEAD_ROW)

    def _offer(self, sheet: Any, column: int, last: int, choices: Sequence[str]) -> None:
        """Let the cells of a column be chosen from a list; another text may be typed all the same."""
        offered = {"validate": "list", "source": list(choices), "error_type": "warning"}
        sheet.data_validation(_HEAD_ROW + 1, column, last, column, offered)

    def _line(self, sheet: Any, row: int, line: OpinionLine, at: Mapping[str, int]) -> None:
        form, finding = self.formats, line.finding
        first, *others = finding.plans
        severity = finding.severity
        texts = {
            "code": self.words(_code(finding.code)),
            "indicator": line.name,
            "region": line.region,
            "above_plan": self._called(first) if others else _NOTHING,
            "below_plan": clauses((self._called(one) for one in others or [first]), self.language),
            "above": line.above,
            "below": line.below,
            "difference": line.difference,
            "above_places": "\n".join(line.above_places),
            "below_places": "\n".join(line.below_places),
            "settles": line.settles,
            "owner": "",
            "decision": "",
        }
        sheet.write_number(row, at["number"], line.number, form.centre)
        mark = f"{MARKS[severity]} {self.words(SEVERITY_NAMES[severity])}"
        self._write(sheet, row, at["severity"], mark, form.marked[severity])
        for key, text in texts.items():
            self._write(sheet, row, at[key], text, form.open if key in _OPEN else form.text)
        for key, column in at.items():
            if key.startswith(_FIGURE):
                figure = finding.figures.get(key.removeprefix(_FIGURE))
                self._figure(sheet, row, column, figure, year=are_years(finding))
        if "unit" in at:
            self._write(sheet, row, at["unit"], unit_text(finding, line.unit, self.language), form.text)
        # Excel fits rows when it opens them, others do not
        sheet.set_row(
            row, _LINE_HEIGHT * max(_lines_of(text, _HEADS[key][1]) for key, text in texts.items()) + 4
        )

    def _called(self, place: int) -> str:
        return plan_called(self.opinion.ledger.plans, place, self.language)

    def _figure(self, sheet: Any, row: int, column: int, figure: float | None, *, year: bool = False) -> None:
        """A figure as a number with the decimals that it has; an empty cell where there is none."""
        if figure is None:
            sheet.write_blank(row, column, None, self.formats.text)
            return
        _, _, decimals = trimmed(figure, DECIMALS).partition(".")
        form = self.formats.centre if year else self.formats.figures[len(decimals)]
        sheet.write_number(row, column, rounded(figure, DECIMALS), form)

    def matrix(self) -> None:
        """Indicators by plans: each cell the target as worded, marked and coloured where something was found about it."""
        form, plans = self.formats, self.opinion.ledger.plans
        sheet = self._sheet(MATRIX, f"{self.words(TITLE)} · {self.words(MATRIX)}")
        marks_told = (f"{mark} {self.words(SEVERITY_NAMES[one])}" for one, mark in MARKS.items())
        self._write(sheet, 1, 0, self.words(_MARKED, marks=clauses(marks_told, self.language)), form.origin)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 10)
        for column, head in enumerate(_MATRIX_HEADS):
            self._write(sheet, _HEAD_ROW, column, self.words(head), form.head)
        for column, held in enumerate(plans, 2):
            level = self.words(LEVEL, number=held.depth + 1)
            title = f"{region_in(held, self.language)}\n{held.title}\n{level}"
            self._write(sheet, _HEAD_ROW, column, title, form.head)
            sheet.set_column(column, column, 22)
        marks = 2 + len(plans)
        self._write(sheet, _HEAD_ROW, marks, self.words(_OPINIONS_ON), form.head)
        sheet.set_column(marks, marks, 14)
        sheet.set_row(_HEAD_ROW, _HEAD_LINES)
        for row, indicator in enumerate(self.opinion.rows, _HEAD_ROW + 1):
            name, unit = spoken_indicator(self.opinion.ledger, indicator, self.language)
            self._write(sheet, row, 0, name, form.text)
            self._write(sheet, row, 1, unit, form.text)
            for column, (held, cell) in enumerate(zip(plans, indicator.cells, strict=True), 2):
                self._cell(sheet, (row, column), held, cell, indicator.unit)
            numbers = clauses((str(one + 1) for one in indicator.findings), self.language, comma=True)
            self._write(sheet, row, marks, numbers, form.centre)
        sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + max(len(self.opinion.rows), 1), marks)
        sheet.freeze_panes(_HEAD_ROW + 1, 2)
        sheet.repeat_rows(_HEAD_ROW)

    def _cell(self, sheet: Any, at: tuple[int, int], held: HeldPlan, cell: ComparedCell, unit: str) -> None:
        form, (row, column) = self.formats, at
        said = [said_in_its_unit(one.target, held, unit, self.language) for one in cell.statements]
        mark = "" if cell.severity is None else f"{MARKS[cell.severity]} "
        look = form.text if cell.severity is None else form.marked[cell.severity]
        alone = cell.statements[0] if len(cell.statements) == 1 else None
        if alone is not None and alone.year == held.plan.target_year:
            figure = _plain_figure(alone)
            if figure is not None and not mark and said == [alone.text]:
                self._figure(sheet, row, column, figure)
                return
            self._write(sheet, row, column, f"{mark}{said[0]}", look)
            return
        dated = [
            f"{self.words(_OF_YEAR, year=one.year)} {text}"
            for one, text in zip(cell.statements, said, strict=True)
        ]
        told = "\n".join(dated) or self.words(_NO_TARGET if cell.held else _NOT_LISTED)
        self._write(sheet, row, column, f"{mark}{told}", look)

    def doubtful(self) -> None:
        """The pairs that may be the same indicator, with a column for the answer."""
        form, plans, pairs = self.formats, self.opinion.ledger.plans, self.opinion.ledger.doubtful
        sheet = self._sheet(DOUBTFUL, f"{self.words(TITLE)} · {self.words(DOUBTFUL)}")
        for column, (head, width) in enumerate(_PAIR_HEADS):
            self._write(sheet, _HEAD_ROW, column, self.words(head), form.head)
            sheet.set_column(column, column, width)
        for row, pair in enumerate(pairs, _HEAD_ROW + 1):
            sheet.write_number(row, 0, row - _HEAD_ROW, form.centre)
            for side, place in enumerate(pair.plans):
                texts = (plans[place].title, pair.names[side], pair.units[side])
                for column, text in enumerate(texts, 1 + 3 * side):
                    self._write(sheet, row, column, text, form.text)
            self._write(sheet, row, 7, self.words(pair.why), form.text)
            answer = "" if pair.answer is None else self.words(_ANSWERS[pair.answer])
            self._write(sheet, row, 8, answer, form.open)
        last = _HEAD_ROW + max(len(pairs), 1)
        self._offer(sheet, len(_PAIR_HEADS) - 1, last, [self.words(one) for one in _ANSWERS.values()])
        sheet.autofilter(_HEAD_ROW, 0, last, len(_PAIR_HEADS) - 1)
        sheet.freeze_panes(_HEAD_ROW + 1, 1)
        sheet.repeat_rows(_HEAD_ROW)


def _columns(used: set[str]) -> list[tuple[str, Wording, int]]:
    """The columns of the findings: their keys, heads and widths; figures, those that are used, stand before the difference."""
    keys = [*(key for key in FIGURE_WORDS if key in used), *sorted(used - FIGURE_WORDS.keys())]
    figures = [(_FIGURE + key, FIGURE_WORDS.get(key, Wording(key, key)), 10) for key in keys]
    columns = []
    for key, (head, width) in _HEADS.items():
        if key == "difference" and figures:
            columns += [*figures, ("unit", _UNIT, 7)]
        columns.append((key, head, width))
    return columns


def _lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column so wide (in digits); a Chinese sign is two digits wide."""
    lines = 0
    for part in text.split("\n"):
        wide = sum(2 if ord(letter) >= _CHINESE else 1 for letter in part)
        lines += max(-(-wide // max(width - 1, 1)), 1)
    return lines


def _code(code: str) -> Wording:
    return CODE_WORDS.get(code, Wording(code, code))


def _order_of(code: str) -> tuple[int, str]:
    known = list(CODE_WORDS)
    return (known.index(code) if code in known else len(known), code)


def _plain_figure(stated: PlanStatement) -> float | None:
    """The figure of a target that is one and nothing else: no bound, no growth, nothing beside it; None for all others."""
    target, parsed = stated.target, stated.target.parsed
    alone = not (target.beside or parsed.beside or parsed.mark or parsed.note or parsed.stretch is not None)
    level = parsed.kind is TargetKind.EXACT and parsed.how == "figure" and parsed.measure is Measure.LEVEL
    said = parse_figure(target.text)
    return said if alone and level and parsed.figure == said else None


def _formats(book: Any) -> _Formats:
    font = {"font_name": _FONT, "font_size": 10}
    line = {**font, "border": 1, "border_color": "#D0D5DB", "valign": "vcenter", "text_wrap": True}
    places = ("#,##0", *("#,##0." + "0" * count for count in range(1, DECIMALS + 1)))
    return _Formats(
        title=book.add_format({**font, "bold": True, "font_size": 15}),
        origin=book.add_format({**font, "font_size": 9, "font_color": "#57606A"}),
        head=book.add_format({**line, "bold": True, "bg_color": "#F1F4F8", "align": "center"}),
        text=book.add_format(line),
        strong=book.add_format({**font, "bold": True, "font_size": 12}),
        centre=book.add_format({**line, "align": "center", "num_format": "0"}),
        whole=book.add_format({**line, "align": "right", "num_format": "#,##0"}),
        open=book.add_format({**line, "bg_color": "#FFF8E1"}),
        marked={one: book.add_format({**line, "bg_color": colour}) for one, colour in _FILLS.items()},
        figures=tuple(book.add_format({**line, "num_format": one, "align": "right"}) for one in places),
    )
