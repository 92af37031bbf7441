"""Plans invented at random (every figure synthetic) and written as a stranger would type them."""

import random
from pathlib import Path
from typing import Any

from openpyxl import Workbook

Plan = dict[str, Any]
SHEETS = {
    "Plan": "规划", "Indicators": "指标", "Regions": "地区", "Industries": "产业", "Targets": "目标",
    "Data": "数据", "Scenarios": "情景", "Assumptions": "假设", "Levers": "抓手",
    "Lever levels": "抓手强度", "Multipliers": "异质系数",
}  # fmt: skip
HEADERS = {
    "key": "项", "value": "值", "name": "名称", "code": "代码", "group": "类别", "unit": "单位", "kind": "类型",
    "direction": "方向", "rollup": "汇总", "weight": "权重指标", "formula": "公式", "parent": "上级",
    "role": "角色", "type": "类型", "region": "地区", "industry": "产业", "indicator": "指标", "base": "基期值",
    "base year": "基期", "target": "目标值", "target year": "目标年", "stretch": "力争值", "note": "备注",
    "scenario": "情景", "method": "方法", "parameter": "参数", "midpoint": "拐点年", "lever": "抓手",
    "dimension": "维度", "effect": "效应", "lag": "滞后", "role or type": "角色/类型", "multiplier": "系数",
    "scenario name": "情景",
}  # fmt: skip
WORDS = {
    "flow": "流量", "rate": "增速", "level": "总量", "count": "数量", "ratio": "比率", "index": "指数", "up": "正向", "down": "负向",
    "sum": "合计", "mean": "加权平均", "none": "不汇总", "growth": "增长率", "step": "增量", "target": "按目标",
    "trend": "趋势", "logistic": "S 曲线", "hold": "不变", "values": "逐年值", "title": "名称", "city": "全市",
    "base year": "基期", "target year": "目标年", "horizon": "展望年", "synergy": "协同系数",
}  # fmt: skip
FULL = str.maketrans("0123456789", "０１２３４５６７８９")


def target_text(dice: random.Random, base: float | None, kind: str, down: bool) -> dict[str, Any]:
    """One way of writing a target, with what the contract says that it means."""
    start = base or 100.0
    figure = round(start * dice.uniform(0.6, 0.9) if down else start * dice.uniform(1.1, 1.9), 2)
    low, high = round(figure * 0.99, 2), round(figure * 1.01, 2)
    ways: list[tuple[str, str, float | None, float | None, float | None]] = [
        (f"{figure}", "exact", figure, None, None),
        (f"{figure:,.2f}", "exact", figure, None, None),
        (f" {figure} ".translate(FULL), "exact", figure, None, None),
        (f"约{figure}", "about", figure, figure * 0.98, figure * 1.02),
        (f"{figure}左右", "about", figure, figure * 0.98, figure * 1.02),
        (f"about {figure}", "about", figure, figure * 0.98, figure * 1.02),
    ]
    if down:
        for text in (f"不超过{figure}", f"{figure}以下", f"{figure}以内", f"≤{figure}", f"at most {figure}"):
            ways.append((text, "at_most", figure, None, figure))
    else:
        for text in (
            f"{figure}以上", f"不低于{figure}", f"≥{figure}", f"超{figure}", f"突破{figure}",
            f"达到{figure}以上", f"at least {figure}", f"{figure}+",
        ):  # fmt: skip
            ways.append((text, "at_least", figure, figure, None))
        if base is not None:
            ways.append((f"新增{figure}", "exact", base + figure, None, None))
            ways.append((f"+{figure}", "exact", base + figure, None, None))
            ways.append(("翻一番", "exact", base * 2, None, None))
            ways.append(("翻两番", "exact", base * 4, None, None))
            if kind in ("level", "count"):
                ways.append(("增长15%以上", "at_least", base * 1.15, base * 1.15, None))
                ways.append(("年均增长8%", "exact", base * 1.08**5, None, None))
        ways.append((f"累计{figure}以上", "at_least", figure, figure, None))
        ways.append((f"{low}-{high}", "range", (low + high) / 2, low, high))
    text, word, value, low_, high_ = dice.choice(ways)
    return {"text": text, "kind": word, "figure": value, "low": low_, "high": high_}


