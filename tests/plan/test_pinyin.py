"""Names found by how they are said."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin

from npfdesk.plan.pinyin import Said, holds, said

NAMES = ("永康市", "长兴县", "重庆", "规上工业总产值", "绿色建筑占比", "GDP增速", "乐清")


@pytest.mark.parametrize(
    ("typed", "name", "how"),
    [
        ("yk", "永康", Said.WHOLE),
        ("yongkang", "永康", Said.WHOLE),
        ("yongk", "永康市", Said.BEGINNING),
        ("ykang", "永康市", Said.BEGINNING),
        ("yong'kang", "永康", Said.WHOLE),
        ("kang", "永康", Said.INSIDE),
        ("cx", "长兴", Said.WHOLE),
        ("changxing", "长兴", Said.WHOLE),
        ("zhangxing", "长兴", Said.WHOLE),
        ("chongqing", "重庆", Said.WHOLE),
        ("zhongqing", "重庆", Said.WHOLE),
        ("zhqing", "重庆", Said.WHOLE),
        ("cq", "重庆", Said.WHOLE),
        ("yueqing", "乐清", Said.WHOLE),
        ("laoting", "乐亭", Said.WHOLE),
        ("letingx", "乐亭县", Said.WHOLE),
        ("lvse", "绿色建筑占比", Said.BEGINNING),
        ("luse", "绿色建筑占比", Said.BEGINNING),
        ("lüse", "绿色建筑占比", Said.BEGINNING),
        ("gszcz", "规上工业总产值", Said.NOWHERE),
        ("gyzcz", "规上工业总产值", Said.INSIDE),
        ("gdpzs", "gdp增速", Said.WHOLE),
        ("yw", "永康", Said.NOWHERE),
        ("y", "永康", Said.NOWHERE),
        ("gd", "gdp增速", Said.NOWHERE),
        ("12", "永康12", Said.NOWHERE),
        ("yk", "yongkang", Said.NOWHERE),
        ("永", "永康", Said.NOWHERE),
        ("", "永康", Said.NOWHERE),
    ],
)
def test_a_name_is_said_by_its_syllables_their_first_letters_or_both(typed, name, how):
    assert said(typed, name) is how


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=8), st.data())
def test_whatever_is_typed_of_each_syllable_finds_the_name(name, data):
    readings = lazy_pinyin(name, style=Style.NORMAL)
    letters = "".join(data.draw(st.sampled_from((one, one[:1]))) for one in readings)
    if len(letters) > 1 and letters.isascii() and letters.isalpha():
        assert said(letters.lower(), name) is Said.WHOLE


@given(st.text(max_size=12), st.text(max_size=20))
def test_nothing_typed_breaks_it_and_what_stands_in_a_name_is_held(typed, name):
    said(typed, name)
    assert holds(name + typed, typed)


def test_the_book_of_readings_is_not_loaded_before_somebody_types_letters():
    done = (
        "import sys, npfdesk.plan.pinyin as p, npfdesk.ui.window.outline; p.holds('永康', '永');"
        "assert 'pypinyin' not in sys.modules; p.holds('永康', 'yk'); assert 'pypinyin' in sys.modules;"
        "assert 'pypinyin.phrases_dict' not in sys.modules or not sys.modules['pypinyin.phrases_dict'].phrases_dict"
    )
    subprocess.run([sys.executable, "-c", done], check=True)
