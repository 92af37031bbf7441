"""A form of report is described once: planted in the registry it is written, named and refused like any other."""

from pathlib import Path

import pytest

from npfdesk.cli import main
from npfdesk.locations import sample_workbook
from npfdesk.plan.problems import Problem, Wording
from npfdesk.report.forms import ReportForm, form_of
from npfdesk.ui.printing.forms import PRINTED_FORMS, REPORT_FORMS
from npfdesk.ui.window.preferences import OFFICIAL_TEMPLATE, TEMPLATES


def test_a_planted_form_is_written_and_named(monkeypatch, tmp_path, capsys):
    titles = ReportForm(
        ".txt",
        Wording("标题", "Titles"),
        lambda: lambda material, template: material.plan.title.encode(),
    )
    monkeypatch.setattr("npfdesk.verbs.report.REPORT_FORMS", (*REPORT_FORMS, titles))
    out = tmp_path / "x.TXT"
    assert main(["report", str(sample_workbook()), "-o", str(out), "--language", "en"]) == 0
    assert "金华" in out.read_text(encoding="utf-8")
    assert main(["report", str(sample_workbook()), "-o", str(tmp_path / "x.doc"), "--language", "en"]) == 2
    assert ".svg .html .csv .txt" in capsys.readouterr().err


def test_a_forms_ending_is_found_whatever_its_case():
    assert form_of(Path("报告.PDF"), REPORT_FORMS) is PRINTED_FORMS[0]
    unknown = form_of(Path("报告"), REPORT_FORMS)
    assert isinstance(unknown, Problem)
    assert unknown.code == "unknown_report_form"


@pytest.mark.parametrize("form", REPORT_FORMS, ids=lambda form: form.ending)
def test_every_form_has_its_own_words_and_a_door_that_opens(form):
    assert [one.ending for one in REPORT_FORMS].count(form.ending) == 1
    assert form.title.zh
    assert form.title.en
    assert callable(form.load())


def test_the_forms_that_take_a_template_are_those_whose_template_is_kept():
    endings = {form.ending for form in REPORT_FORMS if form.templates}
    assert endings | {OFFICIAL_TEMPLATE} == set(TEMPLATES)
