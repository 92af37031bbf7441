"""What each verb of the command line takes: its options with their words, and what may stand behind them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from npfdesk.command_line import CommandParser
from npfdesk.engine.ensembles.workers import LOCAL
from npfdesk.plan.numbers import parse_figure
from npfdesk.plan.problems import Problem, Wording

OFFICIAL_KINDS: Final = ("evaluation", "yearly")
"""The codes of the official reports, whose own room need not be opened to declare them."""


def whole_number(text: str) -> int:
    """A whole number as people write it, by the program's one grammar."""
    figure = parse_figure(text, "")
    if isinstance(figure, Problem) or not figure.is_integer():
        raise argparse.ArgumentTypeError(f"not a whole number: {text}")
    return int(figure)


_FILE: Final = Wording("文件", "FILE")
_S: Final = Wording("情景", "S")
_R: Final = Wording("地区", "R")
_I: Final = Wording("指标", "I")
_X: Final = Wording("产业", "X")
_Y: Final = Wording("年份", "Y")
_FIRST: Final = Wording("情景；默认第一个", "the scenario; default: the first")
_INDICATOR: Final = Wording("指标的名称或代码", "the indicator, by name or code")
_REGION: Final = Wording("地区的名称或代码", "the region, by name or code")
_INDUSTRY: Final = Wording(
    "产业的名称或代码；默认全部产业", "the industry, by name or code; default: all industries"
)


def _workbook(parser: CommandParser) -> None:
    parser.argument("file", meaning=Wording("规划的工作簿", "the plan's workbook"), type=Path, metavar=_FILE)
    _password(parser)


def _password(parser: CommandParser) -> None:
    parser.argument(
        "--password-from",
        meaning=Wording(
            "工作簿有密码时：首行为密码的文件，或写 - 当场输入（没有终端时取标准输入的首行）；密码不保存",
            "of an encrypted workbook: the file whose first line is its password, or - to type it (without a terminal: "
            "the first line of standard input); it is not kept",
        ),
        metavar=Wording("文件|-", "FILE|-"),
    )


def _over_read_only(parser: CommandParser) -> None:
    parser.argument(
        "--overwrite-read-only",
        meaning=Wording("文件为只读时也替换它", "replace a file also where it is read-only"),
        dest="over_read_only",
        action="store_true",
    )


def check(parser: CommandParser) -> None:
    """The arguments of `check`."""
    _workbook(parser)


def project(parser: CommandParser) -> None:
    """The arguments of `project`."""
    _workbook(parser)
    parser.argument(
        "--scenario", meaning=Wording("只要一个情景；默认全部", "one scenario; default: all"), metavar=_S
    )
    parser.argument(
        "--format",
        meaning=Wording("csv 表格（默认）或 json", "csv, a table (default), or json"),
        choices=("csv", "json"),
        default="csv",
    )
    parser.argument(
        "--json",
        meaning=Wording("同 --format json", "the same as --format json"),
        dest="format",
        action="store_const",
        const="json",
    )
    parser.argument(
        "-o",
        meaning=Wording("写入文件，而不是标准输出", "a file instead of standard output"),
        dest="output",
        type=Path,
        metavar=Wording("文件", "OUT"),
    )
    _over_read_only(parser)


def seek(parser: CommandParser) -> None:
    """The arguments of `seek`."""
    _workbook(parser)
    parser.argument("--scenario", meaning=Wording("情景", "the scenario"), metavar=_S, required=True)
    parser.argument("--region", meaning=_REGION, metavar=_R, required=True)
    parser.argument("--indicator", meaning=_INDICATOR, metavar=_I, required=True)
    parser.argument("--industry", meaning=_INDUSTRY, metavar=_X)
    parser.argument(
        "--by",
        meaning=Wording(
            "反推什么：growth 增速，step 增量，或抓手的名称；默认为该序列现用的",
            "what is sought: growth, step, or a lever by name; default: as the series moves by now",
        ),
        metavar=Wording("growth|step|抓手", "growth|step|LEVER"),
    )
    parser.argument(
        "--within",
        meaning=Wording(
            "所求的上下限；默认增速 -90 到 1000，抓手 0 到 100，增量为差距的十倍",
            "bounds of what is sought; default: growth -90 1000, a lever 0 100, a step ten times the way",
        ),
        nargs=2,
        metavar=(Wording("下限", "LOW"), Wording("上限", "HIGH")),
    )


