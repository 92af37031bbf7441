"""Workbooks part by part, as no spreadsheet program would write them. Every figure in them is synthetic."""

import struct
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = """<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"""
STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>
<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="31"/></cellXfs></styleSheet>"""
HEAD = ["地区", "产业", "指标", "基期值", "基期", "目标值", "目标年"]
ROWS = [HEAD, ["市", "", "产值", 100, 2020, 200, 2025], ["县", "", "产值", 40, 2020, 80, 2025]]


PLAN = [["项", "值"], ["全市", "市"]]


def letters(column):
    """The letters of a column from 1."""
    said = ""
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(65 + rest) + said
    return said


def cell(place, value):
    """A cell: a number, a text in the cell itself, or XML that is taken as it is where it begins with <."""
    if isinstance(value, str) and value.startswith("<c"):
        return value.replace("@", place)
    if isinstance(value, str):
        return (
            f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>' if value else ""
        )
    return f'<c r="{place}"><v>{value!r}</v></c>'


def sheet(rows=None, after="", before=""):
    """A sheet's XML out of rows."""
    lines = []
    for number, row in enumerate(ROWS if rows is None else rows, start=1):
        cells = "".join(
            cell(f"{letters(column)}{number}", value) for column, value in enumerate(row, start=1)
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{"".join(lines)}</sheetData>{after}</worksheet>'


def relations(*targets):
    """A part's relations: kind and target each; their ids are rId1, rId2, …"""
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{found}</Relationships>'


def parts_of(sheets=None, properties="", more=None):
    """The parts of a workbook: XML by sheet name (None for a sheet that is listed and missing)."""
    sheets = {"目标": sheet()} if sheets is None else sheets
    if sheets:
        sheets = {**sheets, "规划": sheet(PLAN)}
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(sheets, start=1)
    )
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            *(("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)),
            ("styles", "styles.xml"),
            ("sharedStrings", "sharedStrings.xml"),
        ),
        "xl/styles.xml": STYLES,
    }
    for number, content in enumerate(sheets.values(), start=1):
        if content is not None:
            parts[f"xl/worksheets/sheet{number}.xml"] = content
    parts.update(more or {})
    return {name: content for name, content in parts.items() if content is not None}


def zipped(path, parts, method=zipfile.ZIP_DEFLATED):
    """The parts (text, bytes, or pieces of bytes one after another) in a file; pairs may name a part twice."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in parts.items() if isinstance(parts, dict) else parts:
            if isinstance(content, str | bytes):
                archive.writestr(name, content)
            else:
                with archive.open(name, "w", force_zip64=True) as stream:
                    for piece in content:
                        stream.write(piece)
    return path


def book(path, sheets=None, properties="", more=None):
    """A workbook of these sheets."""
    return zipped(path, parts_of(sheets, properties, more))


def strings(*texts, count=None):
    """The part of shared texts, with whatever it claims of their number."""
    said = len(texts) if count is None else count
    listed = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in texts)
    return f'<sst xmlns="{MAIN}" count="{said}" uniqueCount="{said}">{listed}</sst>'


def compound(path, *names):
    """A file of old Office's container with these streams, each of 4,096 zero bytes (MS-CFB, sectors of 512)."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    numbers = [table, end]
    entries = [_entry("Root Entry", 5, end, 0, child=1)]
    for name in names:
        first = len(numbers)
        numbers.extend([*range(first + 1, first + 8), end])
        entries.append(_entry(name, 2, first, 4096))
    entries = (entries + [b"\0" * 128] * 4)[:4]
    header = struct.pack("<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0, 0)  # fmt: skip
    header += struct.pack("<108I", *[free] * 108)
    numbers += [free] * (128 - len(numbers))
    content = header + struct.pack("<128I", *numbers) + b"".join(entries) + b"\0" * 4096 * len(names)
    path.write_bytes(content)
    return path


def _entry(name, kind, start, size, child=0xFFFFFFFF):
    spelled = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII36xII4x", spelled, len(spelled), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, start, size
    )


def open_document(path, rows, manifest="", more=None):
    """An .ods of one sheet 目标 with these rows of XML."""
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    names += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f'<table:table table:name="目标">{rows}</table:table>'
        f'<table:table table:name="规划">{"".join(open_row(*row) for row in PLAN)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    entry = '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f"{entry}{manifest}</manifest:manifest>",
        "content.xml": content,
        **(more or {}),
    }
    return zipped(path, parts)


def open_row(*cells, repeated=1):
    """A row of an .ods: texts, numbers, or XML."""
    said = "".join(
        one
        if isinstance(one, str) and one.startswith("<")
        else f'<table:table-cell office:value-type="string"><text:p>{one}</text:p></table:table-cell>'
        if isinstance(one, str) and one
        else "<table:table-cell/>"
        if one in ("", None)
        else f'<table:table-cell office:value-type="float" office:value="{one}"><text:p>{one}</text:p></table:table-cell>'
        for one in cells
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{said}</table:table-row>'
