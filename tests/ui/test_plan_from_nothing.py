"""A plan of ten counties and twenty indicators, written from an empty window by keys and pasted blocks alone.

The figures are made up for this test. What is counted is what a person does: keys pressed and fields filled in.
"""

import json

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from npfdesk.cli import main
from npfdesk.desk import open_workbook
from npfdesk.plan.kinds import Duty, Kind
from npfdesk.plan.statuses import Status
from npfdesk.ui.look import language

TEN_MINUTES = 600.0
KEY, FIELD = 1.5, 1.0
"""Seconds of a key or chord, and of a field of a pasted block that had to be typed somewhere first."""
CITY = "甲市"
COUNTIES = ("东县", "南县", "西县", "北县", "中县", "上县", "下县", "左县", "右县", "新县")
YEARS = (2024, 2025)
HEADS = ("名称", "代码", "单位", "类型", "属性", "汇总", "方向")
INDICATORS = (
    ("地区生产总值", "gdp", "亿元", "总量", "预期性", "合计", "正向"),
    ("规上工业总产值", "output", "亿元", "总量", "预期性", "合计", "正向"),
    ("一般公共预算收入", "revenue", "亿元", "总量", "预期性", "合计", "正向"),
    ("规上企业数", "firms", "家", "数量", "预期性", "合计", "正向"),
    ("高新技术企业数", "hightech", "家", "数量", "预期性", "合计", "正向"),
    ("固定资产投资", "investment", "亿元", "流量", "预期性", "合计", "正向"),
    ("城镇新增就业", "jobs", "万人", "流量", "预期性", "合计", "正向"),
    ("常住人口", "people", "万人", "总量", "预期性", "合计", "正向"),
    ("城镇化率", "urban", "%", "比率", "预期性", "不汇总", "正向"),
    ("研发经费投入强度", "rd", "%", "比率", "预期性", "不汇总", "正向"),
    ("森林覆盖率", "forest", "%", "比率", "约束性", "不汇总", "正向"),
    ("城镇调查失业率", "jobless", "%", "比率", "预期性", "不汇总", "负向"),
    ("PM2.5浓度", "pm", "微克/立方米", "比率", "约束性", "不汇总", "负向"),
    ("粮食产量", "grain", "万吨", "总量", "约束性", "合计", "正向"),
    ("耕地保有量", "land", "万亩", "总量", "约束性", "合计", "正向"),
    ("用水总量", "water", "亿立方米", "总量", "约束性", "合计", "负向"),
    ("医院床位数", "beds", "张", "数量", "预期性", "合计", "正向"),
    ("数字经济产值", "digital", "亿元", "总量", "预期性", "合计", "正向"),
    ("出口额", "export", "亿元", "总量", "预期性", "合计", "正向"),
)
COMPUTED = ("财政收入占比", "share")
TARGETS = (
    *("3000以上", "6000以上", "300", "900", "350", "5000以上", "30", "600左右", "70以上", "3.5以上"),
    *("60以上", "不超过5", "不超过25", "110以上", "200以上", "不超过20", "40000", "900以上", "800以上"),
)
SUMMED = {"合计"}


def block(rows):
    return "\n".join("\t".join(map(str, row)) for row in rows)


def figure(place, at, year):
    """A made-up figure: shares stay below 100, amounts and counts are whole."""
    indicator = INDICATORS[at]
    if indicator[5] not in SUMMED:
        return 3 + (at + place) % 40 + (year - 2024)
    # ten times the GDP, of which the revenue is a share
    return (100 if at == 0 else 10) + at + place + 2 * (year - 2024)


def data_rows():
    """A line for each county and indicator, and for the city where nothing adds up to it."""
    yield ("地区", "指标", *YEARS)
    for at, indicator in enumerate(INDICATORS):
        places = COUNTIES if indicator[5] in SUMMED else (*COUNTIES, CITY)
        for place, name in enumerate(places):
            yield (name, indicator[0], *(figure(place, at, year) for year in YEARS))


