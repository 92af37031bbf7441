"""An office's own template filled in: docxtpl in a sandbox, with a mark around all that comes out of it."""

from __future__ import annotations

import copy
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from npfdesk.plan.problems import Problem, error
from npfdesk.report.material import Material
from npfdesk.report.office_parts import template_as_document, without_control_characters
from npfdesk.report.official.chapters import OfficialReport
from npfdesk.report.official.edited_document import rows_of
from npfdesk.report.official.hidden_marks import Marked, Marks, mark_name
from npfdesk.report.official.made_anew import Draft
from npfdesk.report.official.office_fields import filled_fields
from npfdesk.report.official.report_record import Entry, Record, TableEntry, record_of
from npfdesk.report.sentences import Sentence
from npfdesk.workbook.files import limits

UNKNOWN_FIELD: Final = error(
    "template_unknown_field",
    "模板“{text}”里的字段“{field}”不在这种报告的字段之列，报告没有写成。可用的字段见帮助“报告与导出”；样张：npfdesk template --form {kind} -o 模板.docx。",
    "The template “{text}” names a field “{field}” that this kind of report does not have; the report was not written. The help "
    "page “Reports and exports” lists all fields; a sample: npfdesk template --form {kind} -o template.docx.",
)
TEMPLATE_SYNTAX: Final = error(
    "template_syntax",
    "模板“{text}”里的字段写法有误（{reason}），在“{place}”附近，报告没有写成。请对照帮助“报告与导出”改正，每个 for、if 都要有 endfor、endif。",
    "A field in the template “{text}” is not written correctly ({reason}), near “{place}”; the report was not written. Compare it "
    "with the help page “Reports and exports”: every for and if needs its endfor and endif.",
)
TEMPLATE_FORBIDDEN: Final = error(
    "template_forbidden",
    "模板“{text}”里有报告模板不允许的写法（{reason}），报告没有写成。模板只能用字段、for、if 和这些过滤器：{known}。",
    "The template “{text}” does what a report’s template may not ({reason}); the report was not written. A template may use fields, "
    "for, if and these filters: {known}.",
)
TEMPLATE_NOT_FILLED: Final = error(
    "template_not_filled",
    "模板“{text}”填写不成（{reason}），报告没有写成。请对照样张改正：npfdesk template --form {kind} -o 模板.docx。",
    "The template “{text}” could not be filled in ({reason}); the report was not written. Compare it with a sample: npfdesk "
    "template --form {kind} -o template.docx.",
)

_TEMPLATE_TYPE: Final = b"wordprocessingml.template.main+xml"
_DOCUMENT_TYPE: Final = b"wordprocessingml.document.main+xml"
_OPENED: Final = ("{{", "{%", "{#")
_MOST_FIELDS: Final = 5_000
_MOST_ROUNDS: Final = 100_000
"""How often all loops together may go round."""
_FILTERS: Final = ("default", "first", "join", "last", "length", "lower", "replace", "trim", "upper")
_BEGINS, _NAMED, _ENDS = "\ue000", "\ue001", "\ue002"
"""Around a marked text while it goes through the template: begin, number, text, end. No text of a plan has these signs."""
_PLACE, _PLACED = "\ue003", "\ue004"
"""Around the number of the template's paragraph that a paragraph comes from."""
_PRIVATE: Final = str.maketrans(dict.fromkeys((_BEGINS, _NAMED, _ENDS, _PLACE, _PLACED), " "))
_QUOTED: Final = 60


class _Missing(StrictUndefined):
    """A field that there is not; to use it says its name."""

    def __init__(
        self, hint: str | None = None, obj: Any = None, name: str | None = None, exc: Any = UndefinedError
    ) -> None:
        super().__init__(name or hint or "?", obj, name, exc)


class _Rows(list[Any]):
    """A list that counts how often it is gone round, together with all others."""

    def __init__(self, rows: Sequence[Any], rounds: list[int]) -> None:
        super().__init__(rows)
        self._rounds = rounds

    def __iter__(self) -> Iterator[Any]:
        for one in super().__iter__():
            self._rounds[0] += 1
            if self._rounds[0] > _MOST_ROUNDS:
                raise SecurityError(f"> {_MOST_ROUNDS:,}")
            yield one


