"""The rules by which targets get their colours, and what a plan settles about them: thresholds and labels.

A threshold is the lowest figure at which a rule gives a colour, or an evaluation a grade; a label is the words for it.
What a plan does not settle is as published. Each setting has a key of the sheet Plan and a text, "" for what is published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from npfdesk.plan.evaluations import Grade
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import plain, trimmed
from npfdesk.plan.problems import Language, Problem, Wording, error
from npfdesk.plan.statuses import LEGEND, Status

LONGEST_LABEL: Final = 16
"""The most characters of a label, so that it stands whole in the columns of colours."""

THRESHOLDS_COUNT: Final = error(
    "status_thresholds_count",
    "“{rule}”的阈值“{text}”须为三个数，依次是蓝、黄、橙的下限，如 {example}。",
    "The thresholds “{text}” of the rule {rule_en} must be three figures: from which on it is blue, yellow and orange, such as {example}.",
)
THRESHOLDS_FIGURE: Final = error(
    "status_thresholds_figure",
    "“{rule}”的阈值中“{text}”不是数字。须为 0 到 {highest} 的数，如 {example}。",
    "“{text}” among the thresholds of the rule {rule_en} is no figure. Accepted: figures from 0 to {highest}, such as {example}.",
)
THRESHOLDS_RANGE: Final = error(
    "status_thresholds_range",
    "“{rule}”的阈值“{text}”须在 0 到 {highest} 之间，如 {example}。",
    "The thresholds “{text}” of the rule {rule_en} must lie between 0 and {highest}, such as {example}.",
)
THRESHOLDS_ORDER: Final = error(
    "status_thresholds_order",
    "“{rule}”的阈值“{text}”须由高到低：蓝高于黄，黄高于橙，如 {example}。",
    "The thresholds “{text}” of the rule {rule_en} must descend: blue above yellow, yellow above orange, such as {example}.",
)
LABEL_UNFIT: Final = error(
    "status_label_unfit",
    "颜色名称“{text}”须在一行内、最多 {most} 个字，不含 {signs}。请改写。",
    "The label “{text}” must be one line of at most {most} characters without {signs}. Change it.",
)
LABEL_TWICE: Final = error(
    "status_label_twice",
    "颜色名称“{text}”在“{rule}”下同时用于{colour}和{other}。每种颜色请用不同的名称。",
    "The label “{text}” stands for {colour_en} and for {other_en} under the rule {rule_en}. Give each colour a label of its own.",
)
GRADES_COUNT: Final = error(
    "evaluation_thresholds_count",
    "“规划评估”的阈值“{text}”须为两个数，依次是快于预期、基本符合预期的下限，如 {example}。",
    "The thresholds “{text}” of the evaluation must be two figures: from which on it is ahead and as expected, such as {example}.",
)
GRADES_ORDER: Final = error(
    "evaluation_thresholds_order",
    "“规划评估”的阈值“{text}”须由高到低：快于预期高于基本符合预期，如 {example}。",
    "The thresholds “{text}” of the evaluation must descend: ahead above as expected, such as {example}.",
)
GRADE_TWICE: Final = error(
    "evaluation_label_twice",
    "等级名称“{text}”同时用于{grade}和{other}。每个等级请用不同的名称。",
    "The label “{text}” stands for {grade_en} and for {other_en}. Give each grade a label of its own.",
)


class Rule(StrEnum):
    """The published rules by which status is judged."""

    PACE = "pace"
    OUTCOME = "outcome"
    SCHEDULE = "schedule"
    EVALUATION = "evaluation"

    @property
    def about(self) -> RuleDescription:
        """The rule's description."""
        return RULES[self]

    @property
    def coloured(self) -> Rule:
        """The rule whose thresholds and labels its colours have: its own, or those of the rule that it colours as."""
        return self.about.coloured_as or self


@dataclass(frozen=True)
class Thresholds:
    """The lowest figures at which a rule gives blue, yellow and orange; below the last it gives red."""

    blue: float
    yellow: float
    orange: float

    @property
    def figures(self) -> tuple[float, float, float]:
        """The three in their order."""
        return self.blue, self.yellow, self.orange

    @property
    def text(self) -> str:
        """As the sheet Plan says them."""
        return "; ".join(map(plain, self.figures))


