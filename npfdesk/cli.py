"""The command line: the window's computations without a window. No module of the verbs imports Qt."""

from __future__ import annotations

import gc
import os
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NoReturn

from npfdesk.command_line import (
    MISTAKEN,
    NEAR,
    PROGRAM,
    aligned_left,
    is_path,
    names_a_file,
    nearest,
    system_language,
    window_parser,
    with_language_last,
    wrapped,
)
from npfdesk.plan.problems import Language, Problem, Wording
from npfdesk.verbs.registry import VERBS, Verb, VerbGroup
from npfdesk.workbook.files.file_problems import NO_FILE

OpenWindow = Callable[[Sequence[str]], int]
"""What opens the window with the arguments of a call, and returns the exit code."""
_SELDOM: Final = 200_000
_HELP: Final = ("-h", "--help")
_HELP_VERB: Final = "help"
_WIDTH: Final = 100

_ABOUT: Final = Wording(
    "NPF Desk：规划的目标、路径和缺口。", "NPF Desk: the targets, paths and shortfalls of a plan."
)
_CALLS: Final = (
    (
        Wording("用法：", "usage: "),
        Wording("npfdesk [文件]", "npfdesk [FILE]"),
        Wording("打开窗口", "open the window"),
    ),
    (
        Wording("", ""),
        Wording("npfdesk 命令 …", "npfdesk VERB …"),
        Wording("不开窗口，得到同样的结果", "the same results without a window"),
    ),
    (
        Wording("", ""),
        Wording("npfdesk 命令 --help", "npfdesk VERB --help"),
        Wording("一个命令的参数（或 npfdesk help 命令）", "the arguments of a verb (or npfdesk help VERB)"),
    ),
)
_WINDOW: Final = Wording("窗口", "The window")
_UNKNOWN: Final = Wording("没有“{word}”这个命令。", "There is no verb “{word}”.")
_NO_VERB: Final = Wording(
    "请写一个命令：{verbs}。",
    "Give a verb: {verbs}.",
)
_SEE: Final = Wording("全部命令见 npfdesk --help", "See npfdesk --help for all verbs")


def main(arguments: Sequence[str] | None = None, open_window: OpenWindow | None = None) -> int:
    """Carry out a verb, or open the window where none is given; the exit code of cli.md.

    Whoever has no window to open need not hand one over: a call without a verb is then a mistake that is told.
    """
    given, asked = with_language_last(sys.argv[1:] if arguments is None else arguments)
    language = asked or system_language()
    verbs = {verb.name: verb for verb in VERBS}
    _speak_utf8()
    # --language stands at the end, and its value is no verb
    words = [word for word in given[: given.index("--language")] if word] if "--language" in given else given
    first = next((word for word in words if not word.startswith("-")), "")
    if first == _HELP_VERB and not names_a_file(first):
        return _help([word for word in words if word != _HELP_VERB], verbs, language)
    if first in verbs:
        given.remove(first)
        return _carry_out(verbs[first], given, language)
    if any(word in _HELP for word in words):
        return _help([], verbs, language)
    if words[:1] == [first] and first and not names_a_file(first):
        _unknown(first, verbs, language)
    parser = window_parser(language)
    if open_window is None and "--version" not in words:
        _mistake(_NO_VERB.text(language, {"verbs": tuple(verbs)}), language)
    file = parser.parse_args(given).file
    if file is not None and not file.exists():
        # the window tells it too, but whoever called from a terminal looks there
        sys.stderr.write(Problem(NO_FILE, text=str(file)).message(language) + "\n")
    return open_window(given) if open_window is not None else 0


def _carry_out(verb: Verb, given: Sequence[str], language: Language) -> int:
    options = verb.parser(language).parse_args(given)
    carry = verb.load()
    usual = gc.get_threshold()
    try:
        # a verb lives for one answer: it looks for circles among its figures seldom, not every 700 of them
        gc.set_threshold(_SELDOM, *usual[1:])
        with warnings.catch_warnings():
            # a figure past what a number can hold is printed as none; numpy's own words are no planner's
            warnings.simplefilter("ignore", RuntimeWarning)
            return carry(options, language)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # the reader of a pipe has seen enough; the interpreter must not complain when it closes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    finally:
        gc.set_threshold(*usual)


def _help(words: Sequence[str], verbs: Mapping[str, Verb], language: Language) -> int:
    """Print the help of the verb that is named, or of all."""
    named = next((word for word in words if not word.startswith("-")), "")
    if named and named not in verbs:
        _unknown(named, verbs, language)
    sys.stdout.write(verbs[named].parser(language).format_help() if named else overview(language))
    return 0


def overview(language: Language) -> str:
    """The help of the whole: the verbs with a line each, and how the window is opened."""
    width = max(len(verb.name) for verb in VERBS)
    calls = [[word.text(language, {}) for word in line] for line in _CALLS]
    lines = [_ABOUT.text(language, {}), "", *aligned_left(calls)]
    for group in VerbGroup:
        lines += ["", f"{group.value.text(language, {})}{_colon(language)}"]
        for verb in (one for one in VERBS if one.group is group):
            told = wrapped(verb.help.text(language, {}), _WIDTH - width - 4)
            lines += [f"  {verb.name if at == 0 else '':{width}}  {line}" for at, line in enumerate(told)]
    window = window_parser(language).format_help().rstrip()
    return "\n".join([*lines, "", f"{_WINDOW.text(language, {})}{_colon(language)}", window, ""])


def _unknown(word: str, verbs: Mapping[str, Verb], language: Language) -> NoReturn:
    if is_path(word):
        _mistake(Problem(NO_FILE, text=word).message(language), language)
    near = nearest(word, (*verbs, _HELP_VERB))
    meant = [NEAR.text(language, {"near": f"npfdesk {one}"}) for one in near]
    _mistake("\n".join([_UNKNOWN.text(language, {"word": word}), *meant]), language)


def _mistake(text: str, language: Language) -> NoReturn:
    sys.stderr.write(f"{PROGRAM}: {text}\n{_SEE.text(language, {})}\n")
    raise SystemExit(MISTAKEN)


def _colon(language: Language) -> str:
    return "：" if language == "zh" else ":"


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # the name of a file need not be text, and a line about it is no reason to stop
            reconfigure(encoding="utf-8", errors="backslashreplace")
