"""Workbooks made in a test: a sheet is a list of rows, the first of them the header."""

from openpyxl import Workbook

TARGETS = [
    ["地区", "产业", "指标", "基期值", "基期", "目标值", "目标年", "力争值"],
    ["市", None, "产值", 100, 2020, "200以上", 2025, None],
    ["县", None, "产值", 40, 2020, 80, 2025, None],
]
BOOK = {
    "规划": [
        ["项", "值"],
        ["名称", "试验规划"],
        ["全市", "市"],
        ["基期", 2020],
        ["目标年", 2025],
        ["展望年", 2030],
    ],
    "指标": [
        ["名称", "代码", "单位", "类型", "汇总", "公式", "权重指标", "小数位"],
        ["产值", "output", "亿元", "总量", None, None, None, 1],
        ["企业数", "firms", "家", "数量", None, None, None, None],
        ["户均产值", "per_firm", "亿元/家", "比率", None, "output / firms", None, None],
    ],
    "地区": [["名称", "代码", "上级", "角色"], ["市", None, None, None], ["县", None, "市", "大县"]],
    "目标": TARGETS,
}


def write(path, **sheets):
    """A workbook out of BOOK with some sheets replaced (None takes one away)."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in {**BOOK, **sheets}.items():
        if rows is None:
            continue
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def codes(reading):
    """The codes of a reading's problems, in their order."""
    return [problem.code for problem in reading.problems]
