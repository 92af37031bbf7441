"""The texts of a fill-in workbook, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from npfdesk.plan.problems import Wording
from npfdesk.workbook.collecting.hidden_sheet import FormColumn, FormField, ProposalColumn

COVER: Final = Wording("填报说明", "About this form")
FIGURES: Final = Wording("填报表", "Figures")
PROPOSALS: Final = Wording("目标建议", "Proposals")
INDEX: Final = Wording("收集目录", "Collection index")

FIGURE_TITLE: Final = Wording("{unit}{year}年数据填报表", "{unit}: figures of {year}")
PROPOSAL_TITLE: Final = Wording(
    "{unit}{year}年目标建议（第{round}轮）", "{unit}: proposed targets for {year} (round {round})"
)
COVER_TITLE: Final = Wording("{year}年数据填报说明", "Reporting the figures of {year}")
SUBTITLE: Final = Wording(
    "只填浅黄色的格子，其余不能改；没有数的留空，并在备注里写明原因。",
    "Fill in the pale yellow cells; all others are locked. Leave a cell empty where there is no figure, and say why in its note.",
)
DUE: Final = Wording("请于{due}前报送", "Due by {due}")

COLUMN_HEADS: Final[Mapping[FormColumn, Wording]] = MappingProxyType(
    {
        FormColumn.KEY: Wording("行号", "Key"),
        FormColumn.NUMBER: Wording("序号", "No."),
        FormColumn.REGION: Wording("地区", "Region"),
        FormColumn.INDUSTRY: Wording("产业", "Industry"),
        FormColumn.INDICATOR: Wording("指标", "Indicator"),
        FormColumn.QUESTION: Wording("填什么", "What is asked"),
        FormColumn.UNIT: Wording("单位", "Unit"),
        FormColumn.BEFORE: Wording("{before}年数", "Figure of {before}"),
        FormColumn.KNOWN: Wording("{year}年已有数", "{year}, known so far"),
        FormColumn.ENTRY: Wording("{year}年数", "Figure of {year}"),
        FormColumn.CHECK: Wording("检查", "Check"),
        FormColumn.NOTE: Wording("备注", "Note"),
    }
)
PROPOSAL_HEADS: Final[Mapping[ProposalColumn, Wording]] = MappingProxyType(
    {
        ProposalColumn.KEY: Wording("行号", "Key"),
        ProposalColumn.NUMBER: Wording("序号", "No."),
        ProposalColumn.REGION: Wording("地区", "Region"),
        ProposalColumn.INDUSTRY: Wording("产业", "Industry"),
        ProposalColumn.INDICATOR: Wording("指标", "Indicator"),
        ProposalColumn.TARGET: Wording("现定{year}年目标", "Present target for {year}"),
        ProposalColumn.UNIT: Wording("单位", "Unit"),
        ProposalColumn.BASE: Wording("基期值", "Base"),
        ProposalColumn.PACE: Wording("以往速度", "Past pace"),
        ProposalColumn.REPLY: Wording("上级意见", "Reply from above"),
        ProposalColumn.REPLY_REASON: Wording("上级意见的理由", "Reason of the reply"),
        ProposalColumn.ENTRY: Wording("建议目标", "Proposed target"),
        ProposalColumn.CHECK: Wording("检查", "Check"),
        ProposalColumn.REASON: Wording("理由", "Reason"),
    }
)
SIGNED: Final = Wording(
    "填报单位（盖章）：____________    单位负责人：____________    填报人：____________    填报日期：____________",
    "For the unit: ______________    Filled in by: ______________    Date: ______________",
)
"""The line under a printed sheet."""
YEAR_BEHIND: Final = Wording("（{year}年）", " ({year})")
PACE_YEARS: Final = Wording("{pace}\n（{first}—{last}年）", "{pace}\n({first}–{last})")
REPLY_ROUND: Final = Wording("{reply}\n（第{round}轮）", "{reply}\n(round {round})")
BASE_YEAR: Final = Wording("{base}\n（{year}年）", "{base}\n({year})")

EMPTY: Final = Wording("○ 待填", "○ to be filled in")
NOT_A_NUMBER: Final = Wording("✕ 不是数字", "✕ not a number")
FRACTION: Final = Wording("! 百分数是否写成了小数", "! a fraction for per cent?")
OTHER_UNIT: Final = Wording("! 单位是否为{unit}", "! is it in {unit}?")
BELOW: Final = Wording("! 小于{least}", "! below {least}?")
ABOVE: Final = Wording("! 大于{most}", "! above {most}?")
NOT_WHOLE: Final = Wording("! 应为整数", "! not a whole number")
FAR: Final = Wording("! 与{year}年相差较大", "! far from {year}")
REASON_MISSING: Final = Wording("! 请写理由", "! give a reason")
EXPLAINED: Final = Wording("✓ 已说明", "✓ explained")
FILLED_IN: Final = Wording("✓ 已填", "✓ filled in")
PROGRESS: Final = (
    Wording("共{count}项，已填 ", "{count} asked: "),
    Wording(" 项，待填 ", " filled in, "),
    Wording(" 项，请核对 ", " to be filled in, "),
    Wording(" 项", " to check"),
)
"""How far a sheet is filled in: the words before, between and behind its three counts."""

FIGURE_ERROR_TITLE: Final = Wording("只能填数字", "A number, please")
FIGURE_ERROR: Final = Wording(
    "这里只填数字，单位是{unit}，不带单位和文字。没有数的留空，在备注里写明原因。",
    "Enter a number alone, in {unit}, without its unit or words. Leave the cell empty where there is no figure, and say why in "
    "the note.",
)
FIGURE_ERROR_UNITLESS: Final = Wording(
    "这里只填数字，不带文字。没有数的留空，在备注里写明原因。",
    "Enter a number alone, without words. Leave the cell empty where there is no figure, and say why in the note.",
)
BEFORE_SAID: Final = Wording("{year}年：{figure}。", "{year}: {figure}.")
NOTE_PROMPT: Final = Wording(
    "口径变化、没有数的原因、与往年相差较大的原因，写在这里。",
    "Changes of definition, why there is no figure, why it is far from the years before.",
)
REASON_PROMPT: Final = Wording(
    "为什么提这个目标：已落实的项目、以往速度、困难。",
    "Why this target: projects that are certain, the past pace, difficulties.",
)

TO_BE_FILLED: Final = Wording("请先填写这几格", "Please fill these in first")
FIELD_NAMES: Final[Mapping[FormField, Wording]] = MappingProxyType(
    {
        FormField.FILLED_BY: Wording("填报人", "Filled in by"),
        FormField.PHONE: Wording("联系电话", "Telephone"),
        FormField.FILLED_ON: Wording("填报日期", "Date"),
        FormField.EDITION: Wording("报送版次", "Edition"),
    }
)
FIELD_PROMPTS: Final[Mapping[FormField, Wording]] = MappingProxyType(
    {
        FormField.FILLED_BY: Wording("填报人的姓名。", "The name of who fills in this form."),
        FormField.PHONE: Wording("办公电话或手机，便于核对。", "Where you can be reached with questions."),
        FormField.FILLED_ON: Wording("例如{day}。", "For instance {day}."),
        FormField.EDITION: Wording(
            "第一次报送填1；更正后再报，依次填2、3。以版次最大的为准。",
            "1 for the first return; 2, 3 for corrected ones. The highest edition counts.",
        ),
    }
)
DAY_ERROR: Final = Wording("请填日期，例如{day}。", "Enter a date, for instance {day}.")
EDITION_ERROR: Final = Wording("请填1、2、3这样的整数。", "Enter a whole number: 1, 2, 3.")

ABOUT: Final = Wording("这是什么", "What this is")
UNIT_FACT: Final = Wording("填报单位", "For")
PLAN_FACT: Final = Wording("规划", "Plan")
ASKED_FACT: Final = Wording("填报内容", "What is asked")
ASKED_FIGURES: Final = Wording(
    "{year}年数据 {count} 项（填报表）", "{count:figure|figures} of {year} (sheet Figures)"
)
ASKED_PROPOSALS: Final = Wording(
    "{year}年目标建议 {count} 项，第{round}轮（目标建议）",
    "{count:proposed target|proposed targets} for {year}, round {round} (sheet Proposals)",
)
DUE_FACT: Final = Wording("报送截止", "Due")
NO_DUE: Final = Wording("未定", "no date set")
ISSUED_FACT: Final = Wording("下发日期", "Issued")
STATE_FACT: Final = Wording("填报进度", "Progress")

HOW: Final = Wording("怎样填", "How to fill it in")
STEPS: Final = (
    Wording(
        "只填浅黄色的格子：本页的四格，以及{sheets}里的数和备注。其余格子已锁定，不设密码，请不要解除保护。",
        "Fill in the pale yellow cells alone: the four on this page, and the entries and notes of {sheets}. The others are locked "
        "without a password; please leave the protection on.",
    ),
    Wording(
        "按“单位”一列所写的单位填数字，不带单位。百分数33.1%填33.1。",
        "Enter numbers in the unit of the column Unit, without the unit. For 33.1% enter 33.1.",
    ),
    Wording(
        "没有数的留空，不要填0或“—”；在备注里写明原因。",
        "Leave a cell empty where there is no figure, neither 0 nor a dash, and say why in its note.",
    ),
    Wording(
        "“检查”一列随填随查。提示请核对的，改正，或在备注里写明原因。",
        "The column Check answers as you type. Where it asks you to check, correct the figure or explain it in the note.",
    ),
    Wording(
        "不要增删、移动行列，不要改工作表的名字；文件名可以改。",
        "Do not insert, delete or move rows or columns, nor rename sheets. The file may be renamed.",
    ),
    Wording(
        "填好后存为 .xlsx、.xls 或 .ods，原样报回。更正后再报，请把“报送版次”加1。",
        "Save it as .xlsx, .xls or .ods and send it back as it is. If you send a corrected one, raise the edition by one.",
    ),
)
LEGEND: Final = Wording("检查的意思", "What the checks mean")
LEGEND_LINES: Final[tuple[tuple[Wording, Wording], ...]] = (
    (EMPTY, Wording("还没有填。", "Nothing is entered yet.")),
    (FILLED_IN, Wording("已填，没有疑问；有疑问但已写明原因的，为“已说明”。", "Entered, and nothing to ask; “explained” where the note answers the question.")),
    (
        Wording("! 请核对", "! please check"),
        Wording(
            "已填，但单位、小数、正负可能有误，或与往年相差较大。数确实如此的，在备注里写明原因。",
            "Entered, but its unit, decimals or sign may be wrong, or it is far from the years before. If it is right, explain it in the note.",
        ),
    ),
    (NOT_A_NUMBER, Wording("填的是文字，读不出数。", "What is entered is text and cannot be read as a figure.")),
)  # fmt: skip
PROVENANCE: Final = Wording(
    "收集编号 {key} · 表样版本 {version} · {program}", "Collection {key} · form {version} · {program}"
)
PAGE: Final = Wording("第 &P 页，共 &N 页", "Page &P of &N")

INDEX_HEADS: Final = (
    Wording("序号", "No."),
    Wording("填报单位", "Unit"),
    Wording("文件", "File"),
    Wording("数据", "Figures"),
    Wording("目标建议", "Proposals"),
    Wording("截止", "Due"),
    Wording("收到日期", "Received"),
    Wording("备注", "Note"),
)
INDEX_TITLE: Final = Wording("{year}年数据收集目录", "Collection of the figures of {year}")
INDEX_SUBTITLE: Final = Wording(
    "{by} · {round} · {count}个单位 · {issued}下发 · 收集编号 {key}",
    "{by} · {round} · {count:unit|units} · issued {issued} · collection {key}",
)
INDEX_NOTE: Final = Wording(
    "本目录随收集一并保存：汇总回表时，程序据此知道向谁要了什么。请与回表放在同一文件夹，不要发给填报单位。",
    "Keep this index beside the returns: by it the program knows who was asked for what when they are gathered. It is not sent to "
    "the units.",
)
TOTAL: Final = Wording("合计", "Total")
FILE_NAME: Final = Wording("{unit}{year}年填报表", "{unit} {year} form")
FILE_NAME_ROUND: Final = Wording("{unit}{year}年填报表（第{round}轮）", "{unit} {year} form (round {round})")
INDEX_FILES: Final = Wording("收集目录.xlsx", "Collection index.xlsx")
