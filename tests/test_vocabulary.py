"""One word for one thing: words that were retired stay out of the catalogues, the code, the help and the README."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from npfdesk.plan.evaluations import GRADES, Grade
from npfdesk.plan.lights import LIGHTS, Light
from npfdesk.plan.statuses import LEGEND, STATUSES, Status

ROOT = Path(__file__).resolve().parents[1]
_CJK = re.compile(r"[\u3400-\u9fff]")
_CODE = re.compile(
    r"```.*?```|`[^`\n]*`|^ {4}.*?$|\]\(picture:[^)]*\)|^### [a-z]+$", re.DOTALL | re.MULTILINE
)
"""Keys of JSON, sheets, commands and pictures stand in backticks or by themselves; they are the contract's and stay."""
_ALSO_HEARD = re.compile(r"\|[^|]*\|$")
"""The last column of the glossary: the words that people bring along."""


class Said(NamedTuple):
    """A text that somebody reads: its language, where it stands, what kind of place that is, and the text."""

    language: str
    where: str
    kind: str
    text: str


@dataclass(frozen=True)
class Retired:
    """A retired word of one language: a pattern, the word that replaces it, and an example that must be found.

    `only` names the kinds of place that it is retired in (empty: all); a text that matches `right` is let by, as is
    one from a place that `places` matches: there the word means something else.
    """

    language: str
    pattern: str
    instead: str
    example: str
    right: str = ""
    places: str = ""
    only: tuple[str, ...] = ()

    def hits(self, said: Said) -> bool:
        """Whether the text says the word where it should not."""
        if said.language != self.language or (self.only and said.kind not in self.only):
            return False
        if self.places and re.search(self.places, said.where):
            return False
        # what is filled in goes by names of the code
        text = re.sub(r"\{\w+", "{", said.text)
        text = re.sub(self.right, "", text) if self.right else text
        return re.search(self.pattern, text) is not None


def _en(
    pattern: str,
    instead: str,
    example: str,
    right: str = "",
    places: str = "",
    only: tuple[str, ...] = (),
) -> Retired:
    return Retired("en", f"(?i){pattern}", instead, example, right, places, only)


def _zh(
    pattern: str,
    instead: str,
    example: str,
    right: str = "",
    places: str = "",
    only: tuple[str, ...] = (),
) -> Retired:
    return Retired("zh", pattern, instead, example, right, places, only)


_WINDOW = ("catalogue",)
_PAST_CARRIED_ON = r"forecast|help/commands|help/glossary|method|analys|holt|gm11|python|frames|uncertainty|deep_check|computed"
"""Places that speak of forecasts: the past of a series carried on, not what a scenario assumes."""

