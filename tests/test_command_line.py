"""The command line as people know it: its help, its errors and its suggestions, each wholly in the asked language."""

import argparse
import inspect
import itertools
import re

import pytest

from npfdesk import cli
from npfdesk.command_line import SENTENCES, CommandParser, wrapped
from npfdesk.locations import sample_workbook
from npfdesk.plan.problems import Wording
from npfdesk.verbs.registry import VERBS
from tests.letters import foreign

BY_NAME = {verb.name: verb for verb in VERBS}
# what is typed is the same in both languages: verbs and the values of options
TYPED = {
    *BY_NAME,
    "seek",
    "growth",
    "step",
    *(choice for verb in VERBS for one in verb.parser("en")._actions for choice in one.choices or ()),
}


@pytest.fixture
def call(capsys):
    """A call with a window that must not open: its exit code, its output, its errors."""

    def run(*arguments, opened=None):
        def window(given):
            if opened is None:
                pytest.fail("the window opened")
            opened.append(given)
            return 0

        try:
            code = cli.main(list(arguments), window)
        except SystemExit as left:
            code = left.code
        return code, *capsys.readouterr()

    return run


@pytest.mark.parametrize("asked", [["--help"], ["-h"], ["help"]])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_lists_every_verb_with_a_line_in_the_asked_language(call, asked, language):
    for given in ([*asked, "--language", language], ["--language", language, *asked]):
        code, said, _ = call(*given)
        assert code == 0
        for verb in VERBS:
            assert re.search(
                rf"^  {verb.name} +{re.escape(verb.help.text(language, {})[:10])}", said, re.MULTILINE
            )
        assert "--picture" in said
        assert foreign(said, language, TYPED) == []


def test_help_speaks_the_systems_language_where_none_is_asked(call, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "用法：" in call("--help")[1]
    assert "缺少" in call("seek")[2]
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert "usage: " in call("--help")[1]


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_verbs_help_is_wholly_in_one_language_and_explains_every_argument(call, verb, language):
    code, said, _ = call(verb.name, "--help", "--language", language)
    assert code == 0
    assert foreign(said, language, TYPED) == []
    assert call("help", verb.name, f"--language={language}")[1] == said
    for one in verb.parser(language)._actions:
        assert one.help
        assert one.help.strip() != argparse.SUPPRESS


def test_every_verb_has_json_or_says_why_not():
    for verb in VERBS:
        assert BY_NAME[verb.name].parser("en").has("--json") != (verb.without_json is not None), verb.name
        if verb.without_json is not None:
            assert "--json" in verb.parser("zh").format_help()


def test_project_takes_json_as_every_verb_does(call, tmp_path):
    book = str(sample_workbook())
    assert (
        call("project", book, "--scenario", "规划", "--json")[1]
        == call("project", book, "--scenario", "规划", "--format", "json")[1]
    )


@pytest.mark.parametrize(
    ("word", "meant"), [("chek", "check"), ("reprot", "report"), ("Check", "check"), ("hlep", "help")]
)
def test_an_unknown_verb_says_so_and_suggests_and_opens_nothing(call, word, meant):
    code, out, said = call(word, "规划.xlsx", "--json", "--language", "en")
    assert (code, out) == (2, "")
    assert f"no verb “{word}”" in said
    assert f"npfdesk {meant}?" in said
    code, _, said = call("--language", "zh", word)
    assert code == 2
    assert f"没有“{word}”这个命令" in said
    assert call("help", word, "--language", "zh")[0] == 2


def test_a_word_that_is_near_nothing_is_told_without_a_suggestion(call):
    code, _, said = call("xyzzy", "--language", "en")
    assert code == 2
    assert "Did you mean" not in said
    assert "npfdesk --help" in said


def test_what_is_there_or_ends_as_a_workbook_is_a_file_for_the_window(call, tmp_path):
    odd = tmp_path / "chek"
    odd.write_text("")
    for given in (str(odd), "没有.xlsx", "a.npfs", "表.et"):
        opened = []
        assert call(given, opened=opened)[0] == 0
        assert opened == [[given]]
    said = call("没有.xlsx", "--language", "en", opened=[])[2]
    assert "没有.xlsx" in said
    assert "no file" in said
    code, _, said = call("a/b.docx", "--language", "zh")
    assert code == 2
    assert "b.docx" in said


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        (["check"], "缺少 文件", "FILE must be given"),
        (["seek", "x", "--region", "a"], "缺少 --scenario 和 --indicator", "--scenario and --indicator must be given"),
        (["annual", "x", "--indicator"], "--indicator 后面要写一个值", "--indicator needs a value"),
        (["seek", "x", "--within", "1"], "--within 后面要写 2 个值", "--within needs 2 values"),
        (
            ["disparity", "x", "--indicator", "i", "--of", "pth"],
            "--of 不能写“pth”。可选：path 和 target。是不是 path？",
            "--of cannot be “pth”. Choose one of path and target. Did you mean path?",
        ),
        (["check", "x", "--jsn"], "不认识 --jsn。是不是 --json？", "--jsn is not understood. Did you mean --json?"),
        (["check", "x", "y"], "不认识 y", "y is not understood"),
        (
            ["score", "x", "--year", "2021", "--through", "2021-03"],
            "--through 和 --year 只能写一个",
            "--through cannot be given together with --year",
        ),
        (["evaluate", "x", "--year", "1.5"], "--year 要写整数，“1.5”不是", "--year takes a whole number, and “1.5” is none"),
        (["check", "x", "--json=1"], "--json 后面不写值", "--json takes no value"),
        (["project", "x", "--f", "xml"], "--format 不能写“xml”", "--format cannot be “xml”"),
        (["seek", "x", "--in", "1"], "--in 不止一种读法", "--in could be --indicator and --industry"),
        (["allocate", "x", "--w", "y"], "缺少 --indicator", "--indicator must be given"),
        (["report", "x", "--sc", "y"], "缺少 -o", "-o must be given"),
        (["allocate", "x", "--i", "y", "--r=x=1"], "--rule 不能写", "--rule cannot be"),
        (["uncertainty", "x", "--s", "1"], "--s 不止一种读法：--scenario、--seed、--shape 和 --sampling", "--s could be --scenario, --seed, --shape and --sampling"),
        (["check", "x", "--language", "fr"], "--language 不能写“fr”", "--language cannot be “fr”"),
        (["check", "x", "--language"], "--language 后面要写一个值", "--language needs a value"),
        (["--picture"], "--picture 后面要写一个值", "--picture needs a value"),
        (["--drk"], "不认识 --drk。是不是 --dark？", "--drk is not understood. Did you mean --dark?"),
    ],
)  # fmt: skip
def test_a_call_that_is_wrong_is_told_in_the_asked_language_with_the_remedy(call, monkeypatch, given, zh, en):
    for language, words in (("zh", zh), ("en", en)):
        monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8" if language == "zh" else "C.UTF-8")
        code, out, said = call(*given)
        assert (code, out) == (2, "")
        assert words in said
        assert "--help" in said.splitlines()[-1]
        assert foreign(said, language, {*TYPED, *given}) == []


