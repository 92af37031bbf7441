"""The tool itself, on a small package: what its tests miss is told, what they notice is not."""

import textwrap

import pytest

from tests.mutants.__main__ import tell
from tests.mutants.equivalents import Unreadable, judge, listed
from tests.mutants.planting import NotTried, plant, undecorated
from tests.mutants.rooms import ANSWERING, ROOT, answering, modules

MODULE = """
from functools import cached_property

EDGE = 5
UNUSED = 1


def grown(value, pace):
    return value + pace


class Step:
    def __init__(self, size):
        self.size = size

    @cached_property
    def twice(self):
        return self.size * 2


def reached(value):
    return value >= EDGE
"""
TESTS = """
from planted.room.sums import Step, grown, reached


def test_growth():
    assert grown(2, 3) == 5


def test_a_step_taken_twice():
    assert Step(2).twice == 4


def test_a_figure_far_beyond_the_edge_reaches_it():
    assert reached(5.5)
    assert not reached(3)
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    root = tmp_path_factory.mktemp("tree")
    for name, text in {
        "pyproject.toml": '[tool.pytest.ini_options]\nfilterwarnings = ["error"]\n',
        "planted/__init__.py": "",
        "planted/room/__init__.py": "",
        "planted/room/sums.py": MODULE,
        "tests/__init__.py": "",
        "tests/test_sums.py": TESTS,
        "tests/test_failing.py": "import planted.room.sums\n\n\ndef test_it():\n    raise AssertionError\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def mutants(tree):
    return plant(tree, "planted", "room/sums", ["tests/test_sums.py"], tree / "scratch", 1)


def test_what_the_tests_miss_is_told_with_its_place(mutants):
    missed = {(one.line, one.function, one.before, one.after) for one in mutants if not one.killed}
    assert missed == {
        (5, "", "UNUSED = 1", "UNUSED = 2"),
        (22, "reached", "return value >= EDGE", "return value > EDGE"),
    }
    edge = next(one for one in mutants if one.function == "reached" and not one.killed)
    assert "-    return value >= EDGE\n+    return value > EDGE\n" in edge.diff
    assert edge.under == "def reached(value):"


def test_what_they_notice_includes_decorated_functions_and_figures_of_the_module(mutants):
    noticed = {(one.function, one.after) for one in mutants if one.killed}
    assert {
        ("grown", "return value - pace"),
        ("Step.__init__", "self.size = None"),
        ("Step.twice", "return self.size / 2"),
        ("Step.twice", "return self.size * 3"),
        ("", "EDGE = 6"),
    } <= noticed


def test_the_checkout_is_left_as_it_is(tree, mutants):
    assert (tree / "planted/room/sums.py").read_text(encoding="utf-8") == MODULE


def test_a_module_below_the_floor_fails_until_its_survivors_are_listed(tmp_path, mutants, capsys):
    assert not tell("room/sums", judge(mutants, []))
    assert "room/sums.py:22 in reached" in capsys.readouterr().out
    (tmp_path / "room.sums.toml").write_text(
        textwrap.dedent("""
            [[mutant]]
            function = ""
            before = "UNUSED = 1"
            after = "UNUSED = 2"
            reason = "Nothing reads it."

            [[mutant]]
            function = "reached"
            before = "return value >= EDGE"
            after = "return value > EDGE"
            reason = "No figure stands on the edge."
        """),
        encoding="utf-8",
    )
    verdict = judge(mutants, listed("room/sums", tmp_path))
    assert (len(verdict.held), verdict.share, verdict.stale) == (2, 100.0, [])
    assert tell("room/sums", verdict)


@pytest.mark.parametrize(
    "entry",
    [
        # the line is no longer there; its mutant is killed by now; it stands under another line
        {"before": "return value >= LIMIT", "after": "return value > LIMIT"},
        {"function": "grown", "before": "return value + pace", "after": "return value - pace"},
        {"under": "if pace:"},
    ],
)
def test_an_entry_that_no_survivor_answers_to_is_told(tmp_path, mutants, capsys, entry):
    fields = {
        "function": "reached",
        "before": "return value >= EDGE",
        "after": "return value > EDGE",
        "reason": "No figure stands on the edge.",
        **entry,
    }
    text = "[[mutant]]\n" + "".join(f'{name} = "{value}"\n' for name, value in fields.items())
    (tmp_path / "room.sums.toml").write_text(text, encoding="utf-8")
    entries = listed("room/sums", tmp_path)
    verdict = judge(mutants, entries)
    assert verdict.stale == entries
    assert not tell("room/sums", verdict)
    assert f"stale: room/sums, {fields['function']}" in capsys.readouterr().out


@pytest.mark.parametrize("lacking", ["function", "before", "after", "reason"])
def test_an_entry_without_a_reason_or_a_place_is_refused(tmp_path, lacking):
    fields = {name: f'{name} = "x"' for name in ("function", "before", "after", "reason") if name != lacking}
    (tmp_path / "room.sums.toml").write_text("[[mutant]]\n" + "\n".join(fields.values()), encoding="utf-8")
    with pytest.raises(Unreadable):
        listed("room/sums", tmp_path)


def test_tests_that_fail_by_themselves_judge_nothing(tree):
    with pytest.raises(NotTried, match="test_failing"):
        plant(tree, "planted", "room/sums", ["tests/test_failing.py"], tree / "failing", 1)


def test_a_decorator_called_below_does_the_same():
    text = undecorated(
        "import contextlib\n\n@contextlib.contextmanager\n@first(2)\ndef one():\n    yield 1\n"
    )
    assert text.endswith("def one():\n    yield 1\none = contextlib.contextmanager(first(2)(one))\n")


def test_each_room_is_answered_for():
    status = "engine/targets/status"
    assert modules(status) == [status]
    assert {status, "engine/projection/paths"} <= {*modules("engine")}
    assert modules("npfdesk/engine/targets/status.py") == modules(f"{status}/") == [status]
    assert modules("nowhere") == modules("") == []
    assert answering("engine/analyses/ranks") == ["tests/engine/analyses/test_ranks.py"]
    assert answering("engine/answers/division") == ["tests/engine/answers"]
    for module, tests in ANSWERING.items():
        assert modules(module) == [module]
        assert any((ROOT / test).is_file() for test in tests)
