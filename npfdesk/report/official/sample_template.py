"""A sample of an office's own template: an official page with every field of a report in use, to be cut and rewritten in Word."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

from docx.shared import Twips

from npfdesk.plan.problems import Language, Wording
from npfdesk.report.material import PROGRAM, moment_now
from npfdesk.report.office_parts import packed
from npfdesk.report.official.office_fields import OfficeField, fields_of
from npfdesk.report.official.official_page import text_width
from npfdesk.report.official.official_word import OfficialWord, dress_table

_TITLE: Final = Wording("报告模板样张", "Sample of a report’s template")
_HOW: Final = Wording(
    "这是一份样张：留下要用的字段，删去其余，文字和版式随意改。字段写在两层花括号里；成段、成行的重复用 for 与 endfor。字段的含义见文末的表。",
    "This is a sample: keep the fields that you need, delete the others, and change words and layout as you like. A field stands in "
    "two pairs of braces; for and endfor repeat paragraphs or rows. The table at the end says what each field means.",
)
_CHAPTERS: Final = Wording("正文：逐章写出", "The text, chapter by chapter")
_INDICATORS: Final = Wording("指标表：逐项目标一行", "A table of the targets, one a row")
_COUNTIES: Final = Wording("分县区：每个县区一张表", "Counties: a table for each")
_REGISTER: Final = Wording("语句依据", "What each sentence rests on")
_SINGLE: Final = Wording("单个字段一览", "Fields that stand alone")
_FIELD: Final = Wording("含义", "Meaning")
_VALUE: Final = Wording("字段", "Field")


def sample_template(kind: str, language: Language) -> bytes:
    """The template's bytes (.docx) for a kind of official report; every field that it has stands in it."""
    paper = _SamplePaper(language)
    fields = fields_of(kind)
    paper.text("Title", "{{ title }}")
    paper.text("Subtitle", "{{ subtitle }}")
    paper.text("BodyText", paper.words(_HOW))
    paper.looped_chapters()
    columns = [one for one in fields if one.within == "indicators"]
    paper.text("Heading1", paper.words(_INDICATORS))
    paper.rows_of("indicator", "indicators", columns)
    paper.text("Heading1", paper.words(_COUNTIES))
    paper.text("BodyText", "{%p for county in counties %}")
    paper.text("Caption", "{{ county.name }}")
    paper.rows_of("indicator", "county.indicators", columns)
    paper.text("BodyText", "{%p endfor %}")
    paper.text("Heading1", paper.words(_REGISTER))
    paper.rows_of("entry", "register", [one for one in fields if one.within == "register"])
    paper.text("Heading1", paper.words(_SINGLE))
    paper.single([one for one in fields if not one.within and not one.is_list])
    paper.text("Signature", "{{ office }}")
    paper.text("Date", "{{ dated }}")
    return paper.saved()


def _short(meaning: str) -> str:
    """A meaning without what explains it."""
    return meaning.partition("：")[0].partition(":")[0]


class _SamplePaper(OfficialWord):
    """The official page, written with fields."""

    def words(self, wording: Wording) -> str:
        """A wording in the template's language."""
        return wording.text(self.language, {})

    def text(self, style: str, text: str) -> None:
        """A paragraph."""
        paragraph = self.file.add_paragraph(text)
        paragraph._p.style = style

    def looped_chapters(self) -> None:
        """All chapters with their headings, paragraphs and tables."""
        self.text("Heading1", self.words(_CHAPTERS))
        for line in (
            "{%p for chapter in chapters %}",
            ("Heading1", "{{ chapter.title }}"),
            '{%p if chapter.key == "method" %}',
            ("BodyText", "{{ chapter.text }}"),
            "{%p else %}",
            "{%p for block in chapter.blocks %}",
            '{%p if block.kind == "heading" and block.level == "2" %}',
            ("Heading2", "{{ block.text }}"),
            '{%p elif block.kind == "heading" %}',
            ("Heading3", "{{ block.text }}"),
            '{%p elif block.kind == "paragraph" %}',
            ("BodyText", "{{ block.text }}"),
            "{%p else %}",
            ("Caption", "{{ block.title }}"),
        ):
            style, text = ("BodyText", line) if isinstance(line, str) else line
            self.text(style, text)
        head = ["{%tc for head in block.heads %}", "{{ head }}", "{%tc endfor %}"]
        row = ["{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}"]
        self._grid([head, ["{%tr for row in block.rows %}", "", ""], row, ["{%tr endfor %}", "", ""]])
        self.text("BodyText", "{%p if block.note %}")
        self.text("TableNote", "{{ block.note }}")
        for line in ("{%p endif %}", "{%p endif %}", "{%p endfor %}", "{%p endif %}", "{%p endfor %}"):
            self.text("BodyText", line)

    def rows_of(self, one: str, rows: str, fields: Sequence[OfficeField]) -> None:
        """A table with a row for each of a list, a column for each field."""
        blank = [""] * (len(fields) - 1)
        self._grid(
            [
                [_short(self.words(field.meaning)) for field in fields],
                [f"{{%tr for {one} in {rows} %}}", *blank],
                [f"{{{{ {field.name} }}}}" for field in fields],
                ["{%tr endfor %}", *blank],
            ]
        )
        self.text("TableNote", "")

    def single(self, fields: Sequence[OfficeField]) -> None:
        """A table of the fields that stand alone: what they mean, and they themselves."""
        rows = [[self.words(one.meaning), f"{{{{ {one.name} }}}}"] for one in fields]
        self._grid([[self.words(_FIELD), self.words(_VALUE)], *rows])

    def _grid(self, rows: Sequence[Sequence[str]]) -> None:
        table: Any = self.file.add_table(len(rows), len(rows[0]))
        dress_table(table)
        width = text_width() // len(rows[0])
        for number, (line, row) in enumerate(zip(rows, table.rows, strict=True)):
            for text, cell in zip(line, row.cells, strict=True):
                cell.width = Twips(width)
                paragraph = cell.paragraphs[0]
                paragraph.add_run(text)
                paragraph._p.style = "SmallTableText" if number else "SmallTableHead"

    def saved(self) -> bytes:
        """The file's bytes."""
        moment = moment_now()
        properties = self.file.core_properties
        properties.title, properties.author = self.words(_TITLE), PROGRAM
        properties.last_modified_by, properties.comments = PROGRAM, ""
        properties.created = properties.modified = moment.replace(tzinfo=None)
        stream = io.BytesIO()
        self.file.save(stream)
        return packed(stream.getvalue(), moment)