@dataclass(frozen=True)
class GradeSteps:
    """The lowest pace, achieved over required, at which an evaluation says that it is ahead, and as expected."""

    fast: float
    on: float

    @property
    def figures(self) -> tuple[float, float]:
        """The two in their order."""
        return self.fast, self.on

    @property
    def text(self) -> str:
        """As the sheet Plan says them."""
        return "; ".join(map(plain, self.figures))


@dataclass(frozen=True)
class RuleDescription:
    """The words of a rule, its published thresholds and the highest that one may be.

    `figure` names the figure that is held against the thresholds. `explained` is the rule with its source as reports
    print it, `brief` as it stands in one line under a chart; both have the thresholds as ``{blue}``, ``{yellow}`` and
    ``{orange}``, or the shares that may be missing as ``{blue_short}`` …, and `brief` the marks as ``{blue_mark}`` …; the
    thresholds of the grades are ``{fast}`` and ``{on}``, their words ``{ahead_grade}`` …. A rule that is `coloured_as`
    another gives the colours of that one, with its thresholds and labels.
    """

    words: Wording
    published: Thresholds
    highest: float
    figure: Wording
    explained: Wording
    brief: Wording
    coloured_as: Rule | None = None


RULES: Final[Mapping[Rule, RuleDescription]] = MappingProxyType(
    {
        Rule.PACE: RuleDescription(
            words=Wording("速度", "pace"),
            published=Thresholds(0.95, 0.6, 0.0),
            highest=10.0,
            figure=Wording("已实现速度 ÷ 所需速度", "achieved pace ÷ required pace"),
            explained=Wording(
                "进度比 R＝已实现年均速度÷所需年均速度（自基期起；比率和指数按百分点；按方向取号）：达标或 R≥{blue} 蓝，{yellow}≤R<{blue} 黄，"
                "{orange}≤R<{yellow} 橙，R<{orange} 红。来源：Open SDG／加拿大统计局，源自 Eurostat 方法。",
                "R = achieved pace ÷ required pace from the base (compound annual rates; points a year for ratio and index; "
                "signed by direction): blue where met or R ≥ {blue}, yellow {yellow} ≤ R < {blue}, orange {orange} ≤ R < {yellow}, red R < {orange}. "
                "Source: Open SDG / Statistics Canada, after Eurostat's method.",
            ),
            brief=Wording(
                "颜色按速度（基期以来实际速度 ÷ 所需速度）：{blue_mark} ≥ {blue} 或已达标，{yellow_mark} ≥ {yellow}，{orange_mark} ≥ {orange}，"
                "{red_mark} 低于 {orange}，{grey_mark} 无数值。",
                "Colours by pace, achieved ÷ required from the base: {blue_mark} ≥ {blue} or met, {yellow_mark} ≥ {yellow}, "
                "{orange_mark} ≥ {orange}, {red_mark} below, {grey_mark} no figure.",
            ),
        ),
        Rule.OUTCOME: RuleDescription(
            words=Wording("结果", "outcome"),
            published=Thresholds(0.95, 0.5, 0.1),
            highest=1.0,
            figure=Wording("到目标年走完的路程占比", "share of the way gone by the target year"),
            explained=Wording(
                "到目标年走完的路程占比：达标或 ≥{blue} 蓝，{yellow}–{blue} 黄，{orange}–{yellow} 橙，<{orange} 红。来源：联合国进展图。",
                "The share of the way gone by the target year: blue where met or ≥ {blue}, yellow {yellow}–{blue}, orange {orange}–{yellow}, "
                "red < {orange}. Source: the UN's Progress Chart.",
            ),
            brief=Wording(
                "颜色按结果（到目标年走完的路程）：{blue_mark} ≥ {blue_percent} % 或已达标，{yellow_mark} ≥ {yellow_percent} %，"
                "{orange_mark} ≥ {orange_percent} %，{red_mark} 更低，{grey_mark} 无数值。",
                "Colours by outcome, share of the way gone by the target year: {blue_mark} ≥ {blue_percent} % or met, "
                "{yellow_mark} ≥ {yellow_percent} %, {orange_mark} ≥ {orange_percent} %, {red_mark} below, {grey_mark} no figure.",
            ),
        ),
        Rule.SCHEDULE: RuleDescription(
            words=Wording("时序进度", "schedule"),
            # the share of the way from base to milestone by which the figure may fall short, as 1 - share
            published=Thresholds(1.0, 0.95, 0.80),
            highest=1.0,
            figure=Wording("走完当年应走路程的占比", "share gone of the way due by the year"),
            explained=Wording(
                "时序进度，对照当年节点：{at_milestone} 蓝；缺口不超过基期至节点路程的 {yellow_short}% 黄；不超过 {orange_short}% 橙；更多 红。",
                "Against the year's milestone: blue {at_milestone}, yellow within {yellow_short} % of the base-to-milestone way short, "
                "orange within {orange_short} %, red beyond.",
            ),
            brief=Wording(
                "颜色按时序进度（对照当年时序目标）：{blue_mark} {at_milestone_brief}，{yellow_mark} 差路程的 {yellow_short} % 以内，"
                "{orange_mark} 差 {orange_short} % 以内，{red_mark} 更多，{grey_mark} 无数值。",
                "Colours by schedule, against the year's milestone: {blue_mark} {at_milestone_brief}, "
                "{yellow_mark} short by up to {yellow_short} % of the way, {orange_mark} up to {orange_short} %, {red_mark} more, {grey_mark} no figure.",
            ),
        ),
        Rule.EVALUATION: RuleDescription(
            words=Wording("规划评估", "evaluation"),
            published=Thresholds(0.95, 0.6, 0.0),
            highest=10.0,
            figure=Wording("现状值已实现速度 ÷ 所需速度", "pace achieved by actuals ÷ required pace"),
            explained=Wording(
                "四个等级：{ahead_grade} 目标年前已达标；{fast_grade} R≥{fast}；{on_grade} {on}≤R<{fast}；{behind_grade} R<{on}。"
                "R＝截至评估年的现状值所实现的年均速度÷自基期起所需的年均速度（比率和指数按百分点；累计按数量；按方向取号）。"
                "颜色同“速度”：达标或 R≥{blue} 蓝，{yellow}≤R<{blue} 黄，{orange}≤R<{yellow} 橙，R<{orange} 红；"
                "评估年没有现状值的不评价，推算值不算。",
                "Four grades: {ahead_grade} where met before the target year; {fast_grade} R ≥ {fast}; {on_grade} {on} ≤ R < {fast}; "
                "{behind_grade} R < {on}. R = the pace achieved by actuals up to the year ÷ the required pace from the base "
                "(compound annual rates; points a year for ratio and index; amounts of a sum; signed by direction). Colours as by pace: "
                "blue where met or R ≥ {blue}, yellow {yellow} ≤ R < {blue}, orange {orange} ≤ R < {yellow}, red R < {orange}; "
                "without an actual of the year there is no grade, projections do not count.",
            ),
            brief=Wording(
                "颜色按规划评估（当年现状值的实际速度 ÷ 所需速度）：{ahead_grade} 目标年前已达标，{fast_grade} ≥ {fast}，{on_grade} ≥ {on}，{behind_grade} 更低；"
                "{blue_mark} ≥ {blue} 或已达标，{yellow_mark} ≥ {yellow}，{orange_mark} ≥ {orange}，{red_mark} 低于 {orange}，{grey_mark} 当年无现状值。",
                "Colours by evaluation, pace of the year's actuals ÷ required: {ahead_grade} before the target year, {fast_grade} ≥ {fast}, "
                "{on_grade} ≥ {on}, {behind_grade} below; {blue_mark} ≥ {blue} or met, {yellow_mark} ≥ {yellow}, {orange_mark} ≥ {orange}, "
                "{red_mark} below, {grey_mark} no actual of the year.",
            ),
            coloured_as=Rule.PACE,
        ),
    }
)
"""The rules in the order in which they are shown."""
COLOURING: Final = tuple(rule for rule, about in RULES.items() if about.coloured_as is None)
"""The rules that have thresholds and labels of colours of their own."""
PUBLISHED_GRADES: Final = GradeSteps(1.05, 0.95)
"""The thresholds of the evaluation where a plan settles none."""
LABELLED_GRADES: Final = tuple(grade for grade in Grade if grade is not Grade.NONE)
"""The grades that have a label in the settings, the best first."""
_GRADES_TOP: Final = 10.0
_AT_IT: Final = Wording("达到或超过", "at or past it")
_NEAR_IT: Final = Wording("缺口不超过路程的 {short}%", "within {short} % of the way short")
_AT_IT_BRIEF: Final = Wording("达到", "at or past it")
_NEAR_IT_BRIEF: Final = Wording("差 {short} % 以内", "short by up to {short} % of the way")
_THRESHOLDS_OF: Final = Wording("{rule}阈值", "{rule} thresholds")
_LABEL_OF: Final = Wording("{colour}名称", "{colour} label")
_LABEL_OF_RULE: Final = Wording("{rule}{colour}名称", "{rule} {colour} label")
_LABEL_OF_GRADE: Final = Wording("{rule}{grade}名称", "{rule} {grade} label")
_SEPARATORS: Final = re.compile(r"[;；,，、/／|\s]+")
_SIGNS: Final = '" * ? ~ < > = { } ;'
"""What a spreadsheet's formula would read as more than text."""
_UNFIT: Final = re.compile(r"[\"*?~<>={};]")
_FIGURE: Final = re.compile(r"-?\d{1,6}(?:\.\d{1,9})?%?")


