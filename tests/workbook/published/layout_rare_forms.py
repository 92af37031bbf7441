"""Less common forms: growth as the target, data beside a plan, two columns of regions, downloads, English tables."""

from __future__ import annotations

from dataclasses import replace

from npfdesk.plan.periods import Period
from npfdesk.workbook.files.cell_grid import CellKind
from tests.workbook.published.layout_forms import (
    fact_of,
    indicator_table,
    indicators_of,
    places_of,
    times_of,
    write_one,
)
from tests.workbook.published.layout_table import Entry, Line, Pen, Table, planted, trap, write, written
from tests.workbook.published.layout_truth import FLOWS, Hand, Truth
from tests.workbook.published.layout_words import (
    corner,
    indicator_head,
    months,
    observed_head,
    plan_title,
    style_of,
    target_head,
    years,
)


def _rate(truth: Truth, region: str, measured, year: int, target: bool):
    """A growth in % as a fact: of a year on the year before, or a year over the plan."""
    base = Period(truth.base)
    fact = truth.fact(region, measured, Period(year), target)
    before = truth.figure(region, measured, base if target else Period(year - 1))
    over = year - truth.base if target else 1
    return replace(fact, value=round(((fact.value / before) ** (1 / over) - 1) * 100, 2), growth=True)


def growth_targets(hand: Hand, truth: Truth) -> list[Pen]:
    """A plan whose only target is a growth a year, by county (of the indicator in the title) or by indicator."""
    truth = replace(
        truth, indicators=tuple(one for one in truth.indicators if one.unit != "%") or truth.indicators[:1]
    )
    if truth.indicators[0].unit == "%":
        # a growth of shares is none that a plan prints
        return indicator_table(hand, truth)
    base, end = times_of(truth)
    style = style_of(hand, truth)
    said = hand.pick("growth as", ("{}", "{}以上", "{}左右", "{}%以上", "{}%左右"))
    if hand.likes("by region"):
        measures = truth.indicators[:1]
        title, _ = plan_title(hand, truth, f"{measures[0].name}目标分解表")
        first = f"{truth.base}年{measures[0].name}（{measures[0].unit}）"
        rows, truth = places_of(hand, truth)
        keys = [([label], region, measures[0], needed) for label, region, needed in rows]
        lead, head = [corner(hand, truth)], f"{truth.plan_name}年均增速目标（%）"
    else:
        title, _ = plan_title(hand, truth, "主要指标")
        first = f"{truth.base}年"
        keys = [([one.name, one.unit], truth.city, one, True) for one in truth.indicators]
        lead, head = [indicator_head(hand, truth), "单位"], f"{truth.plan_name}年均增长"
    lines = []
    for labels, region, one, needed in keys:
        rate = replace(_rate(truth, region, one, end.year, True), needed=needed)
        entries = [style.observed(fact_of(truth, region, one, base, False, needed))]
        lines.append(Line(labels, [*entries, Entry(said.format(written(rate.value)), rate)]))
    return [write_one(hand, Table(lead, [(first,), (head,)], lines, title))]


def annual_plan(hand: Hand, truth: Truth) -> list[Pen]:
    """A yearly plan: last year's estimate and this year's plan, each with its growth; some rows state only the growth."""
    year = truth.base + 1
    style = replace(style_of(hand, truth), worded=False)
    title = [f"{truth.city}{year}年国民经济和社会发展计划主要指标"]
    word = hand.pick("growth head", ("增长%", "增长（%）", "增速（%）"))
    flat = hand.likes("one row of heads")
    done, aim = (
        f"{year - 1}年{hand.pick('done', ('预计完成', '预计', '实际'))}",
        f"{year}年{hand.pick('aim', ('计划', '目标', '预期目标'))}",
    )
    heads = (
        [(done,), (word,), (aim,), (word,)]
        if flat
        else [(done, "绝对值"), (done, word), (aim, "绝对值"), (aim, word)]
    )
    lines = []
    for at, one in enumerate(truth.indicators):
        before, goal = (
            truth.fact(truth.city, one, Period(year - 1)),
            truth.fact(truth.city, one, Period(year), True),
        )
        past = replace(_rate(truth, truth.city, one, year - 1, False), needed=False)
        rate = _rate(truth, truth.city, one, year, True)
        if at % 2 and one.unit != "%":
            entries = [style.observed(before), planted(past), None, Entry(f"{written(rate.value)}左右", rate)]
        else:
            entries = [
                style.observed(before),
                planted(past),
                style.target(goal),
                planted(replace(rate, needed=False)),
            ]
        lines.append(Line([one.name, one.unit], entries))
    return [write_one(hand, Table([indicator_head(hand, truth), "单位"], heads, lines, title))]


