"""The parts around a workbook's sheets: which part is which sheet, the calculation chain, and sheets added."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from xml.etree import ElementTree
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from openpyxl.utils import range_boundaries

from npfdesk.plan.names import fold
from npfdesk.workbook.files.number_formats import number_format
from npfdesk.workbook.writing.formula_references import Area, KnownNames
from npfdesk.workbook.writing.sheet_part import MAIN, NO_LOOKS, FigureLooks, NotPatchable

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "[Content_Types].xml"
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BEFORE_CALCULATION: Final = ("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences", "definedNames")  # fmt: skip
_MOST_SHEETS: Final = 10_000
# a tag's attributes hold no < of their own: a search that stops there never reads the same letters twice
_OPENED: Final = MappingProxyType(
    {one: re.compile(rb"<((?:\w+:)?)%s\b" % one.encode()) for one in ("sheets", "Types", "Relationships")}
)
_EMPTY: Final = MappingProxyType(
    {
        one: re.compile(rb"<(?:\w+:)?%s\b[^<>]*/>" % one.encode())
        for one in (*_OPENED, "Override", "Relationship")
    }
)
_ENDED: Final = tuple(
    re.compile(rb"</(?:\w+:)?%s\s*>|<(?:\w+:)?%s\b[^<>]*/>" % (one.encode(), one.encode()))
    for one in _BEFORE_CALCULATION
)


@dataclass
class BookParts:
    """The parts that name others, as they are; `changed` collects what is to be written in their place (None: taken out).

    `sheets` are the parts of the sheets by name, `numbers` their sheetId. `locked`: sheets cannot be added;
    `asks_not_to`: it recommends to be opened read-only, or keeps writing for those with a password.
    """

    parts: Mapping[str, bytes]
    book: str = ""
    sheets: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    changed: dict[str, bytes | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        office = _parsed(self._part("_rels/.rels"))
        if any(one.get("Type", "").startswith(_STRICT) for one in office):
            raise NotPatchable("strict")
        main = next((one for one in office if one.get("Type") == f"{_OFFICE}/officeDocument"), None)
        if main is None:
            raise NotPatchable("damaged", "officeDocument")
        self.book = main.get("Target", "").lstrip("/")
        root = _parsed(self._part(self.book))
        targets = {one.get("Id", ""): one for one in _parsed(self._part(self._relations))}
        for sheet in root.iter(f"{{{MAIN}}}sheet"):
            relation = targets.get(sheet.get(f"{{{_OFFICE}}}id", ""))
            if relation is not None and relation.get("Type") == f"{_OFFICE}/worksheet":
                self.sheets[sheet.get("name", "")] = self._resolved(relation.get("Target", ""))
            number = sheet.get("sheetId", "")
            self.numbers[sheet.get("name", "")] = int(number) if number.isdecimal() else 0
        protection = root.find(f"{{{MAIN}}}workbookProtection")
        sharing = root.find(f"{{{MAIN}}}fileSharing")
        reserved = ("reservationPassword", "hashValue")
        self.asks_not_to = sharing is not None and (
            sharing.get("readOnlyRecommended") in ("1", "true") or any(sharing.get(one) for one in reserved)
        )
        self.locked = protection is not None and protection.get("lockStructure") in ("1", "true")

    def looks(self) -> FigureLooks:
        """The looks (numbers of cell formats) that do not show a figure as it is; ECMA-376 part 1, 18.8.30 and 18.8.10."""
        styles = next(
            (one for one in _parsed(self._part(self._relations)) if one.get("Type") == f"{_OFFICE}/styles"),
            None,
        )
        place = self._resolved(styles.get("Target", "")) if styles is not None else ""
        if place not in self.parts:
            return NO_LOOKS
        root = _parsed(self.parts[place])
        codes = {"9": "0%", "10": "0.00%"}
        codes.update(
            {one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iter(f"{{{MAIN}}}numFmt")}
        )
        looks = root.find(f"{{{MAIN}}}cellXfs")
        used = [look.get("numFmtId", "") for look in (looks if looks is not None else ())]
        known = {number: number_format(codes.get(number, "")) for number in set(used)}
        return FigureLooks(
            frozenset(str(look) for look, number in enumerate(used) if known[number].is_percentage),
            frozenset(str(look) for look, number in enumerate(used) if known[number].adds),
        )

    def formula_names(self) -> KnownNames:
        """The names that formulas of the workbook may use: its sheets, tables and defined names."""
        sheets = [name.casefold() for name in self.numbers]
        defined = {}
        for one in _parsed(self._part(self.book)).iter(f"{{{MAIN}}}definedName"):
            local = one.get("localSheetId", "")
            scope = sheets[int(local)] if local.isdecimal() and int(local) < len(sheets) else ""
            defined[scope, one.get("name", "").casefold()] = "".join(one.itertext())
        tables = {}
        for name, place in self.sheets.items():
            for target in self._of_sheet(place, "table"):
                table = _parsed(self._part(target))
                try:
                    left, top, right, bottom = (
                        int(one or 0) for one in range_boundaries(table.get("ref", ""))
                    )
                except ValueError as problem:
                    raise NotPatchable("damaged", target) from problem
                for key in {table.get("name", ""), table.get("displayName", "")} - {""}:
                    tables[key.casefold()] = Area(name.casefold(), top, left, bottom, right)
        return KnownNames(sheets, tables, defined)

    def _of_sheet(self, place: str, kind: str) -> list[str]:
        """The parts of a kind that a sheet's part refers to."""
        relations = _relations_of(place)
        if relations not in self._names:
            return []
        return [
            target
            for one in _parsed(self._part(relations))
            if one.get("Type") == f"{_OFFICE}/{kind}"
            and (target := _resolved(place, one.get("Target", ""))) in self._names
        ]

    @property
    def _relations(self) -> str:
        return _relations_of(self.book)

    def _resolved(self, target: str) -> str:
        return _resolved(self.book, target)

    def content_of(self, name: str) -> bytes | None:
        """A part as it is now, changed or not; None where there is none."""
        return self.changed.get(name, self.parts.get(name))

    def _part(self, name: str) -> bytes:
        now = self.content_of(name)
        if now is None:
            raise NotPatchable("damaged", name)
        return now

    def named(self, name: str) -> str | None:
        """The sheet of that name as the workbook spells it (Excel minds neither case nor width); None: there is none."""
        return next((one for one in self.numbers if fold(one) == fold(name)), None)

    def add_sheet(self, name: str, content: bytes) -> None:
        """A sheet at the end; NotPatchable where the workbook's structure is locked."""
        if self.locked:
            raise NotPatchable("locked_structure", name)
        folder = posixpath.dirname(self.book)
        number = next(
            one
            for one in range(1, _MOST_SHEETS)
            if posixpath.join(folder, f"worksheets/npfdesk{one}.xml") not in self._names
        )
        target = f"worksheets/npfdesk{number}.xml"
        place = posixpath.join(folder, target)
        relations, book = self._part(self._relations), self._part(self.book)
        taken = {one.get("Id", "") for one in _parsed(relations)}
        mark = next(f"rIdNpf{one}" for one in range(1, _MOST_SHEETS) if f"rIdNpf{one}" not in taken)
        sheet_number = max([0, *self.numbers.values()]) + 1
        self.changed[place] = content
        relation = f'Relationship Id="{mark}" Type="{_OFFICE}/worksheet" Target="{target}"/>'
        self.changed[self._relations] = _before_end(relations, "Relationships", relation)
        override = f'Override PartName="/{place}" ContentType="{_SHEET_TYPE}"/>'
        self.changed[_TYPES] = _before_end(self._part(_TYPES), "Types", override)
        # the prefix of relationships may be any; told anew on the element it is right whatever it is
        entry = (
            f'sheet name={quoteattr(name)} sheetId="{sheet_number}" npf:id="{mark}" xmlns:npf="{_OFFICE}"/>'
        )
        self.changed[self.book] = _before_end(book, "sheets", entry)
        self.sheets[name], self.numbers[name] = place, sheet_number

    @property
    def _names(self) -> set[str]:
        return {*self.parts, *self.changed}

    def drop_from_chain(self, cells: Mapping[str, Collection[str]]) -> None:
        """Cells that hold no formula any more taken out of the calculation chain, by sheet."""
        relation = next(
            (
                one
                for one in _parsed(self._part(self._relations))
                if one.get("Type") == f"{_OFFICE}/calcChain"
            ),
            None,
        )
        gone = {(self.numbers[sheet], cell) for sheet, names in cells.items() for cell in names}
        if relation is None or not gone:
            return
        place = self._resolved(relation.get("Target", ""))
        if place not in self._names:
            return
        chain = self._part(place)
        number = 0
        kept: list[bytes] = []
        at, left = 0, 0
        pending = False
        for found in re.finditer(rb"<(?:\w+:)?c\b[^<>]*/>", chain):
            told = re.search(rb"\si=[\"'](\d+)[\"']", found[0])
            number = int(told[1]) if told else number
            cell = re.search(rb"\sr=[\"']([A-Z]+\d+)[\"']", found[0])
            entry = found[0]
            kept.append(chain[at : found.start()])
            at = found.end()
            if cell is not None and (number, cell[1].decode()) in gone:
                pending = pending or told is not None
                continue
            if pending and told is None:
                # the sheet's number was told by an entry that is gone
                entry = entry[:-2] + f' i="{number}"/>'.encode()
            pending = False
            left += 1
            kept.append(entry)
        if left:
            self.changed[place] = b"".join([*kept, chain[at:]])
            return
        self.drop_chain()

    def drop_chain(self) -> None:
        """Without the calculation chain, which Excel makes anew: the part goes, with what names it."""
        relation = next(
            (
                one
                for one in _parsed(self._part(self._relations))
                if one.get("Type") == f"{_OFFICE}/calcChain"
            ),
            None,
        )
        if relation is None:
            return
        place = self._resolved(relation.get("Target", ""))
        self.changed[place] = None
        mark = relation.get("Id", "")
        self.changed[self._relations] = _without(self._part(self._relations), "Relationship", f"Id={mark}")
        self.changed[_TYPES] = _without(self._part(_TYPES), "Override", f"PartName=/{place}")

    def recompute_on_opening(self) -> None:
        """Have Excel compute every formula when it opens the workbook: those that read changed cells are stale."""
        book = self._part(self.book)
        found = re.search(rb"<(?:\w+:)?calcPr\b[^<>]*>", book)
        if found is not None:
            tag = re.sub(rb"\sfullCalcOnLoad=[\"'][^\"']*[\"']", b"", found[0])
            end = b"/>" if tag.endswith(b"/>") else b">"
            tag = tag[: -len(end)].rstrip() + b' fullCalcOnLoad="1"' + end
            self.changed[self.book] = book[: found.start()] + tag + book[found.end() :]
            return
        ends = [last.end() for pattern in _ENDED for last in [*pattern.finditer(book)][-1:]]
        at = max(ends)
        prefix = _prefix(book, "sheets")
        self.changed[self.book] = book[:at] + f'<{prefix}calcPr fullCalcOnLoad="1"/>'.encode() + book[at:]


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(part: str, target: str) -> str:
    """A target that a part refers to, as the zip names it."""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def _parsed(content: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise NotPatchable("damaged", "DOCTYPE")
    try:
        return ElementTree.fromstring(content)
    except (ElementTree.ParseError, expat.ExpatError) as problem:
        raise NotPatchable("damaged", str(problem)) from problem


def _without(content: bytes, element: str, attribute: str) -> bytes:
    """The content without the empty elements that have an attribute, given as name=value."""
    name, _, value = attribute.partition("=")
    said = tuple(f" {name}={quote}{value}{quote}".encode() for quote in "\"'")

    def kept(found: re.Match[bytes]) -> bytes:
        words = b" ".join(found[0].split())
        return b"" if any(one in words for one in said) else found[0]

    return _EMPTY[element].sub(kept, content)


def _prefix(content: bytes, element: str) -> str:
    found = _OPENED[element].search(content)
    if found is None:
        raise NotPatchable("damaged", element)
    return found[1].decode()


def _before_end(content: bytes, element: str, entry: str) -> bytes:
    """The content with an entry before the end of an element, in the element's own prefix."""
    prefix = _prefix(content, element)
    end = f"</{prefix}{element}".encode()
    at = content.rfind(end)
    written = f"<{prefix}{entry}".encode()
    if at >= 0:
        return content[:at] + written + content[at:]
    found = _EMPTY[element].search(content)
    if found is None:
        raise NotPatchable("damaged", element)
    opened = found[0][:-2].rstrip() + b">"
    return content[: found.start()] + opened + written + end + b">" + content[found.end() :]
