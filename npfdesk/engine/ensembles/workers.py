"""Who carries out the pieces of a large computation: the cores of this machine, or a Dask cluster."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Final

from npfdesk.plan.problems import Problem, error

LOCAL: Final = "local"
"""What stands in place of an address for a cluster that is begun on this machine and ended with the computation."""
MOST_WORKERS: Final = 1024

BAD_WORKERS: Final = error(
    "workers_out_of_range",
    "并行数须为 1 至 {most} 的整数，不写则用本机的全部处理器核。",
    "The number of workers must be a whole number from 1 to {most}; leave it out to use every core of this machine.",
)
BAD_ADDRESS: Final = error(
    "cluster_address",
    "“{text}”不是集群地址。请写 主机:端口，如 tcp://10.0.0.5:8786，或写 local 在本机启动。",
    "“{text}” is no address of a cluster. Write host:port, such as tcp://10.0.0.5:8786, or “local” for one on this machine.",
)
LOST: Final = error(
    "workers_lost",
    "计算中途有工作进程被终止（可能是内存不足），这次没有结果，也没有改动任何内容。请减少并行数或抽样次数后重试。",
    "A worker was ended during the computation (perhaps for want of memory); there is no result, and nothing was changed. "
    "Try again with fewer workers or draws.",
)

_ADDRESS: Final = re.compile(
    r"(?:(?:tcp|tls|ws|wss)://)?(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*+)|\[[0-9A-Fa-f:.]++\]):(?P<port>[0-9]{1,5})"
)


class WorkersFailed(Exception):
    """The pieces cannot be carried out: not to be reached, or lost on the way. `problem` says why, and what helps."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.message('zh')} · {problem.message('en')}")
        self.problem = problem


@dataclass(frozen=True)
class Workers:
    """How many work at a time (None: one for each core, or all that a cluster has), and on which cluster.

    `cluster` is "" for the cores of this machine, LOCAL for a cluster of its own on it, else the scheduler's address. The
    figures are the same whoever works.
    """

    count: int | None = None
    cluster: str = ""

    @property
    def at_once(self) -> int:
        """How many pieces are carried out at a time on this machine."""
        return cores() if self.count is None else self.count

    @property
    def problem(self) -> Problem | None:
        """What is wrong with the number or the address; None where nothing is."""
        if self.count is not None and not 1 <= self.count <= MOST_WORKERS:
            return Problem(BAD_WORKERS, arguments={"most": MOST_WORKERS})
        if self.cluster in ("", LOCAL):
            return None
        found = _ADDRESS.fullmatch(self.cluster)
        if found is None or not 0 < int(found["port"]) < 65536:
            return Problem(BAD_ADDRESS, text=self.cluster)
        return None


EVERY_CORE: Final = Workers()
"""One worker for each core of this machine."""


def cores() -> int:
    """How many cores this process may use."""
    try:
        return max(1, len(os.sched_getaffinity(0)))
    except AttributeError:
        # not every system says which cores a process may use
        return os.cpu_count() or 1
