"""An office's own template of an official report: its fields, its sandbox, what is told of a mistake in it."""

import io
import re

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from npfdesk.locations import resources_folder
from npfdesk.plan.problems import LANGUAGES, Problem
from npfdesk.report.official.filled_template import filled_template, has_fields
from npfdesk.report.official.hidden_marks import Marked, mark_name
from npfdesk.report.official.kinds import OFFICIAL
from npfdesk.report.official.office_fields import FIELDS, fields_of, filled_fields
from npfdesk.report.official.official_making import Wish, make_official, write_official
from npfdesk.report.official.report_record import record_in
from npfdesk.report.official.sample_template import sample_template
from npfdesk.verbs.arguments import OFFICIAL_KINDS
from tests.report import official_plans
from tests.report.materials import material
from tests.report.test_made_anew import paragraph_of, run_of
from tests.report.test_official_layout import texts_in_marks

LEFT_OVER = re.compile(r"\{\{|\{%|[\ue000-\ue010]")


@pytest.fixture(scope="module")
def county():
    """The synthetic county with actuals of some years of the plan (made up)."""
    return official_plans.county().plan


def template(tmp_path, *lines, change=None):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if change is not None:
        change(document)
    path = tmp_path / "模板.docx"
    document.save(path)
    return path


def made(county, tmp_path, path, kind="yearly", language="zh", **how):
    return make_official(material(county, language=language), Wish(kind, **how), tmp_path / "报告.docx", path)


def whole_text(document):
    return "\n".join(one.text or "" for one in document.element.body.iter(qn("w:t")))


def test_the_kinds_of_the_command_line_are_those_that_there_are():
    assert tuple(OFFICIAL) == OFFICIAL_KINDS