RETIRED = (
    # the share of the way, and status
    _en(r"\bway gone\b|\bof the way (that is )?gone\b", "progress to target", "Way gone, %"),
    _en(r"\battainment\b", "progress to target", "Attainment"),
    _en(r"\bmet or on the way\b", "on track", "3 met or on the way"),
    _en(r"\bbackwards\b", "moving away", "2 backwards"),
    _en(r"\bgaps?\b", "shortfall, missing value or disparity, whichever is meant", "The gap of 2025"),
    _en(r"^no figure$|\(no figure\)", "missing value", "no figure", places="closed_lists"),
    _en(r"\bdue by now\b", "milestone", "Due by now"),
    _en(r"\bchance\b(?! of meeting)", "chance of meeting the target", "Chance to meet it", r"\bby chance\b"),
    _zh(r"达成度", "完成进度", "达成度"),
    _zh(r"达成(机会|概率)", "达标概率", "达成机会"),
    _zh(r"在轨|如期(?!间)", "符合预期", "3 项在轨"),
    _zh(r"倒退", "逆向变化", "1 项倒退", r"比.*倒退"),
    _zh(r"节点", "时序目标", "本年节点", r"个节点", r"structure\.ts|sheet_columns|commitment|workbook\.zh"),
    # whose figure it is
    _en(r"\bobserved\b", "actual", "Dots: observed", only=_WINDOW, places=r"analyses|answers"),
    _en(
        r"\bforecasts?\b",
        "projected",
        "The forecast of this scenario",
        r"(?i)\b(no|not a|not|never a) forecasts?\b|\bforecast comparison\b",
        _PAST_CARRIED_ON,
    ),
    _en(r"\binherits? from what\b|\bfalls? back to the parent\b", "inherited", "Delete (fall back to the parent)"),
    _zh(r"观测值", "现状值", "观测值", only=_WINDOW),
    _zh(r"沿用", "继承", "沿用自规划", r"沿用(上一年|模板|原值)"),
    # what the plan is made of
    _en(r"\bwhole economy\b", "all industries", "Whole economy"),
    _en(r"\byardsticks?\b", "benchmark", "Yardstick"),
    _en(r"\blower is better is\b|\bdirection: reverse\b", "lower is better", "direction: reverse"),
    _en(r"\blevers? levels?\b", "lever intensity", "its lever levels", r"\bLever levels\b"),
    _en(r"\bcanonical\b", "standard format", "of the canonical form"),
    _zh(r"全行业|全部经济|整体经济", "全部产业", "全部经济"),
    _zh(r"反向(?!推)", "负向", "反向指标", places=r"closed_lists"),
    _zh(r"规范(格式|形式)", "标准格式", "规范格式"),
    # what one does
    _en(r"\bfindings?\b", "checks", "listed under Findings", places=r"disparity"),
    _en(r"\badopt\b|\badopt(s|ing)\b", "apply", "Adopt as the assumption", places=r"meeting|minutes"),
    _en(r"\bput (it|them) into the scenario\b", "apply", "Put it into the scenario"),
    _en(r"\b(save|saved|saving) into (the|a|your|its) (workbook|copy)\b", "update the workbook", "Save into the workbook…"),
    _en(r"\bnew from (this)?\b", "new child scenario", "New from this…", r"(?i)\bnew from (the|a|an)\b"),
    _en(r"\btake in a month\b", "enter monthly data", "Take in a month…"),
    _zh(r"[“‘「]发现[”’」]|自查", "核查结果", "列在“发现”中"),
    _zh(r"[“\[]求解|^(# )?求解", "测算", "“求解”菜单", r"求解(出|得)"),
    _zh(r"(写入|存入|存进|写进)(原?工作簿|副本)", "写回工作簿", "写入工作簿…"),
    _zh(r"由此新建", "新建下级情景", "由此新建…"),
    _zh(r"预警后调整", "应对规则", "预警后调整会怎样"),
    # menus name things
    _en(r"^write (regions|industries|indicators|sources|commitments|levers|own checks|scoring rules)\b", "the thing's name", "Write regions"),
    _en(r"\bshow me around\b", "guided tour", "Show me around"),
    _en(r"\bkeyboard map\b", "keyboard shortcuts", "Keyboard map"),
    _en(r"\bwhere things are kept\b", "data and log folders", "Where things are kept"),
    _en(r"\bwhat was recognised…", "recognised tables", "What was recognised…"),
    _en(r"\bpane before\b", "previous pane", "Pane before"),
    _en(r"\bsmall charts\b", "small multiples", "Small charts"),
    _en(r"\byear so far\b", "year to date", "Year so far"),
    _en(r"\bborders of the map\b", "map boundaries", "Borders of the map"),
    _en(r"\bregions merged or split\b", "boundary changes", "Regions merged or split…"),
    _en(r"\brules? of (the )?colours\b", "status rules", "Rules of the colours…"),
    _en(r"\bforecasts beside assumptions\b", "forecast comparison", "Forecasts beside assumptions…"),
    _en(r"\bframeworks of the sources\b", "indicator frameworks", "Frameworks of the sources…"),
    _en(r"\bspillover between regions…", "regional spillover", "Spillover between regions…"),
    _zh(r"带我看一圈", "界面导览", "带我看一圈"),
    _zh(r"查找一切", "全局查找", "查找一切…"),
    _zh(r"^编写(地区|产业|指标|出处|承诺|抓手)", "the thing's name", "编写地区"),
    _zh(r"判色规则", "颜色规则", "判色规则"),
    _zh(r"来源框架", "指标框架", "来源框架…"),
    # odd language
    _en(r"\bslit bars?\b", "bars with a break", "Slit bars are longer than drawn."),
    _en(r"\bmend(s|ed|ing)?\b", "correct", "Mend one of them."),
    _en(r"\bwhat (is here|was open|is open) stands?\b|\bwhat (is|was) open stays\b", "the open plan is unchanged", "What was open stays as it is."),
    _en(r"\bput (it|this|that|them) right\b", "correct", "Put it right"),
    _en(r"\bmistakes? of the program\b", "fault in the program", "A mistake of the program stopped it."),
    _en(r"\b1 (industries|targets|regions|indicators|errors|cells|rows)\b", "the singular", "1 industries", r"\b\d[\d,. –-]*1 (targets|rows|cells)\b"),
    _en(r"\bnothing is called that\b|\bspeaks of that\b", "no match", "Nothing is called that."),
    _en(r"[0-9}] %", "5%, without a space", "by 5 %"),
    _zh(r"上不封顶", "不设上限", "7000以上上不封顶"),
    _zh(r"的个百分点", "的百分点数", "每年提高的个百分点"),
    _zh(r"[0-9}] %", "5%，不空格", "合计 5 %"),
)  # fmt: skip
"""The words that were retired; the vocabulary itself is in the help's glossary."""


