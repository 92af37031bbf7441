"""A report as a person left it, read as it would be with every tracked change accepted: what stands in which of our marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from docx.oxml.ns import qn

from npfdesk.report.official.hidden_marks import Marked, kind_of_mark

_DELETED: Final = frozenset(map(qn, ("w:del", "w:moveFrom", "w:rPrChange", "w:pPrChange")))
_WITHIN: Final = frozenset(
    map(
        qn,
        (
            "w:ins", "w:moveTo", "w:smartTag", "w:hyperlink", "w:sdt", "w:sdtContent", "w:customXml", "w:fldSimple", "w:dir",
            "w:bdo",
        ),
    )
)  # fmt: skip
"""What stands around text without being any: tracked insertions, tags, links, content controls."""
_TEXT_MARKS: Final = frozenset((Marked.SENTENCE, Marked.HEADING, Marked.LINE))
_SIGNS: Final = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_OBJECTS: Final = frozenset(
    (
        qn("w:drawing"),
        qn("w:pict"),
        qn("w:object"),
        qn("w:footnoteReference"),
        qn("w:endnoteReference"),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
        "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath",
    )
)


@dataclass
class Piece:
    """A run of text, or what stands in its place (a formula); `mark` is the innermost of our marks around text, "" for none."""

    text: str
    node: Any
    mark: str
    is_object: bool = False

    @property
    def says_something(self) -> bool:
        """Whether it is more than blanks."""
        return self.is_object or bool(self.text.strip())


@dataclass
class Standing:
    """A paragraph or a table of the body: its element, its text, and the tables of ours that stand in it."""

    element: Any
    pieces: list[Piece] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    is_table: bool = False

    @property
    def marks(self) -> list[str]:
        """Our marks around text in it, in their order."""
        return list(dict.fromkeys(one.mark for one in self.pieces if one.mark))

    @property
    def is_ours(self) -> bool:
        """Whether anything that the program wrote stands in it."""
        return bool(self.tables) or any(one.mark and one.says_something for one in self.pieces)

    @property
    def says_something(self) -> bool:
        """Whether it is more than blanks."""
        return self.is_table or any(one.says_something for one in self.pieces)


class EditedDocument:
    """What a document holds, block by block in its order."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.blocks: list[Standing] = []
        self._open: dict[str, str] = {}
        self._tables: dict[str, Any] = {}
        self.remarks: dict[str, set[str]] = {}
        """The numbers of the comments that end in a mark."""
        self._walk(document.element.body)
        self.pieces: dict[str, list[Piece]] = {}
        self.places: dict[str, list[int]] = {}
        for place, block in enumerate(self.blocks):
            for piece in block.pieces:
                if piece.mark:
                    self.pieces.setdefault(piece.mark, []).append(piece)
                    where = self.places.setdefault(piece.mark, [])
                    if place not in where:
                        where.append(place)

    def text(self, mark: str) -> str:
        """What stands in a mark, "" where the mark is gone or empty."""
        return "".join(one.text for one in self.pieces.get(mark, ()))

    def rows(self, mark: str) -> tuple[tuple[str, ...], ...] | None:
        """The cells of the table that a mark stands in, None where the table is gone."""
        table = self._tables.get(mark)
        return None if table is None else rows_of(table)

    def adopt(self, mark: str, block: Standing) -> None:
        """Take a table for the one of that mark, which it has lost."""
        block.tables.append(mark)
        self._tables[mark] = block.element

    def _walk(self, parent: Any) -> None:
        for one in parent:
            if one.tag == qn("w:p"):
                block = Standing(one)
                self._read(one, block, None)
                self.blocks.append(block)
            elif one.tag == qn("w:tbl"):
                block = Standing(one, is_table=True)
                self._read(one, block, one)
                self.blocks.append(block)
            elif one.tag in _WITHIN:
                self._walk(one)
            else:
                self._mark(one, None, None)

    def _mark(self, one: Any, block: Standing | None, table: Any) -> None:
        if one.tag == qn("w:bookmarkStart"):
            name = one.get(qn("w:name"), "")
            kind = kind_of_mark(name)
            if kind in _TEXT_MARKS:
                self._open[one.get(qn("w:id"), "")] = name
            elif kind is Marked.TABLE and block is not None and table is not None:
                block.tables.append(name)
                self._tables[name] = table
        elif one.tag == qn("w:bookmarkEnd"):
            self._open.pop(one.get(qn("w:id"), ""), None)

    def _read(self, parent: Any, block: Standing, table: Any) -> None:
        for one in parent:
            if one.tag in _DELETED:
                # a mark that begins or ends in what was deleted still does
                for mark in one.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
                    self._mark(mark, block, table)
            elif one.tag == qn("w:r"):
                text, is_object = _said(one)
                # marks do not cross: the one that was opened last is the innermost
                mark = next(reversed(self._open.values()), "")
                for remark in one.iterfind(qn("w:commentReference")):
                    self.remarks.setdefault(mark, set()).add(remark.get(qn("w:id"), ""))
                if text or is_object:
                    block.pieces.append(Piece(text, one, mark, is_object))
            elif one.tag in _OBJECTS:
                block.pieces.append(Piece("", one, next(reversed(self._open.values()), ""), is_object=True))
            elif one.tag in _WITHIN or table is not None:
                self._mark(one, block, table)
                self._read(one, block, table)
            else:
                self._mark(one, block, table)


def rows_of(table: Any) -> tuple[tuple[str, ...], ...]:
    """The cells' texts of a table, without rows whose deletion is tracked."""
    return tuple(
        tuple(_text_of(cell) for cell in row.iterfind(qn("w:tc")))
        for row in table.iterfind(qn("w:tr"))
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None
    )


def _said(run: Any) -> tuple[str, bool]:
    text, is_object = "", False
    for one in run:
        if one.tag == qn("w:t"):
            text += one.text or ""
        elif one.tag in _OBJECTS:
            is_object = True
        else:
            text += _SIGNS.get(one.tag, "")
    return text, is_object


def _text_of(element: Any) -> str:
    return "".join(_texts(element))


def _texts(element: Any) -> Iterator[str]:
    for one in element:
        if one.tag in _DELETED:
            continue
        if one.tag == qn("w:r"):
            yield _said(one)[0]
        else:
            yield from _texts(one)
