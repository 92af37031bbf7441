"""The exceptions of the Python face, for unusable files and questions that have no answer."""

from __future__ import annotations

from typing import TypedDict

from npfdesk.plan.problems import Problem


class Remark(TypedDict):
    """A problem in plain values, for a table's ``attrs["remarks"]``: its message in both languages."""

    severity: str
    code: str
    sheet: str
    cell: str
    text: str
    zh: str
    en: str


class Refused(Exception):
    """A file that cannot be used, or a question that the plan cannot answer: a user's mistake, never our own.

    `problems` are all that was found, `problem` the reason (the last of them). Each has a `code` that stays the
    same between versions, the place (`sheet`, `cell`), the `text` that was met there, and a
    ``message("zh")`` or ``message("en")`` that says what is wrong and then what would be accepted.
    """

    def __init__(self, *problems: Problem) -> None:
        if not problems:
            raise ValueError("a refusal needs a reason")
        super().__init__("\n".join(f"{one.message('zh')} · {one.message('en')}" for one in problems))
        self.problems = problems

    @property
    def problem(self) -> Problem:
        """The reason."""
        return self.problems[-1]


def remark(problem: Problem) -> Remark:
    """A problem in plain values: pandas copies a table's attrs, and files keep them as JSON."""
    return {
        "severity": str(problem.severity),
        "code": problem.code,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "text": problem.text,
        "zh": problem.message("zh"),
        "en": problem.message("en"),
    }
