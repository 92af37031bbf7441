"""A small workbook of a city with two counties whose targets are divided among years; all figures are synthetic."""

import xlsxwriter

SHEETS = {
    "规划": [
        ["项", "值"],
        ["名称", "云岭市规划"],
        ["全市", "云岭市"],
        ["基期", 2025],
        ["目标年", 2030],
        ["展望年", 2030],
    ],
    "指标": [
        ["名称", "代码", "英文", "单位", "类型", "方向", "小数位"],
        ["地区生产总值", "gdp", "GDP", "亿元", "总量", "正向", 1],
        ["企业数", "firms", "Firms", "家", "数量", "正向", 0],
        ["新增就业", "jobs", "New jobs", "万人", "流量", "正向", 1],
        ["工业增速", "pace", "Growth of industry", "%", "增速", "正向", 1],
        ["服务业占比", "share", "Services", "%", "比率", "正向", 1],
        ["粮食产量", "grain", "Grain", "万吨", "总量", "正向", 1],
        ["亏损", "loss", "Losses", "亿元", "总量", "正向", 1],
    ],
    "地区": [
        ["名称", "代码", "英文", "上级"],
        ["云岭市", "city", "Yunling", ""],
        ["东县", "east", "East", "云岭市"],
        ["西县", "west", "West", "云岭市"],
    ],
    "目标": [
        ["地区", "指标", "目标值", "目标年"],
        ["云岭市", "gdp", "161.051", 2030],
        ["东县", "gdp", "60以上", 2030],
        ["云岭市", "firms", "103", 2030],
        ["东县", "firms", "60", 2030],
        ["西县", "firms", "43", 2030],
        ["云岭市", "jobs", "〔70〕", 2030],
        ["云岭市", "pace", "年均增长6%", 2030],
        ["云岭市", "share", "55", 2030],
        ["云岭市", "grain", "保持稳定", 2030],
        ["云岭市", "loss", "20", 2030],
    ],
    "数据": [
        ["地区", "指标", "2023", "2024", "2025"],
        ["云岭市", "gdp", None, 95, 100],
        ["东县", "gdp", None, 49, 50],
        ["云岭市", "firms", None, 98, 100],
        ["东县", "firms", None, 59, 60],
        ["西县", "firms", None, 39, 40],
        ["云岭市", "jobs", None, 12, 13],
        ["云岭市", "pace", None, 5, 5.5],
        ["云岭市", "share", 48, 49, 50],
        ["云岭市", "grain", None, 9, 9],
        ["云岭市", "loss", None, -4, -3],
    ],
    "情景": [["情景"], ["惯性"]],
    "假设": [["情景", "指标", "方法", "参数"], ["惯性", "gdp", "增长率", 5]],
}


def written(file, **sheets):
    with xlsxwriter.Workbook(file) as made:
        for name, rows in {**SHEETS, **sheets}.items():
            sheet = made.add_worksheet(name)
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
    return file