def invented(seed: int) -> Plan:
    """A whole plan: a deep region tree, industries, a chain of three scenarios, every method, levers."""
    dice = random.Random(seed)
    base, target = 2020, 2025
    plan: Plan = {
        "base": base,
        "target": target,
        "horizon": target + dice.choice((0, 2, 5)),
        "city": "云城市",
    }
    plan["indicators"] = [
        {"name": "生产总值", "code": "gdp", "unit": "亿元", "kind": "level"},
        {"name": "人口", "code": "pop", "unit": "人", "kind": "count"},
        {"name": "城镇化率", "code": "urban", "unit": "%", "kind": "ratio", "rollup": "mean", "weight": "pop"},
        {"name": "能耗", "code": "energy", "unit": "万吨", "kind": "level", "direction": "down"},
        {"name": "景气", "code": "mood", "unit": "", "kind": "index"},
        {"name": "单位能耗", "code": "intensity", "unit": "", "kind": "ratio", "direction": "down",
         "formula": dice.choice(("energy/gdp", "energy / gdp * 100", "(energy - min(energy, 3)) / max(gdp, 1)"))},
        {"name": "增速", "code": "rate", "unit": "%", "kind": "ratio",
         "formula": dice.choice(("(gdp/prev(gdp)-1)*100", "(gdp / base(gdp) - 1) * 100", 'gdp/at("云城市", gdp)*100',
                                 "sqrt(abs(gdp)) + log(gdp)", "gdp / sum(gdp)",
                                 "count(gdp > 300)", "mean(gdp) - prev(gdp)", "exp(-gdp / 1000) + max(1, urban)"))},
    ]  # fmt: skip
    plan["regions"] = [{"name": "云城市"}, {"name": "东区", "parent": "云城市", "role": "核心"},
                       {"name": "西 县", "parent": "云城市", "role": "外围"}, {"name": "北镇(新)", "parent": "西 县"},
                       {"name": "南镇", "parent": "西 县", "role": "外围"}]  # fmt: skip
    plan["industries"] = [{"name": "汽车", "type": "成长"}, {"name": "软件", "type": "成熟"}]
    for rank, row in enumerate(plan["regions"]):
        row["code"] = f"R{rank}"
    for rank, row in enumerate(plan["industries"]):
        row["code"] = f"X{rank}"
    plan["targets"], plan["data"] = [], []
    for indicator in plan["indicators"][:5]:
        for region in plan["regions"]:
            for industry in ("", "汽车", "软件"):
                if dice.random() < (0.25 if industry == "" else 0.75):
                    continue
                add_series(plan, dice, region["name"], industry, indicator)
    if not plan["targets"]:
        add_series(plan, dice, "东区", "", plan["indicators"][0], certain=True)
    plan["scenarios"] = [
        {"name": "基准"},
        {"name": "加快", "parent": "基准"},
        {"name": "冲刺", "parent": "加快"},
    ]
    plan["assumptions"] = list(assumptions(plan, dice))
    plan["levers"], plan["levels"], plan["multipliers"] = [], [], []
    for lever, dimension in (("招商", "投入"), ("人才", "创新"), ("技改", "创新")):
        for name in dice.sample(["生产总值", "人口", "城镇化率", "能耗"], 2):
            plan["levers"].append({"lever": lever, "dimension": dimension, "indicator": name,
                                   "effect": round(dice.uniform(-0.5, 2), 2), "lag": dice.choice((0, 0, 1, 2))})  # fmt: skip
    taken = set()
    for _ in range(7):
        row = {"scenario": dice.choice(plan["scenarios"])["name"], "lever": dice.choice(("招商", "人才", "技改")),
               "region": dice.choice(("", "*", "东区", "西 县")), "industry": dice.choice(("", "*", "汽车", "总计")),
               "years": {y: dice.randint(0, 100) for y in sorted(dice.sample(range(base, target + 1), 3))}}  # fmt: skip
        # One row for each lever and place, and never region-only beside industry-only: their order is not said.
        key = (row["scenario"], row["lever"], (row["region"] in ("", "*")) + (row["industry"] in ("", "*")))
        if key not in taken:
            taken.add(key)
            plan["levels"].append(row)
    for name, dimension in (("核心", "投入"), ("外围", "创新"), ("成长", "创新")):
        plan["multipliers"].append(
            {"name": name, "dimension": dimension, "multiplier": dice.choice((0.5, 1.2, 2))}
        )
    plan["synergy"] = dice.choice((None, 0.3))
    add_flows_and_rates(plan, random.Random(seed + 1000))
    return plan


