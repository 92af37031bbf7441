"""Ensembles: one computation cut into pieces that need not know of each other, and their answers in the pieces' order.

The pieces and what each answers do not depend on who carries them out, nor on when one ends: the answers are put together
by their places, so that the whole is the same to the last bit whatever the workers. Threads carry out what lets go of the
interpreter's lock; what holds it is begun where it is asked, and only what is long goes to processes, whose start costs a
second. A cluster is sent the same pieces.
"""

from __future__ import annotations

import copyreg
import pickle
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Lock
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar

from npfdesk.engine.ensembles.workers import EVERY_CORE, LOST, Workers, WorkersFailed
from npfdesk.plan.problems import Problem

Shared = TypeVar("Shared")
Piece = TypeVar("Piece")
Answer = TypeVar("Answer")

Told = Callable[[float], bool]
"""Told how much more of a piece is done, in the unit of the weights; False cancels."""
Progress = Callable[[float], bool]
"""Told the share that is done (0 to 1), by whoever waits for the answers; False cancels."""

_BEAT: Final = 0.1
"""Seconds after which whoever waits is told how far it is, also where no piece has ended."""
_AHEAD: Final = 2
"""How many pieces for each worker are handed out before their turn."""
_MANY: Final = 64
"""How many workers a cluster is taken to have, which may come and go."""
_PATIENCE: Final = 2.0
"""Seconds after which processes pay, where as many are left."""


@dataclass(frozen=True, eq=False)
class Ensemble(Generic[Shared, Piece, Answer]):
    """One computation in pieces.

    `work` answers one piece from what all `shared` and from the piece alone; it is a function of a module, so that processes
    and other machines find it, and returns None where it was told to stop. `weights` are how much work each piece is.
    `holds_lock` says that the work is Python's own more than numpy's.
    """

    work: Callable[[Shared, Piece, Told], Answer | None]
    shared: Shared
    pieces: Sequence[Piece]
    weights: Sequence[float]
    holds_lock: bool = False


class _Done:
    """How much of the work is done, counted by whoever does it."""

    def __init__(self, progress: Progress | None, total: float) -> None:
        self._progress, self._total, self._sum = progress, total or 1.0, 0.0
        self.stopped, self._lock = Event(), Lock()

    def add(self, work: float) -> bool:
        """Add some work; whether to go on."""
        with self._lock:
            self._sum += work
        return not self.stopped.is_set()

    def tell(self) -> bool:
        """Tell how far it is; whether to go on."""
        if self._progress is not None and not self._progress(min(1.0, self._sum / self._total)):
            self.stopped.set()
        return not self.stopped.is_set()


def run(
    ensemble: Ensemble[Shared, Piece, Answer],
    workers: Workers = EVERY_CORE,
    progress: Progress | None = None,
    patience: float = _PATIENCE,
) -> list[Answer] | None:
    """The answers of all pieces in their order; None where `progress` cancelled.

    What holds the lock goes to processes after `patience` seconds, where as much work or more is left.

    What one piece raises is raised here, after the others have been called off. WorkersFailed where the workers cannot be
    had or are lost: nothing of the answer is kept then.
    """
    if workers.problem is not None:
        raise WorkersFailed(workers.problem)
    done = _Done(progress, float(sum(ensemble.weights)))
    answers: dict[int, Answer] = {}
    if workers.cluster:
        with _on_cluster(ensemble, workers, done) as reached:
            if reached is not None:
                executor, shared = reached
                _hand_out(ensemble, executor, _Calls(_apart, shared), answers, done, _MANY)
    elif ensemble.holds_lock:
        _here_first(ensemble, workers, answers, done, patience)
    else:
        count = min(workers.at_once, max(1, len(ensemble.pieces)))
        calls = _Calls(_in_thread, (ensemble.shared, done.add))
        with _threads(count, done) as executor:
            _hand_out(ensemble, executor, calls, answers, done, count)
    if done.stopped.is_set():
        return None
    return [answers[place] for place in range(len(ensemble.pieces))]


@dataclass(frozen=True, eq=False)
class _Calls:
    """How a piece is handed to an executor: the function that it calls, and what it is given besides the work and the piece."""

    call: Callable[..., Any]
    given: Any


def _in_thread(work: Callable[..., Any], given: tuple[Any, Told], piece: Any) -> Any:
    shared, told = given
    return work(shared, piece, told)


