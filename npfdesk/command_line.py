"""The command line's own words: a parser that speaks the asked language, and what the window is called with."""

from __future__ import annotations

import argparse
import difflib
import locale
import os
import re
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from string import Formatter
from typing import Any, Final, NamedTuple, NoReturn

from npfdesk.plan.letter_widths import columns
from npfdesk.plan.problems import LANGUAGES, Language, Wording, joined
from npfdesk.version import __version__
from npfdesk.workbook.files.file_types import SUFFIXES

MISTAKEN: Final = 2
"""The exit code of a call that cannot be understood."""
FILES: Final = SUFFIXES | {".npfs"}
"""The endings by which a word names a file for the window, whether the file is there or not."""
PROGRAM: Final = "npfdesk"

LANGUAGE_HELP: Final = Wording(
    "显示语言：zh 中文，en English；默认随系统", "the language: zh 中文 or en English; default: the system's"
)
NEAR: Final = Wording("是不是 {near}？", "Did you mean {near}?")
_USAGE: Final = Wording("用法：", "usage: ")
_POSITIONALS: Final = Wording("参数", "arguments")
_OPTIONS: Final = Wording("选项", "options")
_HELP: Final = Wording("显示这份说明", "show this help")
_VERSION: Final = Wording("显示版本号", "show the version")
_REMEDY: Final = Wording("用法见 {call}", "See {call}")
_PIECES: Final = re.compile(r"[\u2e80-\uffef][，。；：、）”！？]*|[^\s\u2e80-\uffef]+|\s+")
_LANGUAGE_OPTION: Final = "--language"
_SHORTEST: Final = "--la"


class _Sentence(NamedTuple):
    """A sentence of argparse with its gaps, and the same in the program's words; `listed` names the gap that is a list."""

    template: str
    wording: Wording
    listed: str = ""

    def read(self, message: str) -> dict[str, str] | None:
        """What stands in the gaps of a message, the argument that it is about among them; None where it is another's."""
        argument, about, rest = message.removeprefix("argument ").partition(": ")
        if not (about and message.startswith("argument ")):
            argument, rest = "", message
        said, waiting = {"argument": argument}, ""
        parts = [(literal, gap or "") for literal, gap, _, _ in Formatter().parse(self.template)]
        if parts[-1][1]:
            parts.append(("", ""))
        for place, (literal, gap) in enumerate(parts):
            last = place == len(parts) - 1
            at = len(rest) - len(literal) if last else rest.find(literal)
            if at < 0 or not rest.startswith(literal, at) or (at and not waiting):
                return None
            if waiting:
                said[waiting] = rest[:at]
            rest, waiting = rest[at + len(literal) :], gap
        return said


SENTENCES: Final = tuple(
    _Sentence(template, Wording(zh, en), listed)
    for template, zh, en, listed in (
        ("the following arguments are required: {names}", "缺少 {names}。", "{names} must be given.", "names"),
        ("one of the arguments {words} is required", "{words} 要写一个。", "One of {words} must be given.", "words"),
        ("expected one argument", "{argument} 后面要写一个值。", "{argument} needs a value.", ""),
        ("expected at least one argument", "{argument} 后面至少要写一个值。", "{argument} needs at least one value.", ""),
        ("expected at most one argument", "{argument} 后面最多写一个值。", "{argument} takes at most one value.", ""),
        ("expected {count} arguments", "{argument} 后面要写 {count} 个值。", "{argument} needs {count} values.", ""),
        ("expected {count} argument", "{argument} 后面要写 {count} 个值。", "{argument} needs {count} values.", ""),
        (
            "invalid choice: {text} (choose from {names})",
            "{argument} 不能写“{text}”。可选：{names}。",
            "{argument} cannot be “{text}”. Choose one of {names}.",
            "names",
        ),
        ("unrecognized arguments: {words}", "不认识 {words}。", "{words} is not understood.", "words"),
        ("not allowed with argument {other}", "{argument} 和 {other} 只能写一个。", "{argument} cannot be given together with {other}.", ""),
        ("not a whole number: {text}", "{argument} 要写整数，“{text}”不是。", "{argument} takes a whole number, and “{text}” is none.", ""),
        ("invalid {kind} value: {text}", "{argument} 不能写“{text}”。", "{argument} cannot be “{text}”.", ""),
        (
            "ambiguous option: {option} could match {names}",
            "{option} 不止一种读法：{names}。",
            "{option} could be {names}.",
            "names",
        ),
        ("ignored explicit argument {text}", "{argument} 后面不写值（“{text}”）。", "{argument} takes no value (“{text}”).", ""),
    )
)  # fmt: skip
"""What argparse says of a call, and the same in both languages. A sentence not among these is told as it is."""