def actuals_beside_plan(hand: Hand, truth: Truth) -> list[Pen]:
    """A plan in one sheet, what was reached year by year in the next: observations, whatever their years."""
    first = write_one(hand, indicators_of(hand, truth, truth.city), "表1")
    style = style_of(hand, truth)
    span = range(truth.base - 1, truth.base + (4 if truth.base == 2020 else 1))
    word = hand.pick("actual", ("年", "年实际", "年完成"))
    lines = [
        Line(
            [one.name, one.unit], [style.observed(truth.fact(truth.city, one, Period(year))) for year in span]
        )
        for one in truth.indicators
    ]
    title = [f"{truth.city}主要指标{hand.pick('about', ('历年实绩', '完成情况'))}"]
    table = Table([indicator_head(hand, truth), "单位"], [(f"{year}{word}",) for year in span], lines, title)
    return [first, write_one(hand, table, hand.pick("sheet", ("实绩", "进展", "Sheet2")))]


def sums(hand: Hand, truth: Truth) -> list[Pen]:
    """Flows whose targets are sums over the plan's years: 〔520〕, 五年累计520以上, a head that says 累计."""
    flows = tuple(FLOWS[(truth.seed + at) % len(FLOWS)] for at in range(len(truth.indicators)))
    base, end = times_of(truth)
    style = replace(style_of(hand, truth), worded=False, with_unit=False)
    title, bare = plan_title(hand, truth, "主要指标")
    form = hand.pick(
        "a sum as", ("〔{}〕", "五年累计{}", "五年累计{}以上", "head"), ("[{}]", "[{}]以上", "累计{}以上")
    )
    head = target_head(hand, truth, end.year, bare)
    if form == "head":
        form, head = "{}", f"{truth.base + 1}—{truth.target}年累计目标"
    lines = []
    for one in flows:
        goal = truth.fact(truth.city, one, end, True)
        goal = replace(goal, value=round(goal.value * 5.2, one.decimals), total=True)
        first = style.observed(truth.fact(truth.city, one, base))
        text = form.format(written(goal.value))
        kind = CellKind.NUMBER if text == written(goal.value) else CellKind.TEXT
        lines.append(Line([one.name, one.unit], [first, Entry(text, goal, kind)]))
    heads = [(observed_head(hand, truth, base.year, bare),), (head,)]
    notes = ["注：〔 〕内为五年累计数。"] if "〔" in form or "[" in form else []
    return [write_one(hand, Table([indicator_head(hand, truth), "单位"], heads, lines, title, notes=notes))]


PROVINCES = ("北京市", "天津市", "河北省", "山西省", "内蒙古自治区")


def other_places(hand: Hand, truth: Truth) -> list[Pen]:
    """A city's plan and, beside it, data of provinces for comparison, which are none of its districts."""
    first = write_one(hand, indicators_of(hand, truth, truth.city), "表1")
    one = truth.indicators[0]
    span = range(truth.base - 2, truth.base + 1)
    lines = [
        Line([place], [planted(replace(truth.fact(place, one, Period(year)), needed=False)) for year in span])
        for place in PROVINCES
    ]
    title = [f"全国各省（自治区、直辖市）{one.name}（{one.unit}）"]
    table = Table(["地区"], [(f"{year}年",) for year in span], lines, title)
    return [first, write_one(hand, table, "各省")]


