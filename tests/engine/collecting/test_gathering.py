"""Returns weighed against what is known: which of several holds, what is doubted, and the one step that takes them."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npfdesk.engine.collecting.gathering import (
    CellChoice,
    CellState,
    collection_among,
    gather,
    takeable,
    taking_edit,
)
from npfdesk.engine.projection.update import compute
from npfdesk.engine.vintages import figure_of
from npfdesk.plan.collection import AskedCell, AskedFor, CollectBy, Collection, Request, Unit
from npfdesk.plan.document import new_document
from npfdesk.plan.edits import CombinedEdit, EditRefused, SetObservations, SetProposals, SetVintages
from npfdesk.plan.negotiation import Proposal, ProposalKey, Side
from npfdesk.plan.problems import Severity, error
from npfdesk.plan.returns import FigureCount, Return, ReturnedCell, ReturnIdentity, ReturnState
from npfdesk.plan.series import ObservationKey, SeriesKey
from npfdesk.plan.vintages import Vintage, VintageKey, of_figure
from npfdesk.session import Session
from tests.returns import INDICATORS, YEAR, city, figure

TODAY = "2026-02-10"
CODES = [one[0] for one in INDICATORS]
BROKEN = error("broken", "坏", "broken")


def asked(county, code="gdp", asked_for=AskedFor.FIGURE):
    return AskedCell(asked_for, SeriesKey(f"c{county:02d}", "", code), YEAR)


def collection(counties=4, *, due="2026-02-01", in_round=0, key="K"):
    kinds = (AskedFor.FIGURE, AskedFor.PROPOSAL) if in_round else (AskedFor.FIGURE,)
    requests = tuple(
        Request(
            Unit(f"c{at:02d}", f"第{at:02d}县"),
            tuple(asked(at, code, kind) for kind in kinds for code in CODES),
        )
        for at in range(counties)
    )
    return Collection(key, "手工规划", CollectBy.REGION, YEAR, in_round, "2026-01-05", due, requests)


def returned(
    county,
    values,
    *,
    file=None,
    edition=1,
    day="2026-01-20",
    saved="2026-01-21T09:00:00",
    of=None,
    notes=None,
    sound=True,
):
    """A return of a county: values by indicator (None: blank), texts for proposals by (indicator,)."""
    of = of or collection()
    identity = ReturnIdentity(
        1,
        of.key,
        of.plan_title,
        of.by,
        of.year,
        of.round,
        Unit(f"c{county:02d}", f"第{county:02d}县"),
        of.issued,
        of.due,
        sound,
    )
    cells = []
    for at, (code, value) in enumerate(values.items()):
        one = asked(county, *code) if isinstance(code, tuple) else asked(county, code)
        proposal = one.asked_for is AskedFor.PROPOSAL
        text = "" if value is None else str(value)
        note = (notes or {}).get(code, "")
        cells.append(ReturnedCell(one, text, None if proposal else value, note, "填报表", f"J{5 + at}"))
    entered = sum(one.text != "" for one in cells)
    return Return(
        file or f"第{county:02d}县.xlsx", identity, tuple(cells), "张三", day, edition, saved, (),
        FigureCount(entered + 9, 9, entered, 0),
    )  # fmt: skip


def sound(county, **other):
    return {code: other.get(code, figure(code, county, YEAR)) for code in CODES}


@pytest.fixture(scope="module")
def document():
    return new_document(city(4))


def weigh(document, *returns, of=None, files=None):
    of = of or collection()
    return gather(document, compute(document), of, returns, TODAY, files or {})


def codes(one):
    return [problem.code for problem in one.problems]


def cell(one, code="gdp"):
    return next(each for each in one.cells if each.returned.asked.series.indicator == code)


def taken(document, gathered, chosen=None):
    edit = taking_edit(document, gathered, takeable(gathered) if chosen is None else chosen, TODAY)
    return document if edit is None else edit.apply(document)


# which of several holds


def test_the_higher_edition_holds_and_what_differs_from_it_is_told(document):
    found = weigh(document, returned(0, sound(0, gdp=150.0), file="b.xlsx", edition=2), returned(0, sound(0)))
    holds, gives_way = found.returns
    assert holds.state is ReturnState.TAKEN
    assert (gives_way.state, gives_way.stands_for, codes(gives_way)) == (
        ReturnState.DOUBLE,
        "b.xlsx",
        ["return_double"],
    )
    assert gives_way.landed[:] == (0, 0, 5, 0, 1)
    assert cell(gives_way).problems[0].code == "return_superseded"
    assert figure_of(taken(document, found).plan, ObservationKey(asked(0).series, YEAR)) == 150.0


def test_of_one_edition_the_later_day_holds(document):
    early, late = (
        returned(0, sound(0), day="2026-01-10"),
        returned(0, sound(0, gdp=150.0), file="b.xlsx", day="2026-01-12"),
    )
    assert [one.state for one in weigh(document, early, late).returns] == [
        ReturnState.DOUBLE,
        ReturnState.TAKEN,
    ]


def test_a_day_yet_to_come_decides_nothing(document):
    found = weigh(
        document, returned(0, sound(0)), returned(0, sound(0, gdp=150.0), file="b.xlsx", day="2026-12-31")
    )
    assert [one.state for one in found.returns] == [ReturnState.DOUBLE, ReturnState.DOUBLE]
    assert "return_day_ahead" in codes(found.returns[1])


def test_where_neither_tells_what_agrees_is_taken_once_and_what_differs_is_told(document):
    first, second = returned(0, sound(0)), returned(0, sound(0, gdp=150.0, urban=None), file="b.xlsx")
    found = weigh(document, first, second)
    assert [one.state for one in found.returns] == [ReturnState.DOUBLE, ReturnState.DOUBLE]
    for one in found.returns:
        assert (cell(one).state, cell(one).problems[-1].code) == (CellState.TOLD, "return_cells_differ")
        assert cell(one).can_be_confirmed
    assert [one.landed[:] for one in found.returns] == [(5, 0, 0, 0, 1), (0, 0, 4, 1, 1)]
    assert [problem.code for problem in cell(found.returns[0], "urban").problems] == ["return_only_in_one"]
    # whoever knows which one is right chooses it
    after = taken(document, found, [CellChoice(1, asked(0))])
    assert figure_of(after.plan, ObservationKey(asked(0).series, YEAR)) == 150.0
    with pytest.raises(EditRefused) as refused:
        taking_edit(document, found, [CellChoice(0, asked(0)), CellChoice(1, asked(0))], TODAY)
    assert refused.value.problem.code == "return_chosen_twice"


def test_of_two_copies_one_counts(document):
    found = weigh(document, returned(0, sound(0)), returned(0, sound(0), file="副本.xlsx"))
    assert [one.state for one in found.returns] == [ReturnState.TAKEN, ReturnState.DOUBLE]
    assert codes(found.returns[1]) == ["return_copy"]
    assert found.returns[1].landed[:] == (0, 0, 6, 0, 0)


def test_an_empty_form_says_nothing_against_one_that_is_filled_in(document):
    empty = returned(0, dict.fromkeys(CODES), file="空.xlsx")
    found = weigh(document, empty, returned(0, sound(0)))
    assert [one.state for one in found.returns] == [ReturnState.EMPTY, ReturnState.TAKEN]


# whose it is


def test_what_is_of_another_collection_is_told_and_not_taken(document):
    found = weigh(
        document, returned(0, sound(0), of=collection(key="old")), returned(1, sound(1), sound=False)
    )
    other, tampered = found.returns
    assert (other.state, codes(other)) == (ReturnState.OTHER_ROUND, ["return_of_other_collection"])
    assert (tampered.state, codes(tampered), tampered.unit) == (
        ReturnState.REFUSED,
        ["return_tampered"],
        None,
    )
    assert not takeable(found)
    assert [one.code for one in found.missing] == ["c00", "c01", "c02", "c03"]


def test_late_is_by_the_day_of_filling_in_else_by_the_files(document):
    late, by_file = (
        returned(0, sound(0), day="2026-02-03"),
        returned(1, sound(1), day="", saved="2026-02-02T08:00:00"),
    )
    found = weigh(document, late, by_file, returned(2, sound(2), saved="2026-02-09T08:00:00"))
    assert [(one.state, one.also) for one in found.returns] == [
        (ReturnState.LATE, (ReturnState.TAKEN,)),
        (ReturnState.LATE, (ReturnState.TAKEN,)),
        (ReturnState.TAKEN, ()),
    ]


def test_the_collection_is_that_of_most_returns(document):
    plan, old = document.plan, collection(key="old")
    heap = [returned(0, sound(0), of=old), returned(1, sound(1)), returned(2, sound(2))]
    assert collection_among(plan, heap, [old, collection()]).key == "K"
    anew = collection_among(plan, heap)
    assert (anew.key, anew.due) == ("K", "2026-02-01")
    assert {one.unit.code for one in anew.requests} == {"c00", "c01", "c02", "c03"}
    assert collection_among(plan, []) is None


# one cell


@pytest.mark.parametrize(
    ("code", "value", "expected"),
    [
        ("gdp", 1460000.0, "return_unit_slip"),
        ("gdp", 0.0146, "return_unit_slip"),
        ("gdp", 14600.0, "return_unit_slip"),
        ("gdp", -146.0, "return_negative"),
        ("firms", 301.5, "return_not_whole"),
        ("urban", 0.589, "return_fraction_for_percent"),
    ],
)
def test_what_can_hardly_be_is_told_until_somebody_says_so(document, code, value, expected):
    found = weigh(document, returned(0, sound(0, **{code: value})))
    one = cell(found.returns[0], code)
    assert (one.state, one.problems[0].code, one.problems[0].severity) == (
        CellState.TOLD,
        expected,
        Severity.ERROR,
    )
    assert one.can_be_confirmed
    assert asked(0, code) not in [choice.asked for choice in takeable(found)]
    key = ObservationKey(asked(0, code).series, YEAR)
    assert np.isnan(figure_of(taken(document, found).plan, key))
    assert figure_of(taken(document, found, [CellChoice(0, asked(0, code))]).plan, key) == value


@pytest.mark.parametrize(
    ("code", "value", "expected"),
    [("gdp", 230.0, "return_outside_past"), ("urban", 104.0, "return_share_beyond_whole")],
)
def test_what_is_odd_is_taken_with_a_word(document, code, value, expected):
    one = cell(weigh(document, returned(0, sound(0, **{code: value}))).returns[0], code)
    assert one.state is CellState.NEW
    assert expected in [problem.code for problem in one.problems]
    assert one.low < figure(code, 0, YEAR) < one.high


def test_a_sound_return_raises_no_alarm(document):
    found = weigh(document, *(returned(at, sound(at)) for at in range(4)))
    assert [problem.code for one in found.returns for each in one.cells for problem in each.problems] == []
    assert found.problems == ()
    assert found.missing == ()


def test_a_cell_with_a_fault_of_its_own_is_never_taken(document):
    made = returned(0, sound(0))
    first = replace(made.cells[0], problems=(made_problem(),))
    found = weigh(document, replace(made, cells=(first, *made.cells[1:])))
    one = found.returns[0].cells[0]
    assert one.state is CellState.TOLD
    assert not one.can_be_confirmed
    assert len(takeable(found)) == 5
    assert taking_edit(document, found, [CellChoice(0, one.returned.asked)], TODAY) is None


def made_problem():
    from npfdesk.plan.problems import Problem

    return Problem(BROKEN, "填报表", "J5", "x")


def test_counties_that_do_not_add_up_to_the_citys_figure_are_told():
    plan = city(4, known={("city", "gdp"): 700.0})
    document = new_document(plan)
    found = weigh(document, *(returned(at, sound(at)) for at in range(4)))
    assert [one.code for one in found.problems] == ["observed_do_not_sum"]
    total = sum(figure("gdp", at, YEAR) for at in range(4))
    right = new_document(city(4, known={("city", "gdp"): float(f"{total:.0f}")}))
    assert weigh(right, *(returned(at, sound(at)) for at in range(4))).problems == ()


# the step


def test_the_step_is_one_and_keeps_what_it_corrects(document):
    plan = city(4, known={("c00", "gdp"): 140.0, ("c01", "gdp"): 140.0})
    key = ObservationKey(asked(1).series, YEAR)
    before = {
        VintageKey(*key, ""): Vintage(139.0, "快报"),
        VintageKey(*key, "2026-01-20"): Vintage(140.0, "初步"),
    }
    document = new_document(plan.with_vintages(MappingProxyType(before)))
    found = weigh(
        document, returned(0, sound(0), notes={"gdp": "普查修订"}), returned(1, sound(1), day="2026-01-20")
    )
    edit = taking_edit(document, found, takeable(found), TODAY)
    assert [type(one) for one in edit.edits] == [SetObservations, SetVintages]
    assert edit.label.text("zh") == "采用 2 个单位报来的12 个数"
    assert edit.label.text("en") == "12 figures reported by 2 units"
    after = edit.apply(document).plan
    first = of_figure(after.vintages, ObservationKey(asked(0).series, YEAR))
    assert [(one.since, vintage.figure, vintage.note) for one, vintage in first] == [
        ("", 140.0, ""), ("2026-01-20", figure("gdp", 0, YEAR), "普查修订"),
    ]  # fmt: skip
    assert first[-1][1].source == "第00县 第00县.xlsx"
    second = of_figure(after.vintages, key)
    assert [(one.since, vintage.figure) for one, vintage in second] == [
        ("", 139.0),
        ("2026-01-20", figure("gdp", 1, YEAR)),
    ]
    # the figure of the same day, in whose place it stands, is not lost
    assert "140" in second[-1][1].note


def test_the_step_is_undone_at_once(document):
    found = weigh(document, returned(0, sound(0)))
    session = Session(document)
    edit = taking_edit(document, found, takeable(found), TODAY)
    session.apply(edit)
    assert session.document.plan.vintages
    session.undo()
    assert session.document.plan is document.plan or not session.document.plan.vintages
    assert np.isnan(figure_of(session.document.plan, ObservationKey(asked(0).series, YEAR)))


def test_proposals_come_in_with_their_reasons_and_a_settled_target_stays(document):
    of = collection(in_round=1)
    key = ProposalKey(asked(1).series, YEAR, 1, Side.PROPOSAL)
    settled = {key: Proposal("150", 150.0, settled=True)}
    document = new_document(document.plan.with_proposals(MappingProxyType(settled)))
    proposal = ("gdp", AskedFor.PROPOSAL)
    words = {
        proposal: "160以上",
        ("firms", AskedFor.PROPOSAL): "什么",
        ("invest", AskedFor.PROPOSAL): 700000000,
    }
    first = returned(0, words, of=of, notes={proposal: "两个项目投产"})
    found = weigh(document, first, returned(1, {proposal: "170"}, of=of), of=of)
    states = [[one.state for one in each.cells] for each in found.returns]
    assert states == [[CellState.NEW, CellState.TOLD, CellState.TOLD], [CellState.TOLD]]
    assert [one.problems[0].code for one in found.returns[0].cells[1:]] == [
        "not_a_target",
        "return_unit_slip",
    ]
    assert found.returns[1].cells[0].problems[0].code == "proposal_settled"
    edit = taking_edit(document, found, takeable(found), TODAY)
    assert [type(one) for one in edit.edits] == [SetProposals]
    made = edit.apply(document).plan.proposals[ProposalKey(asked(0).series, YEAR, 1, Side.PROPOSAL)]
    assert (made.text, made.figure, made.reason, made.since) == (
        "160以上",
        160.0,
        "两个项目投产",
        "2026-01-20",
    )
    again = weigh(edit.apply(document), first, of=of)
    assert again.returns[0].cells[0].state is CellState.SAME


# a return can never change what it was not asked for

_VALUES = st.one_of(st.none(), st.floats(-1e9, 1e9, allow_nan=False), st.integers(-5, 500).map(float))
_CELL = st.tuples(
    st.integers(0, 6), st.sampled_from([*CODES, "nothing"]), st.sampled_from([2020, 2024, 2025, 2031]),
    st.sampled_from(list(AskedFor)), _VALUES, st.text(max_size=5),
)  # fmt: skip
_RETURN = st.tuples(
    st.integers(0, 5), st.lists(_CELL, max_size=8), st.integers(1, 3), st.sampled_from(["", "2026-01-10", "2026-01-20", "2027-01-01"]),
    st.sampled_from(["K", "K", "K", "old"]), st.booleans(),
)  # fmt: skip
_DOCUMENT = new_document(city(4))
_RESULTS = compute(_DOCUMENT)


@settings(max_examples=80, deadline=None)
@given(st.lists(_RETURN, max_size=5), st.data())
def test_only_asked_keys_change_whatever_a_return_holds(heap, data):
    of = collection(in_round=1)
    returns = []
    for county, cells, edition, day, key, is_sound in heap:
        made = returned(
            county,
            {},
            file=f"{len(returns)}.xlsx",
            edition=edition,
            day=day,
            of=replace(of, key=key),
            sound=is_sound,
        )
        listed = tuple(
            ReturnedCell(
                AskedCell(kind, SeriesKey(f"c{at:02d}", "", code), year),
                "" if value is None else str(value),
                value,
                note,
                "填报表",
                f"J{place}",
            )
            for place, (at, code, year, kind, value, note) in enumerate(cells)
        )
        returns.append(replace(made, cells=listed))
    found = gather(_DOCUMENT, _RESULTS, of, returns, TODAY)
    every = [CellChoice(place, one.asked) for place, each in enumerate(returns) for one in each.cells]
    chosen = data.draw(st.sampled_from([takeable(found), tuple(dict.fromkeys(every))]))
    try:
        edit = taking_edit(_DOCUMENT, found, chosen, TODAY)
    except EditRefused:
        # two figures were chosen for one
        return
    if edit is None:
        return
    assert isinstance(edit, CombinedEdit)
    asked_of = {(request.unit.code, one) for request in of.requests for one in request.cells}
    touched = {
        (series.region, AskedCell(AskedFor.FIGURE, series, year))
        for one in edit.edits
        if isinstance(one, SetObservations)
        for series, year in one.values
    }
    touched |= {
        (key.series.region, AskedCell(AskedFor.FIGURE, key.series, key.year))
        for one in edit.edits
        if isinstance(one, SetVintages)
        for key in one.values
    }
    touched |= {
        (key.series.region, AskedCell(AskedFor.PROPOSAL, key.series, key.year))
        for one in edit.edits
        if isinstance(one, SetProposals)
        for key in one.values
        if (key.round, key.side) == (1, Side.PROPOSAL)
    }
    assert touched <= asked_of
    # and only what its own unit was asked for
    sent = {
        (one.identity.unit.code, cell.asked)
        for one in returns
        if one.identity.sound and one.identity.collection == "K"
        for cell in one.cells
    }
    assert touched <= sent
    before, after = _DOCUMENT.plan, edit.apply(_DOCUMENT).plan
    assert after.targets == before.targets
    for series in before.series:
        for year in before.years.tolist():
            if (series.region, AskedCell(AskedFor.FIGURE, series, year)) not in touched:
                one, other = (figure_of(plan, ObservationKey(series, year)) for plan in (before, after))
                assert one == other or np.isnan([one, other]).all()
