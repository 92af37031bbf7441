"""The extra `cluster`: the same figures on Dask, and what goes wrong with it told once, with what helps."""

import sys
from contextlib import contextmanager
from threading import Event

import numpy as np
import pytest

from npfdesk.engine.ensembles import cluster as room
from npfdesk.engine.ensembles.ensemble import Ensemble, run
from npfdesk.engine.ensembles.workers import LOCAL, Workers, WorkersFailed
from npfdesk.engine.projection.update import compute
from npfdesk.engine.uncertainty.chances import uncertainty
from npfdesk.engine.uncertainty.monte_carlo import Settings
from npfdesk.plan.document import new_document
from tests.engine.ensembles.works import doubled, ended, refused, slow
from tests.engine.uncertainty.test_monte_carlo import rich

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def cluster():
    """A scheduler with a worker of its own process, on this machine."""
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50, host="127.0.0.1"
    ) as made:
        yield made


def pieces_of(work, pieces):
    return Ensemble(work, 5, pieces, [1.0] * len(pieces))


def failure(workers, work=doubled, pieces=(1,)):
    with pytest.raises(WorkersFailed) as failed:
        run(pieces_of(work, list(pieces)), workers)
    problem = failed.value.problem
    assert problem.message("zh") != problem.message("en")
    return problem


def test_an_address_computes_the_same_to_the_last_bit(cluster):
    there = Workers(cluster=cluster.scheduler_address)
    results = compute(new_document(rich()))
    here, away = (
        uncertainty(results, "s", Settings(700, correlation=0.3), workers=one) for one in (Workers(1), there)
    )
    for name in ("percentiles", "chance", "on_track"):
        np.testing.assert_array_equal(getattr(here, name), getattr(away, name))
    assert here.robustness == away.robustness
    told = []
    assert run(pieces_of(doubled, [1, 2, 3]), there, lambda share: not told.append(share)) == [7, 9, 11]
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_who_cancels_leaves_the_cluster_free_for_the_next(cluster):
    there = Workers(cluster=cluster.scheduler_address)
    assert run(pieces_of(slow, [0.05] * 100), there, lambda share: share < 0.02) is None
    assert run(pieces_of(doubled, [4]), there) == [13]


def test_a_mistake_in_one_piece_is_raised_as_it_is(cluster):
    with pytest.raises(ZeroDivisionError):
        run(pieces_of(refused, [1, -1]), Workers(cluster=cluster.scheduler_address))


def test_workers_that_compute_unlike_this_machine_are_not_used(cluster, monkeypatch):
    monkeypatch.setattr(room, "__version__", "0.0.0")
    problem = failure(Workers(cluster=cluster.scheduler_address))
    assert problem.code == "cluster_unlike"
    assert "npfdesk 0.0.0" in problem.message("en")


def test_a_cluster_without_workers_is_told(monkeypatch):
    monkeypatch.setattr(room, "_SECONDS", 1.0)
    with distributed.LocalCluster(
        n_workers=0,
        dashboard_address="127.0.0.1:0",
        silence_logs=50,
        host="127.0.0.1",
        processes=False,
        protocol="tcp",
    ) as empty:
        assert failure(Workers(cluster=empty.scheduler_address)).code == "cluster_without_workers"


def test_a_cluster_that_does_not_answer_is_told(monkeypatch):
    monkeypatch.setattr(room, "_SECONDS", 0.5)
    problem = failure(Workers(cluster="tcp://127.0.0.1:9"))
    assert problem.code == "cluster_unreachable"
    assert "tcp://127.0.0.1:9" in problem.message("en")


def test_who_stops_while_a_cluster_is_being_reached_is_let_go_at_once(cluster, monkeypatch):
    """The address never answers: the answer to a stop is not put off until Dask gives up."""
    asked, reached, answer = [], Event(), Event()
    connect = room._client

    @contextmanager
    def silent(workers):
        with connect(workers) as client:
            answer.wait()
            yield client
            reached.set()

    monkeypatch.setattr(room, "_client", silent)
    there = Workers(cluster=cluster.scheduler_address)
    assert run(pieces_of(doubled, [1]), there, lambda share: len(asked.append(share) or asked) < 3) is None
    assert asked == [0.0] * 3
    # what is reached afterwards is left, and the next finds the cluster free
    answer.set()
    assert reached.wait(30)
    assert run(pieces_of(doubled, [4]), there) == [13]


def test_a_cluster_of_its_own_loses_its_workers_and_the_next_goes_on():
    assert failure(Workers(1, LOCAL), ended, [1, -1, 2]).code == "workers_lost"
    assert run(pieces_of(doubled, [1, 2]), Workers(1, LOCAL)) == [7, 9]


def test_without_dask_it_is_told_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    problem = failure(Workers(cluster=LOCAL))
    assert problem.code == "cluster_not_installed"
    assert 'pip install "npfdesk[cluster]"' in problem.message("zh")
