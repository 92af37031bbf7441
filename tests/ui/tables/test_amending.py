"""Amending the plan, a scenario's own targets and intensities; going back to where figures came from."""

from PySide6.QtCore import Qt

from npfdesk.plan.edit_labels import scenario_added, set_targets
from npfdesk.plan.edits import AddScenario
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey, SeriesKey
from npfdesk.ui.tables.columns import ROLE, DeviatesRole
from tests.plans import target

KEYS = Qt.Key
YONGKANG = SeriesKey("yongkang", "", "output")
OWN = AssumptionKey(*YONGKANG)


def test_a_deleted_intensity_falls_back_to_the_parents_year(desk):
    workspace, table = desk.workspace, desk.panel.levers
    desk.stand(table, 0, 2025)
    desk.press(table, KEYS.Key_Delete)
    key = LeverIntensityKey("人工智能驱动智造协同", "*", "*")
    assert 2025 not in dict(desk.document.scenario.intensities[key].by_year)
    assert table.figures.index(0, desk.column(table, 2025)).data() == "80%"
    workspace.activate("惯性")
    assert table.figures.index(0, desk.column(table, 2025)).data() == ""
    desk.stand(table, 0, 2025)
    desk.type(table, "140")
    assert "between 0 and 100" in desk.panel.lines[4].text()


def test_a_scenarios_own_target_is_edited_as_its_own(desk):
    table, model = desk.panel.targets, desk.panel.targets.figures

    own = target(YONGKANG, "1300", unit="亿元")
    desk.workspace.apply(set_targets(desk.document, {own.key: own}, "攻坚"))
    plans = desk.workspace.plan.targets[own.key]
    at = desk.stand(table, 0, "target")
    assert at.data() == "1300"
    assert f"the plan's is {plans.text}" in at.data(ROLE.ToolTipRole)
    desk.type(table, "1400")
    assert desk.document.scenarios["攻坚"].targets[own.key].text == "1400"
    assert desk.workspace.plan.targets[own.key] is plans
    assert desk.undo_label == "永康市 规上工业总产值 2025目标 1300 → 1400"
    desk.stand(table, 0, "target")
    desk.press(table, KEYS.Key_Delete)
    assert own.key not in desk.document.scenarios["攻坚"].targets
    assert model.index(0, at.column()).data() == plans.text


def test_a_base_and_a_target_pasted_together_are_one_step(desk):
    table, model = desk.panel.targets, desk.panel.targets.figures
    base, year, words = (desk.column(table, key) for key in ("base", "base year", "target"))
    assert (year, words) == (base + 1, base + 2)
    desk.stand(table, 0, "base")
    desk.paste(table, "810\t2020\t1,300以上")
    assert desk.observed(YONGKANG, 2020) == 810
    assert desk.workspace.plan.targets[model.identity(0)].text == "1,300以上"
    assert len(desk.workspace.session.history.done) == 1
    assert desk.undo_label.startswith("永康市 规上工业总产值 2020 799.7 → 810 亿元；")
    assert model.index(0, base).data() == "810.0"
    assert model.index(0, base).data(DeviatesRole)
    assert model.index(0, words).data(DeviatesRole)
    table.figures.reset([(0, base), (0, words)], "workbook")
    assert desk.observed(YONGKANG, 2020) == 799.7
    assert not model.index(0, words).data(DeviatesRole)


def test_the_base_of_a_formula_is_not_typed(desk):
    desk.workspace.select(region="jinhua", industry="", indicator="industry_share")
    table, model = desk.panel.targets, desk.panel.targets.figures
    row = next(
        row
        for row in range(model.rowCount())
        if desk.workspace.plan.indicator_by_code[model.series_of(row).indicator].formula is not None
    )
    assert not model.enter([(row, desk.column(table, "base"), "34")])
    assert "computed by a formula" in desk.panel.lines[1].text()


def test_a_figure_back_at_the_workbooks_is_no_amendment_any_more(desk):
    table = desk.panel.data
    at = desk.stand(table, 0, 2020)
    desk.type(table, "800")
    assert at.data(DeviatesRole)
    # above it stands what is kept of the figure, since the day of the test
    assert at.data(ROLE.ToolTipRole).endswith("Workbook: 799.7 → 800.0")
    desk.stand(table, 0, 2020)
    desk.type(table, "799.7")
    assert not at.data(DeviatesRole)


def test_the_menu_offers_what_applies(desk):
    table = desk.panel.assumptions

    def offered():
        return {action.text(): action.isEnabled() for action in table.menu().actions() if action.text()}

    desk.choose(table, [0], ["region"])
    assert not offered()["Paste"]
    desk.choose(table, [0], ["value"])
    assert not offered()["Reset to parent"]
    desk.stand(table, 0, "value")
    desk.type(table, "9.2")
    desk.choose(table, [0], ["value"])
    assert offered()["Reset to parent"]
    assert offered()["Reset to workbook"]
    assert not offered()["Fill down"]
    assert "Delete (leave the value missing)" in {
        action.text() for action in desk.panel.data.menu().actions()
    }


def test_a_scenario_made_here_has_no_workbook_to_be_reset_to(desk):

    table = desk.panel.assumptions
    desk.workspace.apply(AddScenario(Scenario("new", "新", "攻坚"), scenario_added("新", "攻坚")))
    desk.stand(table, 0, "value")
    desk.type(table, "9.2")
    assert table.figures.resetting([(0, desk.column(table, "value"))], "workbook") is None
    assert OWN in desk.document.scenario.assumptions
