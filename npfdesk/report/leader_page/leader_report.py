"""The leader's copy as a file: one page of HTML that holds its style, script and data, and loads and names nothing else.

No address stands in it, not even that of a namespace; a policy forbids the browser to load anything. What the workbook says
is data alone: no letter of it can end the script's element or begin markup, and the page's script puts it in as text.
"""

from __future__ import annotations

import html
import json
from typing import Final

from npfdesk.locations import resources_folder
from npfdesk.plan.statuses import LEGEND, STATUSES
from npfdesk.report.leader_page.page_content import page_content
from npfdesk.report.leader_page.page_figures import Data
from npfdesk.report.leader_page.page_words import NO_SCRIPT, TITLE
from npfdesk.report.material import Material

# what HTML, a script's end or an address could begin with, and the line ends that JSON has and scripts have not
_ESCAPED: Final = str.maketrans({one: f"\\u{ord(one):04x}" for one in "<>&/\u2028\u2029"})


def leader_report(material: Material, template: bytes | None = None) -> bytes:
    """The page, UTF-8; it takes no template."""
    content = page_content(material)
    parts = {
        "title": html.escape(f"{material.plan.title} · {material.words(TITLE)}")
        .replace("/", "&#47;")
        .replace(":&#47;", "&#58;&#47;"),
        "style": _read("page.css").replace("\u27e6inks\u27e7", _inks()),
        "no script": html.escape(material.words(NO_SCRIPT)),
        "engine": _read("engine.js"),
        "page": _read("page.js"),
        "content": as_script(content),
    }
    page, *rest = _read("page.html").split("\u27e6")
    for piece in rest:
        name, _, after = piece.partition("\u27e7")
        page += parts[name] + after
    return page.encode()


def as_script(content: Data) -> str:
    """Data as JSON that can stand in a page's element: nothing in it is markup, an address, or ends the element."""
    said = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # a colon stands before a slash in names alone
    return said.translate(_ESCAPED).replace(":\\u002f", "\\u003a\\u002f")


def _read(name: str) -> str:
    return (resources_folder() / "leader_page" / name).read_text(encoding="utf-8")


def _inks() -> str:
    """The colours of the statuses by theme; paper is always light."""
    light = " ".join(f"--s{int(one)}: {STATUSES[one].light};" for one in LEGEND)
    dark = " ".join(
        f"--s{int(one)}: {STATUSES[one].dark}; --t{int(one)}: {STATUSES[one].dark};" for one in LEGEND
    )
    return (
        f":root {{ {light} }}\n"
        "@media screen and (prefers-color-scheme: dark) { :root {\n"
        "  --ground: #15191e; --raised: #1e242b; --ink: #e8ebee; --quiet: #a3adb8; --line: #39424c; --grid: #2a3139;\n"
        f"  --accent: #8ab4f0; --seal: #e0524e; {dark}\n"
        "} }"
    )
