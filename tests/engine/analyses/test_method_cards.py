"""Every method has its card: formula, convention and source, in both languages."""

from npfdesk.engine.analyses.forecasting import Forecasting
from npfdesk.engine.analyses.method_cards import METHOD_CARDS


def test_every_card_is_whole():
    for card in METHOD_CARDS.values():
        assert card.formula
        assert card.source
        for wording in (card.title, card.convention):
            assert wording.zh
            assert wording.en


def test_every_forecast_method_has_a_card():
    assert {str(method) for method in Forecasting} <= METHOD_CARDS.keys()
    assert {"entropy", "topsis", "gini", "theil", "dagum", "beta"} <= METHOD_CARDS.keys()