class CommandParser(argparse.ArgumentParser):
    """A parser whose help and errors are wholly in one language."""

    def __init__(
        self, prog: str, language: Language, description: Wording | None = None, epilog: Wording | None = None
    ) -> None:
        super().__init__(
            prog=prog,
            description=description.text(language, {}) if description is not None else None,
            epilog=epilog.text(language, {}) if epilog is not None else None,
            formatter_class=partial(_Layout, language=language),
            add_help=False,
        )
        self.language = language
        self._given = self.add_argument_group(_POSITIONALS.text(language, {}))
        self._chosen = self.add_argument_group(_OPTIONS.text(language, {}))
        self.argument("-h", "--help", meaning=_HELP, action="help")

    def argument(
        self,
        *names: str,
        meaning: Wording,
        metavar: Wording | tuple[Wording, ...] | None = None,
        within: argparse._ActionsContainer | None = None,
        **how: Any,
    ) -> None:
        """Declare an argument as argparse does, its help and its placeholder in both languages.

        `within` is a group of `exclusive`.
        """
        place = within or (self._chosen if names[0].startswith("-") else self._given)
        if isinstance(metavar, Wording):
            how["metavar"] = metavar.text(self.language, {})
        elif metavar is not None:
            how["metavar"] = tuple(one.text(self.language, {}) for one in metavar)
        place.add_argument(*names, help=meaning.text(self.language, {}).replace("%", "%%"), **how)

    def exclusive(self) -> argparse._ActionsContainer:
        """A group of options of which one call takes one."""
        return self._chosen.add_mutually_exclusive_group()

    def format_help(self) -> str:
        """The help, its columns in line also behind Chinese placeholders, two columns a character."""
        lines = super().format_help().split("\n")
        return "\n".join(map(_in_line, lines)) if self.language == "zh" else "\n".join(lines)

    def has(self, option: str) -> bool:
        """Whether an option is declared."""
        return any(option in one.option_strings for one in self._actions)

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong with a call and where its usage stands; the process ends with 2."""
        self.print_usage(sys.stderr)
        remedy = _REMEDY.text(self.language, {"call": f"{self.prog} --help"})
        self.exit(MISTAKEN, f"{self.prog}: {self.in_words(message)}\n{remedy}\n")

    def in_words(self, message: str) -> str:
        """What argparse says of a call, in the parser's language."""
        for sentence in SENTENCES:
            found = sentence.read(message)
            if found is not None:
                break
        else:
            return message
        said: dict[str, object] = {**found}
        if "text" in said:
            said["text"] = _unquoted(str(said["text"]))
        known: Sequence[str] = [name for one in self._actions for name in one.option_strings]
        unknown = [word for word in str(said.get("words", "")).split() if word.startswith("-")]
        if sentence.listed:
            whole = str(said[sentence.listed])
            names = (
                whole.split() if sentence.listed == "words" else [_unquoted(one) for one in whole.split(", ")]
            )
            said[sentence.listed] = joined(names, self.language)
            if "text" in said:
                known, unknown = names, [str(said["text"])]
        told = sentence.wording.text(self.language, said)
        near = [one for word in unknown for one in nearest(word.partition("=")[0], known)]
        return f"{told}{_gap(self.language)}{NEAR.text(self.language, {'near': near[0]})}" if near else told


class _Layout(argparse.HelpFormatter):
    """Help in one language; a Chinese character is two columns wide, and a line may break behind any of them."""

    def __init__(self, prog: str, language: Language) -> None:
        super().__init__(prog)
        self._language = language

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """The usage, behind the language's word for it."""
        prefix = _USAGE.text(self._language, {}) if prefix is None else prefix
        super().add_usage(usage, actions, groups, prefix)

    def add_argument(self, action: argparse.Action) -> None:
        """An argument, its placeholder as wide as it shows."""
        super().add_argument(action)
        wide = columns(self._format_action_invocation(action)) + self._current_indent
        self._action_max_length = max(self._action_max_length, wide)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in wrapped(text, width - len(indent)))


