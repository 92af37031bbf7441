"""One window for each library: where its socket lies, and who may listen on it."""

import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket

from npfdesk import logbook
from npfdesk.ui.window.single_instance import Listener, forward, name_for

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has named pipes")
NOBODY = 65534


@pytest.fixture
def runtime(monkeypatch):
    # pytest's own folders are too long for a socket's address
    folder = Path(tempfile.mkdtemp(prefix="npf"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def log(tmp_path):
    path = logbook.open_log(tmp_path)
    yield path
    logbook.close_log()


def test_the_socket_lies_in_the_runtime_folder_and_is_the_users_alone(qtbot, runtime, tmp_path):
    name = name_for(tmp_path / "library.sqlite")
    assert Path(name).parent == runtime
    listener = Listener(name)
    assert listener.server.isListening()
    status = os.lstat(name)
    assert stat.S_ISSOCK(status.st_mode)
    assert not status.st_mode & 0o077
    listener.stop()


@pytest.mark.parametrize("why", ["missing", "of all", "a link", "none"])
def test_without_a_sound_runtime_folder_it_lies_in_a_closed_one_of_the_users(
    runtime, tmp_path, monkeypatch, why
):
    if why == "missing":
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime / "none"))
    elif why == "of all":
        runtime.chmod(0o755)
    elif why == "a link":
        (runtime / "link").symlink_to(runtime)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime / "link"))
    else:
        monkeypatch.delenv("XDG_RUNTIME_DIR")
    home = runtime / "data"
    name = name_for(home / "library.sqlite")
    assert Path(name).parent == home / "run"
    assert stat.S_IMODE((home / "run").stat().st_mode) == 0o700


def test_a_path_too_long_for_a_socket_gives_way_to_the_folder_of_temporary_files(tmp_path, monkeypatch):
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", "/tmp")
    folder = Path(name_for(tmp_path / ("长" * 30) / "library.sqlite")).parent
    assert folder == Path(f"/tmp/npf-desk-{os.getuid()}")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_what_is_no_socket_of_ours_is_not_told_any_file_and_stays(qtbot, runtime, tmp_path, log):
    name = name_for(tmp_path / "library.sqlite")
    Path(name).mkdir()
    assert not forward(name, tmp_path / "秘密.xlsx")
    listener = Listener(name)
    assert not listener.server.isListening()
    assert Path(name).is_dir()
    assert "socket_foreign" in log.read_text()


FOREIGN = """
import os, socket, sys
os.setuid(int(sys.argv[2]))
with socket.socket(fileno=int(sys.argv[1])) as server:
    server.listen()
    print("ready", flush=True)
    one, _ = server.accept()
    print(len(one.recv(1000)), flush=True)
    one.close()
"""


@pytest.fixture
def foreign(runtime, tmp_path):
    """A program of another user that listens where ours would; what it was told, in bytes."""
    if os.getuid():
        pytest.skip("another user can only be played by root")
    name = name_for(tmp_path / "library.sqlite")
    server = socket.socket(socket.AF_UNIX)
    server.bind(name)
    process = subprocess.Popen(
        [sys.executable, "-c", FOREIGN, str(server.fileno()), str(NOBODY)],
        pass_fds=[server.fileno()],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    yield name, process
    process.kill()
    process.wait()
    process.stdout.close()
    server.close()


def test_a_listener_of_another_user_is_told_nothing(qtbot, foreign, tmp_path, log):
    name, process = foreign
    # the socket itself looks like ours: who listens is what the system says
    assert not forward(name, tmp_path / "秘密.xlsx")
    assert process.stdout.readline() == "0\n"
    assert "socket_foreign_listener" in log.read_text()


def test_a_socket_that_belongs_to_somebody_else_is_neither_asked_nor_removed(qtbot, foreign, tmp_path, log):
    name, _ = foreign
    os.chown(name, NOBODY, NOBODY)
    assert not forward(name, tmp_path / "秘密.xlsx")
    listener = Listener(name)
    assert not listener.server.isListening()
    assert Path(name).is_socket()
    assert "socket_foreign" in log.read_text()


def test_the_socket_of_a_killed_program_makes_way(qtbot, runtime, tmp_path, log):
    name = name_for(tmp_path / "library.sqlite")
    left = socket.socket(socket.AF_UNIX)
    left.bind(name)
    left.close()
    assert not forward(name, None)
    listener = Listener(name)
    assert listener.server.isListening()
    assert "socket_stale" in log.read_text()
    listener.stop()


SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
application = QCoreApplication([])
from npfdesk.ui.window.single_instance import forward
sys.exit(0 if forward(sys.argv[1], Path(sys.argv[2])) else 3)
"""


def test_a_file_with_a_name_in_gbk_is_handed_over_by_its_bytes(qtbot, runtime, tmp_path):
    name = name_for(tmp_path / "library.sqlite")
    listener, file = Listener(name), Path("/书") / os.fsdecode("规划.xlsx".encode("gbk"))
    with qtbot.waitSignal(listener.wanted, timeout=30000) as handed:
        started = subprocess.Popen([sys.executable, "-c", SECOND, name, os.fsencode(file)])
    assert started.wait(20) == 0
    assert handed.args == [file]
    # the connection ends with the program that called
    qtbot.waitUntil(lambda: not listener.server.findChildren(QLocalSocket), timeout=20000)
    listener.stop()
