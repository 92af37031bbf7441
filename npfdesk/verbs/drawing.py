"""The verb `uncertainty`: percentiles of every path and the chance of meeting each target."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any, Final

from npfdesk.engine.drawing import Settings
from npfdesk.engine.reach import reach, unused_ranges
from npfdesk.engine.results import Results
from npfdesk.engine.sampling import SOBOL_LIMIT, Sampling, Shape
from npfdesk.engine.status import Rule
from npfdesk.engine.uncertainty import PERCENTILES, Progress, Uncertainty, uncertainty
from npfdesk.engine.update import compute
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import parse_figure
from npfdesk.plan.problems import Language, Problem, Wording
from npfdesk.plan.series import ANY, AssumptionKey
from npfdesk.verbs.naming import REFUSED, find_scenario, finite, open_plan, refuse, say

MOST_DRAWS: Final = 1_000_000

_OUT_OF_RANGE: Final = Wording(
    "抽样次数须在 1 与 {most} 之间，随机种子不得为负，相关系数须在 0 与 1 之间。",
    "The number of draws must lie between 1 and {most}, the seed must not be negative, the correlation must lie "
    "between 0 and 1.",
)
_TOO_MANY: Final = Wording(
    "Sobol 序列最多支持 {most} 个参数，这里有 {count} 个。请改用 --sampling antithetic。",
    "Sobol numbers are known for {most} parameters at most, and here are {count}. Use --sampling antithetic.",
)
_UNUSED: Final = Wording(
    "“{row}”的上下限没有采用：该行没有参数值，或其方法没有可变的参数。",
    "The bounds of “{row}” are not used: the row has no value, or its method has no parameter that can vary.",
)
_NOTHING_VARIES: Final = Wording(
    "这个情景没有可用的上下限：所有路径都是确定的。",
    "No assumption of this scenario has a range: every path is certain.",
)
_HEAD: Final = Wording(
    "情景 {scenario} · {draws} 次抽样 · 种子 {seed} · {shape}\n"
    "{drawn} 条路径随抽样变动；全部目标同时如期的未来占 {robustness}（规则 {rule}，蓝色）",
    "Scenario {scenario} · {draws} draws · seed {seed} · {shape}\n"
    "{drawn} paths vary; futures with every target on track: {robustness} (rule {rule}, blue)",
)
_COLUMNS: Final = Wording(
    "地区\t产业\t指标\t年份\tp5\tp25\tp50\tp75\tp95\t达标机会",
    "region\tindustry\tindicator\tyear\tp5\tp25\tp50\tp75\tp95\tchance",
)


def draw(options: argparse.Namespace, language: Language) -> int:
    """Print percentiles and chances of one scenario; 0, or 2 where the workbook or the question is refused."""
    correlation = parse_figure(options.correlation)
    if (
        isinstance(correlation, Problem)
        or not 0.0 <= correlation <= 1.0
        or not (1 <= options.draws <= MOST_DRAWS and options.seed >= 0)
    ):
        say(_OUT_OF_RANGE.text(language, {"most": MOST_DRAWS}))
        return REFUSED
    document = open_plan(options, language)
    if document is None:
        return REFUSED
    scenario = find_scenario(document, options.scenario)
    if isinstance(scenario, Problem):
        return refuse(scenario, language)
    name = document.scenarios[scenario].name
    results = compute(document)
    for row in unused_ranges(results.scenarios[scenario].inputs):
        say(_UNUSED.text(language, {"row": _row(results.plan, row.scenario, row.key)}))
    settings = Settings(
        draws=options.draws,
        seed=options.seed,
        shape=Shape(options.shape),
        sampling=Sampling(options.sampling),
        correlation=correlation,
        rule=Rule(document.plan.status_rule),
    )
    count = reach(results, scenario).ranges.streams
    if settings.sampling is Sampling.SOBOL and count > SOBOL_LIMIT:
        say(_TOO_MANY.text(language, {"most": SOBOL_LIMIT, "count": count}))
        return REFUSED
    answer = uncertainty(results, scenario, settings, _progress())
    assert answer is not None
    if not answer.drawn.any():
        say(_NOTHING_VARIES.text(language, {}))
    if options.json:
        json.dump(_as_json(results, answer, name), sys.stdout, ensure_ascii=False, allow_nan=False)
        sys.stdout.write("\n")
    else:
        sys.stdout.write(_as_text(results, answer, name, language))
    sys.stdout.flush()
    return 0


def _row(plan: Plan, scenario: str, key: AssumptionKey) -> str:
    region = plan.region_by_code[key.region].name if key.region != ANY else ""
    industry = plan.industry_by_code.get(key.industry)
    names = (scenario, region, industry.name if industry else "", plan.indicator_by_code[key.indicator].name)
    return " · ".join(name for name in names if name)


def _names(plan: Plan, row: int) -> dict[str, str]:
    key = plan.series[row]
    return {
        "region": plan.region_by_code[key.region].name,
        "industry": plan.industry_by_code[key.industry].name if key.industry else "",
        "indicator": plan.indicator_by_code[key.indicator].name,
    }


def _target(results: Results, scenario: str, row: int) -> int | None:
    """The target whose chance stands beside a series: that of the plan's target year, else the last one."""
    table = results.scenarios[scenario].targets
    positions = table.of_row(row)
    due = [one for one in positions if table.year[one] == results.plan.target_year]
    return due[-1] if due else positions[-1] if positions else None


