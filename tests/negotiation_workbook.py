"""A synthetic workbook of a city and its counties with two rounds of negotiation (合成数据，非真实数据)."""

from openpyxl import Workbook

NAMES = ["东山县", "西川县", "南湖区", "北岭县", "中原区", "新港区"]
YEARS = [2020, 2021, 2022, 2023, 2024, 2025]
FIGURES = {
    "示例市": [1450, 1560, 1672, 1790, 1905, 2020],
    "东山县": [310, 341, 365.9, 395.2, 419.7, 448.1],
    "西川县": [220, 231, 245.8, 258.6, 270.5, 283.5],
    "南湖区": [400, 436, 470.9, 503.9, 541.7, 574.2],
    "北岭县": [150, 156, 163.8, 171.2, 177.2, 184.3],
    "中原区": [270, 291.6, 312.0, 335.4, 359.5, 385.4],
    "新港区": [None, None, None, None, 120, 144.5],
}
TARGETS = {"示例市": "3000以上", "东山县": "680", "西川县": "400", "南湖区": "850"}
SAID = [
    ["东山县", 1, "上报", "640", "重大项目 2027 年投产", "2026-03-10", "东山县发〔2026〕3号", None],
    ["东山县", 1, "下达", "690以上", "全市仍缺", "2026-04-02", None, None],
    ["东山县", 2, "上报", "660", "已挖潜到位", "2026-04-20", "东山县来函", None],
    ["西川县", 1, "上报", "380", "生态功能区限制", "2026-03-12", None, None],
    ["西川县", 1, "下达", "430", "按同速增长", "2026-04-02", None, None],
    ["南湖区", 1, "上报", "840", "现有势头", "2026-03-11", None, None],
    ["南湖区", 1, "下达", "850", "与贡献相称", "2026-04-02", None, "是"],
    ["北岭县", 1, "上报", "235左右", "山区县", "2026-03-15", None, None],
    ["中原区", 1, "上报", "年均增长7%", "按近年增速", "2026-03-09", None, None],
    ["中原区", 1, "下达", "560", "按同速增长", "2026-04-02", None, None],
]
HEAD = ["地区", "指标", "目标年", "轮次", "上下", "所提目标", "理由", "日期", "来文", "商定"]


def written(path, said=SAID):
    """The workbook written to a path; `said` are the rows of its negotiation, none for a sheet without any."""
    sheets = {
        "规划": [["项", "值"], ["名称", "示例市规划（合成数据）"], ["全市", "示例市"], ["基期", 2025], ["目标年", 2030], ["展望年", 2030]],
        "指标": [
            ["名称", "代码", "英文", "单位", "类型", "汇总", "小数位"],
            ["工业增加值", "va", "Industrial value added", "亿元", "总量", "合计", 1],
            ["工业增速", "rate", "Industrial growth", "%", "增速", "不汇总", 1],
        ],
        "地区": [
            ["名称", "代码", "英文", "上级"],
            ["示例市", "city", "Example City", None],
            *([name, f"c{place}", f"County {place}", "示例市"] for place, name in enumerate(NAMES, start=1)),
        ],
        "目标": [
            ["地区", "指标", "基期值", "基期", "目标值", "目标年"],
            *([name, "工业增加值", FIGURES[name][-1], 2025, text, 2030] for name, text in TARGETS.items()),
        ],
        "数据": [
            ["地区", "指标", *YEARS],
            *([name, "工业增加值", *figures] for name, figures in FIGURES.items()),
        ],
        "情景": [["情景", "上级", "颜色"], ["惯性", None, "#8a8f98"]],
        "目标协商": [HEAD, *([row[0], "工业增加值", 2030, *row[1:]] for row in said)],
    }  # fmt: skip
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        if name == "目标协商" and not said:
            continue
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path
