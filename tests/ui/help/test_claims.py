"""Every key, menu path, command, count, link and picture that help or README names, held against the living program."""

import contextlib
import importlib
import inspect
import io
import re

import pytest

from npfdesk import __main__
from npfdesk.locations import resources_folder
from npfdesk.logbook import BYTES, KEPT
from npfdesk.plan.board import MOST_PARAMETERS
from npfdesk.plan.status_rules import Rule
from npfdesk.store.retention import BACKUPS_KEPT
from npfdesk.ui.answers.registry import PLAN_ANSWERS
from npfdesk.ui.help.help_pages import PAGES
from npfdesk.ui.help.key_map import bare, commands
from npfdesk.ui.look import language, style
from npfdesk.ui.look.colours import LIGHT
from npfdesk.ui.views.registry import VIEWS
from npfdesk.ui.window.saved_look import SIZES
from npfdesk.verbs.registry import VERBS
from npfdesk.workbook.files.limits import CELLS, FILE_BYTES, MEGABYTES, SECONDS
from tests.manual.pictures import PICTURES
from tests.ui.help.claims import LANGUAGES, ROOT, Claim, Facts, all_claims, claims_of, sources, wrong

_TABLE = "npfdesk.ui.tables.figure_table"
_RANGE = "npfdesk.ui.tables.range_keys"
_STRUCTURE = "npfdesk.ui.tables.structure_table"
INSIDE = {
    "Ctrl+C": (_TABLE, 'QKeySequence("Ctrl+C")'),
    "Ctrl+X": (_TABLE, "StandardKey.Cut"),
    "Ctrl+V": (_TABLE, 'QKeySequence("Ctrl+V")'),
    "Ctrl+D": (_TABLE, "control and key in (_KEYS.Key_D, _KEYS.Key_R)"),
    "Ctrl+R": (_TABLE, "control and key in (_KEYS.Key_D, _KEYS.Key_R)"),
    "Ctrl+Return": (_TABLE, "_KEYS.Key_Enter) and held & Qt.KeyboardModifier.ControlModifier"),
    "Shift+F2": (_TABLE, "_KEYS.Key_F2 and held == Qt.KeyboardModifier.ShiftModifier"),
    "Alt+Down": (_TABLE, "_KEYS.Key_Down and held == Qt.KeyboardModifier.AltModifier"),
    "Alt+Up": (_STRUCTURE, "_KEYS.Key_Up: -1"),
    "Alt+Left": (_STRUCTURE, "_KEYS.Key_Left: -1"),
    "Alt+Right": (_STRUCTURE, "_KEYS.Key_Right: 1"),
    "Ctrl+Del": (_STRUCTURE, "held == _CTRL and key == _KEYS.Key_Delete"),
    "Shift+Return": (_TABLE, "ShiftModifier"),
    "Shift+Tab": ("npfdesk.ui.help.test", ""),
    "Ctrl+Up": (_RANGE, "_KEYS.Key_Up: (-1, 0)"),
    "Shift+Up": (_RANGE, "_KEYS.Key_Up: (-1, 0)"),
    "F11": ("npfdesk.ui.board.board_window", '("F11", self.toggle_full_screen)'),
    **{
        f"Alt+{number}": ("npfdesk.ui.board.board_window", 'f"Alt+{number}"')
        for number in range(1, MOST_PARAMETERS + 1)
    },
    "F10": ("npfdesk.ui.window.menus", 'QKeySequence("F10")'),
    "F2": (_TABLE, "EditKeyPressed"),
    "Ctrl+PgUp": ("npfdesk.ui.tables.panel", "Ctrl+PgUp"),
    "Ctrl+PgDown": ("npfdesk.ui.tables.panel", "Ctrl+PgDown"),
    "F8": ("npfdesk.ui.import_window.import_dialog", "F8"),
    "Shift+F8": ("npfdesk.ui.import_window.import_dialog", "Shift+F8"),
    "Ctrl+Space": (
        "npfdesk.ui.import_window.recognised_sheet",
        "Key_Space and event.modifiers() in (control, shift)",
    ),
    "Shift+Space": (
        "npfdesk.ui.import_window.recognised_sheet",
        "Key_Space and event.modifiers() in (control, shift)",
    ),
}
"""The keys that stand in no menu, each with the module that answers it and what it says there."""

_FACTS: list[Facts] = []


