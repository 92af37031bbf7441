"""What the leader's copy says: its sections, its sentences, its sliders; the script fills them in as figures move."""

from __future__ import annotations

from typing import Final

from npfdesk.plan.gap_words import MET, OVER, SHORT, SHORTFALL
from npfdesk.plan.problems import Wording

TITLE: Final = Wording("领导参阅件", "Leader's copy")

WORDS: Final = {
    "overview": Wording("总体判断", "Overview"),
    "paths": Wording("主要指标路径", "Paths of the key indicators"),
    "gaps": Wording("缺口", "Shortfalls"),
    "counties": Wording("各地区", "Regions"),
    "sliders": Wording("调整关键参数", "Move the key parameters"),
    "about": Wording("说明", "About this page"),
    "headline": Wording(
        "{total} 个目标中 {met} 个符合预期", "{met} of {total:target is|targets are} on track"
    ),
    "counted": Wording("{count} 个{status}", "{count} {status}"),
    "worst": Wording("最需关注：{names}。", "Needs attention first: {names}."),
    "all_met": Wording("主要指标均符合预期。", "All key indicators are on track."),
    "moved": Wording(
        "参数已调整，以下为“{scenario}”按所调参数的推算值。",
        "Parameters were moved: the figures below are “{scenario}” as projected with them.",
    ),
    "before": Wording("调整前 {met} 个", "{met} before the move"),
    "scenario": Wording("情景", "Scenario"),
    "key": Wording("主要指标", "Key indicators"),
    "indicator": Wording("指标", "Indicator"),
    "region": Wording("地区", "Region"),
    "unit": Wording("单位", "Unit"),
    "target": Wording("目标", "Target"),
    "year": Wording("目标年", "Year"),
    "value": Wording("推算值", "Projected"),
    "gap": SHORTFALL,
    "status": Wording("状态", "Status"),
    "required": Wording("每年所需", "Required a year"),
    "short": SHORT,
    "over": OVER,
    "met": MET,
    "none": Wording("没有未达到的目标。", "All targets are reached."),
    "gaps_note": Wording(
        "{count} 个目标未达到，逆向变化和进度滞后的在前。",
        "{count:target is|targets are} not reached; moving away and well behind come first.",
    ),
    "more": Wording("显示全部 {count} 个", "Show all {count}"),
    "counties_note": Wording(
        "各地区目标年的推算值，颜色和记号是状态。",
        "Projected figures in each target's year; colour and mark are its status.",
    ),
    "actual": Wording("现状值", "actual"),
    "aimed": Wording("目标 {figure}", "target {figure}"),
    "chart": Wording("{name}：{first} 年到 {last} 年的路径", "{name}: the path from {first} to {last}"),
    "assumption": Wording("假设", "Assumption"),
    "present": Wording("情景取 {figure}", "{figure} in the scenario"),
    "reset": Wording("复原", "Reset"),
    "reset_all": Wording("全部复原", "Reset all"),
    "figure_of": Wording("{name}，数值", "{name}, figure"),
    "between": Wording("可取 {low} 到 {high}", "from {low} to {high}"),
    "sliders_note": Wording(
        "拖动滑块或填数，本页所有数值、图和状态随之重算，与程序一致；所调均为假设，不改变规划文件。",
        "Drag a slider or enter a figure: every figure, chart and status of this page is computed anew, as in the program. All "
        "of them are assumptions; the plan's file stays as it is.",
    ),
    "no_sliders": Wording(
        "该情景没有本页可以重算的参数。", "The scenario has no parameter that this page can recompute."
    ),
    "refused": Wording(
        "看板上的参数 {names} 没有列入：本页不能准确重算，请在程序中调整。",
        "Parameters of the board not offered here: {names}. This page cannot recompute them exactly; move them in the program.",
    ),
    "printed": Wording("关键参数（均为假设）", "Key parameters (all of them assumptions)"),
    "print": Wording("打印", "Print"),
    "levers": Wording("抓手效应为示意性假设。", "Effects of levers are illustrative assumptions."),
    "status_rule": Wording("状态规则", "Status rule"),
    "provenance": Wording("来历", "Provenance"),
    "made": Wording("生成时间", "Made"),
    "projected_line": Wording("推算值", "projected"),
    "target_mark": Wording("目标", "target"),
    "beside": Wording("{one}，{other}", "{one}, {other}"),
    "stop": Wording("。", "."),
}
"""The words that the page's script uses, by their key; ``{count:one|many}`` as everywhere."""

YEARS: Final = Wording(
    "{city}　基期 {base} 年　目标年 {target} 年", "{city} · base year {base} · target year {target}"
)
NO_SCRIPT: Final = Wording(
    "本页由浏览器计算图表和数值。请允许本页运行脚本（脚本在文件内，不联网），或用其他浏览器打开。",
    "The browser computes the charts and figures of this page. Allow its script (inside the file, without any network), or open "
    "it in another browser.",
)
LEVER: Final = Wording("抓手强度", "lever intensity")
WHERE_WHAT: Final = Wording("{where}，{what}", "{where}, {what}")
