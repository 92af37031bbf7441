"""From an edit to the painted window, as ratios: python -m tests.benchmarks.frame [city province nation].

All are seconds of processor time of this process. Two yardsticks are measured in the same run: Y, a plain QPainter that
draws 120 cells of text and three curves, and W, a repaint of the whole window.
"""

import cProfile
import gc
import math
import os
import pstats
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QApplication, QWidget

from npfdesk.app import build
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.look import language, style
from npfdesk.ui.look.colours import LIGHT
from npfdesk.ui.views.registry import VIEWS
from npfdesk.ui.window import offscreen
from tests.synthetic import synthetic_plan

SCREENS = Path(__file__).parents[1] / "screens.json"
SIZES = {"city": (10, 20), "province": (90, 20), "nation": (2843, 20)}
WALL = (1920, 1080)
SCENARIO = "惯性"
ROW, GENERAL = "one row", "a general row"
# of a repaint of the whole window, and of the plain picture
REACH = {
    ("city", ROW): (0.25, 4.0),
    ("city", GENERAL): (0.4, None),
    ("province", ROW): (0.3, None),
    ("nation", ROW): (0.6, None),
}
MEMORY = {"nation": 300}
WARM = 5
HELD, AHEAD = 60, 3
"""How often a held key repeats, and how many of its presses come before each painting."""
REPEATS = {"city": 60, "province": 60, "nation": 30}


class PlainPicture(QWidget):
    """A hundred and twenty cells of figures and three curves, drawn by nothing but QPainter."""

    def __init__(self) -> None:
        super().__init__()
        self.turn = 0

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row in range(20):
            for column in range(6):
                figure = f"{self.turn + row * column * 1.37:,.2f}"
                painter.drawText(column * 110 + 4, row * 28, 106, 28, side, figure)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(Qt.GlobalColor.red, 2))
        for curve in range(3):
            path = QPainterPath()
            for year in range(16):
                x, y = 720 + year * 35, 400 - math.log(year + 2 + curve) * 80
                if year:
                    path.lineTo(x, y)
                else:
                    path.moveTo(x, y)
            painter.drawPath(path)


def spent(work, repeats):
    """Milliseconds of processor time that work takes, in the middle."""
    taken = []
    gc.collect()
    for _ in range(repeats):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def started():
    """The application with the program's fonts and light colours, on a screen as large as a wall."""
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={SCREENS}"
    os.environ.setdefault("NPFDESK_HOME", tempfile.mkdtemp(prefix="npfdesk-bench-"))
    application = QApplication.instance() or QApplication([])
    offscreen.silence_placement_warnings()
    language.set_language("zh")
    style.load_fonts(application)
    style.apply_theme(application, LIGHT)
    return application


def plain_picture(application):
    """Y: milliseconds for the plain picture."""
    picture = PlainPicture()
    picture.resize(*WALL)
    picture.show()
    application.processEvents()

    def paint():
        picture.turn += 1
        picture.repaint()

    taken = spent(paint, 60)
    picture.close()
    return taken


def opened(plan, application):
    """The window's commands with a plan open, as large as a wall, and the milliseconds that opening took."""
    commands = build(None)
    large = next(one for one in application.screens() if one.name() == "large")
    commands.window.setScreen(large)
    commands.window.move(large.geometry().topLeft())
    commands.window.resize(*WALL)
    commands.window.show()
    application.processEvents()

    def show():
        commands.window.workspace.open(Session(LoadedWorkbook(plan)))
        application.processEvents()

    taken = spent(show, 1)
    return commands, taken


def edits(workspace, application):
    """One row's edit and a general row's, each painted when it returns."""
    plan, indicator = workspace.plan, workspace.selection.indicator
    parents = {one.parent for one in plan.regions}
    county = next(one.code for one in plan.regions if one.code not in parents)
    growth = [3.0]

    def edit(key):
        growth[0] += 0.05
        workspace.apply(
            set_assumptions(workspace.document, SCENARIO, {key: Assumption(Method.GROWTH, growth[0])})
        )
        application.processEvents()

    return {
        ROW: lambda: edit(AssumptionKey(county, "", indicator)),
        GENERAL: lambda: edit(AssumptionKey("*", "*", indicator)),
    }