class _Bounded(Template):
    """A template whose text has an end."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """The text, SecurityError where it is larger than a document's XML may be."""
        parts, size = [], 0
        for one in self.generate(*args, **kwargs):
            size += len(one)
            if size > limits.TEMPLATE_XML:
                raise SecurityError(f"> {limits.TEMPLATE_XML:,}")
            parts.append(one)
        return "".join(parts)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Fields, loops, conditions and a few filters: no calls, no attributes of Python's objects, no work without end."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=_Missing)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.template_class = _Bounded

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only what a loop says of itself: a text's or list's own methods are nobody's field."""
        return isinstance(obj, LoopContext) and super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing is called."""
        return False

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Products of texts grow without end."""
        raise SecurityError(operator)


def has_fields(template: bytes) -> bool:
    """Whether a template, already looked over, has any field; one that has none gives its styles alone."""
    document: Any = Document(io.BytesIO(_as_document(template)))
    return any(sign in text for text in _paragraph_texts(document) for sign in _OPENED)


def filled_template(
    name: str, template: bytes, report: OfficialReport, material: Material
) -> Draft | Problem:
    """A sound template filled with a report, and the record of it; a Problem where it cannot be.

    CannotBeMade where the template is none.
    """
    marking = _Marking(report)
    rounds = [0]
    fields = _looped(filled_fields(report, material, marking.mark), rounds)
    told = {"kind": report.kind}
    try:
        source: Any = DocxTemplate(io.BytesIO(_as_document(template)))
        source.init_docx()
        if sum(text.count(sign) for text in _paragraph_texts(source.docx) for sign in _OPENED) > _MOST_FIELDS:
            raise SecurityError(f"> {_MOST_FIELDS:,}")
        _number_paragraphs(source.docx)
        source.render(fields, _Sandbox(), autoescape=True)
        stream = io.BytesIO()
        source.save(stream)
        # docxtpl leaves heads and feet as parts that the library does not know as such
        document: Any = Document(stream)
    except UndefinedError as mistake:
        return Problem(UNKNOWN_FIELD, text=name, arguments={**told, "field": str(mistake)})
    except TemplateSyntaxError as mistake:
        place = _place_of(mistake)
        return Problem(
            TEMPLATE_SYNTAX, text=name, arguments={"reason": mistake.message or "", "place": place}
        )
    except SecurityError as mistake:
        known = {"reason": str(mistake), "known": _FILTERS}
        return Problem(TEMPLATE_FORBIDDEN, text=name, arguments=known)
    except Exception as mistake:  # noqa: BLE001 - a template is a program of somebody's, and fails in any way that one can
        reason = f"{type(mistake).__name__}: {mistake}"[:200]
        return Problem(TEMPLATE_NOT_FILLED, text=name, arguments={**told, "reason": reason})
    entries, tables = marking.set_marks(document)
    written = record_of(material, report)
    return Draft(document, Record(written.identity, entries, tables, written.made))


def _as_document(template: bytes) -> bytes:
    return template_as_document(template, _TEMPLATE_TYPE, _DOCUMENT_TYPE)


def _paragraph_texts(document: Any) -> Iterator[str]:
    """The texts of all paragraphs, also of heads and feet: a field may be cut over several runs."""
    for root in (document.element.body, *_heads_and_feet(document)):
        for paragraph in root.iter(qn("w:p")):
            yield "".join(one.text or "" for one in paragraph.iter(qn("w:t")))


def _looped(value: Any, rounds: list[int]) -> Any:
    """Values with lists that count their rounds."""
    if isinstance(value, Mapping):
        return {key: _looped(one, rounds) for key, one in value.items()}
    if isinstance(value, list):
        return _Rows([_looped(one, rounds) for one in value], rounds)
    return value


