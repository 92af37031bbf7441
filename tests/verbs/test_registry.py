"""A verb is described once: planted in the registry it is parsed, offered and carried out, and nothing else is touched."""

import argparse

import pytest

from npfdesk.cli import main
from npfdesk.plan.problems import Wording
from npfdesk.verbs.arguments import whole_number
from npfdesk.verbs.registry import VERBS, Verb, VerbGroup


def test_a_planted_verb_is_offered_parsed_and_carried_out(monkeypatch, capsys):
    opened = []

    def declare(parser):
        parser.argument("file", meaning=Wording("文字", "the words"))
        parser.argument("--times", meaning=Wording("遍数", "how often"), type=whole_number, default=1)

    def load():
        opened.append("room")
        return lambda options, language: print(options.file * options.times, language) or 7

    planted = Verb("echo", Wording("再说一遍", "says it again"), VerbGroup.READING, declare, load)
    monkeypatch.setattr("npfdesk.cli.VERBS", (*VERBS, planted))
    assert main(["echo", "x", "--times", "３", "--language", "zh"]) == 7
    assert main(["--language", "en", "echo", "y"], lambda _: pytest.fail("the window")) == 7
    assert capsys.readouterr().out == "xxx zh\ny en\n"
    opened.clear()
    assert main(["--help", "--language", "en"]) == 0
    assert "says it again" in capsys.readouterr().out
    assert opened == []


def test_every_door_leads_to_a_room():
    for verb in VERBS:
        assert callable(verb.load()), verb.name


@pytest.mark.parametrize("text", ["1.5", "many", ""])
def test_a_number_that_is_not_whole_is_told(text):
    with pytest.raises(argparse.ArgumentTypeError):
        whole_number(text)
