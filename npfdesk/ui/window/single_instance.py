"""One window for one library: a second start hands its file to the first and leaves."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE: Final = 1000
"""Milliseconds that a first start has to answer."""
LONGEST: Final = 64 * 1024
"""Bytes of a message; a path is far shorter."""
_HEARD: Final = b"heard\n"


def name_for(library: Path) -> str:
    """The name under which the window of a library listens: one for each library and user."""
    told = f"{os.path.normcase(os.path.abspath(library))}\n{os.environ.get('USERNAME') or os.environ.get('USER')}"
    return f"npf-desk-{hashlib.sha256(told.encode('utf-8', 'surrogateescape')).hexdigest()[:24]}"


def forward(name: str, file: Path | None) -> bool:
    """Hand a file (None: only come to the front) to the window that listens; whether it has answered."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(PATIENCE):
        return False
    message = {"open": os.path.abspath(file) if file is not None else None}
    socket.write(json.dumps(message).encode() + b"\n")
    heard = socket.waitForBytesWritten(PATIENCE) and socket.waitForReadyRead(PATIENCE)
    answer = bytes(socket.readAll().data()) if heard else b""
    socket.disconnectFromServer()
    # one that hangs does not answer: better a second window than none
    return answer == _HEARD


class Listener(QObject):
    """Hears what later starts hand over; only programs of the same user are let in.

    `wanted` carries the file, or None where the window was only started again.
    """

    wanted = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.server = QLocalServer(self)
        self.server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self.server.newConnection.connect(self._come)
        if not self.server.listen(name):
            # left behind by one that was killed: nobody answered on it
            QLocalServer.removeServer(name)
            self.server.listen(name)

    def stop(self) -> None:
        """Hear nothing any more."""
        self.server.close()

    def _come(self) -> None:
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
        socket.write(_HEARD)
        socket.flush()
        self.wanted.emit(Path(file) if isinstance(file, str) and file else None)
