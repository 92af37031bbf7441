"""Odd plans, as workbooks that the reader takes: years outside the plan's, empty trees, missing bases. All synthetic."""

import warnings
from pathlib import Path

from hypothesis import strategies as st

from npfdesk.frames.opened_plan import PlanWorkbook, read
from npfdesk.frames.refusal import Refused
from tests.workbook.books import write

INDICATOR_HEAD = ["名称", "代码", "单位", "类型", "方向", "汇总", "公式", "权重指标", "小数位"]
INDICATORS = {
    "产值": ["产值", "output", "亿元", "总量", "正向", "合计", None, None, 1],
    "企业数": ["企业数", "firms", "家", "数量", None, "合计", None, None, 0],
    "占比": ["占比", "share", "%", "比率", None, "加权平均", None, "firms", 2],
    "能耗": ["能耗", "energy", "万吨", "总量", "负向", None, None, None, None],
    "就业": ["就业", "jobs", "万人", "流量", None, "合计", None, None, None],
    "增速": ["增速", "speed", "%", "增速", None, None, None, None, None],
    "指数": ["指数", "index", None, "指数", None, None, None, None, None],
    "户均产值": ["户均产值", "per_firm", "亿元/家", "比率", None, None, "output / firms + prev(output) - base(output)", None, None],
    "大县数": ["大县数", "large", "个", "数量", None, None, "count(output >= 100)", None, None],
}  # fmt: skip
REGION_HEAD = ["名称", "代码", "上级", "角色", "对标"]
TREES = [
    [],
    [["市", None, None, None, None]],
    [["市", None, None, None, None], ["县", None, "市", "核心", None], ["区", None, "市", None, None], ["乡", None, "县", "外围", None]],
    [["县", None, None, None, None], ["区", None, None, None, None]],
    [["市", None, None, None, None], ["全省", None, None, None, "是"]],
    [["全省", None, None, None, "是"]],
    # two of one name, told apart by their place
    [["市", "c", None, None, None], ["县", "a", "c", None, None], ["区", "b", "c", None, None], ["新区", "n", "a", None, None], ["新区", "m", "b", None, None]],
]  # fmt: skip
TEXTS = st.sampled_from(
    [
        "0", "-5", "1e15", "1e308", "8000", "0.40", "7000以上", "不超过30", "35左右", "3-4", "完成省下达任务", "+50", "翻一番",
        "年均增长8%", "增长15%", "下降120%", "—", "〔520〕", "五年累计520", "年均新增10", "保持稳定", "持续下降", "高于全省平均",
        "保持全省前三", "1500左右，年均增长6.5%左右", "年均增长5%，力争6%", "〔500〕，年均新增90", "6%-7%", "力争3以上", None,
    ]
)  # fmt: skip
FIGURES = st.sampled_from([None, "—", 0, -3, 1000, 1e-6, 1e15, 1e300, 33.333333333, 4556, "n/a"])
YEARS = st.sampled_from([1950, 1990, 2019, 2020, 2021, 2025, 2030, 2035, 2099])
METHODS = ["增长率", "增量", "按目标", "趋势", "S 曲线", "不变", "逐年值"]
MONTHS = ["2020年1-12月", "2021年1-3月", "2021年1-12月", "2024年1-6月", "2025年1-2月", "2026年1-3月"]