def benchmark(parser: CommandParser) -> None:
    """The arguments of `benchmark`."""
    _workbook(parser)
    parser.argument("--region", meaning=_REGION, metavar=_R, required=True)
    parser.argument("--indicator", meaning=_INDICATOR, metavar=_I, required=True)
    parser.argument("--industry", meaning=_INDUSTRY, metavar=_X)
    parser.argument(
        "--against",
        meaning=Wording(
            "对标谁：对标地区、上级地区，或目标所指的指标；默认为目标所指，否则第一个对标地区",
            "a benchmark region, a region above, or the indicator that the target names; default: what the target names, "
            "else the first benchmark region",
        ),
        metavar=Wording("对标", "B"),
    )
    parser.argument(
        "--growth",
        meaning=Wording(
            "对标者每年增长多少 %（比率为每年多少个百分点）；默认按情景，否则按其以往",
            "the benchmark's growth, % a year (points a year for a ratio); default: the scenario's, else its past",
        ),
        metavar=Wording("增速", "Y"),
    )
    parser.argument("--scenario", meaning=_FIRST, metavar=_S)
    parser.argument(
        "--relation",
        meaning=Wording(
            "stated 按目标所说，level 达到其水平，share 保持现在的比例（比率为百分点之差）",
            "stated: as the target says; level: reach its level; share: keep today's ratio (distance in points)",
        ),
        choices=("stated", "level", "share"),
    )


def allocate(parser: CommandParser) -> None:
    """The arguments of `allocate`."""
    _workbook(parser)
    parser.argument("--indicator", meaning=_INDICATOR, metavar=_I, required=True)
    parser.argument(
        "--total",
        meaning=Wording("要分解的总数；默认为全市的目标", "the total; default: the root's own target"),
        metavar=Wording("总数", "X"),
    )
    parser.argument(
        "--rule",
        meaning=Wording(
            "base 按基期值（默认），target 按现有目标，increment 按增量，catch-up 追赶，capacity 按 --weight 的指标",
            "by base values (default), present targets, increments, catching up, or the indicator of --weight (capacity)",
        ),
        choices=("base", "target", "increment", "catch-up", "capacity"),
        default="base",
    )
    parser.argument(
        "--weight",
        meaning=Wording("capacity 所用的权重指标", "the indicator that capacity weighs by"),
        metavar=Wording("代码", "CODE"),
    )
    for side, told in (
        ("hold", Wording("地区 R 固定为 V；可重复", "region R stays at V; repeatable")),
        ("floor", Wording("地区 R 至少 V；可重复", "region R at least V; repeatable")),
        ("cap", Wording("地区 R 至多 V；可重复", "region R at most V; repeatable")),
    ):
        parser.argument(f"--{side}", meaning=told, metavar=Wording("地区=数值", "R=V"), action="append")


