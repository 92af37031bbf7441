"""Writes that fail: the Nth step by which a file is put in place of another, for every N that there is."""

import errno
import os
from pathlib import Path

from npfdesk.workbook.files import replacement


class Failing:
    """Counts the steps of putting a file in place (write, flush, fsync, chmod, replace) and fails one of them."""

    def __init__(self, number):
        self.number, self.done = number, 0

    def step(self):
        self.done += 1
        if self.done == self.number:
            raise OSError(errno.EIO, "Input/output error")

    def install(self, patch):
        failing, fsync = self, os.fsync

        class FailingStream:
            def __init__(self, stream):
                self.stream = stream

            def __enter__(self):
                return self

            def __exit__(self, *_):
                self.stream.close()

            def write(self, content):
                # half of it is on the disk when it breaks off
                self.stream.write(content[: len(content) // 2])
                failing.step()
                self.stream.write(content[len(content) // 2 :])

            def flush(self):
                failing.step()
                self.stream.flush()

            def fileno(self):
                return self.stream.fileno()

        class FailingPath(type(Path())):
            def open(self, mode):
                failing.step()
                return FailingStream(super().open(mode))

            def chmod(self, mode):
                failing.step()
                super().chmod(mode)

            def replace(self, target):
                failing.step()
                return super().replace(target)

        def failing_fsync(handle):
            failing.step()
            fsync(handle)

        patch.setattr(replacement, "Path", FailingPath)
        patch.setattr(os, "fsync", failing_fsync)


def every_failing_write(monkeypatch, path, write):
    """Let the first step fail, then the second, until all are done: `write()` is true where it says that it wrote.

    What stood at the path is whole each time, or what was to be written is, and nothing else lies beside it. How
    many steps failed and were told.
    """
    before, others = path.read_bytes(), sorted(path.parent.iterdir())
    told = 0
    while True:
        failing = Failing(told + 1)
        with monkeypatch.context() as patch:
            failing.install(patch)
            wrote = write()
        assert sorted(path.parent.iterdir()) == others
        if wrote:
            assert path.read_bytes() != before
            return told
        assert path.read_bytes() == before
        told += 1
        assert told < 50
