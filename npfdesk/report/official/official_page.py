"""The page of an official document: GB/T 9704-2012's type area, grid, faces, styles, numbered headings and page numbers.

Sizes: 初号 to 八号 in points as printers have them (2号 22, 3号 16, 4号 14, 五号 10.5, 小五 9).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Twips

from npfdesk.plan.problems import Language, Wording

PAGE: Final = (210.0, 297.0)
"""A4, width and height in mm."""
MARGINS: Final = {"top": 37.0, "left": 28.0, "right": 26.0, "bottom": 35.0}
"""Edges in mm; what is left is the type area, 156 × 225 mm."""
LINES: Final = 22
CHARACTERS: Final = 28
"""Lines a page and characters a line."""
BODY: Final = 16.0
"""3号, the size of the text in points."""
LINE: Final = 579
"""A line's height in twentieths of a point: 225 mm / 22, rounded down so that the last line still fits."""
_TITLE_LINE: Final = 700
"""A line of a title of 22 pt."""
PITCH: Final = -6
"""Letter spacing in twentieths of a point: 28 characters of 16 pt are 156 mm where each is 0.21 pt closer; LibreOffice, which
measures the last letter without it, sets 28 from 0.3 pt on, and neither sets 29."""
_CHARACTER: Final = 320
"""A character's width in twentieths of a point, as indents count it."""
_NUMBER: Final = 14.0
"""4号, the size of page numbers in points."""
_NUMBER_BELOW: Final = 7.0
"""The dashes beside a page number stand so many mm below the type area."""
_DASH_DOWN: Final = 3.1
"""How far below the top of its line a dash stands, in mm."""
_NUMBER_LINE: Final = 320


@dataclass(frozen=True)
class Face:
    """A face by the name that the standard's fonts have in Word; `instead` lists, with commas, what may stand for it."""

    name: str
    instead: str
    family: str
    pitch: str = "fixed"


SHIPPED_FACE: Final = "NPF Desk Sans SC"
"""The family of the face in resources/fonts, which has every sign that the program writes; it is the last to stand in."""
TITLE_FACE: Final = Face(
    "方正小标宋简体",
    f"FZXiaoBiaoSong-B05S,FZXiaoBiaoSong-B05,方正小标宋_GBK,小标宋,宋体,SimSun,{SHIPPED_FACE}",
    "auto",
)
TEXT_FACE: Final = Face(
    "仿宋_GB2312", f"仿宋,FangSong,FangSong_GB2312,华文仿宋,STFangsong,{SHIPPED_FACE}", "modern"
)
HEAD_FACE: Final = Face("黑体", f"SimHei,Heiti SC,华文黑体,STHeiti,{SHIPPED_FACE}", "modern")
SECOND_FACE: Final = Face("楷体_GB2312", f"楷体,KaiTi,KaiTi_GB2312,华文楷体,STKaiti,{SHIPPED_FACE}", "modern")
NUMBER_FACE: Final = Face("宋体", f"SimSun,NSimSun,华文宋体,STSong,{SHIPPED_FACE}", "auto")
LATIN_FACE: Final = Face("Times New Roman", "Liberation Serif,Tinos", "roman", "variable")

FACES: Final = (TITLE_FACE, TEXT_FACE, HEAD_FACE, SECOND_FACE, NUMBER_FACE, LATIN_FACE)
"""Every face that the document names; word/fontTable.xml tells Word and LibreOffice what may stand for each."""


@dataclass(frozen=True)
class _Style:
    """A paragraph style: names by language where it is none of Word's own, and its XML within pPr and rPr."""

    key: str
    name: Wording
    paragraph: str = ""
    letters: str = ""
    based: str = "Normal"
    following: str = ""
    own: bool = False


def _built(key: str, name: str, paragraph: str = "", letters: str = "", **more: Any) -> _Style:
    return _Style(key, Wording(name, name), paragraph, letters, **more)


def _fonts(face: Face, latin: Face = LATIN_FACE) -> str:
    return f'<w:rFonts w:ascii="{latin.name}" w:hAnsi="{latin.name}" w:eastAsia="{face.name}" w:cs="{latin.name}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{int(points * 2)}"/><w:szCs w:val="{int(points * 2)}"/>'


