"""A province's, a city's and three counties' plans with the city's last plan: all figures are synthetic, 合成数据，非真实数据.

`SOUND` are the sheets of the six workbooks, which agree with each other; `written` writes them, with some cells changed.
The east county counts its product in 万元, the north county's plan is the printed table alone.
"""

from copy import deepcopy

import xlsxwriter

SYNTHETIC = "合成数据，非真实数据"
PROVINCE, CITY, EAST, WEST, NORTH, LAST = (
    "青川省.xlsx",
    "云岭市.xlsx",
    "东县.xlsx",
    "西县.xlsx",
    "北县.xlsx",
    "云岭市上期.xlsx",
)

INDICATOR_HEAD = ["名称", "代码", "单位", "类型", "方向", "属性", "汇总", "权重指标", "小数位"]
INDICATORS = {
    "gdp": ["地区生产总值", "gdp", "亿元", "总量", "正向", "预期性", "求和", "", 1],
    "income": ["居民人均可支配收入", "income", "元", "总量", "正向", "预期性", "不汇总", "", 0],
    "firms": ["规模以上工业企业数", "firms", "家", "数量", "正向", "预期性", "求和", "", 0],
    "jobs": ["城镇新增就业", "jobs", "万人", "流量", "正向", "预期性", "求和", "", 1],
    "population": ["常住人口", "population", "万人", "总量", "正向", "预期性", "求和", "", 1],
    "urban": ["常住人口城镇化率", "urban", "%", "比率", "正向", "预期性", "加权平均", "population", 1],
    "land": ["耕地保有量", "land", "万亩", "总量", "正向", "约束性", "求和", "", 1],
    "energy": ["能源消费总量", "energy", "万吨标准煤", "总量", "负向", "约束性", "求和", "", 1],
    "forest": ["森林覆盖率", "forest", "%", "比率", "正向", "约束性", "不汇总", "", 1],
    "air": ["细颗粒物浓度", "air", "微克/立方米", "指数", "负向", "约束性", "不汇总", "", 1],
}
TARGET_HEAD = ["地区", "指标", "基期值", "基期", "目标值", "目标年", "备注"]
YEARS = [2023, 2024, 2025]
DATA_HEAD = ["地区", "指标", *map(str, YEARS)]


def _settings(title, root, base=2025, target=2030):
    return [
        ["项", "值"],
        ["名称", f"{title}（{SYNTHETIC}）"],
        ["全市", root],
        ["基期", base],
        ["目标年", target],
        ["展望年", target],
    ]


def _indicators(**changed):
    rows = deepcopy(INDICATORS)
    for code, values in changed.items():
        for column, value in values.items():
            rows[code][INDICATOR_HEAD.index(column)] = value
    return [INDICATOR_HEAD, *rows.values()]


def _targets(rows, target=2030):
    return [TARGET_HEAD, *([region, name, base, "", text, target, ""] for region, name, base, text in rows)]


def _data(rows):
    return [DATA_HEAD, *([region, name, *figures] for region, name, figures in rows)]


def _county(name, indicators, targets, data):
    return {
        "规划": _settings(f"{name}规划", name),
        "指标": indicators,
        "地区": [["名称", "代码", "上级"], [name, "own", ""]],
        "目标": _targets([(name, *row) for row in targets]),
        "数据": _data([(name, *row) for row in data]),
    }