def _chance(results: Results, answer: Uncertainty, row: int) -> float | None:
    position = _target(results, answer.scenario, row)
    return None if position is None else finite(float(answer.chance[position]))


def _as_json(results: Results, answer: Uncertainty, name: str) -> dict[str, Any]:
    plan = results.plan
    years = [int(year) for year in plan.years]
    series = [
        {
            **_names(plan, row),
            "years": years,
            **{
                f"p{percent}": [finite(figure) for figure in answer.percentiles[place, row].tolist()]
                for place, percent in enumerate(PERCENTILES)
            },
            "chance": _chance(results, answer, row),
        }
        for row in range(len(plan.series))
    ]
    return {"scenario": name, "draws": answer.settings.draws, "seed": answer.settings.seed, "series": series}


def _as_text(results: Results, answer: Uncertainty, name: str, language: Language) -> str:
    plan, settings = results.plan, answer.settings
    table = results.scenarios[answer.scenario].targets
    share = finite(answer.robustness)
    told = {
        "scenario": name,
        "draws": settings.draws,
        "seed": settings.seed,
        "shape": str(settings.shape),
        "drawn": int(answer.drawn.sum()),
        "robustness": "—" if share is None else f"{share:.1%}",
        "rule": str(settings.rule),
    }
    lines = [_HEAD.text(language, told), _COLUMNS.text(language, {})]
    for row, key in enumerate(plan.series):
        position = _target(results, answer.scenario, row)
        year = int(table.year[position]) if position is not None else plan.target_year
        if year not in plan.years or not (answer.drawn[row] or position is not None):
            continue
        decimals = plan.indicator_by_code[key.indicator].decimals
        figures = [finite(figure) for figure in answer.percentiles[:, row, plan.column(year)].tolist()]
        chance = _chance(results, answer, row)
        cells = [
            *_names(plan, row).values(),
            str(year),
            *("—" if figure is None else f"{figure:.{decimals}f}" for figure in figures),
            "—" if chance is None else f"{chance:.1%}",
        ]
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"


def _progress() -> Progress | None:
    """A line on a terminal that says how much is done; nothing where nobody watches."""
    if not sys.stderr.isatty():
        return None

    def told(share: float) -> bool:
        sys.stderr.write(f"\r{share:4.0%}" if share < 1 else "\r     \r")
        sys.stderr.flush()
        return True

    return told
