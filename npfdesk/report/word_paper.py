"""The report's paper as a Word document: styles, tables with repeated heads, native charts, page numbers."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt, RGBColor
from pptx import Presentation

from npfdesk.plan.problems import Wording
from npfdesk.plan.statuses import LEGEND
from npfdesk.report.markings import page_marks
from npfdesk.report.material import PROGRAM, CannotBeMade, Material
from npfdesk.report.native_charts import EMU_PER_POINT, Letters, line_chart, path_series
from npfdesk.report.office_parts import packed, template_as_document, without_control_characters
from npfdesk.report.paper import Cell, Column, StatusCounts
from npfdesk.report.paper_report import compose, footer
from npfdesk.report.path_charts import INK, SECONDARY, TARGET, PathChart
from npfdesk.report.slides_report import provenance_line
from npfdesk.report.word_heights import block_height
from npfdesk.report.word_marks import mark_document

_FONT: Final = "Microsoft YaHei"
_HEAD: Final = "F1F4F8"
_HAIRLINE: Final = "D7DCE2"
_CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RELATED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_BLANK_LAYOUT: Final = 6
_TAIL: Final = 3
"""So many rows of a table stand together at its end."""
_PROPORTION: Final = 0.5
"""How high a chart is to its width."""
_SIDES: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
}
_TABLE_PROPERTIES: Final = ("tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook")
_TEMPLATE_TYPE: Final = b"wordprocessingml.template.main+xml"
_DOCUMENT_TYPE: Final = b"wordprocessingml.document.main+xml"


class WordPaper:
    """A document being written; in the styles of an office's template (.docx, .dotx) where one is given.

    CannotBeMade where the template is none. Every text is plain text; `target` is what charts call the mark of a target.
    """

    def __init__(self, template: bytes | None, target: str) -> None:
        self._plain, self.target = template is None, target
        try:
            self.file: Any = Document(
                io.BytesIO(template_as_document(template, _TEMPLATE_TYPE, _DOCUMENT_TYPE))
                if template
                else None
            )
        except CannotBeMade:
            raise
        except Exception as problem:  # python-docx raises whatever a broken part makes it raise
            raise CannotBeMade(f"{type(problem).__name__}: {problem}"[:200]) from problem
        self._empty()
        if self._plain:
            self._set_up()
        section: Any = self.file.sections[-1]
        self.width = int(section.page_width - section.left_margin - section.right_margin)
        self.height = (section.page_height - section.top_margin - section.bottom_margin) / EMU_PER_POINT
        # how far a page is filled by what belongs together, and where the last of it ended
        self._filled = 0, 0.0
        self._new_page = False
        self._styles: dict[str, str] = {}
        self._drawn = 0
        self._slides: Any = Presentation()

    def _empty(self) -> None:
        """A template's own text is a sample: only its styles, its page, its head and foot are wanted."""
        body = self.file.element.body
        for one in list(body):
            if one.tag != qn("w:sectPr"):
                body.remove(one)
                # its pictures and charts go with it
                for attribute in one.xpath(".//@r:id | .//@r:embed"):
                    self.file.part.rels.pop(attribute, None)
        if not self.file.sections:
            self.file.add_section(WD_SECTION.NEW_PAGE)

    def _set_up(self) -> None:
        section = self.file.sections[-1]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin, section.bottom_margin = Mm(22), Mm(22)
        for name, points in (("Normal", 9.5), ("Title", 26), ("Heading 1", 14), ("Heading 2", 10)):
            style = self.file.styles[name]
            style.font.name, style.font.size = _FONT, Pt(points)
            style.font.color.rgb = RGBColor.from_string(INK.lstrip("#"))
            style.font.bold = name != "Normal"
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for script in list(fonts.attrib):
                # a theme's font would win over the one that is named
                del fonts.attrib[script]
            for script in ("ascii", "hAnsi", "eastAsia", "cs"):
                fonts.set(qn(f"w:{script}"), _FONT)
        for name in ("Title", "Heading 1", "Heading 2"):
            form = self.file.styles[name].paragraph_format
            form.space_before, form.space_after, form.keep_with_next = Pt(10), Pt(4), True
            for border in self.file.styles[name].element.findall(".//" + qn("w:pBdr")):
                border.getparent().remove(border)

    def _style_id(self, name: str) -> str:
        """The id of a style of this document, "" for none."""
        if name not in self._styles:
            found = next((one.style_id for one in self.file.styles if one.name == name), "")
            self._styles[name] = found
        return self._styles[name]

    def _paragraph(self, text: str, style: str | None = None) -> Any:
        paragraph = self.file.add_paragraph(without_control_characters(text))
        if style is not None and (known := self._style_id(style)):
            # by its id: a template may have thousands of styles, and each would be looked at for each paragraph
            paragraph._p.style = known
        if self._new_page:
            paragraph.paragraph_format.page_break_before = True
            self._new_page = False
        return paragraph

    def begin(self, section: str) -> tuple[int, bool]:
        """Where a section begins."""
        return len(self.file.element.body), self._new_page

    def take_back(self, begun: tuple[int, bool]) -> None:
        """Take back what was set since; the page's own setting is the last and stays."""
        length, self._new_page = begun
        body = self.file.element.body
        for one in list(body)[length - 1 : -1]:
            body.remove(one)

    def together(self, write: Callable[[], object]) -> None:
        """Set what belongs together, each paragraph to stay with the next; a new page where it would not fit by an estimate.

        Several in a row fill their pages; the first of them begins one.
        """
        begun = len(self.file.element.body)
        write()
        made = list(self.file.element.body)[begun - 1 : -1]
        if not made:
            return
        for each in made[:-1]:
            # where a paragraph follows a table not every reader heeds it, so that the page is begun as well
            _keep_with_next(each)
        needed = block_height(made)
        goes_on = self._filled[0] == begun and self._filled[1] + needed <= self.height
        if not goes_on:
            first = next(made[0].iter(qn("w:p")))
            first.get_or_add_pPr().get_or_add_pageBreakBefore()
        self._filled = len(self.file.element.body), needed + (self._filled[1] if goes_on else 0.0)

    def page(self) -> None:
        """Begin a new page with what follows."""
        self._new_page = bool(len(self.file.element.body) > 1)

    def down(self, to: float) -> None:
        """Leave room above what follows; Word sets the page, so the room is less than half of what is asked for."""
        self._paragraph("").paragraph_format.space_before = Pt(to / 45)

    def title(self, text: str) -> None:
        """The document's title."""
        self._paragraph(text, "Title")

    def heading(self, text: str) -> None:
        """A heading that stays with what follows it, and is in the table of contents that Word can make."""
        self._paragraph(text, "Heading 1")

    def text(self, text: str, points: float = 9.5, colour: str = INK, after: float = 40) -> None:
        """A paragraph for each line."""
        for line in text.split("\n"):
            paragraph = self._paragraph(line)
            _dress(paragraph, points, colour)
            paragraph.paragraph_format.space_after = Pt(after / 10)

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str | Cell]], points: float = 8
    ) -> None:
        """A table whose heads are repeated on every page; one without heads where no column has any."""
        headed = any(column.head for column in columns)
        whole = sum(column.share for column in columns)
        widths = [int(self.width * column.share / whole) for column in columns]
        lines: list[Sequence[str | Cell]] = list(rows)
        if headed:
            lines.insert(0, [Cell(column.head, SECONDARY) for column in columns])
        if not lines:
            return
        before = self.file.element.body[-2] if len(self.file.element.body) > 1 else None
        if before is not None and before.tag == qn("w:p") and before.findall(qn("w:r")):
            # what leads to a table stays with it
            before.get_or_add_pPr().get_or_add_keepNext()
        table = self._grid(widths, len(lines))
        for number, (line, row) in enumerate(zip(lines, table.rows, strict=True)):
            _keep_whole(row, head=headed and number == 0)
            for column, said, place in zip(columns, line, row.cells, strict=True):
                cell = said if isinstance(said, Cell) else Cell(said)
                _write(place, cell.text, points, cell.colour, column.side)
                if headed and number == 0:
                    _fill(place, _HEAD)
            if len(lines) - _TAIL <= number < len(lines) - 1:
                # its last rows stay together
                _keep_with_next(row._tr)
        self._after_table()

    def counts(self, rows: Sequence[StatusCounts]) -> None:
        """A bar for each: cells as wide as the colours are many, each with its mark and its count."""
        name = int(self.width * 0.16)
        for row in rows:
            there = [(status, row.counts[status]) for status in LEGEND if row.counts.get(status)]
            total = sum(number for _, number in there)
            # the narrowest still holds its mark and its number
            least = int(self.width * 0.055)
            spare = self.width - name - least * len(there)
            widths = [name, *(least + int(spare * number / total) for _, number in there)]
            table = self._grid(widths, 1, lines=False)
            line = table.rows[0]
            line.height, line.height_rule = Pt(14), WD_ROW_HEIGHT_RULE.EXACTLY
            _keep_whole(line, head=False)
            _write(line.cells[0], row.name, 8, row.colour)
            for (status, number), cell in zip(there, line.cells[1:], strict=True):
                _write(cell, f"{status.about.mark} {number}", 8, "#FFFFFF")
                _fill(cell, status.about.light.lstrip("#"))
            self._after_table(1)

    def charts(self, charts: Sequence[PathChart]) -> None:
        """Charts in two columns, which Word draws and the reader can edit."""
        half = self.width // 2
        for place in range(0, len(charts), 2):
            pair = charts[place : place + 2]
            table = self._grid([half, half], 1, lines=False)
            _keep_whole(table.rows[0], head=False)
            for chart, cell in zip(pair, table.rows[0].cells, strict=False):
                _write(cell, chart.title, 9, INK)
                subtitle = cell.add_paragraph(without_control_characters(chart.subtitle))
                _dress(subtitle, 7, SECONDARY)
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.keep_with_next = True
                self._chart(cell.add_paragraph(), chart, half - int(Mm(4)))
            self._after_table()

    def _grid(self, widths: Sequence[int], count: int, *, lines: bool = True) -> Any:
        if self._new_page:
            self._paragraph("").paragraph_format.space_after = Pt(0)
        table = self.file.add_table(count, len(widths))
        table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.LEFT
        if lines:
            kind = f'w:val="single" w:sz="4" w:space="0" w:color="{_HAIRLINE}"'
            _property(
                table, f"<w:tblBorders {nsdecls('w')}><w:bottom {kind}/><w:insideH {kind}/></w:tblBorders>"
            )
        margin = 'w:w="40" w:type="dxa"'
        _property(table, f"<w:tblCellMar {nsdecls('w')}><w:left {margin}/><w:right {margin}/></w:tblCellMar>")
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Emu(width)
            for cell in column.cells:
                cell.width = Emu(width)
        return table

    def _after_table(self, points: float = 6) -> None:
        """Two tables with nothing between them would be one."""
        paragraph = self.file.add_paragraph()
        _dress(paragraph, 1, INK)
        paragraph.paragraph_format.space_after = Pt(points)
        paragraph.paragraph_format.line_spacing = Pt(1)

    def _chart(self, paragraph: Any, chart: PathChart, width: int) -> None:
        """A native line chart: made as a slide's, whose parts an Office document of any kind can hold."""
        self._drawn += 1
        if chart.axes is None:
            return
        height = int(width * _PROPORTION)
        series = path_series(chart, self.target, 0.1)
        slide = self._slides.slides.add_slide(self._slides.slide_layouts[_BLANK_LAYOUT])
        letters = Letters(_FONT if self._plain else "", 7)
        made = line_chart(slide, (0, 0, width, height), chart.axes, series, letters).part
        package = self.file.part.package
        book = Part(
            package.next_partname("/word/embeddings/Microsoft_Excel_Sheet%d.xlsx"),
            _BOOK_TYPE,
            made.chart_workbook.xlsx_part.blob,
            package,
        )
        part = Part(package.next_partname("/word/charts/chart%d.xml"), _CHART_TYPE, made.blob, package)
        named = made.chart_workbook._chartSpace.externalData.rId
        part.rels.add_relationship(_RELATED + "package", book, named)
        drawn = self.file.part.relate_to(part, _RELATED + "chart")
        frame = parse_xml(
            f"<w:drawing {nsdecls('w', 'wp', 'a', 'r')} "
            'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">'
            f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
            f'<wp:docPr id="{1000 + self._drawn}" name="Chart {self._drawn}"/><wp:cNvGraphicFramePr/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
            f'<c:chart r:id="{drawn}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
        )
        # for who cannot see it; set as an attribute, so that no sign of a name can end it
        frame.find(".//" + qn("wp:docPr")).set(
            "descr", without_control_characters(f"{chart.title} {chart.subtitle}")
        )
        paragraph.add_run()._r.append(frame)
        paragraph.paragraph_format.space_after = Pt(0)

    def foot(self, text: str, before: str, between: str, after: str) -> None:
        """The foot of every page: where it comes from, and the page's number of how many."""
        section = self.file.sections[-1]
        paragraph = (
            section.footer.paragraphs[0] if section.footer.paragraphs else section.footer.add_paragraph()
        )
        if paragraph.text.strip():
            # a template's own foot is kept above
            paragraph = section.footer.add_paragraph()
        # a line of its own, so that no page's number is torn apart
        paragraph.add_run(without_control_characters(text)).add_break()
        paragraph.add_run(before)
        _field(paragraph, "PAGE")
        paragraph.add_run(between)
        _field(paragraph, "NUMPAGES")
        paragraph.add_run(after)
        _dress(paragraph, 7, SECONDARY)


