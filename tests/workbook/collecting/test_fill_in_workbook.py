"""Fill-in workbooks as Excel would open them: what is open, what is asked, what is beside, and that no text is a formula."""

import os
import re
from dataclasses import replace
from types import MappingProxyType

import pytest
from openpyxl import load_workbook

from npfdesk.engine.collecting.collection import begin_collection
from npfdesk.plan.collection import CollectBy
from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.model import Indicator, Industry
from npfdesk.plan.negotiation import Proposal, ProposalKey, Side
from npfdesk.plan.problems import Problem
from npfdesk.plan.regions import Region
from npfdesk.plan.series import SeriesKey
from npfdesk.workbook.collecting import fill_in_workbook
from npfdesk.workbook.collecting.collection_index import read_index
from npfdesk.workbook.collecting.fill_in_workbook import file_names, write_requests
from npfdesk.workbook.collecting.hidden_sheet import FormColumn, FormField, read_form
from npfdesk.workbook.files.contents import read_file
from tests.forms import TODAY, issued
from tests.plans import plan, target

REGIONS = (
    Region("city", "市", english="City"),
    Region("north", "北县", english="North", parent="city"),
    Region("south", "南县", parent="city"),
)
INDICATORS = (
    Indicator("gdp", "地区生产总值", english="GDP", unit="亿元", rollup=RollUp.SUM, group="经济"),
    Indicator("firms", "企业数", unit="家", kind=Kind.COUNT, rollup=RollUp.SUM, decimals=0, group="经济"),
    Indicator("growth", "工业增加值增速", unit="%", kind=Kind.RATE, group="经济"),
    Indicator("air", "优良天数比率", unit="%", kind=Kind.RATIO, group="生态"),
)  # fmt: skip


def a_plan(**named):
    data = {
        ("city", "", "gdp"): {2024: 320},
        ("north", "", "gdp"): {2022: 100, 2023: 104, 2024: 110},
        ("north", "", "firms"): {2023: 30, 2025: 33},
        ("north", "", "growth"): {2024: 6.1},
        ("north", "", "air"): {2023: 91.2, 2024: 92.0},
        ("north", "steel", "gdp"): {},
        ("south", "", "gdp"): {2024: 210},
    }
    targets = (
        target(("north", "", "gdp"), "130以上", unit="亿元"),
        target(("north", "", "air"), "93", unit="%"),
        target(("north", "steel", "gdp"), "30", unit="亿元"),
    )
    given = {"indicators": INDICATORS, "regions": REGIONS, "industries": (Industry("steel", "钢铁"),)}
    return plan(data, **{"targets": targets, **given, **named})


def form_of(path):
    return read_form(read_file(path), path.name)


def rows_of(sheet, columns):
    """The rows of a sheet with a key, by the key, each its shown texts in these columns."""
    return {
        sheet.cell(row, 1).value: tuple(sheet.cell(row, column).value for column in columns)
        for row in range(5, sheet.max_row + 1)
        if sheet.cell(row, 1).value
    }


def test_only_what_is_asked_can_be_entered(tmp_path):
    _, written = issued(a_plan(), tmp_path / "c", in_round=1)
    for name in written.files.values():
        path = tmp_path / "c" / name
        form, book = form_of(path), load_workbook(path)
        open_cells = {(place.sheet, place.cell) for place in form.fields.values()}
        for one in form.cells:
            open_cells |= {(one.place.sheet, one.place.cell), (one.place.sheet, one.note_cell)}
        found = {
            (sheet.title, cell.coordinate)
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
            if not cell.protection.locked
        }
        assert found == open_cells
        assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
        assert [sheet.sheet_state for sheet in book] == ["visible"] * (len(book.worksheets) - 1) + [
            "veryHidden"
        ]
        assert set(form.fields) == set(FormField)