class Planner:
    """Whoever writes the plan: presses keys, pastes what is on the clipboard, and counts both."""

    def __init__(self, qtbot, window):
        self.qtbot, self.window = qtbot, window
        self.keys = self.fields = 0

    @property
    def front(self):
        return QApplication.focusWidget() or self.window

    def press(self, key, held=Qt.KeyboardModifier.NoModifier, times=1):
        for _ in range(times):
            self.qtbot.keyClick(self.front, key, held)
            QGuiApplication.processEvents()
            self.keys += 1

    def type(self, text):
        """Type letters of a keyboard; each is a key."""
        for letter in text:
            self.qtbot.keyClicks(self.front, letter)
            QGuiApplication.processEvents()
        self.keys += len(text)

    def paste(self, text, fields=1):
        """Paste a text of so many fields that had to be typed before; 0 where they come from elsewhere."""
        QGuiApplication.clipboard().setText(text)
        self.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        self.fields += fields

    def turn(self, by):
        """Turn to a table before or behind, as in Excel."""
        key = Qt.Key.Key_PageDown if by > 0 else Qt.Key.Key_PageUp
        self.press(key, Qt.KeyboardModifier.ControlModifier, abs(by))

    @property
    def seconds(self):
        return KEY * self.keys + FIELD * self.fields


