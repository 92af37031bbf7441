"""Rows of the sheets of a plan's cycle, for tests of their reading and of their saving."""

import datetime

from npfdesk.plan.closed_targets import ClosedTarget, Verdict
from npfdesk.plan.scoring import ScoreSort, ScoringMethod, ScoringRule
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.vintages import Vintage, VintageKey

OUTPUT, TOWN_FIRMS = SeriesKey("市", "", "output"), SeriesKey("县", "", "firms")
VINTAGE_HEAD = ["地区", "产业", "指标", "年份", "数值", "公布日期", "出处", "备注"]
VINTAGE_ROWS = [
    VINTAGE_HEAD,
    ["市", None, "产值", 2020, 100, "2021-02-20", "快报", None],
    ["市", None, "产值", 2020, 98.5, datetime.date(2021, 11, 5), "年报", "初步核实"],
    ["县", "", "企业数", "2020年", "—", "2022年3月", None, "撤回"],
]
VINTAGES = {
    VintageKey(OUTPUT, 2020, "2021-02-20"): Vintage(100.0, "快报"),
    VintageKey(OUTPUT, 2020, "2021-11-05"): Vintage(98.5, "年报", "初步核实"),
    VintageKey(TOWN_FIRMS, 2020, "2022-03-31"): Vintage(None, "", "撤回"),
}
CLOSED_HEAD = ["地区", "产业", "指标", "基期值", "基期", "目标值", "目标年", "实绩", "结论", "出处"]
CLOSED_ROWS = [
    CLOSED_HEAD,
    ["市", None, "产值", 80, 2015, "100以上", 2020, 98.5, "未达标", "旧规划"],
    ["市", None, "产值", 80, 2015, "年均增长4%", 2020, 4.2, "达标", None],
    ["县", None, "企业数", None, None, "翻一番", 2020, "—", "缺数", None],
    ["县", None, "企业数", 10, 2015, "不超过30", None, 28, "met", None],
]
CLOSED = (
    ClosedTarget(OUTPUT, 2020, "100以上", 80.0, 2015, 100.0, 98.5, Verdict.MISSED, -1.5, "旧规划"),
    ClosedTarget(OUTPUT, 2020, "年均增长4%", 80.0, 2015, 4.0, 4.2, Verdict.MET, 0.2),
    ClosedTarget(TOWN_FIRMS, 2020, "翻一番"),
    ClosedTarget(TOWN_FIRMS, 2020, "不超过30", 10.0, 2015, 30.0, 28.0, Verdict.MET, 2.0),
)
SCORING_HEAD = ["项目", "指标", "产业", "分值", "计分办法", "上限", "名次差", "类别", "备注"]
SCORING_ROWS = [
    SCORING_HEAD,
    ["产值", "产值", None, 20, "达标得分", None, None, None, "当年"],
    ["企业数完成", "firms", "总计", "15分", "按比例", 18, None, "得分", None],
    ["企业数排名", "企业数", None, 5, "place", None, 0.5, "加分", None],
    [None, "户均产值", None, 3, "较上年", None, None, "扣分", None],
]
SCORING = (
    ScoringRule("产值", "output", 20.0, ScoringMethod.ALL_OR_NOTHING, note="当年"),
    ScoringRule("企业数完成", "firms", 15.0, ScoringMethod.PROPORTIONAL, 18.0),
    ScoringRule("企业数排名", "firms", 5.0, ScoringMethod.PLACE, None, 0.5, ScoreSort.BONUS),
    ScoringRule("户均产值", "per_firm", 3.0, ScoringMethod.LAST_YEAR, sort=ScoreSort.DEDUCTION),
)
SHEETS = {"历次公布": VINTAGE_ROWS, "上期目标": CLOSED_ROWS, "计分": SCORING_ROWS}