def _line(twips: int, before: int = 0, after: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{twips}" w:lineRule="exact"/>'


_WHOLE: Final = '<w:spacing w:val="0"/>'
"""Letters as wide as they are, for what stands on no grid."""
_FREE: Final = '<w:snapToGrid w:val="0"/>'
"""Off the grid: LibreOffice gives a letter of 16 pt two cells of 15.79 pt, so lines and letters are set by their own measures.

The grid itself stays in the section, where Word's page setup shows 22 lines of 28 characters.
"""
_IN_TWO: Final = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * _CHARACTER}"/>'
_FLUSH: Final = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


_TABLE_SIZES: Final = (
    ("", Wording("", ""), 10.5, 280),
    ("Small", Wording("（小五）", " Small"), 9, 240),
    ("Tiny", Wording("（六号）", " Tiny"), 7.5, 200),
)
"""The sizes that tables have: the beginning of the styles' keys, their names' endings, letters in points, lines."""


def _styles(language: Language) -> tuple[_Style, ...]:
    """Every style: Word's own under their names, so that its pane of headings and its lists work, then ours."""
    zh = language == "zh"
    # English without hyphens would be torn apart between two straight edges
    aligned = "both" if zh else "left"
    heads = (HEAD_FACE, SECOND_FACE, TEXT_FACE)
    weights = (
        ("", "", "<w:b/><w:bCs/>")
        if zh
        else ("<w:b/><w:bCs/>", "<w:b/><w:bCs/><w:i/><w:iCs/>", "<w:i/><w:iCs/>")
    )
    numbered = (
        f'<w:keepNext/><w:numPr><w:ilvl w:val="{{level}}"/><w:numId w:val="{NUMBERING}"/></w:numPr>{{indent}}'
        '<w:outlineLvl w:val="{level}"/>'
    )
    return (
        _built("BodyText", "Body Text", f'{_IN_TWO}<w:jc w:val="{aligned}"/>'),
        _built(
            "Title",
            "Title",
            f'<w:keepNext/>{_line(_TITLE_LINE, after=LINE)}<w:jc w:val="center"/>',
            _fonts(TITLE_FACE) + ("" if zh else "<w:b/><w:bCs/>") + _WHOLE + _size(22),
            following="BodyText",
        ),
        _built(
            "Subtitle",
            "Subtitle",
            f'<w:keepNext/>{_line(LINE, after=LINE)}<w:jc w:val="center"/>',
            _fonts(SECOND_FACE),
            following="BodyText",
        ),
        *(
            _built(
                f"Heading{level + 1}",
                f"heading {level + 1}",
                numbered.format(level=level, indent=_IN_TWO if zh else ""),
                _fonts(heads[level]) + weights[level],
                following="BodyText",
            )
            for level in range(3)
        ),
        _built(
            "Caption",
            "caption",
            f'<w:keepNext/>{_line(400, before=160, after=60)}<w:jc w:val="center"/>',
            _fonts(HEAD_FACE) + ("" if zh else "<w:b/><w:bCs/>") + _WHOLE + _size(12),
            following="BodyText",
        ),
        *(
            one
            for prefix, ending, points, line in _TABLE_SIZES
            for one in (
                _ours(
                    f"{prefix}TableText",
                    Wording(f"表格文字{ending.zh}", f"Table Text{ending.en}"),
                    TEXT_FACE,
                    points,
                    line,
                ),
                _ours(
                    f"{prefix}TableHead",
                    Wording(f"表头{ending.zh}", f"Table Head{ending.en}"),
                    HEAD_FACE,
                    points,
                    line,
                    '<w:jc w:val="center"/>',
                    bold=not zh,
                ),
            )
        ),
        _ours(
            "TableNote",
            Wording("表注", "Table Note"),
            TEXT_FACE,
            9,
            260,
            f'<w:jc w:val="{aligned}"/>',
            following="BodyText",
            after=160,
        ),
        _built("Signature", "Signature", f'<w:keepNext/>{_line(LINE, before=LINE)}<w:jc w:val="right"/>'),
        _built("Date", "Date", '<w:jc w:val="right"/>'),
        _Style("AnnexMark", Wording("附件标识", "Annex Mark"), "", _fonts(HEAD_FACE), own=True),
        _built(
            "Footer",
            "footer",
            f"{_line(_NUMBER_LINE)}",
            _fonts(NUMBER_FACE, NUMBER_FACE) + _WHOLE + _size(_NUMBER),
        ),
        _built("Header", "header", f"{_line(_NUMBER_LINE)}", _WHOLE + _size(9)),
        _built(
            "CommentText",
            "annotation text",
            '<w:spacing w:line="240" w:lineRule="auto"/>',
            _WHOLE + _size(10.5),
        ),
    )


