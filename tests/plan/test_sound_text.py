"""Text that every file can hold, and names of files whatever their bytes."""

import json
import os
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.file_names import path_of, path_text, shown_path
from npfdesk.plan.problems import Wording
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.sound_text import MARK, is_sound, sound_text, sound_value

ANY_TEXT = st.text(st.characters() | st.characters(categories=["Cs", "Cc"]))


@given(ANY_TEXT)
def test_sound_text_goes_into_utf8_and_xml_and_is_cleaned_once(text):
    sound = sound_text(text)
    assert is_sound(sound)
    assert sound_text(sound) is sound
    assert sound.encode().decode() == sound
    assert ElementTree.fromstring(f"<a>{_escaped(sound)}</a>") is not None
    assert sound == text or not is_sound(text)


def _escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("规划\n第二行\t列", "规划\n第二行\t列"),
        ("半\ud800个", f"半{MARK}个"),
        ("\ud83d\ude00", "😀"),
        ("零\x00字节", f"零{MARK}字节"),
        ("换\x0b行", "换\n行"),
        ("\ufffe", MARK),
        ("\udcb9", MARK),
    ],
)
def test_a_mark_stands_for_what_no_text_can_hold(text, sound):
    assert sound_text(text) == sound


def test_a_value_is_cleaned_through_and_a_sound_one_is_the_same_object():
    one = Scenario("a", "甲\ud800", description="\x00", colour="")
    table = MappingProxyType({("x", "\udc00"): one, ("y", "z"): None})
    found = sound_value(table)
    assert list(found) == [("x", MARK), ("y", "z")]
    assert (found["x", MARK].name, found["x", MARK].description) == (f"甲{MARK}", MARK)
    assert sound_value(found) is found


@given(st.binary(min_size=1).filter(lambda name: b"\0" not in name))
def test_a_path_of_any_bytes_is_kept_as_text(name):
    path = os.path.join("/书", os.fsdecode(name.replace(b"/", b"-")))
    kept = path_text(path)
    kept.encode()
    assert json.loads(json.dumps(kept)) == kept
    assert os.fsencode(path_of(kept)) == os.fsencode(Path(path))
    shown_path(path).encode()


def test_a_path_that_is_text_is_kept_as_it_is():
    assert path_text("/书/规划 100%.xlsx") == "/书/规划 100%.xlsx"
    assert path_of("/书/规划 100%.xlsx") == Path("/书/规划 100%.xlsx")


def test_a_name_in_gbk_is_shown_as_it_was_meant():
    path = os.path.join("/书", os.fsdecode("规划.xlsx".encode("gbk")))
    assert shown_path(path) == "/书/规划.xlsx"
    assert Wording("“{text}”", "").text("zh", {"text": path, "n": 3}) == "“/书/规划.xlsx”"
