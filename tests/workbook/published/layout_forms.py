"""The common forms of published tables: plans' boxes, tables by county, yearbooks, bulletins, monitoring."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from npfdesk.plan.periods import Period
from tests.workbook.published.layout_table import Entry, Line, Pen, Table, planted, trap, write, written
from tests.workbook.published.layout_truth import ODD_COUNTIES, Fact, Hand, Measured, Truth
from tests.workbook.published.layout_words import (
    Times,
    corner,
    data_title,
    indicator_head,
    months,
    observed_head,
    plan_title,
    style_of,
    target_head,
    unit_line,
    unit_row,
    units_of,
    years,
)


def times_of(truth: Truth) -> tuple[Period, Period]:
    """The base and the target year of the plan."""
    return Period(truth.base), Period(truth.target)


def _city_label(hand: Hand, truth: Truth) -> tuple[str, bool]:
    """What the city's row is called, and whether that names the city rather than a sum."""
    if truth.english:
        return truth.city, True
    label = hand.pick(
        "city row", ("", truth.city, "全市", "合计", "总计"), ("全市合计", "全 市", "全市\n合计")
    )
    return label, label in (truth.city, "全市", "全 市")


def places_of(hand: Hand, truth: Truth) -> tuple[list[tuple[str, str, bool]], Truth]:
    """The rows of regions: label, region, whether its figures are needed; the city's row first, last or nowhere."""
    if not truth.english and hand.dares("odd names of places"):
        truth = replace(truth, odd=hand.pick("odd name", ODD_COUNTIES))
    mark = hand.pick("mark on places", ("",), ("*", "①"))
    rows = [(f"{truth.name(one)}{'' if at else mark}", one, True) for at, one in enumerate(truth.counties)]
    label, needed = _city_label(hand, truth)
    if label:
        rows.insert(0 if hand.likes("city first") else len(rows), (label, truth.city, needed))
    return rows, truth


def _subtotals(hand: Hand, lines: list[Line], columns: int) -> None:
    """A row of a subtotal or a part, whose figures are none of the plan's."""
    if len(lines) < 3 or not hand.dares("subtotal"):
        return
    word = hand.pick("subtotal word", ("小计", "市区小计", "其中：城区", "东南板块"))
    lines.insert(
        hand.number(1, len(lines) - 1),
        Line([word, *[""] * (len(lines[0].lead) - 1)], [trap(7001.25 + at) for at in range(columns)]),
    )


def fact_of(
    truth: Truth, region: str, measured: Measured, period: Period, target: bool, needed: bool
) -> Fact:
    """A fact that is needed or not."""
    return replace(truth.fact(region, measured, period, target), needed=needed)


def write_one(hand: Hand, table: Table, name: str = "Sheet1") -> Pen:
    """A sheet of one table, at its start or a little away from it."""
    pen = Pen(name)
    write(hand, pen, table, hand.pick("top", (1, 1, 1, 2, 3)), hand.pick("left", (1, 1, 1, 2)))
    return pen


def indicator_table(hand: Hand, truth: Truth) -> list[Pen]:
    """1. A plan's own box: group, number, indicator, unit, base, target, growth, duty."""
    return [write_one(hand, indicators_of(hand, truth, truth.city))]


