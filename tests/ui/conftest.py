"""The window on the sample, in English unless a test says otherwise."""

import socket
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer

import npfdesk.desk
from npfdesk.app import build
from npfdesk.locations import sample_workbook
from npfdesk.store.library import Library
from npfdesk.ui.charts.setting import forget_fonts
from npfdesk.ui.look import language, style
from npfdesk.ui.look.colours import LIGHT, set_theme, theme
from npfdesk.workbook.published.corrections import NO_CORRECTIONS
from tests.ui.mouse import let_go


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """What lies below the window is measured by its own tests: measured here as well, these take twice as long."""
    # who measures has loaded it; the frozen program's environment has none
    measured = sys.modules["coverage"].Coverage.current() if "coverage" in sys.modules else None
    # workers ask every conftest about every test
    if measured is None or Path(__file__).parent not in item.path.parents:
        return (yield)
    measured.stop()
    try:
        return (yield)
    finally:
        measured.start()


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Every attempt to reach another machine fails, and the test with it; what stays on this one may pass."""
    reached, connect = [], socket.socket.connect

    def refuse(what):
        reached.append(what)
        raise OSError("no network in this test")

    def guarded(one, address):
        local = one.family == getattr(socket, "AF_UNIX", None)
        return connect(one, address) if local else refuse(address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded)
    monkeypatch.setattr(socket.socket, "sendto", lambda _, *given: refuse(given[-1]))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **_: refuse(given))
    yield reached
    assert reached == []


@pytest.fixture(autouse=True)
def plain(qapp):
    """English, light, type as it is, and nothing left of the test before: what lives on is dressed with what comes.

    And no button of the mouse is left down: where one is held, the focus shows no ring.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    language.set_language("en")
    style.set_font_size(qapp, 100)
    style.load_fonts(qapp)
    style.apply_theme(qapp, LIGHT)
    yield
    assert let_go() == Qt.MouseButton.NoButton


@pytest.fixture
def turn(qtbot):
    """One whole turn of the loop of events: whatever was put off without a delay has been done."""

    def turned():
        done = []
        QTimer.singleShot(0, lambda: done.append(True))
        qtbot.waitUntil(lambda: bool(done))

    return turned


@pytest.fixture
def library(tmp_path):
    opened = Library(tmp_path / "library.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def bare(qtbot, library, monkeypatch, sample_reading):
    """The window as it first shows, around nothing; the sample, which nothing changes, is read once for all."""
    monkeypatch.setattr("sys.excepthook", None)
    read = npfdesk.desk.read_workbook

    def read_once(path, corrections=NO_CORRECTIONS, **more):
        if Path(path) == sample_workbook() and corrections == NO_CORRECTIONS:
            return sample_reading
        return read(path, corrections, **more)

    monkeypatch.setattr(npfdesk.desk, "read_workbook", read_once)
    commands = build(library)

    def let_go(_):
        commands.workbook_opening.desk = None
        commands.file_watch.stop()
        commands.answers.stop()
        commands.exporter.stop()
        commands.meeting.stop()
        commands.autosave.quiet_timer.stop()
        commands.autosave.latest_timer.stop()

    qtbot.addWidget(commands.window, before_close_func=let_go)
    commands.autosave.ask_about_unsaved_work = lambda: pytest.fail("nobody is there to answer")
    return commands


@pytest.fixture
def desk(bare, qtbot):
    """The window on the sample, shown, and with the keys: a bare display gives them to nobody by itself."""
    bare.workbook_opening.open_now(sample_workbook())
    with qtbot.waitActive(bare.window):
        bare.window.show()
        bare.window.activateWindow()
    return bare


@pytest.fixture
def as_before(qapp):
    """The application, with its theme and size of type put back afterwards."""
    before = theme()
    yield qapp
    set_theme(before)
    style.set_font_size(qapp, 100)
    forget_fonts()
