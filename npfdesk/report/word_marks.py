"""Watermark and seal in a Word document's heads, of the report in pages and of official reports alike."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Final

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from npfdesk.plan.rounding import rounded_text
from npfdesk.report.markings import WATERMARK_GREY, PageMarks
from npfdesk.report.office_parts import without_control_characters

_SECONDARY: Final = "57606A"
_VML: Final = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_HIGHEST: Final = 110.0
_ACROSS: Final = 0.62
_FONT: Final = "Microsoft YaHei"
_WIDE: Final = 0x2E80
"""From this sign on letters are as wide as they are high."""


def mark_document(document: Any, marks: PageMarks) -> None:
    """Put watermark and seal into the heads of a python-docx document; what stands in them stays.

    Every section has them, on first, even and other pages alike. Word and LibreOffice draw the watermark behind the text.
    """
    if not (marks.watermark or marks.mark):
        return
    for number, (section, head) in enumerate(_heads(document), start=1):
        if marks.watermark:
            paragraph = head.paragraphs[0] if head.paragraphs else head.add_paragraph()
            paragraph.add_run()._r.append(_watermark(marks.watermark, section, number))
        if marks.mark:
            _seal(head, marks)


def _heads(document: Any) -> Iterator[tuple[Any, Any]]:
    """Each head that a page may show with its section; one that takes over that of the section before is no other."""
    even = document.settings.odd_and_even_pages_header_footer
    for at, section in enumerate(document.sections):
        heads = [section.header]
        heads += [section.first_page_header] if section.different_first_page_header_footer else []
        heads += [section.even_page_header] if even else []
        for head in heads:
            if not at or not head.is_linked_to_previous:
                yield section, head


def _seal(head: Any, marks: PageMarks) -> None:
    """A line of its own at the right: the states in words, then the framed word."""
    used = any(one.text.strip() for one in head.paragraphs)
    paragraph = head.add_paragraph() if used or not head.paragraphs else head.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.space_after = Pt(0)
    for text, points in ((marks.state, 7.0), ("  ", 7.0), (marks.mark, 8.5)):
        run = paragraph.add_run(without_control_characters(text))
        run.font.size = Pt(points)
        run.font.color.rgb = RGBColor.from_string(_SECONDARY)
    frame = OxmlElement("w:bdr")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "2"), ("color", _SECONDARY)):
        frame.set(qn(f"w:{name}"), value)
    properties = run._r.get_or_add_rPr()
    # behind the size, where Word looks for it
    after = properties.find(qn("w:sz"))
    (after if after.getnext() is None or after.getnext().tag != qn("w:szCs") else after.getnext()).addnext(
        frame
    )


def _watermark(words: str, section: Any, number: int) -> Any:
    """The words as Word's own watermarks are made: a text along a line, behind the page's text."""
    signs = sum(1.0 if ord(one) >= _WIDE else 0.55 for one in words)
    page = math.hypot(section.page_width.pt, section.page_height.pt)
    width = min(page * _ACROSS, signs * _HIGHEST)
    height = width / signs
    across = math.degrees(math.atan2(section.page_height, section.page_width))
    wide, high, turn = (rounded_text(one, 0) for one in (width, height, 360 - across))
    drawn = parse_xml(
        f"<w:pict {nsdecls('w')} {_VML}>"
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
        'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/>'
        '<v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>'
        '<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" '
        f'style="position:absolute;margin-left:0;margin-top:0;width:{wide}pt;height:{high}pt;rotation:{turn};'
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:page;"
        'mso-position-vertical:center;mso-position-vertical-relative:page" o:allowincell="f" '
        f'fillcolor="{WATERMARK_GREY}" stroked="f"><v:textpath string="" '
        f"style='font-family:\"{_FONT}\";font-size:1pt'/></v:shape></w:pict>"
    )
    for path in drawn.iter("{urn:schemas-microsoft-com:vml}textpath"):
        if path.get("string") is not None:
            # as an attribute, so that no sign can end it
            path.set("string", without_control_characters(words))
    return drawn