def add_flows_and_rates(plan: Plan, dice: random.Random) -> None:
    """An indicator whose years add up and one that is a growth itself, with their targets, methods and levers."""
    flow = {"name": "新增就业", "code": "jobs", "unit": "万人", "kind": "flow"}
    rate = {"name": "工业增速", "code": "speed", "unit": "%", "kind": "rate"}
    plan["indicators"] += [flow, rate]
    for region in plan["regions"]:
        for indicator, usual in ((flow, dice.uniform(3, 9)), (rate, dice.uniform(4, 8))):
            if dice.random() < 0.3:
                continue
            key = {"region": region["name"], "industry": "", "indicator": indicator["name"]}
            years = {year: round(usual * dice.uniform(0.8, 1.2), 2) for year in range(2018, 2021)}
            if dice.random() < 0.5:
                years[2021] = round(usual * dice.uniform(0.8, 1.2), 2)
            plan["data"].append({**key, "years": years})
            if dice.random() < 0.8:
                say = sum_text if indicator is flow else growth_text
                plan["targets"].append({**key, "base": None, "year": 2025, **say(dice, usual)})
    for scenario in plan["scenarios"]:
        for indicator, methods in (
            (flow, ("growth", "step", "target", "trend", "hold", "values", "target")),
            (rate, ("step", "target", "hold", "values", "target")),
        ):
            if dice.random() < 0.2:
                continue
            method = dice.choice(methods)
            row = {"scenario": scenario["name"], "region": dice.choice(("", "*")), "industry": dice.choice(("", "*")),
                   "indicator": indicator["name"], "method": method, "value": None, "midpoint": None, "years": {}}  # fmt: skip
            if method in ("growth", "step"):
                row["value"] = round(dice.uniform(-0.5, 1.5), 2)
            elif method == "values":
                row["years"] = {2023: 6.5, 2026: 7.25}
            plan["assumptions"].append(row)
    for indicator in (flow, rate):
        plan["levers"].append({"lever": "招商", "dimension": "投入", "indicator": indicator["name"],
                               "effect": round(dice.uniform(-0.3, 0.6), 2), "lag": 0})  # fmt: skip


def sum_text(dice: random.Random, usual: float) -> dict[str, Any]:
    """One way of writing the sum of five years."""
    total = round(5 * usual * dice.uniform(0.9, 1.4), 1)
    low, high = total, round(total * 1.1, 1)
    text, kind, figure, bounds = dice.choice(
        [
            (f"〔{total}〕", "exact", total, (None, None)),
            (f"五年累计{total}", "exact", total, (None, None)),
            (f"[{total}]以上", "at_least", total, (total, None)),
            (f"〔{total}〕左右", "about", total, (total * 0.98, total * 1.02)),
            (f"〔{low}-{high}〕", "range", (low + high) / 2, (low, high)),
            (f"年均新增{usual:.1f}", "exact", round(usual, 1) * 5, (None, None)),
        ]
    )
    return {
        "text": text,
        "kind": kind,
        "measure": "sum",
        "figure": figure,
        "low": bounds[0],
        "high": bounds[1],
    }


def growth_text(dice: random.Random, usual: float) -> dict[str, Any]:
    """One way of writing the mean growth of five years."""
    mean = round(usual * dice.uniform(0.9, 1.3), 1)
    low, high = mean, round(mean + 0.5, 1)
    text, kind, figure, bounds = dice.choice(
        [
            (f"{mean}%", "exact", mean, (None, None)),
            (f"年均增长{mean}%", "exact", mean, (None, None)),
            (f"{mean}%以上", "at_least", mean, (mean, None)),
            (f"{mean}%左右", "about", mean, (mean * 0.98, mean * 1.02)),
            (f"{low}%-{high}%", "range", (low + high) / 2, (low, high)),
        ]
    )
    return {
        "text": text,
        "kind": kind,
        "measure": "growth",
        "figure": figure,
        "low": bounds[0],
        "high": bounds[1],
    }


def add_series(plan: Plan, dice: random.Random, region: str, industry: str, indicator: dict[str, Any],
               certain: bool = False) -> None:  # fmt: skip
    """A target and/or a row of data for one series, the data agreeing with the printed base."""
    base = round(dice.uniform(20, 60) if indicator["kind"] == "ratio" else dice.uniform(50, 900), 1)
    if indicator["kind"] == "count":
        base = float(round(base) * 10)
    years = {}
    if dice.random() < 0.6:
        years = {y: round(base * (1 + (y - 2020) * dice.uniform(0.01, 0.05)), 2) for y in range(2015, 2020)}
        if dice.random() < 0.3:
            del years[2018]
        if dice.random() < 0.3:
            years[2021] = round(base * 1.04, 2)
        if dice.random() < 0.5:
            years[2020] = base
    key = {"region": region, "industry": industry, "indicator": indicator["name"]}
    if certain or dice.random() < 0.7:
        printed = None if 2020 in years and dice.random() < 0.5 else base
        text = target_text(dice, base, indicator["kind"], indicator.get("direction") == "down")
        plan["targets"].append({**key, "base": printed, "year": 2025, **text})
    elif not years:
        years = {2020: base}
    if years:
        plan["data"].append({**key, "years": years})


