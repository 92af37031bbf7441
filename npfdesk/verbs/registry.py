"""The verbs of the command line: each with its name, its arguments, and the loader of its function.

A verb's own room is opened only when it is called, so that the window need not wait for what verbs need.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from npfdesk.command_line import LANGUAGE_HELP, CommandParser
from npfdesk.plan.problems import LANGUAGES, Language, Wording
from npfdesk.verbs import arguments

Carry = Callable[[argparse.Namespace, Language], int]
"""What carries a verb out: prints its answer, and returns the exit code."""


_JSON: Final = Wording("以 JSON 给出", "as JSON")


class VerbGroup(Enum):
    """What verbs are for, in the order in which the help names them."""

    READING = Wording("读表和开始", "Reading and beginning")
    PATHS = Wording("路径和测算", "Paths and what-if")
    CYCLE = Wording("周期", "Plan cycle")
    TOGETHER = Wording("协作", "Working together")
    ANALYSES = Wording("分析", "Analyses")
    REPORTS = Wording("报告", "Reports")


@dataclass(frozen=True)
class Verb:
    """A verb: `declare` adds its arguments to its parser, `load` opens the room that carries it out.

    `without_json` says why its answer cannot be had as JSON; a verb without that has --json. `spoken` is the help of
    its --language, where that is not only the language of its messages.
    """

    name: str
    help: Wording
    group: VerbGroup
    declare: Callable[[CommandParser], None]
    load: Callable[[], Carry]
    without_json: Wording | None = None
    spoken: Wording = LANGUAGE_HELP

    def parser(self, language: Language) -> CommandParser:
        """The parser of its calls, in that language."""
        parser = CommandParser(f"npfdesk {self.name}", language, self.help, self.without_json)
        self.declare(parser)
        if self.without_json is None and not parser.has("--json"):
            parser.argument("--json", meaning=_JSON, action="store_true")
        parser.argument("--language", meaning=self.spoken, choices=LANGUAGES)
        return parser


def _load_check() -> Carry:
    from npfdesk.verbs.check import check

    return check


def _load_project() -> Carry:
    from npfdesk.verbs.project import project

    return project


def _load_seek() -> Carry:
    from npfdesk.verbs.seek import seek

    return seek


def _load_benchmark() -> Carry:
    from npfdesk.verbs.benchmark import benchmark

    return benchmark


def _load_allocate() -> Carry:
    from npfdesk.verbs.allocate import allocate

    return allocate


def _load_uncertainty() -> Carry:
    from npfdesk.verbs.uncertainty import uncertainty

    return uncertainty


def _load_annual() -> Carry:
    from npfdesk.verbs.annual import annual

    return annual


def _load_report() -> Carry:
    from npfdesk.verbs.report import report

    return report


def _load_template() -> Carry:
    from npfdesk.verbs.template import template

    return template


def _load_index() -> Carry:
    from npfdesk.verbs.index import index

    return index


def _load_disparity() -> Carry:
    from npfdesk.verbs.disparity import disparity

    return disparity


def _load_forecast() -> Carry:
    from npfdesk.verbs.forecast import forecast

    return forecast


def _load_track() -> Carry:
    from npfdesk.verbs.track import track

    return track


def _load_evaluate() -> Carry:
    from npfdesk.verbs.evaluate import evaluate

    return evaluate


def _load_roll() -> Carry:
    from npfdesk.verbs.roll import roll

    return roll


def _load_collect() -> Carry:
    from npfdesk.verbs.collect import collect

    return collect


def _load_gather() -> Carry:
    from npfdesk.verbs.gather import gather

    return gather


def _load_reconcile() -> Carry:
    from npfdesk.verbs.reconcile import reconcile

    return reconcile


def _load_score() -> Carry:
    from npfdesk.verbs.score import score

    return score


VERBS: Final = (
    Verb(
        "check",
        Wording("读一个工作簿，说明识别结果、问题和核查结果", "read a workbook and tell what was found"),
        VerbGroup.READING,
        arguments.check,
        _load_check,
    ),
    Verb(
        "project",
        Wording("推算路径，每个序列每年一行", "projected paths, a row for each series and year"),
        VerbGroup.PATHS,
        arguments.project,
        _load_project,
    ),
    Verb(
        "seek",
        Wording(
            "达到目标所需的增速、增量或抓手强度", "the growth, step or lever intensity that reaches a target"
        ),
        VerbGroup.PATHS,
        arguments.seek,
        _load_seek,
    ),
    Verb(
        "benchmark",
        Wording(
            "省或其他对标对象每年增长若干时，本地需要怎样",
            "what a series needs if the province, or another benchmark, grows by so much a year",
        ),
        VerbGroup.PATHS,
        arguments.benchmark,
        _load_benchmark,
    ),
    Verb(
        "allocate",
        Wording("把总量分解到下级地区，合计不差", "a total split over the root's children, the sum exact"),
        VerbGroup.PATHS,
        arguments.allocate,
        _load_allocate,
    ),
    Verb(
        "annual",
        Wording("把若干年的目标分解为分年目标", "a target of some years as yearly targets"),
        VerbGroup.PATHS,
        arguments.annual,
        _load_annual,
    ),
    Verb(
        "track",
        Wording(
            "到某月年度目标完成多少，余下各月需要多少",
            "where the year stands at a month, what the rest of it needs",
        ),
        VerbGroup.CYCLE,
        arguments.track,
        _load_track,
    ),
    Verb(
        "evaluate",
        Wording(
            "某年各目标的评估等次，以及目标年预计如何",
            "the grade of every target in a year, and what is expected by its target year",
        ),
        VerbGroup.CYCLE,
        arguments.evaluate,
        _load_evaluate,
    ),
    Verb(
        "score",
        Wording(
            "考核赛马的得分和名次，进一名需要什么",
            "points and places of a contest between regions, and what the next place costs",
        ),
        VerbGroup.CYCLE,
        arguments.score,
        _load_score,
    ),
    Verb(
        "uncertainty",
        Wording("各路径的分位数和达标概率", "percentiles of every path, chances of meeting the targets"),
        VerbGroup.PATHS,
        arguments.uncertainty,
        _load_uncertainty,
    ),
    Verb(
        "report",
        Wording(
            "报告：可重算的 .xlsx，.docx、.pptx、.pdf，总览图 .png、.svg，领导参阅件 .html，或 .csv",
            "a report: .xlsx that recomputes, .docx, .pptx, .pdf, .png or .svg (the overview), .html (the leader's copy), or .csv",
        ),
        VerbGroup.REPORTS,
        arguments.report,
        _load_report,
        without_json=Wording(
            "没有 --json：报告是文件；其中的表可用 npfdesk project --json 取得。",
            "No --json: a report is a file; its table as JSON is given by npfdesk project --json.",
        ),
    ),
    Verb(
        "roll",
        Wording(
            "下期规划的工作簿：上期目标作结，新目标起草",
            "the next plan's workbook: the old targets closed, the new ones drafted",
        ),
        VerbGroup.CYCLE,
        arguments.roll,
        _load_roll,
    ),
    Verb(
        "collect",
        Wording(
            "给每个地区或部门生成一份填报表，并留下收集目录",
            "a fill-in workbook for each county or department, with an index of who was asked",
        ),
        VerbGroup.TOGETHER,
        arguments.collect,
        _load_collect,
        spoken=Wording(
            "填报表和提示的语言：zh 中文，en English；默认随系统",
            "the language of the forms and of messages: zh 中文 or en English; default: the system's",
        ),
    ),
    Verb(
        "gather",
        Wording(
            "汇总报回的报表：谁未报、改了什么、有何矛盾",
            "returns taken in: who is missing, what changed, what contradicts",
        ),
        VerbGroup.TOGETHER,
        arguments.gather,
        _load_gather,
    ),
    Verb(
        "reconcile",
        Wording("各级、前后期的规划相互衔接核对", "plans of several levels held against each other"),
        VerbGroup.TOGETHER,
        arguments.reconcile,
        _load_reconcile,
    ),
    Verb(
        "template",
        Wording("写一个标准格式的空工作簿", "an empty workbook of the standard format"),
        VerbGroup.READING,
        arguments.template,
        _load_template,
        without_json=Wording(
            "没有 --json：这个命令写一个文件，没有可显示的表。",
            "No --json: this verb writes a file and has no table to show.",
        ),
        spoken=Wording(
            "工作簿和提示的语言：zh 中文，en English；默认随系统",
            "the language of the workbook and of messages: zh 中文 or en English; default: the system's",
        ),
    ),
    Verb(
        "index",
        Wording("下级地区的综合指数", "a composite index of the root's children"),
        VerbGroup.ANALYSES,
        arguments.index,
        _load_index,
    ),
    Verb(
        "disparity",
        Wording("下级地区在一个指标上的差异", "how unequal the root's children are in an indicator"),
        VerbGroup.ANALYSES,
        arguments.disparity,
        _load_disparity,
    ),
    Verb(
        "forecast",
        Wording("把一个序列按自身以往外推", "a series continued out of its own past"),
        VerbGroup.ANALYSES,
        arguments.forecast,
        _load_forecast,
    ),
)
"""All verbs; the help names them by group, in this order within each."""
