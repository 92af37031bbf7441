"""Any plan, laid out as planners do, reads back as what was laid out: places, levels, merges, spellings at random."""

import itertools
from dataclasses import dataclass
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from npfdesk.workbook.files.cell_grid import Grid
from npfdesk.workbook.plan_reader import read_plan
from tests.workbook.published.grids import sheet, stated

MEASURES = {
    "规上工业总产值": "亿元",
    "规上工业增加值": "亿元",
    "规上工业企业数": "家",
    "研发经费支出占比": "%",
    "亩均税收": "万元/亩",
    "两化融合发展指数": "",
    "每万人发明专利数": "件",
}
COUNTIES = ["东山区", "西河县", "南岭市", "北湖新区（北湖区）", "中原开发区"]
YEARS = {
    2020: ["2020年", "2020", "“十三五”末", "2020年现状", "2020年\n实际", "基期（2020年）", "２０２０年", "2020年现状数据"],
    2025: ["2025年", "2025", "2025年目标", "2025年\n发展目标", "“十四五”末目标", "目标值（2025年）", "规划目标\n2025年"],
}  # fmt: skip
HEADS = {
    "number": ["序号", "编号", "No."],
    "group": ["一级指标", "类别"],
    "indicator": ["二级指标", "指标名称", "指 标", "主要指标"],
    "unit": ["单位", "计量单位"],
    "duty": ["指标属性", "属性", "指标\n性质"],
    "growth": ["年均增速（%）", "年均\n增长", "“十四五”年均增速（％）"],
    "region": ["地区", "县（市、区）", "县市区", "区域", "县(市、区)"],
}
FIGURES = st.integers(1, 99_999).map(lambda one: one / 10)
SAID = st.sampled_from(["{}", "{}以上", "{}左右", "不超过{}", "≥{}"])


@dataclass
class Case:
    rows: list
    merged: list
    expected: dict
    top: int
    left: int


def broken(draw, word):
    """A word as Word's tables leave it: a line break or a blank somewhere inside."""
    if len(word) < 4 or not word.isalpha() or not draw(st.booleans()):
        return word
    at = draw(st.integers(1, len(word) - 1))
    return word[:at] + draw(st.sampled_from(["\n", " ", "\u3000"])) + word[at:]


def in_brackets(draw, name, unit):
    if not unit:
        return name
    left, right = draw(st.sampled_from(["（）", "()", "〔〕", "[]"]))
    return f"{name}{draw(st.sampled_from(['', chr(10)]))}{left}{unit}{right}"


def plain(figure):
    return str(int(figure)) if figure == int(figure) else str(figure)


@st.composite
def indicator_tables(draw):
    names = draw(st.lists(st.sampled_from(sorted(MEASURES)), min_size=1, max_size=6, unique=True))
    unit_column = draw(st.booleans())
    columns = [
        *draw(st.sampled_from([[], ["number"], ["group"], ["group", "number"], ["number", "group"]])),
        "indicator",
        *(["unit"] if unit_column else []),
        "base",
        *draw(st.sampled_from([[], ["growth"]])),
        "target",
        *draw(st.sampled_from([[], ["duty"]])),
    ]
    if draw(st.booleans()) and "growth" in columns:
        columns.remove("growth")
        columns.append("growth")
    year = {"base": draw(st.sampled_from(YEARS[2020])), "target": draw(st.sampled_from(YEARS[2025]))}
    heads = [year[one] if one in year else draw(st.sampled_from(HEADS[one])) for one in columns]
    top, left = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    rows, merged, expected = [], [], {}
    if draw(st.booleans()):
        rows += [["表1 甲市工业规划主要指标"], []]
        merged.append((top, left, top, left + len(columns) - 1))
    if draw(st.booleans()):
        # two levels, every head merged over both
        at = top + len(rows)
        rows += [heads, []]
        merged += [(at, left + n, at + 1, left + n) for n in range(len(columns))]
    else:
        rows.append(heads)
    merge_groups = draw(st.booleans())
    first = top + len(rows)
    for index, name in enumerate(names):
        base, figure = draw(FIGURES), draw(FIGURES)
        text = draw(SAID).format(plain(figure))
        stretch = plain(figure + 1) if draw(st.integers(0, 4)) == 0 and "不超过" not in text else ""
        unit = MEASURES[name]
        cells = {
            "number": index + 1,
            "group": "质效提升" if index == 0 else "",
            "indicator": broken(draw, name) if unit_column else in_brackets(draw, broken(draw, name), unit),
            "unit": unit or "—",
            "base": base,
            "target": text,
            "growth": 7.5,
            "duty": draw(st.sampled_from(["预期性", "约束性", "约 束 性"])),
        }
        rows.append([cells[one] for one in columns])
        if stretch:
            rows.append([f"力争{stretch}以上" if one == "target" else "" for one in columns])
        expected[name] = (text, base, 2020, 2025, float(stretch) if stretch else None)
    if merge_groups and "group" in columns and top + len(rows) - 1 > first:
        column = left + columns.index("group")
        merged.append((first, column, top + len(rows) - 1, column))
    if draw(st.booleans()):
        rows.append(["注：以上为合成数字。"])
    return Case(rows, merged, expected, top, left)


