"""Pieces of a computation: the same whole whoever works and whatever ends first; what is lost is told, and nothing half kept."""

import os
import pickle
from threading import Barrier, Event
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.answers.alternatives import Outcome
from npfdesk.engine.answers.scenario_grid import Axis, scenario_grid
from npfdesk.engine.ensembles import ensemble as room
from npfdesk.engine.ensembles.ensemble import Ensemble, run
from npfdesk.engine.ensembles.workers import EVERY_CORE, LOCAL, Workers, WorkersFailed, cores
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.series import AssumptionKey, SeriesKey
from tests.engine.ensembles.works import doubled, ended, refused
from tests.engine.uncertainty.test_monte_carlo import rich

ANY = "*"


def pieces_of(work, pieces, **more):
    return Ensemble(work, None, pieces, [1.0] * len(pieces), **more)


@given(pieces=st.lists(st.integers(), max_size=20), count=st.integers(1, 6), lock=st.booleans())
def test_answers_stand_in_the_order_of_their_pieces(pieces, count, lock):
    assert run(pieces_of(doubled, pieces, holds_lock=lock), Workers(count)) == [2 * one for one in pieces]


def test_what_ends_first_stands_in_its_place_all_the_same():
    later = Event()

    def work(shared, piece, told):
        if piece == 0:
            assert later.wait(20)
        if piece == 2:
            later.set()
        return piece

    assert run(pieces_of(work, [0, 1, 2, 3]), Workers(2)) == [0, 1, 2, 3]


def test_as_many_work_at_a_time_as_are_asked_for():
    together = Barrier(3, timeout=20)

    def work(shared, piece, told):
        return together.wait() >= 0

    assert run(pieces_of(work, range(6)), Workers(3)) == [True] * 6
    assert EVERY_CORE.at_once == cores() >= 1


def test_how_far_it_is_rises_to_one():
    told = []
    run(
        Ensemble(works_in_parts, None, [3, 1, 5], [3.0, 1.0, 5.0]),
        Workers(2),
        lambda share: not told.append(share),
    )
    assert told == sorted(told)
    assert told[-1] == 1.0


def works_in_parts(shared, piece, told):
    for _ in range(piece):
        if not told(1.0):
            return None
    return piece


@pytest.mark.parametrize("lock", [False, True])
def test_who_cancels_gets_nothing_and_the_pieces_stop(lock):
    begun = []

    def work(shared, piece, told):
        begun.append(piece)
        while told(0.0) and not lock:
            pass
        return None if not lock else piece

    assert run(pieces_of(work, range(50), holds_lock=lock), Workers(2), lambda share: False) is None
    assert len(begun) <= 4


@pytest.mark.parametrize("lock", [False, True])
def test_a_mistake_in_one_piece_is_raised_as_it_is(lock):
    with pytest.raises(ZeroDivisionError):
        run(pieces_of(refused, [1, 2, -1, 4], holds_lock=lock), Workers(2))


@pytest.fixture
def impatient(monkeypatch):
    """What holds the lock goes to processes after its first piece."""
    monkeypatch.setattr(room.run, "__defaults__", (*room.run.__defaults__[:-1], 0.0))
    ran_here = []
    monkeypatch.setattr(room, "_processes", counted(room._processes, ran_here))
    return ran_here


def counted(begin, called):
    def beginning(*given):
        called.append(given)
        return begin(*given)

    return beginning


def test_a_process_that_is_lost_is_told_with_what_helps_and_the_next_goes_on(impatient):
    told = []
    with pytest.raises(WorkersFailed) as failed:
        run(
            pieces_of(ended, [1, -1, *range(40)], holds_lock=True),
            Workers(2),
            lambda share: not told.append(share),
        )
    assert failed.value.problem.code == "workers_lost"
    assert "fewer workers" in failed.value.problem.message("en")
    assert "减少" in failed.value.problem.message("zh")
    whole = Ensemble(doubled, 7, [1, 2, 3], [1.0] * 3, holds_lock=True)
    assert run(whole, Workers(2)) == [9, 11, 13]
    assert len(impatient) == 2


def test_a_grid_is_the_same_by_processes(impatient):
    results = compute(new_document(rich()))
    axes = (
        Axis(AssumptionKey(ANY, ANY, "out"), (1.0, 2.5, 6.0, 7.0)),
        Axis("AI", (0.0, 30.0, 100.0)),
    )
    asked = [Outcome(SeriesKey("city", "", "out"), 2025), Outcome(SeriesKey("city", "", "rate"), 2027)]
    here = scenario_grid(results, "s", *axes, asked, workers=Workers(1))
    assert impatient == []
    apart = scenario_grid(results, "s", *axes, asked, workers=Workers(2))
    assert len(impatient) == 1
    np.testing.assert_array_equal(apart.tables, here.tables)
    assert np.isfinite(here.tables).all()


def test_mappings_that_nobody_can_change_are_sent_and_stay_so():
    there = pickle.loads(pickle.dumps(MappingProxyType({"a": 1})))
    assert isinstance(there, MappingProxyType)
    assert dict(there) == {"a": 1}


@pytest.mark.parametrize("count", [0, -1, 1025])
def test_a_number_of_workers_that_cannot_be_is_refused(count):
    with pytest.raises(WorkersFailed) as failed:
        run(pieces_of(doubled, [1]), Workers(count))
    assert failed.value.problem.code == "workers_out_of_range"


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.5",
        "tcp://10.0.0.5",
        "http://10.0.0.5:80",
        "tcp://10.0.0.5:0",
        "a b:1",
        "plan.xlsx",
        "x:99999",
        "-a:1",
        " ",
    ],
)
def test_what_is_no_address_is_refused_before_anything_is_sent(address):
    problem = Workers(cluster=address).problem
    assert problem.code == "cluster_address"
    assert address in problem.message("zh")


@pytest.mark.parametrize(
    "address",
    [
        "",
        LOCAL,
        "10.0.0.5:8786",
        "tcp://jisuan-1.local:8786",
        "tls://host:1",
        "tcp://[::1]:8786",
        "tcp://127.0.0.1:65535",
    ],
)
def test_addresses_as_clusters_give_them(address):
    assert Workers(cluster=address).problem is None


def test_cores_are_those_that_the_process_may_use(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {3, 5, 6}, raising=False)
    assert cores() == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cores() == 1
