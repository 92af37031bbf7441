"""Ctrl+comma: choices in force at once and kept; the system's light and dark are followed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from npfdesk.engine.ensembles.workers import EVERY_CORE, Workers
from npfdesk.locations import sample_workbook
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.plan.status_rules import Rule
from npfdesk.ui.charts.axes import chart_font
from npfdesk.ui.look import language, style
from npfdesk.ui.look.colours import CONTRAST, DARK, LIGHT, theme
from npfdesk.ui.look.mnemonics import bare
from npfdesk.ui.window import preferences
from npfdesk.ui.window.saved_look import apply_saved_look


@pytest.fixture
def settings(help_dialogs, qtbot):
    qtbot.keyClick(help_dialogs.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    made = help_dialogs.dialogs["settings"]
    assert made.isVisible()
    return made


def choose(qtbot, box, value):
    """As a person does: open it and press the keys down to the choice."""
    box.setFocus()
    wanted = box.findData(value)
    while box.currentIndex() != wanted:
        qtbot.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < wanted else Qt.Key.Key_Up)
    assert box.currentData() == value


def test_the_theme_is_worn_at_once_and_kept(settings, help_dialogs, library, qtbot):
    choose(qtbot, settings.box("theme"), "contrast")
    assert theme() is CONTRAST
    assert library.setting("theme") == "contrast"
    # the button of the bar leads back to light, and the settings follow it
    help_dialogs.window.top.theme.click()
    assert theme() is LIGHT
    assert settings.box("theme").currentData() == "light"


def test_the_system_is_followed_only_where_that_was_chosen(settings, help_dialogs, monkeypatch):
    kept = help_dialogs.preferences
    assert kept.value("theme") == "system"
    monkeypatch.setattr(style, "system_theme", lambda: DARK)
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme() is DARK
    kept.choose("theme", "light")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme() is LIGHT
    kept.choose("theme", "system")
    assert theme() is DARK


def test_an_offices_template_is_chosen_kept_and_done_without(
    settings, help_dialogs, library, monkeypatch, tmp_path
):
    slides, document, official = settings.templates
    files = ("市局.potx", "市局.dotx", "公文.docx")
    for choice, file in zip((slides, document, official), (tmp_path / one for one in files), strict=True):
        assert (choice.name.text(), choice.without.isEnabled()) == ("None", False)
        asked = []
        monkeypatch.setattr(
            QFileDialog,
            "getOpenFileName",
            lambda *given, file=file, asked=asked: asked.append(given) or (str(file), ""),
        )
        choice.choosing.click()
        assert f"*{file.suffix}" in asked[0][-1]
        assert (choice.name.text(), choice.without.isEnabled()) == (file.name, True)
    assert help_dialogs.preferences.template(".pptx") == tmp_path / "市局.potx"
    assert help_dialogs.preferences.template(".csv") is None
    # another start finds them
    again = preferences.Preferences(help_dialogs.window, library)
    assert again.template(".docx") == tmp_path / "市局.dotx"
    assert again.template(preferences.OFFICIAL_TEMPLATE) == tmp_path / "公文.docx"
    slides.without.click()
    assert (slides.name.text(), help_dialogs.preferences.template(".pptx")) == ("None", None)
    # a dialog that was left chooses nothing
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    document.choosing.click()
    assert help_dialogs.preferences.template(".docx") == tmp_path / "市局.dotx"


def test_the_templates_are_found_by_a_word(settings, qtbot):
    def shown():
        return [row.control for row in settings.rows if row.line.isVisible()]

    settings.search_box.setText("template")
    assert shown() == settings.templates
    settings.search_box.setText("dotx")
    assert shown() == settings.templates[1:]
    language.set_language("zh")
    qtbot.waitUntil(lambda: settings.windowTitle() == "设置")
    settings.search_box.setText("模板")
    assert shown() == settings.templates


def test_all_type_grows_at_once(settings, help_dialogs, library, qtbot):
    window = help_dialogs.window
    table = window.panel.assumptions
    rows, head, column = (
        table.verticalHeader().defaultSectionSize(),
        table.horizontalHeader().height(),
        table.columnWidth(0),
    )
    choose(qtbot, settings.box("type"), 150)
    assert QApplication.font().pixelSize() == round(13 * 1.5)
    assert chart_font().pixelSize() == round(11 * 1.5)
    assert window.top.year.font().pixelSize() == round(13 * 1.5)
    assert table.verticalHeader().defaultSectionSize() == round(rows * 1.5)
    assert table.horizontalHeader().height() == round(head * 1.5)
    assert table.columnWidth(0) > column
    assert library.setting("type") == 150
    choose(qtbot, settings.box("type"), 100)
    assert QApplication.font().pixelSize() == 13
    assert chart_font().pixelSize() == 11
    assert table.verticalHeader().defaultSectionSize() == rows


def test_the_size_of_type_has_its_bounds(qapp, help_dialogs):
    style.set_font_size(qapp, 1000)
    assert style.font_size() == 150
    style.set_font_size(qapp, 1)
    assert style.font_size() == 90
    with pytest.raises(ValueError, match="type cannot be"):
        help_dialogs.preferences.choose("type", 1000)


def test_the_language_changes_the_settings_themselves(settings, library, qtbot):
    choose(qtbot, settings.box("language"), "zh")
    assert language.language() == "zh"
    assert settings.windowTitle() == "设置"
    assert settings.box("theme").currentText() == "随系统"
    assert library.setting("language") == "zh"


def test_a_workbook_opens_with_the_rule_that_was_chosen(settings, help_dialogs, desk, qtbot):
    workspace = help_dialogs.window.workspace
    assert workspace.rule is Rule.PACE
    choose(qtbot, settings.box("rule"), "schedule")
    assert workspace.rule is Rule.SCHEDULE
    workspace.set_view(rule=Rule.OUTCOME)
    desk.workbook_opening.open_now(sample_workbook())
    assert workspace.rule is Rule.SCHEDULE
    choose(qtbot, settings.box("rule"), "plan")
    assert workspace.rule is Rule.PACE


def test_the_tolerance_is_the_plans_and_only_shown(settings):
    assert settings.tolerance.text().startswith("± 2")


def test_a_word_leaves_the_settings_that_speak_of_it(settings, qtbot):
    def shown():
        return [bare(row.title.text()) for row in settings.rows if row.line.isVisible()]

    assert len(shown()) == 13
    qtbot.keyClicks(settings.search_box, "dark")
    assert shown() == ["Theme"]
    settings.search_box.setText("minutes")
    assert shown() == ["Autosave"]
    settings.search_box.setText("nothing of that kind")
    assert shown() == []
    assert settings.empty_label.isVisible()
    qtbot.keyClick(settings.search_box, Qt.Key.Key_Escape)
    assert len(shown()) == 13
    assert settings.isVisible()


def test_cores_and_a_cluster_are_chosen_kept_and_used(settings, help_dialogs, library, qtbot):
    workspace, field = help_dialogs.window.workspace, settings.cluster
    assert workspace.workers == EVERY_CORE
    choose(qtbot, settings.box("workers"), 4)
    assert workspace.workers == Workers(4)
    field.setFocus()
    qtbot.keyClicks(field, "10.0.0.5:port")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    about = next(row.about for row in settings.rows if row.control is field)
    assert "no address of a cluster" in about.text()
    assert workspace.workers == Workers(4)
    field.clear()
    qtbot.keyClicks(field, "tcp://10.0.0.5:8786")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "Dask" in about.text()
    assert workspace.workers == Workers(4, "tcp://10.0.0.5:8786")
    # another start finds them
    again = preferences.Preferences(help_dialogs.window, library)
    assert (again.value("workers"), again.value(preferences.CLUSTER)) == (4, "tcp://10.0.0.5:8786")
    field.clear()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert workspace.workers == Workers(4)


def test_scenarios_are_saved_by_themselves(settings, help_dialogs, desk, qtbot):
    assert not help_dialogs.save_timer.isActive()
    choose(qtbot, settings.box("autosave"), 5)
    assert help_dialogs.save_timer.isActive()
    assert help_dialogs.save_timer.interval() == 5 * 60_000
    assert not help_dialogs.save()
    workspace = help_dialogs.window.workspace
    edit = {AssumptionKey("yongkang", "", "output"): Assumption(Method.GROWTH, 13.5)}
    workspace.apply(set_assumptions(workspace.document, workspace.document.active, edit))
    help_dialogs.save_timer.timeout.emit()
    assert not workspace.session.unsaved
    choose(qtbot, settings.box("autosave"), 0)
    assert not help_dialogs.save_timer.isActive()


def test_nothing_is_saved_over_a_draft_that_waits(help_dialogs, desk):
    workspace = help_dialogs.window.workspace
    edit = {AssumptionKey("yongkang", "", "output"): Assumption(Method.GROWTH, 13.5)}
    workspace.apply(set_assumptions(workspace.document, workspace.document.active, edit))
    desk.autosave.quiet_timer.stop()
    desk.autosave.latest_timer.stop()
    desk.workbook_opening.offered_draft = object()
    assert not help_dialogs.save()
    assert workspace.session.unsaved
    desk.workbook_opening.offered_draft = None


def test_what_another_version_wrote_is_passed_over(library, qapp):
    for key, value in (("theme", "pink"), ("type", "large"), ("rule", 3), ("autosave", True)):
        library.set_setting(key, value)
    apply_saved_look(qapp, library)
    assert theme() is style.system_theme()
    assert style.font_size() == 100


def test_what_was_chosen_is_worn_from_the_start(library, qapp):
    library.set_setting("theme", "contrast")
    library.set_setting("type", 125)
    apply_saved_look(qapp, library)
    assert theme() is CONTRAST
    assert style.font_size() == 125
    style.set_font_size(qapp, 100)
    style.apply_theme(qapp, LIGHT)
