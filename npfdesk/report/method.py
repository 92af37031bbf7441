"""How paths, gaps and roll-ups are reckoned, in words and formulas, for the method page of every report."""

from __future__ import annotations

from typing import Final

from npfdesk.plan.problems import Wording

METHOD_TEXTS: Final[tuple[tuple[Wording, Wording], ...]] = (
    (
        Wording("增长率", "growth"),
        Wording(
            "v·Π(1+(g＋抓手增益)/100)，g 为每年 %，逐年值优先",
            "v·Π(1 + (g + gain)/100), g in % a year, figures by year first",
        ),
    ),
    (
        Wording("增量", "step"),
        Wording(
            "v＋Σ(s＋抓手增益)，s 为每年增量（比率为百分点）",
            "v + Σ(s + gain), s in units a year (points for a ratio)",
        ),
    ),
    (
        Wording("按目标", "target"),
        Wording(
            "经各目标值：总量和数量按复合增长，比率和指数直线；最后一个目标之后不变",
            "through each target's figure: compound for level and count, straight for ratio and index; level after the last",
        ),
    ),
    (
        Wording("趋势", "trend"),
        Wording(
            "过去若干观测年首尾之间的复合年率（比率和指数为直线）＋抓手增益",
            "the compound rate between the first and last of the past years (straight for ratio and index), plus the gain",
        ),
    ),
    (
        Wording("S 曲线", "S curve"),
        Wording("K/(1＋e^(−k(t−m)))，k＝ln(K/v−1)/(m−b)", "K/(1 + e^(−k(t − m))), k = ln(K/v − 1)/(m − b)"),
    ),
    (
        Wording("逐年值", "values"),
        Wording(
            "给定年份取给定值，其间直线，其后不变",
            "the figures given, straight between, level after the last",
        ),
    ),
    (
        Wording("不变", "hold"),
        Wording(
            "v；没有假设的序列同样不变，但不作为预测",
            "v; a series without any assumption is held too, and is no forecast",
        ),
    ),
    (
        Wording("抓手", "levers"),
        Wording(
            "年增长率提高 Σ 效应×强度(t−滞后)×角色系数×类型系数，乘以 1＋κ·D（D 为耦合协调度）",
            "annual growth rises by Σ effect × intensity(t − lag) × multiplier(role) × multiplier(type), times 1 + κ·D "
            "(D the coupling coordination degree)",
        ),
    ),
    (
        Wording("公式指标", "formula"),
        Wording(
            "由其他指标逐年算出，缺一项则为空",
            "computed from other indicators year by year; empty where an input is missing",
        ),
    ),
    (
        Wording("汇总", "roll-up"),
        Wording(
            "合计或加权平均；有序列的子级某年缺数则该年为空",
            "the sum or the weighted mean of the children; empty in a year in which one of them has no figure",
        ),
    ),
    (
        Wording("缺口", "gap"),
        Wording(
            "T−p（越低越好时 p−T）；达成度 (p−b)/(T−b)；所需增速自最后观测年至 T",
            "T − p (p − T where less is better); attainment (p − b)/(T − b); growth needed from the last observed year to T",
        ),
    ),
)
"""What each method does; v is the last observed value, b its year."""