@st.composite
def odd_sheets(draw):
    """The sheets of a workbook: a list of rows each, the first of them the header."""
    names = draw(st.lists(st.sampled_from(sorted(INDICATORS)), max_size=6, unique=True))
    tree = draw(st.sampled_from(TREES))
    industries = draw(st.sampled_from([[], [["汽车", "k", None]], [["汽车", "k", None], ["零件", "l", "k"]]]))
    regions = [row[0] for row in tree]
    base, target, horizon = draw(
        st.sampled_from(
            [(2020, 2025, 2035), (2020, 2025, 2025), (2025, 2025, 2025), (2020, 2025, 2020), (1990, 2025, 2030), (2020, 2021, 2021), (2030, 2035, 2035), (None, 2025, None)]
        )
    )  # fmt: skip
    places = st.tuples(
        st.sampled_from(regions or ["市"]),
        st.sampled_from([None, *(row[0] for row in industries)]),
        st.sampled_from(names or ["产值"]),
    )
    sheets = {
        "规划": [
            ["项", "值"],
            ["名称", "奇怪的规划"],
            ["全市", draw(st.sampled_from([None, *regions[:2]]))],
            ["基期", base],
            ["目标年", target],
            ["展望年", horizon],
        ],
        "指标": [INDICATOR_HEAD, *(INDICATORS[one] for one in names)],
        "地区": [REGION_HEAD, *tree],
        "产业": [["名称", "代码", "上级"], *industries],
        "目标": [
            ["地区", "产业", "指标", "基期值", "基期", "目标值", "目标年", "力争值"],
            *(
                [*where, printed, own, text, year, stretch]
                for (where, year), (printed, own, text, stretch) in draw(
                    st.dictionaries(
                        st.tuples(places, YEARS),
                        st.tuples(FIGURES, st.sampled_from([None, 1985, 2020, 2025, 2099]), TEXTS, st.sampled_from([None, None, 9000])),
                        max_size=14,
                    )
                ).items()
            ),
        ],
    }  # fmt: skip
    years = draw(
        st.sampled_from([[], [2020], [2018, 2019, 2020], [2015, 2020, 2025], [1950, 2040], [2022, 2023]])
    )
    if years:
        sheets["数据"] = [["地区", "产业", "指标", *years]] + [
            [*where, *(draw(FIGURES) for _ in years)]
            for where in draw(st.lists(places, max_size=8, unique=True))
        ]
    if draw(st.booleans()):
        months = draw(st.lists(st.sampled_from(MONTHS), min_size=1, max_size=4, unique=True))
        sheets["进度"] = [["地区", "产业", "指标", *months]] + [
            [*where, *(draw(FIGURES) for _ in months)]
            for where in draw(st.lists(places, max_size=4, unique=True))
        ]
    chain = draw(
        st.sampled_from([[], [["基准", None]], [["基准", None], ["加快", "基准"], ["冲刺", "加快"]]])
    )
    sheets["情景"] = [["情景", "上级"], *chain]
    spoken = [row[0] for row in chain]
    if spoken:
        sheets["假设"] = [["情景", "地区", "产业", "指标", "方法", "参数", "拐点年", 2022, 2024]] + [
            [
                draw(st.sampled_from(spoken)),
                draw(st.sampled_from([None, "*", *regions])),
                None,
                draw(st.sampled_from(names or ["产值"])),
                draw(st.sampled_from(METHODS)),
                draw(st.sampled_from([None, 0, 8, -120, 1e6, 1e300])),
                draw(st.sampled_from([None, 2030])),
                draw(st.sampled_from([None, 5])),
                draw(st.sampled_from([None, -300, 1e12])),
            ]
            for _ in range(draw(st.integers(0, 6)))
        ]
        sheets["抓手"] = [
            ["抓手", "维度", "指标", "效应", "滞后"],
            ["招商", "投入", (names or ["产值"])[0], 2, 1],
        ]
        sheets["抓手强度"] = [
            ["情景", "抓手", "地区", "产业", 2021, 2024],
            [spoken[0], "招商", None, None, 50, 100],
        ]
    if draw(st.booleans()):
        sheets["上期目标"] = [
            ["地区", "产业", "指标", "基期值", "基期", "目标值", "目标年", "实绩", "结论", "出处"],
            *(
                [
                    *where,
                    draw(FIGURES),
                    draw(st.sampled_from([None, 2015])),
                    draw(TEXTS),
                    draw(YEARS),
                    draw(FIGURES),
                    None,
                    None,
                ]
                for where in draw(st.lists(places, max_size=3, unique=True))
            ),
        ]
        sheets["历次公布"] = [
            ["地区", "产业", "指标", "年份", "数值", "公布日期", "出处", "备注"],
            *(
                [*where, draw(YEARS), draw(FIGURES), "2021-11-05", "年报", None]
                for where in draw(st.lists(places, max_size=3, unique=True))
            ),
        ]
        sheets["计分"] = [
            ["项目", "指标", "产业", "分值", "计分办法", "上限", "名次差", "类别", "备注"],
            *(
                [
                    one,
                    one,
                    None,
                    10,
                    draw(st.sampled_from(["达标得分", "按比例", "place", "较上年"])),
                    None,
                    None,
                    None,
                    None,
                ]
                for one in names
            ),
        ]
        sheets["核查规则"] = [
            ["核查项", "表达式"],
            ["甲", "output >= energy"],
            ["乙", "sum(output) <= output"],
        ]
    return sheets


def read_odd(sheets: dict, folder: Path) -> PlanWorkbook | None:
    """The plan of such a workbook as read; None where the reader refuses it, which is an answer."""
    path = write(folder / "odd.xlsx", **sheets)
    with warnings.catch_warnings():
        # as the verbs and the window do: numpy's own words of an overflow are no planner's
        warnings.simplefilter("ignore", RuntimeWarning)
        try:
            return read(path)
        except Refused:
            return None
