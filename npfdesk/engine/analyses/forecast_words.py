"""The parameters and tests of a forecast in words, for window and command line alike."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from npfdesk.engine.analyses.forecasts import Diagnostic
from npfdesk.plan.problems import Language, Wording, joined
from npfdesk.plan.rounding import rounded_text, significant_text
from npfdesk.plan.spoken_names import NO, YES

_LIST_PLACES, _DIGITS, _LEAST = 4, 6, 1e-6
"""Decimal places of the figures of a list, digits of one that stands alone, and what is too small to be told from 0."""
DIAGNOSTICS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "rate": Wording("年均增速（%）", "growth, % a year"),
        "slope": Wording("斜率", "slope"),
        "intercept": Wording("截距", "intercept"),
        "r_squared": Wording("R²", "R²"),
        "ceiling": Wording("上限", "ceiling"),
        "k": Wording("陡度 k", "steepness k"),
        "midpoint": Wording("拐点年", "midpoint"),
        "smoothing_level": Wording("水平平滑系数", "smoothing of the level"),
        "smoothing_trend": Wording("趋势平滑系数", "smoothing of the trend"),
        "damped": Wording("阻尼", "damped"),
        "damping_trend": Wording("阻尼系数", "damping of the trend"),
        "initial_level": Wording("初始水平", "initial level"),
        "initial_trend": Wording("初始趋势", "initial trend"),
        "converged": Wording("已收敛", "converged"),
        "a": Wording("发展系数 a", "development coefficient a"),
        "b": Wording("灰作用量 b", "grey input b"),
        "level_ratios": Wording("级比", "level ratios"),
        "level_ratio_bounds": Wording("级比容许区间", "bounds of level ratios"),
        "level_ratio_passed": Wording("级比检验通过", "level ratios pass"),
        "C": Wording("后验差比 C", "posterior ratio C"),
        "P": Wording("小误差概率 P", "small-error probability P"),
        "grade": Wording("精度等级", "grade"),
    }
)
"""The parameters and tests of the methods, by their names in JSON."""


def diagnostics_in_words(
    diagnostics: Mapping[str, Diagnostic], language: Language, digits: int = _DIGITS
) -> list[tuple[str, str]]:
    """The name and the text of each parameter and test, in their order; — where there is no figure. KeyError: an unknown name."""
    return [
        (DIAGNOSTICS[name].text(language, {}), _text(value, language, digits))
        for name, value in diagnostics.items()
    ]


def _text(value: Diagnostic, language: Language, digits: int) -> str:
    if isinstance(value, bool):
        return (YES if value else NO).text(language, {})
    if isinstance(value, list):
        return joined((rounded_text(one, _LIST_PLACES) for one in value), language)
    if isinstance(value, float):
        return "≈ 0" if 0 < abs(value) < _LEAST else significant_text(value, digits)
    return "—" if value is None else str(value)
