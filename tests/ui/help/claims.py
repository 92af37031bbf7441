"""What help pages and README say that can be checked: menu paths, keys, commands, counts, links and pictures."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from npfdesk.locations import resources_folder

ROOT = Path(__file__).parents[3]
LANGUAGES = ("zh", "en")

_QUOTED = re.compile(r"[“\"]([^“”\"]*)[”\"]")
_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)]*)\)")
_LAST = r"(?:F\d{1,2}|PageUp|PageDown|Delete|Enter|Tab|Space|Up|Down|Left|Right|comma|逗号|[A-Z0-9](?![A-Za-z0-9])|[↑↓←→,/])"
KEY = re.compile(rf"(?<![\w+.])(?:(?:(?:Ctrl|Alt|Shift)\+)+{_LAST}|F(?:1[0-2]|[1-9])(?![\w.]))")
_RANGE = re.compile(rf"({KEY.pattern})\s*(?:to|through|至|到)\s*({KEY.pattern})")
_AFTER = re.compile(rf"\s*[（(]({KEY.pattern})")
_MAKE = re.compile(r"(?:[A-Z_]+=\S+ )*make ([a-z][a-z-]*)((?: [A-Z]+=\S+)*)\s*(?:#.*)?")
_PROGRAM = re.compile(r"(?:\.venv[/\\](?:bin|Scripts)[/\\])?npfdesk(?=\s|$)")


@dataclass(frozen=True)
class Claim:
    """One checkable statement: its kind, its text, where it is, and what it says besides (a key beside a path)."""

    kind: str
    text: str
    language: str
    place: str
    said: str = ""
    context: str = ""

    def __str__(self) -> str:
        return f"{self.place} {self.kind} {self.text} {self.said}".strip()


def sources() -> Iterator[tuple[str, str, str]]:
    """Name, language and text of every help page and of both halves of README."""
    for file in sorted((resources_folder() / "help").glob("*.md")):
        yield file.name, file.name.split(".")[1], file.read_text(encoding="utf-8")
    chinese, english = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## English\n")
    yield "README.zh", "zh", chinese
    yield "README.en", "en", english


def all_claims() -> list[Claim]:
    """Every claim of every source."""
    return [claim for name, language, text in sources() for claim in claims_of(text, language, name)]


def claims_of(text: str, language: str, name: str) -> Iterator[Claim]:
    """The claims of a text, line by line."""
    fenced = False
    for number, line in enumerate(text.splitlines(), start=1):
        place = f"{name}:{number}"
        if line.startswith("```"):
            fenced = not fenced
            continue
        if fenced or line.startswith("    "):
            yield from _commands(line.strip(), language, place)
            continue
        yield from _paths(line, language, place)
        yield from _keys(line, language, place)
        for span in _CODE.findall(line):
            yield from _commands(span.replace("\\|", "|"), language, place)
        for picture, target in _LINK.findall(_CODE.sub("", line)):
            yield Claim(
                "picture" if target.startswith("picture:") else "link", target, language, place, picture
            )


def _paths(line: str, language: str, place: str) -> Iterator[Claim]:
    found = 0
    for quoted in _QUOTED.finditer(line):
        if "▸" not in quoted[1]:
            continue
        found += quoted[1].count("▸")
        key = _AFTER.match(line, quoted.end())
        yield Claim("path", quoted[1], language, place, normal(key[1]) if key else "")
    if line.count("▸") > found:
        yield Claim("path", line, language, place, "not in quotation marks")


def _keys(line: str, language: str, place: str) -> Iterator[Claim]:
    for key in KEY.finditer(line):
        yield Claim("key", normal(key[0]), language, place, context=line)
    for first, last in _RANGE.findall(line):
        yield Claim("range", f"{normal(first)} {normal(last)}", language, place)


def _commands(span: str, language: str, place: str) -> Iterator[Claim]:
    if _PROGRAM.match(span):
        yield Claim("command", _PROGRAM.sub("npfdesk", span, count=1), language, place)
    elif re.fullmatch(r"--[a-z][a-z-]*", span):
        yield Claim("option", span, language, place)
    elif made := _MAKE.fullmatch(span):
        yield Claim("make", made[1], language, place, made[2].strip())


def normal(key: str) -> str:
    """A key as the program's shortcuts are written."""
    names = {"逗号": ",", "comma": ",", "↑": "Up", "↓": "Down", "←": "Left", "→": "Right", "Delete": "Del"}
    names |= {"PageUp": "PgUp", "PageDown": "PgDown", "Enter": "Return"}
    *held, last = key.split("+") if key != "+" else ["+"]
    return "+".join([*held, names.get(last, last)])


