"""The corpus: how each file is made, and what must come of it. Every figure is synthetic."""

import datetime
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import xlwt

from tests.workbook.books import write
from tests.workbook.corpus.building import (
    HEAD,
    MAIN,
    OFFICE,
    PLAN,
    ROWS,
    STYLES,
    book,
    compound,
    open_document,
    open_row,
    parts_of,
    relations,
    sheet,
    strings,
    zipped,
)

NUMBER = '<c r="@"><v>{}</v></c>'
SHARED = '<c r="@" t="s"><v>{}</v></c>'
DATA_HEAD = ["地区", "指标", 2019]


@dataclass(frozen=True)
class Ugly:
    """A file of the corpus: its name, how it is made, how its reading ends and with which problems."""

    name: str
    build: Callable[[Any], Any]
    status: str
    codes: tuple[str, ...] = ()
    targets: int = 2
    values: tuple[tuple[str, str, int, float], ...] = ()


def target(*rows):
    return {"目标": sheet([*ROWS, *rows])}


def data(*rows, head=DATA_HEAD, **more):
    return {"目标": sheet(), "数据": sheet([head, *rows], **more)}


def truncated(path):
    book(path)
    path.write_bytes(path.read_bytes()[:-300])


def bomb(path):
    parts = parts_of()
    blank = b" " * 2**20
    parts["xl/worksheets/sheet1.xml"] = [b"<worksheet>", *[blank] * 300]
    zipped(path, parts)


def twenty_million_cells(path):
    """20,000,000 cells, made in a stream; a file of about 300 kB."""
    row = b"<row><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c></row>" * 2000
    parts = parts_of()
    parts["xl/worksheets/sheet1.xml"] = [f'<worksheet xmlns="{MAIN}"><sheetData>'.encode(), *[row] * 2000, b"</sheetData></worksheet>"]  # fmt: skip
    zipped(path, parts)


def too_many_cells(path):
    """1,100,000 cells whose XML does not compress like a bomb's."""
    block = "".join(f"<row>{row}</row>" for row in ("".join(f"<c><v>{n * m % 7919 / 8}</v></c>" for n in range(100)) for m in range(100)))  # fmt: skip
    parts = parts_of()
    parts["xl/worksheets/sheet1.xml"] = [f'<worksheet xmlns="{MAIN}"><sheetData>'.encode(), *[block.encode()] * 110, b"</sheetData></worksheet>"]  # fmt: skip
    zipped(path, parts)


