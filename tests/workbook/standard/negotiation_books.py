"""Rows of the sheet 目标协商, for tests of its reading and of its saving."""

import datetime

from npfdesk.plan.negotiation import Proposal, ProposalKey, Side
from npfdesk.plan.series import SeriesKey

TOWN = SeriesKey("县", "", "output")
TOWN_FIRMS = SeriesKey("县", "", "firms")
HEAD = ["地区", "产业", "指标", "目标年", "轮次", "上下", "所提目标", "理由", "日期", "来文", "商定"]
ROWS = [
    HEAD,
    [
        "县",
        None,
        "产值",
        2025,
        1,
        "上报",
        70,
        "去年新增3家",
        datetime.date(2020, 9, 1),
        "县发〔2020〕1号",
        None,
    ],
    ["县", None, "产值", 2025, 1, "下达", "80以上", "全市缺口大", "2020年10月", None, None],
    ["县", None, "产值", None, 2, "上报", "75-78", None, None, None, "是"],
    ["县", "", "企业数", "2030年", "1", "proposal", "稳步提升", None, None, None, "否"],
]
FIRST = ProposalKey(TOWN, 2025, 1, Side.PROPOSAL)
REPLY = ProposalKey(TOWN, 2025, 1, Side.REPLY)
SECOND = ProposalKey(TOWN, 2025, 2, Side.PROPOSAL)
WORDS = ProposalKey(TOWN_FIRMS, 2030, 1, Side.PROPOSAL)
PROPOSALS = {
    FIRST: Proposal("70", 70.0, "去年新增3家", "2020-09-01", "县发〔2020〕1号"),
    REPLY: Proposal("80以上", 80.0, "全市缺口大", "2020-10-31"),
    SECOND: Proposal("75-78", 76.5, settled=True),
    WORDS: Proposal("稳步提升", None),
}
