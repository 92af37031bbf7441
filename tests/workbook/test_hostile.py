"""Files that are no workbooks, or broken ones: each a message with a remedy, never an exception."""

import io
import os
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npfdesk.engine.projection.update import compute
from npfdesk.locations import sample_workbook
from npfdesk.plan.document import new_document
from npfdesk.workbook.plan_reader import read_workbook
from tests.workbook.books import write

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def rezipped(path, change):
    """The sample's parts after a change (None leaves one out)."""
    with zipfile.ZipFile(sample_workbook()) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return path


def refused(path, code):
    reading = read_workbook(path)
    assert (reading.plan, reading.status) == (None, "refused")
    assert [one.code for one in reading.problems] == [code]
    for language in ("zh", "en"):
        assert path.name in reading.problems[0].message(language)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda name, part: None if name == "xl/workbook.xml" else part, "damaged_workbook"),
        (lambda name, part: part[: len(part) // 2] if "sheet5" in name else part, "damaged_workbook"),
        (lambda name, part: b"" if name == "xl/styles.xml" else part, "damaged_workbook"),
        (lambda name, part: None if name.startswith("xl/") else part, "not_a_workbook"),
        (lambda name, part: None if name == "[Content_Types].xml" else part, "not_a_workbook"),
    ],
)
def test_broken_parts(tmp_path, change, code):
    refused(rezipped(tmp_path / "坏.xlsx", change), code)


def test_what_names_missing_sheets_is_short_however_long_their_names(tmp_path):
    def change(name, part):
        if name.startswith("xl/worksheets/"):
            return None
        return re.sub(rb'<sheet ([^>]*)name="', rb'<sheet \1name="' + b"x" * 5000, part)

    path = rezipped(tmp_path / "坏.xlsx", change)
    refused(path, "damaged_workbook")
    assert len(read_workbook(path).problems[0].message("en")) < 500


def test_a_part_that_fails_its_checksum(tmp_path):
    path = tmp_path / "坏.xlsx"
    content = bytearray(sample_workbook().read_bytes())
    at = content.index(b"xl/worksheets/sheet5.xml") + 200
    content[at : at + 20] = bytes(20)
    path.write_bytes(content)
    refused(path, "damaged_workbook")


def test_a_folder_a_name_that_cannot_be_and_a_file_without_rights(tmp_path):
    folder = tmp_path / "夹.xlsx"
    folder.mkdir()
    refused(folder, "not_readable")
    assert read_workbook(Path("a\0b.xlsx")).problems[0].code == "not_readable"
    locked = write(tmp_path / "锁.xlsx")
    locked.chmod(0)
    if not os.access(locked, os.R_OK):
        refused(locked, "not_readable")


def test_another_office_document_under_the_name_of_a_workbook(tmp_path):
    path = tmp_path / "文.xlsx"
    with zipfile.ZipFile(path, "w") as document:
        document.writestr("[Content_Types].xml", "<Types/>")
        document.writestr("word/document.xml", "<w/>")
    refused(path, "not_a_workbook")


def test_the_file_is_neither_held_nor_touched(tmp_path):
    path = write(tmp_path / "a.xlsx")
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    assert read_workbook(path).status == "ok"
    moved = path.rename(tmp_path / "b.xlsx")
    assert (moved.read_bytes(), moved.stat().st_mtime_ns) == before


@settings(max_examples=40)
@given(
    st.sampled_from(["xl/worksheets/sheet5.xml", "xl/worksheets/sheet8.xml", "xl/workbook.xml", "xl/sharedStrings.xml"]),
    st.floats(0, 1),
    st.binary(min_size=1, max_size=12),
)  # fmt: skip
def test_scratched_parts_never_raise(tmp_path_factory, name, where, scratch):
    buffer = io.BytesIO()
    with zipfile.ZipFile(sample_workbook()) as old, zipfile.ZipFile(buffer, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part == name:
                at = int(where * (len(content) - len(scratch)))
                content = content[:at] + scratch + content[at + len(scratch) :]
            new.writestr(part, content)
    path = tmp_path_factory.mktemp("scratched") / "a.xlsx"
    path.write_bytes(buffer.getvalue())
    reading = read_workbook(path)
    assert reading.plan is not None or reading.problems
    for problem in reading.problems:
        assert problem.message("zh")
        assert problem.message("en")


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.integers(-(10**9), 10**9),
                st.floats(allow_nan=False, allow_infinity=False),
                st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=8),
                st.sampled_from(["市", "县", "产值", "企业数", "—", "*", "总计", "8000以上", "#N/A", "=A1", "1e400", "{x}"]),
            ),
            max_size=9,
        ),
        max_size=6,
    ),
    st.sampled_from(["目标", "数据", "假设", "指标", "地区", "规划", "抓手", "抓手强度", "异质系数", "情景"]),
)  # fmt: skip
def test_whatever_cells_say_is_read_or_told(tmp_path_factory, rows, sheet):
    heads = {
        "目标": ["地区", "产业", "指标", "基期值", "基期", "目标值", "目标年", "力争值"],
        "数据": ["地区", "产业", "指标", "出处", 2019, 2020],
        "假设": ["情景", "地区", "产业", "指标", "方法", "参数", "拐点年", "下限", 2021],
        "指标": ["名称", "代码", "单位", "类型", "方向", "汇总", "公式", "权重指标", "小数位"],
        "地区": ["名称", "代码", "上级", "角色"],
        "规划": ["项", "值"],
        "抓手": ["抓手", "维度", "指标", "效应", "滞后"],
        "抓手强度": ["情景", "抓手", "地区", "产业", 2021, 2022],
        "异质系数": ["角色", "维度", "系数"],
        "情景": ["情景", "上级", "说明", "颜色"],
    }
    path = tmp_path_factory.mktemp("cells") / "a.xlsx"
    reading = read_workbook(write(path, **{sheet: [heads[sheet], *rows]}))
    if reading.plan is not None:
        compute(new_document(reading.plan))
    for problem in reading.problems:
        assert problem.message("zh")
        assert problem.message("en")