@dataclass(frozen=True)
class StatusSetting:
    """One setting of the sheet Plan: a rule's thresholds, a colour's label under one rule or (None) all, or a grade's."""

    words: Wording
    rule: Rule | None
    status: Status | None
    grade: Grade | None = None

    @property
    def labels(self) -> bool:
        """Whether it is a label."""
        return self.status is not None or self.grade is not None

    @property
    def key(self) -> str:
        """Its key in the sheet Plan."""
        return self.words.en


def thresholds_key(rule: Rule) -> str:
    """The key of the setting of a rule's thresholds."""
    return f"{rule} thresholds"


def label_key(status: Status, rule: Rule | None = None) -> str:
    """The key of the setting of a colour's label under one rule, or (None) under all."""
    return f"{rule} {status.code} label" if rule is not None else f"{status.code} label"


def grade_label_key(grade: Grade) -> str:
    """The key of the setting of a grade's label."""
    return f"{Rule.EVALUATION} {grade} label"


def _every_setting() -> Iterable[StatusSetting]:
    for rule in Rule:
        said = {"zh": rule.about.words.zh, "en": str(rule)}
        yield StatusSetting(_filled(_THRESHOLDS_OF, rule=said), rule, None)
    for status in LEGEND:
        colour = {"zh": status.about.coloured.zh, "en": status.code}
        yield StatusSetting(_filled(_LABEL_OF, colour=colour), None, status)
    for rule in COLOURING:
        said = {"zh": rule.about.words.zh, "en": str(rule)}
        for status in LEGEND:
            colour = {"zh": status.about.coloured.zh, "en": status.code}
            yield StatusSetting(_filled(_LABEL_OF_RULE, rule=said, colour=colour), rule, status)
    evaluation = {"zh": Rule.EVALUATION.about.words.zh, "en": str(Rule.EVALUATION)}
    for grade in LABELLED_GRADES:
        named = {"zh": grade.words.zh, "en": str(grade)}
        yield StatusSetting(
            _filled(_LABEL_OF_GRADE, rule=evaluation, grade=named), Rule.EVALUATION, None, grade
        )


