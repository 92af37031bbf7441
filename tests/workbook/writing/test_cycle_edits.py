"""The sheets of a plan's cycle are written losslessly into their workbook and read back as the same plan."""

import dataclasses

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npfdesk.plan.closed_targets import ClosedTarget, Verdict
from npfdesk.plan.document import new_document
from npfdesk.plan.edits import Label, SetScoring, SetVintages
from npfdesk.plan.kinds import Kind
from npfdesk.plan.problems import Wording
from npfdesk.plan.scoring import ScoreSort, ScoringMethod, ScoringRule
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.structure_dependents import what_depends_on
from npfdesk.plan.structure_edits import (
    change_thing,
    remove_things,
    rename_thing,
    set_settings,
)
from npfdesk.plan.vintages import Vintage, VintageKey
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from npfdesk.workbook.writing.amendments import amendments
from npfdesk.workbook.writing.patch import save_into_workbook
from tests.workbook.books import write
from tests.workbook.standard.cycle_books import (
    CLOSED,
    CLOSED_HEAD,
    CLOSED_ROWS,
    OUTPUT,
    SCORING,
    SCORING_ROWS,
    SHEETS,
    TOWN_FIRMS,
    VINTAGE_ROWS,
    VINTAGES,
)
from tests.workbook.writing.test_patch import AUTHOR

LABEL = Label(Wording("改", "change"))
YEARLY = VintageKey(OUTPUT, 2020, "2021-11-05")
CENSUS = VintageKey(OUTPUT, 2020, "2023-12-28")


def cycle(plan):
    """What a plan says of its cycle, in a form in which two plans can be compared."""
    return dict(plan.vintages), plan.closed_targets, plan.scoring


def saved(path, document, language="zh"):
    made = amendments(path, document, language)
    assert not hasattr(made, "kind"), made.message("zh")
    assert save_into_workbook(path, made.edits, AUTHOR, language, added=made.added) is None
    return read_workbook(path), made


def edited(path, *edits):
    """The workbook with edits saved into it: what it reads as, its document, and what was written."""
    document = new_document(read_workbook(path).plan)
    for edit in edits:
        document = edit(document).apply(document)
    again, made = saved(path, document)
    assert made.left_out == ()
    # what is saved is saved: nothing is left to write
    assert amendments(path, document, "zh").edits == ()
    return again, document, made


def vintages(values):
    return lambda _: SetVintages(values, LABEL)


def scoring(values):
    return lambda _: SetScoring(values, LABEL)


def rows(path, sheet):
    return [list(row) for row in openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)]


@pytest.fixture
def path(tmp_path):
    return write(tmp_path / "a.xlsx", **SHEETS)


def test_a_vintage_that_is_changed_changes_its_cells(path):
    again, document, made = edited(path, vintages({YEARLY: Vintage(97.0, "年报", "再核")}))
    assert again.problems == ()
    assert cycle(again.plan) == cycle(document.plan)
    assert [(one.sheet, one.cell, one.value) for one in made.edits] == [
        ("历次公布", "E3", 97), ("历次公布", "H3", "再核"),
    ]  # fmt: skip


def test_vintages_are_added_below_and_taken_away(path):
    values = {
        CENSUS: Vintage(101.5, "=普查", "@补"),
        YEARLY: None,
        VintageKey(TOWN_FIRMS, 2021, ""): Vintage(None),
    }
    again, document, _ = edited(path, vintages(values))
    assert again.problems == ()
    assert dict(again.plan.vintages) == dict(document.plan.vintages)
    assert rows(path, "历次公布")[2] == [None] * 8
    assert rows(path, "历次公布")[4:] == [
        ["市", None, "产值", 2020, 101.5, "2023-12-28", "=普查", "@补"],
        ["县", None, "企业数", 2021, "—", None, None, None],
    ]
    kinds = {cell.data_type for line in openpyxl.load_workbook(path)["历次公布"] for cell in line}
    assert "f" not in kinds


def test_a_withdrawn_figure_and_one_that_comes_back(path):
    back = VintageKey(TOWN_FIRMS, 2020, "2022-03-31")
    again, _, _ = edited(
        path, vintages({YEARLY: Vintage(None, "年报", "初步核实"), back: Vintage(12.0, "", "撤回")})
    )
    assert again.plan.vintages[YEARLY].figure is None
    assert again.plan.vintages[back].figure == 12


