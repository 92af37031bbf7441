"""Cells of .xls and .ods as they are seen: records by xlwt, XML by hand, and what LibreOffice makes of an .xlsx."""

import io
import shutil
import struct
import subprocess

import pytest
import xlsxwriter
import xlwt

from npfdesk.workbook.files import contents
from npfdesk.workbook.files.calamine_cells import read_old
from npfdesk.workbook.files.cell_grid import CellKind, GridCell
from tests.workbook.corpus.building import open_document, open_row

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def told(grid):
    """The warnings of a grid by code and cell."""
    return [(one.code, one.cell) for one in grid.warnings]


def font(**looks):
    """A font of xlwt that looks so."""
    made = xlwt.Font()
    for name, value in looks.items():
        setattr(made, name, value)
    return made


def old(change):
    """The bytes of an .xls of one sheet, 页, after a change made in it."""
    book = xlwt.Workbook()
    change(book.add_sheet("页"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


RAISED = font(escapement=xlwt.Font.ESCAPEMENT_SUPERSCRIPT)
STRUCK = font(struck_out=True)
USUAL = font(bold=True)


def styled(made=None, code="General"):
    style = xlwt.XFStyle()
    style.num_format_str = code
    if made is not None:
        style.font = made
    return style


def test_runs_and_fonts_of_an_old_workbook():
    def change(page):
        page.write_rich_text(0, 0, ["1500", ("1", RAISED)])
        page.write_rich_text(1, 0, [("东山区", USUAL), ("2", RAISED)])
        page.write_rich_text(2, 0, [("1400", STRUCK), ("1500", USUAL)])
        page.write_rich_text(3, 0, [("面积km", USUAL), ("2", RAISED), ("内", USUAL)])
        page.write(4, 0, 1400, styled(STRUCK))
        page.write(5, 0, "旧", styled(STRUCK))
        page.write(6, 0, "不变")

    grid = read_old("a.xls", old(change))
    assert grid.sheets[0].cells == {
        (1, 1): GridCell("1500", raised="1"),
        (2, 1): GridCell("东山区", raised="2"),
        (3, 1): GridCell("1500", struck="1400"),
        (4, 1): GridCell("面积km2内"),
        (7, 1): GridCell("不变"),
    }
    assert told(grid) == [("struck_letters", "A3"), ("struck_cell", "A5"), ("struck_cell", "A6")]


def test_runs_are_found_however_many_texts_stand_before_them():
    def change(page):
        for row in range(400):
            # latin and chinese texts, which are written one and two bytes wide
            page.write(row, 0, f"{row} " + ("text" if row % 2 else "字") * 40)
        page.write_rich_text(400, 0, [("长" * 9_000, USUAL), ("9", STRUCK), ("尾", USUAL)])
        page.write_rich_text(401, 0, ["x" * 9_000, ("1", RAISED)])

    grid = read_old("a.xls", old(change))
    cells = grid.sheets[0].cells
    assert cells[400, 1].text == "399 " + "text" * 40
    assert cells[401, 1] == GridCell("长" * 9_000 + "尾", struck="9")
    assert cells[402, 1] == GridCell("x" * 9_000, raised="1")


@pytest.mark.parametrize(
    ("value", "code", "cell"),
    [
        (8000, '0"以上"', GridCell("8000以上")),
        (0.45, '0.00"万"', GridCell("0.45万")),
        (150_000_000_000, r"0\.00,,", GridCell("1500.00")),
        (3.14159, "0.0", GridCell("3.14159", CellKind.NUMBER)),
        (44196, 'yyyy"年"', GridCell("2020年", CellKind.DATE)),
        (44196, "yyyy-mm-dd", GridCell("2020-12-31", CellKind.DATE)),
    ],
)
def test_formats_of_an_old_workbook(value, code, cell):
    grid = read_old("a.xls", old(lambda page: page.write(0, 0, value, styled(code=code))))
    assert grid.sheets[0].cells == {(1, 1): cell}
    assert grid.warnings == ()


def test_what_an_old_workbook_covers_and_hides():
    def change(page):
        page.write(3, 2, 800)
        page.write(4, 2, 700)
        page.merged_ranges.append((3, 4, 2, 2))
        page.write(6, 4, 5)
        page.row(6).hidden = True
        page.col(4).hidden = True

    grid = read_old("a.xls", old(change))
    assert grid.sheets[0].covered == {(5, 3): GridCell("700", CellKind.NUMBER)}
    assert told(grid) == [("under_merge", "C5"), ("hidden_rows", "7:7"), ("hidden_columns", "E:E")]


def test_an_old_workbook_saved_without_calculating_is_told():
    content = old(lambda page: page.write(1, 1, xlwt.Formula("40+50")))
    content = content.replace(struct.pack("<Q", 0xFFFF000000000003), struct.pack("<d", 90.0))
    assert read_old("a.xls", content).warnings == ()
    # the count of iterations gives its place to the record that says so
    stale = content.replace(struct.pack("<HHH", 0x0C, 2, 100), struct.pack("<HHH", 0x5E, 2, 0))
    assert told(read_old("a.xls", stale)) == [("stale_results", "B2")]


STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
STYLES = (
    f'<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="{STYLE}">'
    "<office:styles>"
    '<style:style style:name="up" style:family="text"><style:text-properties style:text-position="33% 58%"/></style:style>'
    '<style:style style:name="super" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="down" style:family="text"><style:text-properties style:text-position="-33% 58%"/></style:style>'
    '<style:style style:name="out" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="Out" style:family="table-cell"><style:text-properties style:text-line-through-type="single"/></style:style>'
    '<style:style style:name="Child" style:family="table-cell" style:parent-style-name="Out"/>'
    '<style:style style:name="flat" style:family="table-row"><style:table-row-properties style:row-height="0cm"/></style:style>'
    "</office:styles></office:document-styles>"
)


def opened(tmp_path, *rows):
    """The grid of an .ods of these rows, its styles beside it."""
    return contents.read_file(open_document(tmp_path / "a.ods", "".join(rows), more={"styles.xml": STYLES}))


def said(xml, style=""):
    """A cell of text; `xml` is its paragraph."""
    named = f' table:style-name="{style}"' if style else ""
    return f'<table:table-cell office:value-type="string"{named}><text:p>{xml}</text:p></table:table-cell>'


def span(style, text):
    """Letters of a style."""
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def test_runs_and_fonts_of_an_open_document(tmp_path):
    row = open_row(
        said("1500" + span("up", "1")),
        said("东山区" + span("super", "2") + "等"),
        said("CO" + span("down", "2")),
        said(span("out", "1400") + "1500"),
        said("旧", "Out"),
        said("旧", "Child"),
        '<table:table-cell office:value-type="float" office:value="1400" table:style-name="Out"><text:p>1400</text:p></table:table-cell>',
        said("两" + "</text:p><text:p>" + span("up", "1")),
    )
    grid = opened(tmp_path, row)
    assert grid.sheets[0].cells == {
        (1, 1): GridCell("1500", raised="1"),
        (1, 2): GridCell("东山区等", raised="2"),
        (1, 3): GridCell("CO2"),
        (1, 4): GridCell("1500", struck="1400"),
        (1, 8): GridCell("两", raised="1"),
    }
    assert told(grid) == [
        ("struck_letters", "D1"),
        ("struck_cell", "E1"),
        ("struck_cell", "F1"),
        ("struck_cell", "G1"),
    ]


def number(value, shown, kind="float"):
    """A cell of a figure and what it shows."""
    kept = f'office:date-value="{value}"' if kind == "date" else f'office:value="{value}"'
    return f'<table:table-cell office:value-type="{kind}" {kept}><text:p>{shown}</text:p></table:table-cell>'


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        (number(8000, "8000以上"), GridCell("8000以上")),
        (number(3500, "≥3,500"), GridCell("≥3500")),
        (number(3.14159, "3.14万"), GridCell("3.14159万")),
        (number(150_000_000_000, "1500.00"), GridCell("1500.00")),
        (number(800_000, "800"), GridCell("800")),
        (number(15_000, "1.5万"), GridCell("1.5万")),
        (number(0, "无"), GridCell("无")),
        (number(-0.05, "下降5.0%", "percentage"), GridCell("下降5%")),
        (number(0.2, "20%", "percentage"), GridCell("20%", CellKind.NUMBER)),
        (number(0.331, "33%", "percentage"), GridCell("33.1%", CellKind.NUMBER)),
        (number(1234567.5, "1,234,568"), GridCell("1234567.5", CellKind.NUMBER)),
        (number(1234.5, "1.234,50"), GridCell("1234.5", CellKind.NUMBER)),
        (number(1234.5, "1 234,5"), GridCell("1234.5", CellKind.NUMBER)),
        (number(-5, "(5)"), GridCell("-5", CellKind.NUMBER)),
        (number(0, "-"), GridCell("0", CellKind.NUMBER)),
        (number(900, "¥900.00", "currency"), GridCell("900", CellKind.NUMBER)),
        (number(900, "CNY 900.00", "currency"), GridCell("900", CellKind.NUMBER)),
        (number(123456, "1.23E+05"), GridCell("123456", CellKind.NUMBER)),
        (number("2020-12-31", "2020年", "date"), GridCell("2020年", CellKind.DATE)),
        (number("2024-01-01", "2024年1月", "date"), GridCell("2024年1月", CellKind.DATE)),
        (number("2024-01-01", "2024/1", "date"), GridCell("2024-01", CellKind.DATE)),
        (number("2020-12-31", "31/12/20", "date"), GridCell("2020-12-31", CellKind.DATE)),
    ],
)
def test_figures_and_dates_of_an_open_document_are_what_it_shows(tmp_path, cell, seen):
    grid = opened(tmp_path, open_row(cell))
    assert grid.sheets[0].cells == {(1, 1): seen}
    assert grid.warnings == ()


