"""Targets as texts that are read back as the same target: 8000, 7000以上, 年均增长6%左右, 〔520〕."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Problem
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import (
    OTHER_WAY,
    Basis,
    Measure,
    PlanTarget,
    StatedText,
    TargetKind,
    TargetText,
    bare,
)

_AROUND: Final = {
    TargetKind.EXACT: "{}",
    TargetKind.AT_LEAST: "{}以上",
    TargetKind.AT_MOST: "{}以下",
    TargetKind.ABOUT: "{}左右",
}


def target_cell(target: PlanTarget, indicator: Indicator) -> str:
    """The text of a target's cell: as typed where that reads back as the same, else written anew.

    Statements of other cells follow behind a comma where they can be read from there.
    """
    text = _as_typed(target.text, target.parsed, indicator)
    for second in target.beside:
        joined = f"{text}，{_as_typed(second.text, second.parsed, indicator)}"
        read = parse_target(joined, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind)
        if isinstance(read, TargetText) and bare(read) == bare(target.parsed):
            text = joined
    return text


def _as_typed(text: str, parsed: StatedText, indicator: Indicator) -> str:
    read = parse_target(text, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind)
    if isinstance(read, Problem) or _whole(read) != _whole(parsed):
        # printed in another unit, or under a head that said what it measures
        written = target_as_text(parsed, indicator.unit)
        again = parse_target(written, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind)
        return text if isinstance(again, Problem) else written
    return text


def _whole(parsed: StatedText) -> tuple[object, ...]:
    beside = parsed.beside if isinstance(parsed, TargetText) else ()
    return (bare(parsed), *(bare(one) for one in beside))


def target_as_text(parsed: StatedText, unit: str = "") -> str:
    """A target as a text that is read back as the same for an indicator in that unit: 8000, 1-2, 新增500, 年均增长6%."""
    said = _statement(parsed, unit)
    for second in parsed.beside if isinstance(parsed, TargetText) else ():
        said += f"，{_statement(second, unit)}"
    return said + parsed.mark


def _statement(parsed: StatedText, unit: str) -> str:
    wordless = parsed.measure in (Measure.RELATIVE, Measure.QUALITATIVE)
    if wordless or (parsed.measure is Measure.RANK and parsed.figure is None):
        return parsed.text or "—"
    stretch = (
        ""
        if parsed.stretch is None
        else f"力争{_written(replace(parsed, kind=TargetKind.EXACT), parsed.stretch, unit)}"
    )
    if parsed.kind in (TargetKind.NONE, TargetKind.ASSIGNED):
        assigned = parsed.kind is TargetKind.ASSIGNED
        if not stretch:
            return parsed.text or "—"
        return f"完成上级下达任务，{stretch}" if assigned else stretch
    if parsed.kind is TargetKind.RANGE and parsed.low is not None and parsed.high is not None:
        said = _ranged(parsed, parsed.low, parsed.high, unit)
    else:
        said = _written(parsed, parsed.figure if parsed.figure is not None else 0.0, unit)
    said += f"（{parsed.note}）" if parsed.note else ""
    said += "" if parsed.year is None else f"（{parsed.year}）"
    return f"{said}，{stretch}" if stretch else said


def _written(parsed: StatedText, figure: float, unit: str) -> str:
    if parsed.measure is Measure.RANK:
        place = f"前{plain(figure)}" if parsed.kind is TargetKind.AT_MOST else f"第{plain(figure)}"
        # 全省前三; of English words the place alone can be said
        return place if parsed.reference.isascii() else parsed.reference + place
    if parsed.how == "multiple":
        times = "减半" if figure == 0.5 else f"增长{plain(figure - 1)}倍"
        return _since(parsed) + _AROUND[parsed.kind].format(times)
    opening, behind = _opening(parsed, figure < 0, unit)
    shown, kind = figure, parsed.kind
    if opening and parsed.measure is not Measure.SUM and parsed.how != "figure":
        shown = abs(figure)
        kind = OTHER_WAY.get(kind, kind) if figure < 0 else kind
    around = _AROUND[kind].format(f"{plain(shown)}{behind}")
    if parsed.measure is Measure.SUM and parsed.how == "figure":
        return f"〔{around}〕"
    return _since(parsed) + opening + around


def _ranged(parsed: StatedText, low: float, high: float, unit: str) -> str:
    falls = parsed.how in ("growth", "compound", "change", "step") and high < 0
    opening, behind = _opening(parsed, falls, unit)
    if falls:
        low, high = -high, -low
    said = f"{plain(low)}-{plain(high)}{behind}"
    if parsed.measure is Measure.SUM and parsed.how == "figure":
        return f"〔{said}〕"
    return _since(parsed) + opening + said


def _since(parsed: StatedText) -> str:
    return "" if parsed.since is None else f"比{parsed.since}年"


def _opening(parsed: StatedText, falls: bool, unit: str) -> tuple[str, str]:
    """The words before the figure and the unit behind it."""
    if parsed.measure is Measure.SUM:
        return ("年均新增" if parsed.how == "step" else ""), ""
    if parsed.how == "figure" and parsed.measure is Measure.GROWTH:
        # the indicator is the growth or the cut itself
        return ("年均" if parsed.basis is Basis.ANNUAL else "下降"), "%"
    points = "个百分点" if unit == "%" else ""
    return {
        "increase": ("减少" if falls else "新增", ""),
        "change": ("下降" if falls and points else "减少" if falls else "提高", points),
        "growth": ("下降" if falls else "增长", "%"),
        "compound": ("年均下降" if falls else "年均增长", "%"),
        "step": ("年均下降" if falls and points else "年均减少" if falls else "年均增加", points),
    }.get(parsed.how, ("", ""))