def uncertainty(parser: CommandParser) -> None:
    """The arguments of `uncertainty`."""
    _workbook(parser)
    parser.argument("--scenario", meaning=Wording("情景", "the scenario"), metavar=_S, required=True)
    parser.argument(
        "--draws",
        meaning=Wording("抽样次数；默认 10000", "how many draws; default: 10000"),
        type=whole_number,
        metavar=Wording("次数", "N"),
        default=10_000,
    )
    parser.argument(
        "--seed",
        meaning=Wording(
            "随机数的种子，相同的种子得相同的结果；默认 1",
            "of the random numbers: the same gives the same; default: 1",
        ),
        type=whole_number,
        metavar=Wording("种子", "K"),
        default=1,
    )
    parser.argument(
        "--shape",
        meaning=Wording(
            "参数的分布：triangular 三角（默认），normal 正态",
            "the distribution of a parameter: triangular (default) or normal",
        ),
        choices=("triangular", "normal"),
        default="triangular",
    )
    parser.argument(
        "--sampling",
        meaning=Wording(
            "抽样方式：antithetic 对偶（默认），sobol 低差异序列",
            "how is drawn: in antithetic pairs (default) or from a Sobol sequence",
        ),
        choices=("antithetic", "sobol"),
        default="antithetic",
    )
    parser.argument(
        "--correlation",
        meaning=Wording("地区之间的相关系数，0 到 1；默认 0", "between regions, 0 to 1; default: 0"),
        metavar=Wording("系数", "R"),
        default="0",
    )
    parser.argument(
        "--workers",
        meaning=Wording(
            "同时计算的份数；默认用全部处理器核。结果与份数无关；别处的集群用它自己的工作进程，不看这个数",
            "how many parts are computed at a time; default: every core. The result does not depend on it, and a cluster "
            "elsewhere uses all of its own workers whatever it says",
        ),
        type=whole_number,
        metavar=Wording("份数", "N"),
    )
    parser.argument(
        "--cluster",
        meaning=Wording(
            "在集群上计算：调度程序的地址（主机:端口），不写地址则在本机启动；须另行安装，见帮助“安装与管理”",
            "compute on a Dask cluster: its scheduler's address (such as tcp://10.0.0.5:8786), without one a cluster on this "
            "machine; needs npfdesk[cluster]",
        ),
        nargs="?",
        const=LOCAL,
        default="",
        metavar=Wording("地址", "ADDRESS"),
    )


def annual(parser: CommandParser) -> None:
    """The arguments of `annual`."""
    _workbook(parser)
    parser.argument("--indicator", meaning=_INDICATOR, metavar=_I, required=True)
    parser.argument(
        "--region",
        meaning=Wording(
            "地区的名称或代码；默认全市", "the region, by name or code; default: the plan's own region"
        ),
        metavar=_R,
    )
    parser.argument("--industry", meaning=_INDUSTRY, metavar=_X)
    parser.argument("--scenario", meaning=_FIRST, metavar=_S)
    parser.argument(
        "--rule",
        meaning=Wording(
            "growth 各年增速相同（默认），step 各年增量相同，path 按情景路径，front 前快后慢，back 前慢后快",
            "equal growth (default), equal steps, along the scenario's path, more early (front) or more late (back)",
        ),
        choices=("growth", "step", "path", "front", "back"),
        default="growth",
    )
    parser.argument(
        "--factor",
        meaning=Wording(
            "front 和 back 所用：相邻两年增量之比；默认 1.2",
            "of front and back: by how much steps differ; default: 1.2",
        ),
        metavar=Wording("倍数", "F"),
        default="1.2",
    )


