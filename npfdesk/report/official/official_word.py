"""An official report as a Word document in the layout of GB/T 9704-2012, with a hidden mark around all that was written."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Twips

from npfdesk.plan.problems import Language, Wording
from npfdesk.report.material import PROGRAM, Material
from npfdesk.report.office_parts import packed, without_control_characters
from npfdesk.report.official.chapters import Heading, OfficialReport, Paragraph, Table
from npfdesk.report.official.hidden_marks import Marked, Marks
from npfdesk.report.official.official_page import (
    LINE,
    indents_of_signature,
    set_right_indent,
    set_up,
    text_width,
)
from npfdesk.report.slides_report import provenance_line

_ANNEX: Final = Wording("附件", "Annex")
_PADDING: Final = 120
"""A cell's edges, left and right together, in twentieths of a point."""
_SLACK: Final = 1.06
"""Letters are estimated; a face may be a little wider."""
_BOLD: Final = 1.12
"""How much wider bold letters are."""
_CHINESE: Final = 0x2E80
"""From here on signs are as wide as their size, and may be broken between."""
_SHORT: Final = 5.5
"""Texts of so few Chinese signs, or as wide, are better not broken."""
_LONGEST_WORD: Final = 10.0
_SIDES: Final = {"left": "left", "right": "right", "centre": "center"}


@dataclass(frozen=True)
class _Size:
    """A size that a table may have: its styles, and the letters in points."""

    text: str
    head: str
    points: float


_SIZES: Final = (
    _Size("TableText", "TableHead", 10.5),
    _Size("SmallTableText", "SmallTableHead", 9),
    _Size("TinyTableText", "TinyTableHead", 7.5),
)
"""五号, and where the widest words and figures do not fit the page's width, 小五 and 六号: no page is turned for a table."""


def line_keys(report: OfficialReport) -> dict[str, str]:
    """The lines that stand outside the chapters, by their keys; those that say nothing are left out."""
    lines = {
        "title": report.title,
        "subtitle": report.subtitle,
        "office": report.office,
        "dated": report.dated,
    }
    return {key: text for key, text in lines.items() if text}


class OfficialWord:
    """A document being written, block by block; every text is plain text."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.file: Any = Document()
        body = self.file.element.body
        for one in list(body):
            if one.tag != qn("w:sectPr"):
                body.remove(one)
        set_up(self.file, language)
        self._marks = Marks()

    def line(self, kind: Marked, key: str, text: str, style: str) -> Any:
        """A paragraph of one marked text."""
        paragraph = self.file.add_paragraph()
        paragraph._p.style = style
        start, end = self._marks.pair(kind, key)
        paragraph._p.append(start)
        paragraph.add_run(without_control_characters(text))
        paragraph._p.append(end)
        return paragraph

    def paragraph(self, block: Paragraph) -> None:
        """Sentences, each in its mark, within the mark of the paragraph."""
        paragraph = self.file.add_paragraph()
        paragraph._p.style = "BodyText"
        whole_start, whole_end = self._marks.pair(Marked.PARAGRAPH, block.key)
        paragraph._p.append(whole_start)
        for place, sentence in enumerate(block.sentences):
            if place and self.language == "en":
                paragraph.add_run(" ")
            start, end = self._marks.pair(Marked.SENTENCE, sentence.key)
            paragraph._p.append(start)
            paragraph.add_run(without_control_characters(sentence.text))
            paragraph._p.append(end)
        paragraph._p.append(whole_end)

    def table(self, block: Table, *, annexed: bool = False) -> None:
        """A table with its title above, thin lines, repeated heads and whole rows, in the largest size that fits."""
        if block.title:
            self.line(Marked.LINE, f"{block.key}/title", block.title, "Caption")
        size, widths = _fitting(block, _SIZES[1:] if annexed else _SIZES)
        table = self.file.add_table(0, len(block.columns))
        dress_table(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Twips(width)
        sides = [_SIDES.get(one.side, "left") for one in block.columns]
        heads = [one.head for one in block.columns]
        body = table._tbl
        if any(heads):
            body.append(_row(heads, widths, size.head, ["center"] * len(heads), head=True))
        for row in block.rows:
            body.append(_row(row, widths, size.text, sides))
        start, end = self._marks.pair(Marked.TABLE, block.key)
        places = list(body.iter(qn("w:p")))
        if places:
            places[0].insert(1, start)
            places[-1].append(end)
        if block.note:
            self.line(Marked.LINE, f"{block.key}/note", block.note, "TableNote")
        else:
            self._gap()

    def _gap(self) -> None:
        """What follows a table stands off it; two tables with nothing between them would be one."""
        self.file.add_paragraph()._p.style = "TableNote"

    def chapters(self, report: OfficialReport) -> None:
        """Every chapter that has blocks, under its heading."""
        for chapter in report.chapters:
            if not chapter.blocks:
                continue
            self.line(Marked.HEADING, chapter.key, chapter.title, "Heading1")
            for block in chapter.blocks:
                if isinstance(block, Paragraph):
                    if block.sentences:
                        self.paragraph(block)
                elif isinstance(block, Heading):
                    self.line(Marked.HEADING, block.key, block.text, f"Heading{min(block.level, 3)}")
                else:
                    self.table(block)

    def front(self, report: OfficialReport) -> None:
        """The title and the line below it."""
        title = self.line(Marked.LINE, "title", report.title, "Title")
        if report.subtitle:
            title.paragraph_format.space_after = 0
            self.line(Marked.LINE, "subtitle", report.subtitle, "Subtitle")

    def signed(self, report: OfficialReport) -> None:
        """Whoever signs and the day, to the right at the end."""
        signed, dated = indents_of_signature(report.office, report.dated)
        if report.office:
            set_right_indent(self.line(Marked.LINE, "office", report.office, "Signature"), signed)
        if report.dated:
            day = self.line(Marked.LINE, "dated", report.dated, "Date")
            set_right_indent(day, dated)
            if not report.office:
                day.paragraph_format.space_before = Twips(LINE)

    def annex(self, block: Table) -> None:
        """A table on a page of its own behind all else, in smaller letters."""
        mark = self.line(Marked.LINE, f"{block.key}/annex", self._words(_ANNEX), "AnnexMark")
        mark.paragraph_format.page_break_before = True
        self.line(Marked.LINE, f"{block.key}/heading", block.title, "Title")
        self.table(Table(block.key, "", block.columns, block.rows, block.note, block.evidence), annexed=True)

    def _words(self, wording: Wording) -> str:
        return wording.text(self.language, {})


def write_blocks(report: OfficialReport, language: Language, annexes: Iterable[Table] = ()) -> Any:
    """The document as the library holds it, not yet saved."""
    paper = OfficialWord(language)
    paper.front(report)
    paper.chapters(report)
    paper.signed(report)
    for one in annexes:
        paper.annex(one)
    return paper.file


@dataclass(frozen=True)
class Imprint:
    """What a document's properties say of it: its title, what it is about, where it comes from and when it was made (UTC)."""

    title: str
    subject: str
    origin: str
    moment: datetime.datetime


