"""Cuts the CJK subset that is shipped: python resources/fonts/subset.py NotoSansCJK-Regular.ttc (needs fonttools)."""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection

FAMILY = "NPF Desk Sans SC"
OTHER_RANGES = (
    (0x20, 0x7E), (0xA0, 0xFF), (0x391, 0x3C9), (0x2010, 0x2027), (0x2030, 0x203B), (0x2074, 0x208E),
    (0x20AC, 0x20AC), (0x2103, 0x2103), (0x2116, 0x2116), (0x2150, 0x217F), (0x2190, 0x21FF), (0x2200, 0x22FF),
    (0x2460, 0x2473), (0x2500, 0x257F), (0x25A0, 0x25FF), (0x2605, 0x2606), (0x2713, 0x2717), (0x3000, 0x301F),
    (0x3220, 0x3229), (0x3380, 0x33DF), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE6),
)  # fmt: skip


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


def main(source):
    """Write the subset beside this script, under a name of its own as the licence asks."""
    collection = TTCollection(source)
    font = next(one for one in collection.fonts if one["name"].getDebugName(1) == "Noto Sans CJK SC")
    options = subset.Options()
    options.layout_features = ["tnum", "kern"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.hinting = False
    options.desubroutinize = False
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    for record in list(font["name"].names):
        if record.nameID in (1, 4, 16):
            font["name"].setName(FAMILY, record.nameID, record.platformID, record.platEncID, record.langID)
        elif record.nameID in (3, 6):
            name = FAMILY.replace(" ", "")
            font["name"].setName(name, record.nameID, record.platformID, record.platEncID, record.langID)
    font["CFF "].cff.fontNames[0] = FAMILY.replace(" ", "")
    font.save(Path(__file__).with_name("NPFDeskSansSC-Regular.otf"))


if __name__ == "__main__":
    main(sys.argv[1])
