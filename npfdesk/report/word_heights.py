"""About how high what stands in a Word document is: Word sets the page, so that what belongs together is put by an estimate."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Final

from docx.oxml.ns import qn

_EMU: Final = 12700
_TWIPS: Final = 20
_LINE: Final = 1.45
"""The height of a line to the size of its letters, of a font for Chinese."""
_HEADING: Final = 40.0
_USUAL: Final = 9.5


def block_height(elements: Iterable[Any]) -> float:
    """The height of paragraphs and tables of a document's body, in points."""
    return sum(
        _table(one) if one.tag == qn("w:tbl") else _paragraph(one, math.inf, styled=True) for one in elements
    )


def _table(table: Any) -> float:
    return sum(_row(row) for row in table.findall(qn("w:tr")))


def _row(row: Any) -> float:
    exact = row.find(f"{qn('w:trPr')}/{qn('w:trHeight')}")
    if exact is not None:
        return float(exact.get(qn("w:val"))) / _TWIPS
    return max(map(_cell, row.findall(qn("w:tc"))), default=0.0)


def _cell(cell: Any) -> float:
    wide = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    # the margins at both sides are taken off
    width = math.inf if wide is None else float(wide.get(qn("w:w"))) / _TWIPS - 4
    return sum(_paragraph(one, width) + 2 for one in cell.findall(qn("w:p")))


def _paragraph(paragraph: Any, width: float, *, styled: bool = False) -> float:
    drawn = [float(one.get("cy")) / _EMU for one in paragraph.iter(qn("wp:extent"))]
    if drawn:
        return max(drawn)
    if styled and paragraph.style:
        return _HEADING
    exact = paragraph.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    after = 0.0 if exact is None else float(exact.get(qn("w:after")) or 0) / _TWIPS
    if exact is not None and exact.get(qn("w:lineRule")) == "exact":
        return float(exact.get(qn("w:line"))) / _TWIPS + after
    sizes = [float(one.get(qn("w:val"))) / 2 for one in paragraph.iter(qn("w:sz"))]
    points = sizes[0] if sizes else _USUAL
    lines = 0
    for line in "".join(_said(paragraph)).split("\n"):
        wide = sum(0.6 if sign.isascii() else 1.0 for sign in line) * points
        lines += max(1, math.ceil(wide / width)) if width > 0 else 1
    return lines * points * _LINE + (after if styled else 0.0)


def _said(paragraph: Any) -> Iterable[str]:
    for one in paragraph.iter(qn("w:t"), qn("w:br")):
        yield "\n" if one.tag == qn("w:br") else one.text or ""
