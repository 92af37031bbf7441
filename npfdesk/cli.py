"""The command line: what the window computes, without a window. Nothing under the verbs imports Qt."""

from __future__ import annotations

import argparse
import importlib
import locale
import os
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Final, cast

from npfdesk import __version__
from npfdesk.plan.numbers import parse_figure
from npfdesk.plan.problems import LANGUAGES, Language, Problem

# a verb's room is opened only when it is called, so that the window need not wait for what verbs need
VERBS: Final = {
    "check": ("npfdesk.verbs.checking", "check"),
    "project": ("npfdesk.verbs.projecting", "project"),
    "seek": ("npfdesk.verbs.seeking", "seek_parameter"),
    "allocate": ("npfdesk.verbs.allocating", "allocate_total"),
    "template": ("npfdesk.verbs.projecting", "template"),
    "index": ("npfdesk.verbs.ranking", "index"),
    "disparity": ("npfdesk.verbs.disparities", "measure"),
    "forecast": ("npfdesk.verbs.forecasts", "continue_series"),
    "uncertainty": ("npfdesk.verbs.drawing", "draw"),
    "report": ("npfdesk.verbs.reporting", "report"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a verb, or open the window where none is given; the exit code of cli.md."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    if given[:1] == ["--language"] and given[2:3] and given[2] in VERBS:
        given = [given[2], *given[:2], *given[3:]]
    words = [word for word in given if not word.startswith("-")]
    if not words or words[0] not in VERBS:
        return _window(given)
    options = _parser().parse_args(given)
    room, name = VERBS[options.verb]
    verb = getattr(importlib.import_module(room), name)
    try:
        with warnings.catch_warnings():
            # a figure past what a number can hold is printed as none; numpy's own words are no planner's
            warnings.simplefilter("ignore", RuntimeWarning)
            return int(verb(options, cast("Language", options.language or system_language())))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # the reader of a pipe has seen enough; the interpreter must not complain when it closes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def system_language() -> Language:
    """Chinese where the system is Chinese, English elsewhere."""
    spoken = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)),
        locale.getlocale()[0] or "",
    )
    return "zh" if spoken.lower().startswith(("zh", "chinese")) else "en"