def test_each_row_says_what_is_asked_in_which_unit_and_what_it_was_before(tmp_path):
    issued(a_plan(), tmp_path / "c")
    book = load_workbook(tmp_path / "c" / "北县2025年填报表.xlsx")
    sheet = book["填报表"]
    columns = (
        FormColumn.INDICATOR,
        FormColumn.QUESTION,
        FormColumn.UNIT,
        FormColumn.BEFORE,
        FormColumn.KNOWN,
    )
    found = rows_of(sheet, columns)
    assert found == {
        "k0001": ("地区生产总值", "2025年全年一共是多少亿元？请填1—12月累计数。", "亿元", 110, "—"),
        "k0002": ("企业数", "2025年末一共有多少家？请填12月31日的数。", "家", 30, 33),
        "k0003": (
            "工业增加值增速",
            "2025年比上年增长百分之几？例如增长5.7%请填5.7，下降2%请填-2。",
            "%",
            6.1,
            "—",
        ),
        "k0004": ("优良天数比率", "2025年是百分之几？例如33.1%，请填33.1。", "%", 92, "—"),
        "k0005": ("地区生产总值", "2025年全年一共是多少亿元？请填1—12月累计数。", "亿元", "—", "—"),
    }
    # the last figure of the firms is not that of the year before, and its cell says so
    before = {
        sheet.cell(row, 1).value: sheet.cell(row, FormColumn.BEFORE).number_format for row in range(5, 12)
    }
    assert before["k0001"] == "#,##0.0"
    assert before["k0002"] == '#,##0"（2023年）"'
    assert [sheet.cell(4, column).value for column in (FormColumn.BEFORE, FormColumn.ENTRY)] == [
        "2024年数",
        "2025年数",
    ]
    # groups have a band; columns that say nothing here are hidden
    assert [sheet.cell(row, 2).value for row in (5, 9)] == ["经济", "生态"]
    hidden = {letter for letter, one in sheet.column_dimensions.items() if one.hidden}
    assert hidden == {"A", "C"}
    assert sheet.freeze_panes == "F5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.orientation == "landscape"
    # as wide as one page (the default of its kind), and as many pages high as it takes
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert int(sheet.page_setup.paperSize) == 9


def test_every_open_cell_answers_in_excel(tmp_path):
    issued(a_plan(), tmp_path / "c", in_round=1)
    path = tmp_path / "c" / "北县2025年填报表（第1轮）.xlsx"
    form, book = form_of(path), load_workbook(path)
    rules = {
        (sheet.title, str(one.sqref)): one for sheet in book for one in sheet.data_validations.dataValidation
    }
    for one in form.cells:
        rule = rules[one.place.sheet, one.place.cell]
        assert rule.type == ("decimal" if one.asked.asked_for == "figure" else "textLength")
        assert (rule.errorStyle, rule.showErrorMessage, rule.showInputMessage) == (None, True, True)
        assert rule.promptTitle == one.indicator_name
        assert rule.prompt
        assert rule.error
        assert rules[one.place.sheet, one.note_cell].prompt
    gdp = rules["填报表", form.cells[0].place.cell]
    assert gdp.prompt.endswith("2024年：110.0 亿元。")
    assert "亿元" in gdp.error
    proposal = next(one for one in form.cells if one.asked.asked_for == "proposal")
    assert book[proposal.place.sheet][proposal.place.cell].number_format == "@"


def test_a_round_shows_base_pace_and_the_last_reply(tmp_path):
    series = SeriesKey("north", "", "gdp")
    positions = {
        ProposalKey(series, 2025, 1, Side.PROPOSAL): Proposal("120以上", 120.0),
        ProposalKey(series, 2025, 1, Side.REPLY): Proposal("135以上", 135.0, reason="=全市缺口8亿元"),
        ProposalKey(SeriesKey("north", "", "air"), 2025, 1, Side.PROPOSAL): Proposal(
            "93", 93.0, settled=True
        ),
    }
    values = replace(a_plan(), proposals=MappingProxyType(positions))
    issued(values, tmp_path / "c", in_round=2)
    book = load_workbook(tmp_path / "c" / "北县2025年填报表（第2轮）.xlsx")
    found = rows_of(book["目标建议"], range(5, 12))
    # what is settled is no longer asked
    assert found == {
        "k0006": (
            "地区生产总值",
            "130以上",
            "亿元",
            "—",
            "+4.9%/年\n（2022—2024年）",
            "135以上\n（第1轮）",
            "=全市缺口8亿元",
        ),
        "k0007": ("地区生产总值", "30", "亿元", "—", "—", "—", "—"),
    }