def indicators_of(hand: Hand, truth: Truth, region: str) -> Table:
    """A plan's box of a region."""
    base, end = times_of(truth)
    title, bare = plan_title(
        hand, replace(truth, city=region), hand.pick("about", ("规划主要指标", "发展主要目标"))
    )
    units = units_of(hand, truth, truth.indicators, down=True)
    style = style_of(hand, truth)
    grouped = hand.pick("groups", ("", "", "column", "rows"))
    growth = hand.likes("growth column")
    later = hand.pick("a later target", (False, False, True))
    duty = hand.likes("duty")
    growth_first = growth and hand.likes("growth before the target")
    hopes = hand.pick("stretch row", (None, None, None, 0, 1))
    growth_head = hand.pick("growth head", ("年均增速（%）", f"{truth.plan_name}年均增长（%）", "年均增长%"))
    heads = [observed_head(hand, truth, truth.base, bare), target_head(hand, truth, truth.target, bare)]
    if growth:
        heads.insert(1 if growth_first else 2, growth_head)
    heads += [f"{truth.target + 5}年远景目标"] if later else []
    heads += [hand.pick("duty head", ("属性", "指标属性"))] if duty else []
    lines = []
    for at, one in enumerate(truth.indicators):
        first, last = truth.fact(region, one, base), truth.fact(region, one, end, True)
        entries = [style.observed(first), style.target(last, one.falls)]
        if growth:
            rate = round(((last.value / first.value) ** (1 / (truth.target - truth.base)) - 1) * 100, 2)
            stated = replace(last, value=rate, growth=True, needed=False)
            entries.insert(1 if growth_first else 2, planted(stated))
        if later:
            entries.append(style.target(truth.fact(region, one, Period(truth.target + 5), True), one.falls))
        if duty:
            entries.append(Entry("约束性" if at % 2 else "预期性"))
        lead = [units.name(one), *([one.unit] if units.where == "column" else [])]
        if grouped == "column":
            lead.insert(0, ("经济发展", "", "创新驱动", "")[at])
        if grouped == "rows" and at % 2 == 0:
            word = ("一、经济发展", "二、创新驱动")[at // 2]
            lines.append(Line([word, *[""] * (len(lead) - 1)], [None] * len(entries), only=True))
        lines.append(Line(lead, entries))
        stated = entries[2 if growth_first else 1]
        if hopes == at and not one.falls and stated.fact is not None:
            hope = replace(last, value=round(last.value * 1.06, 3), stretch=True)
            at_target = 2 if growth_first else 1
            said: list[Entry | None] = [None] * len(entries)
            said[at_target] = Entry(f"力争{written(hope.value)}以上", hope)
            lines.append(Line([""] * len(lead), said, joined=True))
    lead_heads = [indicator_head(hand, truth), *(["单位"] if units.where == "column" else [])]
    side = 0 if grouped == "column" else None
    if not grouped and units.where == "column" and hand.dares("equal units merged"):
        side = 1
        for above, line in reversed(list(pairwise(lines))):
            line.lead[1] = "" if line.lead[1] == above.lead[1] else line.lead[1]
    if grouped == "column":
        lead_heads.insert(0, hand.pick("group head", ("类别", "一级指标")))
    return Table(
        lead_heads,
        [(one,) for one in heads],
        lines,
        title,
        unit_line(hand, units, truth.indicators),
        merge_lead=side,
    )


def county_table(hand: Hand, truth: Truth) -> list[Pen]:
    """2. Regions down, base and target years over indicators, or the other way, or in one row of heads."""
    return [write_one(hand, counties_of(hand, truth), hand.pick("sheet", ("Sheet1", "附件1", "表1")))]


def counties_of(hand: Hand, truth: Truth, single: bool = False) -> Table:
    """A table by county; `single` of one indicator, named in the title."""
    rows, truth = places_of(hand, truth)
    form = (
        "title" if single else hand.pick("heads lie", ("years above", "indicators above", "one row", "title"))
    )
    measures = truth.indicators[:1] if form == "title" else truth.indicators
    about = f"{measures[0].name}目标分解表" if form == "title" else "主要指标分解表"
    title, bare = plan_title(hand, truth, f"各县（市、区）{about}")
    if form == "title" and not title:
        title, bare = [f"{truth.city}{truth.plan_name}{about}"], True
    units = units_of(hand, truth, measures, down=False)
    line = unit_line(hand, units, measures)
    if form == "title" and units.where == "brackets":
        title[-1] += f"（{measures[0].unit}）"
    style = style_of(hand, truth)
    base, end = times_of(truth)
    periods = [(base, False), (end, True)]
    if hand.pick("a year between", (False, False, True)):
        periods.insert(1, (Period(truth.base + 1), False))
        bare = False
    said = {
        period: (target_head if target else observed_head)(hand, truth, period.year, bare)
        for period, target in periods
    }
    columns = [(one, *when) for one in measures for when in periods]
    if form == "years above":
        columns = [(one, *when) for when in periods for one in measures]
    in_years = (
        form == "indicators above" and units.where == "brackets" and hand.dares("units in the heads of years")
    )
    paths = {
        "years above": lambda one, period: (said[period], units.name(one)),
        "indicators above": lambda one, period: (
            (
                one.name,
                f"{period.year}年（{'目标，' if period == end else '' if bare else '实际，'}{one.unit}）",
            )
            if in_years
            else (units.name(one), said[period])
        ),
        "one row": lambda one, period: (
            f"{period.year}年{'目标' if period == end else '实际'}{units.name(one)}",
        ),
        "title": lambda one, period: (said[period],),
    }
    lines = [
        Line(
            [label],
            [
                (style.target if target else style.observed)(
                    fact_of(truth, region, one, period, target, needed), one.falls
                )
                for one, period, target in columns
            ],
        )
        for label, region, needed in rows
    ]
    _subtotals(hand, lines, len(columns))
    heads = [paths[form](one, period) for one, period, _ in columns]
    rowed = (
        []
        if form == "title" and units.where != "row"
        else unit_row(hand, units, [one for one, _, _ in columns])
    )
    return Table([corner(hand, truth)], heads, lines, title, line, rowed)


def regions_across(hand: Hand, truth: Truth) -> list[Pen]:
    """Indicators down, regions across: each with two years below it, or all under one target year, or data of a year."""
    rows, truth = places_of(hand, truth)
    base, end = times_of(truth)
    units = units_of(hand, truth, truth.indicators, down=True)
    style = style_of(hand, truth)
    form = hand.pick("regions across", ("pairs", "one target year", "data of a year"))
    if form == "data of a year":
        title = data_title(hand, truth, f"各县（市、区）主要指标（{truth.base}年）")
        columns = [((label,), region, needed, base, False) for label, region, needed in rows]
    else:
        title, bare = plan_title(hand, truth, "主要指标分县（市、区）目标")
        if form == "pairs":
            first, last = (
                observed_head(hand, truth, truth.base, bare),
                target_head(hand, truth, truth.target, bare),
            )
            columns = [
                ((label, head), region, needed, period, period == end)
                for label, region, needed in rows
                for head, period in ((first, base), (last, end))
            ]
        else:
            over = hand.pick(
                "over the regions", (f"{truth.target}年各县（市、区）目标", f"{truth.target}年目标")
            )
            columns = [((over, label), region, needed, end, True) for label, region, needed in rows]
    lines = [
        Line(
            [units.name(one), *([one.unit] if units.where == "column" else [])],
            [
                (style.target if target else style.observed)(
                    fact_of(truth, region, one, period, target, needed), one.falls
                )
                for _, region, needed, period, target in columns
            ],
        )
        for one in truth.indicators
    ]
    lead = [indicator_head(hand, truth), *(["单位"] if units.where == "column" else [])]
    line = unit_line(hand, units, truth.indicators)
    return [write_one(hand, Table(lead, [one[0] for one in columns], lines, title, line))]


def data_table(hand: Hand, truth: Truth) -> list[Pen]:
    """3. Years across, indicators down (of the city) or regions down (of the indicator in the title)."""
    return [write_one(hand, data_of(hand, truth), hand.pick("sheet", ("Sheet1", "2-1", "表4")))]


def data_of(hand: Hand, truth: Truth, single: bool = False) -> Table:
    """A yearbook's table; `single` of one indicator, named in the title."""
    time = _spans(hand, truth)
    style = style_of(hand, truth)
    growth = time.periods[0].is_year and hand.pick("growth on last year", (False, False, True))
    newest = max(time.periods)
    if single or hand.likes("one indicator in the title"):
        rows, truth = places_of(hand, truth)
        measures = truth.indicators[:1]
        units = units_of(hand, truth, measures, down=False)
        name = f"{measures[0].name}（{measures[0].unit}）" if units.where != "line" else measures[0].name
        title = data_title(hand, truth, f"{truth.city}各县（市、区）{name}")
        keys = [([label], region, measures[0], needed) for label, region, needed in rows]
        lead = [corner(hand, truth)]
    else:
        measures = truth.indicators
        units = units_of(hand, truth, measures, down=True)
        title = data_title(hand, truth, f"{truth.city}国民经济主要指标")
        keys = [
            ([units.name(one), *([one.unit] if units.where == "column" else [])], truth.city, one, True)
            for one in measures
        ]
        lead = [indicator_head(hand, truth), *(["单位"] if units.where == "column" else [])]
    if newest.is_year and hand.pick("span in the title", (False, False, True)):
        title[-1] += f"（{min(time.periods).year}—{newest.year}年）"
    heads = [(one,) for one in time.heads]
    lines = []
    for labels, region, one, needed in keys:
        entries = [style.observed(fact_of(truth, region, one, when, False, needed)) for when in time.periods]
        if growth:
            fact = truth.fact(region, one, newest)
            rate = replace(fact, value=truth.growth(region, one, newest.year), growth=True, needed=False)
            entries.append(planted(rate))
        lines.append(Line(labels, entries))
    if growth:
        heads.append(
            (
                hand.pick(
                    "growth head",
                    ("比上年增长（%）", f"{newest.year}年比{newest.year - 1}年增长(%)"),
                    ("增速", "±%"),
                ),
            )
        )
    return Table(lead, heads, lines, title, unit_line(hand, units, measures), head_kinds=time.kinds)


def _spans(hand: Hand, truth: Truth) -> Times:
    if hand.pick("parts of the year", (False, False, True)):
        return months(hand, truth.base + 1)
    return years(hand, truth.base - hand.number(1, 3), truth.base)


def years_down(hand: Hand, truth: Truth) -> list[Pen]:
    """Years or months down, indicators across (of the city in the title) or regions across (of its indicator)."""
    time = _spans(hand, truth)
    style = style_of(hand, truth)
    if hand.likes("regions across"):
        measures = truth.indicators[:1]
        rows, truth = places_of(hand, truth)
        title = data_title(hand, truth, f"{truth.city}各县（市、区）{measures[0].name}（{measures[0].unit}）")
        columns = [(label, region, measures[0], needed) for label, region, needed in rows]
        line, rowed = "", []
    else:
        units = units_of(hand, truth, truth.indicators, down=False)
        title = data_title(hand, truth, f"{truth.city}主要年份国民经济主要指标")
        columns = [(units.name(one), truth.city, one, True) for one in truth.indicators]
        line = unit_line(hand, units, truth.indicators)
        rowed = unit_row(hand, units, list(truth.indicators))
    lines = [
        Line(
            [head],
            [
                style.observed(fact_of(truth, region, one, when, False, needed))
                for _, region, one, needed in columns
            ],
        )
        for head, when in zip(time.heads, time.periods, strict=True)
    ]
    word = hand.pick("time head", ("年份", "年度") if time.periods[0].is_year else ("时间", "月份"), ("",))
    return [write_one(hand, Table([word], [(one[0],) for one in columns], lines, title, line, rowed))]


def bulletin(hand: Hand, truth: Truth) -> list[Pen]:
    """Regions down, indicators across; the year in the title, or in the name of each of two sheets."""
    rows, truth = places_of(hand, truth)
    units = units_of(hand, truth, truth.indicators, down=False)
    style = style_of(hand, truth)
    where = hand.pick("year stands", ("title", "title line", "sheets"))
    head, word = corner(hand, truth), data_title(hand, truth, "各县（市、区）主要经济指标")[0]
    pens = []
    for year in (truth.base - 1, truth.base) if where == "sheets" else (truth.base,):
        title = [f"{word}（{year}年）"] if where == "title" else [word]
        title += [f"（{year}年）"] if where == "title line" else []
        lines = [
            Line(
                [label],
                [
                    style.observed(fact_of(truth, region, one, Period(year), False, needed))
                    for one in truth.indicators
                ],
            )
            for label, region, needed in rows
        ]
        _subtotals(hand, lines, len(truth.indicators))
        heads = [(units.name(one),) for one in truth.indicators]
        rowed = unit_row(hand, units, list(truth.indicators))
        table = Table([head], heads, lines, title, unit_line(hand, units, truth.indicators), rowed)
        pens.append(write_one(hand, table, f"{year}年" if where == "sheets" else "Sheet1"))
    return pens


def long_table(hand: Hand, truth: Truth) -> list[Pen]:
    """One figure a row: region, indicator, year, value; of data, or of a plan's base and target."""
    base, end = times_of(truth)
    plan = hand.likes("a plan's")
    if plan:
        title, _ = plan_title(hand, truth, "目标分解")
        when = [(base, False), (end, True)]
    else:
        title, when = (
            data_title(hand, truth, f"{truth.city}统计数据"),
            [(Period(base.year - 1), False), (base, False)],
        )
    kinds = plan and (not title or hand.likes("a column says which"))
    unit = hand.pick("unit", ("column", "brackets"))
    order = hand.pick(
        "order",
        (("region", "indicator", "year"), ("indicator", "region", "year")),
        (("year", "region", "indicator"),),
    )
    words = {
        "region": hand.pick("region head", ("地区", "区域", "县（市、区）")),
        "indicator": hand.pick("indicator head", ("指标", "指标名称")),
        "year": hand.pick("year head", ("年份", "年度")),
    }
    yearly = hand.pick("year as", ("{}", "{}年"))
    sparse = hand.dares("blank means as above")
    lines, before = [], {}
    for region in (truth.city, *truth.counties[:2]):
        for one in truth.indicators[:2]:
            for period, target in when:
                fact = truth.fact(region, one, period, target)
                said = {
                    "region": region,
                    "indicator": f"{one.name}（{one.unit}）" if unit == "brackets" else one.name,
                    "year": yearly.format(period.year),
                }
                lead = [said[part] for part in order]
                if sparse:
                    lead = [
                        "" if at == 0 and before.get(at) == text else text for at, text in enumerate(lead)
                    ]
                before[0] = said[order[0]]
                if kinds:
                    lead.append("目标" if target else "实际")
                lines.append(Line(lead, [planted(fact), *([Entry(one.unit)] if unit == "column" else [])]))
    heads = [(hand.pick("value head", ("数值", "值")),), *([("单位",)] if unit == "column" else [])]
    lead_heads = [words[part] for part in order] + (["类型"] if kinds else [])
    return [write_one(hand, Table(lead_heads, heads, lines, title))]


def several_tables(hand: Hand, truth: Truth) -> list[Pen]:
    """Tables of one indicator each, one above the other or side by side, each with its title and unit."""
    pen = Pen("Sheet1")
    below = hand.likes("one above the other")
    row, column = 1, 1
    for one in truth.indicators[:2]:
        make = {"a plan": counties_of, "data": data_of}[hand.pick("table of", ("a plan", "data"))]
        table = make(hand, replace(truth, indicators=(one,)), True)
        before = set(pen.cells)
        after = write(hand, pen, table, row, column)
        if below:
            row = after + hand.pick("gap between tables", (1, 2), (0,))
        else:
            widest = max(at for _, at in set(pen.cells) - before)
            column = widest + 1 + hand.pick("columns between", (1, 2), (0,))
    return [pen]


def sheet_per_county(hand: Hand, truth: Truth) -> list[Pen]:
    """The same table of indicators for each county, in a sheet of its name."""
    daring, hand.daring = hand.daring, 0
    pens = []
    for at, county in enumerate(truth.counties[:3]):
        hand.daring = daring if at == 0 else 0
        table = indicators_of(hand, truth, county)
        pens.append(write_one(hand, table, county))
    return pens


def yearly_targets(hand: Hand, truth: Truth) -> list[Pen]:
    """The plan's yearly targets beside its base, by region (of the indicator in the title) or by indicator."""
    base, _ = times_of(truth)
    style = style_of(hand, truth)
    bare = hand.likes("bare years")
    regional = hand.likes("by region")
    measures = truth.indicators[:1] if regional else truth.indicators
    about = f"{measures[0].name}年度目标（{measures[0].unit}）" if regional else "主要指标年度目标"
    title = [f"{truth.city}{truth.plan_name}{about}"]
    periods = [Period(year) for year in range(truth.base + 1, truth.target + 1)]
    heads = [f"{truth.base}年实际", *(f"{one.year}年{'' if bare else '目标'}" for one in periods)]
    if regional:
        rows, truth = places_of(hand, truth)
        keys = [([label], region, measures[0], needed) for label, region, needed in rows]
        lead = [corner(hand, truth)]
    else:
        keys = [([one.name, one.unit], truth.city, one, True) for one in measures]
        lead = [indicator_head(hand, truth), "单位"]
    lines = [
        Line(
            labels,
            [
                style.observed(fact_of(truth, region, one, base, False, needed)),
                *(
                    style.target(fact_of(truth, region, one, when, True, needed), one.falls)
                    for when in periods
                ),
            ],
        )
        for labels, region, one, needed in keys
    ]
    return [write_one(hand, Table(lead, [(one,) for one in heads], lines, title))]


def target_and_actual(hand: Hand, truth: Truth) -> list[Pen]:
    """Target, actual and rate of completion of one year side by side, with the base or the next target beside."""
    base, end = times_of(truth)
    title, _ = plan_title(hand, truth, "规划主要指标完成情况评估表")
    style = style_of(hand, truth)
    done = hand.pick("done", ("实际", "完成", "预计完成", "完成数"))
    aim = hand.pick("aim", ("目标", "规划目标", "目标值"))
    judged = hand.pick("judged", ("完成率（%）", "达标判定", ""), ("完成率", "目标完成率%"))
    following = hand.likes("the next target")
    heads = [f"{base.year}年实际", f"{end.year}年{aim}", f"{end.year}年{done}", *([judged] if judged else [])]
    heads += [f"{end.year + 5}年目标建议"] if following else []
    lines = []
    for one in truth.indicators:
        target, actual = truth.fact(truth.city, one, end, True), truth.fact(truth.city, one, end)
        entries = [
            style.observed(truth.fact(truth.city, one, base)),
            style.target(target, one.falls),
            style.observed(actual),
        ]
        if judged:
            entries.append(
                trap(round(actual.value / target.value * 100, 1)) if "率" in judged else Entry("基本达标")
            )
        if following:
            entries.append(style.target(truth.fact(truth.city, one, Period(end.year + 5), True), one.falls))
        lines.append(Line([one.name, one.unit], entries))
    return [
        write_one(hand, Table([indicator_head(hand, truth), "单位"], [(one,) for one in heads], lines, title))
    ]


def monitoring(hand: Hand, truth: Truth) -> list[Pen]:
    """A year's target beside its months or running totals, by region or by indicator."""
    year = truth.base + 1
    time = months(hand, year, unnamed=True)
    style = replace(style_of(hand, truth), worded=False)
    regional = hand.likes("by region")
    if regional:
        measures = truth.indicators[:1]
        title = [f"{year}年{truth.city}{measures[0].name}分月监测（{measures[0].unit}）"]
        rows, truth = places_of(hand, truth)
        keys = [([label], region, measures[0], needed) for label, region, needed in rows]
        lead = [corner(hand, truth)]
    else:
        title = [f"{truth.city}{year}年重点指标月度监测表"]
        keys = [([one.name, one.unit], truth.city, one, True) for one in truth.indicators]
        lead = [indicator_head(hand, truth), "单位"]
    heads = [f"{year - 1}年", f"{year}年目标", *time.heads]
    lines = [
        Line(
            labels,
            [
                style.observed(fact_of(truth, region, one, Period(year - 1), False, needed)),
                style.target(fact_of(truth, region, one, Period(year), True, needed), one.falls),
                *(style.observed(fact_of(truth, region, one, when, False, needed)) for when in time.periods),
            ],
        )
        for labels, region, one, needed in keys
    ]
    return [write_one(hand, Table(lead, [(one,) for one in heads], lines, title, head_kinds=time.kinds))]
