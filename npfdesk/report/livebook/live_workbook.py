"""The workbook that is written: its sheets, its cell formats, and references to cells of other sheets."""

from __future__ import annotations

import datetime
import io
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from npfdesk.engine.projection.scenario_paths import Origin
from npfdesk.plan.problems import Wording, joined
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import LEGEND, Status
from npfdesk.report.markings import marking_line, sealed_words, watermark_words
from npfdesk.report.material import PROGRAM, Material

HEAD: Final = 3
"""The row (from 0) of the headers of every sheet of figures."""
TOP: Final = 4
"""The first row (from 0) of figures."""
LONGEST: Final = 6000
"""Where a formula is cut into parts; Excel takes 8,192 characters."""

_LONGEST_TEXT: Final = 32000
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\!\x00-\x1f']")
_FONT: Final = "Microsoft YaHei"
_INK, _SECONDARY, _HAIRLINE, _PANEL, _ENTRY = "#1F2328", "#57606A", "#D7DCE2", "#F1F4F8", "#FFF8E1"
_FAILED: Final = "#C62828"
_ORIGIN_COLOURS: Final = {
    Origin.OBSERVED: _INK,
    Origin.PROJECTED: "#1F4FA8",
    Origin.HELD: _SECONDARY,
    Origin.ROLLED_UP: "#1F4FA8",
    Origin.FORMULA: "#1F4FA8",
}
_SIGNED: Final = Wording(
    "{program} {version} · 工作簿 {workbook} · SHA-256 {digest}",
    "{program} {version} · workbook {workbook} · SHA-256 {digest}",
)
_PAGES: Final = Wording("第 &P 页，共 &N 页", "Page &P of &N")