def test_rules_are_changed_added_and_taken_away(path):
    new = ScoringRule("=新", "output", 7.5, ScoringMethod.PLACE, None, 0.25, ScoreSort.BONUS, "", "+1")
    values = {
        "产值": None,
        "企业数完成": dataclasses.replace(SCORING[1], points=12.0, cap=None),
        "企业数排名": dataclasses.replace(SCORING[2], indicator="per_firm", sort=ScoreSort.SCORE),
        "=新": new,
    }
    again, document, _ = edited(path, scoring(values))
    assert again.problems == ()
    assert again.plan.scoring == document.plan.scoring
    assert [one.name for one in again.plan.scoring] == ["企业数完成", "企业数排名", "户均产值", "=新"]
    cells = rows(path, "计分")
    assert cells[1] == [None] * 9
    # a word that says the same stays as it was written
    assert cells[2] == ["企业数完成", "firms", "总计", 12, "按比例", None, None, "得分", None]
    assert cells[3][:4] == ["企业数排名", "户均产值", None, 5]
    assert cells[5] == ["=新", "产值", None, 7.5, "按名次", None, 0.25, "加分", "+1"]


def test_a_workbook_without_the_sheets_gets_them(tmp_path):
    path = write(tmp_path / "a.xlsx")
    new = {CENSUS: Vintage(101.5, "普查")}
    again, document, _ = edited(path, vintages(new), scoring({one.name: one for one in SCORING}))
    assert again.problems == ()
    assert cycle(again.plan) == cycle(document.plan) == (new, (), SCORING)


def test_english_words_in_an_english_workbook(tmp_path):
    path = write(tmp_path / "a.xlsx")
    document = new_document(read_workbook(path).plan)
    document = SetScoring({one.name: one for one in SCORING}, LABEL).apply(document)
    again, _ = saved(path, document, "en")
    assert again.plan.scoring == SCORING
    assert rows(path, "Scoring")[0][:4] == ["name", "indicator", "industry", "points"]


def test_what_the_plan_has_no_place_for_is_told_as_left_out(path):
    document = new_document(read_workbook(path).plan)
    strange = VintageKey(SeriesKey("村", "", "output"), 2020, "2021-01-01")
    document = SetVintages({strange: Vintage(1.0)}, LABEL).apply(document)
    document = SetScoring({"怪": ScoringRule("怪", "无", 1.0)}, LABEL).apply(document)
    made = amendments(path, document, "zh")
    assert made.edits == ()
    assert {one.code for one in made.left_out} == {"orphans_left_out"}


def test_taking_away_what_is_not_there_writes_nothing(path):
    again, _, made = edited(path, vintages({CENSUS: None}), scoring({"无": None}))
    assert made.edits == ()
    assert dict(again.plan.vintages) == VINTAGES


# the structure


def test_removing_an_indicator_empties_its_rows_and_is_told_first(path):
    document = new_document(read_workbook(path).plan)
    told = {one.sort: one for one in what_depends_on(document, "indicators", "per_firm")}
    assert told["scoring"].text("zh") == "计分项 1 项：户均产值"
    told = {one.sort: one.count for one in what_depends_on(document, "indicators", "output")}
    assert (told["vintages"], told["closed_targets"], told["scoring"]) == (2, 2, 1)
    cited = {one.sort: one.count for one in what_depends_on(document, "sources", "年报")}
    assert cited == {"citations": 1}
    again, document, _ = edited(path, lambda d: remove_things(d, "indicators", ["per_firm"]))
    assert again.problems == ()
    assert again.plan.scoring == document.plan.scoring == SCORING[:3]
    assert rows(path, "计分")[4] == [None] * 9


def test_removing_a_region_takes_its_vintages_and_closed_targets(path):
    added = vintages({VintageKey(TOWN_FIRMS, 2021, ""): Vintage(9.0)})
    again, document, _ = edited(path, added, lambda d: remove_things(d, "regions", ["县"]))
    assert again.problems == ()
    assert cycle(again.plan) == cycle(document.plan)
    assert [key.series.region for key in again.plan.vintages] == ["市", "市"]
    assert again.plan.closed_targets == CLOSED[:2]
    assert document.work.vintages == {}


