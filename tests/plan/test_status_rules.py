"""What a plan settles about the rules of colour: thresholds and labels, read, refused, amended and merged."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.document import new_document
from npfdesk.plan.edits import EditRefused
from npfdesk.plan.evaluations import Grade
from npfdesk.plan.problems import Problem
from npfdesk.plan.records import decode, encode, saved_work
from npfdesk.plan.restore import restore
from npfdesk.plan.status_rules import (
    COLOURING,
    LABELLED_GRADES,
    PUBLISHED,
    STATUS_SETTINGS,
    Rule,
    StatusSettings,
    Thresholds,
    parse_grade_steps,
    parse_thresholds,
    with_sound_texts,
    with_texts,
)
from npfdesk.plan.statuses import LEGEND, Status
from npfdesk.plan.structure import outstanding_settings, setting, with_settings
from npfdesk.plan.structure_edits import set_settings
from tests.plans import plan

RULES = st.sampled_from(list(COLOURING))


@st.composite
def thresholds(draw, rule):
    """Three figures that descend within what a rule takes."""
    highest = int(rule.about.highest * 1000)
    three = draw(st.sets(st.integers(0, highest), min_size=3, max_size=3))
    return Thresholds(*(one / 1000 for one in sorted(three, reverse=True)))


def settled(**texts):
    made = with_texts(PUBLISHED, {key.replace("_", " "): text for key, text in texts.items()})
    assert isinstance(made, StatusSettings)
    return made


def small_plan():
    return plan({("市", "", "x"): {2020: 100.0}})


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("0.9; 0.5; 0.1", (0.9, 0.5, 0.1)),
        ("90%、50%、10%", (0.9, 0.5, 0.1)),
        ("９０％，0.5，0", (0.9, 0.5, 0.0)),
        ("1 0.95 0.8", (1.0, 0.95, 0.8)),
    ],
)
def test_three_figures_as_people_write_them(text, figures):
    made = parse_thresholds(Rule.PACE, text)
    assert isinstance(made, Thresholds)
    assert made.figures == figures


@pytest.mark.parametrize(
    ("rule", "text", "code"),
    [
        (Rule.PACE, "0.9; 0.5", "status_thresholds_count"),
        (Rule.PACE, "0.9; 0.5; 0.1; 0", "status_thresholds_count"),
        (Rule.PACE, "高; 中; 低", "status_thresholds_figure"),
        (Rule.PACE, "0.5; 0.9; 0", "status_thresholds_order"),
        (Rule.PACE, "0.9; 0.9; 0", "status_thresholds_order"),
        (Rule.PACE, "0.9; 0.5; -0.1", "status_thresholds_range"),
        (Rule.OUTCOME, "1.2; 0.5; 0", "status_thresholds_range"),
        (Rule.SCHEDULE, "1.05; 0.9; 0.5", "status_thresholds_range"),
    ],
)
def test_what_is_no_three_descending_figures_is_refused(rule, text, code):
    told = parse_thresholds(rule, text)
    assert isinstance(told, Problem)
    assert told.code == code
    assert rule.about.words.zh in told.message("zh")
    assert rule.about.published.text in told.message("en")


def test_labels_are_told_apart_within_a_rule():
    told = with_texts(PUBLISHED, {"blue label": "进度偏慢"})
    assert isinstance(told, Problem)
    assert told.code == "status_label_twice"
    assert "黄色" in told.message("zh")
    swapped = settled(blue_label="进度偏慢", yellow_label="符合预期")
    assert swapped.label(Rule.PACE, Status.YELLOW).zh == "符合预期"
    assert isinstance(with_texts(PUBLISHED, {"pace red label": "A", "orange label": "a"}), Problem)
    # two rules may call different colours the same
    assert settled(pace_red_label="落后", outcome_orange_label="落后").twice() is None


@pytest.mark.parametrize("label", ["一" * 17, "a\nb", 'say "x"', "50*2"])
def test_a_label_fits_a_cell(label):
    told = with_texts(PUBLISHED, {"red label": label})
    assert isinstance(told, Problem)
    assert told.code == "status_label_unfit"


def test_a_label_of_one_rule_goes_before_that_of_all():
    made = settled(blue_label="按期", pace_blue_label="够快")
    assert made.label(Rule.PACE, Status.BLUE).en == "够快"
    assert made.label(Rule.OUTCOME, Status.BLUE).zh == "按期"
    assert made.label(Rule.OUTCOME, Status.RED) == Status.RED.about.words
    assert made.short(Rule.OUTCOME, Status.BLUE).zh == "按期"
    assert made.short(Rule.OUTCOME, Status.RED).zh == "红"


def test_the_rules_are_printed_with_the_thresholds_in_use():
    made = settled(pace_thresholds="0.9; 0.5; 0.1", schedule_thresholds="98%; 90%; 70%", blue_label="按期")
    assert "R≥0.9 蓝，0.5≤R<0.9 黄，0.1≤R<0.5 橙，R<0.1 红" in made.explained(Rule.PACE, "zh")
    assert "● 按期 ≥ 0.9" in made.brief(Rule.PACE, "zh")
    assert "差距不超过变化量的 2% 蓝" in made.explained(Rule.SCHEDULE, "zh")
    assert "up to 10%" in made.explained(Rule.SCHEDULE, "en")
    assert "达到或超过 蓝" in PUBLISHED.explained(Rule.SCHEDULE, "zh")
    assert "≥ 95% or met" in PUBLISHED.brief(Rule.OUTCOME, "en")
    assert made.meaning(Rule.PACE, Status.BLUE, "zh") == "● 蓝 按期"


@given(RULES.flatmap(lambda rule: st.tuples(st.just(rule), thresholds(rule))))
def test_thresholds_read_back_as_they_are_written(given_):
    rule, steps = given_
    key = f"{rule} thresholds"
    made = with_texts(PUBLISHED, {key: steps.text})
    assert isinstance(made, StatusSettings)
    assert made.of(rule) == steps
    assert with_texts(PUBLISHED, made.texts) == made
    assert with_texts(made, {key: ""}) == PUBLISHED


def test_a_plan_takes_them_as_settings_and_gives_them_back():
    before = small_plan()
    after = with_settings(before, {"pace thresholds": "90%; 50%; 0", "red label": "掉队"})
    assert setting(after, "pace thresholds") == "0.9; 0.5; 0"
    assert setting(after, "outcome thresholds") == ""
    # nothing of the structure is rebuilt for it
    assert after.series is before.series
    assert outstanding_settings(after, {"pace thresholds": "90%; 50%; 0"}) == {}
    assert outstanding_settings(before, {"red label": "掉队"}) == {"red label": "掉队"}
    # what a file of another hand says wrongly is passed over
    assert with_settings(before, {"pace thresholds": "x"}).status_settings == PUBLISHED
    assert with_sound_texts(PUBLISHED, {"no such": "1"}) == PUBLISHED


def test_an_edit_is_kept_and_taken_back_and_refused():
    document = new_document(small_plan())
    edit = set_settings(document, {"pace thresholds": "0.9; 0.5; 0.1", "blue label": "按期"})
    after = edit.apply(document)
    assert after.plan.status_settings == settled(pace_thresholds="0.9; 0.5; 0.1", blue_label="按期")
    kept = decode(encode(saved_work(after)))
    restored = restore(document.workbook_plan, kept)
    assert not restored.orphans
    assert restored.document.plan.status_settings == after.plan.status_settings
    back = set_settings(after, {"pace thresholds": "", "blue label": ""}).apply(after)
    assert back.plan.status_settings == PUBLISHED
    assert not back.work.settings
    with pytest.raises(EditRefused):
        set_settings(document, {"pace thresholds": "0; 1; 2"}).apply(document)
    with pytest.raises(EditRefused):
        set_settings(after, {"yellow label": "按期"}).apply(after)


def test_every_rule_and_colour_has_its_settings():
    assert len(STATUS_SETTINGS) == len(Rule) + len(LEGEND) * (1 + len(COLOURING)) + len(LABELLED_GRADES)
    assert STATUS_SETTINGS["pace blue label"].words.zh == "速度蓝色名称"
    assert STATUS_SETTINGS["schedule thresholds"].words.zh == "时序进度阈值"
    own = replace(PUBLISHED, labels=(((None, Status.RED), "掉队"),))
    assert own.texts == {"red label": "掉队"}


def test_the_evaluation_has_two_thresholds_and_four_labels():
    assert STATUS_SETTINGS["evaluation thresholds"].words.zh == "规划评估阈值"
    assert STATUS_SETTINGS["evaluation ahead label"].words.zh == "规划评估提前实现名称"
    made = settled(
        evaluation_thresholds="110%、0.9", evaluation_behind_label="落后", pace_thresholds="0.9; 0.5; 0"
    )
    assert made.grades.figures == (1.1, 0.9)
    assert made.text("evaluation thresholds") == "1.1; 0.9"
    assert made.texts == {
        "pace thresholds": "0.9; 0.5; 0",
        "evaluation thresholds": "1.1; 0.9",
        "evaluation behind label": "落后",
    }
    assert made.grade_label(Grade.BEHIND).zh == "落后"
    # its colours are the pace's
    assert made.of(Rule.EVALUATION).figures == (0.9, 0.5, 0.0)
    for told in (
        made.brief(Rule.EVALUATION, "zh"),
        made.explained(Rule.EVALUATION, "zh"),
        made.grades_told("zh"),
    ):
        assert "落后" in told
        assert "1.1" in told
    again = made.with_text("evaluation thresholds", "")
    assert isinstance(again, StatusSettings)
    assert again.grades.figures == (1.05, 0.95)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.05", "evaluation_thresholds_count"),
        ("1.05; 0.95; 0", "evaluation_thresholds_count"),
        ("快; 慢", "status_thresholds_figure"),
        ("0.95; 1.05", "evaluation_thresholds_order"),
        ("1; 1", "evaluation_thresholds_order"),
        ("20; 1", "status_thresholds_range"),
    ],
)
def test_thresholds_of_grades_that_are_none(text, code):
    told = parse_grade_steps(text)
    assert isinstance(told, Problem)
    assert told.code == code
    for spoken in ("zh", "en"):
        assert told.message(spoken)


def test_two_grades_of_one_label_are_refused():
    told = with_texts(PUBLISHED, {"evaluation fast label": "基本符合预期"})
    assert isinstance(told, Problem)
    assert told.code == "evaluation_label_twice"
    unfit = with_texts(PUBLISHED, {"evaluation on label": "=" * 3})
    assert isinstance(unfit, Problem)
    assert unfit.code == "status_label_unfit"
