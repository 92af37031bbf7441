"""The same chart in every form: its axes, its years, its gaps; and every file opened by an office program."""

import io
import math
import re
import shutil
import subprocess
import zipfile
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from npfdesk.report.chart_axes import ABOVE, BELOW, LEFT, RIGHT, STEPS, chart_axes, figure_ticks, free_side
from npfdesk.report.path_charts import path_chart, path_charts
from npfdesk.report.slides_report import slides_report
from npfdesk.report.standings import county_targets, key_targets, standings
from npfdesk.report.word_paper import word_report
from npfdesk.report.workbook_report import workbook_report
from npfdesk.ui.printing.documents import printed
from npfdesk.ui.printing.page_setting import BOTTOM, HEIGHT, TOP, _breaks
from npfdesk.ui.printing.paper_charts import _shown
from tests.report.materials import material
from tests.report.test_workbook_report import OFFICE

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SIDES = {"t": ABOVE, "b": BELOW, "l": LEFT, "r": RIGHT}


def attribute(parent, path):
    return parent.find(path).get("val")


def native(xml):
    """A chart of an office: the ends, the step and the format of its axis, the years, the points by series, the label's side."""
    root = ElementTree.fromstring(xml)
    kind = root.find(f".//{C}lineChart")
    if kind is None:
        return None
    axis = root.find(f".//{C}valAx")
    scale = [float(attribute(axis, f"{C}scaling/{C}{one}")) for one in ("min", "max")]
    years = [point.find(f"{C}v").text for point in kind.find(f"{C}ser/{C}cat").iter(f"{C}pt")]
    points = {}
    for series in kind.findall(f"{C}ser"):
        name = series.find(f"{C}tx//{C}v").text
        cache = series.find(f"{C}val//{C}numCache")
        points[name] = (
            int(attribute(cache, f"{C}ptCount")),
            {int(one.get("idx")): float(one.find(f"{C}v").text) for one in cache.iter(f"{C}pt")},
        )
    side = kind.find(f".//{C}dLbls//{C}dLblPos")
    assert attribute(root, f".//{C}dispBlanksAs") == "gap"
    return (
        (*scale, float(attribute(axis, f"{C}majorUnit")), axis.find(f"{C}numFmt").get("formatCode")),
        years,
        points,
        None if side is None else SIDES[side.get("val")],
    )


def natives(content, folder):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = [name for name in parts.namelist() if re.fullmatch(folder + r"/charts/chart\d+\.xml", name)]
        # parts are numbered in the order in which they are made
        names.sort(key=lambda name: int(re.findall(r"\d+", name)[-1]))
        return [found for name in names if (found := native(parts.read(name))) is not None]


def expected(chart):
    """The same of the chart itself."""
    axes = chart.axes
    decimals = "." + "0" * axes.ticks.decimals if axes.ticks.decimals else ""
    ticks = (axes.ticks.low, axes.ticks.high, pytest.approx(axes.ticks.step), "#,##0" + decimals)
    return ticks, [text for text in axes.labels if text]


def test_axes_years_and_gaps_are_those_of_paper_in_word_slides_and_workbook(sample_plan):
    made = material(sample_plan)
    charts = path_charts(made, key_targets(made, made.scenarios[0]))
    assert len(charts) > 16
    in_word = natives(word_report(made), "word")
    on_slides = natives(slides_report(made), "ppt")
    in_book = natives(workbook_report(made), "xl")
    # no chart has nothing to draw
    assert len(on_slides) == len(charts) < len(in_word)
    assert len(in_book) == 16
    for place, chart in enumerate(charts):
        ticks, years = expected(chart)
        paper = _shown(chart)
        assert paper.ticks(200) == paper.ticks(2000) == chart.axes.ticks
        assert paper.edges() == (chart.axes.years[0], chart.axes.years[-1])
        for form in (in_word, on_slides, in_book):
            if place >= len(form):
                continue
            scale, written, points, _ = form[place]
            assert scale == ticks
            assert written == years
            for line, figures in chart.drawn:
                if line.name not in points:
                    continue
                count, known = points[line.name]
                # a point for each year with a figure, and none, not a nought, for the others
                assert count == len(chart.axes.years)
                assert known == {
                    number: pytest.approx(figure, rel=1e-9)
                    for number, figure in enumerate(figures.tolist())
                    if math.isfinite(figure)
                }
    # the words of a target stand on the same side in Word and on slides whatever the size, where one is free
    assert {form[place][3] for form in (in_word, on_slides, in_book) for place in range(16)} <= {
        *SIDES.values()
    }


def test_a_title_is_a_sentence_with_the_figure_and_the_gap(sample_plan):
    for language, against in (("zh", "对照目标"), ("en", "against a target of")):
        made = material(sample_plan, language=language)
        first = made.scenarios[0]
        titles = [slide.shapes.title.text for slide in Presentation(io.BytesIO(slides_report(made))).slides]
        assert "62" in titles[1]
        key = [row for row in key_targets(made, first) if path_chart(made, row).axes is not None]
        assert len(key) == len(key_targets(made, first)) - 1
        for row, title in zip(key, titles[2:], strict=False):
            assert made.indicator(row.series) in title
            if math.isfinite(row.gap):
                assert against in title
                assert row.figure(row.value) in title
                assert row.gap_text(language).split()[0] in title
        counties = county_targets(made, first)
        start = 2 + len(key) + 1
        for rows, title in zip(counties.values(), titles[start:], strict=False):
            worst = [row for row in rows if row.missed]
            assert str(len(rows)) in title
            assert any(made.region(row.series) in title and row.figure(row.gap) in title for row in worst)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_are_filled_and_two_counties_stand_on_one(qapp, sample_plan, language):
    made = material(sample_plan, language=language)
    pages = printed(made)
    counties = {row.series.region for row in standings(made, made.scenarios[0])} - {sample_plan.root}
    assert len(counties) == 10
    filled = [(end - TOP) / (HEIGHT - BOTTOM - TOP) for end in pages.ends]
    # the last page of the whole is as full as it is
    assert min(filled[1:-1]) > 1 / 3
    assert sum(filled[1:-1]) / len(filled[1:-1]) > 0.75
    assert len(pages.pages) <= 15


