"""The styles and texts of an .xlsx: what its number formats show, how its fonts look, the runs of its texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from xml.etree.ElementTree import Element, iterparse

from openpyxl.styles.numbers import BUILTIN_FORMATS

from npfdesk.workbook.files.cell_counts import MAIN
from npfdesk.workbook.files.number_formats import EASTERN_CODES, GENERAL, NumberFormat, number_format
from npfdesk.workbook.files.text_runs import LEVELS, USUAL, Level, Look, Run, SeenText, is_of_one_look, seen
from npfdesk.workbook.files.zip_parts import Parts

TEXT_TAG: Final = f"{{{MAIN}}}t"
"""The letters of a text or of a run."""
RUN_TAG: Final = f"{{{MAIN}}}r"
"""A run of a text."""
_STRING: Final = f"{{{MAIN}}}si"
_LOOK: Final = f"{{{MAIN}}}rPr"
_FORMAT: Final = f"{{{MAIN}}}numFmt"
_FONTS: Final = f"{{{MAIN}}}fonts"
_STRIKE: Final = f"{{{MAIN}}}strike"
_LEVEL: Final = f"{{{MAIN}}}vertAlign"
_FORMATS_OF_CELLS: Final = f"{{{MAIN}}}cellXfs"
_ESCAPED: Final = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")
_FALSE: Final = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How a cell's style shows what is in it: its number format and its font."""

    format: NumberFormat = GENERAL
    look: Look = USUAL


PLAIN_STYLE: Final = CellStyle()
"""A style that shows everything as it is."""


@dataclass(frozen=True)
class Formats:
    """A file's cell formats by number: which show percentages, dates, spans of time; how many there are.

    `special` are those in which some cell shows more or less than its value: words, a scale, part of a date, a font
    that is struck through or raised. Only these are looked up for every cell. `places` are the decimals of those that say.
    """

    percentages: frozenset[int] = frozenset()
    dates: frozenset[int] = frozenset()
    spans: frozenset[int] = frozenset()
    count: int = 0
    special: Mapping[int, CellStyle] = field(default_factory=lambda: MappingProxyType({}))
    places: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def has_looks(self) -> bool:
        """Whether the font of some cell is struck through or raised."""
        return any(style.look != USUAL for style in self.special.values())


class RichText:
    """A text of several runs that do not all look the same; `seen` is how it is seen in a cell of usual font."""

    __slots__ = ("runs", "seen")

    def __init__(self, runs: tuple[Run, ...]) -> None:
        self.runs = runs
        self.seen: SeenText = seen(runs)


def read_formats(parts: Parts, part: str) -> Formats:
    """The formats of the styles' part; none of "". Each distinct format is parsed once."""
    if not part:
        return Formats()
    codes: dict[int, str] = {**EASTERN_CODES, **BUILTIN_FORMATS}
    looks: list[Look] = []
    used: list[tuple[int, str]] = []
    with parts.stream(part) as stream:
        for _, element in iterparse(stream):
            if element.tag == _FORMAT and "numFmtId" in element.attrib:
                codes[int(element.attrib["numFmtId"])] = element.get("formatCode", "")
            elif element.tag == _FONTS:
                looks = [_look(font) for font in element]
            elif element.tag == _FORMATS_OF_CELLS:
                used = [(int(one.get("numFmtId", "0")), one.get("fontId", "0")) for one in element]
    known = {number: number_format(codes[number]) for number in {one for one, _ in used} if number in codes}
    styles = [CellStyle(known.get(number, GENERAL), _look_of(font, looks)) for number, font in used]
    return Formats(
        frozenset(index for index, one in enumerate(styles) if one.format.is_percentage),
        frozenset(index for index, one in enumerate(styles) if one.format.is_date),
        frozenset(index for index, one in enumerate(styles) if one.format.is_span),
        len(used),
        MappingProxyType({index: one for index, one in enumerate(styles) if _is_special(one)}),
        MappingProxyType(
            {index: one.format.places for index, one in enumerate(styles) if one.format.places >= 0}
        ),
    )


def _is_special(style: CellStyle) -> bool:
    shown = style.format
    return style.look != USUAL or shown.adds or shown.adds_to_text or shown.shows_in_part


def _look(font: Element) -> Look:
    """How a font, or the properties of a run, look."""
    strike, level = font.find(_STRIKE), font.find(_LEVEL)
    return Look(
        Level.LINE if level is None else LEVELS.get(level.get("val", ""), Level.LINE),
        strike is not None and strike.get("val", "1").lower() not in _FALSE,
    )


def _look_of(font: str, looks: list[Look]) -> Look:
    number = int(font) if font.isdecimal() and len(font) < 10 else -1
    return looks[number] if 0 <= number < len(looks) else USUAL


def read_strings(parts: Parts, part: str, keep_runs: bool) -> list[str | RichText]:
    """The shared texts in their order; `keep_runs` where cells have fonts that change what a text without look is."""
    return list(_strings(parts, part, keep_runs)) if part else []


def _strings(parts: Parts, part: str, keep_runs: bool) -> Iterator[str | RichText]:
    with parts.stream(part) as stream:
        for _, element in iterparse(stream):
            if element.tag == _STRING:
                yield text_in(element, keep_runs)
                element.clear()


def text_in(element: Element, keep_runs: bool) -> str | RichText:
    """The text of a string, its runs joined where they look the same; how it is spoken (Japanese) is no part of it."""
    if len(element) == 1 and element[0].tag == TEXT_TAG:
        return unescaped(element[0].text or "")
    text = "".join([one.text or "" for one in element if one.tag == TEXT_TAG])
    runs = tuple([_run(one) for one in element if one.tag == RUN_TAG])
    if not runs:
        return unescaped(text)
    if is_of_one_look(runs) and not keep_runs:
        return unescaped("".join([text, *(run.text for run in runs)]))
    kept = [Run(unescaped(run.text), run.look) for run in runs]
    return RichText((Run(unescaped(text)), *kept) if text else tuple(kept))


def _run(element: Element) -> Run:
    look = element.find(_LOOK)
    said = "".join([one.text or "" for one in element if one.tag == TEXT_TAG])
    return Run(said, None if look is None else _look(look))


def unescaped(text: str) -> str:
    """A text without escapes: control characters stand as _x000D_, the half of a line break that Word leaves."""
    if "_x" not in text and "\r" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n")