def _ours(
    key: str,
    name: Wording,
    face: Face,
    points: float,
    line: int,
    aligned: str = "",
    *,
    bold: bool = False,
    after: int = 0,
    following: str = "",
) -> _Style:
    return _Style(
        key,
        name,
        f"{_line(line, after=after)}{aligned}",
        _fonts(face) + ("<w:b/><w:bCs/>" if bold else "") + _WHOLE + _size(points),
        following=following,
        own=True,
    )


NUMBERING: Final = 9
"""The number of the list that the headings are numbered by."""


def _style_xml(style: _Style, language: Language) -> str:
    name = style.name.text(language, {})
    custom = ' w:customStyle="1"' if style.own else ""
    following = f'<w:next w:val="{style.following}"/>' if style.following else ""
    # all of them are offered in Word's gallery, so that whoever goes on writing finds them
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.key}"><w:name w:val={quoteattr(name)}/>'
        f'<w:basedOn w:val="{style.based}"/>{following}<w:qFormat/>'
        f"<w:pPr>{style.paragraph}</w:pPr><w:rPr>{style.letters}</w:rPr></w:style>"
    )


def _all_styles(language: Language) -> str:
    spoken = "zh-CN" if language == "zh" else "en-GB"
    thin = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f"<w:styles {nsdecls('w')}>"
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(TEXT_FACE)}{_size(BODY)}"
        f'<w:lang w:val="{"en-US" if language == "zh" else spoken}" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:widowControl w:val="0"/>{_FREE}{_line(LINE)}</w:pPr>'
        f'<w:rPr>{_fonts(TEXT_FACE)}{_FREE}<w:spacing w:val="{PITCH}"/>{_size(BODY)}</w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
        '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
        '<w:rPr><w:sz w:val="21"/></w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="30" w:type="dxa"/>'
        '<w:left w:w="60" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{thin}</w:tblBorders></w:tblPr></w:style>"
        + "".join(_style_xml(one, language) for one in _styles(language))
        + "</w:styles>"
    )


def set_up(document: Any, language: Language) -> None:
    """Make a new document that python-docx began into an official one: page, styles, faces, numbering, page numbers."""
    held = document.part.styles.element
    made = parse_xml(_all_styles(language))
    for one in list(held):
        held.remove(one)
    for one in list(made):
        held.append(one)
    _drop_what_came_along(document)
    _name_faces(document)
    _number_headings(document, language)
    lay_out(document.sections[-1])
    settings = document.settings
    settings.odd_and_even_pages_header_footer = True
    compress = settings.element.find(qn("w:characterSpacingControl"))
    if compress is not None:
        # a sign at the end of a line may be half as wide, as Word sets Chinese
        compress.set(qn("w:val"), "compressPunctuation")
    spoken = settings.element.find(qn("w:themeFontLang"))
    if spoken is not None:
        spoken.set(qn("w:eastAsia"), "zh-CN")
    _write_page_numbers(document.sections[-1])


def lay_out(section: Any) -> None:
    """A4, the standard's edges, and the grid of 22 lines of 28 characters."""
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    section.top_margin, section.bottom_margin = Mm(MARGINS["top"]), Mm(MARGINS["bottom"])
    section.left_margin, section.right_margin = Mm(MARGINS["left"]), Mm(MARGINS["right"])
    section.gutter, section.header_distance = Mm(0), Mm(15)
    # the foot is measured from the paper's edge to the number's line
    line = _NUMBER_LINE / 1440 * 25.4
    section.footer_distance = Mm(MARGINS["bottom"] - _NUMBER_BELOW + _DASH_DOWN - line)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    # 4096ths of a point between letters, over the size of the text
    section._sectPr.append(
        parse_xml(
            f'<w:docGrid {nsdecls("w")} w:type="linesAndChars" w:linePitch="{LINE}" w:charSpace="{_char_space()}"/>'
        )
    )


def _char_space() -> int:
    width = (PAGE[0] - MARGINS["left"] - MARGINS["right"]) / 25.4 * 72
    return int((width / CHARACTERS - BODY) * 4096) - 1


