"""Nothing leaves the machine: the whole of a session with every socket to another machine shut."""

import ast
import shutil
import socket
from pathlib import Path

import pytest

import npfdesk
from npfdesk.locations import sample_workbook
from npfdesk.plan.labels import set_assumptions
from npfdesk.plan.scenarios import Assumption, Method
from npfdesk.plan.series import AssumptionKey

ROOMS = Path(npfdesk.__file__).parent
OUTSIDE = {
    "http",
    "urllib",
    "urllib3",
    "requests",
    "ftplib",
    "smtplib",
    "socketserver",
    "xmlrpc",
    "ssl",
    "httpx",
}


def test_no_room_imports_what_reaches_another_machine():
    found = set()
    for room in ROOMS.rglob("*.py"):
        for node in ast.walk(ast.parse(room.read_text(encoding="utf-8"))):
            names = (
                [one.name for one in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            found |= {(room.name, name) for name in names if name.split(".")[0] in OUTSIDE}
    assert found == set()


@pytest.fixture
def shut(monkeypatch):
    """Every attempt to reach another machine is a failure."""
    reached = []

    def refuse(_, address, *rest):
        reached.append(address)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **_: refuse(None, given))
    return reached


def test_a_whole_session_reaches_nobody(shut, bare, qtbot, tmp_path):
    book = shutil.copy(sample_workbook(), tmp_path / "规划.xlsx")
    with qtbot.waitSignal(bare.opener.opened, timeout=30_000):
        bare.opener.open(book)
    workspace = bare.window.workspace
    key = AssumptionKey("yongkang", "", "output")
    workspace.apply(
        set_assumptions(workspace.document, workspace.document.active, {key: Assumption(Method.GROWTH, 9.0)})
    )
    assert bare.keeper.save()
    for name in list(bare.window.views.actions_by_name):
        bare.window.views.show_view(name)
    dialog = bare.asker.ask("tornado")
    qtbot.waitUntil(lambda: dialog.answer is not None, timeout=30_000)
    for ending in ("xlsx", "pptx", "pdf", "csv"):
        bare.exporter.export(tmp_path / f"a.{ending}")
        qtbot.waitUntil(lambda: bare.exporter.job is None, timeout=60_000)
        assert (tmp_path / f"a.{ending}").stat().st_size
    with qtbot.waitSignal(bare.watcher.looked, timeout=30_000):
        bare.watcher.look()
    workspace.undo()
    assert shut == []