def _number_paragraphs(document: Any) -> None:
    """Put its number into every paragraph, so that what comes out of a loop is known again when the loop is longer."""
    for number, paragraph in enumerate(document.element.body.iter(qn("w:p"))):
        run, text = OxmlElement("w:r"), OxmlElement("w:t")
        text.text = f"{_PLACE}{number}{_PLACED}"
        run.append(text)
        place = 1 if paragraph.find(qn("w:pPr")) is not None else 0
        paragraph.insert(place, run)


def _place_of(mistake: TemplateSyntaxError) -> str:
    """The words of the template around a mistake: docxtpl sets each paragraph on a line of its own."""
    lines = (mistake.source or "").splitlines()
    number = (mistake.lineno or 1) - 1
    for line in (lines[number : number + 1] or [""]) + lines[max(number - 1, 0) : number]:
        said = _without_tags(line).strip()
        if said:
            return said if len(said) <= _QUOTED else f"{said[:_QUOTED]}…"
    return "?"


def _without_tags(line: str) -> str:
    text, within = "", False
    for sign in line.partition(_PLACED)[2] or line:
        if sign == "<":
            within = True
        elif sign == ">":
            within = False
        elif not within:
            text += sign
    return text


@dataclass(frozen=True)
class _Said:
    """A text that the program put into the template."""

    kind: Marked
    key: str
    text: str