def test_everything_that_argparse_says_of_a_call_is_known():
    # what a programmer does wrong in declaring, or what no verb uses
    elsewhere = re.compile(
        r"conflicting|not defined|merge actions|for positionals|must start with|dest=|resolution|mutually exclusive|"
        r"multiple subparser|is not callable|unknown parser|with mode|can't open|unexpected option|usage: |^options$|"
        r"positional arguments|subcommands|show this help|error: |^argument %|%default|show program's version|deprecated"
    )
    source = inspect.getsource(argparse)
    said = [
        "".join(re.findall(r"'((?:[^'\\]|\\.)*)'", one))
        for one in re.findall(r"\b(?:_|ngettext)\(\s*((?:'(?:[^'\\]|\\.)*'\s*)+)", source)
    ] + re.findall(r'\b_\("([^"]*)"\)', source)
    assert len(said) > 15
    for one in said:
        if elsewhere.search(one):
            continue
        message = re.sub(r"%\((\w+)\)r|%r", "'x'", one)
        message = re.sub(r"%\((\w+)\)s|%s", "3", message)
        assert any(sentence.read(message) is not None for sentence in SENTENCES), one


def test_chinese_help_is_wrapped_by_what_a_terminal_shows():
    text = "把若干年的目标分解为分年目标，" * 8
    lines = wrapped(text, 40)
    assert "".join(lines) == text
    assert not any(line.startswith("，") for line in lines)
    assert all(sum(2 if letter > "\u2e80" else 1 for letter in line) <= 42 for line in lines)
    assert wrapped("one two three", 7) == ["one two", "three"]


def test_columns_of_chinese_help_stand_in_line():
    parser = CommandParser("npfdesk", "zh")
    for name, held in (("--region", "地区"), ("--i", "一二三"), ("--x", None)):
        parser.argument(name, meaning=Wording("说明", "told"), metavar=Wording(held, "R") if held else None)
    lines = [line for line in parser.format_help().splitlines() if "说明" in line and line.startswith("  --")]
    starts = {sum(2 if one > "\u2e80" else 1 for one in line[: line.index("说明")]) for line in lines}
    assert len(lines) == 3
    assert len(starts) == 1


def test_no_options_of_a_verb_share_a_spelling():
    for verb in VERBS:
        names = list(itertools.chain.from_iterable(one.option_strings for one in verb.parser("en")._actions))
        assert len(names) == len(set(names)), verb.name