def text_width() -> int:
    """The type area's width in twentieths of a point."""
    return int((PAGE[0] - MARGINS["left"] - MARGINS["right"]) / 25.4 * 1440)


def indents_of_signature(office: str, dated: str) -> tuple[int, int]:
    """How many characters the office's name and the day stand from the right edge.

    The name two, the day beginning two characters after the name's beginning; a longer day stands two from the edge and the
    name further in (GB/T 9704-2012, 7.3.5.2).
    """
    name, day = _wide(office), _wide(dated)
    if name - day >= 2:
        return 2, name - day
    return max(4 + day - name, 2), 2


def _wide(text: str) -> int:
    """How many characters wide a text is; a Latin letter or a digit is half of one."""
    return (sum(1 if ord(letter) < 0x2000 else 2 for letter in text) + 1) // 2


def set_right_indent(paragraph: Any, characters: int) -> None:
    """Move a paragraph in from the right edge."""
    properties = paragraph._p.get_or_add_pPr()
    paragraph.paragraph_format.right_indent = Twips(characters * _CHARACTER)
    properties.find(qn("w:ind")).set(qn("w:rightChars"), str(characters * 100))


def _drop_what_came_along(document: Any) -> None:
    """The library's own template brings a second set of styles and an empty list of books."""
    part = document.part
    for name, relation in list(part.rels.items()):
        if relation.reltype.rpartition("/")[2] in {"stylesWithEffects", "customXml"}:
            del part.rels[name]


def _name_faces(document: Any) -> None:
    told = "".join(
        f'<w:font w:name="{face.name}"><w:altName w:val="{face.instead}"/>'
        f'<w:charset w:val="{"00" if face is LATIN_FACE else "86"}"/><w:family w:val="{face.family}"/>'
        f'<w:pitch w:val="{face.pitch}"/></w:font>'
        for face in FACES
    )
    part = next(one.target_part for one in document.part.rels.values() if one.reltype.endswith("/fontTable"))
    part._blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>{told}</w:fonts>'
    ).encode()


_NUMBERS: Final = {
    "zh": (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")),
    "en": (("decimal", "%1."), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3")),
}
"""How each level of heading is numbered."""


def _number_headings(document: Any, language: Language) -> None:
    """A list of three levels tied to the heading styles: a heading that a person adds is numbered with the rest."""
    levels = _NUMBERS[language]
    following = "nothing" if language == "zh" else "space"
    indent = _IN_TWO if language == "zh" else _FLUSH
    within = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{counted}"/><w:pStyle w:val="Heading{level + 1}"/>'
        f'<w:suff w:val="{following}"/><w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/><w:pPr>{indent}</w:pPr></w:lvl>'
        for level, (counted, shown) in enumerate(levels)
    )
    numbering = document.part.numbering_part.element
    for one in list(numbering):
        numbering.remove(one)
    numbering.append(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING}"><w:multiLevelType w:val="multilevel"/>{within}'
            "</w:abstractNum>"
        )
    )
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{NUMBERING}"><w:abstractNumId w:val="{NUMBERING}"/></w:num>'
        )
    )


def _write_page_numbers(section: Any) -> None:
    """“— 1 —” at the outer edge: right on odd pages, left on even ones, one character in."""
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        for run in list(paragraph.runs):
            paragraph._p.remove(run._r)
        for one in page_number(side):
            paragraph._p.append(parse_xml(one))


def page_number(side: str) -> Sequence[str]:
    """The XML of a page number's paragraph: its properties, then its runs."""
    inwards = f'<w:ind w:{side}Chars="100" w:{side}="280"/>'
    run = f"<w:r {nsdecls('w')}>"
    return (
        f'<w:pPr {nsdecls("w")}><w:pStyle w:val="Footer"/>{inwards}<w:jc w:val="{side}"/></w:pPr>',
        f'{run}<w:t xml:space="preserve">— </w:t></w:r>',
        f'{run}<w:fldChar w:fldCharType="begin"/></w:r>',
        f'{run}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>',
        f'{run}<w:fldChar w:fldCharType="separate"/></w:r>',
        f"{run}<w:t>1</w:t></w:r>",
        f'{run}<w:fldChar w:fldCharType="end"/></w:r>',
        f'{run}<w:t xml:space="preserve"> —</w:t></w:r>',
    )