def test_removing_an_industry_takes_its_rules(tmp_path):
    industries = [["名称", "代码"], ["农业", "farm"]]
    rule = ["农业产值", "产值", "农业", 5, "按比例", None, None, None, None]
    path = write(tmp_path / "a.xlsx", 产业=industries, 计分=[*SCORING_ROWS, rule])
    own = ScoringRule("又", "output", 1.0, industry="farm")
    again, document, _ = edited(
        path, scoring({"又": own}), lambda d: remove_things(d, "industries", ["farm"])
    )
    assert again.problems == ()
    assert again.plan.scoring == document.plan.scoring == SCORING


def test_renaming_writes_the_new_names(path):
    again, document, _ = edited(
        path,
        lambda d: rename_thing(d, "indicators", "output", "总产值"),
        lambda d: rename_thing(d, "indicators", "per_firm", "每户产值"),
        lambda d: rename_thing(d, "regions", "县", "东县"),
    )
    assert again.problems == ()
    assert cycle(again.plan) == cycle(document.plan)
    assert rows(path, "历次公布")[1][2] == "总产值"
    assert rows(path, "上期目标")[3][0] == "东县"
    # a line that went by its indicator's name keeps its own
    assert rows(path, "计分")[4][:2] == ["户均产值", "每户产值"]


def test_another_unit_keeps_the_figures_of_closed_targets(path):
    def in_another_unit(document):
        old = document.plan.indicator_by_code["output"]
        return change_thing(document, "output", dataclasses.replace(old, unit="万元", kind=Kind.RATE))

    again, document, _ = edited(path, in_another_unit)
    assert again.plan.closed_targets == document.plan.closed_targets == CLOSED


def test_another_base_year_keeps_the_years_of_closed_targets(path):
    again, document, _ = edited(path, lambda d: set_settings(d, {"base year": "2021"}))
    assert again.plan.closed_targets == document.plan.closed_targets == CLOSED
    assert rows(path, "上期目标")[4][6] == 2020


# beside tables as published

PRINTED = [
    ["试验规划主要指标"],
    [None],
    ["指标", "单位", "2020年", "2025年目标"],
    ["地区生产总值", "亿元", 100, "150以上"],
    ["城镇化率", "%", 60, "65左右"],
]