def test_what_a_table_leaves_for_the_next_page_is_three_rows_at_least(qapp):
    heights = [100.0] * 11
    assert _breaks(heights, 1000, 5000) == {8}
    assert _breaks(heights, 1100, 5000) == set()
    assert _breaks([100.0] * 60, 1000, 5000) == {10, 57} or max(_breaks([100.0] * 61, 1000, 5000)) <= 58
    assert _breaks([6000.0, 100.0], 1000, 5000) <= {1}


FIGURES = st.integers(-100_000_000, 100_000_000).map(lambda figure: figure / 100)
LINES = st.lists(
    st.lists(st.one_of(FIGURES, st.just(math.nan)), min_size=11, max_size=11),
    min_size=1,
    max_size=4,
)


@given(LINES)
def test_axes_hold_every_figure_from_the_first_year_with_one(lines):
    years = list(range(2020, 2031))
    axes = chart_axes(years, lines, [], (2020, 2025))
    known = [
        (year, one) for line in lines for year, one in zip(years, line, strict=True) if math.isfinite(one)
    ]
    if not known:
        assert axes is None
        return
    assert (axes.years[0], axes.years[-1]) == (min(known)[0], max(known)[0])
    assert axes.ticks.low <= min(one for _, one in known)
    assert axes.ticks.high >= max(one for _, one in known)
    assert set(axes.written) <= set(axes.years)
    assert axes.labels.count("") == len(axes.years) - len(axes.written)
    # no nought behind a point that no tick needs
    assert axes.ticks.decimals == 0 or any(not text.endswith("0") for text in axes.ticks.texts)


def test_ticks_are_written_as_they_need():
    assert figure_ticks(0, 12000, STEPS).texts[-1] == "15,000"
    assert "12,000" in figure_ticks(8100, 11900, STEPS).texts
    assert {"7.5", "8.0"} <= set(figure_ticks(7.1, 8.9, STEPS).texts)


def test_words_stand_where_no_line_goes():
    years = list(range(2020, 2031))
    # it rises to its target and stays there: over it is room, at both sides and below there is none
    kept = [100.0 + 20 * min(place, 5) for place in range(11)]
    axes = chart_axes(years, [kept], [(2025, 200.0)])
    assert free_side(axes, [kept], (2025, 200.0), (0.1, 0.06)) == ABOVE
    # a steep line over it leaves the room below
    over = [230.0 - 3 * place for place in range(11)]
    axes = chart_axes(years, [over], [(2025, 205.0)])
    assert free_side(axes, [over], (2025, 205.0), (0.1, 0.2)) != ABOVE


@pytest.mark.skipif(OFFICE is None or shutil.which("pdftotext") is None, reason="make test-system")
def test_an_office_program_turns_every_form_into_pages(sample_plan, tmp_path):
    made = material(sample_plan)
    files = []
    for name, make in (("书.docx", word_report), ("片.pptx", slides_report), ("表.xlsx", workbook_report)):
        files.append(tmp_path / name)
        files[-1].write_bytes(make(made))
    subprocess.run(
        [OFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), *map(str, files)],
        capture_output=True,
        check=True,
        timeout=300,
    )  # fmt: skip
    missing = [one.name for one in files if not one.with_suffix(".pdf").exists()]
    if missing:
        pytest.skip(f"the office program cannot open {missing}: make test-system")

    def pages_of(file):
        text = subprocess.run(
            ["pdftotext", "-layout", str(file.with_suffix(".pdf")), "-"], capture_output=True, check=True
        ).stdout.decode()
        return text.split("\f")[:-1]

    book, slides, sheets = map(pages_of, files)
    whole = "".join(book)
    for words in ("义乌市", "缺口清单", "规上工业总产值", "8,000"):
        assert words in whole
    assert f"第 2 页，共 {len(book)} 页" in book[1]
    # ten counties on five pages, whatever fonts there are
    counties = [page for page in book if page.count("规上工业亩均税收") == 2]
    assert [sum(name in page for name in NAMES) for page in counties] == [2] * 5
    assert all(len(page.split("\n")) > 12 for page in book[1:-1])
    assert len(slides) == len(Presentation(io.BytesIO(files[1].read_bytes())).slides)
    assert any("缺" in page for page in slides[2:])
    assert all(page.strip() for page in sheets)
    # in a sheet what is missing is #N/A in the colour of the paper
    assert not any("#N/A" in page for page in (*book, *slides))
    assert not any("Err:" in page for page in sheets)


NAMES = ("婺城区", "开发区", "金义新区", "兰溪市", "义乌市", "东阳市", "永康市", "武义县", "浦江县", "磐安县")
