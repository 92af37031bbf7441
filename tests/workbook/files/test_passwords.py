"""Encrypted workbooks: asked for their password, opened by it, and the password nowhere but in the pipe."""

import os
import subprocess
import tempfile

import pytest

from npfdesk.workbook.files import sandbox
from npfdesk.workbook.files.passwords import Password, asks_password
from npfdesk.workbook.files.sandbox import read_grid
from npfdesk.workbook.plan_reader import read_workbook
from tests.workbook.books import write
from tests.workbook.files.locked import PASSWORD, encrypted, old_encrypted_with

KINDS = {"规划.xlsx": encrypted, "规划.xls": old_encrypted_with}


@pytest.fixture(params=KINDS)
def locked(request, tmp_path):
    return KINDS[request.param](tmp_path / request.param)


def test_without_a_password_it_is_asked_for_in_words(locked):
    (problem,) = read_workbook(locked).problems
    assert problem.code == "encrypted_workbook"
    assert "密码" in problem.message("zh")
    assert "--password-from" in problem.message("zh")
    assert "password" in problem.message("en")
    assert "--password-from" in problem.message("en")
    assert asks_password([problem]) is problem


@pytest.mark.parametrize("wrong", ["123456", PASSWORD.lower() + " ", "长" * 300, "\ud800"])
def test_a_wrong_password_opens_nothing(locked, wrong):
    reading = read_workbook(locked, password=Password(wrong))
    assert (reading.plan, [one.code for one in reading.problems]) == (None, ["wrong_password"])
    assert asks_password(reading.problems) is reading.problems[0]


def test_with_its_password_it_reads_as_it_did_before_it_was_encrypted(tmp_path):
    plain = read_grid(write(tmp_path / "a.xlsx"))
    assert read_grid(encrypted(tmp_path / "b.xlsx"), password=Password(PASSWORD)) == plain


def test_an_old_one_too(tmp_path):
    reading = read_workbook(old_encrypted_with(tmp_path / "规划.xls"), password=Password(PASSWORD))
    assert reading.status == "ok"
    assert len(reading.plan.targets) == 2


def test_what_excel_opens_without_asking_is_opened_without_asking(tmp_path):
    # so it saves a workbook whose structure is protected
    assert read_workbook(encrypted(tmp_path / "a.xlsx", "VelvetSweatshop")).status == "ok"


def test_a_password_for_a_workbook_without_one_does_no_harm(tmp_path):
    assert read_workbook(write(tmp_path / "a.xlsx"), password=Password("x")).status == "ok"


def test_one_that_is_cut_off_opens_nothing_whatever_the_password(tmp_path):
    path = encrypted(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes()[:-2000])
    (problem,) = read_workbook(path, password=Password(PASSWORD)).problems
    assert problem.code in ("truncated_workbook", "other_encryption", "wrong_password", "damaged_workbook")
    assert read_workbook(path, password=Password(PASSWORD)).plan is None


def test_the_password_is_neither_an_argument_nor_in_the_environment(monkeypatch, locked):
    started = subprocess.Popen
    seen = []

    def noted(command, **how):
        seen.append((command, how["env"]))
        return started(command, **how)

    monkeypatch.setattr(sandbox.subprocess, "Popen", noted)
    assert read_workbook(locked, password=Password(PASSWORD)).plan is not None
    ((command, environment),) = seen
    assert PASSWORD not in " ".join(command)
    assert all(PASSWORD not in one for one in (*environment, *environment.values()))
    assert PASSWORD not in repr(Password(PASSWORD))


def test_nothing_decrypted_touches_the_disk(monkeypatch, locked, tmp_path):
    from npfdesk.workbook.files.contents import read_file

    def never(*_, **__):
        raise AssertionError

    for name in ("TemporaryFile", "NamedTemporaryFile", "mkstemp", "mkdtemp", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, never)
    before = sorted(os.listdir(locked.parent))
    assert read_file(locked, None, Password(PASSWORD)).sheets
    assert sorted(os.listdir(locked.parent)) == before


def test_decrypting_has_the_readers_limits(locked):
    result = sandbox.read_in_child(locked, password=Password(PASSWORD), seconds=0.01)
    assert result.code == "reader_stopped_time"
