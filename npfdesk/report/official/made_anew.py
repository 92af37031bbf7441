"""A report made anew over one that a person has worked on: what the person wrote stays, and is flagged where its figures moved."""

from __future__ import annotations

import copy
import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from docx.enum.text import WD_COLOR_INDEX
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.run import Run

from npfdesk.plan.problems import Language, Wording, clauses
from npfdesk.report.material import PROGRAM
from npfdesk.report.official.carried_parts import Carrier
from npfdesk.report.official.edited_document import EditedDocument, Piece, Standing, rows_of
from npfdesk.report.official.hidden_marks import renumber
from npfdesk.report.official.report_record import Entry, HandText, Record
from npfdesk.report.sentences import SaidFigure

FIGURES_MOVED: Final = Wording(
    "据以成文的数字已变：{changes}。按新数据，程序的句子是：{text}",
    "The figures that this sentence rests on have changed: {changes}. On the new data the program would write: {text}",
)
_CHANGE: Final = Wording("原 {before} 现 {now}", "was {before}, now {now}")
_NO_FIGURE: Final = Wording("没有这个数", "no such figure")
NO_LONGER_SAID: Final = Wording(
    "按新数据，程序不再写这一句（原句：{text}）。请看这句话是否还成立。",
    "On the new data the program no longer writes this sentence (it was: {text}). Check whether it still holds.",
)
_INITIALS: Final = "NPF"
_FLAG: Final = "yellow"
_QUOTED: Final = 24
"""How much of a text is quoted where it is named."""
_RECOGNISED: Final = 4
"""One in so many of the program's texts must be found again, else the file cannot be told from another."""


@dataclass
class Anew:
    """What became of a person's work in the report made anew.

    `kept` counts texts written by hand that stay, `moved` those of them that are flagged, `left_out` texts that the person
    deleted and that stay out, `added` paragraphs and tables of the person's own. `lost` names, by their beginnings, what could
    not be carried over as it was: the old file has to be put beside the new one.
    """

    record: Record
    kept: int = 0
    moved: int = 0
    left_out: int = 0
    added: int = 0
    recognised: bool = True
    lost: list[Wording] = field(default_factory=list)


_SPLIT: Final = Wording("拆开的段落“{text}”", "the paragraph taken apart, “{text}”")
_MOVED: Final = Wording("移动过的句子“{text}”", "the sentence that was moved, “{text}”")
_EDITED_TABLE: Final = Wording("表“{text}”里手改的单元格", "cells changed by hand in the table “{text}”")
_PARTS: Final = Wording(
    "脚注、分节或嵌入的对象（{count} 处）", "footnotes, sections or embedded objects ({count:place|places})"
)
_REMARKS: Final = Wording("别人的批注（{count} 条）", "comments by others ({count:comment|comments})")


@dataclass(frozen=True)
class Draft:
    """A document as the library holds it, with what the program wrote into it."""

    document: Any
    record: Record


def make_anew(new: Draft, old: Draft, language: Language, moment: datetime.datetime) -> Anew:
    """Carry over into a new document what a person changed in an old one; the new one is changed in place.

    Tracked changes are read as accepted. `moment` is the day of the comments.
    """
    work = _MakingAnew(new, old, language, moment)
    if not work.is_recognised():
        return Anew(new.record, recognised=False)
    return work.carried_over()


def is_untouched(draft: Draft) -> bool:
    """Whether a document holds what the program wrote and nothing else."""
    held = EditedDocument(draft.document)
    same = all(_plain(held.text(one.mark)) == _plain(one.text) for one in draft.record.entries)
    return (
        same
        and all(_cells(held.rows(one.mark) or ()) == _cells(one.rows) for one in draft.record.tables)
        and all(
            piece.mark or not piece.says_something
            for block in held.blocks
            if not block.tables
            for piece in block.pieces
        )
    )


