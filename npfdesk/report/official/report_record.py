"""What the program wrote into an official report: every text and table with its key and what it rests on, kept in the file.

The record is a custom XML part of the document. Word, WPS and LibreOffice keep such a part and show it to nobody; with it the
report can be made anew, and what a person changed in it be told from what the program wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final
from xml.etree import ElementTree

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from npfdesk.plan.series import SeriesKey
from npfdesk.report.material import PROGRAM, Material
from npfdesk.report.office_parts import without_control_characters
from npfdesk.report.official.chapters import Heading, OfficialReport, Paragraph, Table
from npfdesk.report.official.hidden_marks import Marked, mark_name
from npfdesk.report.sentences import NO_EVIDENCE, Evidence, SaidFigure
from npfdesk.version import __version__

_SPACE: Final = "urn:npf-desk:official-report"
_VERSION: Final = "1"
_CUSTOM: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_PROPERTIES: Final = f"{_CUSTOM}Props"
_PROPERTIES_TYPE: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM: Final = "{8E0B6E1C-5D0F-4B52-9C2E-6E70666465736B}"
"""The identity of the part among others of its kind, as Word wants one."""


def _no_figures() -> Mapping[str, SaidFigure]:
    return MappingProxyType({})


@dataclass(frozen=True)
class HandText:
    """A text that a person wrote in place of the program's, and the figures as they were when it was written."""

    text: str
    figures: Mapping[str, SaidFigure] = field(default_factory=_no_figures)


@dataclass(frozen=True)
class Entry:
    """A text that the program wrote; `within` is the mark of the paragraph that it stands in, its own where that is one.

    `hand` is what stands in the file in its place.
    """

    kind: Marked
    key: str
    within: str
    text: str
    figures: Mapping[str, SaidFigure] = field(default_factory=_no_figures)
    evidence: Evidence = NO_EVIDENCE
    assumed: bool = False
    hand: HandText | None = None

    @property
    def mark(self) -> str:
        """The name of the mark around it."""
        return mark_name(self.kind, self.key)


@dataclass(frozen=True)
class TableEntry:
    """A table that the program wrote, row by row, its heads first."""

    key: str
    rows: tuple[tuple[str, ...], ...]

    @property
    def mark(self) -> str:
        """The name of the mark around it."""
        return mark_name(Marked.TABLE, self.key)


@dataclass(frozen=True)
class Record:
    """Everything that the program wrote into a report, in its order, and which report it is.

    `identity` is what two files must share to be the same report: kind, year, language and the plan's title; `made` where the
    figures come from.
    """

    identity: Mapping[str, str]
    entries: tuple[Entry, ...]
    tables: tuple[TableEntry, ...]
    made: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def with_hands(self, hands: Mapping[str, HandText]) -> Record:
        """The record with what persons wrote, by the marks of the texts that it stands for."""
        return replace(self, entries=tuple(replace(one, hand=hands.get(one.mark)) for one in self.entries))


def record_of(material: Material, report: OfficialReport, annexes: tuple[Table, ...] = ()) -> Record:
    """The record of a report as the program writes it."""
    told = material.provenance
    identity = {
        "kind": report.kind,
        "year": str(report.year),
        "language": material.language,
        "plan": material.plan.title,
    }
    made = {
        "program": f"{PROGRAM} {__version__}",
        "workbook": told.workbook,
        "digest": told.digest,
        "revision": told.revision,
        "moment": told.stamp,
    }
    lines = {"title": report.title, "subtitle": report.subtitle}
    ends = {"office": report.office, "dated": report.dated}
    entries = [
        *(_line(key, text) for key, text in lines.items() if text),
        *_chapter_entries(report),
        *(_line(key, text) for key, text in ends.items() if text),
        *(_line(f"{one.key}/heading", one.title) for one in annexes),
        *(_line(f"{one.key}/note", one.note) for one in annexes if one.note),
    ]
    blocks = [block for chapter in report.chapters for block in chapter.blocks if isinstance(block, Table)]
    tables = tuple(TableEntry(one.key, rows_of(one)) for one in (*blocks, *annexes))
    return Record(identity, tuple(entries), tables, made)


def rows_of(table: Table) -> tuple[tuple[str, ...], ...]:
    """A table's rows as they are written: its heads, where any column has one, then the rest."""
    heads = tuple(one.head for one in table.columns)
    rows = (heads, *table.rows) if any(heads) else table.rows
    return tuple(tuple(map(without_control_characters, row)) for row in rows)


def _chapter_entries(report: OfficialReport) -> Iterator[Entry]:
    for chapter in report.chapters:
        if not chapter.blocks:
            continue
        yield _alone(Marked.HEADING, chapter.key, chapter.title)
        for block in chapter.blocks:
            if isinstance(block, Heading):
                yield _alone(Marked.HEADING, block.key, block.text)
            elif isinstance(block, Paragraph):
                within = mark_name(Marked.PARAGRAPH, block.key)
                for one in block.sentences:
                    yield Entry(
                        Marked.SENTENCE,
                        one.key,
                        within,
                        without_control_characters(one.text),
                        one.figures,
                        one.evidence,
                        one.assumed,
                    )
            else:
                for part, text in (("title", block.title), ("note", block.note)):
                    if text:
                        yield _line(f"{block.key}/{part}", text)


def _alone(kind: Marked, key: str, text: str) -> Entry:
    return Entry(kind, key, mark_name(kind, key), without_control_characters(text))


def _line(key: str, text: str) -> Entry:
    return _alone(Marked.LINE, key, text)


