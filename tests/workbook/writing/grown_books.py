"""A plan's workbook as an office keeps it, with totals and notes below its data and all that refers to their rows."""

from openpyxl import Workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table, TableStyleInfo

from tests.workbook.books import BOOK

DATA = [
    ["地区", "指标", 2019, 2020],
    ["市", "产值", 90, 100],
    ["县", "产值", 35, 40],
    ["县", "企业数", 7, 8],
]
"""Rows 1 to 4 of the sheet; 5 is blank, 6 the sum, 7 a note, 9 and 10 a small table of the office's own."""


def office_book():
    """The workbook, not yet written; every figure is synthetic."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in BOOK.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    data = book.create_sheet("数据")
    for row in DATA:
        data.append(row)
    data["A6"], data["C6"], data["D6"] = "合计", "=SUM(C2:C4)", "=SUM($D$2:$D$4)"
    data["A7"] = "注：初步数"
    data["A9"], data["B9"] = "另表", "=C6*2"
    data["A10"], data["B10"] = "比", "=D6/C6"
    data["E2"], data["E3"], data["E4"] = "=D2/C2", "=D3/C3", "=D4/C4"
    data["E1"] = "比上年"
    data["B4"].font = Font(bold=True)
    data["D4"].fill = PatternFill("solid", fgColor="FFEE00")
    data.row_dimensions[4].height = 31
    data.row_dimensions[6].height = 22
    data.auto_filter.ref = "A1:E4"
    data.print_area = "A1:E7"
    data.print_title_rows = "1:1"
    data.merge_cells("A7:D7")
    listed = DataValidation(type="list", formula1='"产值,企业数"')
    listed.add("B2:B4")
    limit = DataValidation(type="decimal", operator="lessThan", formula1="$C$6")
    limit.add("C2:C4")
    data.add_data_validation(listed)
    data.add_data_validation(limit)
    data.conditional_formatting.add("C2:D4", CellIsRule(operator="greaterThan", formula=["$D$6"]))
    data.conditional_formatting.add("A2:A4", FormulaRule(formula=["COUNTIF($A$2:$A$4,$A2)>1"]))
    data.conditional_formatting.add("A6:D6", FormulaRule(formula=["$C6>$C$4"]))
    data["A6"].comment = Comment("求和", "科")
    data["C4"].comment = Comment("初步", "科")
    data["A10"].hyperlink = Hyperlink(ref="A10", location="数据!C6")
    data.row_breaks.append(Break(id=7))
    chart = LineChart()
    chart.add_data(Reference(data, min_col=3, min_row=1, max_col=4, max_row=4), titles_from_data=True)
    chart.set_categories(Reference(data, min_col=2, min_row=2, max_row=4))
    data.add_chart(chart, "G8")
    sums = book.create_sheet("汇总")
    sums["A1"], sums["A2"] = "=SUM(数据!C2:C4)", "='数据'!C6"
    sums["A3"], sums["A4"] = "=SUM(数据!C3:C4)", '=SUMIF(数据!$B$2:$B$4,"产值",数据!$D$2:$D$4)'
    sums["A5"], sums["A6"] = "=数据!B9+SUM(数据!D:D)", "=各行之和"
    sums["A7"] = ArrayFormula("A7", "=SUM(数据!C2:C4*数据!D2:D4)")
    sums["A8"].hyperlink = Hyperlink(ref="A8", location="'数据'!A10")
    book.defined_names["各行之和"] = DefinedName("各行之和", attr_text="SUM(数据!$D$2:$D$4)")
    book.defined_names["合计格"] = DefinedName("合计格", attr_text="数据!$C$6")
    return book


def table_over(page, ref, name="记录", **more):
    """A table of Excel's over some cells of a sheet."""
    table = Table(displayName=name, ref=ref, **more)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    page.add_table(table)
    return table
