"""Native, editable Office charts with their figures in an embedded workbook."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from npfdesk.plan.model import FloatArray
from npfdesk.plan.rounding import rounded_text
from npfdesk.report.chart_axes import (
    ABOVE,
    BELOW,
    LEFT,
    RIGHT,
    ChartAxes,
    FigureTicks,
    bar_ticks,
    free_side,
    words_share,
)
from npfdesk.report.office_parts import without_control_characters
from npfdesk.report.path_charts import INK, PathChart

# python-pptx leaves its classes without types
_Colour: Final[Any] = RGBColor

_SECONDARY, _HAIRLINE = "57606A", "E4E7EB"
EMU_PER_POINT: Final = 12700
_DOT, _DIAMOND = 5, 10
_SIDES: Final = {
    ABOVE: XL_LABEL_POSITION.ABOVE,
    BELOW: XL_LABEL_POSITION.BELOW,
    LEFT: XL_LABEL_POSITION.LEFT,
    RIGHT: XL_LABEL_POSITION.RIGHT,
}

Area = tuple[int, int, int, int]
"""Left, top, width and height in EMU."""


@dataclass(frozen=True)
class ChartSeries:
    """One series of a chart: figures (None: none) in the order of the categories, and how it is drawn.

    `point` is the place of the one point that carries a diamond and the text `said`; such a series has no line. `dotted`
    lines have a dot at each figure, so that one alone is seen.
    """

    name: str
    values: Sequence[float | None]
    colour: str
    width: float = 2.25
    point: int | None = None
    said: str = ""
    dotted: bool = False


@dataclass(frozen=True)
class Letters:
    """The size of a chart's letters (points), and their font ("": the document's own)."""

    font: str = ""
    points: float = 12


class _TextWorkbook(CategoryWorkbookWriter):
    """The workbook inside a chart, in which names are text whatever they begin with.

    Beside the figures stands what is written under each category, where that is not the category itself.
    """

    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Any, Any]]:
        book = Workbook(
            xlsx_file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        sheet = book.add_worksheet()
        yield book, sheet
        if self._chart_data.written:
            sheet.write_column(1, 1 + len(self._chart_data), self._chart_data.written)
        book.close()

    @property
    def written_ref(self) -> str:
        """The cells of what is written under the categories."""
        letter = xl_col_to_name(1 + len(self._chart_data))
        return f"Sheet1!${letter}$2:${letter}${1 + len(self._chart_data.written)}"


class _TextChartData(CategoryChartData):
    """A chart's names and figures; python-pptx alone would write the name =1+1 as a formula.

    `written` stands under the categories, "" where nothing does; empty where the categories themselves do.
    """

    written: tuple[str, ...] = ()

    @property
    def _workbook_writer(self) -> Any:
        writer: Any = _TextWorkbook
        return writer(self)


_ChartData: Final[Any] = _TextChartData


def path_series(chart: PathChart, target: str, scale: float) -> list[ChartSeries]:
    """The series of a chart of paths: its lines, and the mark of its target by the name `target`; `scale` widens the lines."""
    series = [
        ChartSeries(line.name, _cells(figures), line.colour, line.width * scale, dotted=not line.named)
        for line, figures in chart.drawn
    ]
    if chart.axes is not None and chart.mark is not None:
        year, figure = chart.mark
        place = chart.axes.years.index(year)
        marked = [figure if number == place else None for number in range(len(chart.axes.years))]
        series.append(ChartSeries(target, marked, INK, point=place, said=chart.said))
    return series


def line_chart(
    slide: Any, area: Area, axes: ChartAxes, series: Sequence[ChartSeries], letters: Letters
) -> Any:
    """A native line chart on a slide, on axes decided for every form; a gap where there is no figure."""
    years = [str(year) for year in axes.years]
    chart = _chart(slide, XL_CHART_TYPE.LINE_MARKERS, area, years, series, axes.ticks, letters, axes.labels)
    ways = [
        [math.nan if one is None else one for one in each.values] for each in series if each.point is None
    ]
    for one, drawn in zip(series, chart.plots[0].series, strict=True):
        drawn.smooth = False
        drawn.marker.style = XL_MARKER_STYLE.NONE
        colour = _Colour.from_string(one.colour.lstrip("#"))
        if one.point is not None or one.dotted:
            circle = one.point is None
            drawn.marker.style = XL_MARKER_STYLE.CIRCLE if circle else XL_MARKER_STYLE.DIAMOND
            # filled: some readers draw no edge, and a white mark would be a hole in its line
            drawn.marker.size = max(2, round((_DOT if circle else _DIAMOND) * letters.points / 12))
            drawn.marker.format.fill.solid()
            drawn.marker.format.fill.fore_color.rgb = colour
            drawn.marker.format.line.color.rgb = colour
        if one.point is None:
            drawn.format.line.color.rgb = colour
            drawn.format.line.width = Pt(one.width)
            continue
        drawn.format.line.fill.background()
        label = drawn.points[one.point].data_label
        label.has_text_frame = True
        label.text_frame.text = without_control_characters(one.said)
        mark = axes.years[one.point], float(one.values[one.point] or 0.0)
        wide, high = 0.85 * area[2] / EMU_PER_POINT, 0.7 * area[3] / EMU_PER_POINT
        share = words_share(one.said, letters.points, wide, high)
        label.position = _SIDES[free_side(axes, ways, mark, share)]
        for run in label.text_frame.paragraphs[0].runs:
            run.font.size = Pt(letters.points)
            run.font.color.rgb = _Colour.from_string(one.colour.lstrip("#"))
    named = sum(3.5 + sum(0.6 if sign.isascii() else 1.0 for sign in one.name) for one in series)
    _lay(chart, area, axes, letters, named)
    return chart


def _lay(chart: Any, area: Area, axes: ChartAxes, letters: Letters, named: float) -> None:
    """The lines' own place in the chart: over it a line of words has room, under it the years and the names.

    `named` is how wide the names of all lines are beside each other, in letters.
    """
    width, height = (one / EMU_PER_POINT / letters.points for one in area[2:])
    left = (0.6 * max(map(len, axes.ticks.texts)) + 1.2) / width
    top, below, right = 1.6 / height, (4.2 if named < 0.9 * width else 5.8) / height, 1.6 / width
    x, y, wide, high = (rounded_text(one, 4) for one in (left, top, 1 - left - right, 1 - top - below))
    inner = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/><c:x val="{x}"/><c:y val="{y}"/>'
        f'<c:w val="{wide}"/><c:h val="{high}"/></c:manualLayout></c:layout>'
    )
    area_of = chart._chartSpace.chart.plotArea
    for old in area_of.findall(qn("c:layout")):
        area_of.remove(old)
    area_of.insert(0, inner)
    # the lines begin and end at the edges, as they do on paper
    upright = area_of.find(qn("c:valAx"))
    for old in upright.findall(qn("c:crossBetween")):
        upright.remove(old)
    between = parse_xml(f'<c:crossBetween {nsdecls("c")} val="midCat"/>')
    upright.find(qn("c:majorUnit")).addprevious(between)


def _cells(values: FloatArray) -> list[float | None]:
    return [float(value) if math.isfinite(value) else None for value in values]


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
    ticks = bar_ticks([one.values for one in series], stacked=stacked)
    chart = _chart(slide, kind, area, categories, series, ticks, letters)
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
    ticks: FigureTicks,
    letters: Letters,
    written: tuple[str, ...] = (),
) -> Any:
    data = _ChartData(number_format=number_format(ticks.decimals))
    data.categories = [without_control_characters(one) for one in categories]
    data.written = written
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
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = ticks.low, ticks.high, ticks.step
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = (
        number_format(ticks.decimals),
        False,
    )
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if written:
        _write_below(chart, data, written)
    return chart


def _write_below(chart: Any, data: Any, written: tuple[str, ...]) -> None:
    """Write the years that are to be written, upright, and only those; the others keep their cells."""
    cells = data._workbook_writer.written_ref
    for cache in chart._chartSpace.iter(qn("c:cat")):
        cache.find(".//" + qn("c:f")).text = cells
        for point in list(cache.iter(qn("c:pt"))):
            if not written[int(point.get("idx"))]:
                point.getparent().remove(point)
    axis = chart.category_axis
    axis.tick_labels.font.size = chart.font.size
    axis._element.find(qn("c:txPr")).find(qn("a:bodyPr")).set("rot", "0")
    every = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')
    axis._element.find(qn("c:noMultiLvlLbl")).addprevious(every)


def number_format(decimals: int) -> str:
    """Excel's number format with separators and so many decimals."""
    return "#,##0" + ("." + "0" * decimals if decimals > 0 else "")
