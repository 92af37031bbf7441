"""A deck of slides, blank or in an office's template: titles, texts, notes and charts."""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Iterator, Sequence
from typing import Any, Final

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Emu, Inches, Pt

from npfdesk.report.chart_axes import ChartAxes
from npfdesk.report.markings import WATERMARK_GREY, PageMarks
from npfdesk.report.material import CannotBeMade
from npfdesk.report.native_charts import EMU_PER_POINT, ChartSeries, Letters, bar_chart, line_chart
from npfdesk.report.office_parts import packed, template_as_document, without_control_characters

# python-pptx leaves these without types
_Colour: Final[Any] = RGBColor
_element: Final[Any] = OxmlElement

_FONT: Final = "Microsoft YaHei"
_TEMPLATE: Final = b"presentationml.template.main+xml"
_PRESENTATION: Final = b"presentationml.presentation.main+xml"
_INK, _SECONDARY = "1F2328", "57606A"
_BELOW_LINE: Final = 5
_TITLE: Final = 20
"""The size of a slide's title (points): a sentence of two lines has room."""
_FOOTERS: Final = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_TITLES: Final = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)


class Deck:
    """Slides in order; every text is plain text."""

    def __init__(self, template: bytes | None) -> None:
        self._plain = template is None
        self._layouts: dict[bool, Any] = {}
        self._letters = Letters(font=_FONT if self._plain else "")
        try:
            self.file: Any = Presentation(
                io.BytesIO(template_as_document(template, _TEMPLATE, _PRESENTATION)) if template else None
            )
        except Exception as problem:  # python-pptx raises whatever a broken part makes it raise
            raise CannotBeMade(f"{type(problem).__name__}: {problem}"[:200]) from problem
        if self._plain:
            self.file.slide_width, self.file.slide_height = Inches(13.333), Inches(7.5)
        self._drop_slides()
        self.width, self.height = (int(one or 0) for one in (self.file.slide_width, self.file.slide_height))

    def _drop_slides(self) -> None:
        """A template's own slides are samples: only its masters and layouts are wanted."""
        self.take_back(0)

    def begin(self) -> int:
        """Where a section begins: how many slides there are."""
        return len(self.file.slides._sldIdLst)

    def take_back(self, begun: int) -> None:
        """Take back the slides that were made since."""
        listed = self.file.slides._sldIdLst
        for one in list(listed)[begun:]:
            self.file.part.drop_rel(one.get(qn("r:id")))
            listed.remove(one)

    def _layout(self, *, cover: bool) -> Any:
        """The title slide's layout, or the one with a title and the least beside it; found once for all slides."""
        if cover not in self._layouts:
            self._layouts[cover] = self._found_layout(cover=cover)
        return self._layouts[cover]

    def _found_layout(self, *, cover: bool) -> Any:
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
        self._write(heading.text_frame, title, 32 if cover else _TITLE, bold=True, themed=not self._plain)
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
        slide.notes_slide.notes_text_frame.text = without_control_characters(notes)
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
        frame.text = without_control_characters(text)
        for paragraph in frame.paragraphs:
            if not themed:
                paragraph.alignment = PP_ALIGN.LEFT
            for run in paragraph.runs:
                if not themed:
                    run.font.size, run.font.bold = Pt(size), bold
                    run.font.color.rgb = _Colour.from_string(colour)
                if self._plain:
                    _name_font(run)

    def mark(self, marks: PageMarks) -> None:
        """Put watermark and seal behind every slide there is, on the layouts that they use: none can be moved by accident."""
        listed = self.file.slides
        if not len(listed) or not (marks.watermark or marks.mark):
            return
        used = {one.slide_layout.part.partname: one.slide_layout for one in listed}
        for layout in used.values():
            # made on a slide, which can hold any shape, and moved behind all that the layout has
            tree, slide = layout.shapes._spTree, listed[0]
            for place, shape in enumerate(self._marks(slide, marks)):
                shape._element.nvSpPr.cNvPr.set("id", str(9000 + place))
                tree.insert(2 + place, shape._element)

    def _marks(self, slide: Any, marks: PageMarks) -> Iterator[Any]:
        if marks.watermark:
            wide, high = int(self.width * 0.8), int(self.height * 0.3)
            across = Emu((self.width - wide) // 2), Emu((self.height - high) // 2), Emu(wide), Emu(high)
            box = slide.shapes.add_textbox(*across)
            box.name, box.rotation = "Watermark", -math.degrees(math.atan2(self.height, self.width))
            self._write(box.text_frame, marks.watermark, 96, colour=WATERMARK_GREY.lstrip("#"))
            box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
            box.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
            yield box
        if marks.mark:
            high, edge, top = int(self.height * 0.04), int(self.width * 0.05), int(self.height * 0.015)
            wide = int(Pt(9)) * (2 + len(marks.mark))
            box = slide.shapes.add_textbox(Emu(self.width - edge - wide), Emu(top), Emu(wide), Emu(high))
            box.name = "Seal"
            box.line.color.rgb, box.line.width = _Colour.from_string(_SECONDARY), Pt(0.75)
            self._write(box.text_frame, marks.mark, 9, colour=_SECONDARY)
            _without_margins(box.text_frame)
            box.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
            yield box
            left = Emu(self.width // 2)
            said = slide.shapes.add_textbox(
                left, Emu(top), Emu(self.width // 2 - edge - wide - edge // 6), Emu(high)
            )
            said.name = "State"
            self._write(said.text_frame, marks.state, 8, colour=_SECONDARY)
            _without_margins(said.text_frame)
            said.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
            yield said

    def _area(self) -> tuple[Emu, Emu, Emu, Emu]:
        margin = int(self.width * 0.05)
        return (
            Emu(margin),
            Emu(int(self.height * 0.22)),
            Emu(self.width - 2 * margin),
            Emu(int(self.height * 0.7)),
        )

    def lines(self, slide: Any, axes: ChartAxes, series: Sequence[ChartSeries]) -> None:
        """A native line chart below the title; a gap where there is no figure."""
        line_chart(slide, self._area(), axes, series, self._letters)

    def bars(
        self,
        slide: Any,
        categories: Sequence[str],
        series: Sequence[ChartSeries],
        decimals: int,
        *,
        stacked: bool = False,
        axis: str = "",
    ) -> None:
        """A native chart of horizontal bars, the first category on top; `axis` is written at that of the figures."""
        area, letters = self._area(), self._letters
        bar_chart(slide, area, categories, series, decimals, letters, stacked=stacked, axis=axis)

    def picture(self, slide: Any, content: bytes, described: str) -> None:
        """A picture below the title, as large as there is room, with its description for who cannot see it."""
        left, top, width, height = self._area()
        shape = slide.shapes.add_picture(io.BytesIO(content), left, top)
        scale = min(width / shape.width, height / shape.height)
        shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
        shape.left = Emu(left + (width - shape.width) // 2)
        shape._element._nvXxPr.cNvPr.set("descr", without_control_characters(described))

    def parted(self, lines: Sequence[str], size: float) -> list[list[str]]:
        """Lines of text in as many parts as slides are needed for them, each as full as the others."""
        _, _, width, height = self._area()

        def high(line: str) -> float:
            wide = sum(0.56 if sign.isascii() else 1.0 for sign in line) * size
            return math.ceil(max(wide, 1.0) / (width / EMU_PER_POINT - 15)) * size * 1.45 + _BELOW_LINE

        total = sum(map(high, lines))
        share = total / max(1, math.ceil(total / (height / EMU_PER_POINT)))
        parts: list[list[str]] = [[]]
        filled = 0.0
        for line in lines:
            if parts[-1] and filled + high(line) / 2 > share:
                parts.append([])
                filled = 0.0
            parts[-1].append(line)
            filled += high(line)
        return parts

    def paragraphs(self, slide: Any, lines: Sequence[str], size: float = 12) -> None:
        """Lines of text below the title."""
        box = slide.shapes.add_textbox(*self._area())
        self._write(box.text_frame, "\n".join(lines), size)
        for paragraph in box.text_frame.paragraphs:
            paragraph.space_after = Pt(_BELOW_LINE)

    def finished(
        self, title: str, subject: str, comments: str, author: str, moment: datetime.datetime
    ) -> bytes:
        """The deck's bytes, with its properties; the same slides give the same bytes."""
        properties = self.file.core_properties
        properties.title, properties.subject = (
            without_control_characters(title)[:250],
            without_control_characters(subject)[:250],
        )
        properties.comments, properties.author = without_control_characters(comments)[:250], author
        properties.last_modified_by, properties.revision = author, 1
        properties.created = properties.modified = moment.replace(tzinfo=None)
        stream = io.BytesIO()
        self.file.save(stream)
        return packed(stream.getvalue(), moment)


def _without_margins(frame: Any) -> None:
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)


def _name_font(run: Any) -> None:
    """A font for both scripts: python-pptx names only the Latin one."""
    run.font.name = _FONT
    properties = run._r.get_or_add_rPr()
    east = _element("a:ea")
    east.set("typeface", _FONT)
    properties.find(qn("a:latin")).addnext(east)
