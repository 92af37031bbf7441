"""The recipes of CONTRIBUTING.md, carried out as they are written: what a newcomer is told to do is what is tried."""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONTRIBUTING = ROOT / "CONTRIBUTING.md"

_HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
# a step names a file, says where in it, and shows what stands there from then on
_STEP = re.compile(
    r"^\d+\. (?:New `(?P<new>[^`]+)`|In `(?P<file>[^`]+)`, (?P<where>below|above|in place of) `(?P<anchor>[^`]+)`)[^\n]*\n(?:[^\n]+\n)*\n"
    r" *```\w*\n(?P<text>.*?)\n *```$",
    re.MULTILINE | re.DOTALL,
)
_INDENT = 3


def steps(recipe):
    """The steps of a recipe by its heading: (file, where, anchor, text); where is "new" or as it is written."""
    text = CONTRIBUTING.read_text(encoding="utf-8")
    parts = _HEADING.split(text)
    body = dict(zip(parts[1::2], parts[2::2], strict=True))[recipe].partition("\n## ")[0]
    found = []
    for step in _STEP.finditer(body):
        lines = [
            line[_INDENT:] if line.startswith(" " * _INDENT) else line for line in step["text"].split("\n")
        ]
        found.append(
            (
                step["new"] or step["file"],
                step["where"] or "new",
                step["anchor"] or "",
                "\n".join(lines) + "\n",
            )
        )
    numbered = len(re.findall(r"^\d+\. ", body, re.MULTILINE))
    assert len(found) == numbered, f"a step of “{recipe}” is not written as steps are"
    return found


def carry_out(recipe, folder):
    """Copy the program into a folder and do there what a recipe says; the files that it touches, of the product's."""
    for room in ("npfdesk", "resources", "sample_data"):
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    touched = []
    for name, where, anchor, text in steps(recipe):
        place = folder / name
        touched.append(name)
        if where == "new":
            assert not place.exists(), name
            place.write_text(text, encoding="utf-8")
            continue
        lines = place.read_text(encoding="utf-8").splitlines(keepends=True)
        at = [row for row, line in enumerate(lines) if line.strip() == anchor.strip()]
        assert len(at) == 1, (name, anchor, len(at))
        lines[at[0] : at[0] + 1] = {
            "below": [lines[at[0]], text],
            "above": [text, lines[at[0]]],
            "in place of": [text],
        }[where]
        place.write_text("".join(lines), encoding="utf-8")
    return sorted(set(touched))
