"""Parts of workbooks however their zip names them, and in the namespaces of Strict Open XML."""

import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.workbook.files.cell_grid import CellKind, GridCell
from npfdesk.workbook.files.contents import read_file
from npfdesk.workbook.files.sandbox import read_in_child
from npfdesk.workbook.files.zip_parts import transitional
from tests.workbook.corpus.building import MAIN, OFFICE, book, parts_of, sheet

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def renamed(path, change):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts_of().items():
            entry = zipfile.ZipInfo(name)
            entry.filename = change(name)
            archive.writestr(entry, content)
    return path


@pytest.mark.parametrize(
    "change",
    [
        lambda name: name.replace("/", "\\"),
        lambda name: "/" + name,
        lambda name: "./" + name,
        lambda name: name.upper() if "/" in name else name,
    ],
)
def test_parts_are_found_however_the_zip_names_them(tmp_path, change):
    assert read_file(renamed(tmp_path / "a.xlsx", change)) == read_file(book(tmp_path / "b.xlsx"))


def test_two_names_of_one_part_are_refused_still(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts_of().items():
            archive.writestr(name, content)
        twice = zipfile.ZipInfo("b.xml")
        twice.filename = "xl\\workbook.xml"
        archive.writestr(twice, b"<workbook/>")
    assert read_file(path).code == "duplicate_parts"


def test_a_strict_workbook_reads_as_the_same_in_the_usual_namespaces(tmp_path):
    # a date stands in words in it (ISO 8601)
    rows = [['<c r="@" t="d"><v>2020-12-31</v></c>', '<c r="@"><v>0.5</v></c>', "地区"]]
    usual = book(tmp_path / "a.xlsx", {"页": sheet(rows)})
    strict = tmp_path / "b.xlsx"
    with zipfile.ZipFile(usual) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(MAIN.encode(), STRICT.encode())
            new.writestr(name, part.replace(OFFICE.encode(), STRICT_OFFICE.encode()))
    grid = read_file(strict)
    assert grid.sheets[0].cells[1, 1] == GridCell("2020-12-31", CellKind.DATE)
    assert grid.sheets[0].cells[1, 2] == GridCell("0.5", CellKind.NUMBER)
    assert grid == read_file(usual)
    assert grid == read_in_child(strict)


@given(
    st.lists(st.sampled_from([STRICT, STRICT_OFFICE, "http://purl.oclc.org/", "<a>", "x"]), max_size=8),
    st.data(),
)
def test_a_namespace_is_replaced_wherever_blocks_end(pieces, data):
    content = "".join(pieces).encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(content)), max_size=6)))
    blocks = [content[start:end] for start, end in zip([0, *cuts], [*cuts, len(content)], strict=True)]
    expected = content.replace(STRICT.encode(), MAIN.encode()).replace(
        STRICT_OFFICE.encode(), OFFICE.encode()
    )
    assert b"".join(transitional(blocks)) == expected
