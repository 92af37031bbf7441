"""Every contradiction that is planted in the sound set stands on paper: its words, its figures in their unit, its cells, its marks."""

import openpyxl
import pytest

from npfdesk.engine.reconciliation.matrix import CODE_WORDS
from npfdesk.engine.reconciliation.reconcile import reconciled
from npfdesk.frames.reconciliation import plan_file
from npfdesk.report.reconciliation.figure_words import FIGURE_WORDS
from npfdesk.report.reconciliation.opinion_file import write_opinion
from npfdesk.report.reconciliation.opinion_lines import opinion_of
from npfdesk.workbook.plan_reader import read_workbook
from tests.engine.reconciliation.test_planted import PLANTED
from tests.reconciled_plans import CITY, EAST, changed, written


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sound")
    return {path.name: plan_file(read_workbook(path)) for path in written(folder)}


def held(sound, folder, changes):
    new = written(folder, changed(*changes), {one[0] for one in changes})
    return reconciled([*{**sound, **{one.name: plan_file(read_workbook(one)) for one in new}}.values()], {})


@pytest.mark.parametrize("name", PLANTED)
def test_each_is_told_whole_in_both_languages(sound, tmp_path, name):
    ledger = held(sound, tmp_path, PLANTED[name][0])
    for spoken in ("zh", "en"):
        opinion = opinion_of(ledger, spoken)
        assert len(opinion.lines) == len(PLANTED[name][1])
        for line in opinion.lines:
            assert line.finding.code in CODE_WORDS
            assert line.finding.figures.keys() <= FIGURE_WORDS.keys()
            assert line.name
            assert line.settles
            assert line.places
            # files by their names, not where they lie
            assert not any(str(tmp_path) in text for text in (line.difference, line.settles, *line.places))
            if line.finding.code != "missing_below" and line.finding.figures:
                assert line.above
                assert line.below
        # every indicator that something was found about is marked in both plans, and no other is
        found = {one.finding.indicator for one in opinion.lines} - {""}
        assert {row.name for row in opinion.rows if row.findings} == found
        assert opinion.agreeing == 10 - len(found)
        for row in opinion.rows:
            for place in row.findings:
                marked = {at for at, cell in enumerate(row.cells) if place in cell.findings}
                assert marked == set(ledger.findings[place].plans)


def test_growths_are_told_in_percent_and_years_without_a_unit(sound, tmp_path):
    growth = held(sound, tmp_path, PLANTED["a growth assigned and a lower level"][0])
    path = tmp_path / "意见.xlsx"
    assert write_opinion(growth, path, "zh") is None
    sheet = openpyxl.load_workbook(path)["衔接意见"]
    line = dict(zip((one.value for one in sheet[3]), (one.value for one in sheet[4]), strict=True))
    assert line["单位"] == "%（差额：个百分点）"
    assert line["上级数值"] == pytest.approx(6.0, abs=0.5)
    years = held(sound, tmp_path, [(EAST, "规划", "目标年", "值", 2031)])
    lines = [one for one in opinion_of(years, "zh").lines if not one.finding.indicator]
    assert [(one.name, one.above, one.below) for one in lines] == [("（整份规划）", "2030", "2031")]
    assert write_opinion(years, path, "zh") is None
    sheet = openpyxl.load_workbook(path)["衔接意见"]
    heads = [one.value for one in sheet[3]]
    row = next(row for row in sheet.iter_rows(min_row=4) if row[heads.index("指标")].value == "（整份规划）")
    assert row[heads.index("单位")].value is None
    assert row[heads.index("上级数值")].value == 2030
    assert row[heads.index("上级数值")].number_format == "0"


def test_what_was_not_compared_is_told_on_both_papers_with_files_by_their_names(sound, tmp_path):
    ledger = reconciled(
        [sound[CITY], plan_file(read_workbook(written(tmp_path, None, {EAST})[0])), sound[EAST]], {}
    )
    assert ledger.problems
    path = tmp_path / "意见.xlsx"
    assert write_opinion(ledger, path, "zh") is None
    told = [row[0].value for row in openpyxl.load_workbook(path)["概况"].iter_rows() if row[0].value]
    assert "未作对照的事项" in told
    assert any(f"“{EAST}”" in str(one) for one in told[told.index("未作对照的事项") :])
    assert not any(str(tmp_path) in str(one) for one in told)