def _in_line(line: str) -> str:
    """A line of Chinese help as a terminal shows it in columns: argparse takes each character for one column."""
    if line.endswith(":") and not line.startswith(" "):
        return line[:-1] + "："
    head = re.match(r"  (\S+(?: \S+)*)(  +)(?=\S)", line)
    if head is None:
        return line
    spare = min(columns(head[1]) - len(head[1]), len(head[2]) - 2)
    return line[: head.end() - spare] + line[head.end() :]


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most that many columns (a longer word stands alone), no line beginning with a full stop."""
    lines, line, used = [], "", 0
    for piece in _PIECES.findall(text):
        blank = piece.isspace()
        wide = 1 if blank else columns(piece)
        if line and not blank and used + wide > width:
            lines.append(line.rstrip())
            line, used = "", 0
        if line or not blank:
            line, used = line + (" " if blank else piece), used + wide
    return [*lines, line.rstrip()]


def aligned_left(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of words as lines, their columns in line and two blanks between (none behind the first)."""
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        first, *rest = (word + " " * (width - columns(word)) for word, width in zip(row, widths, strict=True))
        lines.append((first + "  ".join(rest)).rstrip())
    return lines


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The one of the known words that is meant by a mistyped one, in a list; an empty list where none is near."""
    return difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)


def system_language() -> Language:
    """Chinese where the system is Chinese, English elsewhere."""
    spoken = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)),
        locale.getlocale()[0] or "",
    )
    return "zh" if spoken.lower().startswith(("zh", "chinese")) else "en"


def with_language_last(arguments: Sequence[str]) -> tuple[list[str], Language | None]:
    """A call with its --language at its end, wherever it stood, and the language that it asks for."""
    rest: list[str] = []
    spoken: list[str] = []
    asked: Language | None = None
    words = iter(arguments)
    for word in words:
        name, sign, value = word.partition("=")
        if not (name.startswith(_SHORTEST) and _LANGUAGE_OPTION.startswith(name)):
            rest.append(word)
            continue
        values = [value] if sign else list(_first(words))
        spoken = [_LANGUAGE_OPTION, *values]
        asked = values[0] if values and values[0] in LANGUAGES else asked
    return [*rest, *spoken], asked


def window_parser(language: Language) -> CommandParser:
    """The parser of a call that opens the window."""
    parser = CommandParser(PROGRAM, language)
    parser.argument(
        "file",
        meaning=Wording(
            "工作簿，或情景交换文件（.npfs）；默认打开上次的工作簿，第一次打开示例",
            "a workbook, or an exchange file of scenarios (.npfs); default: the last workbook, at first the sample",
        ),
        nargs="?",
        type=Path,
        metavar=Wording("文件", "FILE"),
    )
    parser.argument("--language", meaning=LANGUAGE_HELP, choices=LANGUAGES)
    parser.argument("--version", meaning=_VERSION, action="version", version=f"{PROGRAM} {__version__}")
    parser.argument(
        "--picture",
        meaning=Wording("把窗口画成图片后退出", "render the window into a picture and leave"),
        type=Path,
        metavar=Wording("图片.png", "OUT.png"),
    )
    parser.argument(
        "--size",
        meaning=Wording("图片大小，与 --picture 同用", "with --picture: its size"),
        metavar=Wording("1366x768", "1366x768"),
    )
    parser.argument(
        "--dark",
        meaning=Wording("深色界面，与 --picture 同用", "with --picture: in dark colours"),
        action="store_true",
    )
    parser.argument(
        "--smoke",
        meaning=Wording(
            "检查安装：打开示例，编辑、重画、保存后退出",
            "a check of the installation: open the sample, edit, redraw, save and leave",
        ),
        action="store_true",
    )
    return parser


def names_a_file(word: str) -> bool:
    """Whether a word is a file for the window: it is there, or ends as a workbook or an exchange file does."""
    try:
        return Path(word).suffix.lower() in FILES or Path(word).exists()
    except (OSError, ValueError):
        return False


def is_path(word: str) -> bool:
    """Whether a word is written as a path and not as a verb: with an ending or a folder."""
    return bool(Path(word).suffix) or any(sign and sign in word for sign in (os.sep, os.altsep))


def _first(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        yield word
        return


def _gap(language: Language) -> str:
    return "" if language == "zh" else " "


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    return text
