"""The method page of every report: how paths, gaps and roll-ups are computed, in words and formulas."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from npfdesk.plan.methods import METHODS
from npfdesk.plan.problems import Wording
from npfdesk.report.material import Material

METHOD_TEXTS: Final[tuple[tuple[Wording, Wording], ...]] = (
    # what is held comes last, as what is left
    *((one.words, one.sentence) for one in sorted(METHODS.values(), key=lambda one: one.holds)),
    (
        Wording("抓手", "levers"),
        Wording(
            "增益＝Σ 效应×强度(t−滞后)×角色系数×类型系数，乘以 1＋κ·D（D 为耦合协调度）；无论哪种方法，总量、数量和流量每年加"
            "增速的百分点，比率、指数和增速每年加点",
            "gain = Σ effect × intensity(t − lag) × multiplier(role) × multiplier(type), times 1 + κ·D (D the coupling "
            "coordination degree), added whatever the method: percentage points of growth a year, points for ratio, index and rate",
        ),
    ),
    (
        Wording("公式指标", "formula"),
        Wording(
            "由其他指标逐年算出，缺一项则为空",
            "computed from other indicators for each year; empty where an input is missing",
        ),
    ),
    (
        Wording("汇总", "roll-up"),
        Wording(
            "合计或加权平均；有该序列的下级某年缺数则该年为空",
            "the sum or the weighted mean of the regions below; empty in a year in which one of them has a missing value",
        ),
    ),
    (
        Wording("累计目标", "sum"),
        Wording(
            "评价自基期次年起的累计数；时序目标 T(t−b)/(Y−b)；每年所需＝余量÷剩余年数；“年均新增”乘以年数",
            "judged by the sum of the years after the base year; milestone T (t − b)/(Y − b); required a year = what is left ÷ "
            "the years left; an amount a year is multiplied by the years",
        ),
    ),
    (
        Wording("增速目标", "growth"),
        Wording(
            "有基期值的总量按 b(1＋g)^N 折合当年值；增速指标评价至当年的年均增速 m＝(Π(1＋r))^(1/n)−1，剩余每年所需＝((1＋g)^N/Π(1＋r))^(1/(N−n))−1；进度按基期＝1 的指数",
            "for an amount with a base, the level b (1 + g)^N; for a rate, the mean to date m = (Π(1 + r))^(1/n) − 1, required "
            "in each year left ((1 + g)^N / Π(1 + r))^(1/(N − n)) − 1; progress is counted on an index that is 1 in the base "
            "year",
        ),
    ),
    (
        Wording("区间、左右", "range, about"),
        Wording(
            "界内为达标；进度算到近侧边界；越过远侧边界最多为黄",
            "met within its bounds; progress counts to the nearer edge; past the far edge yellow at best",
        ),
    ),
    (
        Wording("相对、位次、定性", "relative, rank, words"),
        Wording(
            "与所指序列的数值或自基期以来的增速比；位次为同级中更好者个数＋1；只有方向的按基期比较，无可比数值为灰",
            "compared with the named series' figure or its growth since the base; a rank is 1 + the number of peers that are "
            "better; a direction in words is compared with the base, grey where there is no figure to compare",
        ),
    ),
    (
        Wording("缺口", "shortfall"),
        Wording(
            "T−p（越低越好时 p−T），用目标口径的单位，百分数之差为个百分点；完成进度 (p−b)/(T−b)；所需自最后一个现状年至 T",
            "T − p (p − T where lower is better) in the unit of what the target measures, percentage points between "
            "percentages; progress to target (p − b)/(T − b); required from the last year with an actual to T",
        ),
    ),
)
"""What each method does; v is the last observed value, b its year."""

_ACCOUNTED: Final = (
    Wording("数字核对", "figures accounted for"),
    Wording(
        "工作簿上共 {figures} 个数字：读入 {taken} 个；说明了去处 {explained} 个（表头、编号、合计、注释等）；"
        "列为问题、有待处理 {told} 个",
        "the workbook shows {figures} figures: {taken} read in, {explained} accounted for (heads, row numbers, sums, notes), "
        "{told} listed as problems to settle",
    ),
)


def method_rows(material: Material) -> list[tuple[str, str]]:
    """The rows of the page in the report's language: each method, and what became of the workbook's figures."""
    rows = [(material.words(name), material.words(text)) for name, text in METHOD_TEXTS]
    counts = material.provenance.accounting
    if counts.figures:
        name, text = _ACCOUNTED
        rows.append((material.words(name), material.words(text, **asdict(counts))))
    return rows