def _property(table: Any, text: str) -> None:
    """A property of a table in its place: Word refuses a file in which they stand in another order."""
    made, properties = parse_xml(text), table._tbl.tblPr
    after = _TABLE_PROPERTIES[_TABLE_PROPERTIES.index(made.tag.rpartition("}")[2]) + 1 :]
    before = next((one for one in properties if one.tag.rpartition("}")[2] in after), None)
    if before is None:
        properties.append(made)
    else:
        before.addprevious(made)


def _dress(paragraph: Any, points: float, colour: str, side: str = "left") -> None:
    paragraph.alignment = _SIDES[side]
    for run in paragraph.runs:
        run.font.size = Pt(points)
        run.font.color.rgb = RGBColor.from_string(colour.lstrip("#"))


def _write(cell: Any, text: str, points: float, colour: str, side: str = "left") -> None:
    paragraph = cell.paragraphs[0]
    paragraph.text = without_control_characters(text)
    _dress(paragraph, points, colour, side)
    paragraph.paragraph_format.space_after = Pt(1)
    paragraph.paragraph_format.space_before = Pt(1)


def _fill(cell: Any, colour: str) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _keep_with_next(element: Any) -> None:
    """Each paragraph within stays on the page of the next."""
    for paragraph in element.iter(qn("w:p")):
        paragraph.get_or_add_pPr().get_or_add_keepNext()