def held_key(window, application):
    """Edits, and milliseconds for each painted one, while a key is held that repeats faster than is painted.

    The key moves the slider above the table of assumptions, HELD presses, AHEAD of them before each painting; the last one
    is on the screen when the key is let go.
    """
    slider, workspace = window.panel.detail.slider, window.workspace
    table = window.panel.assumptions
    place = next(at for at, one in enumerate(table.figures.columns) if one.key == "value")
    table.setCurrentIndex(table.figures.index(0, place))
    slider.setFocus()
    application.processEvents()
    edits = []
    workspace.changed.connect(edits.append)
    begun, step = slider.gauge.value, slider.gauge.grip.step

    def key(kind, repeats):
        application.postEvent(
            slider, QKeyEvent(kind, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, "", repeats, 1)
        )

    start = time.process_time()
    for _ in range(HELD // AHEAD):
        for _ in range(AHEAD):
            key(QEvent.Type.KeyPress, True)
        application.processEvents()
    key(QEvent.Type.KeyRelease, False)
    application.processEvents()
    taken = (time.process_time() - start) * 1000
    workspace.changed.disconnect(edits.append)
    if not math.isclose(slider.gauge.value, begun + HELD * step, abs_tol=step / 2):
        raise SystemExit(f"{HELD} presses from {begun} by {step} came to {slider.gauge.value}")
    return len(edits), taken / len(edits)


def line(name, taken, window, plain, reach):
    of_window, of_plain = taken / window, taken / plain
    bounds = [] if reach is None else [(of_window, reach[0], "W"), (of_plain, reach[1], "Y")]
    held = [(value, bound, unit) for value, bound, unit in bounds if bound is not None]
    print(
        f"{name:<58}{taken:7.2f} ms {of_window:6.2f} W {of_plain:6.1f} Y   "
        + ", ".join(
            f"{'fine' if value <= bound else 'OVER'} (≤ {bound} {unit})" for value, bound, unit in held
        ),
        flush=True,
    )


def highest_memory():
    """Megabytes that this process has held at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(size, application, plain):
    """Every edit with every view beside it, against a repaint of the window as it then stands."""
    commands, opening = opened(synthetic_plan(*SIZES[size]), application)
    window, repeats = commands.window, REPEATS[size]
    for edit in edits(window.workspace, application).values():
        edit()
    print(f"{size}: opened in {opening:.0f} ms", flush=True)
    memory = highest_memory()
    bound = MEMORY.get(size)
    print(
        f"{size}: open and edited, {memory:.0f} MB at most"
        + ("" if bound is None else f"   {'fine' if memory <= bound else 'OVER'} (≤ {bound} MB)")
    )
    for view in VIEWS:
        window.views.show_view(view)
        application.processEvents()
        whole = spent(window.repaint, 15)
        for kind, edit in edits(window.workspace, application).items():
            for _ in range(WARM):
                edit()
            taken = spent(edit, repeats)
            line(f"{size}: {kind}, {view} (W {whole:.1f} ms)", taken, whole, plain, REACH.get((size, kind)))
    count, taken = held_key(window, application)
    print(
        f"{size}: a key held, {HELD} presses, {AHEAD} before each painting: {count} edits of {taken:.2f} ms   "
        + ("fine" if count <= HELD / AHEAD else f"OVER (≤ {HELD // AHEAD} edits)")
    )
    commands.workbook_opening.desk = None
    window.hide()
    print(f"{size}: with every view shown once, {highest_memory():.0f} MB at most")


def profile(size, kind, view, application):
    """Where the time of an edit goes: --profile SIZE [row|general] [VIEW]."""
    commands, _ = opened(synthetic_plan(*SIZES[size]), application)
    if view:
        commands.window.views.show_view(view)
    application.processEvents()
    edit = edits(commands.window.workspace, application)[kind]
    for _ in range(WARM):
        edit()
    watch = cProfile.Profile()
    watch.enable()
    for _ in range(40):
        edit()
    watch.disable()
    pstats.Stats(watch).sort_stats("tottime").print_stats(40).sort_stats("cumulative").print_stats(90)


def main():
    given = sys.argv[1:]
    if not given:
        # a process for each size, so that none holds the memory of another
        for size in SIZES:
            subprocess.run([sys.executable, "-m", "tests.benchmarks.frame", size], check=True)
        return
    application = started()
    if given[:1] == ["--profile"]:
        kind = GENERAL if given[2:3] == ["general"] else ROW
        profile(given[1], kind, "".join(given[3:4]), application)
        return
    plain = plain_picture(application)
    print(f"Y, a plain picture: {plain:.2f} ms")
    for size in given:
        measured(size, application, plain)


if __name__ == "__main__":
    main()