@given(indicator_tables())
def test_an_indicator_table_reads_back(case):
    reading = read_plan(Path("a.xlsx"), Grid((sheet(case.rows, case.merged, "表1", case.top, case.left),)))
    assert reading.form == "published", reading.problems
    assert reading.problems == ()
    told = {indicator: rest for (_, indicator), rest in stated(reading).items()}
    assert told == case.expected
    units = {one.name: one.unit for one in reading.plan.indicators}
    assert units == {name: MEASURES[name] for name in case.expected}
    assert len(reading.recognition.cells) == len(reading.recognition.grid.sheets[0].cells)


@st.composite
def county_tables(draw):
    names = draw(st.lists(st.sampled_from(sorted(MEASURES)), min_size=1, max_size=3, unique=True))
    places = draw(st.lists(st.sampled_from(COUNTIES), min_size=1, max_size=5, unique=True))
    base, target = draw(st.sampled_from(YEARS[2020])), draw(st.sampled_from(YEARS[2025]))
    lead = draw(st.sampled_from([[], ["序号"]]))
    region = draw(st.sampled_from(HEADS["region"]))
    top, left = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    named = [in_brackets(draw, broken(draw, name), MEASURES[name]) for name in names]
    merged, count = [], len(names)
    shape = draw(st.sampled_from(["years above", "years above", "names above", "one level"]))
    merges = draw(st.booleans())
    whole = draw(st.sampled_from(["甲市", "甲 市", "全市", "合计", "总 计"]))
    # a city that no title names and that no word tells is a region like any other
    rows = [["附件1 甲市各县（市、区）主要指标"], []] if "甲" in whole or draw(st.booleans()) else []
    at, start = top + len(rows), left + len(lead) + 1
    if shape == "years above":
        rows.append([*lead, region, base, *[""] * (count - 1), target, *[""] * (count - 1)])
        rows.append([*[""] * (len(lead) + 1), *named, *named])
        order = [("base", n) for n in range(count)] + [("target", n) for n in range(count)]
        spans = [(start, start + count - 1), (start + count, start + 2 * count - 1)]
    elif shape == "names above":
        rows.append([*lead, region, *(cell for name in named for cell in (name, ""))])
        rows.append([*[""] * (len(lead) + 1), *[base, target] * count])
        order = [(one, n) for n in range(count) for one in ("base", "target")]
        spans = [(start + 2 * n, start + 2 * n + 1) for n in range(count)]
    else:
        rows.append([*lead, region, *(cell for name in named for cell in (f"2020年{name}", f"2025年{name}"))])
        order = [(one, n) for n in range(count) for one in ("base", "target")]
        spans = []
    if merges and spans:
        merged += [(at, first, at, last) for first, last in spans if last > first]
        merged += [(at, left + n, at + 1, left + n) for n in range(len(lead) + 1)]
    expected = {}
    for index, place in enumerate([whole, *places]):
        figures = {}
        for n, name in enumerate(names):
            figures["base", n] = draw(st.one_of(FIGURES, st.none()))
            figures["target", n] = draw(st.one_of(st.none(), st.builds(str.format, SAID, FIGURES.map(plain))))
            expected[index, name] = (figures["target", n] or "", figures["base", n], 2020, 2025, None)
        number = [index + 1] if lead else []
        rows.append([*number, broken(draw, place), *(figures[one] for one in order)])
    return Case(rows, merged, (whole, places, expected), top, left)


@given(county_tables())
def test_a_county_table_reads_back(case):
    whole, places, expected = case.expected
    reading = read_plan(Path("a.xlsx"), Grid((sheet(case.rows, case.merged, "附件", case.top, case.left),)))
    if not _has_figures(case):
        return  # a table without a figure states nothing
    assert reading.form == "published", reading.problems
    assert reading.problems == ()
    plan = reading.plan
    if whole == "全市" and len(places) == 1 and plan.city == places[0]:
        # beside 全市 one district alone is the plan's own, and the city its yardstick
        assert len(case.rows[0]) > 1, "a title names the city"
        assert [one.name for one in plan.regions if one.benchmark] == ["全市"]
        named = dict(enumerate([whole, *places]))
    else:
        named = dict(enumerate([plan.city, *places]))
    assert {one.name for one in plan.regions} == set(named.values())
    if "甲" in whole:
        assert plan.city == "甲市"
    assert stated(reading) == {(named[at], name): rest for (at, name), rest in expected.items()}
    assert len(reading.recognition.cells) == len(reading.recognition.grid.sheets[0].cells)


def _has_figures(case):
    expected = case.expected if isinstance(case.expected, dict) else case.expected[2]
    return any(target or base is not None for target, base, *_ in expected.values())


@given(st.lists(st.one_of(indicator_tables(), county_tables()), min_size=2, max_size=3), st.booleans())
def test_several_tables_under_each_other_are_all_found(cases, gap):
    cells, merged, row = [], [], 0
    for case in cases:
        merged += [(a - case.top + 1 + row, b, c - case.top + 1 + row, d) for a, b, c, d in case.merged]
        cells += [[*[""] * (case.left - 1), *line] for line in case.rows]
        cells += [[], ["表2 又一张表"]] if gap else [[], [], []]
        row = len(cells)
    reading = read_plan(Path("a.xlsx"), Grid((sheet(cells, merged, "表"),)))
    assume(all(_has_figures(case) for case in cases))
    if reading.recognition is not None:
        # without a title between them the same head again goes on with the table above
        heads = [
            # wherever its lines are broken
            {text.replace("\n", "") for text in next(line for line in case.rows if sum(map(bool, line)) > 1)}
            for case in cases
        ]
        again = 0 if gap else sum(other <= one for one, other in itertools.pairwise(heads))
        assert len(cases) - again <= len(reading.recognition.tables) <= len(cases)
