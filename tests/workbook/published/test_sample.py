"""The Jinhua plan as it prints its tables says what the standard sample says, and is what its script builds."""

import csv
import re
import sys

import openpyxl
import pytest

from npfdesk.engine.projection.update import compute
from npfdesk.locations import sample_folder, sample_workbook
from npfdesk.plan.document import new_document
from npfdesk.plan.kinds import Kind
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from tests.workbook.writing.test_cell_texts import parts


@pytest.fixture(scope="module")
def published():
    return read_workbook(sample_folder() / "jinhua_as_published.xlsx")


def told(reading):
    """Targets by names: kind, figure, bounds, stretch, base and its year."""
    plan = reading.plan
    results = compute(new_document(plan))
    table = next(iter(results.scenarios.values())).targets
    found = {}
    for key, one in plan.targets.items():
        target = table.resolved[table.of_series[key]]
        found[plan.region_by_code[key.series.region].name, plan.indicator_by_code[key.series.indicator].name, key.series.industry, key.year] = (
            target.kind, target.value, target.low, target.high, one.stretch, one.base_printed, one.base_year
        )  # fmt: skip
    return found


def test_it_gives_the_targets_of_the_standard_sample(published, sample_reading):
    standard, printed = told(sample_reading), told(published)
    # Table 1 has 20 targets, Annex 1 30 for ten counties; the city's three of the annex are Table 1's
    assert len(printed) == 50
    assert {key: standard[key] for key in printed} == printed
    sources = {
        one.source
        for key, one in sample_reading.plan.targets.items()
        if one.source in ("规划:表1", "规划:附件1")
    }
    assert sources == {"规划:表1", "规划:附件1"}
    held = [one for one in sample_reading.plan.targets.values() if one.source in sources]
    assert len(held) == 50


# the standard sheet says that these move in points, and that the new firms are a count; without a column that says so
# what is per head or per unit is an amount, and what is newly added a flow
AMOUNTS = {
    **dict.fromkeys(
        (
            "规上工业全员劳动生产率",
            "每万人高价值发明专利数",
            "单位工业增加值用水量",
            "规上工业亩均增加值",
            "规上工业亩均税收",
        ),
        Kind.LEVEL,
    ),
    "武义、磐安新增规上工业企业数量": Kind.FLOW,
}


def test_its_structure_is_recognised(published, sample_plan):
    plan, recognition = published.plan, published.recognition
    assert (published.form, published.status) == ("published", "warnings")
    assert [problem.code for problem in published.problems] == ["worded_twice"]
    assert [one.name for one in plan.regions] == [one.name for one in sample_plan.regions]
    assert {one.parent for one in plan.regions[1:]} == {"金华市"}
    assert (plan.city, plan.base_year, plan.target_year) == ("金华市", 2020, 2025)
    assert [(one.name, one.other) for one in recognition.matches] == [("规上工业企业数", "规上工业企业")]
    named = {one.name: one for one in sample_plan.indicators}
    for one in plan.indicators:
        standard = named[one.name]
        guessed = AMOUNTS.get(one.name, standard.kind)
        # the sample does not sum up counts that other counts make up
        assert (one.group, one.unit, one.kind, one.direction, one.duty) == (
            standard.group, standard.unit, guessed, standard.direction, standard.duty
        ), one.name  # fmt: skip
    assert len(recognition.cells) == sum(len(sheet.cells) for sheet in recognition.grid.sheets)


def test_it_is_what_its_script_builds(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(sample_folder()))
    monkeypatch.delitem(sys.modules, "published_tables", raising=False)
    import published_tables

    built = tmp_path / "built.xlsx"
    published_tables.build_published(sample_folder() / "jinhua", built)
    assert parts(built) == parts(sample_folder() / "jinhua_as_published.xlsx")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_saved_in_the_standard_format_it_reads_the_same(published, tmp_path, language):
    path = tmp_path / "规范.xlsx"
    save_standard(published.plan, path, language)
    again = read_workbook(path)
    assert (again.form, again.problems) == ("canonical", ())
    assert told(again) == told(published)
    assert again.plan.indicators == published.plan.indicators
    assert again.plan.regions == published.plan.regions


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_standard_sample_survives_being_saved(sample_plan, tmp_path, language):
    path = tmp_path / "再存.xlsx"
    save_standard(sample_plan, path, language)
    again = read_workbook(path)
    assert again.problems == ()
    plan = again.plan
    assert told(again) == told(read_workbook(sample_workbook()))
    for part in (
        "regions",
        "industries",
        "indicators",
        "series",
        "levers",
        "multipliers",
        "sources",
        "scenarios",
    ):
        assert getattr(plan, part) == getattr(sample_plan, part), part
    assert plan.observed.tobytes() == sample_plan.observed.tobytes()


