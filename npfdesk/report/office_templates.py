"""An office's own template before it is used: within limits, without macros, and without anything from elsewhere."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from npfdesk.plan.problems import Problem
from npfdesk.report.template_problems import (
    BAD_TEMPLATE,
    TEMPLATE_DECLARES,
    TEMPLATE_HAS_MACROS,
    TEMPLATE_INFLATES,
    TEMPLATE_REACHES_OUT,
    TEMPLATE_TOO_LARGE,
    TEMPLATE_TWICE,
)
from npfdesk.workbook.files import limits
from npfdesk.workbook.files.cell_counts import Watched
from npfdesk.workbook.files.file_problems import (
    DECLARES_ENTITIES,
    DUPLICATE_PARTS,
    INFLATES_TOO_FAR,
    TOO_LARGE,
)
from npfdesk.workbook.files.zip_parts import FileRefused, Parts

_WORDS: Final = MappingProxyType(
    {
        TOO_LARGE: TEMPLATE_TOO_LARGE,
        INFLATES_TOO_FAR: TEMPLATE_INFLATES,
        DECLARES_ENTITIES: TEMPLATE_DECLARES,
        DUPLICATE_PARTS: TEMPLATE_TWICE,
    }
)
"""A workbook's refusals in the words of a template; of the others the reason is told."""
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
_RELATION: Final = f"{{{_PACKAGE}}}Relationship"
_XML: Final = (".xml", ".rels")
_TYPES: Final = "[Content_Types].xml"
_EMBEDDED: Final = (".xlsx", ".docx", ".pptx")
_DEEPEST: Final = 2
"""How many documents may lie in one another: a chart's workbook in a template."""
_MACROS: Final = re.compile(r"macroenabled|vbaproject|vbadata|activex", re.IGNORECASE)
_CLICKED: Final = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
"""Addresses that a reader of the report opens by a click, and that nothing opens by itself."""
_AWAY: Final = re.compile(r"[a-z][a-z0-9+.-]*:|[\\/]{2}", re.IGNORECASE)
_FIELDS: Final = re.compile(r"\s*(INCLUDE\w*|IMPORT|LINK|DDE(?:AUTO)?|DATABASE|RD|EMBED)\b", re.IGNORECASE)
"""Word's fields that read from elsewhere (ECMA-376 part 1, 17.16.5)."""
_KEPT_WITHOUT: Final = ("blip", "hyperlink", "imagedata", "fill")
"""Elements that stand without what they refer to; the others go with it."""
_LONGEST: Final = 120


@dataclass(frozen=True)
class Template:
    """A template that may be used: its parts without what lies elsewhere, and a warning for each of those."""

    content: bytes
    dropped: tuple[Problem, ...] = ()


class _Nodes(Watched):
    """Counts every node that a tree of the part would have, and the bytes of the document's XML."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self.parser.CommentHandler = self.count
        self.parser.ProcessingInstructionHandler = self.count
        self.parser.StartCdataSectionHandler = self.count
        self.parser.StartNamespaceDeclHandler = self.count

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.parts.elements += len(attributes)
        super().start(name, attributes)

    def count(self, *_: object) -> None:
        self.parts.elements += 1
        if self.parts.elements > self.parts.bounds.elements:
            self.refuse(0)


def sound_template(name: str, content: bytes) -> Template | Problem:
    """A template as it may be used; a Problem where it is refused: too large, declaring entities, with macros, broken.

    Relations to what lies outside the file (linked pictures and objects, another template, fields that read files) are
    dropped with what shows them, each with a warning. Links that a reader clicks (http, https, mailto) are kept: nothing
    follows them by itself. Nothing is ever fetched.
    """
    if len(content) > limits.TEMPLATE_BYTES:
        told = {"what_zh": "字节", "what_en": "bytes", "most": f"{limits.TEMPLATE_BYTES:,}"}
        return Problem(TEMPLATE_TOO_LARGE, text=name, arguments=told)
    try:
        with Parts(name, content, limits.TEMPLATE) as parts:
            _look_over(parts, _DEEPEST)
            return _without_what_lies_elsewhere(name, parts)
    except FileRefused as refused:
        problem = refused.problem
        if problem.kind in _WORDS:
            return Problem(_WORDS[problem.kind], text=name, arguments=problem.arguments)
        reason = problem.arguments.get("reason", problem.code)
        return Problem(BAD_TEMPLATE, text=name, arguments={"reason": reason})
    except _HasMacros as found:
        return Problem(TEMPLATE_HAS_MACROS, text=name, arguments={"part": str(found)})


class _HasMacros(Exception):
    """A part of a template that is run, by its name."""


class _Types(_Nodes):
    """The names and endings of the parts that a package says are XML, and whether it says that any is run."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self.xml: set[str] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        said = attributes.get("ContentType", "")
        if _MACROS.search(said):
            raise _HasMacros(attributes.get("PartName", "").lstrip("/") or said)
        if said.casefold().endswith("xml"):
            self.xml.add(attributes.get("PartName", "").lstrip("/").casefold())
            self.xml.add(f".{attributes.get('Extension', '')}".casefold())


def _look_over(parts: Parts, deepest: int) -> None:
    """Every part inflated once under the limits; documents within documents alike."""
    types = _Types(parts)
    if _TYPES in parts:
        parts.walk(_TYPES, types.parser)
    # the libraries read as XML what the package says is XML, whatever its name
    known = types.xml - {"", "."}
    xml = 0
    for part in parts.names():
        folded = part.casefold()
        if folded.endswith("/"):
            continue
        if _MACROS.search(folded):
            raise _HasMacros(part)
        if folded.endswith(_XML) or folded in known or posixpath.splitext(folded)[1] in known:
            before = parts.inflated
            parts.walk(part, _Nodes(parts).parser)
            xml += parts.inflated - before
            if xml > limits.TEMPLATE_XML:
                raise parts.too_large("XML 字节", "bytes of XML", limits.TEMPLATE_XML)
        elif folded.endswith(_EMBEDDED):
            _look_within(parts, part, deepest)
        else:
            parts.inspect(part)


