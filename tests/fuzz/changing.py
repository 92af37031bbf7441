"""Random changes to a workbook: in the bytes of the file, in its parts, in its cells."""

import io
import random
import re
import zipfile

WORDS = (
    "", "市", "8000以上", "—", "1e400", "NaN", "-1", "１２３", "(5)", "#N/A", "{x}", "%s", "=1/0", "力争3", "翻一番", "1-2", "2019",
    "长" * 3000, "\u202e", "&amp;lt;", "_x0000_", "_xD800_", "99999999999999999999", "0", "*", "总计", "产值", "output / 0",
)  # fmt: skip
NUMBERS = (
    "0",
    "-1",
    "1e308",
    "1e-320",
    "NaN",
    "INF",
    "",
    "2",
    "999999",
    "4294967296",
    "abc",
    "1.5",
    "44197",
    "2958466",
)
PLACES = ("A1", "XFD1048576", "XFE1", "A0", "a2", "1A", "A1:B2", "", "AAAA1", "B2", "C3", "A1048577", "$A$1")
KINDS = ("s", "n", "b", "e", "str", "inlineStr", "d", "x", "")
XML = (
    b"<c/>", b"<row/>", b"<!-- -->", b"<![CDATA[x]]>", b"&#0;", b"&lt;", b"<a xmlns='x'/>", b"</row>", b"<row r='0'>", b"\xff",
    b"\0", b"<!DOCTYPE a>", b"&a;", b"<f>A1</f>", b"<is><t>x</t></is>", b"<mergeCell ref='A1:XFD1048576'/>", b"<?x?>",
)  # fmt: skip


def changed(content, chance):
    """The bytes of a workbook after some changes; mostly in one part, seldom in the file around the parts."""
    if chance.random() < 0.08:
        return _scratched(content, chance)
    if not content.startswith(b"PK"):
        for _ in range(chance.choice((1, 1, 3, 30))):
            content = _scratched(content, chance)
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    for _ in range(chance.choice((1, 1, 1, 2, 5, 20))):
        parts = _change_parts(parts, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts:
            # `ZipInfo` without a date is of 1980: a round played again is the same at any time of day
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    made = out.getvalue()
    return _scratched(made, chance) if chance.random() < 0.03 else made


def _change_parts(parts, chance):
    index = chance.randrange(len(parts))
    name, part = parts[index]
    what = chance.random()
    if what < 0.03:
        return parts[:index] + parts[index + 1 :] or parts
    if what < 0.05:
        return [*parts, (name, part)]
    if what < 0.07:
        other = chance.choice(parts)[1]
        return [*parts[:index], (name, other), *parts[index + 1 :]]
    if what < 0.09:
        return [
            *parts[:index],
            (chance.choice((name.upper(), f"{name}x", f"../{name}")), part),
            *parts[index + 1 :],
        ]
    change = _scratched if what < 0.13 else _injected if what < 0.25 else _edited
    return [*parts[:index], (name, change(part, chance)), *parts[index + 1 :]]


def _scratched(content, chance):
    if not content:
        return content
    at = chance.randrange(len(content))
    length = chance.choice((1, 1, 4, 40))
    kind = chance.random()
    if kind < 0.3:
        return content[:at] + content[at + length :]
    if kind < 0.4:
        return content[:at]
    if kind < 0.6:
        return content[:at] + content[at : at + length] * 2 + content[at + length :]
    return content[:at] + chance.randbytes(length) + content[at + length :]


def _injected(content, chance):
    ends = [match.end() for match in re.finditer(rb">", content)] or [0]
    at = chance.choice(ends)
    return content[:at] + chance.choice(XML) + content[at:]


def _edited(content, chance):
    """A value, a text or an attribute replaced: what stays is sound XML, and means something else."""
    patterns = (
        (rb"<v>([^<]*)</v>", NUMBERS),
        (rb"<t[^>]*>([^<]*)</t>", WORDS),
        (rb'<c r="([^"]*)"', PLACES),
        (rb' t="([^"]*)"', KINDS),
        (rb' s="([^"]*)"', NUMBERS),
        (rb'<row r="([^"]*)"', NUMBERS),
        (rb' ref="([^"]*)"', PLACES),
        (
            rb' (?:numFmtId|formatCode|min|max|hidden|state|date1904)="([^"]*)"',
            (*NUMBERS, "0%", "yyyy", "[h]", "true"),
        ),
        (
            rb' (?:r:id|Id|Target|Type|name)="([^"]*)"',
            (*WORDS[:9], "rId1", "/xl/workbook.xml", "../../a", "目标"),
        ),
        (rb'="([^"]*)"', (*NUMBERS, *PLACES)),
    )
    pattern, choices = chance.choice(patterns)
    places = [match.span(1) for match in re.finditer(pattern, content)]
    if not places:
        return _injected(content, chance)
    start, end = chance.choice(places)
    said = chance.choice(choices)
    return content[:start] + said.encode("utf-8", "replace") + content[end:]


def seeded(number):
    """The chances of one round, the same whenever its number is."""
    return random.Random(number)
