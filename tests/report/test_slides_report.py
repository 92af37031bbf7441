"""Slides with native charts: what they show is what the engine says, and an office's template is kept."""

import io
import math
import zipfile

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Inches

from npfdesk.report.material import CannotBeMade
from npfdesk.report.slides_report import slides_report
from npfdesk.report.standings import county_targets, headline_targets, key_targets
from tests.plans import Indicator, Region, plan, scenario, target
from tests.report.materials import MOMENT, material

OVERVIEW = "62 个目标中符合预期的：惯性 2，规划 38，攻坚 5。"


def opened(content):
    return Presentation(io.BytesIO(content))


def charts_of(deck):
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def texts_of(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_one_view_a_slide_with_native_charts(sample_plan):
    made = material(sample_plan)
    deck = opened(slides_report(made))
    # a target alone, without a figure known or projected, has no chart
    keys = [row for row in key_targets(made, made.scenarios[0]) if row.indicator.code != "profit_growth"]
    counties = county_targets(made, made.scenarios[0])
    # one more for it and for the targets that are assigned from above, in words alone
    worded = [row for row in headline_targets(made, made.scenarios[0]) if not row.has_figure and row.text]
    assert {row.text for row in worded} == {"完成省下达任务"}
    alone = next(texts_of(slide) for slide in deck.slides if "没有可画的数值" in texts_of(slide)[0])
    assert any("规上工业营业收入利润率增速（2025）：8%" in text for text in alone)
    # the method takes two
    assert len(deck.slides) == 2 + len(keys) + 1 + len(counties) + 2
    charts = charts_of(deck)
    assert len(charts) == 1 + len(keys) + len(counties)
    # blue, yellow, orange, red, grey of 惯性, which together are all 62 targets
    assert sum(series.values[0] for series in charts[0].plots[0].series) == 62
    place = [row.indicator.code for row in keys].index("output")
    lines = charts[1 + place].plots[0]
    assert [series.name for series in lines.series] == ["惯性", "规划", "攻坚", "现状值", "目标"]
    # from the first figure on, with the years that are written
    assert [one for one in lines.categories if one] == ["2020", "2025", "2030"]
    year = list(lines.categories).index("2025")
    assert (year, lines.series[3].values[0]) == (6, 4199.93)
    assert lines.series[0].values[year] == pytest.approx(4453 * 1.055**5)
    assert lines.series[3].values[year] is None
    assert lines.series[4].values[year] == 8000
    gaps = charts[1 + len(keys)].plots[0]
    rows = next(iter(counties.values()))
    assert gaps.series[0].values == pytest.approx([row.gap for row in rows])


def test_the_charts_can_be_edited_in_their_own_workbooks(sample_plan):
    content = slides_report(material(sample_plan))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        books = [name for name in parts.namelist() if name.endswith(".xlsx")]
        page = load_workbook(io.BytesIO(parts.read(books[0]))).active
        assert [cell.value for cell in page["A"]][1:] == ["惯性", "规划", "攻坚"]


def test_notes_say_where_it_comes_from(sample_plan):
    deck = opened(slides_report(material(sample_plan)))
    for slide in deck.slides:
        notes = slide.notes_slide.notes_text_frame.text
        assert "ab" * 32 in notes
        assert "手工修订 3" in notes
    assert "Open SDG" in deck.slides[1].notes_slide.notes_text_frame.text
    assert "出处：规划" in deck.slides[2].notes_slide.notes_text_frame.text
    told = deck.core_properties
    assert (told.title, told.author) == (sample_plan.title, "NPF Desk")
    assert told.created == MOMENT.replace(tzinfo=None) or told.created == MOMENT
    assert "ab" * 32 in told.comments


def test_the_same_input_gives_the_same_bytes(sample_plan):
    made = material(sample_plan, language="en")
    assert slides_report(made) == slides_report(made)


def office_template(*, title=True, as_template=False):
    """A template of a made-up office: 4:3, with a sample slide of its own."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(10), Inches(7.5)
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text = "样张"
    deck.slide_layouts[5].name = "局标题"
    if not title:
        for layout in deck.slide_layouts:
            for one in list(layout.placeholders):
                one._element.getparent().remove(one._element)
    stream = io.BytesIO()
    deck.save(stream)
    if not as_template:
        return stream.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as parts, zipfile.ZipFile(out, "w") as made:
        for name in parts.namelist():
            part = parts.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(b"presentation.main+xml", b"template.main+xml")
            made.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize("as_template", [False, True])
def test_in_the_template_of_the_office(sample_plan, as_template):
    deck = opened(slides_report(material(sample_plan), office_template(as_template=as_template)))
    assert (deck.slide_width, deck.slide_height) == (Inches(10), Inches(7.5))
    assert "样张" not in [text for slide in deck.slides for text in texts_of(slide)]
    assert deck.slides[0].slide_layout.name == "Title Slide"
    assert {slide.slide_layout.name for slide in list(deck.slides)[1:]} == {"局标题"}
    assert deck.slides[1].shapes.title.text == OVERVIEW
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left is None or shape.left + shape.width <= deck.slide_width


def test_a_template_without_titles_gets_text_of_its_own(sample_plan):
    deck = opened(slides_report(material(sample_plan), office_template(title=False)))
    assert OVERVIEW in texts_of(deck.slides[1])


@pytest.mark.parametrize("content", [b"", b"PK", b"not a deck", None])
def test_what_is_no_template_is_refused(sample_plan, content):
    if content is None:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as parts:
            parts.writestr("a.txt", "b")
        content = stream.getvalue()
    if not content:
        content = b"\0"
    with pytest.raises(CannotBeMade):
        slides_report(material(sample_plan), content)


def test_text_of_a_plan_is_text():
    # synthetic
    hostile = "=1+1\x01<b>&amp;\x0b\ufffe_x0041_"
    made = plan(
        {("市", "", "x"): {2020: 1.0}},
        indicators=[Indicator("x", hostile)],
        regions=[Region("市", hostile)],
        targets=[target(("市", "", "x"), "5", year=2055), target(("市", "", "x"), "6", year=2060)],
        scenarios=[scenario(hostile)],
    )
    deck = opened(slides_report(material(made)))
    assert len(deck.slides) == 5
    assert "<b>&amp;" in deck.slides[2].shapes.title.text
    values = charts_of(deck)[1].plots[0].series[0].values
    assert all(value is None or math.isfinite(value) for value in values)