def _cells(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    return [tuple(map(_plain, row)) for row in rows]


def _plain(text: str) -> str:
    """A text as people see it, so that only what they can see is a change."""
    return re.sub(r"\s+", " ", text.replace("\xa0", " ")).strip()


class _MakingAnew:
    """One making anew; its steps leave marks of the new document where they are until the last."""

    def __init__(self, new: Draft, old: Draft, language: Language, moment: datetime.datetime) -> None:
        self.document, self.record = new.document, new.record
        self.old, self.before = EditedDocument(old.document), old.record
        self.language, self.moment = language, moment
        self.carrier = Carrier(old.document, new.document)
        self.new_entries = {one.mark: one for one in self.record.entries}
        self.old_entries = {one.mark: one for one in self.before.entries}
        self.starts, self.ends = _marks_of(self.document)
        self.own_comments = {str(one.comment_id) for one in old.document.comments if one.author == PROGRAM}
        self._find_tables_whose_mark_is_gone()
        self.done = Anew(self.record)
        self.hands: dict[str, HandText] = {}
        self.loose = self._texts_whose_mark_is_gone()
        self.flags: list[tuple[Sequence[Any], str]] = []
        self.behind: dict[Any, Any] = {}

    def is_recognised(self) -> bool:
        """Whether enough of what the program wrote is found again."""
        found = sum(
            bool(_plain(self.old.text(one.mark))) or one.mark in self.loose for one in self.before.entries
        )
        return found * _RECOGNISED >= len(self.before.entries)

    def carried_over(self) -> Anew:
        """All steps in their order."""
        for entry in self.record.entries:
            self._settle(entry)
        self._tell_what_moved()
        self._tables()
        self._insert_what_was_written_beside()
        self._take_out_what_was_deleted()
        self._flag()
        renumber(self.document.element.body)
        others = sum(str(one.comment_id) not in self.own_comments for one in self.old.document.comments)
        for wording, count in ((_PARTS, self.carrier.lost), (_REMARKS, others)):
            if count:
                self._lose(wording, count=count)
        self.done.record = self.record.with_hands(self.hands)
        return self.done

    # what the program wrote

    def _texts_whose_mark_is_gone(self) -> set[str]:
        """The marks of texts that stand in the file as they were written, but without their mark: it is as if it were there."""
        free = [
            _plain("".join(one.text for one in block.pieces if not one.mark)) for block in self.old.blocks
        ]
        found = set()
        for entry in self.before.entries:
            wanted = _plain(entry.text)
            if entry.mark in self.old.pieces or not wanted:
                continue
            place = next((at for at, text in enumerate(free) if wanted in text), None)
            if place is not None:
                free[place] = free[place].replace(wanted, "", 1)
                found.add(entry.mark)
        return found

    def _find_tables_whose_mark_is_gone(self) -> None:
        for table in self.before.tables:
            if self.old.rows(table.mark) is not None:
                continue
            for block in self.old.blocks:
                if (
                    block.is_table
                    and not block.tables
                    and _cells(rows_of(block.element)) == _cells(table.rows)
                ):
                    self.old.adopt(table.mark, block)
                    break

    def _state(self, mark: str) -> str:
        """What became of an old text: same, hand or gone."""
        if mark in self.loose:
            return "same"
        text = _plain(self.old.text(mark))
        if not text and not any(one.is_object for one in self.old.pieces.get(mark, ())):
            return "gone"
        return "same" if text == _plain(self.old_entries[mark].text) else "hand"

    def _settle(self, entry: Entry) -> None:
        """Decide what stands in the new document for a text that the program writes."""
        mark = entry.mark
        if mark not in self.old_entries or mark not in self.starts:
            return
        if self._state(mark) == "same":
            self._keep_looks(mark, entry)
            return
        if self._state(mark) == "gone":
            self.done.left_out += 1
            return
        pieces = self.old.pieces[mark]
        basis = self._basis(self.old_entries[mark], pieces)
        runs = self._replaced(mark, pieces)
        self.hands[mark] = HandText(self.old.text(mark), basis)
        self.done.kept += 1
        if changes := _changes(basis, entry.figures, self.language):
            self.done.moved += 1
            told = FIGURES_MOVED.text(self.language, {"changes": changes, "text": entry.text})
            self.flags.append((runs, told))

    def _keep_looks(self, mark: str, entry: Entry) -> None:
        """What a person made bold or coloured stays so, where the text is the same or all of it looks alike."""
        pieces = self.old.pieces.get(mark, [])
        looks = [_looks(one.node) for one in pieces]
        if not any(looks):
            return
        if _plain(self.old.text(mark)) == _plain(entry.text):
            self._replaced(mark, pieces)
        elif all(one == looks[0] for one in looks):
            source = pieces[0].node.find(qn("w:rPr"))
            for run in list(_between(self.starts[mark], self.ends[mark])):
                properties = Run(run, self.document)._r.get_or_add_rPr()
                for one in source:
                    if one.tag in _LOOKS:
                        properties.append(copy.deepcopy(one))

    def _basis(self, entry: Entry, pieces: Sequence[Piece]) -> Mapping[str, SaidFigure]:
        """The figures that were there when a person last wrote or passed a text.

        A flag that is still there was not dealt with: then those of the time before it.
        """
        by_hand = entry.hand
        if by_hand is None or _plain(by_hand.text) != _plain("".join(one.text for one in pieces)):
            return entry.figures
        flagged = self.old.remarks.get(entry.mark, set()) & self.own_comments
        return by_hand.figures if flagged else entry.figures

    def _replaced(self, mark: str, pieces: Sequence[Piece]) -> list[Any]:
        """Set a person's runs into a mark of the new document, in place of the program's."""
        start, end = self.starts[mark], self.ends[mark]
        for one in list(_between(start, end)):
            one.getparent().remove(one)
        return self._set_behind(start, pieces)

    def _set_behind(self, place: Any, pieces: Sequence[Piece]) -> list[Any]:
        made = []
        for piece in pieces:
            run = self.carrier.copied(piece.node)
            _unflag(run)
            place.addnext(run)
            place = run
            made.append(run)
        return made

    # what a person wrote beside it

    def _insert_what_was_written_beside(self) -> None:
        anchor: Any = None
        for block in self.old.blocks:
            if block.is_ours:
                anchor = self._insert_loose(block, anchor)
            elif block.says_something and (block.is_table or not self._are_known(block.pieces)):
                self._set_block(self.carrier.copied(block.element), anchor)
                self.done.added += 1

    def _insert_loose(self, block: Standing, anchor: Any) -> Any:
        """Set what stands between the program's sentences in a paragraph; the element that what follows stands behind."""
        place: Any = None
        waiting: list[Piece] = []
        for mark, pieces in _parts_of(block):
            if mark in self.starts and mark in self.new_entries:
                place = self.ends[mark]
                if waiting:
                    self._set_behind_start(self.starts[mark], waiting)
                    waiting = []
                continue
            if mark:
                # the program no longer writes this; what a person wrote in its place is kept, what it wrote itself is not
                if mark not in self.old_entries or self._state(mark) != "hand":
                    continue
                self.done.kept += 1
                self.done.moved += 1
            elif block.is_table or not any(one.says_something for one in pieces) or self._are_known(pieces):
                # what stands in a table without a mark is the program's own
                continue
            else:
                self.done.added += 1
            if place is None:
                waiting += pieces
                made: list[Any] = []
            else:
                made = self._set_behind(place, pieces)
                place = made[-1]
            if mark and made:
                self._flag_unsaid(mark, made)
        at = self._block_of(block, place, anchor)
        if waiting:
            at = self._set_block(self._paragraph_of(waiting), at)
        return at

    def _are_known(self, pieces: Sequence[Piece]) -> bool:
        """Whether text is nothing but the program's own, whose mark is gone."""
        text = _plain("".join(one.text for one in pieces))
        known = [_plain(self.old_entries[mark].text) for mark in self.loose]
        for one in known:
            text = text.replace(one, "")
        return not text.strip() and not any(one.is_object for one in pieces)

    def _set_behind_start(self, start: Any, pieces: Sequence[Piece]) -> None:
        """Set text before a mark."""
        for piece in pieces:
            start.addprevious(self.carrier.copied(piece.node))

    def _flag_unsaid(self, mark: str, runs: Sequence[Any]) -> None:
        text = self.old_entries[mark].text
        self.flags.append((runs, NO_LONGER_SAID.text(self.language, {"text": text})))

    def _paragraph_of(self, pieces: Sequence[Piece]) -> Any:
        paragraph = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        style = OxmlElement("w:pStyle")
        style.set(qn("w:val"), "BodyText")
        properties.append(style)
        paragraph.append(properties)
        marks = {one.mark for one in pieces if one.mark}
        runs = []
        for piece in pieces:
            run = self.carrier.copied(piece.node)
            _unflag(run)
            paragraph.append(run)
            runs.append(run)
        for mark in marks:
            self._flag_unsaid(mark, runs)
        return paragraph

    def _block_of(self, block: Standing, place: Any, anchor: Any) -> Any:
        """The element of the new body that a block of the old one has become; `anchor` where there is none."""
        found = place
        if found is None:
            known = [one for one in block.tables if one in self.ends]
            found = self.ends[known[-1]] if known else None
        return anchor if found is None else _child_of_body(found)

    def _set_block(self, made: Any, anchor: Any) -> Any:
        """Set a paragraph or table behind another and what was set behind that; at the beginning where there is none."""
        for inner in list(made.iter(qn("w:sectPr"))):
            inner.getparent().remove(inner)
        body = self.document.element.body
        last = self.behind.get(anchor, anchor)
        if last is None:
            body.insert(0, made)
        else:
            last.addnext(made)
        self.behind[anchor] = made
        return anchor if anchor is not None else made

    # what a person took out, moved or changed elsewhere

    def _take_out_what_was_deleted(self) -> None:
        for entry in self.record.entries:
            mark = entry.mark
            if mark not in self.old_entries or mark not in self.starts or self._state(mark) != "gone":
                continue
            start, end = self.starts[mark], self.ends[mark]
            paragraph = start.getparent()
            following = end.getnext()
            for one in (*_between(start, end), start, end):
                one.getparent().remove(one)
            if (
                following is not None
                and following.tag == qn("w:r")
                and not "".join(_texts(following)).strip()
            ):
                # the blank between two sentences
                paragraph.remove(following)
            if paragraph.getparent().tag == qn("w:body") and _is_empty(paragraph):
                paragraph.getparent().remove(paragraph)

    def _tables(self) -> None:
        """Tables are the program's: what was changed in their cells is told, and one that was taken out stays out."""
        new = {one.mark for one in self.record.tables}
        for table in self.before.tables:
            rows = self.old.rows(table.mark)
            if rows is None:
                if table.mark in new and table.mark in self.starts:
                    self.done.left_out += 1
                    _remove_table(self.starts[table.mark])
            elif _cells(rows) != _cells(table.rows):
                title = self._title_of(table.key)
                self._lose(_EDITED_TABLE, text=title)

    def _title_of(self, key: str) -> str:
        wanted = {f"{key}/title", f"{key}/heading"}
        found = next((one.text for one in self.before.entries if one.key in wanted), "")
        cells = (
            cell for table in self.before.tables if table.key == key for row in table.rows for cell in row
        )
        # a table of the office's own template is named by its first words
        return found or next((one for one in cells if one.strip()), key)

    def _tell_what_moved(self) -> None:
        """A paragraph that was taken apart, or sentences in another order, stand as the program has them; that is told."""
        places: dict[str, set[int]] = {}
        for entry in self.before.entries:
            places.setdefault(entry.within, set()).update(self.old.places.get(entry.mark, ()))
        for within, where in places.items():
            if len(where) > 1:
                first = next(one for one in self.before.entries if one.within == within)
                self._lose(_SPLIT, text=self._beginning(first))
        order = {one.mark: place for place, one in enumerate(self.before.entries)}
        found = [mark for block in self.old.blocks for mark in block.marks if mark in order]
        found = list(dict.fromkeys(found))
        for above, below in pairwise(found):
            if order[above] > order[below]:
                self._lose(_MOVED, text=self._beginning(self.old_entries[above]))

    def _beginning(self, entry: Entry) -> str:
        text = _plain(self.old.text(entry.mark)) or entry.text
        return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"

    def _lose(self, wording: Wording, **told: object) -> None:
        self.done.lost.append(Wording(wording.text("zh", told), wording.text("en", told)))

    def _flag(self) -> None:
        """Comment and highlight what needs a look."""
        for elements, told in self.flags:
            runs = [
                Run(one, self.document)
                for element in elements
                for one in ([element] if element.tag == qn("w:r") else element.iter(qn("w:r")))
            ]
            if not runs:
                continue
            for run in runs:
                properties = run._r.get_or_add_rPr()
                for mark in properties.findall(qn("w:highlight")):
                    properties.remove(mark)
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            remark = self.document.add_comment(runs, text=told, author=PROGRAM, initials=_INITIALS)
            remark._comment_elm.set(qn("w:date"), self.moment.strftime("%Y-%m-%dT%H:%M:%SZ"))


_LOOKS: Final = frozenset(map(qn, ("w:b", "w:i", "w:strike", "w:color", "w:highlight", "w:u", "w:em")))
_SILENT: Final = frozenset(map(qn, ("w:pPr", "w:bookmarkStart", "w:bookmarkEnd", "w:proofErr")))


def _marks_of(document: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The beginnings and ends of a document's bookmarks by their names."""
    starts: dict[str, Any] = {}
    names: dict[str, str] = {}
    ends: dict[str, Any] = {}
    for one in document.element.body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
        number = one.get(qn("w:id"), "")
        if one.tag == qn("w:bookmarkStart"):
            names[number] = one.get(qn("w:name"), "")
            starts[names[number]] = one
        elif number in names:
            ends[names[number]] = one
    return {name: one for name, one in starts.items() if name in ends}, ends


def _between(start: Any, end: Any) -> Iterator[Any]:
    """What stands between the two elements of a mark, which the program sets into one paragraph."""
    one = start.getnext()
    while one is not None and one is not end:
        following = one.getnext()
        yield one
        one = following


def _parts_of(block: Standing) -> list[tuple[str, list[Piece]]]:
    """A block's pieces in rows that have the same mark ("" for none)."""
    parts: list[tuple[str, list[Piece]]] = []
    for piece in block.pieces:
        if parts and parts[-1][0] == piece.mark:
            parts[-1][1].append(piece)
        else:
            parts.append((piece.mark, [piece]))
    return parts


def _texts(element: Any) -> Iterator[str]:
    return (one.text or "" for one in element.iter(qn("w:t")))


def _unflag(run: Any) -> None:
    """Take the flag off a text that was flagged before; it is set again where there is need."""
    for one in list(run.iter(qn("w:highlight"))):
        if one.get(qn("w:val")) == _FLAG:
            one.getparent().remove(one)


def _looks(run: Any) -> bytes:
    """What a person would see of a run's letters, "" where they are as the style has them."""
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return b""
    return b"".join(serialize_part_xml(one) for one in properties if one.tag in _LOOKS)


def _child_of_body(element: Any) -> Any:
    found = element
    while found.getparent().tag != qn("w:body"):
        found = found.getparent()
    return found


def _is_empty(paragraph: Any) -> bool:
    return all(one.tag in _SILENT for one in paragraph)


def _remove_table(start: Any) -> None:
    """Take out the table that a mark begins in, and the gap behind it."""
    table = start
    while table.tag != qn("w:tbl"):
        table = table.getparent()
    following = table.getnext()
    table.getparent().remove(table)
    if following is not None and following.tag == qn("w:p") and _is_empty(following):
        following.getparent().remove(following)


def _changes(before: Mapping[str, SaidFigure], now: Mapping[str, SaidFigure], language: Language) -> str:
    """The figures that are shown otherwise than they were; "" for none. Words and names are no figures."""
    missing = _NO_FIGURE.text(language, {})
    changes = []
    for name, was in before.items():
        found = now.get(name)
        if was.value is None and (found is None or found.value is None):
            continue
        said = missing if found is None else found.said
        if said != was.said:
            changes.append(_CHANGE.text(language, {"before": was.said, "now": said}))
    return clauses(changes, language)