def _look_within(parts: Parts, part: str, deepest: int) -> None:
    content = b"".join(parts.blocks(part))
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    if not deepest:
        raise parts.too_large("嵌套文档层级", "levels of documents in one another", _DEEPEST)
    with Parts(parts.name, content, parts.bounds) as inner:
        inner.inflated, inner.elements = parts.inflated, parts.elements
        _look_over(inner, deepest - 1)
        parts.inflated, parts.elements = inner.inflated, inner.elements


def _without_what_lies_elsewhere(name: str, parts: Parts) -> Template:
    """The parts again, each read once more; nothing but what refers elsewhere is changed."""
    dropped: list[Problem] = []
    gone: dict[str, set[str]] = {}
    cleaned: dict[str, bytes] = {}

    def drop(part: str, kind: str, address: str) -> None:
        told = {"part": part, "kind": kind, "address": _short(address)}
        dropped.append(Problem(TEMPLATE_REACHES_OUT, text=name, arguments=told))

    # looked over before: nothing is beyond the limits now
    parts.inflated = 0
    for part in parts.names():
        if part.casefold().endswith(".rels"):
            source = _source_of(part)
            tree = _tree(parts, part)
            for one in list(tree.iter(_RELATION)):
                kind, address = one.get("Type", "").rpartition("/")[2], one.get("Target", "")
                if not _lies_elsewhere(one.get("TargetMode", ""), kind, address):
                    continue
                gone.setdefault(source.casefold(), set()).add(one.get("Id", ""))
                one.getparent().remove(one)
                drop(source, kind, address)
            if source.casefold() in gone:
                cleaned[part] = serialize_part_xml(tree)
    parts.inflated = 0
    for part in parts.names():
        lost = gone.get(part.casefold(), set())
        if not part.casefold().endswith(".xml") or not (lost or _has_fields(parts, part)):
            continue
        tree = _tree(parts, part)
        _let_go(tree, lost)
        for instruction in _fields_that_read(tree):
            drop(part, "field", instruction)
        cleaned[part] = serialize_part_xml(tree)
    parts.inflated = 0
    return Template(_zipped(parts, cleaned), tuple(dropped))


def _lies_elsewhere(mode: str, kind: str, address: str) -> bool:
    if kind == "hyperlink":
        # what is inside the document is told by a mark beginning with #
        return mode == "External" and not _CLICKED.match(address) and not address.startswith("#")
    return mode == "External" or bool(_AWAY.match(address))


def _source_of(rels: str) -> str:
    """The part whose relations a part tells (word/_rels/settings.xml.rels: word/settings.xml)."""
    folder, name = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), name[: -len(".rels")])


def _tree(parts: Parts, part: str) -> Any:
    try:
        return parse_xml(b"".join(parts.blocks(part)))
    except (ValueError, SyntaxError) as problem:
        # lxml's own errors are SyntaxErrors: what one parser takes the other may not
        raise FileRefused(Problem(BAD_TEMPLATE, text=parts.name, arguments={"reason": f"{part}: {problem}"[:200]})) from problem  # fmt: skip


def _let_go(tree: Any, lost: set[str]) -> None:
    """Take out what shows a relation that is gone: a mention alone, or the whole element where it says nothing without."""
    for one in list(tree.iter()):
        if not isinstance(one.tag, str):
            continue
        mentions = [key for key, value in one.attrib.items() if value in lost and key.startswith(_OFFICE)]
        if not mentions:
            continue
        if one.tag.rpartition("}")[2] in _KEPT_WITHOUT or one.getparent() is None:
            for key in mentions:
                del one.attrib[key]
        else:
            one.getparent().remove(one)


def _has_fields(parts: Parts, part: str) -> bool:
    return part.casefold().startswith("word/") and any(
        b"instr" in block for block in _overlapping(parts.blocks(part))
    )


def _overlapping(blocks: Any) -> Any:
    """Blocks with the last letters of the one before, so that no short word is cut."""
    last = b""
    for block in blocks:
        yield last + block
        last = block[-8:]


def _fields_that_read(tree: Any) -> list[str]:
    """The instructions of fields that read from elsewhere, taken out of the tree; what they last showed stays."""
    found = []
    for one in list(tree.iter(qn("w:fldSimple"))):
        if _FIELDS.match(one.get(qn("w:instr"), "")):
            found.append(one.get(qn("w:instr")).strip())
            one.set(qn("w:instr"), "")
    for paragraph in list(tree.iter(qn("w:p"))):
        marks = list(paragraph.iter(qn("w:instrText")))
        # an instruction may be cut over several runs, and fields may stand in one another
        if marks and any(
            _FIELDS.match("".join(one.text or "" for one in marks[at:])) for at in range(len(marks))
        ):
            found.append("".join(one.text or "" for one in marks).strip())
            for one in marks:
                one.text = ""
    return found


def _short(address: str) -> str:
    return address if len(address) <= _LONGEST else address[: _LONGEST - 1] + "…"


def _zipped(parts: Parts, cleaned: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for part in parts.names():
            if not part.endswith("/"):
                out.writestr(part, cleaned.get(part) or b"".join(parts.blocks(part)))
    return stream.getvalue()