def _filled(wording: Wording, **said: Mapping[str, str]) -> Wording:
    return Wording(
        wording.text("zh", {name: one["zh"] for name, one in said.items()}),
        wording.text("en", {name: one["en"] for name, one in said.items()}),
    )


STATUS_SETTINGS: Final[Mapping[str, StatusSetting]] = MappingProxyType(
    {one.key: one for one in _every_setting()}
)
"""The settings by their keys in the sheet Plan."""


@dataclass(frozen=True)
class StatusSettings:
    """What a plan settles about the rules; only what differs from what is published is kept.

    `thresholds` by rule and `labels` by (rule or None for all, status), as pairs in the order of `STATUS_SETTINGS`;
    `grades` are the thresholds of the evaluation's grades and `grade_labels` their words, as pairs, the best grade first.
    """

    thresholds: tuple[tuple[Rule, Thresholds], ...] = ()
    labels: tuple[tuple[tuple[Rule | None, Status], str], ...] = ()
    grades: GradeSteps = PUBLISHED_GRADES
    grade_labels: tuple[tuple[Grade, str], ...] = ()

    def of(self, rule: Rule) -> Thresholds:
        """The thresholds of a rule's colours."""
        return dict(self.thresholds).get(rule.coloured, rule.about.published)

    def own_label(self, rule: Rule, status: Status) -> str:
        """The plan's own label of a colour under a rule; "" where it has none."""
        own = dict(self.labels)
        return own.get((rule.coloured, status)) or own.get((None, status), "")

    def own_grade_label(self, grade: Grade) -> str:
        """The plan's own label of a grade; "" where it has none."""
        return dict(self.grade_labels).get(grade, "")

    def grade_label(self, grade: Grade) -> Wording:
        """The words for a grade: the plan's own, the same in both languages, or the house's."""
        own = self.own_grade_label(grade)
        return Wording(own, own) if own else grade.words

    def grades_told(self, language: Language) -> str:
        """The grades with their thresholds, in one line, as they stand wherever grades are shown."""
        return GRADES_TOLD.text(language, self._graded(language))

    def label(self, rule: Rule, status: Status) -> Wording:
        """The words for a colour under a rule: the plan's own, the same in both languages, or the house's."""
        own = self.own_label(rule, status)
        return Wording(own, own) if own else status.about.words

    def short(self, rule: Rule, status: Status) -> Wording:
        """What stands for a colour in a narrow cell: the plan's own label, or the colour's word."""
        return self.label(rule, status) if self.own_label(rule, status) else status.about.colour

    def meaning(self, rule: Rule, status: Status, language: Language) -> str:
        """A colour in a legend: its mark, its word and its label."""
        about = status.about
        return f"{about.mark} {about.colour.text(language, {})} {self.label(rule, status).text(language, {})}"

    def explained(self, rule: Rule, language: Language) -> str:
        """The rule with its thresholds and its source."""
        return rule.about.explained.text(language, self._figures(rule, language))

    def brief(self, rule: Rule, language: Language) -> str:
        """The rule with its thresholds in one line; own labels stand beside their marks."""
        return rule.about.brief.text(language, self._figures(rule, language))

    def text(self, key: str) -> str:
        """A setting as the sheet Plan says it, "" for what is published and for an unknown key."""
        one = STATUS_SETTINGS.get(key)
        if one is None:
            return ""
        if one.grade is not None:
            return self.own_grade_label(one.grade)
        if one.rule is Rule.EVALUATION:
            return self.grades.text if self.grades != PUBLISHED_GRADES else ""
        if one.status is None:
            own = dict(self.thresholds).get(one.rule) if one.rule is not None else None
            return own.text if own is not None else ""
        return dict(self.labels).get((one.rule, one.status), "")

    @property
    def texts(self) -> Mapping[str, str]:
        """What the plan settles, by key."""
        return {key: text for key in STATUS_SETTINGS if (text := self.text(key))}

    def with_text(self, key: str, text: str) -> StatusSettings | Problem:
        """The settings with another text of one, "" for what is published; a Problem where it says no such thing.

        Whether two colours have the same label is another question: `twice`.
        """
        one = STATUS_SETTINGS[key]
        if one.rule is Rule.EVALUATION and one.grade is None:
            steps = parse_grade_steps(text) if text.strip() else PUBLISHED_GRADES
            return steps if isinstance(steps, Problem) else replace(self, grades=steps)
        if not one.labels:
            assert one.rule is not None
            read = parse_thresholds(one.rule, text) if text.strip() else one.rule.about.published
            return read if isinstance(read, Problem) else self._with_thresholds(one.rule, read)
        label = text.strip()
        if len(label) > LONGEST_LABEL or not label.isprintable() or _UNFIT.search(label):
            return Problem(LABEL_UNFIT, text=label, arguments={"most": LONGEST_LABEL, "signs": _SIGNS})
        if one.grade is not None:
            own = {**dict(self.grade_labels), one.grade: label}
            return replace(
                self, grade_labels=tuple((grade, own[grade]) for grade in LABELLED_GRADES if own.get(grade))
            )
        assert one.status is not None
        labels = {**dict(self.labels), (one.rule, one.status): label}
        return replace(self, labels=_in_order(labels))

    def twice(self) -> tuple[Rule, Status, Status] | None:
        """The first rule under which two colours have the same label, and those; None where all are told apart."""
        for rule in COLOURING:
            words: dict[str, Status] = {}
            for status in LEGEND:
                label = self.label(rule, status)
                for text in {fold(label.zh), fold(label.en)}:
                    if words.setdefault(text, status) is not status:
                        return rule, words[text], status
        return None

    def told_twice(self) -> Problem | None:
        """The problem of two colours, or two grades, with the same label; None where all are told apart."""
        found = self.twice()
        if found is None:
            return self._grades_told_twice()
        rule, first, second = found
        return label_twice(rule, first, second, self.own_label(rule, second) or self.own_label(rule, first))

    def _grades_told_twice(self) -> Problem | None:
        words: dict[str, Grade] = {}
        for grade in Grade:
            label = self.grade_label(grade)
            for text in {fold(label.zh), fold(label.en)}:
                other = words.setdefault(text, grade)
                if other is not grade:
                    said = self.own_grade_label(grade) or self.own_grade_label(other)
                    arguments = {
                        "grade": other.words.zh, "grade_en": other.words.en,
                        "other": grade.words.zh, "other_en": grade.words.en,
                    }  # fmt: skip
                    return Problem(GRADE_TWICE, text=said, arguments=arguments)
        return None

    def _graded(self, language: Language) -> dict[str, object]:
        said: dict[str, object] = {"fast": plain(self.grades.fast), "on": plain(self.grades.on)}
        for grade in Grade:
            said[f"{grade}_grade"] = self.grade_label(grade).text(language, {})
        return said

    def _with_thresholds(self, rule: Rule, thresholds: Thresholds) -> StatusSettings:
        own = {**dict(self.thresholds), rule: thresholds}
        kept = tuple((one, own[one]) for one in Rule if one in own and own[one] != one.about.published)
        return replace(self, thresholds=kept)

    def _figures(self, rule: Rule, language: Language) -> Mapping[str, object]:
        steps = self.of(rule)
        said = self._graded(language)
        for status, figure in zip((Status.BLUE, Status.YELLOW, Status.ORANGE), steps.figures, strict=True):
            said[status.code] = plain(figure)
            said[f"{status.code}_percent"] = _percent(figure)
            said[f"{status.code}_short"] = _percent(1.0 - figure)
        for status in Status:
            own = self.own_label(rule, status)
            said[f"{status.code}_mark"] = f"{status.about.mark} {own}" if own else status.about.mark
        short = {"short": said["blue_short"]}
        at_it = steps.blue >= 1.0
        said["at_milestone"] = (_AT_IT if at_it else _NEAR_IT).text(language, short)
        said["at_milestone_brief"] = (_AT_IT_BRIEF if at_it else _NEAR_IT_BRIEF).text(language, short)
        return said