@pytest.fixture
def planner(bare, qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("NPFDESK_HOME", str(tmp_path / "home"))
    with qtbot.waitActive(bare.window):
        bare.window.show()
        bare.window.activateWindow()
    language.set_language("zh")
    return Planner(qtbot, bare.window)


def begin(planner, bare):
    planner.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = bare.new_plans.form
    planner.qtbot.waitUntil(form.isActiveWindow)
    planner.paste("甲市国民经济和社会发展第十五个五年规划")
    planner.press(Qt.Key.Key_Tab)
    planner.paste(CITY)
    for year in ("2025", "2030", "2024", "2030"):
        planner.press(Qt.Key.Key_Tab)
        planner.type(year)
    planner.press(Qt.Key.Key_Return)
    planner.qtbot.waitUntil(lambda: planner.window.panel.structure.table.hasFocus())


def write(planner, bare):
    keys, panel, workspace = Qt.Key, planner.window.panel, planner.window.workspace
    begin(planner, bare)
    planner.paste(block([one] for one in COUNTIES), len(COUNTIES))
    assert [one.name for one in workspace.plan.children_of(workspace.plan.root)] == list(COUNTIES)
    planner.turn(2)
    assert panel.structure.table is panel.structure.table_of("indicators")
    planner.paste(block((HEADS, *INDICATORS)), len(HEADS) * (len(INDICATORS) + 1))
    assert len(workspace.plan.indicators) == len(INDICATORS)
    # the last indicator is typed into the empty row: its name, code, unit, kind, and its formula
    table = panel.structure.table
    planner.press(keys.Key_Down, Qt.KeyboardModifier.ControlModifier)
    planner.press(keys.Key_Down, times=max(table.figures.rowCount() - 1 - table.currentIndex().row(), 0))
    planner.paste(COMPUTED[0])
    planner.press(keys.Key_Tab)
    assert workspace.plan.indicators[-1].name == COMPUTED[0]
    planner.press(keys.Key_Tab)
    planner.type("%")
    planner.press(keys.Key_Tab)
    planner.paste("比率")
    at = next(at for at, one in enumerate(table.figures.columns) if one.key == "formula")
    planner.press(keys.Key_Tab, times=at - table.currentIndex().column())
    planner.type("revenue/gdp*100")
    planner.press(keys.Key_Return)
    assert workspace.plan.indicators[-1].formula is not None
    planner.turn(-6)
    assert panel.table is panel.data
    planner.paste(block(data_rows()), 0)
    planner.turn(-1)
    assert panel.table is panel.targets
    wanted = [(one[0], said) for one, said in zip(INDICATORS, TARGETS, strict=True)]
    rows = [("指标", "目标"), *wanted, (COMPUTED[0], "12以上")]
    planner.paste(block(rows), 2 * len(rows))
    assert len(workspace.plan.targets) == len(rows) - 1


def test_a_plan_is_written_by_keys_in_ten_minutes(planner, bare, tmp_path, monkeypatch, capsys):
    file = tmp_path / "甲市.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(file), "Excel (*.xlsx)"))
    write(planner, bare)
    written = planner.window.workspace.plan
    planner.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    # the name is proposed; Return takes it
    planner.keys += 1
    assert file.exists()
    assert planner.seconds < TEN_MINUTES
    assert planner.keys < 120

    plan = open_workbook(file, None).reading.plan
    for part in ("title", "city", "base_year", "target_year", "horizon", "regions", "series"):
        assert getattr(plan, part) == getattr(written, part), part
    assert plan.years.tolist() == written.years.tolist()
    assert np.array_equal(plan.observed, written.observed, equal_nan=True)
    assert {key: one.text for key, one in plan.targets.items()} == {
        key: one.text for key, one in written.targets.items()
    }
    assert len(plan.indicators) == 20
    assert {one.code for one in plan.indicators if one.duty is Duty.BINDING} == {
        *("forest", "pm", "grain", "land", "water")
    }
    assert {one.code for one in plan.indicators if one.kind is Kind.FLOW} == {"investment", "jobs"}
    assert [one.formula.text for one in plan.indicators if one.formula is not None] == ["revenue/gdp*100"]
    for one, other in zip(plan.indicators, written.indicators, strict=True):
        assert (one.code, one.name, one.unit, one.kind, one.direction, one.duty, one.rollup) == (
            *(other.code, other.name, other.unit, other.kind, other.direction, other.duty, other.rollup),
        )

    bare.workbook_opening.open_now(file)
    workspace = planner.window.workspace
    judged = workspace.judgement(year=2030)
    assert len(workspace.result.targets.keys) == 20
    assert int(Status.GREY) not in judged.status.tolist()
    assert main(["check", str(file), "--json", "--language", "zh"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["problems"] == []
    assert [one for one in said["audit"] if one["severity"] == "error"] == []
    assert said["plan"]["targets"] == 20


def test_every_step_can_be_taken_back(planner, bare):
    write(planner, bare)
    workspace = planner.window.workspace
    while workspace.session.history.undo_label is not None:
        planner.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [one.name for one in workspace.plan.regions] == [CITY]
    assert workspace.plan.indicators == ()
    assert workspace.plan.series == ()
    assert workspace.document.work is workspace.session.saved.work


def test_a_block_with_an_unknown_name_is_refused_whole(planner, bare):
    begin(planner, bare)
    panel = planner.window.panel
    planner.paste(block([one] for one in COUNTIES))
    planner.turn(2)
    planner.paste(block((HEADS, *INDICATORS)))
    planner.turn(-6)
    planner.paste(block([("地区", "指标", 2025), ("东县", "地区生产总值", 5), ("无此县", "出口额", 6)]))
    assert planner.window.workspace.plan.series == ()
    assert "无此县" in panel.lines[panel.currentIndex()].text()
    planner.paste(block([("地区", "指标", 2025), ("东县", "地区生产总值", "很多")]))
    assert "第 2 行" in panel.lines[panel.currentIndex()].text()
    planner.turn(-1)
    planner.paste(block([("指标", "目标", "目标年"), ("出口额", "700以上", "以后")]))
    assert "第 2 行" in panel.lines[panel.currentIndex()].text()
    planner.paste(block([("指标", "目标", "目标年"), ("出口额", "700以上", "2024")]))
    assert "不晚于基期 2025" in panel.lines[panel.currentIndex()].text()
    assert not planner.window.workspace.plan.targets
    planner.paste(
        block(
            [("指标", "目标", "基期值", "力争值", "备注"), ("出口额", "700以上", "300", "力争800以上", "试")]
        )
    )
    plan = planner.window.workspace.plan
    (stated,) = plan.targets.values()
    assert (stated.text, stated.stretch, stated.note, stated.year) == ("700以上", 800.0, "试", 2030)
    assert plan.observed[plan.row[stated.series], plan.column(2025)] == 300.0