def published(path, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, lines in {"表1": PRINTED, **sheets}.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    book.save(path)
    return path


def test_beside_published_tables_they_are_read_and_written(tmp_path):
    plain = read_workbook(published(tmp_path / "p.xlsx"))
    region = plain.plan.region_by_code[plain.plan.city].name
    told = {
        "历次公布": [VINTAGE_ROWS[0], [region, None, "地区生产总值", 2020, 99, "2021-02-20", "快报", None]],
        "上期目标": [
            CLOSED_HEAD,
            [region, None, "地区生产总值", 80, 2015, "98以上", 2020, 100, "达标", None],
        ],
        "计分": [SCORING_ROWS[0], ["总量", "地区生产总值", None, 10, "按比例", None, None, None, None]],
    }
    path = published(tmp_path / "a.xlsx", **told)
    reading = read_workbook(path)
    assert (reading.form, reading.ignored) == ("published", ())
    assert [one.code for one in reading.problems] == [one.code for one in plain.problems]
    plan = reading.plan
    assert [len(one) for one in cycle(plan)] == [1, 1, 1]
    assert plan.targets.keys() == plain.plan.targets.keys()
    counts = reading.ledger.counts
    assert counts.figures == counts.taken + counts.explained + counts.told
    (key,) = plan.vintages
    again, document, _ = edited(
        path,
        vintages({key: Vintage(98.0, "年报")}),
        scoring({"总量": None, "质量": ScoringRule("质量", key.series.indicator, 5.0)}),
    )
    assert cycle(again.plan) == cycle(document.plan)


def test_a_published_workbook_gets_the_sheets(tmp_path):
    path = published(tmp_path / "a.xlsx")
    plan = read_workbook(path).plan
    series = next(iter(plan.targets)).series
    key = VintageKey(series, 2020, "2021-02-20")
    again, document, made = edited(path, vintages({key: Vintage(99.0)}))
    assert "历次公布" in [one.name for one in made.added]
    assert cycle(again.plan) == cycle(document.plan)


# whatever they say


WORDS = st.text("甲乙丙=+-@|;'\"<>&abc，（）", min_size=1, max_size=8).filter(
    lambda one: one.strip("-+") == one
)
FIGURES = st.one_of(
    st.integers(-(10**6), 10**6).map(float), st.floats(-1e6, 1e6).map(lambda one: float(f"{one:.9g}"))
)
DAYS = st.one_of(st.just(""), st.dates().filter(lambda one: one.year >= 1950).map(str))
SERIES = st.builds(
    SeriesKey, st.sampled_from(["市", "县"]), st.just(""), st.sampled_from(["output", "firms"])
)
KEYS = st.builds(VintageKey, SERIES, st.integers(2020, 2029), DAYS)
ANY_VINTAGES = st.dictionaries(
    KEYS, st.builds(Vintage, st.none() | FIGURES, st.just("") | WORDS, st.just("") | WORDS), max_size=6
)
TEXTS = st.sampled_from(
    ["", "8000", "7000以上", "不超过30", "1-2", "翻一番", "年均增长8%", "〔520〕", "保持稳定", "12.5", "—"]
)
ANY_CLOSED = st.lists(
    st.builds(
        ClosedTarget, SERIES, st.integers(2015, 2020), TEXTS, st.none() | FIGURES, st.sampled_from([0, 2010, 2015]),
        st.none() | FIGURES, st.none() | FIGURES, st.sampled_from(Verdict), st.none() | FIGURES, st.just("") | WORDS,
    ),
    max_size=6,
    unique_by=lambda one: (one.series, one.year, one.text),
).map(lambda rows: tuple(one if one.verdict is not Verdict.NONE or one.reached is None else dataclasses.replace(one, verdict=Verdict.MET) for one in rows))  # fmt: skip
POINTS = FIGURES.map(abs)


@st.composite
def any_scoring(draw):
    names = draw(st.lists(WORDS, max_size=5, unique=True))
    rules = []
    for name in names:
        method = draw(st.sampled_from(ScoringMethod))
        step = draw(st.none() | POINTS) if method is ScoringMethod.PLACE else None
        rules.append(
            ScoringRule(
                name, draw(st.sampled_from(["output", "firms", "per_firm"])), draw(POINTS), method,
                draw(st.none() | POINTS), step, draw(st.sampled_from(ScoreSort)), "", draw(st.just("") | WORDS),
            )
        )  # fmt: skip
    return tuple(rules)


def approximately(plan):
    """The sheets of a cycle with figures to the eleventh place."""

    def near(one):
        return None if one is None else float(f"{one:.11g}")

    return (
        {key: dataclasses.replace(one, figure=near(one.figure)) for key, one in plan.vintages.items()},
        [dataclasses.replace(one, **{name: near(getattr(one, name)) for name in ("base", "figure", "reached", "over")}) for one in plan.closed_targets],
        [dataclasses.replace(one, **{name: near(getattr(one, name)) for name in ("points", "cap", "step")}) for one in plan.scoring],
    )  # fmt: skip


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return read_workbook(write(tmp_path_factory.mktemp("base") / "a.xlsx")).plan


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANY_VINTAGES, ANY_CLOSED, any_scoring(), st.sampled_from(["zh", "en"]))
def test_saved_in_the_standard_format_the_plan_is_the_same(
    base, tmp_path_factory, published, closed, rules, language
):
    plan = dataclasses.replace(base, vintages=published, closed_targets=closed, scoring=rules)
    path = tmp_path_factory.mktemp("saved") / "b.xlsx"
    assert save_standard(plan, path, language) is None
    again = read_workbook(path)
    assert again.problems == ()
    assert approximately(again.plan) == approximately(plan)
    counts = again.ledger.counts
    assert (counts.told, counts.figures) == (0, counts.taken + counts.explained)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANY_VINTAGES, any_scoring(), st.data())
def test_whatever_is_amended_is_written(tmp_path_factory, published, rules, data):
    path = write(tmp_path_factory.mktemp("edited") / "a.xlsx", **SHEETS)
    gone = dict.fromkeys(data.draw(st.lists(st.sampled_from(list(VINTAGES)), unique=True)))
    fallen = dict.fromkeys(data.draw(st.lists(st.sampled_from([one.name for one in SCORING]), unique=True)))
    changed = {**gone, **published}
    scored = {**fallen, **{one.name: one for one in rules}}
    again, document, _ = edited(path, vintages(changed), scoring(scored))
    assert again.problems == ()
    assert approximately(again.plan)[0] == approximately(document.plan)[0]
    assert approximately(again.plan)[2] == approximately(document.plan)[2]
    assert again.plan.closed_targets == CLOSED == read_workbook(path).plan.closed_targets
    assert rows(path, "上期目标") == [list(one) for one in CLOSED_ROWS]