def test_a_remark_on_a_cell_is_no_part_of_it(tmp_path):
    remark = "<office:annotation><text:p>原为7000以上</text:p></office:annotation>"
    cell = number(8000, "8000以上").replace("<text:p>", f"{remark}<text:p>")
    assert opened(tmp_path, open_row(cell)).sheets[0].cells == {(1, 1): GridCell("8000以上")}


def test_rows_of_no_height_and_folded_groups_are_hidden(tmp_path):
    flat = open_row(1).replace("<table:table-row ", '<table:table-row table:style-name="flat" ')
    folded = f'<table:table-row-group table:display="false">{open_row(3)}</table:table-row-group>'
    grid = opened(tmp_path, flat, open_row(2), folded, open_row(4))
    assert told(grid) == [("hidden_rows", "1:1"), ("hidden_rows", "3:3")]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
def test_the_three_forms_of_one_workbook_are_seen_alike(tmp_path):
    path = tmp_path / "规划.xlsx"
    made = xlsxwriter.Workbook(path)
    page = made.add_worksheet("页")
    raised, struck = made.add_format({"font_script": 1}), made.add_format({"font_strikeout": 1})
    page.write_rich_string(0, 0, "1500", raised, "1")
    page.write_rich_string(1, 0, struck, "1400", "1500")
    page.write_rich_string(2, 0, "面积km", raised, "2", "内")
    page.write(3, 0, 1400, struck)
    for row, (value, code) in enumerate(
        [
            (8000, '0"以上"'),
            (1.5e11, r"0\.00,,"),
            (0.45, '0.00"万"'),
            (0.2, "0%"),
            (3.14159, "0.0"),
            (44196, 'yyyy"年"'),
        ],
        4,
    ):
        page.write(row, 0, value, made.add_format({"num_format": code}))
    page.set_row(11, None, None, {"hidden": True})
    page.write(11, 0, 5)
    page.set_column(3, 3, None, None, {"hidden": True})
    page.write(0, 3, 7)
    made.add_worksheet("藏").hide()
    made.close()
    grids = [contents.read_file(path)]
    for form in ("ods", "xls"):
        subprocess.run(
            [OFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", form, "--outdir", str(tmp_path), str(path)],
            check=True,
            capture_output=True,
            timeout=300,
        )  # fmt: skip
        grids.append(contents.read_file(path.with_suffix(f".{form}")))
    ours, *others = grids
    for other in others:
        for mine, theirs in zip(ours.sheets, other.sheets, strict=True):
            assert theirs.cells == mine.cells
            assert theirs.hidden == mine.hidden
            assert (theirs.hidden_rows, theirs.hidden_columns) == (mine.hidden_rows, mine.hidden_columns)
        assert told(other) == told(ours)