class Book:
    """A workbook in memory. Text is written as text: nothing of the plan's is ever read as a formula or a link."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self._stream = io.BytesIO()
        self.book = xlsxwriter.Workbook(self._stream, {"in_memory": True})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._names: set[str] = set()
        self._header = _header(material)
        self._property()

    def _property(self) -> None:
        told, plan = self.material.provenance, self.material.plan
        scenarios = joined(
            (self.material.sealed(one) for one in self.material.scenarios), self.material.language
        )
        self.book.set_properties(
            {
                "title": clipped(plan.title, 250),
                "subject": clipped(scenarios, 250),
                "author": PROGRAM,
                "company": "",
                "comments": self.signature(),
                # XlsxWriter asks for a naive moment and writes it as UTC
                "created": told.moment.replace(tzinfo=None),
            }
        )
        for name, value in (
            ("Plan", plan.title),
            ("Scenarios", scenarios),
            ("Revision", told.state(self.material.language)),
            ("Program", f"{PROGRAM} {told.version}"),
            ("Workbook", told.workbook),
            ("Workbook SHA-256", told.digest),
            ("Rule", self.material.words(self.material.rule_words)),
        ):
            self.book.set_custom_property(name, clipped(value, 250) or "–", "text")

    def signature(self) -> str:
        """One line that says where the figures come from."""
        told = self.material.provenance
        return self.material.words(
            _SIGNED, program=PROGRAM, version=told.version, workbook=told.workbook, digest=told.digest[:16]
        )

    def sheet(self, wanted: str, colour: str) -> Sheet:
        """A new sheet; its name is cut to what Excel takes and told apart from the others."""
        # a name such as "MAP(" would be taken for a new function of Excel's inside the references to it
        plain = _FORBIDDEN.sub(" ", wanted).replace("(", "（").replace(")", "）")
        base = plain.strip()[:31].strip() or "Sheet"
        name, number = base, 1
        while name.casefold() in self._names or name.casefold() == "history":
            number += 1
            name = f"{base[: 30 - len(str(number))]} {number}"
        self._names.add(name.casefold())
        page = self.book.add_worksheet(name)
        page.set_tab_color(colour)
        if self._header:
            # words of their own size, however small a wide sheet is printed
            page.set_header(self._header, {"scale_with_doc": False})
        # half the time of a large book went into looking for functions that are newer than any of ours
        page._prepare_formula = _without_sign
        return Sheet(self, page, name)

    def section(
        self, fill: Callable[..., object], *given: Any, sheet: Sheet | None = None, name: str = ""
    ) -> None:
        """Fill a sheet (default: a new one of that name); a mistake of the program is told in its first cell, in red."""

        def instead(told: str) -> None:
            place = self.sheet(name, _FAILED) if sheet is None else sheet
            place.page.set_tab_color(_FAILED)
            place.text(0, 0, told, font_color=_FAILED, bold=True)

        self.material.section(name if sheet is None else sheet.name, lambda: fill(*given), instead)

    def format(self, **properties: Any) -> Any:
        """A cell format, made once for the same properties."""
        given = {"font_name": _FONT, "font_size": 10, "font_color": _INK, "valign": "vcenter", **properties}
        key = tuple(sorted(given.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(given)
        return self._formats[key]

    def figure(self, decimals: int, origin: Origin = Origin.OBSERVED) -> Any:
        """The format of a figure by its decimals and where it comes from."""
        extra = {"italic": True} if origin is Origin.HELD else {}
        return self.format(
            num_format=number_format(decimals), align="right", font_color=_ORIGIN_COLOURS[origin], **extra
        )

    def entry(self, decimals: int | None = None) -> Any:
        """The format of a cell that a person may change."""
        return self.format(
            bg_color=_ENTRY,
            font_color="#0B3D91",
            align="right",
            border=1,
            border_color=_HAIRLINE,
            num_format="General" if decimals is None else number_format(decimals),
        )

    def close(self) -> bytes:
        """The finished workbook."""
        self.book.close()
        return self._stream.getvalue()


class Sheet:
    """One sheet of the workbook, written cell by cell (rows and columns from 0)."""

    def __init__(self, book: Book, page: Any, name: str) -> None:
        self.book, self.page, self.name = book, page, name
        self._quoted = f"'{name}'!"

    def ref(self, row: int, column: int, *, fixed: bool = True) -> str:
        """The cell as another sheet names it."""
        return f"{self._quoted}{xl_rowcol_to_cell(row, column, row_abs=fixed, col_abs=fixed)}"

    def here(self, row: int, column: int) -> str:
        """The cell as its own sheet names it."""
        return str(xl_rowcol_to_cell(row, column))

    def range(self, row: int, first: int, last: int) -> str:
        """Cells of one row as another sheet names them."""
        return f"{self._quoted}${xl_col_to_name(first)}${row + 1}:${xl_col_to_name(last)}${row + 1}"

    def column_range(self, column: int, first: int, last: int) -> str:
        """Cells of one column as another sheet names them."""
        letter = xl_col_to_name(column)
        return f"{self._quoted}${letter}${first + 1}:${letter}${last + 1}"

    def text(self, row: int, column: int, text: str, **properties: Any) -> None:
        """Plain text."""
        style = self.book.format(**properties)
        if text:
            self.page.write_string(row, column, clipped(text), style)
        else:
            self.page.write_blank(row, column, None, style)

    def leave_out(self, row: int, series: SeriesKey) -> None:
        """Hide a row of a series that was not chosen for the report; its cells stay, as other cells reckon with them."""
        if not self.book.material.takes(series):
            self.page.set_row(row, None, None, {"hidden": True})

    def number(self, row: int, column: int, value: float | None, style: Any) -> None:
        """A number, or an empty cell where there is none."""
        if value is None or not math.isfinite(value):
            self.page.write_blank(row, column, None, style)
        else:
            self.page.write_number(row, column, value, style)

    def formula(self, row: int, column: int, formula: str, style: Any, value: float | str | bool) -> None:
        """A formula with the figure that it comes to (#N/A for none), so that a viewer shows it uncomputed."""
        shown = "#N/A" if isinstance(value, float) and not math.isfinite(value) else value
        self.page.write_formula(row, column, "=" + formula, style, shown)

    def head(self, titles: Sequence[str | int], column: int = 0, row: int = HEAD, **properties: Any) -> None:
        """Headers; years are written as numbers, so that formulas can reckon with them."""
        style = self.book.format(
            bold=True, bg_color=_PANEL, bottom=1, bottom_color="#9AA3AD", text_wrap=True, **properties
        )
        for offset, title in enumerate(titles):
            if isinstance(title, int):
                self.page.write_number(row, column + offset, title, style)
            else:
                self.page.write_string(row, column + offset, title, style)

    def title(self, title: str, subtitle: str) -> None:
        """The two lines above the headers."""
        self.text(0, 0, title, font_size=14, bold=True)
        self.text(1, 0, subtitle, font_color=_SECONDARY, font_size=9)
        self.page.set_row(0, 24)
        if said := marking_line(self.book.material):
            self.text(2, 0, said, font_color=_SECONDARY, font_size=9, bold=True)

    def print_setup(self, columns: int, label_columns: int, *, landscape: bool = True) -> None:
        """A4, one page wide, headers repeated, page numbers, what is frozen on the screen."""
        page, words = self.page, self.book.material.words
        if landscape:
            page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        page.fit_to_pages(1, 0)
        page.hide_gridlines(2)
        page.repeat_rows(HEAD)
        signed = header_text(f"{PROGRAM} {self.book.material.provenance.version}")
        title = header_text(clipped(self.book.material.plan.title, 80))
        page.set_footer(f"&L&8{title}&C&8{words(_PAGES)}&R&8{signed}")
        page.freeze_panes(TOP, label_columns)
        if label_columns and columns > label_columns:
            page.repeat_columns(0, label_columns - 1)

    def hide_missing(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Cells without a figure (#N/A) look empty."""
        if last_row < first_row:
            return
        corner = xl_rowcol_to_cell(first_row, first_column)
        self.page.conditional_format(
            first_row,
            first_column,
            last_row,
            last_column,
            {
                "type": "formula",
                "criteria": f"=ISERROR({corner})",
                "format": self.book.book.add_format({"font_color": "#FFFFFF"}),
            },
        )

    def colour_statuses(self, first_row: int, column: int, last_row: int) -> None:
        """Cells that say a status take its colour."""
        for status, text in status_words(self.book.material).items():
            self.page.conditional_format(
                first_row,
                column,
                last_row,
                column,
                {
                    "type": "cell",
                    "criteria": "==",
                    "value": f'"{text}"',
                    "format": self.book.book.add_format({"font_color": status.about.light, "bold": True}),
                },
            )


def _without_sign(formula: str, expand_future_functions: bool = False) -> str:
    return formula.removeprefix("=")


def status_words(material: Material) -> Mapping[Status, str]:
    """What a cell says of a status: its mark and its name."""
    return {status: material.marked(status) for status in LEGEND}


def number_format(decimals: int) -> str:
    """The number format of so many decimals."""
    return "#,##0" + ("." + "0" * min(decimals, 12) if decimals > 0 else "")


def _header(material: Material) -> str:
    """The header of every printed page: the watermark's words in the middle, the states at the right; "" for neither."""
    words, state = watermark_words(material), sealed_words(material)
    middle = f"&C&16&K9AA3AD{header_text(words)}" if words else ""
    return middle + (f"&R&8&K{_SECONDARY.lstrip('#')}{header_text(clipped(state, 180))}" if state else "")


def header_text(text: str) -> str:
    """Text for a page's header or footer, where & begins a code."""
    return text.replace("&", "&&")


def clipped(text: str, longest: int = _LONGEST_TEXT) -> str:
    """Text cut to what a cell holds."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def excel_moment(moment: datetime.datetime) -> datetime.datetime:
    """A moment without its zone, as Excel knows none."""
    return moment.replace(tzinfo=None)