def saved(document: Any, material: Material, report: OfficialReport) -> bytes:
    """The document's bytes, with where it comes from in its properties; the same material gives the same bytes."""
    moment = material.provenance.moment
    return stamped(document, Imprint(report.title, material.plan.title, provenance_line(material), moment))


def stamped(document: Any, imprint: Imprint) -> bytes:
    """The document's bytes with its properties; the same imprint gives the same bytes."""
    properties = document.core_properties
    properties.title = without_control_characters(imprint.title)[:250]
    properties.subject = without_control_characters(imprint.subject)[:250]
    properties.comments = without_control_characters(imprint.origin)[:250]
    properties.author = properties.last_modified_by = PROGRAM
    properties.keywords, properties.revision = "", 1
    properties.created = properties.modified = imprint.moment.replace(tzinfo=None)
    stream = io.BytesIO()
    document.save(stream)
    return packed(stream.getvalue(), imprint.moment)


def _row(
    texts: Sequence[str], widths: Sequence[int], style: str, sides: Sequence[str], *, head: bool = False
) -> Any:
    """A row that no page's end cuts; a head is repeated on every page. Lines of a text stay lines."""
    row = parse_xml(
        f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr></w:tr>"
    )
    for text, width, side in zip(texts, widths, sides, strict=True):
        cell = parse_xml(
            f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:jc w:val="{side}"/></w:pPr></w:p></w:tc>'
        )
        run = OxmlElement("w:r")
        for number, part in enumerate(without_control_characters(text).split("\n")):
            if number:
                run.append(OxmlElement("w:br"))
            said = OxmlElement("w:t")
            said.text = part
            said.set(qn("xml:space"), "preserve")
            run.append(said)
        cell[-1].append(run)
        row.append(cell)
    return row


def dress_table(table: Any) -> None:
    """Thin lines all round, columns of the widths that are set, in the middle of the page."""
    properties = table._tbl.tblPr
    for one in properties.findall(qn("w:tblStyle")):
        properties.remove(one)
    # a table's style is the first of its properties
    properties.insert(0, parse_xml(f'<w:tblStyle {nsdecls("w")} w:val="TableGrid"/>'))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER


def _fitting(block: Table, sizes: Sequence[_Size]) -> tuple[_Size, list[int]]:
    """The largest size in which no word or figure is broken, and every column's width; short Chinese texts whole if they fit."""
    for size in sizes:
        for whole in (_SHORT, 0.0):
            widths = _widths(block, size.points, whole)
            if sum(widths) <= text_width():
                return size, widths
    return sizes[-1], widths


def _widths(block: Table, points: float, whole: float) -> list[int]:
    """Every column's width in twentieths of a point: by its share, and no narrower than its longest word or figure.

    Texts no wider than `whole` Chinese signs are not broken either. The sum is the type area's width, or more where the words do
    not fit.
    """
    least = [
        int(
            max(_longest_word(head, whole) * _BOLD, *(_longest_word(one, whole) for one in texts), 0.0)
            * points
            * 20
            * _SLACK
        )
        + _PADDING
        for head, *texts in zip((one.head for one in block.columns), *block.rows, strict=True)
    ]
    free = set(range(len(least)))
    while free:
        room = text_width() - sum(least[place] for place in range(len(least)) if place not in free)
        shares = sum(block.columns[place].share for place in free) or 1.0
        widths = [
            int(room * block.columns[place].share / shares) if place in free else least[place]
            for place in range(len(least))
        ]
        narrow = {place for place in free if widths[place] < least[place]}
        if not narrow:
            return widths
        free -= narrow
    return least


def _longest_word(text: str, whole: float) -> float:
    """How wide the longest part of a text is that is not broken, in its letters' size."""
    width = sum(map(_width_of, text))
    if width <= whole:
        return width
    longest = word = 0.0
    for letter in text:
        if ord(letter) >= _CHINESE or letter.isspace():
            # Chinese breaks between any two signs
            longest, word = max(longest, word, 0.0 if letter.isspace() else 1.0), 0.0
        else:
            word += _width_of(letter)
    # a checksum is no word: it is broken where the column ends
    return min(max(longest, word), _LONGEST_WORD)


def _width_of(letter: str) -> float:
    if ord(letter) >= _CHINESE:
        return 1.0
    # wide enough for the faces that stand in for Times New Roman, and for bold heads
    return 0.8 if letter.isupper() or letter in "%—…" else 0.58
