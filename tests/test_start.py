"""The start: a first picture that needs little, and behind it the program, which opens what it was given."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from npfdesk.locations import library_file, sample_workbook
from npfdesk.store.library import Library

ROOT = Path(__file__).resolve().parents[1]
# runs the program, looks at its first picture before anything follows, and at its window when a workbook is open
WATCHED = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from npfdesk import start

def bare(window):
    return [head.title().replace("&", "") for head in window.menu_heads.values()]

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QApplication.instance().removeEventFilter(self)
            QTimer.singleShot(0, first)
        return False

def the_window():
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, start.MainWindow))

def first():
    window = the_window()
    {first}

def filled(fill):
    def watched(*given):
        commands = fill(*given)
        commands.workbook_opening.opened.connect(lambda opening: QTimer.singleShot(0, lambda: opened(commands, opening)))
        return commands
    return watched

def opened(commands, opening):
    window = commands.window
    {opened}
    QApplication.instance().quit()

watch, execute = Watch(), QApplication.exec
def run(*_):
    QApplication.instance().installEventFilter(watch)
    return execute()
QApplication.exec = run
sys.exit(start.main(sys.argv[1:]))
"""


def started(home, *given, first="pass", opened="pass", behind=True):
    """A run of the program with its library in a folder; `behind`: it is looked at when a workbook is open, too."""
    watching = "from npfdesk import app; app.fill = filled(app.fill)" if behind else "pass"
    code = WATCHED.replace("{first}", f"{first}; {watching}").replace("{opened}", opened)
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, given)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env={
            **os.environ,
            "NPFDESK_HOME": str(home),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
        },
    )


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("NPFDESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def kept(**settings):
    library = Library(library_file())
    if settings:
        library.keep_settings(settings)
    try:
        return library.setting("last")
    finally:
        library.close()


def test_the_first_picture_needs_no_plan_no_chart_and_no_reader(home):
    look = (
        "print(*sorted(name for name in sys.modules if name in ('pyqtgraph', 'pandas', 'openpyxl', 'scipy', 'npfdesk.app')"
        " or name.startswith(('npfdesk.engine', 'npfdesk.report', 'npfdesk.ui.charts', 'npfdesk.ui.tables',"
        " 'npfdesk.ui.views', 'npfdesk.ui.answers', 'npfdesk.workbook.plan')))); QApplication.instance().quit()"
    )
    done = started(home, first=look, behind=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "\n", "")


@pytest.mark.parametrize(("spoken", "names"), [("zh", "文件(F) 编辑(E) 视图(V)"), ("en", "File Edit View")])
def test_the_first_picture_has_the_look_that_is_kept_and_the_names_that_stay(home, spoken, names):
    kept(language=spoken, theme="dark", type=125)
    look = (
        "from npfdesk.ui.look import colours, style;"
        " print(colours.theme().name, style.font_size(), window.menuBar().height(), *bare(window))"
    )
    done = started(home, sample_workbook(), first=look, opened=look)
    assert done.returncode == 0, done.stderr
    first, then = done.stdout.splitlines()
    assert first == then
    assert first.startswith("dark 125 ")
    assert names in first


def test_the_page_of_the_first_picture_fills_the_room_between_the_bars(home):
    look = (
        "print(window.start.geometry().top() - window.menuBar().geometry().bottom(),"
        " window.statusBar().geometry().top() - window.start.geometry().bottom(), window.start.awaits);"
        " print(window.statusBar().height())"
    )
    done = started(home, first=look, opened="print(window.status_line.height())")
    assert done.returncode == 0, done.stderr
    beside, *heights = done.stdout.splitlines()
    assert beside == "1 1 True"
    # the line says nothing yet, and does not move when it does
    assert len(set(heights)) == 1


@pytest.mark.parametrize("how", ["given", "last", "none"])
def test_it_opens_what_it_was_given_else_the_last_else_the_sample(home, tmp_path, how):
    book = Path(shutil.copy(sample_workbook(), tmp_path / "规划 & 测算.xlsx"))
    if how == "last":
        kept(last={"workbook": str(book)})
    given = (book,) if how == "given" else ()
    done = started(
        home,
        *given,
        opened="print(window.workspace.session.opened.path.name, window.panel.isVisible(), window.start)",
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split(" True ") == [sample_workbook().name if how == "none" else book.name, "None\n"]


def test_a_start_that_ends_at_its_first_picture_loses_nothing(home, tmp_path):
    before = {"workbook": str(tmp_path / "规划.xlsx"), "year": 2030}
    kept(last=before)
    # killed
    done = started(home, first="import os; os._exit(9)", behind=False)
    assert (done.returncode, kept()) == (9, before)
    # closed: nothing more is loaded for nobody
    look = "window.close(); QTimer.singleShot(0, lambda: print('npfdesk.app' in sys.modules))"
    done = started(home, first=look, behind=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "True" not in done.stdout
    assert kept() == before


def test_a_window_that_cannot_be_filled_ends_with_the_mistake_told(home):
    done = started(home, first="import npfdesk.app; npfdesk.app.fill = lambda *_: 1 / 0", behind=False)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
