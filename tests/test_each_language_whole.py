"""Each language whole: every verb and every form of report over a plan with English names, looked through for the other's letters."""

import contextlib
import json
import re
import zipfile
from pathlib import Path

import pytest

import npfdesk
from npfdesk import cli
from npfdesk.report.forms import form_of
from npfdesk.ui.printing.forms import REPORT_FORMS
from npfdesk.verbs.registry import VERBS
from npfdesk.workbook.collecting.hidden_sheet import FormPlace, read_form
from npfdesk.workbook.files.sandbox import read_grid
from tests.forms import fill
from tests.letters import foreign
from tests.workbook.books import write

# names in one language only, as they stand in the plan, and what is read in a call or a cell
TYPED = ("output", "jobs", "rate", "primary", "secondary", "plan.xlsx", "a.xlsx", "b.xlsx", "growth", "step")


def sheets():
    years = list(range(2014, 2021))
    regions = ["县甲", "县乙", "县丙"]
    return {
        "规划": [
            ["项", "值"], ["名称", "2020—2025"], ["全市", "市"], ["基期", 2020], ["目标年", 2025], ["展望年", 2030],
        ],
        "指标": [
            ["名称", "代码", "英文", "类别", "英文类别", "单位", "英文单位", "类型", "小数位"],
            ["产值", "output", "Output", "规模", "Size", "亿元", "100 m yuan", "总量", 1],
            ["岗位", "jobs", "Jobs", "规模", "Size", "个", "posts", "数量", 0],
            ["一产占比", "primary", "Primary share", "结构", "Structure", "%", None, "比率", 1],
            ["非农占比", "secondary", "Other share", "结构", "Structure", "%", None, "比率", 1],
        ],
        "地区": [
            ["名称", "代码", "英文", "上级", "对标"],
            ["市", "city", "City", None, None],
            *([name, f"c{at}", f"County {at}", "市", None] for at, name in enumerate(regions, 1)),
            ["省", "prov", "Province", None, "是"],
        ],
        "产业": None,
        "目标": [
            ["地区", "指标", "基期值", "基期", "目标值", "目标年"],
            ["市", "产值", 100, 2020, 200, 2025],
            ["县甲", "产值", 40, 2020, 60, 2025],
            ["县乙", "产值", 30, 2020, 45, 2025],
            ["县丙", "产值", 20, 2020, 90, 2025],
            ["市", "岗位", 1000, 2020, 900, 2025],
            ["市", "一产占比", 20, 2020, 15, 2025],
            ["市", "非农占比", 80, 2020, 80, 2025],
        ],
        "数据": [
            ["地区", "指标", *years],
            ["市", "产值", *(70 + 5 * at for at in range(7))],
            *([name, "产值", *(10 + (at + 1) * one for one in range(7))] for at, name in enumerate(regions)),
            *([name, "岗位", *(100 + 10 * (at + 1) * one for one in range(7))] for at, name in enumerate(regions)),
            ["省", "产值", *(1000 + 30 * at for at in range(7))],
        ],
        "情景": [["情景", "英文", "上级"], ["惯性", "Inertia", None], ["攻坚", "Push", "惯性"]],
        "假设": [
            ["情景", "地区", "指标", "方法", "参数", "下限", "上限"],
            ["惯性", "市", "产值", "增长率", 5, 4, 6],
            ["惯性", "县甲", "产值", "增长率", 5, 4, 6],
            ["惯性", "市", "岗位", "增量", 2, None, None],
            ["攻坚", "市", "产值", "按目标", None, None, None],
            ["攻坚", None, "一产占比", "趋势", 4, None, None],
        ],
        "比重组": [["名称", "英文", "成员"], ["结构", "Structure", "一产占比"], [None, None, "非农占比"]],
    }  # fmt: skip


def below():
    """A county's own plan, which agrees with the city's in little."""
    whole = sheets()
    own = {
        "规划": [["项", "值"], ["名称", "2020—2025"], ["全市", "县甲"], ["基期", 2020], ["目标年", 2025]],
        "指标": [[one.replace("jobs", "posts").replace("岗位", "岗位数") if isinstance(one, str) else one for one in row] for row in whole["指标"]],
        "地区": [whole["地区"][0], ["县甲", "own", "County 1", None, None]],
        "目标": [
            ["地区", "指标", "基期值", "基期", "目标值", "目标年"],
            ["县甲", "产值", 44, 2020, "50左右", 2025],
            ["县甲", "岗位数", 100, 2020, 90, 2025],
        ],
    }  # fmt: skip
    return {name: own.get(name) for name in whole}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan")
    write(folder / "below.xlsx", **below())
    return write(folder / "plan.xlsx", **sheets())


