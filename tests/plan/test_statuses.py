"""Statuses: each is said once, in the words that the window, the reports and the files share."""

import re
from pathlib import Path

from npfdesk.plan.problems import LANGUAGES
from npfdesk.plan.statuses import LEGEND, STATUSES, WORST_FIRST, Status

ROOT = Path(__file__).resolve().parents[2]


def test_each_status_has_its_own_word_mark_and_ink():
    assert [*STATUSES] == [*Status]
    assert {*LEGEND} == {*WORST_FIRST} == {*Status}
    for told in (
        [one.words.zh for one in STATUSES.values()],
        [one.words.en for one in STATUSES.values()],
        [one.mark for one in STATUSES.values()],
        [(one.shape, one.filled) for one in STATUSES.values()],
        *([getattr(one, theme) for one in STATUSES.values()] for theme in ("light", "dark", "contrast")),
    ):
        assert len(set(told)) == len(told)


def test_the_words_are_the_houses():
    assert [(one.about.mark, one.about.words.zh, one.about.words.en) for one in LEGEND] == [
        ("●", "符合预期", "on track"),
        ("◑", "进度偏慢", "slightly behind"),
        ("◔", "进度滞后", "well behind"),
        ("✕", "逆向变化", "moving away"),
        ("–", "无法评价", "not assessable"),
    ]
    assert [status.code for status in Status] == ["grey", "blue", "yellow", "orange", "red"]


def test_nobody_says_a_status_a_second_time():
    words = [word for one in STATUSES.values() for word in (one.words.zh, one.mark) if word not in "–✕"]
    said = re.compile("|".join(rf"[\"“]{word}[\"”]" for word in words))
    for file in (ROOT / "npfdesk").rglob("*.py"):
        if file.name != "statuses.py":
            assert not said.search(file.read_text(encoding="utf-8")), file


def test_the_help_says_the_same_words():
    for language in LANGUAGES:
        page = (ROOT / "resources" / "help" / f"status.{language}.md").read_text(encoding="utf-8")
        for one in STATUSES.values():
            assert f"{one.mark} {one.words.text(language, {})}" in page