def test_in_english_names_units_and_questions_are(tmp_path):
    _, written = issued(a_plan(), tmp_path / "c", language="en")
    assert dict(written.files) == {"north": "North 2025 form.xlsx", "south": "南县 2025 form.xlsx"}
    book = load_workbook(tmp_path / "c" / "North 2025 form.xlsx")
    assert book.sheetnames == ["About this form", "Figures", "npfdesk"]
    found = rows_of(book["Figures"], (FormColumn.INDICATOR, FormColumn.QUESTION))
    assert found["k0001"] == (
        "GDP",
        "How much in the whole of 2025, in 亿元? Enter the total of January to December.",
    )


def test_the_covering_sheet_says_who_what_and_by_when(tmp_path):
    issued(a_plan(), tmp_path / "c", in_round=1, due="2026-02-01")
    path = tmp_path / "c" / "北县2025年填报表（第1轮）.xlsx"
    sheet = load_workbook(path)["填报说明"]
    said = {sheet.cell(row, 2).value: sheet.cell(row, 3).value for row in range(1, 40)}
    assert said["填报单位"] == "北县"
    assert said["填报内容"] == "2025年数据 5 项（填报表）\n2025年目标建议 3 项，第1轮（目标建议）"
    assert said["报送截止"] == "2026年2月1日"
    assert said["报送版次"] == 1
    assert sheet.page_setup.orientation == "portrait"


@pytest.mark.parametrize(
    "name", ["=1+1", "+86", "-县", "@县", '=HYPERLINK("a")', "县/区", "“甲”县", "CON", "a:b*c?"]
)
def test_whatever_a_name_begins_with_it_stays_text_and_its_file_can_be_written(tmp_path, name):
    regions = (Region("city", "市"), Region("x", name, parent="city"), Region("y", f"{name} ", parent="city"))
    indicators = (Indicator("i", name, unit=name, group=name),)
    values = plan(
        {("x", "", "i"): {2024: 1}, ("y", "", "i"): {2024: 2}}, regions=regions, indicators=indicators
    )
    values = replace(values, title=name)
    _, written = issued(values, tmp_path / "c")
    assert len(set(map(str.casefold, written.files.values()))) == 2
    for file in written.files.values():
        book = load_workbook(tmp_path / "c" / file)
        formulas = {
            cell.coordinate[0] for row in book["填报表"].iter_rows() for cell in row if cell.data_type == "f"
        }
        # the progress, and the checks
        assert formulas == {"B", "K"}
        assert form_of(tmp_path / "c" / file).identity.sound


def test_regions_of_one_name_have_files_of_their_own():
    regions = (
        Region("p", "省"),
        *(Region(code, name, parent="p") for code, name in (("a", "甲市"), ("b", "乙市"))),
        Region("a1", "桥西区", parent="a"),
        Region("b1", "桥西区", parent="b"),
        Region("b2", "桥西 区", parent="b"),
        Region("c1", "甲市 桥西区", parent="p"),
    )
    values = plan({(one.code, "", "i"): {2024: 1} for one in regions[3:]}, regions=regions)
    begun = begin_collection(values, CollectBy.REGION, 2025, 0, due="", today=TODAY)
    assert list(file_names(values, begun, "zh").values()) == [
        "甲市 桥西区2025年填报表.xlsx",
        "桥西区（b1）2025年填报表.xlsx",
        "桥西 区（b2）2025年填报表.xlsx",
        "甲市 桥西区2025年填报表 2.xlsx",
    ]


def test_three_hundred_regions_are_asked(tmp_path):
    regions = (Region("p", "省"), *(Region(f"r{one}", f"县{one}", parent="p") for one in range(300)))
    values = plan({(one.code, "", "i"): {2024: 1} for one in regions[1:]}, regions=regions)
    begun, written = issued(values, tmp_path / "c")
    assert len(written.files) == 300
    assert read_index(tmp_path / "c" / written.index) == begun.collection


def test_the_same_collection_gives_the_same_bytes(tmp_path):
    for name in ("c", "d"):
        issued(a_plan(), tmp_path / name, in_round=1)
    for one in (tmp_path / "c").iterdir():
        assert one.read_bytes() == (tmp_path / "d" / one.name).read_bytes()


