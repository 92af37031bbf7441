"""What was chosen in an analysis is there again with its workbook, and with no other."""

import os
import shutil

import pytest

from npfdesk.engine.analyses.index_study import Weighting
from npfdesk.engine.analyses.scaling import Filling, Scaling
from npfdesk.locations import sample_workbook
from npfdesk.ui.analyses.indicator_choice import WEIGHT
from npfdesk.ui.answers.registry import OpenAnswers
from tests.ui.analyses.trees import item_of

USUAL = {"质效提升": ("output",), "结构优化": ("firms",), "绿色智造": ("tax_per_mu",)}
CHOSEN = {"甲": ("output",), "乙": ("firms", "tax_per_mu")}


@pytest.fixture
def afresh(desk, library):
    """The dialog as another start of the program makes it."""
    starts = []

    def made(name):
        starts.append(OpenAnswers(desk.window.workspace, desk.window, library))
        return starts[-1].ask(name)

    yield made
    for answers in starts:
        answers.stop()


@pytest.fixture
def other(tmp_path):
    return shutil.copy(sample_workbook(), tmp_path / "另一本.xlsx")


def choose(box, value):
    box.choose(value)
    box.activated.emit(box.currentIndex())


def key(name):
    return f"{name}:{os.path.normcase(os.path.abspath(sample_workbook()))}"


def test_an_index_is_there_again(ask, desk, afresh, other):
    dialog = ask("index")
    assert dialog.tree.dimensions() == USUAL
    dialog.tree.choose(CHOSEN)
    choose(dialog.scaling, Scaling.BY_YEAR)
    choose(dialog.filling, Filling.GROUP_MEDIAN)
    choose(dialog.model, "classic")
    choose(dialog.weighting, Weighting.TYPED)
    item_of(dialog.tree, "output").setText(WEIGHT, "3")
    dialog.pairs.rows.entered.emit(0, 2, "5")
    made = dialog.choice()
    again = afresh("index")
    assert again.choice() == made
    assert item_of(again.tree, "output").text(WEIGHT) == "3"
    assert again.pairs.judgements == {("output", "firms"): 5.0}
    # another workbook has its own
    desk.workbook_opening.open_now(other)
    assert dialog.tree.dimensions() == USUAL
    assert dialog.choice().weighting is Weighting.ENTROPY
    desk.workbook_opening.open_now(sample_workbook())
    assert dialog.choice() == made


def test_groups_are_there_again(ask, desk, afresh, other):
    dialog = ask("disparity")
    dialog.group_rows.entered.emit(0, 2, "东部")
    assert afresh("disparity").groups == {"wucheng": "东部"}
    desk.workbook_opening.open_now(other)
    assert dialog.groups == {}


@pytest.mark.parametrize(
    "kept",
    [
        "x", [], {"dimensions": 3}, {"dimensions": [["a", ["output"]]], "scaling": "none"},
        {"dimensions": [["a", ["gone"]]], "scaling": "pooled", "weighting": "entropy", "filling": "none",
         "corrected": True, "typed": {}, "judged": []},
        {"dimensions": [["a", ["output"]]], "scaling": "pooled", "weighting": "typed", "filling": "none",
         "corrected": True, "typed": {"output": "x"}, "judged": []},
    ],
)  # fmt: skip
def test_what_is_broken_or_old_falls_back_to_the_usual(ask, library, kept):
    library.set_setting(key("index"), kept)
    dialog = ask("index")
    assert dialog.tree.dimensions() == USUAL
    assert dialog.choice().weighting is Weighting.ENTROPY
    library.set_setting(key("disparity"), kept)
    assert ask("disparity").groups == {}


def test_groups_of_regions_that_are_gone_are_passed_over(ask, library):
    library.set_setting(key("disparity"), {"groups": {"nowhere": "甲", "yiwu": "乙", "lanxi": 3}})
    assert ask("disparity").groups == {"yiwu": "乙"}
