"""Official reports made by hand for the tests of their layout: every kind of block, and text for whole pages."""

from npfdesk.plan.series import SeriesKey
from npfdesk.report.official.chapters import Chapter, Heading, OfficialReport, Paragraph, Table, TableColumn
from npfdesk.report.sentences import Evidence, SaidFigure, Sentence

FILLING = "各县区按照规划确定的目标任务推进工作情况总体平稳各项指标运行处于合理区间" * 40


def sentence(key, text, value=None, series=(), years=(), scenario=""):
    figures = {} if value is None else {"value": SaidFigure(value, float(value.rstrip("%")))}
    return Sentence(key, text, figures, Evidence(series, years, scenario))


def sample_report(gdp="612.0", grade="滞后于预期", *, extra=(), filling=True, kind="evaluation", year=2028):
    """An evaluation report of a made-up county: what it says of GDP is by the figures given."""
    series = (SeriesKey("330700", "", "gdp"),)
    overall = Paragraph(
        "overall",
        (
            sentence("overall/count", "规划确定的12项指标中，9项达到进度要求。", "9"),
            sentence(
                "overall/gdp",
                f"地区生产总值达到{gdp}亿元，{grade}。",
                gdp,
                series,
                (2025, 2028),
                "plan",
            ),
            *extra,
            sentence("overall/rule", "进度按时间比例衡量。"),
        ),
    )
    columns = (
        TableColumn("指标", 2.2),
        TableColumn("属性", 0.9),
        TableColumn("基期", 1.1, "right"),
        TableColumn("目标", 1.3, "right"),
        TableColumn("现值", 1.1, "right"),
        TableColumn("进度（%）", 0.9, "right"),
        TableColumn("评估结论", 1.3),
        TableColumn("预计能否完成", 1.0),
    )
    rows = tuple(
        (
            f"规模以上工业增加值第{number}项（亿元）",
            "预期性",
            "1,234.5",
            "≥ 2,345.6",
            gdp,
            f"{number + 40}",
            grade,
            "预计能完成",
        )
        for number in range(1, 31)
    )
    blocks = [
        overall,
        Heading("by_grade", 2, "按等次"),
        Heading("by_grade/behind", 3, "滞后的指标"),
        Paragraph("behind", (sentence("behind/one", "居民收入差距收窄，仍需努力。"),)),
        Table("indicators", "表1 指标评估表", columns, rows, "注：进度为已完成的任务占全部任务的比例。"),
    ]
    chapters = [
        Chapter("overall", "总体判断", tuple(blocks)),
        Chapter("empty", "没有内容", ()),
        Chapter(
            "method",
            "方法与出处",
            (Paragraph("method", (sentence("method/one", "数据取自规划的工作簿。"),)),),
        ),
    ]
    if filling:
        chapters.insert(
            1, Chapter("full", "全文", (Paragraph("full", (sentence("full/one", FILLING + "。"),)),))
        )
    return OfficialReport(
        kind,
        year,
        "示范县国民经济和社会发展第十五个五年规划纲要实施情况中期评估报告",
        "（征求意见稿）",
        tuple(chapters),
        "示范县发展和改革局",
        "2028年11月30日",
    )
