"""The survivors that are held to be equivalent: no test can notice them, and why."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

LISTS = Path(__file__).with_name("equivalent")
FIELDS = {"function", "before", "after", "reason", "under"}


class Unreadable(Exception):
    """An entry lacks a field or has one too many."""


@dataclass(frozen=True)
class Equivalent:
    """One entry: the function, the changed lines before and after, and the reason; ``under`` tells two alike apart."""

    function: str
    before: str
    after: str
    reason: str
    under: str = ""

    def holds(self, mutant):
        """Whether a mutant is the one meant."""
        same = (self.function, self.before, self.after) == (mutant.function, mutant.before, mutant.after)
        return same and self.under in ("", mutant.under)


def listed(module, folder=LISTS):
    """The entries for a module (``engine/targets/status``), none where it has no list."""
    file = folder / f"{module.replace('/', '.')}.toml"
    if not file.is_file():
        return []
    with file.open("rb") as opened:
        entries = tomllib.load(opened)["mutant"]
    for entry in entries:
        if not {"function", "before", "after", "reason"} <= entry.keys() <= FIELDS or not entry["reason"]:
            raise Unreadable(f"{file.name}: {entry}")
    return [Equivalent(**entry) for entry in entries]


@dataclass(frozen=True)
class Verdict:
    """What came of a module's mutants; ``stale`` are entries that no surviving mutant answers to."""

    mutants: list
    survived: list
    held: list
    stale: list

    @property
    def killed(self):
        """How many were noticed."""
        return len(self.mutants) - len(self.survived) - len(self.held)

    @property
    def share(self):
        """The percentage noticed, of those that are not held to be equivalent."""
        asked = len(self.mutants) - len(self.held)
        return 100 * self.killed / asked if asked else 100.0


def judge(mutants, entries):
    """Survivors told apart from those listed, and entries that have nothing left to answer for."""
    standing = [one for one in mutants if not one.killed]
    held = [one for one in standing if any(entry.holds(one) for entry in entries)]
    stale = [entry for entry in entries if not any(entry.holds(one) for one in standing)]
    return Verdict(mutants, [one for one in standing if one not in held], held, stale)