def report(parser: CommandParser) -> None:
    """The arguments of `report`."""
    _workbook(parser)
    parser.argument(
        "-o",
        meaning=Wording("要写的文件，由其结尾决定格式", "the file to write; its ending chooses the form"),
        dest="output",
        type=Path,
        metavar=Wording("文件", "OUT"),
        required=True,
    )
    _over_read_only(parser)
    parser.argument(
        "--scenario",
        meaning=Wording("只要这个情景，可重复；默认全部", "one scenario, may be repeated; default: all"),
        metavar=_S,
        action="append",
    )
    parser.argument(
        "--region",
        meaning=Wording(
            "只要这个地区（全域总在内），可重复；默认全部",
            "one region (the whole is always in), may be repeated; default: all",
        ),
        metavar=_R,
        action="append",
    )
    parser.argument(
        "--indicator",
        meaning=Wording("只要这项指标，可重复；默认全部", "one indicator, may be repeated; default: all"),
        metavar=_I,
        action="append",
    )
    parser.argument(
        "--section",
        meaning=Wording(
            "只要这一章节，可重复，按所写的先后；默认全部",
            "one section, may be repeated, in the order given; default: all",
        ),
        metavar=Wording("章节", "KEY"),
        action="append",
    )
    parser.argument(
        "--watermark",
        meaning=Wording("每页的水印：征求意见稿或内部资料", "across every page: comment or internal"),
        metavar=Wording("水印", "WORDS"),
    )
    parser.argument(
        "--no-seal",
        meaning=Wording("不标明草稿、定稿等状态", "without the state (draft, adopted) on the pages"),
        action="store_true",
    )
    parser.argument(
        "--template",
        meaning=Wording(
            "本单位的样式文件：幻灯片（.pptx、.potx）或文档（.docx、.dotx）按它排版；评估报告、年度计划报告为带字段的模板",
            "slides (.pptx, .potx) or a document (.docx, .dotx) in the style of this file of your office; for an evaluation or "
            "yearly-plan report a template with fields",
        ),
        type=Path,
        metavar=_FILE,
    )
    parser.argument(
        "--form",
        meaning=Wording(
            "book 图表报告（默认）；evaluation 评估报告，yearly 年度计划报告：公文格式的 Word 文档（.docx）",
            "book (default), tables and charts; evaluation or yearly: an evaluation or yearly-plan report in words, as a Word "
            "document (.docx) in the official layout",
        ),
        choices=("book", *OFFICIAL_KINDS),
        default="book",
    )
    parser.argument(
        "--year",
        meaning=Wording(
            "评估报告、年度计划报告的年份；默认：评估为最后一个有现状值的年份，年度计划为其后一年",
            "the year of an evaluation or yearly-plan report; default: the last with actuals, and the one after it",
        ),
        type=whole_number,
        metavar=_Y,
    )
    parser.argument(
        "--no-register",
        meaning=Wording(
            "评估报告、年度计划报告不附“语句依据登记表”",
            "an evaluation or yearly-plan report without its annex of what each sentence rests on",
        ),
        dest="register",
        action="store_false",
    )
    parser.argument(
        "--afresh",
        meaning=Wording(
            "重新生成评估报告、年度计划报告，不保留原文件里手改的文字",
            "write an evaluation or yearly-plan report afresh, without what was changed by hand in the file",
        ),
        action="store_true",
    )


def template(parser: CommandParser) -> None:
    """The arguments of `template`."""
    parser.argument(
        "-o",
        meaning=Wording("要写的工作簿或报告模板", "the workbook or the report's template to write"),
        dest="output",
        type=Path,
        metavar=Wording("文件.xlsx|.docx", "FILE.xlsx|.docx"),
        required=True,
    )
    parser.argument(
        "--form",
        meaning=Wording(
            "workbook 空工作簿（默认）；evaluation、yearly：评估报告、年度计划报告的 Word 模板样张（.docx），每个字段都用到",
            "workbook (default), an empty workbook; evaluation or yearly: a sample Word template (.docx) of that report with "
            "every field in use",
        ),
        choices=("workbook", *OFFICIAL_KINDS),
        default="workbook",
    )


def index(parser: CommandParser) -> None:
    """The arguments of `index`."""
    _workbook(parser)
    parser.argument(
        "--indicators",
        meaning=Wording(
            "各指标的名称或代码，用逗号隔开", "the indicators, by name or code, with commas between"
        ),
        metavar=Wording("代码,代码…", "CODE,CODE…"),
        required=True,
    )
    parser.argument("--scenario", meaning=_FIRST, metavar=_S)
    parser.argument(
        "--year",
        meaning=Wording("年份；默认基期", "the year; default: the base year"),
        type=whole_number,
        metavar=_Y,
    )
    parser.argument(
        "--weights",
        meaning=Wording("entropy 熵权（默认），equal 等权", "entropy weights (default) or equal weights"),
        choices=("entropy", "equal"),
        default="entropy",
    )