def put_record(document: Any, record: Record) -> None:
    """Put a record into a document, in place of one that is there."""
    part = document.part
    for name, relation in list(part.rels.items()):
        if relation.reltype == _CUSTOM and _holds_record(relation):
            del part.rels[name]
    package = part.package
    held = Part(package.next_partname("/customXml/item%d.xml"), "application/xml", _written(record), package)
    about = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<ds:datastoreItem ds:itemID="{_ITEM}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{_SPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    number = held.partname.idx or 1
    beside = Part(PackURI(f"/customXml/itemProps{number}.xml"), _PROPERTIES_TYPE, about.encode(), package)
    held.relate_to(beside, _PROPERTIES)
    part.relate_to(held, _CUSTOM)


def _holds_record(relation: Any) -> bool:
    return not relation.is_external and _SPACE.encode() in relation.target_part.blob[:2000]


def record_in(document: Any) -> Record | None:
    """The record that a document holds; None where it holds none that this version reads."""
    for relation in document.part.rels.values():
        if relation.reltype == _CUSTOM and _holds_record(relation):
            try:
                return _read(parse_xml(relation.target_part.blob))
            except (ValueError, KeyError, SyntaxError):
                # another version's, or one that somebody wrote into
                return None
    return None


def _tag(name: str) -> str:
    return f"{{{_SPACE}}}{name}"


def _written(record: Record) -> bytes:
    root = ElementTree.Element("report", {"xmlns": _SPACE, "version": _VERSION})
    _add(root, "identity", _clean(record.identity))
    _add(root, "made", _clean(record.made))
    for one in record.entries:
        made = _add(root, "text", _clean({"kind": one.kind.value, "within": one.within, "key": one.key}))
        if one.assumed:
            made.set("assumed", "1")
        _add(made, "said").text = one.text
        _write_figures(made, one.figures)
        _write_evidence(made, one.evidence)
        if one.hand is not None:
            by_hand = _add(made, "hand")
            _add(by_hand, "said").text = without_control_characters(one.hand.text)
            _write_figures(by_hand, one.hand.figures)
    for table in record.tables:
        grid = _add(root, "table", _clean({"key": table.key}))
        for row in table.rows:
            line = _add(grid, "row")
            for cell in row:
                _add(line, "cell").text = cell
    written: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _add(
    parent: ElementTree.Element, tag: str, attributes: Mapping[str, str] | None = None
) -> ElementTree.Element:
    return ElementTree.SubElement(parent, tag, dict(attributes or {}))


def _clean(values: Mapping[str, str]) -> dict[str, str]:
    return {key: without_control_characters(value) for key, value in values.items()}


def _write_figures(parent: ElementTree.Element, figures: Mapping[str, SaidFigure]) -> None:
    for name, figure in figures.items():
        made = _add(parent, "figure", _clean({"name": name, "said": figure.said}))
        if figure.value is not None:
            # written so that it is read back to the last bit
            made.set("value", repr(float(figure.value)))


def _write_evidence(parent: ElementTree.Element, evidence: Evidence) -> None:
    if evidence == NO_EVIDENCE:
        return
    made = _add(parent, "rests", _clean({"scenario": evidence.scenario}))
    for key in evidence.series:
        _add(made, "series", _clean(key._asdict()))
    for name, years in (("year", evidence.years), ("target", evidence.targets)):
        for year in years:
            _add(made, name).text = str(year)


def _read(root: Any) -> Record:
    """The record in a part's tree; ValueError or KeyError where it is not as this version writes it."""
    if root.tag != _tag("report") or root.get("version") != _VERSION:
        raise ValueError("not this version's record")
    entries = tuple(
        Entry(
            Marked(one.attrib["kind"]),
            one.attrib["key"],
            one.attrib["within"],
            _said(one),
            _read_figures(one),
            _read_evidence(one.find(_tag("rests"))),
            one.get("assumed") == "1",
            None
            if (by_hand := one.find(_tag("hand"))) is None
            else HandText(_said(by_hand), _read_figures(by_hand)),
        )
        for one in root.iterfind(_tag("text"))
    )
    tables = tuple(
        TableEntry(
            one.attrib["key"],
            tuple(
                tuple(cell.text or "" for cell in row.iterfind(_tag("cell")))
                for row in one.iterfind(_tag("row"))
            ),
        )
        for one in root.iterfind(_tag("table"))
    )
    identity, made = (root.find(_tag(name)) for name in ("identity", "made"))
    if identity is None:
        raise ValueError("whose report it is is not said")
    return Record(dict(identity.attrib), entries, tables, {} if made is None else dict(made.attrib))


def _said(parent: Any) -> str:
    found = parent.find(_tag("said"))
    return "" if found is None else found.text or ""


def _read_figures(parent: Any) -> Mapping[str, SaidFigure]:
    return {
        one.attrib["name"]: SaidFigure(
            one.attrib["said"], None if (value := one.get("value")) is None else float(value)
        )
        for one in parent.iterfind(_tag("figure"))
    }


def _read_evidence(held: Any) -> Evidence:
    if held is None:
        return NO_EVIDENCE
    return Evidence(
        tuple(
            SeriesKey(one.attrib["region"], one.attrib["industry"], one.attrib["indicator"])
            for one in held.iterfind(_tag("series"))
        ),
        tuple(int(one.text or "") for one in held.iterfind(_tag("year"))),
        held.get("scenario", ""),
        tuple(int(one.text or "") for one in held.iterfind(_tag("target"))),
    )
