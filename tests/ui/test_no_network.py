"""Nothing leaves the machine: the whole of a session with every socket to another machine shut."""

import ast
import shutil
import socket
from pathlib import Path

import pytest

import npfdesk
from npfdesk.locations import sample_workbook
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey

ROOMS = Path(npfdesk.__file__).parent
OUTSIDE = {
    "http",
    "urllib",
    "urllib3",
    "requests",
    "ftplib",
    "smtplib",
    "socket",
    "socketserver",
    "xmlrpc",
    "ssl",
    "httpx",
    "aiohttp",
    "asyncio",
    "distributed",
    "webbrowser",
    "PySide6.QtNetworkAuth",
    "PySide6.QtWebEngineCore",
    "PySide6.QtWebEngineWidgets",
    "PySide6.QtWebSockets",
}
LOCAL = {"QLocalServer", "QLocalSocket"}
"""What of QtNetwork stays on this machine: a second start hands its file to the first."""
WORDS = {"urllib.parse"}
"""What reads and writes addresses and reaches none of them."""
ALLOWED = {
    # asks the system which user is at the other end of a local socket
    ("single_instance.py", "socket"),
    # computes on the office's own cluster, where somebody has named one
    ("cluster.py", "asyncio"),
    ("cluster.py", "distributed"),
}


def reaching(source):
    """What a room imports that could reach another machine, by whatever way it imports."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names if _outside(one.name)}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = {one.name for one in node.names}
            if node.module == "PySide6.QtNetwork":
                found |= names - LOCAL
            elif _outside(node.module):
                found.add(node.module)
            else:
                found |= {f"{node.module}.{name}" for name in names if _outside(f"{node.module}.{name}")}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _outside(node.value, False):
            # the name of a room that is imported later
            found.add(node.value)
    return found


def _outside(name, tops=True):
    parts = name.split(".")
    if not tops and len(parts) == 1:
        # a word by itself is no room's name
        return False
    if ".".join(parts[:2]) in WORDS:
        return False
    return any(".".join(parts[:length]) in OUTSIDE | {"PySide6.QtNetwork"} for length in (1, 2))


def test_no_room_imports_what_reaches_another_machine():
    found = {
        (room.name, name)
        for room in ROOMS.rglob("*.py")
        for name in reaching(room.read_text(encoding="utf-8"))
    }
    assert found == ALLOWED


@pytest.mark.parametrize(
    "line",
    [
        "from PySide6.QtNetwork import QNetworkAccessManager",
        "from PySide6.QtNetwork import QLocalSocket, QTcpSocket",
        "from PySide6.QtNetwork import QUdpSocket",
        "from PySide6 import QtNetwork",
        "import PySide6.QtNetwork",
        "import urllib.request",
        "from urllib.request import urlopen",
        "from urllib import request",
        "import http.client",
        "import requests",
        "import ftplib, smtplib",
        "import socket",
        "def f():\n    import urllib.request as quiet",
        "importlib.import_module('urllib.request')",
        "importlib.import_module('PySide6.QtNetwork')",
    ],
)
def test_a_planted_import_is_found(line):
    assert reaching(f"from PySide6.QtNetwork import QLocalServer\n{line}\n")


def test_what_stays_on_this_machine_is_allowed():
    assert not reaching(
        "from PySide6.QtNetwork import QLocalServer, QLocalSocket\nfrom . import http\nx = 'http'\n"
        "from urllib.parse import unquote_to_bytes\n"
    )


def test_the_block_of_this_folder_sees_an_attempt(no_network):
    with socket.socket() as tried, pytest.raises(OSError, match="no network"):
        tried.connect(("192.0.2.1", 9))
    with pytest.raises(OSError, match="no network"):
        socket.create_connection(("example.org", 80))
    assert len(no_network) == 2
    no_network.clear()


def test_a_whole_session_reaches_nobody(no_network, bare, qtbot, tmp_path):
    book = shutil.copy(sample_workbook(), tmp_path / "规划.xlsx")
    with qtbot.waitSignal(bare.workbook_opening.opened, timeout=30_000):
        bare.workbook_opening.open(book)
    workspace = bare.window.workspace
    key = AssumptionKey("yongkang", "", "output")
    workspace.apply(
        set_assumptions(workspace.document, workspace.document.active, {key: Assumption(Method.GROWTH, 9.0)})
    )
    assert bare.autosave.save()
    for name in list(bare.window.views.actions_by_name):
        bare.window.views.show_view(name)
    # an answer that nobody sees reckons nothing
    bare.window.show()
    dialog = bare.answers.ask("tornado")
    qtbot.waitUntil(lambda: dialog.answer is not None, timeout=30_000)
    for ending in ("xlsx", "pptx", "pdf", "csv"):
        bare.exporter.export(tmp_path / f"a.{ending}")
        qtbot.waitUntil(lambda: bare.exporter.job is None, timeout=60_000)
        assert (tmp_path / f"a.{ending}").stat().st_size
    with qtbot.waitSignal(bare.file_watch.checked, timeout=30_000):
        bare.file_watch.check()
    workspace.undo()
    assert no_network == []
