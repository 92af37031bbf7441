"""The log: local, rotated, and without a word out of any workbook."""

import logging

import pytest

from npfdesk import logbook


@pytest.fixture
def folder(tmp_path):
    yield tmp_path
    logbook.close_log()


def test_what_was_done_is_written_with_our_own_words(folder):
    path = logbook.open_log(folder)
    logbook.note("opened", series=68)
    text = path.read_text(encoding="utf-8")
    assert "start version=" in text
    assert "opened series=68" in text


def test_a_mistake_is_told_by_its_kind_and_place_and_never_by_its_message(folder):
    path = logbook.open_log(folder)
    try:
        raise KeyError("永康市 机密")
    except KeyError as mistake:
        logbook.note_mistake(type(mistake), mistake.__traceback__)
    text = path.read_text(encoding="utf-8")
    assert "KeyError" in text
    assert "test_logbook.py" in text
    assert "永康" not in text


def test_files_are_set_aside_and_only_so_many_are_kept(folder, monkeypatch):
    monkeypatch.setattr(logbook, "BYTES", 400)
    logbook.open_log(folder)
    for number in range(100):
        logbook.note("step", number=number)
    files = sorted(folder.iterdir())
    assert len(files) == logbook.KEPT + 1
    assert all(file.stat().st_size <= 400 for file in files)


def test_a_folder_that_cannot_be_written_stops_nothing(folder):
    (folder / "npfdesk.log").mkdir()
    assert logbook.open_log(folder) is None
    logbook.note("opened")
    assert not logging.getLogger("npfdesk").handlers