CALLS = [
    ["check", "BOOK"],
    ["seek", "BOOK", "--scenario", "惯性", "--region", "市", "--indicator", "output"],
    ["seek", "BOOK", "--scenario", "惯性", "--region", "city", "--indicator", "output", "--within", "0", "1"],
    ["seek", "BOOK", "--scenario", "惯性", "--region", "city", "--indicator", "primary"],
    ["benchmark", "BOOK", "--region", "city", "--indicator", "output", "--against", "prov"],
    *(["allocate", "BOOK", "--indicator", "output", "--rule", rule] for rule in ("base", "target", "increment", "catch-up")),
    ["allocate", "BOOK", "--indicator", "jobs", "--total", "2000"],
    ["allocate", "BOOK", "--indicator", "output", "--cap", "c1=1"],
    *(["annual", "BOOK", "--indicator", "output", "--rule", rule] for rule in ("growth", "step", "path", "front", "back")),
    ["annual", "BOOK", "--indicator", "jobs", "--region", "c1"],
    ["uncertainty", "BOOK", "--scenario", "惯性", "--draws", "200"],
    ["uncertainty", "BOOK", "--scenario", "惯性", "--draws", "200", "--shape", "normal", "--sampling", "sobol"],
    ["track", "BOOK", "--through", "2021-03"],
    ["evaluate", "BOOK", "--year", "2020"],
    ["score", "BOOK"],
    ["reconcile", "BOOK", "BELOW"],
    ["reconcile", "BOOK", "BELOW", "--same", "jobs=posts"],
    ["reconcile", "BOOK"],
    ["index", "BOOK", "--indicators", "output,jobs"],
    ["index", "BOOK", "--indicators", "output,jobs", "--weights", "equal", "--year", "2025"],
    ["disparity", "BOOK", "--indicator", "output", "--of", "target"],
    *(["forecast", "BOOK", "--region", "city", "--indicator", "output", "--method", method] for method in ("cagr", "linear", "logistic", "holt", "gm11")),
    # what is wrong in a call
    ["seek", "BOOK", "--scenario", "梦", "--region", "city", "--indicator", "output"],
    ["annual", "BOOK", "--indicator", "梦"],
    ["disparity", "BOOK", "--indicator", "primary"],
    ["forecast", "BOOK", "--region", "c1", "--indicator", "primary"],
    ["project", "BOOK", "--scenario", "梦"],
    ["check", "a.xlsx"],
]  # fmt: skip


@pytest.fixture
def said(capsys, monkeypatch):
    monkeypatch.setattr("npfdesk.cli._speak_utf8", lambda: None)

    def run(given, language):
        with contextlib.suppress(SystemExit):
            cli.main([*given, "--language", language])
        out, err = capsys.readouterr()
        return f"{out}\n{err}"

    return run


def leaks(text, language, names=()):
    return [line for line in text.splitlines() if foreign(line, language, (*TYPED, *names))]


def chinese_places():
    """Names of sheets as the workbook has them, and words of its cells: these are told as they stand."""
    return ("规划", "指标", "地区", "目标", "数据", "情景", "假设", "比重组", "梦")


@pytest.mark.parametrize("given", CALLS, ids=lambda given: " ".join(given))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_verb_says_is_of_one_language(said, book, given, language):
    files = {"BOOK": str(book), "BELOW": str(book.with_name("below.xlsx"))}
    text = said([files.get(one, one) for one in given], language)
    assert text.strip()
    for file in files.values():
        text = text.replace(file, "")
    # in English a place in the workbook is named by its Chinese sheet, and an unknown name as it was typed
    names = (
        (*re.findall(r"(?<=“)[^”]*(?=”)", text), *(f"{one}!" for one in chinese_places()), "梦")
        if language == "en"
        else ()
    )
    if language == "en":
        unquoted = [one for one in names if one in ("惯性", "攻坚", "市", "产值")]
        assert unquoted == []
    assert leaks(text, language, names if language == "en" else ("county",)) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_collecting_says_and_writes_is_of_one_language(said, book, tmp_path, language):
    given = ["collect", str(book), "--to", str(tmp_path / "forms"), "--year", "2021"]
    text = said([*given, "--round", "1"], language).replace(str(tmp_path), "")
    assert "County 3" in text if language == "en" else "县丙" in text
    files = sorted((tmp_path / "forms").iterdir())
    assert len(files) == 4
    for file in files:
        # the hidden sheet is no reader's; the plan has its titles and targets in its own words
        text += "\n" + re.sub(r"2020—2025", "", texts_of(file).partition("\nnpfdesk\n")[0])
    # what is wrong in the plan is walked above, with its cells by the names of their sheets
    text = "\n".join(line for line in text.splitlines() if not re.match(r"\[(?:提醒|warning)\]", line))
    assert leaks(text, language, ("xlsx", "ods", "xls", "NPF", "Desk", "GDP", "npfdesk", "forms")) == []
    # a second time, into the same folder
    again = said(given, language).splitlines()[-1].replace(str(tmp_path), "")
    assert leaks(again, language, ("xlsx", "forms")) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_gathering_says_is_of_one_language(said, book, tmp_path, language):
    folder = tmp_path / "forms"
    opened = npfdesk.read(book)
    issued = npfdesk.collect(opened, folder, year=2021, due="2021-02-01", language=language)
    first, second, _ = (folder / name for name in issued["file"])
    form = read_form(read_grid(first), first.name)
    values = dict.fromkeys((one.place for one in form.cells), 10.5)
    values[form.cells[0].place] = 1e9
    sheet = form.cells[0].place.sheet
    values[FormPlace(sheet, "P3")] = 7
    fill(first, values)
    fill(first, {form.cells[0].place: 12}, target=folder / "copy.xlsx")
    second.write_bytes(second.read_bytes()[:500])
    text = said(["gather", str(book), str(folder)], language).replace(str(tmp_path), "")
    assert "County 3" in text if language == "en" else "县丙" in text
    assert len(re.findall(r"P3", text)) == 2
    # what is wrong in the plan is walked above
    text = "\n".join(
        line for line in text.splitlines() if not re.match(r"\[.{2,7}\] (?:指标|目标|假设)!", line)
    )
    assert leaks(text, language, ("xlsx", "copy", "County", *issued["file"])) == []


