"""Cuts the CJK subset that is shipped: python resources/fonts/subset.py NotoSansCJK-Regular.ttc (needs fonttools)."""

import sys
from itertools import pairwise
from pathlib import Path

from fontTools import subset
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTCollection

FAMILY = "NPF Desk Sans SC"
OTHER_RANGES = (
    (0x20, 0x7E), (0xA0, 0xFF), (0x391, 0x3C9), (0x2010, 0x2027), (0x2030, 0x203B), (0x2074, 0x208E),
    (0x20AC, 0x20AC), (0x2103, 0x2103), (0x2116, 0x2116), (0x2150, 0x217F), (0x2190, 0x21FF), (0x2200, 0x22FF),
    (0x2460, 0x2473), (0x2500, 0x257F), (0x25A0, 0x25FF), (0x2605, 0x2606), (0x2713, 0x2717), (0x3000, 0x301F),
    (0x3220, 0x3229), (0x3380, 0x33DF), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE6),
)  # fmt: skip
# signs of the window that the source lacks and that look as another of its signs does
SAME = {"✕": "×", "⟵": "←", "⟶": "→", "☐": "□", "∼": "~", "⩽": "≤", "⩾": "≥"}
# small triangles, out of the large ones
SMALLER = {"▸": "▶", "◂": "◀", "▾": "▼", "▴": "▲"}
MIDDLE = (500, 380)  # of the source's circles, in thousandths of an em
ROUND = 0.5523  # how far a cubic's handles reach for a quarter of a circle
QUARTERS = ((1, 0), (0, 1), (-1, 0), (0, -1))


def characters():
    """GB 2312's 6,763 characters and the signs of tables and formulas."""
    wanted = {code for first, last in OTHER_RANGES for code in range(first, last + 1)}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                wanted.add(ord(bytes((high, low)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return wanted


def arc(pen, middle, radius, quarters):
    """Quarters of a circle one after the other, from where the pen is."""
    (x, y), reach = middle, radius * ROUND
    for start, end in pairwise(quarters):
        (a, b), (c, d) = start, end
        pen.curveTo(
            (x + radius * a + reach * c, y + radius * b + reach * d),
            (x + radius * c + reach * a, y + radius * d + reach * b),
            (x + radius * c, y + radius * d),
        )


def circle(pen, radius, inside=False):
    """A whole circle round the middle; the other way round where it is the inside of a ring."""
    x, y = MIDDLE
    pen.moveTo((x + radius, y))
    way = (*QUARTERS, QUARTERS[0])
    arc(pen, MIDDLE, radius, way[::-1] if inside else way)
    pen.closePath()


def quarter_filled(pen, quarters=(0, 1)):
    """◔ as the source draws ◑: a ring and the filled part."""
    circle(pen, 440)
    circle(pen, 410, inside=True)
    x, y = MIDDLE
    turns = [QUARTERS[number % 4] for number in quarters]
    pen.moveTo(MIDDLE)
    pen.lineTo((x + 410 * turns[0][0], y + 410 * turns[0][1]))
    arc(pen, MIDDLE, 410, turns)
    pen.closePath()


def three_quarters_filled(pen):
    """◕."""
    quarter_filled(pen, (2, 3, 4, 5))


def turning_left(pen):
    """↶: half a ring over the top and a head that points down at its left."""
    middle, outer, inner = (500, 260), 374, 306
    pen.moveTo((middle[0] + outer, middle[1]))
    arc(pen, middle, outer, QUARTERS[:3])
    pen.lineTo((middle[0] - inner, middle[1]))
    arc(pen, middle, inner, QUARTERS[2::-1])
    pen.closePath()
    pen.moveTo((0, 290))
    pen.lineTo((160, 60))
    pen.lineTo((320, 290))
    pen.closePath()


def turning_right(pen):
    """↷."""
    turning_left(TransformPen(pen, (-1, 0, 0, 1, 1000, 0)))


DRAWN = {"◔": quarter_filled, "◕": three_quarters_filled, "↶": turning_left, "↷": turning_right}


def add_glyph(font, character, model, draw):
    """One more glyph, as wide and of the same kind as the model's."""
    order, top = font.getGlyphOrder(), font["CFF "].cff.topDictIndex[0]
    like = font.getBestCmap()[ord(model)]
    kind = top.FDSelect[order.index(like)]
    private = top.FDArray[kind].Private
    taken = set(order)
    name = next(name for name in (f"cid{number:05}" for number in range(1, 65536)) if name not in taken)
    width = font["hmtx"][like][0]
    pen = T2CharStringPen(width - private.nominalWidthX, None)
    draw(pen)
    strings = top.CharStrings
    strings.charStringsIndex.append(pen.getCharString(private, font["CFF "].cff.GlobalSubrs))
    strings.charStrings[name] = len(strings.charStringsIndex) - 1
    top.FDSelect.append(kind)
    if name not in top.charset:
        top.charset.append(name)
    font.setGlyphOrder(top.charset)
    for table in ("hmtx", "vmtx"):
        font[table][name] = font[table][like]
    show(font, character, name)


def show(font, character, name):
    """Let a character be shown by a glyph."""
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            table.cmap[ord(character)] = name


def add_signs(font):
    """The signs of the window that the source lacks: borrowed, made smaller, or drawn here."""
    for character, model in SAME.items():
        show(font, character, font.getBestCmap()[ord(model)])
    for character, model in SMALLER.items():
        glyph = font.getGlyphSet()[font.getBestCmap()[ord(model)]]
        small = (0.6, 0, 0, 0.6, 0.4 * MIDDLE[0], 0.4 * MIDDLE[1])
        add_glyph(font, character, model, lambda pen, g=glyph, s=small: g.draw(TransformPen(pen, s)))
    for character, draw in DRAWN.items():
        add_glyph(font, character, "◑", draw)


def rename(font):
    """A name of its own, as the licence asks of modified versions."""
    short = FAMILY.replace(" ", "")
    for record in list(font["name"].names):
        if record.nameID in (1, 3, 4, 6, 16):
            name = short if record.nameID in (3, 6) else FAMILY
            font["name"].setName(name, record.nameID, record.platformID, record.platEncID, record.langID)
    font["CFF "].cff.fontNames[0] = short
    for names in (font["CFF "].cff.topDictIndex[0], *font["CFF "].cff.topDictIndex[0].FDArray):
        for key in ("FullName", "FamilyName"):
            if key in names.rawDict:
                setattr(names, key, FAMILY)


def main(source):
    """Write the subset beside this script."""
    collection = TTCollection(source)
    font = next(one for one in collection.fonts if one["name"].getDebugName(1) == "Noto Sans CJK SC")
    font.recalcTimestamp = False
    options = subset.Options()
    options.layout_features = ["tnum", "kern"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.hinting = False
    options.desubroutinize = False
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    add_signs(font)
    rename(font)
    font.save(Path(__file__).with_name("NPFDeskSansSC-Regular.otf"))


if __name__ == "__main__":
    main(sys.argv[1])