def _apart(work: Callable[..., Any], shared: Any, piece: Any) -> Any:
    return work(shared, piece, _goes_on)


def _in_process(work: Callable[..., Any], _: None, piece: Any) -> Any:
    return work(_shared_here[0], piece, _goes_on)


_shared_here: Final[list[Any]] = []
"""In a process of a pool: what all pieces share, read once."""


def _take_shared(pickled: bytes) -> None:
    _shared_here[:] = [pickle.loads(pickled)]


def _goes_on(work: float) -> bool:
    return True


def _hand_out(
    ensemble: Ensemble[Shared, Piece, Answer],
    executor: Executor,
    calls: _Calls,
    answers: dict[int, Answer],
    done: _Done,
    at_once: int,
) -> None:
    """Have an executor answer the pieces that have no answer yet."""
    left = [place for place in range(len(ensemble.pieces)) if place not in answers]
    ahead = iter(left)
    running: dict[Future[Any], int] = {}
    told_on_the_way = calls.call is _in_thread
    room = _AHEAD * at_once
    done.tell()
    while not done.stopped.is_set():
        for place in ahead:
            call = executor.submit(calls.call, ensemble.work, calls.given, ensemble.pieces[place])
            running[call] = place
            if len(running) >= room:
                break
        if not running:
            break
        ended, _ = wait(running, timeout=_BEAT, return_when=FIRST_COMPLETED)
        for call in ended:
            place = running.pop(call)
            answer = call.result()
            if answer is None:
                continue
            answers[place] = answer
            if not told_on_the_way:
                done.add(ensemble.weights[place])
        done.tell()
    for call in running:
        call.cancel()


@contextmanager
def _threads(count: int, done: _Done) -> Iterator[Executor]:
    executor = ThreadPoolExecutor(max_workers=count)
    try:
        yield executor
    except BaseException:
        # those that still run stop at their next chunk
        done.stopped.set()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _here_first(
    ensemble: Ensemble[Shared, Piece, Answer],
    workers: Workers,
    answers: dict[int, Answer],
    done: _Done,
    patience: float,
) -> None:
    """Carry out pieces in this thread, and in processes what would take long yet."""
    begun = time.monotonic()
    total = float(sum(ensemble.weights)) or 1.0
    gone = 0.0
    for place, piece in enumerate(ensemble.pieces):
        answer = ensemble.work(ensemble.shared, piece, done.add)
        if answer is None or not done.tell():
            done.stopped.set()
            return
        answers[place] = answer
        gone += ensemble.weights[place]
        taken = time.monotonic() - begun
        if workers.at_once > 1 and taken >= patience <= taken / gone * (total - gone):
            with _processes(workers.at_once, ensemble.shared) as executor:
                _hand_out(ensemble, executor, _Calls(_in_process, None), answers, done, workers.at_once)
            return


@contextmanager
def _processes(count: int, shared: object) -> Iterator[Executor]:
    """Processes that hold what is shared; WorkersFailed where one of them is lost."""
    # only who needs them pays for loading it
    from multiprocessing import get_context

    executor = ProcessPoolExecutor(
        max_workers=count,
        # a fork would copy the locks of this process's threads as they happen to be
        mp_context=get_context("spawn"),
        initializer=_take_shared,
        initargs=(pickle.dumps(shared, pickle.HIGHEST_PROTOCOL),),
    )
    try:
        yield executor
    except BrokenProcessPool as lost:
        raise WorkersFailed(Problem(LOST)) from lost
    finally:
        # a piece that still runs ends by itself, and its process with it
        executor.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _on_cluster(
    ensemble: Ensemble[Shared, Piece, Answer], workers: Workers, done: _Done
) -> Iterator[tuple[Executor, object] | None]:
    from npfdesk.engine.ensembles.cluster import cluster_executor

    with cluster_executor(workers, ensemble.shared, done.tell) as found:
        yield found


def _read_only(content: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(content)


def _plainly(content: MappingProxyType[Any, Any]) -> tuple[Callable[..., Any], tuple[dict[Any, Any]]]:
    return _read_only, (dict(content),)


# the values of a plan hold mappings that nobody can change, and those Python cannot send by itself
copyreg.pickle(MappingProxyType, _plainly)