@pytest.fixture(autouse=True)
def plain(qapp):
    """English; the window is dressed once, since hundreds of claims look at nothing but its words."""
    if not _FACTS:
        style.load_fonts(qapp)
        style.apply_theme(qapp, LIGHT)
    language.set_language("en")


def help_of(*words):
    """What the program prints when asked for help."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told), contextlib.suppress(SystemExit):
        __main__.main([*words, "--help"])
    return told.getvalue()


def paths_of(window):
    """Every path of the menu bar with its keys, in the language in force; those of the submenus too."""
    found = {}
    for command in commands(window):
        above = command.menu.split(" › ")
        for depth in range(2, len(above) + 1):
            found.setdefault(" ▸ ".join(above[:depth]), ())
        path = " ▸ ".join([*above, bare(command.text)])
        keys = tuple(key.toString() for key in command.action.shortcuts())
        found[path] = (*found.get(path, ()), *keys)
    return found


def tabs_of(panel):
    """The titles of the tables below, without how many findings there are."""
    titles = (bare(panel.tabText(place)) for place in range(panel.count()))
    return tuple(re.sub(r"\s*\(\d+\)$", "", title) for title in titles)


def pictures():
    """The names that a picture may have."""
    return frozenset(PICTURES)


@pytest.fixture
def facts(request, qapp):
    """The living program, built once for all claims."""
    if not _FACTS:
        desk = request.getfixturevalue("desk")
        paths, tabs = {}, {}
        for spoken in LANGUAGES:
            language.set_language(spoken)
            qapp.processEvents()
            paths[spoken], tabs[spoken] = paths_of(desk.window), tabs_of(desk.window.panel)
        language.set_language("en")
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        _FACTS.append(
            Facts(
                paths=paths,
                inside=frozenset(INSIDE),
                helps={"": help_of(), **{verb.name: help_of(verb.name) for verb in VERBS}},
                targets=frozenset(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE)),
                variables=frozenset(re.findall(r"^([A-Z_]+) [?:]?=", makefile, re.MULTILINE)),
                pages=frozenset(PAGES),
                pictures=pictures(),
                tabs=tabs,
            )
        )
    return _FACTS[0]


CLAIMS = all_claims()


@pytest.mark.parametrize("claim", CLAIMS, ids=[f"{place}-{claim}" for place, claim in enumerate(CLAIMS)])
def test_a_claim_is_true(claim, facts):
    assert wrong(claim, facts) is None, str(claim)


def test_there_are_claims_of_every_kind_in_both_languages():
    for spoken in LANGUAGES:
        kinds = {claim.kind for claim in CLAIMS if claim.language == spoken}
        assert kinds == {"path", "key", "range", "command", "option", "make", "link", "picture"}
    assert len(CLAIMS) > 400


@pytest.mark.parametrize(
    "planted",
    [
        "“File ▸ Print…”",
        "“View ▸ Heatmap” (Ctrl+3)",
        "“Open workbook ▸ File”",
        "File ▸ Open workbook…",
        "press Ctrl+Alt+Shift+Q",
        "F7 saves",
        "Ctrl+1 to Ctrl+8 change the view",
        "`npfdesk chek plan.xlsx`",
        "`npfdesk check plan.xlsx --jsn`",
        "`npfdesk allocate plan.xlsx --rule base|fair`",
        "`npfdesk --silent`",
        "`--sorted`",
        "`make coffee`",
        "`make quick RUM=engine`",
        "[a page](nowhere.md)",
        "![a picture](picture:view-Nowhere)",
        "    npfdesk seek plan.xlsx --sort",
    ],
)
def test_a_planted_claim_is_found_and_false(planted, facts):
    found = list(claims_of(planted, "en", "planted.en.md"))
    assert any(wrong(claim, facts) for claim in found), found


@pytest.mark.parametrize(
    "true",
    [
        "“File ▸ Open workbook…” (Ctrl+O)",
        "Ctrl+1 to Ctrl+9",
        "`npfdesk check FILE [--json]`",
        "`make run`",
        "[a](start.md)",
    ],
)
def test_a_true_claim_passes(true, facts):
    assert [wrong(claim, facts) for claim in claims_of(true, "en", "planted.en.md")].count(None) > 0
    assert all(wrong(claim, facts) is None for claim in claims_of(true, "en", "planted.en.md"))


@pytest.mark.parametrize("key", [one for one in INSIDE if one != "Shift+Tab"])
def test_a_key_in_no_menu_is_answered_by_its_module(key):
    module, said = INSIDE[key]
    assert said in inspect.getsource(importlib.import_module(module))


NUMBERS = {
    **dict(zip("一二三四五六七八九十", range(1, 11), strict=True)),
    "十一": 11,
    "十二": 12,
    "十三": 13,
    **dict(
        zip(
            [
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
                "thirteen",
            ],
            range(1, 14),
            strict=True,
        )
    ),
}
_DIGITS = [one for one in VIEWS.values() if re.fullmatch(r"Ctrl\+\d", one.shortcut or "")]
COUNTS = (
    ("*", r"(\w+?)个问题", r"\b(\w+) questions\b", lambda _: len(PLAN_ANSWERS)),
    ("start", r"下方(\w)张表", r"(\w+) tables below", lambda facts: len(facts.tabs["en"])),
    ("start", r"前(\w)种的键", r"the first (\w+) by", lambda _: len(_DIGITS)),
    ("status", r"(\w)种规则\n", r"the (\w+) rules\n", lambda _: len(Rule)),
    ("keeping", r"字号（90–(\d+)%）", r"text size \(90–(\d+)%\)", lambda _: SIZES[-1]),
    ("commitments", r"带来(\w)个", r"; (\w+) come with the program", lambda _: len(frameworks())),
    ("administration", r"最近 (\d+) 天", r"the last (\d+) days", lambda _: BACKUPS_KEPT[0][1]),
    ("administration", r"、(\d+) 周每周", r"days, (\d+) weeks", lambda _: BACKUPS_KEPT[1][1]),
    ("administration", r"、(\d+) 个月每月", r"weeks and (\d+) months", lambda _: BACKUPS_KEPT[2][1]),
    ("administration", r"最多 (\d+) 个文件", r"at most (\d+) log files", lambda _: KEPT + 1),
    ("administration", r"各 (\d+) KB", r"of (\d+) KB each", lambda _: BYTES // 1024),
    ("administration", r"限 (\d+) 秒", r"limited to (\d+) seconds", lambda _: int(SECONDS)),
    ("administration", r"秒、(\d+) GB 内存", r"seconds and (\d+) GB of memory", lambda _: MEGABYTES // 1024),
    ("administration", r"文件最大 (\d+) MB", r"may have (\d+) MB", lambda _: FILE_BYTES // 2**20),
    ("administration", r"(\d+) 万个单元格", r"and (\w) million cells", lambda _: CELLS // 10_000),
)


def frameworks():
    """The frameworks that come with the program."""
    return list((resources_folder() / "frameworks").glob("*.toml"))


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("count", COUNTS, ids=[one[2] for one in COUNTS])
def test_a_count_is_that_of_the_program(count, spoken, facts):
    page, chinese, english, of = count
    pattern = re.compile(chinese if spoken == "zh" else english)
    texts = [text for name, said, text in sources() if said == spoken and page in ("*", name.split(".")[0])]
    told = [found for text in texts for found in pattern.findall(text)]
    numbers = [NUMBERS.get(one.lower(), int(one) if one.isdigit() else None) for one in told]
    known = [number for number in numbers if number is not None]
    if "million cells" in english and spoken == "en":
        assert told == ["a"]
        known = [100]
    assert known
    assert set(known) == {of(facts)}


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_tables_and_views_are_listed_in_their_order(spoken, facts):
    language.set_language(spoken)
    text = PAGES["start"].load(spoken).text
    comma, last = ("、", "和") if spoken == "zh" else (", ", " and the ")
    assert f"{comma.join(facts.tabs[spoken])}{'。' if spoken == 'zh' else '.'}" in text
    views = [one.words for one in _DIGITS]
    shown = (views[:-1], views[-1]) if spoken == "zh" else (views, VIEWS["Year so far"].words)
    assert f"{comma.join(shown[0])}{comma if spoken == 'zh' else last}{shown[1]}".lower() in text.lower()


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_command_stands_on_its_page(spoken):
    named = re.findall(r"^    npfdesk ([a-z]+) ", PAGES["commands"].load(spoken).text, re.MULTILINE)
    assert {verb.name for verb in VERBS} <= set(named)
    for claim in claims_of(PAGES["commands"].load(spoken).text, spoken, "commands"):
        assert isinstance(claim, Claim)