GRADES_TOLD: Final = Wording(
    "{ahead_grade}：目标年前已达标；{fast_grade} R ≥ {fast}；{on_grade} R ≥ {on}；{behind_grade} R < {on}。"
    "R＝现状值实现的速度÷自基期起所需的速度。",
    "{ahead_grade}: met before the target year; {fast_grade} R ≥ {fast}; {on_grade} R ≥ {on}; {behind_grade} R < {on}. "
    "R = pace achieved by actuals ÷ required from the base.",
)
"""The grades with their thresholds in one line."""
PUBLISHED: Final = StatusSettings()
"""The settings of a plan that settles nothing."""


def label_twice(rule: Rule, first: Status, second: Status, text: str) -> Problem:
    """The problem of two colours with the same label under a rule."""
    return Problem(
        LABEL_TWICE,
        text=text,
        arguments={
            "rule": rule.about.words.zh, "rule_en": rule.about.words.en,
            "colour": first.about.coloured.zh, "colour_en": first.about.coloured.en,
            "other": second.about.coloured.zh, "other_en": second.about.coloured.en,
        },
    )  # fmt: skip


def parse_thresholds(rule: Rule, text: str) -> Thresholds | Problem:
    """Three figures from high to low, as numbers or percentages (`0.95; 0.6; 0`, `95%、60%、0`)."""
    about = rule.about
    arguments = {
        "rule": about.words.zh, "rule_en": about.words.en,
        "highest": plain(about.highest), "example": about.published.text,
    }  # fmt: skip
    parts = [fold(part) for part in _SEPARATORS.split(text) if part]
    strange = next((part for part in parts if not _FIGURE.fullmatch(part)), None)
    if strange is not None:
        return Problem(THRESHOLDS_FIGURE, text=strange, arguments=arguments)
    if len(parts) != 3:
        return Problem(THRESHOLDS_COUNT, text=text.strip(), arguments=arguments)
    blue, yellow, orange = (float(part[:-1]) / 100 if part.endswith("%") else float(part) for part in parts)
    if not all(0.0 <= one <= about.highest for one in (blue, yellow, orange)):
        return Problem(THRESHOLDS_RANGE, text=text.strip(), arguments=arguments)
    if not blue > yellow > orange:
        return Problem(THRESHOLDS_ORDER, text=text.strip(), arguments=arguments)
    return Thresholds(blue, yellow, orange)


