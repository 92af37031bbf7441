"""The command line: the window's computations without a window. No module of the verbs imports Qt."""

from __future__ import annotations

import argparse
import gc
import locale
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from typing import Final, cast

from npfdesk.plan.problems import LANGUAGES, Language
from npfdesk.verbs.registry import VERBS
from npfdesk.version import __version__

OpenWindow = Callable[[Sequence[str]], int]
"""What opens the window with the arguments of a call, and returns the exit code."""
_SELDOM: Final = 200_000


def main(arguments: Sequence[str] | None = None, open_window: OpenWindow | None = None) -> int:
    """Carry out a verb, or open the window where none is given; the exit code of cli.md.

    Whoever has no window to open need not hand one over: a call without a verb is then a mistake that is told.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    verbs = {verb.name: verb for verb in VERBS}
    _speak_utf8()
    if given[:1] == ["--language"] and given[2:3] and given[2] in verbs:
        given = [given[2], *given[:2], *given[3:]]
    words = [word for word in given if not word.startswith("-")]
    if open_window is not None and (not words or words[0] not in verbs):
        return open_window(given)
    options = _parser().parse_args(given)
    carry = verbs[options.verb].load()
    usual = gc.get_threshold()
    try:
        # a verb lives for one answer: it looks for circles among its figures seldom, not every 700 of them
        gc.set_threshold(_SELDOM, *usual[1:])
        with warnings.catch_warnings():
            # a figure past what a number can hold is printed as none; numpy's own words are no planner's
            warnings.simplefilter("ignore", RuntimeWarning)
            return carry(options, cast("Language", options.language or system_language()))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # the reader of a pipe has seen enough; the interpreter must not complain when it closes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    finally:
        gc.set_threshold(*usual)


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
        description="NPF Desk: targets, paths and shortfalls of a plan. Without a verb the window opens (npfdesk [FILE]).",
    )
    parser.add_argument("--version", action="version", version=f"npfdesk {__version__}")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb in VERBS:
        verb.declare(verbs.add_parser(verb.name, parents=[spoken] if verb.speaks else [], help=verb.help))
    return parser


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # the name of a file need not be text, and a line about it is no reason to stop
            reconfigure(encoding="utf-8", errors="backslashreplace")
