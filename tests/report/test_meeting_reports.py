"""What a meeting takes away: the storyboard as slides, the minutes as a table and a workbook."""

import io
import zipfile
from dataclasses import replace
from html.parser import HTMLParser

import openpyxl
import pytest
from PIL import Image
from pptx import Presentation

from npfdesk.plan.minutes import Decision, FigureChange, Minute
from npfdesk.plan.saved_views import PATHS, Range, SavedView
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.status_rules import PUBLISHED, Rule
from npfdesk.report.material import CannotBeMade, Provenance
from npfdesk.report.minutes_book import minutes_book
from npfdesk.report.minutes_table import HEADS, heads, html_table, line_of, lines_of, text_table
from npfdesk.report.storyboard_report import ViewContent, storyboard_report
from npfdesk.version import __version__
from tests.plans import Indicator, plan, scenario, target
from tests.report.materials import MOMENT, material

SERIES = SeriesKey("市", "", "x")
# invented figures: synthetic
PLAN = plan(
    {SERIES: {2020: 100.0}},
    indicators=[Indicator("x", "产值", unit="亿元", decimals=1, english="Output", source="规划表1")],
    targets=[target(SERIES, "130以上", unit="亿元")],
)
ORIGIN = Provenance("规划.xlsx", "ab" * 32, MOMENT, "3")
MOVED = FigureChange(SERIES, 2025, 100.0, 127.63, 2.37, ("orange", "blue"), (("blue", 1), ("red", 2)))


def minute(number=1, **more):
    given = {"moved": MOVED, **more}
    return Minute(
        number, "2026-11-21T08:30:05+08:00", "张三", "攻坚", "产值 无 → 5%", "Output none → 5%", **given
    )


def view(**more):
    active = next(iter(material(PLAN).scenarios)).id
    given = {"view": PATHS, "series": SERIES, "year": 2025, "rule": "pace", "scenario": active, **more}
    return SavedView("1", **{"title": "能否追上", "note": "先讲现状", **given})


def opened(content):
    return Presentation(io.BytesIO(content))


