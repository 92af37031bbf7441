"""The verbs of the command line: each with its name, its arguments, and the loader of its function.

A verb's own room is opened only when it is called, so that the window need not wait for what verbs need.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from npfdesk.plan.numbers import parse_figure
from npfdesk.plan.problems import LANGUAGES, Language, Problem

Carry = Callable[[argparse.Namespace, Language], int]
"""What carries a verb out: prints its answer, and returns the exit code."""


@dataclass(frozen=True)
class Verb:
    """A verb: `declare` adds its arguments to its parser, `load` opens the room that carries it out.

    `speaks` says that its messages are in the language that --language names, as with all but the verbs that
    declare that argument themselves.
    """

    name: str
    help: str
    declare: Callable[[argparse.ArgumentParser], None]
    load: Callable[[], Carry]
    speaks: bool = True


def whole_number(text: str) -> int:
    """A whole number as people write it, by the program's one grammar."""
    figure = parse_figure(text, "")
    if isinstance(figure, Problem) or not figure.is_integer():
        raise argparse.ArgumentTypeError(f"not a whole number: {text}")
    return int(figure)


def _workbook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--password-from",
        metavar="FILE|-",
        help="of an encrypted workbook: the file whose first line is its password, or - to type it (without a terminal: "
        "the first line of standard input); it is not kept",
    )


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON")