@pytest.mark.parametrize("kind", OFFICIAL_KINDS)
def test_every_field_has_a_meaning_stands_in_the_sample_and_on_the_help_page(county, kind):
    """One description for each, in the code; what fills them has no other, and the page tells them all."""
    made_of = material(county)
    report = OFFICIAL[kind].load()(
        made_of, OFFICIAL[kind].year(made_of.results, made_of.scenarios[0].id), made_of.scenarios[0].id
    )
    found = set()

    def walk(value, name, within):
        if isinstance(value, dict) and name != "texts":
            found.update((f"{within}.{key}" if within else key) for key in value if key != "texts")
            for key, one in value.items():
                walk(one, key, {"": "", "chapters": "chapter"}.get(within, within) if within else "")
        elif name == "texts":
            found.update(f"texts.{key}" for key in value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            one = {"chapters": "chapter", "blocks": "block", "counties": "county", "register": "entry"}.get(
                name, "indicator"
            )
            for row in value:
                found.update(f"{one}.{key}" for key in row)
                for key, inner in row.items():
                    if isinstance(inner, list) and inner and isinstance(inner[0], dict):
                        walk(inner, key, one)

    walk(dict(filled_fields(report, made_of, lambda _kind, _key, text: text)), "", "")
    assert found == {one.name for one in fields_of(kind)}
    for language in LANGUAGES:
        sample = whole_text(Document(io.BytesIO(sample_template(kind, language))))
        page = (resources_folder() / "help" / f"reports.{language}.md").read_text(encoding="utf-8")
        for one in fields_of(kind):
            used = re.search(rf"(\{{\{{ |in |if |and ){re.escape(one.name)}\b", sample)
            assert used, one.name
            assert f"| `{one.name}` | {one.meaning.text(language, {})}" in page, one.name


def test_the_page_of_fields_lists_no_other():
    for language in LANGUAGES:
        page = (resources_folder() / "help" / f"reports.{language}.md").read_text(encoding="utf-8")
        listed = re.findall(r"^\| `([a-z][a-z_.]+)` \|", page, re.MULTILINE)
        assert [one for one in listed if one in {field.name for field in FIELDS}] == [
            one.name for one in FIELDS
        ]
        assert set(listed) == {one.name for one in FIELDS}


@pytest.mark.parametrize("kind", OFFICIAL_KINDS)
def test_the_sample_filled_in_holds_every_sentence_in_its_mark(county, tmp_path, kind):
    path = tmp_path / "样张.docx"
    for language in LANGUAGES:
        path.write_bytes(sample_template(kind, language))
        assert has_fields(path.read_bytes())
        found = made(county, tmp_path, path, kind, language)
        assert found.told == ()
        document = Document(io.BytesIO(found.content))
        text = whole_text(document)
        assert not LEFT_OVER.search(text)
        marks = texts_in_marks(document)
        record = record_in(document)
        for one in record.entries:
            assert marks[one.mark] == one.text
        sentences = [one for one in record.entries if one.kind is Marked.SENTENCE]
        made_of = material(county, language=language)
        report = OFFICIAL[kind].load()(made_of, int(record.identity["year"]), made_of.scenarios[0].id)
        assert {one.key for one in sentences} == {one.key for one in report.sentences()}
        assert all(one.evidence for one in sentences)
        # the counties' tables, and the figures of the first indicator in its row
        fields = filled_fields(report, made_of, lambda _kind, _key, text: text)
        rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
        for one in (fields["indicators"][0], fields["counties"][-1]["indicators"][-1]):
            assert any(set(row) >= set(one.values()) for row in rows)


def test_names_with_signs_of_markup_stay_text(county, tmp_path):
    from dataclasses import replace

    title = "规划 <一> & {{ year }} {% for %}"
    path = template(tmp_path, "《{{ plan }}》", "{{ title }}")
    found = made(replace(county, title=title), tmp_path, path)
    assert f"《{title}》" in [one.text for one in Document(io.BytesIO(found.content)).paragraphs]


def test_a_mistake_in_a_template_is_told_with_its_place(county, tmp_path):
    made_of = material(county)
    report = OFFICIAL["yearly"].load()(made_of, 2026, made_of.scenarios[0].id)
    for lines, code, said in (
        (["{{ titel }}"], "template_unknown_field", "titel"),
        (["{%p for one in indicators %}", "{{ one.grade }}", "{%p endfor %}"], "template_unknown_field", "grade"),
        (["第一段", "{%p if year %}", "{{ title }}"], "template_syntax", "{{ title }}"),
        (["第一段", "{{ title | }}"], "template_syntax", "{{ title | }}"),
        (["{{ title.__class__.__mro__ }}"], "template_forbidden", ""),
        (["{{ ''.join(['a']) }}"], "template_forbidden", ""),
        (["{{ 'a' * 1000000000 }}"], "template_forbidden", "*"),
        (["{{ '%99999999999d' % 1 }}"], "template_forbidden", "%"),
        (["{{ range }}"], "template_unknown_field", "range"),
        (["{{ lipsum() }}"], "template_forbidden", ""),
        (["{{ title | center(99999999) }}"], "template_syntax", "center"),
        (["{%p include '/etc/passwd' %}"], "template_not_filled", ""),
        (["{% for a in register %}" * 6 + "x" + "{% endfor %}" * 6], "template_forbidden", ""),
    ):  # fmt: skip
        found = filled_template("模板.docx", template(tmp_path, *lines).read_bytes(), report, made_of)
        assert isinstance(found, Problem), lines
        assert (found.code, found.text) == (code, "模板.docx"), found.message("en")
        for language in LANGUAGES:
            assert said in found.message(language)


def test_a_template_without_fields_and_one_that_is_none(county, tmp_path):
    plain = made(county, tmp_path, template(tmp_path, "样张"))
    assert [one.code for one in plain.told] == ["template_without_fields"]
    assert Document(io.BytesIO(plain.content)).sections[0].top_margin.mm == pytest.approx(37, abs=0.1)
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04")
    assert made(county, tmp_path, broken).code == "bad_template"
    assert made(county, tmp_path, tmp_path / "无.docx").code == "bad_template"


def test_in_an_office_s_own_layout_a_report_is_made_anew_alike(county, tmp_path):
    def cut(document):
        # Word cuts a field into runs as it likes
        paragraph = document.add_paragraph("{{ da")
        paragraph.add_run("ted }}").bold = True
        paragraph._p.insert(1, OxmlElement("w:proofErr"))
        document.sections[0].footer.paragraphs[0].text = "{{ plan }}"

    path = template(
        tmp_path,
        "{{ title }}",
        "本报告说明 {{ year }} 年情况。",
        "{{ texts.year_targets }}",
        "{{ texts.measures }}",
        "{%p for county in counties %}",
        "{{ county.name }}的目标见附表。",
        "{%p endfor %}",
        change=cut,
    )
    out = tmp_path / "报告.docx"

    def make():
        found = made(county, tmp_path, path)
        assert write_official(out, found, None) is None
        return [one.code for one in found.told]

    assert make() == []
    document = Document(out)
    assert document.sections[0].footer.paragraphs[0].text == county.title
    assert document.paragraphs[-1].text.startswith("2026年1月2日")
    sentence = next(one for one in record_in(document).entries if one.kind is Marked.SENTENCE and one.figures)
    run_of(document, sentence.text).text = "这一句是手改的。"
    paragraph_of(document, "本报告说明").runs[0].text = "本报告由我委起草，说明 2026 年情况。"
    paragraph_of(document, "由我委起草").insert_paragraph_before("另加一段。")
    document.save(out)
    assert make() == ["report_hand_text_kept"]
    document = Document(out)
    assert texts_in_marks(document)[mark_name(Marked.SENTENCE, sentence.key)] == "这一句是手改的。"
    said = [one.text for one in document.paragraphs]
    assert said.index("另加一段。") == said.index("本报告由我委起草，说明 2026 年情况。") - 1
    # the same again: nothing comes twice
    assert make() == ["report_hand_text_kept"]
    assert [one.text for one in Document(out).paragraphs] == said
