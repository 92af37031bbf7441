"""A single window for each library: a second start forwards its file to the first and exits."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE: Final = 1000
"""Milliseconds to wait for the first instance to answer."""
LONGEST: Final = 64 * 1024
"""The longest message in bytes; a path is far shorter."""
_ACKNOWLEDGED: Final = b"heard\n"


def name_for(library: Path) -> str:
    """The server name for a library: one for each library and user."""
    text = f"{os.path.normcase(os.path.abspath(library))}\n{os.environ.get('USERNAME') or os.environ.get('USER')}"
    return f"npf-desk-{hashlib.sha256(text.encode('utf-8', 'surrogateescape')).hexdigest()[:24]}"


def forward(name: str, file: Path | None) -> bool:
    """Forward a file (None: only raise the window) to the running instance; returns whether it answered."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(PATIENCE):
        return False
    message = {"open": os.path.abspath(file) if file is not None else None}
    socket.write(json.dumps(message).encode() + b"\n")
    heard = socket.waitForBytesWritten(PATIENCE) and socket.waitForReadyRead(PATIENCE)
    answer = bytes(socket.readAll().data()) if heard else b""
    socket.disconnectFromServer()
    # a hanging instance does not answer: a second window is better than none
    return answer == _ACKNOWLEDGED


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
        if not self.server.listen(name):
            # the socket of a killed process: nobody answered on it
            QLocalServer.removeServer(name)
            self.server.listen(name)

    def stop(self) -> None:
        """Close the server."""
        self.server.close()

    def _accept_connections(self) -> None:
        while (socket := self.server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            if socket.bytesAvailable():
                self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > LONGEST:
            socket.abort()
            return
        if not socket.canReadLine():
            return
        try:
            message = json.loads(bytes(socket.readLine().data()))
            file = message["open"]
        except (ValueError, KeyError, TypeError, RecursionError):
            socket.abort()
            return
        socket.write(_ACKNOWLEDGED)
        socket.flush()
        self.wanted.emit(Path(file) if isinstance(file, str) and file else None)