def test_every_verb_is_walked():
    walked = {given[0] for given in CALLS} | {"report", "template", "roll", "project", "collect", "gather"}
    assert walked == {verb.name for verb in VERBS}


def texts_of(file: Path) -> str:
    """What a report's file says, as a reader sees it."""
    suffix = file.suffix
    if suffix == ".xlsx":
        from openpyxl import load_workbook

        book = load_workbook(file)
        lines = []
        for sheet in book:
            lines.append(sheet.title)
            for row in sheet.iter_rows():
                lines += [
                    str(one.value)
                    for one in row
                    if isinstance(one.value, str) and not one.value.startswith("=")
                ]
                lines += [one.comment.text for one in row if one.comment]
        return "\n".join(lines)
    if suffix in (".docx", ".pptx"):
        with zipfile.ZipFile(file) as parts:
            found = []
            for name in parts.namelist():
                if re.search(
                    r"(document|slides/slide\d+|charts/chart\d+|notesSlide\d+|header\d*|footer\d*)\.xml$",
                    name,
                ):
                    text = parts.read(name).decode()
                    found += [
                        "".join(re.findall(r"<[aw]:t[^>]*>([^<]*)<", one))
                        for one in re.split(r"</[aw]:p>", text)
                    ]
                    found += re.findall(r"<c:v>([^<]*)<", text)
            return "\n".join(found)
    if suffix == ".svg":
        return "\n".join(re.findall(r">([^<>]+)<", file.read_text(encoding="utf-8")))
    if suffix == ".pdf":
        pdf = pytest.importorskip("PySide6.QtPdf")

        document = pdf.QPdfDocument()
        document.load(str(file))
        return "\n".join(document.getAllText(page).text() for page in range(document.pageCount()))
    if suffix == ".html":
        text = file.read_text(encoding="utf-8")
        content = json.loads(re.search(r'id="content">(.*?)</script>', text)[1])
        said = re.findall(r"(?:<title>|class=\"noscript\">)([^<]*)<", text)
        # what is filled in stands in braces, in English with the forms of what it counts
        return re.sub(r"\{\w+:?|\}", "", "\n".join([*said, *said_in(content)]))
    return file.read_text(encoding="utf-8-sig")


def said_in(content):
    """The texts of a page's data: all but codes and what it computes from."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for one in content:
            yield from said_in(one)
    elif isinstance(content, dict):
        for key, one in content.items():
            if key not in ("model", "live", "language", "rule", "sections", "part", "colour"):
                yield from said_in(one)


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".pptx", ".pdf", ".svg", ".html"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_report_says_is_of_one_language(said, book, tmp_path, qapp, suffix, language):
    out = tmp_path / f"a{suffix}"
    told = said(["report", str(book), "-o", str(out)], language).replace(str(out), "").replace(str(book), "")
    assert out.exists(), told
    names = (
        tuple(f"{one}!" for one in chinese_places())
        if language == "en"
        else ("city", "prov", "c1", "c2", "c3")
    )
    assert leaks(texts_of(out), language, (*names, "试验 2020—2025", "试验", "plan")) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_is_of_one_language(said, tmp_path, language):
    out = tmp_path / "a.xlsx"
    said(["template", "-o", str(out)], language)
    assert leaks(said(["check", str(out)], language).replace(str(out), ""), language) == []


def test_planted_leaks_are_found():
    assert foreign("The target of 金华市", "en") == ["金华市"]
    assert foreign("a、b", "en") == ["、"]
    assert foreign("[warning] 目标!F2：不合", "zh") == ["warning"]
    assert foreign("规则：pace", "zh") == ["pace"]
    assert foreign("三角分布 triangular", "zh") == ["triangular"]
    assert foreign("GDP 每平方公里 3 km²，用 Ctrl+O 打开 plan.xlsx", "zh") == []


def test_every_form_of_report_is_walked():
    walked = {".xlsx", ".docx", ".pptx", ".pdf", ".svg", ".html"}
    for suffix in walked:
        assert not hasattr(form_of(Path(f"a{suffix}"), REPORT_FORMS), "kind")
