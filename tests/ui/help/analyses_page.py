"""The page of the analyses, made out of the cards that stand beside their results: `python -m` this to write it."""

import sys

from npfdesk.engine.analyses.method_cards import METHOD_CARDS
from npfdesk.locations import resources_folder

HEADS = {
    "zh": (
        "# 分析方法\n\n每个分析结果旁都有方法说明：公式、所用的约定和出处。同名方法有不同做法时，以这里的约定为准。"
        "缺数的地区不补值，会列为“未参与”。",
        "公式",
        "约定",
        "出处",
    ),
    "en": (
        "# Analyses\n\nBeside every result stands its method: the formula, the convention and the source. Where methods of one "
        "name differ, the convention here is the one used. Regions with a gap are not filled; they are listed as left out.",
        "Formula",
        "Convention",
        "Source",
    ),
}


def markdown(language):
    """The page in a language."""
    head, formula, convention, source = HEADS[language]
    colon = "：" if language == "zh" else ": "
    parts = [head]
    for card in METHOD_CARDS.values():
        parts.append(f"## {card.title.text(language, {})}")
        lines = [
            f"- {formula}{colon}{_plain(card.formula.text(language, {}))}",
            f"- {convention}{colon}{_plain(card.convention.text(language, {}))}",
        ]
        told = card.source.text(language, {})
        if told != "—":
            lines.append(f"- {source}{colon}{_plain(told)}")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _plain(text):
    # stars, bars and underscores stand for themselves
    for mark in ("\\", "*", "_", "|", "[", "]"):
        text = text.replace(mark, f"\\{mark}")
    return text


if __name__ == "__main__":
    for language in HEADS:
        (resources_folder() / "help" / f"analyses.{language}.md").write_text(
            markdown(language), encoding="utf-8"
        )
    sys.exit(0)