SOUND = {
    PROVINCE: {
        "规划": _settings("青川省规划", "青川省"),
        "指标": _indicators(),
        "地区": [
            ["名称", "代码", "上级"],
            ["青川省", "province", ""],
            ["云岭市", "yunling", "青川省"],
            ["临江市", "linjiang", "青川省"],
        ],
        "目标": _targets(
            [
                ("青川省", "gdp", "", "年均增长6%左右"),
                ("青川省", "income", "", "年均增长6%以上"),
                ("青川省", "land", "", "不低于620"),
                ("青川省", "energy", "", "不超过1500"),
                ("青川省", "forest", "", "62以上"),
                ("青川省", "air", "", "32以下"),
                ("云岭市", "gdp", "", "400以上"),
                ("临江市", "gdp", "", "1180以上"),
                ("云岭市", "income", "", "年均增长6%以上"),
                ("云岭市", "land", "", "不低于200"),
                ("临江市", "land", "", "不低于420"),
                ("云岭市", "energy", "", "不超过510"),
                ("临江市", "energy", "", "不超过980"),
                ("云岭市", "forest", "", "65以上"),
                ("云岭市", "air", "", "30以下"),
            ]
        ),
        "数据": _data(
            [
                ("青川省", "gdp", [1068.4, 1132.5, 1200.5]),
                ("云岭市", "gdp", [267, 283, 300]),
                ("临江市", "gdp", [801.4, 849.5, 900.5]),
                ("青川省", "income", [35600, 37800, 40100]),
                ("云岭市", "income", [33900, 35800, 38000]),
                ("青川省", "land", [621.2, 620.8, 620.4]),
                ("云岭市", "land", [200.5, 200.3, 200.1]),
                ("青川省", "energy", [1390, 1410, 1440]),
                ("云岭市", "energy", [470, 478, 486]),
                ("青川省", "forest", [61.2, 61.4, 61.6]),
                ("云岭市", "forest", [64.1, 64.3, 64.6]),
                ("青川省", "air", [34.1, 33.5, 33.2]),
                ("云岭市", "air", [32.3, 31.9, 31.2]),
            ]
        ),
    },
    CITY: {
        "规划": _settings("云岭市规划", "云岭市"),
        "指标": _indicators(),
        "地区": [
            ["名称", "代码", "上级"],
            ["云岭市", "city", ""],
            ["东县", "east", "云岭市"],
            ["西县", "west", "云岭市"],
            ["北县", "north", "云岭市"],
        ],
        "目标": _targets(
            [
                ("云岭市", "gdp", "300", "420以上"),
                ("云岭市", "income", "38000", "年均增长6.5%以上"),
                ("云岭市", "firms", "830", "1000以上"),
                ("云岭市", "jobs", "", "〔15〕"),
                ("云岭市", "population", "236.5", "240"),
                ("云岭市", "urban", "57.2", "60左右"),
                ("云岭市", "land", "200.1", "不低于200"),
                ("云岭市", "energy", "486", "不超过500"),
                ("云岭市", "forest", "64.6", "65以上"),
                ("云岭市", "air", "31.2", "30以下（完成省下达任务）"),
                ("东县", "land", "", "不低于80.5"),
                ("西县", "land", "", "不低于70.2"),
                ("北县", "land", "", "不低于49.3"),
                ("东县", "energy", "", "不超过200"),
                ("西县", "energy", "", "不超过180"),
                ("北县", "energy", "", "不超过120"),
                ("东县", "gdp", "", "年均增长6%以上"),
                ("东县", "forest", "", "60以上"),
                ("西县", "forest", "", "70以上"),
                ("北县", "forest", "", "66以上"),
            ]
        ),
        "数据": _data(
            [
                ("云岭市", "gdp", [267, 283, 300]),
                ("东县", "gdp", [106.1, 113.2, 120.4]),
                ("西县", "gdp", [89.3, 94.1, 99.6]),
                ("北县", "gdp", [71.6, 75.7, 80.0]),
                ("云岭市", "income", [33900, 35800, 38000]),
                ("云岭市", "firms", [781, 804, 830]),
                ("云岭市", "jobs", [2.8, 2.9, 3.1]),
                ("云岭市", "population", [235.4, 236.1, 236.5]),
                ("云岭市", "urban", [55.6, 56.4, 57.2]),
                ("云岭市", "land", [200.5, 200.3, 200.1]),
                ("云岭市", "energy", [470, 478, 486]),
                ("云岭市", "forest", [64.1, 64.3, 64.6]),
                ("云岭市", "air", [32.3, 31.9, 31.2]),
            ]
        ),
        "上期目标": [
            ["地区", "指标", "基期值", "基期", "目标值", "目标年", "实绩", "结论"],
            ["云岭市", "gdp", 221.3, 2020, "290以上", 2025, 300, "达标"],
            ["云岭市", "land", 201.2, 2020, "不低于200", 2025, 200.1, "达标"],
            ["云岭市", "forest", 62.8, 2020, "64以上", 2025, 64.6, "达标"],
        ],
    },
    EAST: _county(
        "东县",
        _indicators(gdp={"单位": "万元", "小数位": 0}),
        [
            ("gdp", "1204000", "1700000以上"),
            ("income", "39200", "年均增长6.5%"),
            ("firms", "420", "500以上"),
            ("jobs", "", "〔6〕"),
            ("population", "99.1", "100"),
            ("urban", "52.4", "55左右"),
            ("land", "80.6", "不低于80.5"),
            ("energy", "196", "不超过200"),
            ("forest", "59.4", "60以上"),
            ("air", "31", "完成市下达任务"),
        ],
        [
            ("gdp", [1061300, 1132200, 1204000]),
            ("firms", [395, 407, 420]),
            ("population", [98.5, 98.8, 99.1]),
        ],
    ),
    WEST: _county(
        "西县",
        _indicators(),
        [
            ("gdp", "99.6", "140以上"),
            ("income", "37100", "年均增长6.5%左右"),
            ("firms", "250", "300以上"),
            ("jobs", "", "〔5〕"),
            ("population", "78.2", "80"),
            ("urban", "59.3", "62左右"),
            ("land", "70.2", "不低于70.2"),
            ("energy", "175", "不超过180"),
            ("forest", "69.5", "70以上"),
            ("air", "30.5", "30以下"),
        ],
        [("gdp", [89.3, 94.1, 99.6]), ("firms", [238, 243, 250])],
    ),
    NORTH: {
        "主要指标": [
            [f"北县“十五五”时期经济社会发展主要指标（{SYNTHETIC}）"],
            ["序号", "指标", "2025年", "2030年", "指标属性"],
            [1, "地区生产总值（亿元）", 80.0, "110以上", "预期性"],
            [2, "居民人均可支配收入（元）", 36500, "年均增长6%以上", "预期性"],
            [3, "规模以上工业企业数（家）", 160, "200以上", "预期性"],
            [4, "城镇新增就业（万人）", "—", "〔4〕", "预期性"],
            [5, "常住人口（万人）", 59.2, "60", "预期性"],
            [6, "常住人口城镇化率（%）", 63.4, "66左右", "预期性"],
            [7, "耕地保有量（万亩）", 49.3, "不低于49.3", "约束性"],
            [8, "能源消费总量（万吨标准煤）", 115, "不超过120", "约束性"],
            [9, "森林覆盖率（%）", 65.3, "66以上", "约束性"],
            [10, "细颗粒物浓度（微克/立方米）", 30.2, "30以下", "约束性"],
        ],
    },
    LAST: {
        "规划": _settings("云岭市上期规划", "云岭市", 2020, 2025),
        "指标": [INDICATOR_HEAD, INDICATORS["gdp"], INDICATORS["land"], INDICATORS["forest"]],
        "地区": [["名称", "代码", "上级"], ["云岭市", "yl", ""], ["东县", "yl1", "云岭市"], ["西县", "yl2", "云岭市"], ["北县", "yl3", "云岭市"]],
        "目标": _targets(
            [
                ("云岭市", "gdp", "221.3", "290以上"),
                ("云岭市", "land", "201.2", "不低于200"),
                ("云岭市", "forest", "62.8", "64以上"),
            ],
            2025,
        ),
        "数据": _data(
            [
                ("云岭市", "gdp", [267, 283, 300]),
                ("东县", "gdp", [106.1, 113.2, 120.4]),
                ("云岭市", "land", [200.5, 200.3, 200.1]),
                ("云岭市", "forest", [64.1, 64.3, 64.6]),
            ]
        ),
    },
}  # fmt: skip


def changed(*changes):
    """The sheets of all workbooks with changes: (file, sheet, row head or heads, column head, value); None drops the row.

    A row is found by the texts of its first cells, a column by its head in the first row that has it.
    """
    books = deepcopy(SOUND)
    for file, sheet, named, column, value in changes:
        rows = books[file][sheet]
        heads = (named,) if isinstance(named, str) else tuple(named)
        found = [row for row in rows if all(head in map(str, row) for head in heads)]
        assert len(found) == 1, (file, sheet, heads, found)
        if column is None:
            rows.remove(found[0])
            continue
        head = next(row for row in rows if column in map(str, row))
        found[0][list(map(str, head)).index(column)] = value
    return books


def written(folder, books=None, only=None):
    """The workbooks in a folder: their paths, the province's first."""
    paths = []
    for file, sheets in (books or SOUND).items():
        if only is not None and file not in only:
            continue
        path = folder / file
        with xlsxwriter.Workbook(path) as made:
            for name, rows in sheets.items():
                sheet = made.add_worksheet(name)
                for line, row in enumerate(rows):
                    sheet.write_row(line, 0, row)
        paths.append(path)
    return paths