def _keep_whole(row: Any, *, head: bool) -> None:
    """A row is not cut by the page's end; heads are repeated."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _field(paragraph: Any, name: str) -> None:
    """A field that Word fills in; 1 until it does."""
    for kind in ("begin", "separate", "end"):
        run = paragraph.add_run("1" if kind == "end" else "")
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        if kind == "begin":
            run._r.append(mark)
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {name} "
            paragraph.add_run()._r.append(instruction)
        else:
            run._r.append(mark)


_NUMBER: Final = Wording("第 {page} 页，共 {pages} 页", "Page {page} of {pages}")


def word_report(material: Material, template: bytes | None = None) -> bytes:
    """The document's bytes, in the styles of `template` (.docx or .dotx) where one is given.

    Cover, overview, paths, county sheets, gap lists, method; CannotBeMade where the template is none. The same
    material gives the same bytes.
    """
    paper = WordPaper(template, material.words(TARGET))
    compose(material, paper)
    before, rest = material.words(_NUMBER, page="\0", pages="\1").split("\0")
    between, after = rest.split("\1")
    paper.foot(footer(material), before, between, after)
    mark_document(paper.file, page_marks(material))
    told = material.provenance
    properties = paper.file.core_properties
    properties.title = without_control_characters(material.plan.title)[:250]
    properties.subject = without_control_characters(
        " · ".join(material.sealed(one) for one in material.scenarios)
    )[:250]
    properties.comments = without_control_characters(provenance_line(material))[:250]
    properties.author = properties.last_modified_by = PROGRAM
    properties.keywords, properties.revision = "", 1
    properties.created = properties.modified = told.moment.replace(tzinfo=None)
    stream = io.BytesIO()
    paper.file.save(stream)
    return packed(stream.getvalue(), told.moment)