def cities_and_counties(hand: Hand, truth: Truth) -> list[Pen]:
    """A province's table with a column of cities and one of counties, whose names may repeat under two cities."""
    one = truth.indicators[0]
    base, end = times_of(truth)
    style = style_of(hand, truth)
    province = "云岭省"
    title, bare = plan_title(hand, replace(truth, city=province), f"{one.name}分市县目标（{one.unit}）")
    heads = [observed_head(hand, truth, base.year, bare), target_head(hand, truth, end.year, bare)]
    repeat = hand.likes("equal names under two cities")
    share = dict.fromkeys(("石门市", "沧江市"), truth.counties[:2])
    if not repeat:
        share = {"石门市": truth.counties[:1], "沧江市": truth.counties[1:2]}
    city_rows = hand.likes("rows of cities")
    filled = hand.dares("city in each row")
    lines = (
        [Line([province, ""], _both(style, truth, one, (base, end), province, ""))]
        if hand.likes("province")
        else []
    )
    for city, counties in share.items():
        if city_rows:
            lines.append(Line([city, ""], _both(style, truth, one, (base, end), city, province)))
        for at, county in enumerate(counties):
            said = city if filled or (at == 0 and not city_rows) else ""
            lines.append(Line([said, county], _both(style, truth, one, (base, end), county, city)))
    lead = [hand.pick("city head", ("设区市", "市", "地市")), "县（市、区）"]
    return [write_one(hand, Table(lead, [(head,) for head in heads], lines, title, merge_lead=0))]


def _both(style, truth, one, when, region: str, parent: str) -> list[Entry | None]:
    base, end = (
        replace(truth.fact(f"{parent}{region}", one, period, target), region=region, parent=parent)
        for period, target in zip(when, (False, True), strict=True)
    )
    return [style.observed(base), style.target(end, one.falls)]


def label_block(hand: Hand, truth: Truth) -> list[Pen]:
    """A download of a statistics office: label rows above (指标：, 地区：, 时间：), the source below."""
    style = replace(style_of(hand, truth), with_unit=False)
    lines: list[Line] = []
    if hand.likes("months or quarters"):
        time = months(hand, truth.base)
        kind, span = "分省月度数据", "最近4期"
    else:
        time = years(hand, truth.base - hand.number(2, 4), truth.base)
        kind, span = "分省年度数据", f"最近{len(time.periods)}年"
    first = hand.pick("data base", (f"数据库：{kind}", ""))
    if hand.likes("one indicator"):
        one = truth.indicators[0]
        labels = [f"指标：{one.name}({one.unit})", f"时间：{span}"]
        keys = [([county], county, one) for county in truth.counties]
        lead = "地区"
    else:
        labels = [f"地区：{truth.city}", f"时间：{span}"]
        keys = [([f"{one.name}({one.unit})"], truth.city, one) for one in truth.indicators]
        lead = "指标"
    for said, region, one in keys:
        lines.append(Line(said, [style.observed(truth.fact(region, one, when)) for when in time.periods]))
    notes = ["数据来源：国家统计局"]
    if hand.likes("notes"):
        notes = ["注：1.本表按现行口径计算。", "2.2021年数据为推算数。", *notes]
    table = Table(
        [lead], [(head,) for head in time.heads], lines, [*([first] if first else []), *labels], notes=notes
    )
    table.head_kinds = time.kinds
    pen = Pen(kind)
    write(Hand(hand.draw, 0), pen, table, 1, 1)
    return [pen]


