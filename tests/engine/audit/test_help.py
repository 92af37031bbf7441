"""The user's page of the rules names every code that the audit can tell, with its grade, in both languages."""

import importlib
import pkgutil

import pytest

import npfdesk.engine.audit as room
from npfdesk.locations import resources_folder
from npfdesk.plan.problems import ProblemKind, Severity

KINDS = {
    kind
    for module in pkgutil.iter_modules(room.__path__)
    for kind in vars(importlib.import_module(f"{room.__name__}.{module.name}")).values()
    if isinstance(kind, ProblemKind)
}


@pytest.mark.parametrize(("language", "note"), [("zh", "待说明"), ("en", "note")])
def test_every_code_is_explained(language, note):
    page = (resources_folder() / "help" / f"audit.{language}.md").read_text(encoding="utf-8")
    for kind in KINDS:
        (line,) = [
            line for line in page.splitlines() if f"`{kind.code}`" in line.partition("|")[2].partition("|")[0]
        ]
        assert (note in line.partition("|")[2].partition("|")[0]) is (kind.severity is Severity.NOTE) or (
            "bounds_differ" in line
        )


def test_codes_are_told_apart_and_every_rule_says_its_formula():
    assert len({kind.code for kind in KINDS}) == len(KINDS) > 35
    for rule in room.RULES:
        assert len(rule.__doc__) > 60
