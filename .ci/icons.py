"""The program's icons in every size that desktops ask for, out of its drawings, into a folder of the hicolor theme."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWINGS: Final = {"npfdesk.svg": "apps/npfdesk", "npfs.svg": "mimetypes/application-x-npfs"}
SIZES: Final = (16, 22, 24, 32, 48, 64, 128, 256)


def main(theme: Path) -> int:
    """Draw them all; 1 where a drawing cannot be read."""
    application = QGuiApplication([])
    drawings = Path(__file__).resolve().parents[1] / "resources" / "icons"
    for drawing, place in DRAWINGS.items():
        renderer = QSvgRenderer(str(drawings / drawing))
        if not renderer.isValid():
            return 1
        for size in SIZES:
            image = QImage(size, size, QImage.Format.Format_ARGB32)
            image.fill(Qt.GlobalColor.transparent)
            painter = QPainter(image)
            renderer.render(painter)
            painter.end()
            file = theme / f"{size}x{size}" / f"{place}.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            if not image.save(str(file)):
                return 1
        file = theme / "scalable" / f"{place}.svg"
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(drawings / drawing, file)
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
