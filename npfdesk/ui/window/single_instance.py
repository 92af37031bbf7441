"""A single window for each library: a second start forwards its file to the first and exits."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import socket
import stat
import struct
import sys
import tempfile
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from npfdesk.logbook import note
from npfdesk.plan.file_names import path_text
from npfdesk.private_files import private_folder

PATIENCE: Final = 1000
"""Milliseconds to wait for the first instance to answer."""
LONGEST: Final = 64 * 1024
"""The longest message in bytes; a path is far shorter."""
_LONGEST_ADDRESS: Final = 90
"""Bytes of a socket's path: 104 on macOS, less what Qt adds while it begins one."""
_ACKNOWLEDGED: Final = b"heard\n"


def name_for(library: Path) -> str:
    """The server name for a library: one for each library and user.

    On systems with sockets in folders it is a path in a folder that only this user can enter: the runtime folder of the
    session, else one beside the library, else one of the user's among the temporary files. Where there is none, "":
    every start then opens a window of its own.
    """
    text = f"{os.path.normcase(os.path.abspath(library))}\n{os.environ.get('USERNAME') or os.environ.get('USER')}"
    name = f"npf-desk-{hashlib.sha256(text.encode('utf-8', 'surrogateescape')).hexdigest()[:24]}"
    if os.name != "posix":
        return name
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    places = (
        *((Path(runtime),) if runtime else ()),
        library.parent / "run",
        Path(tempfile.gettempdir()) / f"npf-desk-{os.getuid()}",
    )
    for place, folder in enumerate(places):
        path = folder / name
        if len(os.fsencode(path)) > _LONGEST_ADDRESS or not _is_text(path):
            continue
        if not (runtime and place == 0):
            with contextlib.suppress(OSError):
                private_folder(folder)
        if _is_ours_alone(folder):
            return str(path)
        note("socket_folder_refused", place=place)
    return ""


def _is_text(path: Path) -> bool:
    return path_text(path) == str(path)


def _is_ours_alone(folder: Path) -> bool:
    """Whether a folder belongs to this user and nobody else can enter it."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o077


def _is_ours(name: str, socket_alone: bool = True) -> bool:
    """Whether what stands under a server's name is this user's, in a folder of this user's alone, and a socket."""
    try:
        status = os.lstat(name)
    except OSError:
        return False
    fitting = stat.S_ISSOCK(status.st_mode) or (not socket_alone and stat.S_ISREG(status.st_mode))
    return fitting and status.st_uid == os.getuid() and _is_ours_alone(Path(name).parent)


def _is_same_user(connection: QLocalSocket) -> bool:
    """Whether the program at the other end runs as this user, as the system says; True where it cannot say."""
    if os.name != "posix":
        # a named pipe of Windows: the server's access rules let the same user in alone
        return True
    if sys.platform != "linux":
        # the folder's owner has to do, which was looked at
        return True
    with socket.socket(fileno=os.dup(int(connection.socketDescriptor()))) as raw:
        length = struct.calcsize("3i")
        _, user, _ = struct.unpack("3i", raw.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, length))
        return int(user) == os.getuid()


def forward(name: str, file: Path | None) -> bool:
    """Forward a file (None: only raise the window) to the running instance; returns whether it answered.

    It is told nothing where it runs as somebody else.
    """
    if not name:
        return False
    if os.path.isabs(name) and not _is_ours(name):
        if os.path.lexists(name):
            note("socket_foreign")
        return False
    connection = QLocalSocket()
    connection.connectToServer(name)
    if not connection.waitForConnected(PATIENCE):
        return False
    if not _is_same_user(connection):
        note("socket_foreign_listener")
        connection.abort()
        return False
    message = {"open": os.path.abspath(file) if file is not None else None}
    connection.write(json.dumps(message).encode() + b"\n")
    heard = connection.waitForBytesWritten(PATIENCE) and connection.waitForReadyRead(PATIENCE)
    answer = bytes(connection.readAll().data()) if heard else b""
    connection.disconnectFromServer()
    # a hanging instance does not answer: a second window is better than none
    return answer == _ACKNOWLEDGED


def _made_way(name: str) -> bool:
    """Whether a server's name is free: the socket of a killed program of ours is taken away, nothing else."""
    if not os.path.lexists(name):
        return True
    if not _is_ours(name, socket_alone=False):
        # what somebody else has put there is theirs, and stays
        note("socket_foreign")
        return False
    note("socket_stale")
    with contextlib.suppress(OSError):
        os.unlink(name)
    return True


class Listener(QObject):
    """Receives the files of later starts; only programs of the same user can connect.

    `wanted` carries the file, or None where the program was only started again.
    """

    wanted = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.server = QLocalServer(self)
        self.server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self.server.newConnection.connect(self._accept_connections)
        # Qt puts its socket in the place of whatever stands there, so that is looked at first
        if not name or (os.path.isabs(name) and not _made_way(name)):
            return
        if not self.server.listen(name):
            QLocalServer.removeServer(name)
            self.server.listen(name)

    def stop(self) -> None:
        """Close the server."""
        self.server.close()

    def _accept_connections(self) -> None:
        while (connection := self.server.nextPendingConnection()) is not None:
            connection.disconnected.connect(connection.deleteLater)
            if not _is_same_user(connection):
                note("socket_foreign_caller")
                connection.abort()
                continue
            connection.readyRead.connect(lambda connection=connection: self._read(connection))
            if connection.bytesAvailable():
                self._read(connection)

    def _read(self, connection: QLocalSocket) -> None:
        if connection.bytesAvailable() > LONGEST:
            connection.abort()
            return
        if not connection.canReadLine():
            return
        try:
            message = json.loads(bytes(connection.readLine().data()))
            file = message["open"]
        except (ValueError, KeyError, TypeError, RecursionError):
            connection.abort()
            return
        connection.write(_ACKNOWLEDGED)
        connection.flush()
        self.wanted.emit(Path(file) if isinstance(file, str) and file else None)