def disparity(parser: CommandParser) -> None:
    """The arguments of `disparity`."""
    _workbook(parser)
    parser.argument("--indicator", meaning=_INDICATOR, metavar=Wording("代码", "CODE"), required=True)
    parser.argument("--scenario", meaning=_FIRST, metavar=_S)
    parser.argument(
        "--of",
        meaning=Wording(
            "path 只看路径（默认），target 把目标作为又一年",
            "path (default), or target: the targets as one more year",
        ),
        choices=("path", "target"),
        default="path",
    )


def forecast(parser: CommandParser) -> None:
    """The arguments of `forecast`."""
    _workbook(parser)
    parser.argument("--region", meaning=_REGION, metavar=_R, required=True)
    parser.argument("--indicator", meaning=_INDICATOR, metavar=_I, required=True)
    parser.argument(
        "--method",
        meaning=Wording(
            "cagr 年均增速（默认），linear 直线，logistic S 曲线，holt 阻尼趋势（Gardner and McKenzie 1985），gm11 灰色模型（邓聚龙 1982）",
            "cagr: compound growth (default); linear; logistic: an S curve; holt: a damped trend (Gardner and McKenzie "
            "1985); gm11: the grey model (Deng 1982)",
        ),
        choices=("cagr", "linear", "logistic", "holt", "gm11"),
        default="cagr",
    )


def track(parser: CommandParser) -> None:
    """The arguments of `track`."""
    _workbook(parser)
    parser.argument(
        "--through",
        meaning=Wording("看到哪个月", "the last month looked at"),
        metavar=Wording("年-月", "YYYY-MM"),
        required=True,
    )
    parser.argument(
        "--scenario",
        meaning=Wording("用哪个情景的目标；默认第一个", "whose targets; default: the first"),
        metavar=_S,
    )


def evaluate(parser: CommandParser) -> None:
    """The arguments of `evaluate`."""
    _workbook(parser)
    parser.argument(
        "--year",
        meaning=Wording("评估年份", "the year of the evaluation"),
        type=whole_number,
        metavar=_Y,
        required=True,
    )
    parser.argument("--scenario", meaning=_FIRST, metavar=_S)
    parser.argument(
        "--known",
        meaning=Wording(
            "按当日所知的数据评估；默认用全部数据",
            "by the figures as they were known on that day; default: all",
        ),
        metavar=Wording("年-月-日", "YYYY-MM-DD"),
    )


def roll(parser: CommandParser) -> None:
    """The arguments of `roll`."""
    _workbook(parser)
    parser.argument(
        "-o",
        meaning=Wording("要写的新工作簿", "the new workbook to write"),
        dest="output",
        type=Path,
        metavar=Wording("新文件.xlsx", "NEW.xlsx"),
        required=True,
    )
    _over_read_only(parser)
    for name, told, needed in (
        ("base", Wording("新的基期：有数据的最后一年", "the new base year: the last one with figures"), True),
        ("target", Wording("新的目标年", "the new target year"), True),
        (
            "horizon",
            Wording(
                "新的展望年；默认不变，至少为目标年",
                "the new horizon; default: the old one, at least the target year",
            ),
            False,
        ),
    ):
        parser.argument(f"--{name}", meaning=told, type=whole_number, metavar=_Y, required=needed)
    parser.argument(
        "--draft",
        meaning=Wording(
            "新目标按什么起草：none 不起草（默认），trend 序列的趋势，pace 上期规划的速度，growth 各地同速至总量目标",
            "by what the new targets are drafted: not at all (none, default), the series' trend, the last plan's pace, or "
            "equal growth to the whole's total",
        ),
        choices=("none", "trend", "pace", "growth"),
        default="none",
    )


