"""The password of an encrypted workbook on the command line: from a file, from a pipe, typed; never as an argument."""

import io
import json
import sys

import pytest

import npfdesk
from npfdesk.cli import main
from npfdesk.verbs import passwords
from tests.workbook.books import write
from tests.workbook.files.locked import PASSWORD, encrypted


class Piped:
    """A standard input that is no terminal, or one that is."""

    def __init__(self, content=b"", terminal=False):
        self.buffer = io.BytesIO(content)
        self.isatty = lambda: terminal


@pytest.fixture
def locked(tmp_path):
    return str(encrypted(tmp_path / "规划.xlsx"))


def run(capsys, *arguments):
    code = main([*arguments, "--language", "en"])
    out, err = capsys.readouterr()
    return code, out, err


def test_without_a_password_it_is_refused_and_says_how_to_give_it(capsys, locked):
    for verb in (["check", locked], ["project", locked]):
        code, _, err = run(capsys, *verb)
        assert code == 2
        assert "protected by a password" in err
        assert "--password-from" in err


@pytest.mark.parametrize("ending", ["", "\n", "\r\n", "\nand nothing else of the file\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_first_line_of_a_file_is_the_password(capsys, tmp_path, locked, ending, mark):
    file = tmp_path / "password.txt"
    file.write_bytes(f"{mark}{PASSWORD}{ending}".encode())
    code, out, _ = run(capsys, "check", locked, "--json", "--password-from", str(file))
    assert code == 0
    assert json.loads(out)["plan"]["targets"] == 2
    code, out, _ = run(capsys, "project", locked, "--password-from", str(file))
    assert code == 0
    assert PASSWORD not in out


def test_it_may_come_by_a_pipe_or_be_typed(capsys, monkeypatch, locked):
    monkeypatch.setattr(sys, "stdin", Piped(f"{PASSWORD}\n".encode()))
    assert run(capsys, "check", locked, "--password-from", "-")[0] == 0
    asked = []
    monkeypatch.setattr(sys, "stdin", Piped(terminal=True))
    monkeypatch.setattr(passwords.getpass, "getpass", lambda prompt: asked.append(prompt) or PASSWORD)
    assert run(capsys, "check", locked, "--password-from", "-")[0] == 0
    assert asked == ["Password for the workbook: "]


def test_whoever_types_nothing_is_told_what_is_wanted(capsys, monkeypatch, locked):
    def ended(_):
        raise EOFError

    monkeypatch.setattr(sys, "stdin", Piped(terminal=True))
    monkeypatch.setattr(passwords.getpass, "getpass", ended)
    code, _, err = run(capsys, "check", locked, "--password-from", "-")
    assert code == 2
    assert "protected by a password" in err


def test_a_wrong_one_is_refused_in_words(capsys, tmp_path, locked):
    file = tmp_path / "password.txt"
    file.write_text("123456", encoding="utf-8")
    code, _, err = run(capsys, "check", locked, "--password-from", str(file))
    assert code == 2
    assert "The password of" in err
    assert "123456" not in err


@pytest.mark.parametrize("verb", ["check", "project"])
@pytest.mark.parametrize("content", [None, b"\xff\xfe1"])
def test_a_file_that_gives_no_password_is_told(capsys, tmp_path, locked, verb, content):
    file = tmp_path / "password.txt"
    if content is not None:
        file.write_bytes(content)
    code, _, err = run(capsys, verb, locked, "--password-from", str(file))
    assert code == 2
    assert "The password cannot be read from" in err


def test_the_python_face_takes_it(locked):
    assert npfdesk.read(locked, password=PASSWORD).status == "ok"
    with pytest.raises(npfdesk.Refused) as caught:
        npfdesk.read(locked)
    assert caught.value.problem.code == "encrypted_workbook"


def test_a_text_file_tells_its_encoding_and_does_not_worry(capsys, tmp_path):
    path = tmp_path / "目标.csv"
    path.write_bytes("地区,指标,基期值,基期,目标值,目标年\n市,产值,40,2020,80,2025\n".encode("gb18030"))
    code, out, err = run(capsys, "check", str(path))
    assert (code, err) == (0, "")
    assert "encoding GB 18030, cells separated by commas" in out
    assert "no problems" in out
    report = json.loads(run(capsys, "check", str(path), "--json")[1])
    assert report["text"] == {"encoding": "GB 18030", "separator": ","}
    assert "text" not in json.loads(run(capsys, "check", str(write(tmp_path / "a.xlsx")), "--json")[1])
