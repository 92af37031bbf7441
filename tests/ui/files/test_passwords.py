"""Encrypted workbooks in the window: the question, a wrong answer, no answer, and a change on disk."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from npfdesk.plan.problems import Problem
from npfdesk.ui.files.password_question import PasswordQuestion, ask_password
from npfdesk.ui.library.revisions import HistoryDialog
from npfdesk.ui.look import language, mnemonics
from npfdesk.workbook.files.passwords import Password
from tests.workbook.books import TARGETS, write
from tests.workbook.files.locked import PASSWORD, encrypted


@pytest.fixture
def locked(tmp_path):
    return encrypted(tmp_path / "规划.xlsx")


@pytest.fixture
def asked(bare, monkeypatch):
    """What the window asks, by name and whether the answer before was wrong; the answers wait in `answers`."""
    bare.answers_given, bare.questions = [], []

    def answer(problem):
        bare.questions.append((problem.text, problem.code))
        return bare.answers_given.pop(0)

    monkeypatch.setattr(bare.workbook_opening, "ask_password", answer)
    return bare


def opened(desk, qtbot, path):
    with qtbot.waitSignal(desk.workbook_opening.opened, timeout=60_000):
        desk.workbook_opening.open(path)


def test_an_encrypted_workbook_asks_until_the_password_is_right(asked, qtbot, locked):
    asked.answers_given = [Password("123456"), Password(PASSWORD)]
    opened(asked, qtbot, locked)
    assert asked.questions == [("规划.xlsx", "encrypted_workbook"), ("规划.xlsx", "wrong_password")]
    assert len(asked.window.workspace.plan.targets) == 2


def test_putting_the_question_away_leaves_everything_as_it_was(asked, qtbot, tmp_path, locked):
    opened(asked, qtbot, write(tmp_path / "先前.xlsx"))
    before, shown = asked.workbook_opening.desk, asked.window.banner.message_text
    asked.answers_given = [None]
    notices = []
    asked.window.workspace.notice.connect(notices.append)
    asked.workbook_opening.open(locked)
    qtbot.waitUntil(lambda: "Not opened." in notices, timeout=60_000)
    assert asked.workbook_opening.desk is before
    assert asked.window.banner.message_text == shown
    assert asked.questions == [("规划.xlsx", "encrypted_workbook")]


def test_the_password_is_kept_in_neither_library_nor_reader(asked, qtbot, locked, tmp_path):
    asked.answers_given = [Password(PASSWORD)]
    opened(asked, qtbot, locked)
    asked.autosave.save()
    content = b"".join(one.read_bytes() for one in tmp_path.glob("library*"))
    assert content
    assert PASSWORD.encode() not in content
    assert PASSWORD.encode("utf-16-le") not in content
    assert asked.workbook_opening._reader is None


def test_an_old_save_on_its_own_encrypted_workbook_asks_too(asked, qtbot, locked, library):
    asked.answers_given = [Password(PASSWORD)]
    opened(asked, qtbot, locked)
    first = asked.workbook_opening.desk
    assert not isinstance(first.save(library), Problem)
    history = HistoryDialog(asked.autosave, asked.window)
    qtbot.addWidget(history)
    history.refresh()
    history.list.selectRow(0)
    # put away it stays, with a wrong answer it asks again
    for answers in ([None], [Password("x"), Password(PASSWORD)]):
        assert asked.workbook_opening.desk is first
        asked.answers_given = answers
        history.reopen()
    reopened = asked.workbook_opening.desk.session.opened.path
    assert reopened.parent.parent.name == "reopened"
    assert reopened.read_bytes() == locked.read_bytes()


def test_a_change_on_disk_asks_again_and_then_tells_what_changed(asked, qtbot, locked):
    asked.answers_given = [Password(PASSWORD)]
    opened(asked, qtbot, locked)
    changed = [list(row) for row in TARGETS]
    changed[1][changed[0].index("目标值")] = 81
    encrypted(locked, 目标=changed)
    with qtbot.waitSignal(asked.file_watch.checked, timeout=60_000):
        asked.file_watch.check()
    assert "was changed on disk and is now protected by a password" in asked.window.banner.message_text
    asked.answers_given = [None, Password("x"), Password(PASSWORD)]
    for expected in ("protected by a password", "is wrong", "in 1 cell: 目标!"):
        (button,) = asked.window.banner.notices["file"].buttons
        if asked.answers_given[0] is None:
            button.click()
        else:
            with qtbot.waitSignal(asked.file_watch.checked, timeout=60_000):
                button.click()
        assert expected in asked.window.banner.message_text
    assert asked.file_watch.seen.reading.plan is not None


def test_the_question_says_of_which_file_and_hides_what_is_typed(bare, qtbot):
    for wrong, words in (
        (False, "“规划.xlsx” is protected"),
        (True, "This is not the password of “规划.xlsx”"),
    ):
        question = PasswordQuestion("规划.xlsx", wrong, bare.window)
        qtbot.addWidget(question)
        assert words in question.sentence.text()
        assert question.line.echoMode() is QLineEdit.EchoMode.Password
        assert not question.open_button.isEnabled()
        question.line.setText("a")
        assert question.open_button.isEnabled()
    language.set_language("zh")
    question = PasswordQuestion("规划.xlsx", False, bare.window)
    qtbot.addWidget(question)
    assert "加了打开密码" in question.sentence.text()
    assert mnemonics.bare(question.open_button.text()) == "打开"


@pytest.mark.parametrize("accepted", [True, False])
def test_the_answer_is_what_was_entered_or_none(bare, accepted):
    def answer():
        question = QApplication.activeModalWidget()
        question.line.setText(PASSWORD)
        question.accept() if accepted else question.reject()

    QTimer.singleShot(0, answer)
    given = ask_password("规划.xlsx", False, bare.window)
    assert given == (Password(PASSWORD) if accepted else None)


def test_a_text_file_says_how_it_was_read(bare, qtbot, tmp_path):
    path = tmp_path / "目标.csv"
    path.write_bytes("地区,指标,基期值,基期,目标值,目标年\n市,产值,40,2020,80,2025\n".encode("gb18030"))
    opened(bare, qtbot, path)
    assert "read as GB 18030, cells separated by commas" in bare.window.banner.message_text
    language.set_language("zh")
    bare.window.banner.notices["text"].retranslate()
    assert "编码 GB 18030，以逗号分隔" in bare.window.banner.message_text