def collect(parser: CommandParser) -> None:
    """The arguments of `collect`."""
    _workbook(parser)
    parser.argument(
        "--to",
        meaning=Wording(
            "写入的文件夹，没有就新建；已有同名文件或收集目录时不写",
            "the folder to write into, made where there is none; refused where it holds such files or an index already",
        ),
        type=Path,
        metavar=Wording("文件夹", "DIR"),
        required=True,
    )
    parser.argument(
        "--by",
        meaning=Wording(
            "region 每个地区一份（默认），owner 每个牵头或责任单位一份",
            "a form for each region (default) or for each lead department or owner",
        ),
        choices=("region", "owner"),
        default="region",
    )
    parser.argument(
        "--year",
        meaning=Wording(
            "要哪一年的数；默认刚过去的一年", "of which year; default: the last one that is over"
        ),
        type=whole_number,
        metavar=_Y,
    )
    parser.argument(
        "--due",
        meaning=Wording("报送截止日期", "the day by which returns are due"),
        metavar=Wording("年-月-日", "YYYY-MM-DD"),
        default="",
    )
    parser.argument(
        "--round",
        meaning=Wording(
            "目标协商的轮次，从 1 起，同时征求目标年的目标建议；默认 0，只收数据",
            "the round of the negotiation of targets, from 1: proposals for the target year are asked for too; default 0, "
            "figures alone",
        ),
        dest="in_round",
        type=whole_number,
        metavar=Wording("轮次", "N"),
        default=0,
    )


def gather(parser: CommandParser) -> None:
    """The arguments of `gather`."""
    _workbook(parser)
    parser.argument(
        "returns",
        meaning=Wording(
            "报回的报表：文件，或它们所在的文件夹；收集目录也可以列上，不列则在旁边找",
            "the returns: files, or their folders; the collection's index may be among them, and is else looked for beside them",
        ),
        nargs="+",
        type=Path,
        metavar=Wording("报表", "RETURN"),
    )
    parser.argument(
        "-o",
        meaning=Wording(
            "另写一份工作簿，写入采用的数；原工作簿不动",
            "a copy of the workbook with what was taken; the workbook stays",
        ),
        dest="output",
        type=Path,
        metavar=Wording("新文件.xlsx", "NEW.xlsx"),
    )
    _over_read_only(parser)


def reconcile(parser: CommandParser) -> None:
    """The arguments of `reconcile`."""
    parser.argument(
        "files",
        meaning=Wording(
            "各级规划的工作簿，至少两个：省、市、县，以及上一期",
            "the workbooks of the plans, two at least: province, city, counties, and the plan before",
        ),
        type=Path,
        nargs="+",
        metavar=_FILE,
    )
    _password(parser)
    parser.argument(
        "-o",
        meaning=Wording(
            "把衔接意见表写成 Word 或 Excel 文件", "write the opinion sheet as a Word or Excel file"
        ),
        dest="output",
        type=Path,
        metavar=Wording("意见表.xlsx|.docx", "OUT.xlsx|.docx"),
    )
    _over_read_only(parser)
    for name, told in (
        (
            "same",
            Wording(
                "两个名称是同一指标，可重复；会记住",
                "two names are one indicator; may be repeated, is remembered",
            ),
        ),
        (
            "different",
            Wording(
                "两个名称是不同指标，可重复；会记住",
                "two names are different indicators; may be repeated, is remembered",
            ),
        ),
    ):
        parser.argument(f"--{name}", meaning=told, metavar=Wording("甲=乙", "A=B"), action="append")


def score(parser: CommandParser) -> None:
    """The arguments of `score`."""
    _workbook(parser)
    period = parser.exclusive()
    parser.argument(
        "--year",
        meaning=Wording(
            "年份；默认为有数据的最近一年或月份", "default: the latest year, or months, with figures"
        ),
        within=period,
        type=whole_number,
        metavar=_Y,
    )
    parser.argument(
        "--through",
        meaning=Wording("当年至这个月", "the months of a year up to this one"),
        within=period,
        metavar=Wording("年-月", "YYYY-MM"),
    )
    parser.argument(
        "--region",
        meaning=Wording(
            "由谁的下级参加考核（默认全市的下级），或要问下一名次的参评地区",
            "whose parts compete (default: the root's), or a contestant whose next place is asked for",
        ),
        metavar=_R,
    )
    parser.argument("--scenario", meaning=_FIRST, metavar=_S)