def data_bank(hand: Hand, truth: Truth) -> list[Pen]:
    """An export of a data bank: rows of labels 指标, 地区, 单位 head each column; months or years down."""
    time = months(hand, truth.base) if hand.likes("months") else years(hand, truth.base - 3, truth.base)
    style = replace(style_of(hand, truth), with_unit=False)
    columns = [(one, region) for one in truth.indicators[:2] for region in (truth.city, truth.counties[0])]
    pen = Pen("月度")
    labels = hand.pick(
        "labels", (("指标", "地区", "单位"), ("指标名称", "地区", "单位"), ("地区", "指标", "单位"))
    )
    for row, word in enumerate(labels, 1):
        pen.put(row, 1, word)
        for at, (one, region) in enumerate(columns, 2):
            pen.put(row, at, {"地区": region, "单位": one.unit}.get(word, one.name))
    for row, (head, when) in enumerate(zip(time.heads, time.periods, strict=True), len(labels) + 1):
        pen.put(row, 1, head, time.kinds.get(head, CellKind.TEXT))
        for at, (one, region) in enumerate(columns, 2):
            fact = truth.fact(region, one, when)
            entry = style.observed(fact)
            pen.put(row, at, entry.text, entry.kind)
            if entry.fact is not None:
                pen.facts.append(fact.at(pen.name, (row, at)))
    return [pen]


def english_plan(hand: Hand, truth: Truth) -> list[Pen]:
    """An English plan: indicators or districts down, baseline and target, perhaps a year between and a cost."""
    base, end = times_of(truth)
    style = replace(style_of(hand, truth), blank=hand.pick("blank", ("", "", "—", "N/A"), ("..",)))
    regional = hand.likes("by region")
    one = truth.indicators[0]
    about = (
        f"{one.name} by district ({one.unit})" if regional else f"{truth.city}: key performance indicators"
    )
    title, bare = plan_title(hand, truth, about)
    heads = [observed_head(hand, truth, base.year, bare), target_head(hand, truth, end.year, bare)]
    milestone = hand.likes("a target between")
    heads += [f"{end.year - 2} target"] if milestone else []
    cost = hand.dares("cost")
    heads += ["Cost"] if cost else []
    if regional:
        rows, truth = places_of(hand, truth)
        keys = [([label], region, one, needed) for label, region, needed in rows]
        lead = [corner(hand, truth)]
    else:
        keys = [([measured.name, measured.unit], truth.city, measured, True) for measured in truth.indicators]
        lead = [indicator_head(hand, truth), "Unit"]
    lines = []
    for labels, region, measured, needed in keys:
        entries = [
            style.observed(fact_of(truth, region, measured, base, False, needed)),
            style.target(fact_of(truth, region, measured, end, True, needed)),
        ]
        if milestone:
            entries.append(style.target(fact_of(truth, region, measured, Period(end.year - 2), True, needed)))
        if cost:
            entries.append(trap(7001.25 + len(lines)))
        lines.append(Line(labels, entries))
    return [write_one(hand, Table(lead, [(head,) for head in heads], lines, title, english=True))]


def english_yearbook(hand: Hand, truth: Truth) -> list[Pen]:
    """An English yearbook: districts down, years or fiscal years across, the indicator and its unit in the title."""
    one = truth.indicators[0]
    style = replace(
        style_of(hand, truth), blank=hand.pick("blank", ("", "", "..", "N/A"), (":", "x", "not available"))
    )
    span = range(truth.base - hand.number(2, 4), truth.base + 1)
    fiscal = hand.dares("fiscal years")
    heads = [(f"{year}-{(year + 1) % 100:02d}" if fiscal else str(year),) for year in span]
    rows, truth = places_of(hand, truth)
    rows = [
        (label, region, needed)
        for label, region, needed in rows
        if region != truth.city or hand.likes("whole")
    ]
    lines = [
        Line(
            [label],
            [style.observed(fact_of(truth, region, one, Period(year), False, needed)) for year in span],
        )
        for label, region, needed in rows
    ]
    title = [f"Table 4.1 {one.name} by district, {span[0]}–{span[-1]} ({one.unit})"]
    return [write_one(hand, Table([corner(hand, truth)], heads, lines, title, english=True), "Table 4.1")]
