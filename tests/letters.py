"""Looks for letters of the other language: Chinese characters in English words, Latin words in Chinese ones."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff5e]+")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ][A-Za-zÀ-ÖØ-öø-ɏ’']*")

IN_BOTH = (
    "中文",  # a language is named in itself
    "English",
    "NPF Desk",
)
"""What stands as it is in either language."""

IN_CHINESE = (
    # the program's and other programs' own words: calls, options, endings, formats, keys
    r"npfdesk(?: [a-z]+)?(?: --[a-z-]+)?",
    r"--?[A-Za-z][\w-]*",
    r"\{[\w,-]+\}",
    r"[\w\u2e80-\uffef.*~-]*\.(?:xlsx|xlsm|xls|xltx|xlsb|ods|et|csv|docx|dotx|pptx|potx|pdf|png|svg|json|html|npfs|log|sqlite|md)\b",
    r"\b(?:UTF-8|GBK|GB ?18030|JSON|CSV|PDF|PNG|SVG|HTML|XLSX|Excel|Word|WPS|PowerPoint|Office|LibreOffice|Windows|Linux|Qt|Python)\b",
    r"\b(?:Ctrl|Shift|Alt|Esc|Enter|Tab|Home|End|PgUp|PgDn|Page ?Up|Page ?Down|Del|Delete|Ins|Space|Backspace|F\d{1,2})\b(?:\+\S+)?",
    # units and quantities as Chinese prints them
    r"\b(?:GDP|GNP|GVA|PM2?\.?\d*|AQI|CO|CO2|COD|SO2|NOx|R&D|CPI|PPI|ICT|AI|MB|KB|GB|ms)\b",
    r"\b(?:km²|m²|km2|m3|m³|km|kWh|kW|MW|GW|tce|μg|ug|mg|kg|ha|dB|t|m|g|h)\b(?:/\w+)?",
    r"Gardner and McKenzie",
    # names of methods and of those who found them, without a Chinese name in use
    r"\b(?:TOPSIS|Dagum|Sobol|GM|Holt|Gardner|McKenzie|Theil|Gini|CV|GM\(1,1\)|S(?= ?曲线)|RAS|IPF|LMDI|Moran|MAPE|RMSE|MASE|SHA-256 [0-9a-f]{64}|[0-9a-f]{8,64}|UTC|SDG|Open SDG|Eurostat|Statistics Canada|UN Progress Chart|Noto Sans CJK SC|I(?= ?指数))\b",
    r"\b(?:P5|P25|P50|P75|P95|SHA|ID|URL|RGB|YYYY|MM|DD|Y|M|D|Q[1-4]?|A\d+|[A-Z]{1,3}\d{1,7})\b",
    r"\bln\b|&lt;|&gt;|&amp;|NaN|FIPS|Linux|Noto",
    # marks of formulas: a letter alone is a quantity
    r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])",
)
"""What stands in Latin letters in Chinese words, each for its reason: patterns."""

_BOTH = re.compile("|".join(map(re.escape, IN_BOTH)))
_ALLOWED = re.compile("|".join(IN_CHINESE))


def foreign(text: str, language: str, names: Iterable[str] = ()) -> list[str]:
    """The fragments of a text that are of the other language.

    `names` are what stands in the plan in one language only: names without a translation, codes, words of cells, file
    names.
    """
    if (_CHINESE if language == "en" else _LATIN).search(text) is None:
        return []
    for name in sorted((one for one in names if one and one in text), key=len, reverse=True):
        # a Latin name is a whole word: "en" is no part of "scenario", "c1" none of a digest
        text = re.sub(
            rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])" if name.isascii() else re.escape(name),
            "\n",
            text,
        )
    text = _BOTH.sub("\n", text)
    if language == "en":
        return _CHINESE.findall(text)
    return [word for word in _LATIN.findall(_ALLOWED.sub("\n", text)) if word]