def texts(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_a_path_is_a_native_chart_over_the_years_that_were_kept():
    content = storyboard_report(material(PLAN), [ViewContent(view(range=Range(2019, 2027, 0.0, 200.0)))])
    cover, slide = opened(content).slides
    assert any("手工规划" in text for text in texts(cover))
    assert "能否追上" in texts(slide)
    assert slide.notes_slide.notes_text_frame.text.startswith("先讲现状\n")
    assert "不是预测" in slide.notes_slide.notes_text_frame.text
    assert PUBLISHED.explained(Rule.PACE, "zh") in slide.notes_slide.notes_text_frame.text
    assert "规划表1" in slide.notes_slide.notes_text_frame.text
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    # the years that were kept, of which some are written
    assert list(chart.plots[0].categories) == ["2019", "", "2021", "", "2023", "", "2025", "", "2027"]
    scenario, observed, aim = chart.plots[0].series
    # held at 100 from the one figure on; there is none before it
    assert list(scenario.values) == [None, *[100.0] * 8]
    assert list(observed.values) == [None, 100.0, *[None] * 7]
    assert aim.values[6] == 130.0
    assert (
        storyboard_report(material(PLAN), [ViewContent(view(range=Range(2019, 2027, 0.0, 200.0)))]) == content
    )


def test_scenarios_that_are_gone_are_left_out_and_told():
    gone = [ViewContent(view(scenario="没有", note="")), ViewContent(view(series=SeriesKey("县", "", "y")))]
    _, first, second = opened(storyboard_report(material(PLAN, language="en"), gone)).slides
    assert "No longer in the plan: 没有" in texts(first)
    assert "No longer in the plan: 县 · y" in texts(second)
    schedule = opened(storyboard_report(material(PLAN), [ViewContent(view(rule="schedule"))])).slides[1]
    # the rule that the view was kept with, not the one in force
    assert PUBLISHED.explained(Rule.SCHEDULE, "zh") in schedule.notes_slide.notes_text_frame.text
    beside = ViewContent(view(compared=("没有",)))
    (slide,) = list(opened(storyboard_report(material(PLAN), [beside])).slides)[1:]
    assert not any("没有" in text for text in texts(slide))


def test_scenarios_beside_are_named_and_a_target_out_of_range_is_left_out():
    # invented figures: synthetic
    two = replace(PLAN, scenarios=(scenario("甲"), scenario("乙")))
    told = ViewContent(view(scenario="甲", compared=("甲", "乙"), range=Range(2020, 2023, 0.0, 1.0)))
    (slide,) = list(opened(storyboard_report(material(two), [told])).slides)[1:]
    assert any("对比：乙" in text for text in texts(slide))
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert [one.name for one in chart.plots[0].series] == ["甲", "乙", "现状值"]


def test_bars_are_native_and_pictures_keep_their_shape_and_say_what_they_are():
    pixels = io.BytesIO()
    Image.new("RGB", (400, 100), "#2F6FDE").save(pixels, "PNG")
    told = [
        ViewContent(view(view="Gaps"), bars=(("甲", -3.5), ("乙", None)), decimals=1),
        ViewContent(view(view="Map"), picture=pixels.getvalue(), described="方块图"),
    ]
    _, bars, picture = opened(storyboard_report(material(PLAN), told)).slides
    (chart,) = [shape.chart for shape in bars.shapes if shape.has_chart]
    assert list(chart.plots[0].categories) == ["甲", "乙"]
    assert list(chart.plots[0].series[0].values) == [-3.5, None]
    (shape,) = [shape for shape in picture.shapes if shape.shape_type == 13]
    assert abs(shape.width / shape.height - 4) < 0.01
    assert shape._element._nvXxPr.cNvPr.get("descr") == "方块图"


def test_a_template_that_is_none_is_refused():
    with pytest.raises(CannotBeMade):
        storyboard_report(material(PLAN), [], b"no deck")


def test_a_minute_in_words():
    line = line_of(minute(decision=Decision.ADOPTED, remark="同意"), PLAN, "zh")
    assert line.cells == (
        "2026-11-21 08:30",
        "张三",
        "攻坚",
        "产值 无 → 5%",
        "市 产值 2025",
        "100.0 → 127.6 亿元",
        "缺 2.4 亿元 · ◔ → ● · 1 个目标转蓝 · 2 个目标转红",
        "采纳",
        "同意",
    )
    english = line_of(minute(decision=Decision.REJECTED, taken_back=True), PLAN, "en")
    assert english.series == "市 Output 2025"
    assert english.effect == "2.4 亿元 short · ◔ → ● · 1 target turned blue · 2 targets turned red"
    assert english.decision == "rejected (undone)"
    assert line_of(minute(moved=replace(MOVED, gap=-1.0)), PLAN, "zh").effect.startswith("超 1.0 亿元")


def test_a_minute_of_a_plan_that_has_changed_is_named_by_codes():
    strange = replace(MOVED, series=SeriesKey("县", "j", "y"), status=("teal", "blue"), turned=(("teal", 1),))
    line = line_of(minute(moved=strange), PLAN, "zh")
    assert line.series == "县 j y 2025"
    assert line.change == "100 → 127.63"
    assert line.effect == "缺 2.37 · teal → ● · 1 个目标转teal"
    bare = line_of(minute(moved=replace(MOVED, before=None, gap=None, status=None, turned=())), PLAN, "zh")
    assert (bare.change, bare.effect) == ("无 → 127.6 亿元", "")
    assert line_of(minute(moved=None), PLAN, "zh").cells[4:7] == ("", "", "")


class Cells(HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows, self.tags = [], set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data):
        if self.rows:
            self.rows[-1][-1] += data


def test_the_table_for_a_word_processor_holds_text_only():
    evil = minute(remark="<script>alert(1)</script>\n=1+1")
    parser = Cells()
    parser.feed(html_table([evil, minute(2, taken_back=True)], PLAN, "zh"))
    assert "script" not in parser.tags
    assert parser.rows[0] == list(heads("zh"))
    # what was taken back and left without a word is not told
    assert len(parser.rows) == 2
    assert parser.rows[1][-1] == "<script>alert(1)</script>=1+1"


def test_the_table_runs_nothing_in_a_spreadsheet_that_asks_no_format():
    parser = Cells()
    parser.feed(html_table([minute(remark="=1+1"), minute(2, remark="-5")], PLAN, "zh"))
    assert [row[-1] for row in parser.rows[1:]] == ["'=1+1", "'-5"]


def test_lines_of_cells_run_nothing_and_break_nowhere():
    rows = text_table([minute(remark="=1+1\t\n甲")], PLAN, "en").split("\n")
    assert [len(row.split("\t")) for row in rows] == [len(HEADS)] * 2
    assert rows[1].split("\t")[-1] == "'=1+1 甲"


def test_the_workbook_holds_figures_as_figures_and_texts_as_texts():
    minutes = [minute(remark="=1+1"), minute(2, moved=None), minute(3, taken_back=True)]
    content = minutes_book(minutes, PLAN, "zh", ORIGIN)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet["A1"].value == "会议记录：手工规划"
    origin = f"手工规划 · 工作簿 规划.xlsx · SHA-256 {'ab' * 32} · 修订 3 · NPF Desk {__version__}"
    assert sheet["A2"].value == origin
    assert openpyxl.load_workbook(io.BytesIO(content)).properties.description == origin
    assert [cell.value for cell in sheet[3]][:9] == list(heads("zh"))
    assert sheet["I4"].value == "=1+1"
    assert sheet["I4"].data_type == "s"
    assert [cell.value for cell in sheet[4]][9:] == [2025, 100.0, 127.63, 2.37]
    assert sheet["J5"].value is None
    assert sheet.max_row == 5
    assert sheet.data_validations.dataValidation[0].formula1 == '"待定,采纳,否决"'
    assert minutes_book(minutes, PLAN, "zh", ORIGIN) == content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())
    assert openpyxl.load_workbook(io.BytesIO(minutes_book([], PLAN, "en", ORIGIN))).active.max_row == 3


def test_lines_pass_over_what_nobody_would_miss():
    assert len(lines_of([minute(), minute(2, taken_back=True)], PLAN, "zh")) == 1
