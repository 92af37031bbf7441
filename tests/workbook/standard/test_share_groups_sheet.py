"""The sheet 比重组: read, told by cell, saved in the standard format and written losslessly."""

import datetime

import openpyxl
import pytest

from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_share_groups
from npfdesk.plan.share_groups import ShareGroup
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from npfdesk.workbook.standard.template import write_template
from npfdesk.workbook.writing.amendments import amendments
from npfdesk.workbook.writing.patch import Author, save_into_workbook
from tests.workbook.books import BOOK, write

INDICATORS = [
    *BOOK["指标"],
    *(
        [name, code, "%", "比率", None, None, None, 1]
        for name, code in (("一产占比", "p"), ("二产占比", "s"), ("三产占比", "t"), ("城镇化率", "u"))
    ),
]
HEAD = ["名称", "成员", "锁定"]
GROUPS = [HEAD, ["产业结构", "一产占比", None], [None, "s", "是"], ["产业结构", "三产占比", "否"]]
SECTORS = ShareGroup("产业结构", ("p", "s", "t"), ("s",))


def book(path, *rows, head=HEAD, **sheets):
    return write(path, 指标=INDICATORS, 比重组=[head, *rows] if rows else GROUPS, **sheets)


def test_groups_are_read(tmp_path):
    reading = read_workbook(book(tmp_path / "a.xlsx"))
    assert reading.problems == ()
    assert reading.plan.share_groups == (SECTORS,)
    assert (reading.plan.share_groups[0].sheet, reading.plan.share_groups[0].cell) == ("比重组", "A2")
    counts = reading.ledger.counts
    assert (counts.told, counts.figures) == (0, counts.taken + counts.explained)


def test_another_total_is_read(tmp_path):
    rows = [["半", "p", None, 50], [None, "s", None, None]]
    reading = read_workbook(book(tmp_path / "a.xlsx", *rows, head=[*HEAD, "合计"]))
    assert reading.problems == ()
    assert reading.plan.share_groups == (ShareGroup("半", ("p", "s"), (), 50.0),)
    assert save_standard(reading.plan, tmp_path / "b.xlsx") is None
    assert read_workbook(tmp_path / "b.xlsx").plan.share_groups == reading.plan.share_groups


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["甲", "p"], ["甲", "无"]], [("share_member_unknown", "B3")]),
        ([["甲", "p"], ["甲", "产值"]], [("share_member_not_percent", "B3")]),
        ([["甲", "p"], ["甲", None, "是"]], [("share_member_unstated", "B3")]),
        ([["甲", "p"], ["甲", "s"], ["乙", "s"], ["乙", "t"]], [("share_member_twice", "B4")]),
        ([["甲", "p"]], [("share_group_too_small", "A2")]),
        ([[None, "p"], ["甲", "s"], ["甲", "t"]], [("share_group_unnamed", "A2")]),
        ([["甲", "p"], ["甲", "s"], ["甲", "一产占比"]], [("duplicate_name", "B4")]),
        ([["甲", "p", "也许"], ["甲", "s"]], [("share_lock_unread", "C2")]),
        (
            [["甲", "产值"], ["甲", "无"]],
            [("share_member_not_percent", "B2"), ("share_member_unknown", "B3")],
        ),
    ],
)
def test_what_is_wrong_is_told_by_cell(tmp_path, rows, told):
    reading = read_workbook(book(tmp_path / "a.xlsx", *rows))
    assert [(one.code, one.cell) for one in reading.problems] == told
    assert {one.sheet for one in reading.problems} == {"比重组"}
    for problem in reading.problems:
        assert all("{" not in problem.message(language) for language in ("zh", "en"))
    left = {"share_member_twice": ("p", "s"), "share_group_unnamed": ("s", "t")}
    kept = {"duplicate_name", "share_lock_unread"}
    members = left.get(told[0][0], ("p", "s") if told[0][0] in kept else None)
    assert [one.members for one in reading.plan.share_groups] == ([members] if members else [])


@pytest.mark.parametrize("total", ["零", "0", "-5"])
def test_a_total_that_is_none_is_told(tmp_path, total):
    rows = [["甲", "p", None, total], ["甲", "s", None, None]]
    reading = read_workbook(book(tmp_path / "a.xlsx", *rows, head=[*HEAD, "合计"]))
    assert [(one.code, one.cell) for one in reading.problems] == [("share_group_total", "D2")]
    assert reading.plan.share_groups == ()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_saved_in_the_standard_format_they_read_back(tmp_path, language):
    plan = read_workbook(book(tmp_path / "a.xlsx")).plan
    assert save_standard(plan, tmp_path / "b.xlsx", language) is None
    again = read_workbook(tmp_path / "b.xlsx")
    assert (again.plan.share_groups, again.problems) == (plan.share_groups, ())
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["比重组" if language == "zh" else "Share groups"]
    assert len(sheet[1]) == 3
    assert sheet["C1"].comment is not None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_has_one_with_notes(tmp_path, language):
    assert write_template(tmp_path / "t.xlsx", language) is None
    reading = read_workbook(tmp_path / "t.xlsx")
    assert reading.problems == ()
    (group,) = reading.plan.share_groups
    assert (group.members, group.locked) == (
        ("secondary_share", "tertiary_share", "primary_share"),
        ("tertiary_share",),
    )


def saved(path, document):
    made = amendments(path, document, "zh")
    author = Author("某人", "NPF Desk", datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    assert save_into_workbook(path, made.edits, author, "zh", added=made.added) is None
    return read_workbook(path)


def amended(path, values):
    document = new_document(read_workbook(path).plan)
    return saved(path, set_share_groups(document, values).apply(document))


@pytest.mark.parametrize(
    "group",
    [
        ShareGroup("产业结构", ("p", "s", "t"), ("p", "t")),
        ShareGroup("产业结构", ("p", "s", "t", "u"), ("s", "u")),
        ShareGroup("产业结构", ("s", "t")),
        ShareGroup("产业结构", ("p", "t")),
        ShareGroup("产业结构", ("p", "s", "t"), ("s",), 90.0),
    ],
)
def test_edits_are_written_into_their_rows(tmp_path, group):
    again = amended(book(tmp_path / "a.xlsx"), {group.name: group})
    assert again.problems == ()
    assert again.plan.share_groups == (group,)


def test_a_lock_changes_one_cell(tmp_path):
    path = book(tmp_path / "a.xlsx")
    amended(path, {"产业结构": ShareGroup("产业结构", ("p", "s", "t"), ("s", "t"))})
    sheet = openpyxl.load_workbook(path)["比重组"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        HEAD, ["产业结构", "一产占比", None], [None, "s", "是"], ["产业结构", "三产占比", "是"],
    ]  # fmt: skip


def test_a_group_that_is_taken_away_leaves_empty_rows(tmp_path):
    again = amended(book(tmp_path / "a.xlsx"), {"产业结构": None, "新": ShareGroup("新", ("u", "p"), ("p",))})
    assert again.problems == ()
    assert again.plan.share_groups == (ShareGroup("新", ("u", "p"), ("p",)),)


def test_a_workbook_without_the_sheet_gets_one(tmp_path):
    path = write(tmp_path / "a.xlsx", 指标=INDICATORS)
    again = amended(path, {"产业结构": SECTORS})
    assert again.plan.share_groups == (SECTORS,)