def assumptions(plan: Plan, dice: random.Random) -> Any:
    """At most one row for each scenario, indicator and width, so that the contract says who wins."""
    for scenario in plan["scenarios"]:
        for indicator in plan["indicators"][:5]:
            for width in range(3):
                if dice.random() < 0.6:
                    continue
                region = dice.choice([r["name"] for r in plan["regions"]]) if width == 2 else ""
                industry = dice.choice(("总计", "汽车", "软件", "total")) if width == 2 else ""
                if width == 1 and dice.random() < 0.5:
                    region = dice.choice([r["name"] for r in plan["regions"]])
                elif width == 1:
                    industry = dice.choice(("总计", "汽车", "total"))
                method = dice.choice(
                    ("growth", "growth", "step", "target", "trend", "logistic", "hold", "values")
                )
                row = {"scenario": scenario["name"], "region": region or dice.choice(("", "*")),
                       "industry": industry or dice.choice(("", "*")), "indicator": indicator["name"],
                       "method": method, "value": None, "midpoint": None, "years": {}}  # fmt: skip
                if method in ("growth", "step"):
                    row["value"] = round(dice.uniform(-2, 9), 2)
                    row["years"] = {2023: round(dice.uniform(0, 5), 2)} if dice.random() < 0.4 else {}
                elif method == "logistic":
                    row["value"], row["midpoint"] = round(dice.uniform(10000, 20000), 1), 2030
                elif method == "values":
                    row["years"] = {2023: 300.5, 2026: 410.25} if dice.random() < 0.7 else {2022: 55.0}
                yield row


def written(plan: Plan, path: Path, seed: int) -> Path:
    """The plan as a workbook: language, names or codes, column order and extra sheets by the seed."""
    dice = random.Random(seed * 7 + 1)
    book = Workbook()
    book.remove(book.active)
    chinese = dice.random() < 0.5

    def word(text: str) -> str:
        return WORDS.get(text, text) if dice.random() < 0.5 else text

    def code(text: str, rows: str) -> str:
        found = next((row["code"] for row in plan[rows] if row["name"] == text), text)
        return found if dice.random() < 0.3 else text

    def sheet(name: str, rows: list[dict[Any, Any]]) -> None:
        keys = list(dict.fromkeys(key for row in rows for key in row))
        dice.shuffle(keys)
        title = SHEETS[name] if chinese else name
        page = book.create_sheet(title if dice.random() < 0.7 else f" {title.upper()} ")
        tops = []
        for key in keys:
            if isinstance(key, int):
                tops.append(dice.choice((key, f"{key}年", str(key))))
            elif chinese:
                tops.append(HEADERS["value" if key == "value" else key])
            else:
                tops.append({"parameter": "value", "scenario name": "name"}.get(key, key))
        page.append(tops)
        for row in rows:
            page.append([row.get(key) for key in keys])

    settings = {"city": code(plan["city"], "regions"), "base year": plan["base"],
                "target year": f"{plan['target']}年", "horizon": plan["horizon"], "title": "云城规划"}  # fmt: skip
    if plan.get("rule"):
        settings["status rule"] = plan["rule"]
    if plan["synergy"]:
        settings["synergy"] = plan["synergy"]
    sheet(
        "Plan", [{"key": word(k) if k != "synergy" else "协同系数", "value": v} for k, v in settings.items()]
    )
    sheet("Indicators", [{k: word(v) if k in ("kind", "direction", "rollup") else v for k, v in row.items()}
                         for row in plan["indicators"]])  # fmt: skip
    sheet(
        "Regions",
        [{k: code(v, "regions") if k == "parent" else v for k, v in r.items()} for r in plan["regions"]],
    )
    sheet("Industries", plan["industries"])
    where = {"region": "regions", "industry": "industries", "indicator": "indicators"}

    def placed(row: dict[Any, Any]) -> dict[Any, Any]:
        return {k: code(row[k], where[k]) for k in where if k in row}

    sheet("Targets", [{**placed(r), "base": r["base"], "target": r["text"], "target year": r["year"]}
                      for r in plan["targets"]])  # fmt: skip
    if plan["data"]:
        sheet("Data", [{**placed(r), **r["years"]} for r in plan["data"]])
    sheet("Scenarios", [{"scenario name": r["name"], "parent": r.get("parent")} for r in plan["scenarios"]])
    if plan["assumptions"]:
        sheet("Assumptions", [{**placed(r), "scenario": r["scenario"], "method": word(r["method"]),
                               "parameter": r["value"], "midpoint": r["midpoint"], **r["years"]}
                              for r in plan["assumptions"]])  # fmt: skip
    sheet("Levers", [{**r, "indicator": code(r["indicator"], "indicators")} for r in plan["levers"]])
    sheet("Lever levels", [{**placed(r), "scenario": r["scenario"], "lever": r["lever"], **r["years"]}
                           for r in plan["levels"]])  # fmt: skip
    sheet("Multipliers", [{"role or type": r["name"], "dimension": r["dimension"], "multiplier": r["multiplier"]}
                          for r in plan["multipliers"]])  # fmt: skip
    book.create_sheet("随便" if chinese else "Scratch").append(["anything", 1, None, "=1+1"])
    book.save(path)
    return path
