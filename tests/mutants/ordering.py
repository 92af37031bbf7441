"""mutmut with the quickest test files first: run as a script inside the scratch folder, never imported."""

from mutmut.__main__ import cli
from mutmut.runners.harness import PytestRunner
from mutmut.state import state

unordered = PytestRunner._pytest_args_regular_run


def ordered(self, tests):
    """A mutant that falls at once need not wait for the slow ones; files stay whole for their fixtures' sake."""
    took = state().duration_by_test
    files = {}
    for test in tests:
        files.setdefault(test.partition("::")[0], []).append(test)
    for file in files.values():
        file.sort(key=lambda test: (took.get(test, 0.0), test))
    quickest = sorted(files.values(), key=lambda file: sum(took.get(test, 0.0) for test in file))
    return unordered(self, [test for file in quickest for test in file])


PytestRunner._pytest_args_regular_run = ordered
cli()
