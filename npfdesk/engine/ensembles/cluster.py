"""A Dask cluster as the workers of an ensemble: begun on this machine, or reached at an address.

Dask comes with ``npfdesk[cluster]``; nothing else here needs it.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import platform
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, wait
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import scipy
from scipy.special import ndtr, ndtri

from npfdesk.engine.ensembles.workers import LOCAL, LOST, Workers, WorkersFailed
from npfdesk.plan.problems import Problem, ProblemKind, error
from npfdesk.version import __version__

if TYPE_CHECKING:
    from distributed import Client

NOT_INSTALLED: Final = error(
    "cluster_not_installed",
    '没有安装 Dask，不能使用集群。请运行 pip install "npfdesk[cluster]"，或去掉集群设置，在本机计算。',
    'Dask is not installed, so no cluster can be used. Run pip install "npfdesk[cluster]", or leave the cluster out and '
    "compute on this machine.",
)
UNREACHABLE: Final = error(
    "cluster_unreachable",
    "连不上集群“{text}”。请查看地址、网络和调度程序（dask scheduler）是否在运行，或去掉集群设置，在本机计算。",
    "The cluster “{text}” cannot be reached. Check the address, the network, and that its scheduler (dask "
    "scheduler) runs; or leave the cluster out and compute on this machine.",
)
NO_WORKERS: Final = error(
    "cluster_without_workers",
    "集群“{text}”没有工作进程。请先启动（dask worker {text}），再重试。",
    "The cluster “{text}” has no workers. Start some (dask worker {text}) and try again.",
)
UNLIKE: Final = error(
    "cluster_unlike",
    "集群的工作进程 {worker} 与本机不同：{theirs}，本机为 {ours}。结果可能在末位不同，因此没有计算。请装上相同的版本，并用同类的处理器。",
    "The cluster's worker {worker} is unlike this machine: {theirs}, here {ours}. Figures could differ in their last digits, so "
    "nothing was computed. Install the same versions there, and use processors of the same kind.",
)

_SECONDS: Final = 6.0
"""How long a cluster may take to answer, or to have a worker."""
_BEAT: Final = 0.1
"""Seconds after which whoever waits for a cluster is asked whether it still does."""
_LOGGER: Final = "distributed"
_HERE: Final = "127.0.0.1"


def description() -> str:
    """What this machine computes with: versions, and what its processor makes of functions whose last bits are its own."""
    even = np.linspace(0.001, 0.999, 1023)
    made = (
        even**0.2,
        even**-1.7,
        np.exp(even),
        np.log(even),
        ndtri(even),
        ndtr(even),
        np.add.reduceat(even, [0, 90, 400]),
    )
    digits = hashlib.sha256(b"".join(one.tobytes() for one in made)).hexdigest()[:8]
    versions = f"npfdesk {__version__}, Python {'.'.join(platform.python_version_tuple()[:2])}"
    return f"{versions}, numpy {np.__version__}, scipy {scipy.__version__}, bits {digits}"


@contextmanager
def cluster_executor(
    workers: Workers, shared: object, goes_on: Callable[[], bool]
) -> Iterator[tuple[Executor, object] | None]:
    """An executor on the cluster, and what stands there for what all pieces share; both end with the block.

    While the cluster is being reached, `goes_on` is asked now and then; None where it says no, and that is at once.
    WorkersFailed where Dask is not installed, the cluster cannot be reached, has no workers or computes unlike this machine,
    and where its workers are lost on the way.
    """
    try:
        import distributed
    except ModuleNotFoundError as missing:
        raise WorkersFailed(Problem(NOT_INSTALLED)) from missing
    lost = (
        distributed.scheduler.KilledWorker,
        distributed.comm.CommClosedError,
        CancelledError,
        asyncio.CancelledError,
    )
    try:
        reached = _reached(workers, shared, goes_on)
        if reached is None:
            yield None
            return
        with reached.stack:
            executor = reached.client.get_executor(pure=False)
            try:
                yield executor, reached.place
            finally:
                executor.shutdown(wait=False)
    except lost as reason:
        raise WorkersFailed(Problem(LOST)) from reason


@dataclass(frozen=True, eq=False)
class _Reached:
    """A cluster that was reached, until its stack is closed; `place` stands there for what all pieces share."""

    stack: ExitStack
    client: Client
    place: object


def _reached(workers: Workers, shared: object, goes_on: Callable[[], bool]) -> _Reached | None:
    """Reach the cluster in a thread of its own; None where `goes_on` says no meanwhile.

    Dask waits for an address that does not answer without asking whether anybody waits still: whoever stops is let go at
    once, and what is reached afterwards is left again.
    """
    found: Future[_Reached] = Future()

    def reach() -> None:
        try:
            found.set_result(_reach(workers, shared))
        except BaseException as failure:  # noqa: BLE001 - raised where it is waited for
            found.set_exception(failure)

    Thread(target=reach, name="cluster", daemon=True).start()
    while not found.done():
        wait([found], timeout=_BEAT)
        if not goes_on():
            found.add_done_callback(_leave)
            return None
    return found.result()


def _reach(workers: Workers, shared: object) -> _Reached:
    with ExitStack() as stack:
        stack.enter_context(_told_by_ourselves())
        client = stack.enter_context(_client(workers))
        place = client.scatter(shared, broadcast=True, hash=False) if shared is not None else None
        return _Reached(stack.pop_all(), client, place)


def _leave(found: Future[_Reached]) -> None:
    if found.exception() is None:
        found.result().stack.close()


@contextmanager
def _told_by_ourselves() -> Iterator[None]:
    """Keeps Dask from printing what goes wrong: it is told once, in the user's language."""
    loggers = [
        logging.getLogger(name) for name in logging.root.manager.loggerDict if name.startswith(_LOGGER)
    ]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


@contextmanager
def _client(workers: Workers) -> Iterator[Client]:
    from distributed import Client, LocalCluster

    if workers.cluster == LOCAL:
        with (
            LocalCluster(
                n_workers=workers.at_once,
                threads_per_worker=1,
                # what goes on here is no business of the network's
                host=_HERE,
                dashboard_address=f"{_HERE}:0",
                worker_dashboard_address=f"{_HERE}:0",
                silence_logs=logging.CRITICAL,
            ) as cluster,
            # no client of the thread that reaches it: another one uses it and ends it
            closing(Client(cluster, set_as_default=False)) as client,
        ):
            yield client
        return
    try:
        client = Client(workers.cluster, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as reason:
        raise _told(UNREACHABLE, workers) from reason
    with closing(client):
        _check(client, workers)
        yield client


def _check(client: Client, workers: Workers) -> None:
    """See that the cluster has workers that compute as this machine does."""
    try:
        client.wait_for_workers(1, timeout=_SECONDS)
    except TimeoutError as reason:
        raise _told(NO_WORKERS, workers) from reason
    ours = description()
    found: dict[str, Any] = client.run(description, on_error="return")
    for worker, theirs in found.items():
        if theirs != ours:
            raise _told(UNLIKE, workers, worker=worker, theirs=str(theirs), ours=ours)


def _told(kind: ProblemKind, workers: Workers, **arguments: str) -> WorkersFailed:
    return WorkersFailed(Problem(kind, text=workers.cluster, arguments=arguments))