def deep(path):
    parts = parts_of()
    parts["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{MAIN}">' + "<a>" * 100_000
    zipped(path, parts)


def duplicated(path):
    pairs = list(parts_of().items())
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in [*pairs, ("XL/Worksheets/sheet1.xml", sheet([HEAD]))]:
            archive.writestr(name, content)


def bad_checksum(path):
    parts = parts_of()
    zipped(path, parts, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    at = content.index("产值".encode())
    content[at : at + 3] = "用".encode()
    path.write_bytes(content)


def lying_size(path):
    """The size in the list of parts is smaller than what comes out."""
    zipped(path, parts_of())
    content = bytearray(path.read_bytes())
    at = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    struct.pack_into("<I", content, at + 24, 100)
    path.write_bytes(content)


def encrypted_part(path):
    zipped(path, parts_of())
    content = bytearray(path.read_bytes())
    at = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    content[at + 8] |= 1
    path.write_bytes(content)


def entity(path):
    attack = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    book(path, {"目标": attack + sheet().replace("产值", "&x;", 1)})


def laughs(path):
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    attack = f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a0 "哈">{lines}]>'
    book(path, more={"xl/sharedStrings.xml": attack + strings("&a9;")})


def entity_in_a_drawing(path):
    attack = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d SYSTEM "http://127.0.0.1/d.dtd"><d/>'
    book(path, more={"xl/drawings/drawing1.xml": attack.encode("utf-16")})


def old(change):
    def build(path):
        made = xlwt.Workbook()
        page = made.add_sheet("目标")
        for row, line in enumerate(ROWS):
            for column, value in enumerate(line):
                page.write(row, column, value)
        settings = made.add_sheet("规划")
        for row, line in enumerate(PLAN):
            for column, value in enumerate(line):
                settings.write(row, column, value)
        change(made, page)
        made.save(str(path))

    return build


def percents(made, page):
    style = xlwt.easyxf(num_format_str="0.0%")
    more = made.add_sheet("数据")
    for column, value in enumerate(DATA_HEAD):
        more.write(0, column, value)
    more.write(1, 0, "市")
    more.write(1, 1, "占比")
    more.write(1, 2, 0.331, style)


def old_faults(made, page):
    page.row(3).set_cell_text(0, "市")
    page.row(3).set_cell_text(2, "企业数")
    page.row(3).set_cell_error(3, 0x07)
    page.write(4, 0, "县")
    page.write(4, 2, "企业数")
    page.write(4, 5, datetime.date(2025, 1, 2), xlwt.easyxf(num_format_str='yyyy"年"m"月"'))
    page.write_merge(6, 8, 9, 12, "注：合成数据")
    page.row(1).hidden = True


def old_encrypted(path):
    old(lambda made, page: None)(path)
    content = path.read_bytes()
    # a record FILEPASS in the place of the first one that is of no matter (code page)
    at = content.index(b"\x42\x00\x02\x00\xb0\x04")
    path.write_bytes(content[:at] + b"\x2f\x00" + content[at + 2 :])


def cut_old(path):
    old(lambda made, page: None)(path)
    path.write_bytes(path.read_bytes()[:900])


OPEN_ROWS = "".join(open_row(*row) for row in ROWS)
PERCENT = '<table:table-cell office:value-type="percentage" office:value="0.331"><text:p>33.1%</text:p></table:table-cell>'
ERROR = '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
TAIL = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'


def strict(path):
    spaces = {
        MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
        OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    parts = parts_of()
    for usual, other in spaces.items():
        parts = {name: content.replace(usual, other) for name, content in parts.items()}
    zipped(path, parts)


def backslashes(path):
    """Parts in folders as some programs of Windows name them."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts_of().items():
            entry = zipfile.ZipInfo(name)
            entry.filename = name.replace("/", "\\")
            archive.writestr(entry, content)


def empty_cells(path):
    """A form ruled down to row 20,000, two cells of which say something far below."""
    ruled = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{column}{row}" s="1"/>' for column in "ABCDEFGH") + "</row>"
        for row in range(100, 20_000)
    )
    book(path, {"目标": sheet().replace("</sheetData>", f"{ruled}</sheetData>")})


def text(content, encoding):
    return lambda path: path.write_bytes(content.encode(encoding))


def shifted_rows(path):
    """Rows and cells without references, as some exporters write them."""
    rows = sheet([[value or "—" for value in row] for row in ROWS]).replace(' r="', ' x="')
    book(path, {"目标": rows})


def prefixed(path):
    """Every element with a prefix, as other libraries write them."""
    made = sheet()
    for name in ("worksheet", "sheetData", "row", "c", "v", "is", "t"):
        made = (
            made.replace(f"<{name} ", f"<x:{name} ")
            .replace(f"<{name}>", f"<x:{name}>")
            .replace(f"</{name}>", f"</x:{name}>")
        )
    book(path, {"目标": made.replace("xmlns=", "xmlns:x=")})


def full_width(path):
    rows = [
        HEAD,
        ["市", "", "产值", "１，００４．５", "２０２０", "２，０００以上", "２０２５年"],
        ["县", "", "产值", "（４０）", 2020, "80", 2025],
    ]
    book(path, {"目标": sheet(rows)})


def circular(path):
    loop = relations(("worksheet", "../workbook.xml"), ("worksheet", "sheet1.xml"))
    book(path, more={"xl/worksheets/_rels/sheet1.xml.rels": loop})


def long_text(path):
    book(path, target(["县", "", "企业数", 1, 2020, 9, 2025, "长" * 200_000]))


def much_text(path):
    """One text of a million letters in a thousand cells: a small file, a gigabyte of letters."""
    rows = [[SHARED.format(0)] * 20 for _ in range(100)]
    book(path, {"目标": sheet(rows)}, more={"xl/sharedStrings.xml": strings("大" * 1_000_000)})


def far_corner(path):
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    book(path, {"目标": sheet().replace("</sheetData>", f"{far}</sheetData>")})


def many_merges(path):
    merged = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 100_010))
    book(path, {"目标": sheet(after=f"<mergeCells>{merged}</mergeCells>")})


def merged_titles(path):
    rows = [["附表 合成数据（单位：亿元）"], [], *ROWS]
    book(path, {"目标": sheet(rows, '<mergeCells count="1"><mergeCell ref="A1:G2"/></mergeCells>')})


def percent_cells(path):
    rows = [
        ["市", "占比", '<c r="@" s="1"><v>7.0000000000000007E-2</v></c>'],
        ["县", "占比", '<c r="@" s="1"><v>0.331</v></c>'],
    ]
    book(path, data(*rows))


def date_cells(path, properties=""):
    rows = [
        ["市", "产值", '<c r="@" s="2"><v>44197</v></c>'],
        ["县", "产值", '<c r="@" s="3"><v>44197</v></c>'],
    ]
    book(path, data(*rows), properties)


def macro(path):
    book(path, more={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(2000)})


def broken_cells(path):
    rows = [
        ["市", "产值", NUMBER.format("NaN")],
        ["县", "产值", NUMBER.format("1e400")],
        ["市", "企业数", SHARED.format(99)],
        ["县", "企业数", NUMBER.format("12,5")],
    ]
    book(path, data(*rows))


def unlisted(path):
    book(path, more={"xl/worksheets/sheet9.xml": sheet()})


def twice_named():
    parts = parts_of({"目标": sheet(), "标": sheet()})
    return {**parts, "xl/workbook.xml": parts["xl/workbook.xml"].replace('"标"', '"目标"')}


CORPUS = (
    # ugly, and read
    Ugly("合并标题.xlsx", merged_titles, "ok"),
    Ugly("全角.xlsx", full_width, "ok", values=(("市", "产值", 2020, 1004.5), ("县", "产值", 2020, -40))),
    Ugly("括号负数.xlsx", lambda path: book(path, data(["市", "产值", "(1,234.5)"], ["县", "产值", "−3"])), "ok", values=(("市", "产值", 2019, -1234.5), ("县", "产值", 2019, -3))),
    Ugly("百分数.xlsx", percent_cells, "warnings", ("kind_guessed",), values=(("市", "占比", 2019, 7), ("县", "占比", 2019, 33.1))),
    Ugly("日期.xlsx", date_cells, "errors", ("date_in_cell", "date_in_cell")),
    Ugly("1904.xlsx", lambda path: date_cells(path, '<workbookPr date1904="1"/>'), "errors", ("date_in_cell", "date_in_cell")),
    Ugly("日期表头.xlsx", lambda path: book(path, data(["市", "产值", 1, 2], head=[*DATA_HEAD, '<c r="@" s="2"><v>43466</v></c>'])), "errors", ("date_as_year",)),
    Ugly("隐藏行.xlsx", lambda path: book(path, {"目标": sheet().replace('<row r="2"', '<row r="2" hidden="1"')}), "warnings", ("hidden_rows",)),
    Ugly("空表头.xlsx", lambda path: book(path, {"目标": sheet([[*HEAD[:3], "", *HEAD[3:]], *([*row[:3], "", *row[3:]] for row in ROWS[1:])])}), "ok"),
    Ugly("无坐标.xlsx", shifted_rows, "ok"),
    Ugly("带前缀.xlsx", prefixed, "ok"),
    Ugly("虚报范围.xlsx", lambda path: book(path, {"目标": sheet(before='<dimension ref="A1:XFD1048576"/>')}), "ok"),
    Ugly("虚报一格.xlsx", lambda path: book(path, {"目标": sheet(before='<dimension ref="A1"/>')}), "ok"),
    Ugly("远角.xlsx", far_corner, "warnings", ("unread_column",)),
    Ugly("无样式.xlsx", lambda path: book(path, more={"xl/styles.xml": None}), "ok"),
    Ugly("样式越界.xlsx", lambda path: book(path, data(["市", "产值", '<c r="@" s="77"><v>5</v></c>'])), "warnings", ("styles_missing",)),
    Ugly("共享文本.xlsx", lambda path: book(path, data([SHARED.format(0), SHARED.format(1), 5]), more={"xl/sharedStrings.xml": strings("市", "产值", count=2)}), "ok", values=(("市", "产值", 2019, 5),)),
    Ugly("虚报文本数.xlsx", lambda path: book(path, data([SHARED.format(0), SHARED.format(1), 5]), more={"xl/sharedStrings.xml": strings("市", "产值", count=999_999_999)}), "ok", values=(("市", "产值", 2019, 5),)),
    Ugly("缺文本.xlsx", lambda path: book(path, data([SHARED.format(0), SHARED.format(1), 5])), "errors", ("broken_cell", "broken_cell")),
    Ugly("坏数.xlsx", broken_cells, "errors", ("broken_cell", "not_a_number", "broken_cell", "broken_cell")),
    Ugly("控制符.xlsx", lambda path: book(path, {"目标": sheet([HEAD, ["市", "", "产_x000D_\n值", 1, 2020, 2, 2025], ["县", "", "产值", 1, 2020, "８０_x0009_", 2025]])}), "ok"),
    Ugly("BOM.xlsx", lambda path: book(path, {"目标": b"\xef\xbb\xbf" + sheet().encode()}), "ok"),
    Ugly("UTF16.xlsx", lambda path: book(path, {"目标": ('<?xml version="1.0" encoding="UTF-16"?>' + sheet()).encode("utf-16")}), "ok"),
    Ugly("错误值.xlsx", lambda path: book(path, target(["县", "", "企业数", '<c r="@" t="e"><f>1/0</f><v>#DIV/0!</v></c>', 2020, 9, 2025])), "errors", ("error_cell",), 3),
    Ugly("公式空文本.xlsx", lambda path: book(path, target(["县", "", "企业数", '<c r="@" t="str"><f>IF(1,"")</f><v></v></c>', 2020, 9, 2025])), "ok", (), 3),
    Ugly("公式无值.xlsx", lambda path: book(path, target(["县", "", "企业数", 1, 2020, '<c r="@"><f>A1*2</f></c>', 2025])), "errors", ("formula_without_value",), 3),
    Ugly("共享公式无值.xlsx", lambda path: book(path, data(["市", "产值", '<c r="@"><f t="shared" ref="C2:C3" si="0">A1*2</f></c>'], ["县", "产值", '<c r="@"><f t="shared" si="0"/></c>'])), "errors", ("formula_without_value", "formula_without_value")),
    Ugly("宏.xlsm", macro, "ok"),
    Ugly("循环关系.xlsx", circular, "ok"),
    Ugly("长文.xlsx", long_text, "ok", (), 3),
    Ugly("旧.xls", old(lambda made, page: None), "ok"),
    Ugly("旧名新.xlsx", old(lambda made, page: None), "ok"),
    Ugly("旧百分数.xls", old(percents), "warnings", ("kind_guessed",), values=(("市", "占比", 2019, 33.1),)),
    Ugly("旧错误值.xls", old(old_faults), "errors", ("hidden_rows", "error_cell", "date_in_cell"), 4),
    Ugly("旧公式.xls", old(lambda made, page: page.write(5, 8, xlwt.Formula("1+1"))), "warnings", ("not_proved",)),
    Ugly("开放.ods", lambda path: open_document(path, OPEN_ROWS + TAIL), "ok"),
    Ugly("开放错误.ods", lambda path: open_document(path, OPEN_ROWS + open_row("县", "", "企业数", ERROR, 2020, 9, 2025)), "errors", ("error_cell",), 3),
    Ugly("开放百分数.ods", lambda path: open_document(path, OPEN_ROWS + open_row("县", "", "占比", PERCENT, 2020, 9, 2025)), "warnings", ("kind_guessed", "direction_guessed"), 3, (("县", "占比", 2020, 33.1),)),
    Ugly("严格.xlsx", strict, "ok"),
    Ugly("反斜杠.xlsx", backslashes, "ok"),
    Ugly("空格海.xlsx", empty_cells, "ok"),
    Ugly("目标.csv", text("地区,指标,基期值,基期,目标值,目标年\n市,产值,40,2020,80,2025\n", "gb18030"), "ok", (), 1),
    # read, with warnings
    Ugly("巨大合并.xlsx", lambda path: book(path, {"目标": sheet(after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')}), "warnings", ("huge_merge",)),
    Ugly("重复单元格.xlsx", lambda path: book(path, {"目标": sheet().replace("</row></sheetData>", '<c r="D3"><v>41</v></c></row></sheetData>')}), "warnings", ("cell_repeated",)),
    Ugly("缺表.xlsx", lambda path: book(path, {"目标": sheet(), "数据": None}), "warnings", ("sheet_missing",)),
    Ugly("未列入.xlsx", unlisted, "warnings", ("sheet_unlisted",)),
    Ugly("同名表.xlsx", lambda path: zipped(path, twice_named()), "warnings", ("same_sheet_name",)),
    # refused, because
    Ugly("截断.xlsx", truncated, "refused", ("truncated_workbook",)),
    Ugly("炸弹.xlsx", bomb, "refused", ("inflates_too_far",)),
    Ugly("两千万格.xlsx", twenty_million_cells, "refused", ("too_large",)),
    Ugly("过多格.xlsx", too_many_cells, "refused", ("too_large",)),
    Ugly("深.xlsx", deep, "refused", ("too_large",)),
    Ugly("字海.xlsx", much_text, "refused", ("too_large",)),
    Ugly("合并海.xlsx", many_merges, "refused", ("too_large",)),
    Ugly("重复部件.xlsx", duplicated, "refused", ("duplicate_parts",)),
    Ugly("校验.xlsx", bad_checksum, "refused", ("damaged_workbook",)),
    Ugly("谎报大小.xlsx", lying_size, "refused", ("damaged_workbook",)),
    Ugly("部件加密.xlsx", encrypted_part, "refused", ("other_encryption",)),
    Ugly("外部实体.xlsx", entity, "refused", ("declares_entities",)),
    Ugly("亿次大笑.xlsx", laughs, "refused", ("declares_entities",)),
    Ugly("图中实体.xlsx", entity_in_a_drawing, "refused", ("declares_entities",)),
    Ugly("加密.xlsx", lambda path: compound(path, "EncryptionInfo", "EncryptedPackage"), "refused", ("other_encryption",)),
    Ugly("加密.xls", old_encrypted, "refused", ("other_encryption",)),
    Ugly("加密.ods", lambda path: open_document(path, OPEN_ROWS, "<manifest:encryption-data/>"), "refused", ("other_encryption",)),
    Ugly("断.xls", cut_old, "refused", ("truncated_workbook",)),
    Ugly("文档.xls", lambda path: compound(path, "WordDocument"), "refused", ("not_a_workbook",)),
    Ugly("二进制.xlsb", lambda path: zipped(path, {"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\0"}), "refused", ("binary_workbook",)),
    Ugly("~$规划.xlsx", lambda path: path.write_bytes(b"\x05user" + bytes(160)), "refused", ("owner_file",)),
    Ugly("改名.xlsx", text("地区,指标,2019\n市,产值,5\n", "gb18030"), "refused", ("saved_as_text",)),
    Ugly("改名八.xlsx", text("地区,指标,2019\n市,产值,5\n", "utf-8-sig"), "refused", ("saved_as_text",)),
    Ugly("改名十六.xls", text("地区\t指标\t2019\n市\t产值\t5\n", "utf-16"), "refused", ("saved_as_text",)),
    Ugly("网页.xls", text("<html><body><table><tr><td>地区</td></tr></table></body></html>", "gb18030"), "refused", ("saved_as_text",)),
    Ugly("XML表.xls", text('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "utf-8"), "refused", ("saved_as_text",)),
    Ugly("空.xlsx", lambda path: path.write_bytes(b""), "refused", ("empty_file",)),
    Ugly("图.xlsx", lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256))), "refused", ("not_a_workbook",)),
    Ugly("文书.xlsx", lambda path: zipped(path, {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), "refused", ("not_a_workbook",)),
    Ugly("无表.xlsx", lambda path: book(path, {}), "refused", ("no_sheets",)),
    Ugly("坏样式.xlsx", lambda path: book(path, more={"xl/styles.xml": STYLES[:100]}), "refused", ("damaged_workbook",)),
    Ugly("开放远角.ods", lambda path: open_document(path, OPEN_ROWS + open_row("", repeated=1_048_000) + open_row(*[""] * 900, "远")), "refused", ("too_large",)),
    Ugly("开放重复.ods", lambda path: open_document(path, open_row(*ROWS[1], repeated=1_000_000)), "refused", ("too_large",)),
    Ugly("规划.docx", lambda path: write(path.with_suffix(".xlsx")).rename(path), "refused", ("wrong_format",)),
)  # fmt: skip
