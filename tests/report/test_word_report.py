"""The Word document: the pages of the report with native charts, in the office's own styles where it gives them."""

import dataclasses
import io
import math
import re
import zipfile

import pytest
from docx import Document
from openpyxl import load_workbook

from npfdesk.report.material import CannotBeMade
from npfdesk.report.standings import headline_targets, key_targets, standings
from npfdesk.report.word_paper import word_report
from tests.plans import Indicator, Region, plan, scenario, target
from tests.report.materials import MOMENT, material


def opened(content):
    return Document(io.BytesIO(content))


def headings(document):
    return [one.text for one in document.paragraphs if one.style.name == "Heading 1"]


def rows_of(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_cover_overview_counties_gaps_and_method(sample_plan):
    made = material(sample_plan)
    document = opened(word_report(made))
    assert document.paragraphs[0].text == "" or document.paragraphs[0].style.name == "Title"
    titles = [one.text for one in document.paragraphs if one.style.name == "Title"]
    assert titles == [sample_plan.title]
    said = headings(document)
    assert said[0] == f"{sample_plan.title} · 概览"
    for name in ("义乌市", "磐安县", "缺口清单", "方法、规则与出处", "公式指标"):
        assert name in said
    # two counties to a page: every second begins one
    counties = [
        one
        for one in document.paragraphs
        if one.text in {made.name(region) for region in sample_plan.own_regions}
    ]
    assert [bool(one.paragraph_format.page_break_before) for one in counties] == [True, False] * 5
    assert all(one.paragraph_format.keep_with_next for one in counties)


def test_a_county_s_table_says_the_engine_s_figures(sample_plan):
    made = material(sample_plan)
    document = opened(word_report(made))
    table = next(one for one in document.tables if rows_of(one)[0][:2] == ["指标", "单位"])
    assert rows_of(table)[0] == ["指标", "单位", "基期值", "2025年目标", "惯性", "规划", "攻坚"]
    first = made.scenarios[0]
    root = {row.indicator.name: row for row in headline_targets(made, first)}
    for line in rows_of(table)[1:]:
        row = root[line[0]]
        assert line[2:4] == [row.figure(row.base), row.text or "–"]
        assert line[4].split(" ")[0] == row.figure(row.value)
        if math.isfinite(row.gap):
            assert line[4].split("\n") == [
                f"{row.figure(row.value)} {row.status.about.mark} {made.label(row.status)}",
                row.gap_text("zh"),
            ]


def test_the_gap_list_holds_what_is_missed(sample_plan):
    made = material(sample_plan, scenarios=("惯性",))
    document = opened(word_report(made))
    table = next(one for one in document.tables if rows_of(one)[0][0] == "地区")
    missed = {row.key: row for row in standings(made, made.scenarios[0]) if row.missed}
    heads, *lines = rows_of(table)
    assert heads[-3:] == ["推算值", "缺口", "状态"]
    assert len(lines) == len(missed)
    assert sorted(line[-2] for line in lines) == sorted(row.gap_text("zh") for row in missed.values())
    assert table.rows[0]._tr.trPr.xpath("./w:tblHeader")
    # of three scenarios a target is told once, whoever misses it
    every = material(sample_plan)
    for one in every.scenarios:
        missed |= {row.key: row for row in standings(every, one) if row.missed}
    document = opened(word_report(every))
    (table,) = (one for one in document.tables if rows_of(one)[0][0] == "地区")
    assert len(table.rows) - 1 == len(missed)


def test_its_charts_are_native_and_carry_their_figures(sample_plan):
    made = material(sample_plan)
    content = word_report(made)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = parts.namelist()
        charts = [name for name in names if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
        books = [name for name in names if name.endswith(".xlsx")]
        assert len(charts) == len(books) == len(opened(content).element.body.xpath(".//wp:inline"))
        assert len(charts) > len(key_targets(made, made.scenarios[0]))
        place = [row.indicator.code for row in key_targets(made, made.scenarios[0])].index("output") + 1
        sheet = load_workbook(
            io.BytesIO(parts.read(f"word/embeddings/Microsoft_Excel_Sheet{place}.xlsx"))
        ).active
        rows = {str(row[0].value): [cell.value for cell in row[1:]] for row in sheet.iter_rows()}
        chart = parts.read(f"word/charts/chart{place}.xml").decode()
        types = parts.read("[Content_Types].xml").decode()
    assert rows["2025"][0] == pytest.approx(4453 * 1.055**5)
    assert rows["2025"][4] == 8000
    assert "现状值" in chart
    assert types.count("drawingml.chart+xml") == len(charts)
    # a chart names its workbook by the relation that it has
    relation = re.search(r'externalData [^>]*r:id="(\w+)"', chart)[1]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert f'Id="{relation}"' in parts.read(f"word/charts/_rels/chart{place}.xml.rels").decode()


def test_every_page_says_its_number_and_where_it_comes_from(sample_plan):
    content = word_report(material(sample_plan))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        foot = "".join(
            parts.read(name).decode() for name in parts.namelist() if name.startswith("word/footer")
        )
    assert " PAGE " in foot
    assert " NUMPAGES " in foot
    for said in ("规划.xlsx abababab", "惯性、规划和攻坚", "修订 手工修订 3"):
        assert said in foot
    told = opened(content).core_properties
    assert (told.title, told.author) == (sample_plan.title, "NPF Desk")
    assert "ab" * 32 in told.comments
    assert "手工修订 3" in told.comments


def test_the_same_input_gives_the_same_bytes(sample_plan):
    made = material(sample_plan, language="en")
    assert word_report(made) == word_report(made)
    assert made.provenance.moment == MOMENT


def office_template(*, as_template):
    """A template of a made-up office, with a sample text, its own head and a style of its own colours."""
    document = Document()
    document.add_paragraph("样张")
    document.sections[0].header.paragraphs[0].text = "某某市发展和改革局"
    document.sections[0].footer.paragraphs[0].text = "内部资料"
    document.styles["Heading 1"].font.name = "方正小标宋"
    stream = io.BytesIO()
    document.save(stream)
    if not as_template:
        return stream.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as parts, zipfile.ZipFile(out, "w") as made:
        for name in parts.namelist():
            part = parts.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(b"document.main+xml", b"template.main+xml")
            made.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize("as_template", [False, True])
def test_in_the_template_of_the_office(sample_plan, as_template):
    document = opened(word_report(material(sample_plan), office_template(as_template=as_template)))
    texts = [one.text for one in document.paragraphs]
    assert "样张" not in texts
    assert document.sections[0].header.paragraphs[0].text == "某某市发展和改革局"
    feet = [one.text for one in document.sections[0].footer.paragraphs]
    assert feet[0] == "内部资料"
    assert "第 1 页，共 1 页" in feet[1]
    assert document.styles["Heading 1"].font.name == "方正小标宋"
    assert headings(document)


@pytest.mark.parametrize("content", [b"none", b"PK\x03\x04broken"])
def test_a_template_that_is_none_is_refused(sample_plan, content):
    with pytest.raises(CannotBeMade):
        word_report(material(sample_plan), content)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as parts:
        parts.writestr("a.txt", "a")
    with pytest.raises(CannotBeMade):
        word_report(material(sample_plan), stream.getvalue())


def test_words_of_a_workbook_are_words_only():
    hostile = '<w:p>&amp;\x00\x0b"]]> =1+1'
    made = material(
        plan(
            {("r", "", "a"): {2020: 1.0}},
            indicators=[Indicator("a", hostile, unit="%&<")],
            regions=[Region("r", hostile)],
            targets=[target(("r", "", "a"), "2")],
            scenarios=[scenario(hostile)],
        )
    )
    made = dataclasses.replace(
        made, provenance=dataclasses.replace(made.provenance, workbook=hostile, revision=hostile)
    )
    document = opened(word_report(made))
    cells = [text for table in document.tables for row in rows_of(table) for text in row]
    assert any(text.startswith("<w:p>&amp;") for text in cells)


def test_a_plan_without_figures_is_a_document_too():
    made = material(plan({}, regions=[Region("r", "市")], scenarios=[scenario("一")]))
    assert "方法、规则与出处" in headings(opened(word_report(made)))
