"""Native, editable Office charts with their figures in an embedded workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.util import Pt
from xlsxwriter import Workbook

from npfdesk.report.office_parts import without_control_characters

# python-pptx leaves its classes without types
_Colour: Final[Any] = RGBColor

_SECONDARY, _HAIRLINE = "57606A", "E4E7EB"

Area = tuple[int, int, int, int]
"""Left, top, width and height in EMU."""


@dataclass(frozen=True)
class ChartSeries:
    """One series of a chart: figures (None: none) in the order of the categories, and how it is drawn.

    `point` is the place of the one point that carries a diamond and the text `said`; such a series has no line.
    """

    name: str
    values: Sequence[float | None]
    colour: str
    width: float = 2.25
    point: int | None = None
    said: str = ""


@dataclass(frozen=True)
class Letters:
    """The size of a chart's letters (points), and their font ("": the document's own)."""

    font: str = ""
    points: float = 12


class _TextWorkbook(CategoryWorkbookWriter):
    """The workbook inside a chart, in which names are text whatever they begin with."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Any, Any]]:
        book = Workbook(
            xlsx_file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        yield book, book.add_worksheet()
        book.close()


class _TextChartData(CategoryChartData):
    """A chart's names and figures; python-pptx alone would write the name =1+1 as a formula."""

    @property
    def _workbook_writer(self) -> Any:
        writer: Any = _TextWorkbook
        return writer(self)


_ChartData: Final[Any] = _TextChartData


def line_chart(
    slide: Any,
    area: Area,
    categories: Sequence[str],
    series: Sequence[ChartSeries],
    decimals: int,
    letters: Letters,
) -> Any:
    """A native line chart on a slide; a gap where there is no figure."""
    chart = _chart(slide, XL_CHART_TYPE.LINE_MARKERS, area, categories, series, decimals, letters)
    for one, drawn in zip(series, chart.plots[0].series, strict=True):
        drawn.smooth = False
        drawn.marker.style = XL_MARKER_STYLE.NONE
        if one.point is None:
            drawn.format.line.color.rgb = _Colour.from_string(one.colour.lstrip("#"))
            drawn.format.line.width = Pt(one.width)
            continue
        drawn.format.line.fill.background()
        drawn.marker.style, drawn.marker.size = XL_MARKER_STYLE.DIAMOND, 10
        drawn.marker.format.fill.solid()
        drawn.marker.format.fill.fore_color.rgb = _Colour(255, 255, 255)
        drawn.marker.format.line.color.rgb = _Colour.from_string(one.colour.lstrip("#"))
        label = drawn.points[one.point].data_label
        label.has_text_frame = True
        label.text_frame.text = without_control_characters(one.said)
        for run in label.text_frame.paragraphs[0].runs:
            run.font.size = Pt(letters.points)
    return chart


def bar_chart(
    slide: Any,
    area: Area,
    categories: Sequence[str],
    series: Sequence[ChartSeries],
    decimals: int,
    letters: Letters,
    *,
    stacked: bool = False,
    axis: str = "",
) -> Any:
    """A native chart of horizontal bars, the first category on top; `axis` is written at that of the figures ("": nothing)."""
    kind = XL_CHART_TYPE.BAR_STACKED if stacked else XL_CHART_TYPE.BAR_CLUSTERED
    chart = _chart(slide, kind, area, categories, series, decimals, letters)
    chart.category_axis.reverse_order = True
    plot = chart.plots[0]
    plot.gap_width = 60
    if stacked:
        plot.overlap = 100
    for one, drawn in zip(series, plot.series, strict=True):
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = _Colour.from_string(one.colour.lstrip("#"))
        drawn.invert_if_negative = False
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value, labels.font.size = True, Pt(letters.points - 1)
    labels.number_format, labels.number_format_is_linked = (
        ("0;;" if stacked else number_format(decimals)),
        False,
    )
    if stacked:
        labels.font.color.rgb = _Colour(255, 255, 255)
    if axis:
        title = chart.value_axis.axis_title.text_frame
        title.text = axis
        title.paragraphs[0].runs[0].font.size, title.paragraphs[0].runs[0].font.bold = (
            Pt(letters.points),
            False,
        )
    return chart


def _chart(
    slide: Any,
    kind: Any,
    area: Area,
    categories: Sequence[str],
    series: Sequence[ChartSeries],
    decimals: int,
    letters: Letters,
) -> Any:
    data = _ChartData(number_format=number_format(decimals))
    data.categories = [without_control_characters(one) for one in categories]
    for one in series:
        data.add_series(without_control_characters(one.name), list(one.values))
    chart = slide.shapes.add_chart(kind, *area, data).chart
    chart.font.size = Pt(letters.points)
    if letters.font:
        chart.font.name = letters.font
    chart.font.color.rgb = _Colour.from_string(_SECONDARY)
    chart.has_title = False
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    axis = chart.value_axis
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = _Colour.from_string(_HAIRLINE)
    axis.format.line.fill.background()
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = number_format(decimals), False
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    return chart


def number_format(decimals: int) -> str:
    """Excel's number format with separators and so many decimals."""
    return "#,##0" + ("." + "0" * decimals if decimals > 0 else "")
