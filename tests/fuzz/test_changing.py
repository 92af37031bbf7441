"""Some rounds of what `make fuzz` does for minutes, always the same."""

import warnings

import pytest

from npfdesk.locations import sample_workbook
from tests.fuzz.__main__ import attempt
from tests.fuzz.changing import changed, seeded
from tests.workbook.corpus.files import CORPUS


@pytest.mark.parametrize("lot", range(8))
def test_whatever_is_changed_comes_to_an_end(tmp_path, lot):
    ugly = [one for one in CORPUS if one.status != "refused" and one.name.endswith(".xlsx")]
    for number in range(lot * 15, lot * 15 + 15):
        chance = seeded(number)
        begun = tmp_path / "begun.xlsx"
        if chance.random() < 0.3:
            begun = sample_workbook()
        else:
            chance.choice(ugly).build(begun)
        path = tmp_path / f"{number}.xlsx"
        with warnings.catch_warnings():
            # a part that stands twice is meant to
            warnings.simplefilter("ignore")
            path.write_bytes(changed(begun.read_bytes(), chance))
        assert attempt(path)


def test_a_round_is_the_same_whenever_it_is_played():
    content = sample_workbook().read_bytes()
    assert changed(content, seeded(7)) == changed(content, seeded(7))