# what the plan (三) and the article on the new tracks hope for (力争) of each industry in 2025, with the facts' numbers
HOPED = {
    "纺织服装": ("力争1000以上", 1000, "规划:三(一)1"),  # F002.151
    "五金制造": ("力争超1500", 1500, "规划:三(一)2"),  # F002.152
    "汽车及零部件": ("力争1000以上", 1000, "规划:三(二)1"),  # F002.153
    "装备制造": ("力争500以上", 500, "规划:三(二)2"),  # F002.154
    "芯光电": ("力争超1000", 1000, "规划:三(二)3"),  # F002.155
    "生物医药": ("力争500以上", 500, "规划:三(二)4"),  # F002.156
    "智能光伏": ("力争1600", 1600, "金华领跑新赛道"),  # F004.007
    "数字影视": ("力争突破270", 270, "金华领跑新赛道"),  # F004.008
}


def test_what_industries_hope_for_is_kept_as_hoped(sample_plan):
    found = {
        sample_plan.industry_by_code[key.series.industry].name: one
        for key, one in sample_plan.targets.items()
        if key.series.industry
    }
    assert {name: (one.text, one.parsed.stretch, one.source) for name, one in found.items()} == HOPED
    # a hope is no target that could be missed
    assert {one.parsed.kind.value for one in found.values()} == {"none"}
    assert {one.year for one in found.values()} == {2025}


def test_the_magnets_stand_as_the_article_says(sample_plan):
    # F000.005: 东阳磁性材料 2023 年产值已突破 232 亿元
    (series,) = [
        one
        for one in sample_plan.series
        if one.industry and sample_plan.industry_by_code[one.industry].name == "磁性材料"
    ]
    assert sample_plan.region_by_code[series.region].name == "东阳市"
    assert sample_plan.indicator_by_code[series.indicator].name == "产业产值"
    row = sample_plan.observed[sample_plan.row[series]]
    assert {
        int(year): float(one) for year, one in zip(sample_plan.years, row, strict=True) if one == one
    } == {2023: 232.0}
    assert "已突破232亿元" in sample_plan.series_sources[sample_plan.row[series]]
    # it is reached, and no target of the plan
    assert not [key for key in sample_plan.targets if key.series == series]


def test_bounds_that_no_source_gives_say_so():
    with (sample_folder() / "jinhua" / "Assumptions.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert "source" not in rows[0]
    bounded = [row for row in rows if row["low"] or row["high"]]
    assert len(bounded) == 5
    for row in bounded:
        assert re.search(r"上下限(为演示假设，无|均无)出处", row["note"]), row


def test_the_printed_tables_have_no_word_that_the_source_lacks(sample_plan):
    known = {one.name for one in (*sample_plan.indicators, *sample_plan.regions)}
    groups = {one.group for one in sample_plan.indicators}
    heads = {
        "一级指标", "序号", "二级指标", "2020年", "2025年目标", "指标属性", "预期性", "约束性", "县（市、区）", "2020年现状数据",
        "2025年发展目标", "规上工业企业", "附件1　各县（市、区）工业发展主要指标", "表1　金华市工业高质量发展“十四五”规划主要指标",
    }  # fmt: skip
    stated = {one.text for one in sample_plan.targets.values()} | {
        one.stretch_text for one in sample_plan.targets.values()
    }
    bases = {one.base_text for one in sample_plan.targets.values()}
    units = {f"（{one.unit}）" for one in sample_plan.indicators}
    book = openpyxl.load_workbook(sample_folder() / "jinhua_as_published.xlsx")
    assert book.sheetnames == ["表1", "附件1"]
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.comment is None
                if not isinstance(cell.value, str):
                    continue
                said = cell.value.replace("\n", "")
                bare = next((said.removesuffix(unit) for unit in units if said.endswith(unit)), said)
                assert said in heads | stated | bases | known | groups or bare in known | heads, cell.value