def catalogues(root: Path) -> Iterator[Said]:
    """Sources and translations of every Qt Linguist catalogue."""
    for file in sorted((root / "resources" / "translations").rglob("*.ts")):
        for context in ElementTree.parse(file).getroot().iter("context"):
            where = f"{file.name}, {context.findtext('name', '')}"
            for message in context.iter("message"):
                yield Said("en", where, "catalogue", message.findtext("source", ""))
                for translation in message.iter("translation"):
                    yield Said("zh", where, "catalogue", "".join(translation.itertext()))


def pairs_of_languages(root: Path) -> Iterator[Said]:
    """The texts that code gives in both languages: the Chinese directly before the English, or by `zh` and `en`."""
    for file in sorted((root / "npfdesk").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for language, line, text in _worded(node):
                yield Said(language, f"{file.relative_to(root).as_posix()}:{line}", "code", text)


def _worded(node: ast.AST) -> Iterator[tuple[str, int, str]]:
    if isinstance(node, ast.Call):
        groups: list[list[ast.expr]] = [node.args]
        for keyword in node.keywords:
            language = re.fullmatch(r"(?:\w+_)?(zh|en)", keyword.arg or "")
            if language and (text := _text(keyword.value)) is not None:
                yield language[1], keyword.value.lineno, text
    elif isinstance(node, (ast.Tuple, ast.List)):
        groups = [node.elts]
    elif isinstance(node, ast.IfExp):
        # the language that is asked for chooses one of two
        groups = [sorted((node.body, node.orelse), key=lambda one: not _CJK.search(_text(one) or ""))]
    elif isinstance(node, ast.Dict):
        groups = [node.values] if {_text(key) for key in node.keys if key} == {"zh", "en"} else []
    else:
        return
    for group in groups:
        for one, other in pairwise(group):
            chinese, english = _text(one) or "", _text(other) or ""
            # heads of tables as text are the contract's
            if _CJK.search(chinese) and re.fullmatch(
                r"[^\t\u3400-\u9fff]*[A-Za-z][^\t\u3400-\u9fff]*", english
            ):
                yield "zh", one.lineno, chinese
                yield "en", other.lineno, english


def _text(node: ast.expr | None) -> str | None:
    """A text as the code writes it; what is filled in counts as {}."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(one) or "{}" for one in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _text(node.left), _text(node.right)
        return None if left is None and right is None else (left or "{}") + (right or "{}")
    return None


def pages(root: Path) -> Iterator[Said]:
    """The paragraphs of the help and of the README, each judged by its own letters; code is left out."""
    files = [*sorted((root / "resources" / "help").rglob("*.md")), *sorted(root.glob("README*.md"))]
    for file in files:
        text = _CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), file.read_text(encoding="utf-8"))
        for number, line in enumerate(text.splitlines(), start=1):
            said = _ALSO_HEARD.sub("|", line.rstrip()) if file.name.startswith("glossary.") else line
            if said.strip():
                language = "zh" if _CJK.search(said) and ".en." not in file.name else "en"
                yield Said(language, f"{file.relative_to(root).as_posix()}:{number}", "page", said)


def all_that_is_said(root: Path) -> Iterator[Said]:
    """Every text below the root that a user can meet."""
    yield from catalogues(root)
    yield from pairs_of_languages(root)
    yield from pages(root)


def retired_words(texts: Iterable[Said], words: Iterable[Retired] = RETIRED) -> list[str]:
    """What is still said: where, the text, and the word to use instead."""
    words = tuple(words)
    return [
        f"{said.where}: {said.text[:120]!r} → {word.instead}"
        for said in texts
        for word in words
        if word.hits(said)
    ]


SOURCES = {"catalogues": catalogues, "code": pairs_of_languages, "pages": pages}


@pytest.mark.parametrize("source", SOURCES)
def test_no_retired_word_is_said(source):
    said = list(SOURCES[source](ROOT))
    assert len(said) > 300
    found = retired_words(said)
    assert not found, "\n" + "\n".join(found)


def _planted(root: Path, english: str, chinese: str) -> None:
    """One file of each kind that says it."""
    catalogue = root / "resources" / "translations" / "zh" / "window.ts"
    catalogue.parent.mkdir(parents=True)
    context = ElementTree.Element("context")
    ElementTree.SubElement(context, "name").text = "Window"
    message = ElementTree.SubElement(context, "message")
    ElementTree.SubElement(message, "source").text = english
    ElementTree.SubElement(message, "translation").text = chinese
    whole = ElementTree.Element("TS")
    whole.append(context)
    ElementTree.ElementTree(whole).write(catalogue, encoding="utf-8")
    package = root / "npfdesk" / "report"
    package.mkdir(parents=True)
    (package / "problems.py").write_text(
        f'KIND = error("code", {chinese!r}, {english!r})\n'
        f"WORDS = Wording(zh={chinese!r}, en={english!r})\n"
        f'_column("key", "表头", "key", {chinese!r}, {english!r}, width=10)\n'
        f'text = {chinese!r} if language == "zh" else {english!r}\n',
        encoding="utf-8",
    )
    pages_folder = root / "resources" / "help"
    pages_folder.mkdir()
    (pages_folder / "start.en.md").write_text(f"# Start\n\n{english}\n", encoding="utf-8")
    (pages_folder / "start.zh.md").write_text(f"# 开始\n\n{chinese}\n", encoding="utf-8")
    (root / "README.md").write_text(f"{english}\n\n{chinese}\n", encoding="utf-8")


@pytest.mark.parametrize("word", RETIRED, ids=lambda word: word.example)
def test_a_planted_word_is_found_wherever_it_stands(word, tmp_path):
    chinese = word.example if word.language == "zh" else "情景"
    english = word.example if word.language == "en" else "Scenario"
    _planted(tmp_path, english, chinese)
    found = {said.where for said in all_that_is_said(tmp_path) if word.hits(said)}
    page = f"resources/help/start.{word.language}.md:3"
    readme = f"README.md:{3 if word.language == 'zh' else 1}"
    code = {f"npfdesk/report/problems.py:{line}" for line in (1, 2, 3, 4)}
    wanted = {"window.ts, Window"} if word.only else {"window.ts, Window", page, readme, *code}
    assert found == wanted


@pytest.mark.parametrize(
    "said",
    [
        Said("en", "help/reports.en.md:4", "page", "It is projected, not a forecast."),
        Said("en", "method_cards.py:8", "code", "Each year is forecast from those before it alone."),
        Said("en", "meeting.ts, Meeting", "catalogue", "&Adopted"),
        Said("en", "help.ts, Tables", "catalogue", "They are entered in the sheets Levers and Lever levels."),
        Said("zh", "commitments.py:9", "code", "节点"),
        Said("zh", "window.ts, Opening", "catalogue", "没有发现问题"),
        Said("zh", "start.zh.md:9", "page", "完成进度 5%"),
        Said("zh", "method_cards.py:60", "code", "沿用上一年：x_t = x_(t−1)"),
    ],
)
def test_a_word_in_another_sense_is_let_by(said):
    assert retired_words([said]) == []


def test_code_in_a_page_keeps_its_keys(tmp_path):
    (tmp_path / "README.md").write_text(
        "The JSON field `attainment` stays.\n\n```\ncheck --json findings\n```\n", encoding="utf-8"
    )
    assert retired_words(pages(tmp_path)) == []


def test_statuses_grades_and_lights_have_the_words_of_one_registry():
    assert [STATUSES[one].words.zh for one in LEGEND] == [
        "符合预期", "进度偏慢", "进度滞后", "逆向变化", "无法评价",
    ]  # fmt: skip
    assert [STATUSES[one].words.en for one in LEGEND] == [
        "on track", "slightly behind", "well behind", "moving away", "not assessable",
    ]  # fmt: skip
    assert GRADES[Grade.NONE] is LIGHTS[Light.GREY].words is STATUSES[Status.GREY].words
    assert [GRADES[one].zh for one in Grade][:4] == ["提前实现", "快于预期", "基本符合预期", "滞后于预期"]
