"""A deck of slides being made: blank or in the style of an office's template; titles, texts, notes and charts."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Emu, Inches, Pt

from npfdesk.report.material import CannotBeMade
from npfdesk.report.packing import packed

# python-pptx leaves these without types
_Colour: Final[Any] = RGBColor
_ChartData: Final[Any] = CategoryChartData
_element: Final[Any] = OxmlElement

_FONT: Final = "Microsoft YaHei"
_INK, _SECONDARY, _HAIRLINE = "1F2328", "57606A", "E4E7EB"
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FOOTERS: Final = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_TITLES: Final = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)


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


class Deck:
    """Slides in order; every text is plain text."""

    def __init__(self, template: bytes | None) -> None:
        self._plain = template is None
        try:
            self.file: Any = Presentation(io.BytesIO(_as_presentation(template)) if template else None)
        except Exception as problem:  # python-pptx raises whatever a broken part makes it raise
            raise CannotBeMade(f"{type(problem).__name__}: {problem}"[:200]) from problem
        if self._plain:
            self.file.slide_width, self.file.slide_height = Inches(13.333), Inches(7.5)
        self._drop_slides()
        self.width, self.height = (int(one or 0) for one in (self.file.slide_width, self.file.slide_height))

    def _drop_slides(self) -> None:
        """A template's own slides are samples: only its masters and layouts are wanted."""
        listed = self.file.slides._sldIdLst
        for one in list(listed):
            self.file.part.drop_rel(one.get(qn("r:id")))
            listed.remove(one)

    def _layout(self, *, cover: bool) -> Any:
        """The title slide's layout, or the one with a title and the least beside it."""
        layouts = list(self.file.slide_layouts)
        if not layouts:
            raise CannotBeMade("no slide layouts")

        def besides(layout: Any) -> tuple[bool, int]:
            kinds = [one.placeholder_format.type for one in layout.placeholders]
            titled = any(kind in _TITLES for kind in kinds)
            return not titled, sum(kind not in (*_TITLES, *_FOOTERS) for kind in kinds)

        if cover:
            for layout in layouts:
                if any(
                    one.placeholder_format.type == PP_PLACEHOLDER.CENTER_TITLE for one in layout.placeholders
                ):
                    return layout
        return min(layouts, key=besides)

    def slide(self, title: str, subtitle: str, footer: str, notes: str, *, cover: bool = False) -> Any:
        """A slide with its title, the line below it, a footer with its number, and notes."""
        slide = self.file.slides.add_slide(self._layout(cover=cover))
        placed = {one.placeholder_format.type: one for one in slide.placeholders}
        heading = next((placed[kind] for kind in _TITLES if kind in placed), None)
        below = placed.get(PP_PLACEHOLDER.SUBTITLE) if cover else None
        # a placeholder is another object each time it is asked for, its element is not
        kept = [one._element for one in (heading, below) if one is not None]
        for one in list(slide.placeholders):
            if one._element not in kept and one.placeholder_format.type not in _FOOTERS:
                one._element.getparent().remove(one._element)
        margin = int(self.width * 0.05)
        if heading is None or (self._plain and not cover):
            if heading is not None:
                heading.left, heading.top = Emu(margin), Emu(int(self.height * 0.05))
                heading.width, heading.height = Emu(self.width - 2 * margin), Emu(int(self.height * 0.1))
            else:
                heading = slide.shapes.add_textbox(
                    Emu(margin),
                    Emu(int(self.height * 0.05)),
                    Emu(self.width - 2 * margin),
                    Emu(int(self.height * 0.1)),
                )
        elif self._plain:
            heading.left, heading.top = Emu(margin), Emu(int(self.height * 0.3))
            heading.width, heading.height = Emu(self.width - 2 * margin), Emu(int(self.height * 0.2))
        self._write(heading.text_frame, title, 32 if cover else 24, bold=True, themed=not self._plain)
        if self._plain:
            heading.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM if cover else MSO_ANCHOR.MIDDLE
        if below is not None:
            if self._plain:
                below.left, below.top = Emu(margin), Emu(int(self.height * 0.52))
                below.width, below.height = Emu(self.width - 2 * margin), Emu(int(self.height * 0.25))
            self._write(below.text_frame, subtitle, 16, colour=_SECONDARY, themed=not self._plain)
        elif subtitle:
            top = int(heading.top + heading.height) if heading.top is not None else int(self.height * 0.15)
            box = slide.shapes.add_textbox(
                Emu(margin), Emu(top), Emu(self.width - 2 * margin), Emu(int(self.height * 0.06))
            )
            self._write(box.text_frame, subtitle, 13, colour=_SECONDARY)
        self._footer(slide, footer, margin)
        slide.notes_slide.notes_text_frame.text = cleaned(notes)
        return slide

    def _footer(self, slide: Any, text: str, margin: int) -> None:
        box = slide.shapes.add_textbox(
            Emu(margin),
            Emu(int(self.height * 0.935)),
            Emu(self.width - 2 * margin),
            Emu(int(self.height * 0.05)),
        )
        self._write(box.text_frame, text + "  ·  ", 9, colour=_SECONDARY)
        paragraph = box.text_frame.paragraphs[0]._p
        field = _element("a:fld")
        field.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
        field.set("type", "slidenum")
        properties, fill, colour, number = (
            _element(name) for name in ("a:rPr", "a:solidFill", "a:srgbClr", "a:t")
        )
        properties.set("sz", "900")
        colour.set("val", _SECONDARY)
        number.text = str(len(self.file.slides))
        fill.append(colour)
        properties.append(fill)
        field.append(properties)
        field.append(number)
        paragraph.append(field)

    def _write(
        self,
        frame: Any,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: str = _INK,
        themed: bool = False,
    ) -> None:
        """Text into a frame; `themed` leaves letters and colours to the template."""
        frame.word_wrap = True
        frame.text = cleaned(text)
        for paragraph in frame.paragraphs:
            if not themed:
                paragraph.alignment = PP_ALIGN.LEFT
            for run in paragraph.runs:
                if not themed:
                    run.font.size, run.font.bold = Pt(size), bold
                    run.font.color.rgb = _Colour.from_string(colour)
                if self._plain:
                    _name_font(run)

    def _area(self) -> tuple[Emu, Emu, Emu, Emu]:
        margin = int(self.width * 0.05)
        return (
            Emu(margin),
            Emu(int(self.height * 0.22)),
            Emu(self.width - 2 * margin),
            Emu(int(self.height * 0.7)),
        )

    def lines(
        self, slide: Any, categories: Sequence[str], series: Sequence[ChartSeries], decimals: int
    ) -> None:
        """A native line chart; a gap where there is no figure."""
        chart = self._chart(slide, XL_CHART_TYPE.LINE_MARKERS, categories, series, decimals)
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
            label.text_frame.text = cleaned(one.said)
            for run in label.text_frame.paragraphs[0].runs:
                run.font.size = Pt(12)

    def bars(
        self,
        slide: Any,
        categories: Sequence[str],
        series: Sequence[ChartSeries],
        decimals: int,
        *,
        stacked: bool = False,
    ) -> None:
        """A native chart of horizontal bars, the first category on top; with the figures where it is stacked."""
        kind = XL_CHART_TYPE.BAR_STACKED if stacked else XL_CHART_TYPE.BAR_CLUSTERED
        chart = self._chart(slide, kind, categories, series, decimals)
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
        labels.show_value, labels.font.size = True, Pt(11)
        labels.number_format, labels.number_format_is_linked = (
            ("0;;" if stacked else _format(decimals)),
            False,
        )
        if stacked:
            labels.font.color.rgb = _Colour(255, 255, 255)

    def _chart(
        self, slide: Any, kind: Any, categories: Sequence[str], series: Sequence[ChartSeries], decimals: int
    ) -> Any:
        data = _ChartData(number_format=_format(decimals))
        data.categories = [cleaned(one) for one in categories]
        for one in series:
            data.add_series(cleaned(one.name), list(one.values))
        chart = slide.shapes.add_chart(kind, *self._area(), data).chart
        chart.font.size = Pt(12)
        if self._plain:
            chart.font.name = _FONT
        chart.font.color.rgb = _Colour.from_string(_SECONDARY)
        chart.has_title = False
        chart.has_legend = True
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        axis = chart.value_axis
        axis.has_major_gridlines = True
        axis.major_gridlines.format.line.color.rgb = _Colour.from_string(_HAIRLINE)
        axis.format.line.fill.background()
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = _format(decimals), False
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        return chart

    def picture(self, slide: Any, content: bytes, described: str) -> None:
        """A picture below the title, as large as there is room, with its description for who cannot see it."""
        left, top, width, height = self._area()
        shape = slide.shapes.add_picture(io.BytesIO(content), left, top)
        scale = min(width / shape.width, height / shape.height)
        shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
        shape.left = Emu(left + (width - shape.width) // 2)
        shape._element._nvXxPr.cNvPr.set("descr", cleaned(described))

    def paragraphs(self, slide: Any, lines: Sequence[str], size: float = 12) -> None:
        """Lines of text below the title."""
        box = slide.shapes.add_textbox(*self._area())
        self._write(box.text_frame, "\n".join(lines), size)
        for paragraph in box.text_frame.paragraphs:
            paragraph.space_after = Pt(5)

    def finished(
        self, title: str, subject: str, comments: str, author: str, moment: datetime.datetime
    ) -> bytes:
        """The deck's bytes, with its properties; the same slides give the same bytes."""
        properties = self.file.core_properties
        properties.title, properties.subject = cleaned(title)[:250], cleaned(subject)[:250]
        properties.comments, properties.author = cleaned(comments), author
        properties.last_modified_by, properties.revision = author, 1
        properties.created = properties.modified = moment.replace(tzinfo=None)
        stream = io.BytesIO()
        self.file.save(stream)
        return packed(stream.getvalue(), moment)


def cleaned(text: str) -> str:
    """Text without the signs that no document can hold."""
    return _CONTROLS.sub(" ", text)


def _format(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals > 0 else "")


def _name_font(run: Any) -> None:
    """A font for both scripts: python-pptx names only the Latin one."""
    run.font.name = _FONT
    properties = run._r.get_or_add_rPr()
    east = _element("a:ea")
    east.set("typeface", _FONT)
    properties.find(qn("a:latin")).addnext(east)


def _as_presentation(content: bytes) -> bytes:
    """A template (.potx) read as the presentation that it would begin."""
    stream = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(stream, "w") as out:
            for name in parts.namelist():
                part = parts.read(name)
                if name == "[Content_Types].xml":
                    part = part.replace(
                        b"presentationml.template.main+xml", b"presentationml.presentation.main+xml"
                    )
                out.writestr(name, part)
    except (zipfile.BadZipFile, OSError, ValueError) as problem:
        raise CannotBeMade(str(problem)) from problem
    return stream.getvalue()
