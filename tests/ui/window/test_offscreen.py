"""Without a screen Qt's remarks on its own platform are not shown, and everything else that it says is."""

import os
import subprocess
import sys

NOISE = ["This plugin does not support propagateSizeHints()", "This plugin does not support raise()"]
SPOKEN = """
import sys
from PySide6.QtCore import qInstallMessageHandler, qWarning
from PySide6.QtWidgets import QApplication, QWidget
from npfdesk.ui.window import offscreen
application = QApplication([])
if "kept" in sys.argv:
    qInstallMessageHandler(lambda kind, context, text: print(f"kept: {text}", file=sys.stderr))
offscreen.silence_placement_warnings()
window = QWidget()
window.show()
window.setMinimumSize(900, 700)
window.raise_()
qWarning("This plugin does not support propagateSizeHints, and more")
qWarning("something is wrong")
"""


def spoken(*arguments):
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    return done.stderr.splitlines()


def test_the_picture_of_the_window_comes_without_qts_remarks(tmp_path):
    assert spoken("-m", "npfdesk", "--picture", str(tmp_path / "window.png")) == []
    assert (tmp_path / "window.png").stat().st_size > 10_000


def test_what_else_qt_says_is_heard():
    said = spoken("-c", SPOKEN)
    assert said == ["This plugin does not support propagateSizeHints, and more", "something is wrong"]


def test_who_listened_before_goes_on_listening():
    said = spoken("-c", SPOKEN, "kept")
    assert said == [
        "kept: This plugin does not support propagateSizeHints, and more",
        "kept: something is wrong",
    ]


def test_what_qt_says_when_python_has_ended_is_no_crash(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "npfdesk", "--picture", str(tmp_path / "window.png")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_DEBUG_PLUGINS": "1"},
    )
    assert done.returncode == 0
    # said at the very end, when the libraries go
    assert "unloaded library" in done.stderr.splitlines()[-1]


def test_the_remarks_are_qts_own():
    """Where Qt words them otherwise one day, the pattern has to follow."""
    bare = SPOKEN.replace("offscreen.silence_placement_warnings()\n", "")
    assert set(NOISE) <= set(spoken("-c", bare))