@dataclass(frozen=True)
class Facts:
    """The living program: in each language menu paths with their keys and tabs of tables, the help of every command, targets.

    `inside` are the keys of tables, charts and windows that stand in no menu. `pages` and `pictures` are known names.
    """

    paths: Mapping[str, Mapping[str, tuple[str, ...]]]
    inside: frozenset[str]
    helps: Mapping[str, str]
    targets: frozenset[str]
    variables: frozenset[str]
    pages: frozenset[str]
    pictures: frozenset[str]
    tabs: Mapping[str, tuple[str, ...]]

    @property
    def keys(self) -> frozenset[str]:
        """Every key of the menus."""
        return frozenset(key for keys in self.paths["en"].values() for key in keys)


def wrong(claim: Claim, facts: Facts) -> str | None:
    """What is wrong with a claim; None where it is true."""
    return _CHECKS[claim.kind](claim, facts)


def _wrong_path(claim: Claim, facts: Facts) -> str | None:
    known = facts.paths[claim.language]
    if claim.text not in known:
        return "no such entry in the menus"
    if claim.said and claim.said not in known[claim.text]:
        return f"its keys are {known[claim.text]}"
    return None


def _wrong_key(claim: Claim, facts: Facts) -> str | None:
    if claim.text == "F9" and "Excel" in claim.context:
        return None
    return None if claim.text in facts.keys | facts.inside else "no such key"


def _wrong_range(claim: Claim, facts: Facts) -> str | None:
    first, last = claim.text.split()
    held = first[:-1]
    if held != last[:-1] or not (first[-1].isdigit() and last[-1].isdigit()):
        return "no range of digits"
    beyond, known = f"{held}{int(last[-1]) + 1}", facts.keys | facts.inside
    for digit in range(int(first[-1]), int(last[-1]) + 1):
        if f"{held}{digit}" not in known:
            return f"{held}{digit} does nothing"
    return f"{beyond} is one of them too" if beyond in known else None


def _wrong_command(claim: Claim, facts: Facts) -> str | None:
    words = [word.strip("[]…") for word in shlex.split(claim.text.replace("\\", "/"), comments=True)[1:]]
    words = [word for word in words if word]
    verb = words[0] if words and re.fullmatch(r"[a-z]+", words[0]) else ""
    if verb == "help":
        return None if "npfdesk help" in facts.helps[""] else "no verb help"
    if verb not in facts.helps:
        return f"no verb {verb}"
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if not re.match(r"-", word) or word == "-":
            continue
        if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", facts.helps[verb] + " --help"):
            return f"{verb or 'the window'} has no {word}"
        if "|" in following and following not in facts.helps[verb]:
            offered = [set(one.split(",")) for one in re.findall(r"\{([^}]*)\}", facts.helps[verb])]
            if set(following.split("|")) not in offered:
                return f"{word} offers {offered}"
    return None


def _wrong_option(claim: Claim, facts: Facts) -> str | None:
    # pip's, on the page of the administrator
    if claim.text == "--no-index":
        return None
    every = " ".join(facts.helps.values())
    return None if re.search(rf"{claim.text}(?![\w-])", every) else "no verb has it"


def _wrong_make(claim: Claim, facts: Facts) -> str | None:
    if claim.text not in facts.targets:
        return "no such target"
    unknown = {one.split("=")[0] for one in claim.said.split()} - facts.variables
    return f"unknown {unknown}" if unknown else None


def _wrong_link(claim: Claim, facts: Facts) -> str | None:
    if claim.place.startswith("README"):
        there = claim.text.startswith("#") or (ROOT / claim.text).exists()
    else:
        there = claim.text.removesuffix(".md") in facts.pages
    return None if there else "leads nowhere"


def _wrong_picture(claim: Claim, facts: Facts) -> str | None:
    if not claim.said:
        return "a picture needs its exclamation mark"
    return None if claim.text.removeprefix("picture:") in facts.pictures else "no such picture"


_CHECKS = {
    "path": _wrong_path,
    "key": _wrong_key,
    "range": _wrong_range,
    "command": _wrong_command,
    "option": _wrong_option,
    "make": _wrong_make,
    "link": _wrong_link,
    "picture": _wrong_picture,
}