class _Marking:
    """Knows the program's texts on their way through the template, and sets the marks around what came of them."""

    def __init__(self, report: OfficialReport) -> None:
        self._said: list[_Said] = []
        self._sentences: dict[str, Sentence] = {one.key: one for one in report.sentences()}
        self._marks = Marks()
        self._set: set[str] = set()
        self._entries: list[Entry] = []
        self._seen: dict[str, int] = {}
        self._place = "0"

    def mark(self, kind: Marked, key: str, text: str) -> str:
        """A text with the signs around it by which it is known again; "" as it is."""
        clean = without_control_characters(text).translate(_PRIVATE)
        if not clean:
            return ""
        self._said.append(_Said(kind, key, clean))
        return f"{_BEGINS}{len(self._said) - 1}{_NAMED}{clean}{_ENDS}"

    def set_marks(self, document: Any) -> tuple[tuple[Entry, ...], tuple[TableEntry, ...]]:
        """Set every mark into a filled document, and take the signs out; what the record says of it."""
        tables: list[TableEntry] = []
        body = document.element.body
        for root in [body, *_heads_and_feet(document)]:
            if root is not body:
                _clear(root)
        for paragraph in list(body.iter(qn("w:p"))):
            within_table = next(paragraph.iterancestors(qn("w:tbl")), None) is not None
            self._set_paragraph(paragraph, within_table=within_table)
        for table in list(body.iterchildren(qn("w:tbl"))):
            places = list(table.iter(qn("w:p")))
            if not places:
                continue
            key = self._key(f"table/{places[0].attrib.pop(_ATTRIBUTE, '0')}")
            start, end = self._marks.pair(Marked.TABLE, key)
            places[0].insert(1 if places[0].find(qn("w:pPr")) is not None else 0, start)
            places[-1].append(end)
            tables.append(TableEntry(key, rows_of(table)))
        for paragraph in body.iter(qn("w:p")):
            paragraph.attrib.pop(_ATTRIBUTE, None)
        return tuple(self._entries), tuple(tables)

    def _key(self, base: str) -> str:
        """A key of what stands in the template's own words: its place and how often that came."""
        self._seen[base] = self._seen.get(base, 0) + 1
        return f"template/{base}/{self._seen[base]}"

    def _set_paragraph(self, paragraph: Any, *, within_table: bool) -> None:
        for text in paragraph.iter(qn("w:t")):
            said = text.text or ""
            if _PLACE in said:
                before, _, rest = said.partition(_PLACE)
                self._place, _, after = rest.partition(_PLACED)
                text.text = before + after
        paragraph.set(_ATTRIBUTE, self._place)
        whole = self._key(self._place)
        parts = [part for run in list(paragraph.iter(qn("w:r"))) for part in self._cut(run)]
        sentences = [said for said, _ in parts if said is not None and said.kind is Marked.SENTENCE]
        within = mark_name(Marked.PARAGRAPH, whole)
        own, loose = 0, []
        for said, runs in parts:
            if said is not None:
                self._put(said, runs, within if said.kind is Marked.SENTENCE else "")
            elif not within_table and runs[0].getparent() is paragraph:
                loose.append(runs)
        for group in _neighbours(loose):
            text = "".join(one.text or "" for run in group for one in run.iter(qn("w:t")))
            if text.strip():
                own += 1
                self._put(_Said(Marked.LINE, f"{whole}/{own}", text), group, "")
        if sentences:
            start, end = self._marks.pair(Marked.PARAGRAPH, whole)
            paragraph.insert(1 if paragraph.find(qn("w:pPr")) is not None else 0, start)
            paragraph.append(end)

    def _cut(self, run: Any) -> list[tuple[_Said | None, list[Any]]]:
        """Cut a run into one for each marked text and one for what stands between; each with what it is."""
        texts = run.findall(qn("w:t"))
        if not any(_BEGINS in (one.text or "") for one in texts):
            empty = all(not (one.text or "") for one in texts) and len(texts) == len(
                [one for one in run if one.tag != qn("w:rPr")]
            )
            if empty and run.getparent() is not None:
                run.getparent().remove(run)
                return []
            return [(None, [run])]
        made: list[tuple[_Said | None, list[Any]]] = []
        for one in [part for part in run if part.tag != qn("w:rPr")]:
            for said, text in self._segments(one.text or "") if one.tag == qn("w:t") else [(None, None)]:
                piece = copy.deepcopy(run)
                for inner in [part for part in piece if part.tag != qn("w:rPr")]:
                    piece.remove(inner)
                if text is None:
                    piece.append(copy.deepcopy(one))
                else:
                    inner = OxmlElement("w:t")
                    inner.text = text
                    inner.set(qn("xml:space"), "preserve")
                    piece.append(inner)
                run.addprevious(piece)
                made.append((said, [piece]))
        run.getparent().remove(run)
        return made

    def _segments(self, text: str) -> list[tuple[_Said | None, str | None]]:
        found: list[tuple[_Said | None, str | None]] = []
        while text:
            before, sign, rest = text.partition(_BEGINS)
            if before:
                found.append((None, before.translate(_PRIVATE)))
            if not sign:
                break
            number, _, rest = rest.partition(_NAMED)
            said, _, text = rest.partition(_ENDS)
            known = self._said[int(number)] if number.isdecimal() and int(number) < len(self._said) else None
            found.append((known, said.translate(_PRIVATE)))
        return found

    def _put(self, said: _Said, runs: Sequence[Any], within: str) -> None:
        """Set a mark around runs, once for each key, and note what stands in it."""
        name = mark_name(said.kind, said.key)
        if name in self._set:
            return
        self._set.add(name)
        start, end = self._marks.pair(said.kind, said.key)
        runs[0].addprevious(start)
        runs[-1].addnext(end)
        sentence = self._sentences.get(said.key) if said.kind is Marked.SENTENCE else None
        text = "".join(one.text or "" for run in runs for one in run.iter(qn("w:t")))
        if sentence is None:
            self._entries.append(Entry(said.kind, said.key, within or name, text))
        else:
            self._entries.append(
                Entry(
                    said.kind, said.key, within, text, sentence.figures, sentence.evidence, sentence.assumed
                )
            )


_ATTRIBUTE: Final = "npf-place"
"""Where a paragraph comes from, until the tables are marked."""


def _neighbours(groups: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Runs that stand beside each other together."""
    made: list[list[Any]] = []
    for group in groups:
        if made and made[-1][-1].getnext() is group[0]:
            made[-1] += group
        else:
            made.append(list(group))
    return made


def _heads_and_feet(document: Any) -> list[Any]:
    kinds = {RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER}
    return [one.target_part.element for one in document.part.rels.values() if one.reltype in kinds]


def _clear(root: Any) -> None:
    """Take the signs out where nothing is marked."""
    for one in root.iter(qn("w:t")):
        text = one.text or ""
        while _BEGINS in text:
            before, _, rest = text.partition(_BEGINS)
            said, _, after = rest.partition(_NAMED)[2].partition(_ENDS)
            text = before + said + after
        one.text = text