def _parser() -> argparse.ArgumentParser:
    spoken = argparse.ArgumentParser(add_help=False)
    spoken.add_argument("--language", choices=LANGUAGES, help="zh 中文 or en English; default: the system's")
    parser = argparse.ArgumentParser(
        prog="npfdesk",
        description="NPF Desk: targets, paths and gaps of a plan. Without a verb the window opens (npfdesk [FILE]).",
    )
    parser.add_argument("--version", action="version", version=f"npfdesk {__version__}")
    verbs = parser.add_subparsers(dest="verb", required=True)

    checking = verbs.add_parser("check", parents=[spoken], help="read a workbook and tell what was found")
    checking.add_argument("file", type=Path, metavar="FILE")
    checking.add_argument("--json", action="store_true", help="as JSON")

    projecting = verbs.add_parser(
        "project", parents=[spoken], help="projected paths, a row for each series and year"
    )
    projecting.add_argument("file", type=Path, metavar="FILE")
    projecting.add_argument("--scenario", metavar="NAME", help="one scenario; default: all")
    projecting.add_argument("--format", choices=("csv", "json"), default="csv")
    projecting.add_argument(
        "-o", dest="output", type=Path, metavar="OUT", help="a file instead of standard output"
    )

    seeking = verbs.add_parser(
        "seek", parents=[spoken], help="the growth, step or lever intensity that reaches a target"
    )
    seeking.add_argument("file", type=Path, metavar="FILE")
    seeking.add_argument("--scenario", metavar="S", required=True)
    seeking.add_argument("--region", metavar="R", required=True)
    seeking.add_argument("--indicator", metavar="I", required=True)
    seeking.add_argument("--industry", metavar="X", help="default: the whole economy")
    seeking.add_argument("--by", metavar="growth|step|LEVER", help="default: as the series moves by now")
    seeking.add_argument(
        "--within",
        nargs=2,
        metavar=("LOW", "HIGH"),
        help="bounds of what is sought; default: growth -90 1000, a lever 0 100, a step ten times the way",
    )
    seeking.add_argument("--json", action="store_true", help="as JSON")

    allocating = verbs.add_parser(
        "allocate", parents=[spoken], help="a total split over the root's children, the sum exact"
    )
    allocating.add_argument("file", type=Path, metavar="FILE")
    allocating.add_argument("--indicator", metavar="I", required=True)
    allocating.add_argument("--total", metavar="X", help="default: the root's own target")
    allocating.add_argument(
        "--rule", choices=("base", "target", "increment", "catch-up", "capacity"), default="base"
    )
    allocating.add_argument("--weight", metavar="CODE", help="the indicator that capacity weighs by")
    for side, told in (("hold", "stays at V"), ("floor", "at least V"), ("cap", "at most V")):
        allocating.add_argument(
            f"--{side}", metavar="R=V", action="append", help=f"region R {told}; repeatable"
        )
    allocating.add_argument("--json", action="store_true", help="as JSON")

    drawing = verbs.add_parser(
        "uncertainty", parents=[spoken], help="percentiles of every path, chances of meeting the targets"
    )
    drawing.add_argument("file", type=Path, metavar="FILE")
    drawing.add_argument("--scenario", metavar="S", required=True)
    drawing.add_argument("--draws", type=_whole, metavar="N", default=10_000, help="default: 10000")
    drawing.add_argument("--seed", type=_whole, metavar="K", default=1, help="default: 1")
    drawing.add_argument("--shape", choices=("triangular", "normal"), default="triangular")
    drawing.add_argument("--sampling", choices=("antithetic", "sobol"), default="antithetic")
    drawing.add_argument("--correlation", metavar="R", default="0", help="between regions, 0 to 1")
    drawing.add_argument("--json", action="store_true", help="as JSON")
    reporting = verbs.add_parser(
        "report",
        parents=[spoken],
        help="a report: .xlsx that recomputes, .docx, .pptx, .pdf, .png or .svg (the overview), or .csv",
    )
    reporting.add_argument("file", type=Path, metavar="FILE")
    reporting.add_argument("-o", dest="output", type=Path, metavar="OUT", required=True)
    reporting.add_argument(
        "--scenario", metavar="NAME", action="append", help="one scenario, may be repeated; default: all"
    )
    reporting.add_argument(
        "--template",
        type=Path,
        metavar="FILE",
        help="slides (.pptx, .potx) or a document (.docx, .dotx) in the style of this file of your office",
    )

    blank = verbs.add_parser("template", help="an empty workbook of the canonical form")
    blank.add_argument("-o", dest="output", type=Path, metavar="FILE.xlsx", required=True)
    blank.add_argument("--language", choices=LANGUAGES, help="the workbook's language; default: the system's")
    _analyses(verbs, spoken)
    return parser


def _analyses(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], spoken: argparse.ArgumentParser
) -> None:
    ranking = verbs.add_parser("index", parents=[spoken], help="a composite index of the root's children")
    ranking.add_argument("file", type=Path, metavar="FILE")
    ranking.add_argument("--indicators", metavar="CODE,CODE…", required=True)
    ranking.add_argument("--scenario", metavar="NAME", help="default: the first")
    ranking.add_argument("--year", type=_whole, help="default: the base year")
    ranking.add_argument("--weights", choices=("entropy", "equal"), default="entropy")
    ranking.add_argument("--json", action="store_true", help="as JSON")

    measuring = verbs.add_parser(
        "disparity", parents=[spoken], help="how unequal the root's children are in an indicator"
    )
    measuring.add_argument("file", type=Path, metavar="FILE")
    measuring.add_argument("--indicator", metavar="CODE", required=True)
    measuring.add_argument("--scenario", metavar="NAME", help="default: the first")
    measuring.add_argument(
        "--of", choices=("path", "target"), default="path", help="target: the targets as one more year"
    )
    measuring.add_argument("--json", action="store_true", help="as JSON")

    continuing = verbs.add_parser("forecast", parents=[spoken], help="a series continued out of its own past")
    continuing.add_argument("file", type=Path, metavar="FILE")
    continuing.add_argument("--region", metavar="R", required=True)
    continuing.add_argument("--indicator", metavar="I", required=True)
    continuing.add_argument(
        "--method", choices=("cagr", "linear", "logistic", "holt", "gm11"), default="cagr"
    )
    continuing.add_argument("--json", action="store_true", help="as JSON")


def _whole(text: str) -> int:
    """A whole number as people write it, by the program's one grammar."""
    figure = parse_figure(text, "")
    if isinstance(figure, Problem) or not figure.is_integer():
        raise argparse.ArgumentTypeError(f"not a whole number: {text}")
    return int(figure)


def _window(given: list[str]) -> int:
    # the window is the only thing here that needs Qt, and a verb must run where Qt cannot
    application = importlib.import_module("npfdesk.app")
    return int(application.main(given))


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8")