def parse_grade_steps(text: str) -> GradeSteps | Problem:
    """Two figures from high to low, as numbers or percentages (`1.05; 0.95`, `105%、95%`)."""
    words = Rule.EVALUATION.about.words
    arguments = {
        "rule": words.zh, "rule_en": words.en,
        "highest": plain(_GRADES_TOP), "example": PUBLISHED_GRADES.text,
    }  # fmt: skip
    parts = [fold(part) for part in _SEPARATORS.split(text) if part]
    strange = next((part for part in parts if not _FIGURE.fullmatch(part)), None)
    if strange is not None:
        return Problem(THRESHOLDS_FIGURE, text=strange, arguments=arguments)
    if len(parts) != 2:
        return Problem(GRADES_COUNT, text=text.strip(), arguments=arguments)
    fast, on = (float(part[:-1]) / 100 if part.endswith("%") else float(part) for part in parts)
    if not all(0.0 <= one <= _GRADES_TOP for one in (fast, on)):
        return Problem(THRESHOLDS_RANGE, text=text.strip(), arguments=arguments)
    return (
        GradeSteps(fast, on) if fast > on else Problem(GRADES_ORDER, text=text.strip(), arguments=arguments)
    )


def with_texts(settings: StatusSettings, texts: Mapping[str, str]) -> StatusSettings | Problem:
    """The settings with other texts by key, or the first reason why not; keys of other settings are passed over."""
    for key, text in texts.items():
        if key in STATUS_SETTINGS:
            changed = settings.with_text(key, text)
            if isinstance(changed, Problem):
                return changed
            settings = changed
    return settings.told_twice() or settings


def with_sound_texts(settings: StatusSettings, texts: Mapping[str, str]) -> StatusSettings:
    """The settings with other texts by key; what says no such thing is passed over."""
    for key, text in texts.items():
        changed = settings.with_text(key, text) if key in STATUS_SETTINGS else settings
        settings = settings if isinstance(changed, Problem) else changed
    return settings


def _in_order(
    labels: Mapping[tuple[Rule | None, Status], str],
) -> tuple[tuple[tuple[Rule | None, Status], str], ...]:
    keys = [(one.rule, one.status) for one in STATUS_SETTINGS.values() if one.status is not None]
    return tuple((key, labels[key]) for key in keys if labels.get(key))


def _percent(share: float) -> str:
    return trimmed(share * 100, 9)
