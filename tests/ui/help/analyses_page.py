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
        "name differ, the convention here is the one used. Regions with a missing value are not filled; they are listed as left out.",
        "Formula",
        "Convention",
        "Source",
    ),
}
PICTURED = {
    "Composite score": (
        "analysis-index",
        {
            "zh": "综合指数：得分、名次、权重和方法说明",
            "en": "Composite index: scores, ranks, weights, and the methods beside them",
        },
    ),
    "Coefficient of variation": (
        "analysis-disparity",
        {
            "zh": "差异与收敛：各项差异指标逐年的数值",
            "en": "Disparity and convergence: each measure year by year",
        },
    ),
    "Compound annual growth": (
        "analysis-forecasts",
        {
            "zh": "预测对照：按历史外推的路径与情景的假设并排",
            "en": "Forecast comparison: the past carried on, beside the scenario's assumptions",
        },
    ),
    "Spillover": (
        "analysis-spillover",
        {
            "zh": "区域溢出：抓手的增益有多少传到其他地区",
            "en": "Regional spillover: how much of a lever's gain reaches other regions",
        },
    ),
}
"""The windows of the menu Analyses, above the first method of each, by its English title."""


def markdown(language):
    """The page in a language."""
    head, formula, convention, source = HEADS[language]
    colon = "：" if language == "zh" else ": "
    parts = [head]
    for card in METHOD_CARDS.values():
        parts.append(f"## {card.title.text(language, {})}")
        shown, told = PICTURED.get(card.title.en, ("", {}))
        if shown:
            parts.append(f"![{told[language]}](picture:{shown})")
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
