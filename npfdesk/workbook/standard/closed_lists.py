"""Closed lists: the words in both languages for kinds, directions, duties, roll-ups, methods and settings."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeVar

from npfdesk.plan.closed_targets import Verdict
from npfdesk.plan.kinds import Direction, Duty, Kind, RollUp
from npfdesk.plan.methods import METHODS, Method
from npfdesk.plan.names import fold
from npfdesk.plan.negotiation import SIDE_NAMES, Side
from npfdesk.plan.problems import Language, Severity, Wording, error
from npfdesk.plan.scoring import ScoreSort, ScoringMethod
from npfdesk.plan.spoken_names import names_wording
from npfdesk.plan.status_rules import STATUS_SETTINGS, Rule, thresholds_key

Word = TypeVar("Word", bound=StrEnum)

UNKNOWN_WORD: Final = error(
    "unknown_word",
    "“{text}”不是可用的{what}。可写：{accepted}。",
    "“{text}” is not a valid {what_en}. Accepted: {accepted}.",
)

YES: Final = frozenset({"是", "yes", "y", "true", "1", "√", "✓", "v"})
BENCHMARK_YES: Final = YES | {"对标", "对标地区"}
"""What says in the column benchmark that a region is only compared with."""
NO: Final = frozenset({"否", "不是", "no", "n", "false", "0", "×"})
"""Folded words for yes and no in a column that asks for one of them."""
KIND_WORDS: Final = MappingProxyType(
    {
        Kind.LEVEL: ("总量",),
        Kind.COUNT: ("数量", "个数"),
        Kind.RATIO: ("比率", "比例"),
        Kind.INDEX: ("指数",),
        Kind.FLOW: ("流量", "累加量"),
        Kind.RATE: ("增速", "增长率"),
    }
)
DIRECTION_WORDS: Final = MappingProxyType({Direction.UP: ("正向",), Direction.DOWN: ("负向", "逆向", "反向")})
DUTY_WORDS: Final = MappingProxyType({Duty.EXPECTED: ("预期性", "预期"), Duty.BINDING: ("约束性", "约束")})
ROLLUP_WORDS: Final = MappingProxyType(
    {RollUp.SUM: ("合计", "求和"), RollUp.MEAN: ("加权平均", "平均"), RollUp.NONE: ("不汇总", "无")}
)
SEVERITY_WORDS: Final = MappingProxyType(
    {
        Severity.ERROR: ("错误",),
        Severity.WARNING: ("警告", "待核", "提醒"),
        Severity.NOTE: ("提示", "待说明", "说明"),
    }
)
VERDICT_WORDS: Final = MappingProxyType(
    {
        Verdict.MET: (Verdict.MET.words.zh, "完成", "已完成", "达到", "实现", "已实现"),
        Verdict.MISSED: (Verdict.MISSED.words.zh, "未完成", "未达到", "未实现", "not met"),
        Verdict.NONE: (Verdict.NONE.words.zh, Verdict.NONE.words.en, "无数据", "未评价", "no figure"),
    }
)
SCORING_WORDS: Final = MappingProxyType(
    {
        ScoringMethod.ALL_OR_NOTHING: (ScoringMethod.ALL_OR_NOTHING.words.zh, "达标计分", "达标"),
        ScoringMethod.PROPORTIONAL: (ScoringMethod.PROPORTIONAL.words.zh, "按比例计分", "比例"),
        ScoringMethod.PLACE: (ScoringMethod.PLACE.words.zh, "按名次计分", "名次", "排名", "rank"),
        ScoringMethod.LAST_YEAR: (ScoringMethod.LAST_YEAR.words.zh, "与上年比", "同比"),
    }
)
SORT_WORDS: Final = MappingProxyType(
    {
        ScoreSort.SCORE: (ScoreSort.SCORE.words.zh, "基本分", "计分"),
        ScoreSort.BONUS: (ScoreSort.BONUS.words.zh, "加分项"),
        ScoreSort.DEDUCTION: (ScoreSort.DEDUCTION.words.zh, "扣分项", "减分"),
    }
)
SIDE_WORDS: Final = MappingProxyType(
    {
        Side.PROPOSAL: (SIDE_NAMES[Side.PROPOSAL].zh, "上", "区县建议", "建议", "proposed"),
        Side.REPLY: (SIDE_NAMES[Side.REPLY].zh, "下", "市级答复", "答复", "回复", "counter-proposal"),
    }
)
METHOD_WORDS: Final = MappingProxyType({method: one.written for method, one in METHODS.items()})


def _thresholds_words(rule: Rule) -> tuple[str, ...]:
    words = RULE_WORDS[rule]
    return tuple(f"{word}{end}" for end in ("阈值", "界限") for word in words)


RULE_WORDS: Final = MappingProxyType(
    {
        Rule.PACE: ("速度", "进度"),
        Rule.OUTCOME: ("结果",),
        Rule.SCHEDULE: ("时序进度", "时序"),
        Rule.EVALUATION: ("规划评估", "评估"),
    }
)
"""The rules of colour in Chinese, the house's word first."""
SETTING_WORDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "title": ("名称", "规划名称", "标题", "规划标题"),
        "city": ("全市", "城市", "root", "地区", "根地区", "地区名称", "规划地区", "规划区域"),
        "first year": ("首年", "数据首年", "数据起始年", "first year of data"),
        "base year": (
            "基期",
            "基年",
            "基期年",
            "基准年",
            "基准年份",
            "现状年",
            "现状年份",
            "起始年",
            "baseline year",
            "baseline",
        ),
        "target year": (
            "目标年",
            "目标年份",
            "规划目标年",
            "期末年",
            "规划期末",
            "规划末年",
            "末年",
            "end year",
        ),
        "horizon": ("展望年", "展望期", "远景年", "展望目标年", "time horizon"),
        "synergy": ("协同系数", "协同", "synergyκ"),
        "period": ("规划期", "规划期间", "规划时期", "规划期限", "规划年限", "plan period"),
        "about tolerance": ("左右容差", "tolerance"),
        "status rule": ("状态规则", "判定规则", "rule"),
        **{thresholds_key(rule): _thresholds_words(rule) for rule in Rule},
    }
)
LABEL_WORDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {key: (one.words.zh,) for key, one in STATUS_SETTINGS.items() if one.labels}
)
"""The settings of labels of colours; their keys follow a pattern that no list needs to repeat."""


def read_word(text: str, words: Mapping[Word, tuple[str, ...]]) -> Word | None:
    """The member that a word names in either language; None for an unknown word."""
    folded = fold(text)
    return next(
        (
            member
            for member, names in words.items()
            if folded in {fold(one) for one in (member.value, *names)}
        ),
        None,
    )


def accepted(words: Mapping[Word, tuple[str, ...]]) -> Wording:
    """The accepted words, for a message."""
    said = [f"{names[0]} {member.value}" for member, names in words.items()]
    return names_wording((Wording(one, one) for one in said), choice=True)


def written_method(method: Method, language: Language) -> str:
    """The word for a method in a workbook of a language."""
    return method.about.written[0] if language == "zh" else method.value


SETTING_OF: Final[Mapping[str, str]] = MappingProxyType(
    {fold(one): key for key, names in (*SETTING_WORDS.items(), *LABEL_WORDS.items()) for one in (key, *names)}
)
"""The setting of each word for it, folded."""


def setting_key(text: str) -> str | None:
    """The setting that a key of the sheet Plan names; None for an unknown one."""
    return SETTING_OF.get(fold(text))