def test_a_long_text_is_no_obstacle(tmp_path):
    regions = (Region("city", "市"), Region("x", "长" * 300, parent="city"))
    indicators = (Indicator("i", "指标" * 200, unit="单位" * 40),)
    values = plan({("x", "", "i"): {2024: 1e14}}, regions=regions, indicators=indicators)
    _, written = issued(values, tmp_path / "c")
    path = tmp_path / "c" / written.files["x"]
    assert len(path.name.encode()) < 255
    rule = load_workbook(path)["填报表"].data_validations.dataValidation[0]
    assert len(rule.promptTitle) <= 32
    assert len(rule.prompt) <= 255
    assert len(rule.error) <= 255


@pytest.mark.parametrize("past", [{2024: 1e308}, {2024: -1e308}, {2023: 1e-300, 2024: 1e300}, {2024: 0}])
def test_figures_at_the_edge_of_numbers_make_no_broken_check(tmp_path, past):
    indicators = (Indicator("i", "产值", unit="亿元"), Indicator("s", "占比", unit="%", kind=Kind.RATIO))
    values = plan(
        {("x", "", "i"): past, ("x", "", "s"): past}, regions=(Region("x", "县"),), indicators=indicators
    )
    _, written = issued(values, tmp_path / "c")
    sheet = load_workbook(tmp_path / "c" / written.files["x"])["填报表"]
    for row in (5, 6):
        assert re.search(r"[<>=*(,-][,)]|inf|nan", sheet.cell(row, FormColumn.CHECK).value) is None


class TestAllOrNothing:
    def begun(self, values):
        return begin_collection(values, CollectBy.REGION, 2025, 0, due="", today=TODAY, key="k")

    def test_a_file_that_cannot_be_written_takes_the_others_with_it(self, tmp_path, monkeypatch):
        folder, values = tmp_path / "a" / "b", a_plan()
        put, calls = fill_in_workbook.put_in_place, []

        def failing(path, content):
            calls.append(path)
            return (
                put(path, content) if len(calls) < 3 else Problem(fill_in_workbook.NO_FOLDER, text=path.name)
            )

        monkeypatch.setattr(fill_in_workbook, "put_in_place", failing)
        found = write_requests(values, self.begun(values), folder, "zh")
        assert isinstance(found, Problem)
        assert len(calls) == 3
        assert not (tmp_path / "a").exists()

    def test_what_lay_in_the_folder_stays(self, tmp_path, monkeypatch):
        (tmp_path / "旧.xlsx").write_bytes(b"x")
        values = a_plan()
        monkeypatch.setattr(
            fill_in_workbook,
            "put_in_place",
            lambda path, _: Problem(fill_in_workbook.NO_FOLDER, text=path.name),
        )
        assert isinstance(write_requests(values, self.begun(values), tmp_path, "zh"), Problem)
        assert [one.name for one in tmp_path.iterdir()] == ["旧.xlsx"]

    def test_cancelled_nothing_is_written(self, tmp_path):
        values, told = a_plan(), []
        found = write_requests(
            values,
            self.begun(values),
            tmp_path / "c",
            "zh",
            progress=lambda done, of: told.append((done, of)),
            cancelled=lambda: bool(told),
        )
        assert found.code == "collect_cancelled"
        assert told == [(0, 2)]
        assert not (tmp_path / "c").exists()

    @pytest.mark.parametrize("taken", ["收集目录.xlsx", "Collection index.xlsx", "北县2025年填报表.XLSX"])
    def test_a_folder_that_holds_a_file_of_the_name_is_refused(self, tmp_path, taken):
        (tmp_path / taken).write_bytes(b"x")
        values = a_plan()
        found = write_requests(values, self.begun(values), tmp_path, "zh")
        assert found.code == "collect_folder_taken"
        assert taken in found.message("zh")
        assert os.listdir(tmp_path) == [taken]

    def test_a_file_in_the_folders_place_is_refused(self, tmp_path):
        (tmp_path / "c").write_bytes(b"x")
        values = a_plan()
        for folder in (tmp_path / "c", tmp_path / "c" / "d"):
            found = write_requests(values, self.begun(values), folder, "zh")
            assert found.code == "collect_no_folder"
            assert found.message("en")
        assert (tmp_path / "c").read_bytes() == b"x"
