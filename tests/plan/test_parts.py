"""The parts of the work: each described once, and a new one goes every road with a field and a description."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import fields
from pathlib import Path

import npfdesk
from npfdesk.plan.parts import AREAS, PARTS
from npfdesk.plan.work import Work

PACKAGE = Path(npfdesk.__file__).parent
PLANTED = "commentary"
FIELD = """
    commentary: Mapping[SeriesKey, str] = field(default_factory=lambda: MappingProxyType({}))
"""
PART = """    Part(
        "commentary",
        RowPerKey(Area("commentary", Wording("解说", "commentary"), Wording("解说 {count} 处", "{count} of commentary")), SeriesKey),
    ),
"""
ROADS = """
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import npfdesk
from npfdesk.plan.cell_differences import cell_text, counts, counts_text, differences, value_text
from npfdesk.plan.document import Document
from npfdesk.plan.edits import Label
from npfdesk.plan.exchange import Exchange, with_ancestors, common_parent, pack, unpack
from npfdesk.plan.merge import merge
from npfdesk.plan.problems import Wording
from npfdesk.plan.records import UnknownFormat, decode, encode, saved_work
from npfdesk.plan.restore import restore
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.restore import ReplaceWork, restored_label
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.store.library import Library
from npfdesk.store.library_records import WorkbookIdentity
from tests import plans

home = Path(sys.argv[1])
assert Path(npfdesk.__file__).parent == home / "npfdesk"
A, B = SeriesKey("市", "", "x"), SeriesKey("市", "", "y")
plan = plans.plan({A: {2020: 10.0}, B: {2020: 1.0}}, scenarios=[plans.scenario()])


@dataclass(frozen=True)
class Comment:
    said: dict
    label: Label = Label(Wording("解说", "comment"))
    drag: str = ""

    def apply(self, document: Document) -> Document:
        return replace(document, work=replace(document.work, commentary=MappingProxyType(self.said)))


session = Session(LoadedWorkbook(plan))
bare = saved_work(session.document)
session.apply(Comment({A: "甲\\n“乙”"}))
assert session.unsaved
session.undo()
assert not session.unsaved
session.redo()
mine = saved_work(session.document)

# saved, drafted, and read by a program of before there was such a part
library, here = Library(home / "library.sqlite"), WorkbookIdentity("/a.xlsx", "a" * 64)
saved = library.save(here, mine, "", None)
assert saved.difference == {"commentary": 1}
library.draft(here, replace(mine, active="x"), saved.id)
stored = Library(home / "library.sqlite").load(here)
assert stored.work == mine and stored.draft.work.work == mine.work
older = encode(mine).replace('"commentary":', '"unheard_of":')
assert decode(older).work.commentary == {}

# what is malformed is refused
text = encode(mine)
assert '"commentary":[{"region":"市","industry":"","indicator":"x","text":"' in text
for wrong in ('"region":7', '"region":null', '"place":"市"'):
    try:
        decode(text.replace('"region":"市"', wrong))
    except UnknownFormat:
        continue
    raise AssertionError(wrong)

# exchanged: with the plan's amendments, not without them
exchange = unpack(pack(Exchange(with_ancestors(mine, [mine.active]), common_parent(mine, (mine,), ()))), "x.npfs")
assert exchange.work.work.commentary == exchange.base.work.commentary == {A: "甲\\n“乙”"}
assert with_ancestors(mine, [mine.active], amendments=False).work.commentary == {}

# merged cell by cell
theirs = plans.with_parts(bare, commentary=MappingProxyType({A: "他们", B: "新"}))
merged = merge(bare, mine, theirs)
assert merged.work.commentary == {A: "甲\\n“乙”", B: "新"}
(conflict,) = merged.conflicts
assert merge(bare, mine, theirs, {conflict.cell: True}).work.commentary == {A: "他们", B: "新"}

# compared and told
found = differences(bare.work, merged.work)
assert counts_text(counts(found), "zh") == "解说 2 处"
assert [cell_text(plan, one.cell, "zh") for one in found] == ["解说 · 市 · x", "解说 · 市 · y"]
assert value_text(plan, conflict.cell, conflict.theirs, {}, "en") == "他们"

# restored on the workbook as it is now, and taken as one step that computes nothing anew
restored = restore(plans.plan({A: {2020: 11.0}}), mine)
assert restored.document.work.commentary == {A: "甲\\n“乙”"}
before = session.document
change = session.apply(ReplaceWork(plan, theirs, restored_label("x")))
assert session.document.work.commentary == theirs.work.commentary
assert session.document.plan is before.plan and not change.touched.any()
print("every road")
"""


def test_every_part_of_the_work_is_described_once():
    assert Counter(part.key for part in PARTS) == Counter(one.name for one in fields(Work))
    areas = [area for part in PARTS for area in part.grain.areas]
    assert len(AREAS) == len(areas)
    for language in ("zh", "en"):
        told = {(area.name.text(language, {}), area.counted.text(language, {"count": 3})) for area in areas}
        assert len(told) == len(areas)
        assert all(name and "3" in counted for name, counted in told)


def planted(file, marker, text, *more):
    source = file.read_text(encoding="utf-8")
    assert source.count(marker) == 1
    source = source.replace(marker, marker + text)
    for old, new in more:
        assert source.count(old) == 1
        source = source.replace(old, new)
    file.write_text(source, encoding="utf-8")


def test_a_new_part_goes_every_road_once_two_files_know_it(tmp_path):
    """The made-up part is planted in a copy of the program: a field in `plan.work`, a description in `plan.parts`."""
    copy = tmp_path / "npfdesk"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("ui", "__pycache__"))
    last = "    effects: Mapping[EffectKey, StatedEffect] = field(default_factory=lambda: MappingProxyType({}))\n"
    imported = "import ObservationKey, ProgressKey, TargetKey\n"
    series = (imported, "import ObservationKey, ProgressKey, SeriesKey, TargetKey\n")
    planted(copy / "plan" / "work.py", last, FIELD.lstrip("\n"), series)
    planted(copy / "plan" / "parts.py", "        strangers=unmatched_effects,\n    ),\n", PART, series)
    knowing = {file.name for file in copy.rglob("*.py") if PLANTED in file.read_text(encoding="utf-8")}
    assert knowing == {"work.py", "parts.py"}
    done = subprocess.run(
        [sys.executable, "-c", ROADS, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(PACKAGE.parent)])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.strip() == "every road", done.stderr