def _check(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    _json(parser)


def _over_read_only(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--overwrite-read-only",
        dest="over_read_only",
        action="store_true",
        help="replace a file also where it is read-only",
    )


def _load_check() -> Carry:
    from npfdesk.verbs.check import check

    return check


def _project(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    parser.add_argument("--scenario", metavar="NAME", help="one scenario; default: all")
    parser.add_argument("--format", choices=("csv", "json"), default="csv")
    parser.add_argument(
        "-o", dest="output", type=Path, metavar="OUT", help="a file instead of standard output"
    )
    _over_read_only(parser)


def _load_project() -> Carry:
    from npfdesk.verbs.project import project

    return project


def _seek(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    parser.add_argument("--scenario", metavar="S", required=True)
    parser.add_argument("--region", metavar="R", required=True)
    parser.add_argument("--indicator", metavar="I", required=True)
    parser.add_argument("--industry", metavar="X", help="default: all industries")
    parser.add_argument("--by", metavar="growth|step|LEVER", help="default: as the series moves by now")
    parser.add_argument(
        "--within",
        nargs=2,
        metavar=("LOW", "HIGH"),
        help="bounds of what is sought; default: growth -90 1000, a lever 0 100, a step ten times the way",
    )
    _json(parser)


def _load_seek() -> Carry:
    from npfdesk.verbs.seek import seek

    return seek


def _benchmark(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    parser.add_argument("--region", metavar="R", required=True)
    parser.add_argument("--indicator", metavar="I", required=True)
    parser.add_argument("--industry", metavar="X", help="default: all industries")
    parser.add_argument(
        "--against",
        metavar="B",
        help="a benchmark region, a region above, or the indicator that the target names; default: what the target names, "
        "else the first benchmark region",
    )
    parser.add_argument(
        "--growth",
        metavar="Y",
        help="the benchmark's growth, %% a year (points a year for a ratio); default: the scenario's, else its past",
    )
    parser.add_argument("--scenario", metavar="S", help="default: the first")
    parser.add_argument(
        "--relation",
        choices=("stated", "level", "share"),
        help="as the target says, reach its level, or keep today's ratio (difference in points)",
    )
    _json(parser)


def _load_benchmark() -> Carry:
    from npfdesk.verbs.benchmark import benchmark

    return benchmark


def _allocate(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    parser.add_argument("--indicator", metavar="I", required=True)
    parser.add_argument("--total", metavar="X", help="default: the root's own target")
    parser.add_argument(
        "--rule", choices=("base", "target", "increment", "catch-up", "capacity"), default="base"
    )
    parser.add_argument("--weight", metavar="CODE", help="the indicator that capacity weighs by")
    for side, told in (("hold", "stays at V"), ("floor", "at least V"), ("cap", "at most V")):
        parser.add_argument(f"--{side}", metavar="R=V", action="append", help=f"region R {told}; repeatable")
    _json(parser)


def _load_allocate() -> Carry:
    from npfdesk.verbs.allocate import allocate

    return allocate


def _uncertainty(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    parser.add_argument("--scenario", metavar="S", required=True)
    parser.add_argument("--draws", type=whole_number, metavar="N", default=10_000, help="default: 10000")
    parser.add_argument("--seed", type=whole_number, metavar="K", default=1, help="default: 1")
    parser.add_argument("--shape", choices=("triangular", "normal"), default="triangular")
    parser.add_argument("--sampling", choices=("antithetic", "sobol"), default="antithetic")
    parser.add_argument("--correlation", metavar="R", default="0", help="between regions, 0 to 1")
    _json(parser)


def _load_uncertainty() -> Carry:
    from npfdesk.verbs.uncertainty import uncertainty

    return uncertainty


def _annual(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    parser.add_argument("--indicator", metavar="I", required=True)
    parser.add_argument("--region", metavar="R", help="default: the plan's own region")
    parser.add_argument("--industry", metavar="X", help="default: all industries")
    parser.add_argument("--scenario", metavar="S", help="default: the first")
    parser.add_argument(
        "--rule",
        choices=("growth", "step", "path", "front", "back"),
        default="growth",
        help="equal growth (default), equal steps, along the scenario's path, more early or more late",
    )
    parser.add_argument(
        "--factor",
        metavar="F",
        default="1.2",
        help="of front and back: by how much steps differ; default: 1.2",
    )
    _json(parser)


def _load_annual() -> Carry:
    from npfdesk.verbs.annual import annual

    return annual


def _report(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    parser.add_argument("-o", dest="output", type=Path, metavar="OUT", required=True)
    _over_read_only(parser)
    parser.add_argument(
        "--scenario", metavar="NAME", action="append", help="one scenario, may be repeated; default: all"
    )
    parser.add_argument(
        "--template",
        type=Path,
        metavar="FILE",
        help="slides (.pptx, .potx) or a document (.docx, .dotx) in the style of this file of your office",
    )


def _load_report() -> Carry:
    from npfdesk.verbs.report import report

    return report


def _template(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", dest="output", type=Path, metavar="FILE.xlsx", required=True)
    parser.add_argument(
        "--language", choices=LANGUAGES, help="the workbook's language; default: the system's"
    )


def _load_template() -> Carry:
    from npfdesk.verbs.template import template

    return template


def _index(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    parser.add_argument("--indicators", metavar="CODE,CODE…", required=True)
    parser.add_argument("--scenario", metavar="NAME", help="default: the first")
    parser.add_argument("--year", type=whole_number, help="default: the base year")
    parser.add_argument("--weights", choices=("entropy", "equal"), default="entropy")
    _json(parser)


def _load_index() -> Carry:
    from npfdesk.verbs.index import index

    return index


def _disparity(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    parser.add_argument("--indicator", metavar="CODE", required=True)
    parser.add_argument("--scenario", metavar="NAME", help="default: the first")
    parser.add_argument(
        "--of", choices=("path", "target"), default="path", help="target: the targets as one more year"
    )
    _json(parser)


def _load_disparity() -> Carry:
    from npfdesk.verbs.disparity import disparity

    return disparity


def _forecast(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    parser.add_argument("--region", metavar="R", required=True)
    parser.add_argument("--indicator", metavar="I", required=True)
    parser.add_argument(
        "--method",
        choices=("cagr", "linear", "logistic", "holt", "gm11"),
        default="cagr",
        help="holt: a damped trend (Gardner and McKenzie 1985); gm11: the grey model (Deng 1982)",
    )
    _json(parser)


def _load_forecast() -> Carry:
    from npfdesk.verbs.forecast import forecast

    return forecast


def _track(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    parser.add_argument("--through", metavar="YYYY-MM", required=True, help="the last month looked at")
    parser.add_argument("--scenario", metavar="NAME", help="whose targets; default: the first")
    _json(parser)


def _load_track() -> Carry:
    from npfdesk.verbs.track import track

    return track


def _evaluate(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    parser.add_argument("--year", type=whole_number, metavar="Y", required=True)
    parser.add_argument("--scenario", metavar="S", help="default: the first")
    parser.add_argument(
        "--known", metavar="YYYY-MM-DD", help="by the figures as they were known on that day; default: all"
    )
    _json(parser)


def _load_evaluate() -> Carry:
    from npfdesk.verbs.evaluate import evaluate

    return evaluate


def _roll(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    parser.add_argument("-o", dest="output", type=Path, metavar="NEW.xlsx", required=True)
    _over_read_only(parser)
    for name, told, needed in (
        ("base", "the new base year: the last one with figures", True),
        ("target", "the new target year", True),
        ("horizon", "the new horizon; default: the old one, at least the target year", False),
    ):
        parser.add_argument(f"--{name}", type=whole_number, metavar="Y", required=needed, help=told)
    parser.add_argument(
        "--draft",
        choices=("none", "trend", "pace", "growth"),
        default="none",
        help="by what the new targets are drafted: not at all, the series' trend, the last plan's pace, or equal growth to "
        "the whole's total",
    )
    _json(parser)


def _load_roll() -> Carry:
    from npfdesk.verbs.roll import roll

    return roll


def _score(parser: argparse.ArgumentParser) -> None:
    _workbook(parser)
    period = parser.add_mutually_exclusive_group()
    period.add_argument("--year", type=whole_number, help="default: the latest year, or months, with figures")
    period.add_argument("--through", metavar="YYYY-MM", help="the months of a year up to this one")
    parser.add_argument(
        "--region",
        metavar="R",
        help="whose parts compete (default: the root's), or a contestant whose next place is asked for",
    )
    parser.add_argument("--scenario", metavar="NAME", help="default: the first")
    _json(parser)


def _load_score() -> Carry:
    from npfdesk.verbs.score import score

    return score


VERBS: Final = (
    Verb("check", "read a workbook and tell what was found", _check, _load_check),
    Verb("project", "projected paths, a row for each series and year", _project, _load_project),
    Verb("seek", "the growth, step or lever intensity that reaches a target", _seek, _load_seek),
    Verb(
        "benchmark",
        "what a series needs if the province, or another benchmark, grows by so much a year",
        _benchmark,
        _load_benchmark,
    ),
    Verb("allocate", "a total split over the root's children, the sum exact", _allocate, _load_allocate),
    Verb("annual", "a target of some years as yearly targets", _annual, _load_annual),
    Verb("track", "where the year stands at a month, what the rest of it needs", _track, _load_track),
    Verb(
        "evaluate",
        "the grade of every target in a year, and what is expected by its target year",
        _evaluate,
        _load_evaluate,
    ),
    Verb(
        "score",
        "points and places of a contest between regions, and what the next place costs",
        _score,
        _load_score,
    ),
    Verb(
        "uncertainty",
        "percentiles of every path, chances of meeting the targets",
        _uncertainty,
        _load_uncertainty,
    ),
    Verb(
        "report",
        "a report: .xlsx that recomputes, .docx, .pptx, .pdf, .png or .svg (the overview), or .csv",
        _report,
        _load_report,
    ),
    Verb("roll", "the next plan's workbook: the old targets closed, the new ones drafted", _roll, _load_roll),
    Verb("template", "an empty workbook of the standard format", _template, _load_template, speaks=False),
    Verb("index", "a composite index of the root's children", _index, _load_index),
    Verb("disparity", "how unequal the root's children are in an indicator", _disparity, _load_disparity),
    Verb("forecast", "a series continued out of its own past", _forecast, _load_forecast),
)
"""All verbs, in the order in which the help names them."""
