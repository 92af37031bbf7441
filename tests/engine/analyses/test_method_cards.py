"""Every method has its card: formula, convention and source, in both languages."""

import re

from npfdesk.engine.analyses.forecasts import Forecasting
from npfdesk.engine.analyses.index_study import Weighting
from npfdesk.engine.analyses.method_cards import METHOD_CARDS

CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]")


def test_every_card_is_whole_and_speaks_one_language():
    for card in METHOD_CARDS.values():
        for wording in (card.title, card.formula, card.convention, card.source):
            assert wording.text("zh", {})
            assert wording.text("en", {})
            assert not CHINESE.search(wording.text("en", {})), wording.en


def test_a_formulas_braces_stand_for_themselves():
    assert "Σ_{i>j}|u_i − u_j|" in METHOD_CARDS["coupling_corrected"].formula.text("zh", {})


def test_every_method_that_can_be_chosen_has_a_card():
    assert {str(method) for method in Forecasting} <= METHOD_CARDS.keys()
    assert {str(method) for method in Weighting if not method.combined} <= METHOD_CARDS.keys()
    assert {
        "combined",
        "score",
        "filling",
        "topsis",
        "gini",
        "lorenz",
        "theil",
        "dagum",
        "beta",
    } <= METHOD_CARDS.keys()
