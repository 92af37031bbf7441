"""Problems of a file before its cells are interpreted: refused, stopped, or loaded with warnings."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from npfdesk.plan.problems import Problem, ProblemKind, error, warning

NO_FILE: Final = error(
    "no_file", "找不到文件“{text}”。请检查路径。", "There is no file “{text}”. Check the path."
)
EMPTY_FILE: Final = error(
    "empty_file",
    "文件“{text}”是空的（0 字节）。请从原处重新取得。",
    "The file “{text}” is empty (0 bytes). Get the file again from its source.",
)
NOT_READABLE: Final = error(
    "not_readable",
    "无法读取“{text}”：{reason}。若在别的程序中打开，请先关闭；或检查权限。",
    "“{text}” cannot be read: {reason}. If it is open in another program, close it there first; or check your rights.",
)
OWNER_FILE: Final = error(
    "owner_file",
    "“{text}”不是工作簿，是 Excel 在有人打开“{owned}”时留下的占用标记。请打开“{owned}”本身。",
    "“{text}” is not a workbook but the lock file that Excel leaves while “{owned}” is open. Open “{owned}” itself.",
)
NOT_A_WORKBOOK: Final = error(
    "not_a_workbook",
    "“{text}”不是 Excel 工作簿（.xlsx），虽然名字像。请在 Excel 中打开并另存为 .xlsx。",
    "“{text}” is not an Excel workbook (.xlsx), although its name suggests it. Open it in Excel and save it as .xlsx.",
)
WRONG_FORMAT: Final = error(
    "wrong_format",
    "不能读取“{text}”这种文件。请另存为 .xlsx。",
    "Files of the type of “{text}” cannot be read. Save it as .xlsx.",
)
SAVED_AS_TEXT: Final = error(
    "saved_as_text",
    "“{text}”其实是{what_zh}，不是工作簿，只是名字像。请在 Excel 中用“数据—从文本/网页”导入（编码选 {encoding}），核对后另存为 .xlsx。",
    "“{text}” is actually {what_en}, not a workbook, although its name suggests it. Import it in Excel with Data — From Text "
    "or Web (encoding {encoding}), check it and save it as .xlsx.",
)
ENCRYPTED: Final = error(
    "encrypted_workbook",
    "“{text}”加了打开密码。请给出密码：窗口会询问；命令行用 --password-from 文件（密码写在文件第一行），或 --password-from - "
    "（在终端输入）。密码不会保存。",
    "“{text}” is protected by a password. Enter it: the window asks for it; on the command line use --password-from FILE "
    "(password on the first line) or --password-from - (to type it). The password is not stored.",
)
WRONG_PASSWORD: Final = error(
    "wrong_password",
    "“{text}”的密码不对，没有打开。请重新输入（区分大小写），或向给您文件的人核实。",
    "The password of “{text}” is wrong, and the file was not opened. Enter it again (case-sensitive), or check with whoever "
    "gave you the file.",
)
OTHER_ENCRYPTION: Final = error(
    "other_encryption",
    "“{text}”的加密方式不能在这里用密码解开（{reason}）。请在原来的程序中打开，去掉密码，另存为 .xlsx。",
    "“{text}” is encrypted in a way that cannot be opened here by its password ({reason}). Open it in its own program, remove "
    "the password and save it as .xlsx.",
)
UNKNOWN_ENCODING: Final = error(
    "unknown_encoding",
    "“{text}”的文字既不是 UTF-8、UTF-16，也不是 GB 18030（GBK），无法确定是什么字。请在 Excel 中打开，核对后另存为 .xlsx。",
    "The text of “{text}” is neither UTF-8, UTF-16 nor GB 18030 (GBK), so its encoding is not known. Open it in Excel, check "
    "it and save it as .xlsx.",
)
OPEN_QUOTE: Final = error(
    "open_quote",
    "“{text}”第 {line} 行的引号不成对，从那里起分不清各个单元格，没有读入任何内容。请在 Excel 中打开，核对后另存为 .xlsx。",
    "From line {line} of “{text}” the quotation marks do not pair, so cells cannot be told apart, and nothing was read. Open "
    "it in Excel, check it and save it as .xlsx.",
)
BINARY_WORKBOOK: Final = error(
    "binary_workbook",
    "“{text}”是二进制工作簿（.xlsb），不能读取。请在 Excel 中打开并另存为 .xlsx。",
    "“{text}” is a binary workbook (.xlsb), which cannot be read. Open it in Excel and save it as .xlsx.",
)
TRUNCATED: Final = error(
    "truncated_workbook",
    "“{text}”不完整：末尾缺失（可能是下载或复制中断）。请从原处重新取得。",
    "“{text}” is incomplete: its end is missing (a download or copy may have been interrupted). Get the file again from its "
    "source.",
)
DAMAGED: Final = error(
    "damaged_workbook",
    "工作簿“{text}”已损坏：{reason}。请在 Excel 中打开并修复，再另存。",
    "The workbook “{text}” is damaged: {reason}. Open and repair it in Excel, then save it again.",
)
NO_SHEETS: Final = error(
    "no_sheets",
    "“{text}”里没有可读的工作表。请在 Excel 中打开查看，另存为普通 .xlsx。",
    "“{text}” has no sheet that can be read. Open it in Excel, check it and save it as an ordinary .xlsx.",
)
DUPLICATE_PARTS: Final = error(
    "duplicate_parts",
    "“{text}”内部有两个同名的部件（{part}），无法知道哪个是真的。请在 Excel 中打开并另存。",
    "“{text}” contains two parts with the same name ({part}), and there is no telling which is the right one. Open it in Excel "
    "and save it again.",
)
DECLARES_ENTITIES: Final = error(
    "declares_entities",
    "“{text}”的部件 {part} 含有文档类型声明（DTD/实体），正常的工作簿没有，可能有害，未予读取。请向来源核实，或在 Excel 中另存。",
    "The part {part} of “{text}” has a document type declaration (DTD, entities). No sound workbook has one and it may be "
    "harmful, so the file was not read. Check with whoever supplied it, or save it again in Excel.",
)
INFLATES_TOO_FAR: Final = error(
    "inflates_too_far",
    "“{text}”解压后大得不合常理（{part} 膨胀到 {ratio} 倍以上），像是压缩炸弹，未予读取。请向来源核实。",
    "“{text}” inflates beyond all reason ({part} to more than {ratio} times its size), like a zip bomb, and was not read. "
    "Check with whoever supplied it.",
)
TOO_LARGE: Final = error(
    "too_large",
    "“{text}”太大：{what_zh}超过 {most}。请删去无关的工作表和区域，或把规划各表另存为单独的工作簿。",
    "“{text}” is too large: more than {most} {what_en}. Delete sheets and areas that are not needed, or save the plan's sheets "
    "as a separate workbook.",
)
READER_TIME: Final = error(
    "reader_stopped_time",
    "读取“{text}”超过 {seconds} 秒，已中止。文件可能过大或有问题；请删去无关内容后另存再试。",
    "Reading “{text}” took more than {seconds} seconds and was stopped. The file may be too large or faulty; delete what is "
    "not needed, save it and try again.",
)
READER_MEMORY: Final = error(
    "reader_stopped_memory",
    "读取“{text}”所需内存超过 {megabytes} MB，已中止。文件可能过大或有问题；请删去无关内容后另存再试。",
    "Reading “{text}” took more than {megabytes} MB of memory and was stopped. The file may be too large or faulty; delete "
    "what is not needed, save it and try again.",
)
READER_CRASHED: Final = error(
    "reader_stopped",
    "读取“{text}”时，读取程序意外中止（{reason}），没有读入任何内容。请在 Excel 中打开并另存为 .xlsx 再试。",
    "Reading “{text}” broke off unexpectedly ({reason}), and nothing was read. Open it in Excel, save it as .xlsx and try "
    "again.",
)
TRIAL_TIME: Final = error(
    "trial_stopped_time",
    "“{text}”读得出来，但识别、核对其中的内容超过 {seconds} 秒，已中止，没有打开。多半是有的单元格文字过长，或表过大；"
    "请删去长段文字和无关的工作表，另存后再试。",
    "“{text}” can be read, but recognising and checking its content took more than {seconds} seconds and was stopped; it was "
    "not opened. Some cells may hold very long texts, or a sheet be very large: delete long texts and sheets that are not "
    "needed, save it and try again.",
)
TRIAL_MEMORY: Final = error(
    "trial_stopped_memory",
    "“{text}”读得出来，但识别、核对其中的内容所需内存超过 {megabytes} MB，已中止，没有打开。多半是有的单元格文字过长，或表过大；"
    "请删去长段文字和无关的工作表，另存后再试。",
    "“{text}” can be read, but recognising and checking its content took more than {megabytes} MB of memory and was stopped; "
    "it was not opened. Some cells may hold very long texts, or a sheet be very large: delete long texts and sheets that are "
    "not needed, save it and try again.",
)
CANCELLED: Final = error(
    "reading_cancelled",
    "已取消读取“{text}”，没有读入任何内容。需要时请重新打开。",
    "Reading “{text}” was cancelled, and nothing was read. Open it again when needed.",
)

SHEET_MISSING: Final = warning(
    "sheet_missing",
    "工作簿目录中有工作表“{text}”，但文件里没有它的内容。其余各表已读入；请向来源索取完整的文件。",
    "The workbook lists a sheet “{text}” whose cells are not in the file. The other sheets were read; ask the source for the "
    "complete file.",
)
SHEET_UNLISTED: Final = warning(
    "sheet_unlisted",
    "文件里有一张未列入目录的工作表（{text}），未予读取。请在 Excel 中打开并修复，再另存。",
    "The file contains a sheet that the workbook does not list ({text}); it was not read. Open and repair the file in Excel, "
    "then save it again.",
)
SAME_SHEET_NAME: Final = warning(
    "same_sheet_name",
    "有两张工作表都叫“{text}”，只读入前一张。请改名后另存。",
    "Two sheets are named “{text}”; only the first was read. Rename one and save.",
)
HUGE_MERGE: Final = warning(
    "huge_merge",
    "合并区域 {text} 大于任何表格，按未合并读取。请在 Excel 中取消这一合并。",
    "The merged block {text} is larger than any table and was read as not merged. Unmerge it in Excel.",
)
CELL_REPEATED: Final = warning(
    "cell_repeated",
    "文件里这个单元格写了不止一次，采用第一次的内容“{text}”；另一处写的是“{other}”。请在 Excel 中核对并另存。",
    "The file contains this cell more than once; the first content, “{text}”, is used, not “{other}”. Check it in Excel and "
    "save.",
)
CELLS_BROKEN: Final = warning(
    "cells_broken",
    "单元格的内容（{text}）在文件中已损坏，不能读取。请在 Excel 中重新填写。",
    "The content of this cell ({text}) is damaged in the file and cannot be read. Type it again in Excel.",
)
MORE_CELLS: Final = warning(
    "more_cells",
    "{text} 范围内还有 {count} 个单元格{what_zh}。请一并核对。",
    "{count:more cell|more cells} in {text}: {what_en}. Check them too.",
)
UNSOUND_TEXT: Final = warning(
    "unsound_text",
    "单元格文字里有任何文件都存不下的字符（半个代理对或控制字符），已换成“{mark}”：“{text}”。请在 Excel 中重新输入这些字。",
    "The cell has characters that no file can hold (half a surrogate pair or a control character); they were replaced by "
    "“{mark}”: “{text}”. Type them again in Excel.",
)
STRUCK_CELL: Final = warning(
    "struck_cell",
    "单元格内容“{text}”带删除线，视为已删除，未读入。若仍有效，请去掉删除线；否则请删去。",
    "“{text}” is struck through, so it counts as deleted and was not read. If it is still valid, remove the strikethrough; "
    "otherwise delete it.",
)
STRUCK_LETTERS: Final = warning(
    "struck_letters",
    "单元格中“{text}”带删除线，视为已删除，只读入“{left}”。请删去带删除线的字；若仍有效，请去掉删除线。",
    "“{text}” in this cell is struck through and counts as deleted; only “{left}” was read. Delete the struck text, or remove "
    "the strikethrough if it is still valid.",
)
UNDER_MERGE: Final = warning(
    "under_merge",
    "合并区域 {block} 遮住了单元格内容“{text}”，表上看不到，未读入。请取消合并后核对，保留或删去。",
    "The merged block {block} hides the cell's content “{text}”, which is not visible in the sheet and was not read. Unmerge "
    "the block, then keep or delete the content.",
)
HIDDEN_ROWS: Final = warning(
    "hidden_rows",
    "第 {text} 行是隐藏的（或被筛选掉），其中有数字，仍已读入。请取消隐藏核对，不要的请删去。",
    "Rows {text} are hidden (or filtered out) and contain figures, which were read all the same. Unhide and check them, or "
    "delete them if not wanted.",
)
HIDDEN_COLUMNS: Final = warning(
    "hidden_columns",
    "{text} 列是隐藏的，其中有数字，仍已读入。请取消隐藏核对，不要的请删去。",
    "Columns {text} are hidden and contain figures, which were read all the same. Unhide and check them, or delete them if not "
    "wanted.",
)
STALE_RESULTS: Final = warning(
    "stale_results",
    "文件保存时公式没有重新计算，{text} 中 {count} 个公式的结果可能是旧的。请在 Excel 中打开、重新计算（F9）并保存。",
    "The file was saved without recalculating its formulas: {count:result|results} in {text} may be out of date. Open it in "
    "Excel, recalculate (F9) and save.",
)
STYLES_MISSING: Final = warning(
    "styles_missing",
    "文件的格式部分缺失或不全，{count} 个单元格看不出是百分数还是日期，按所存的数读入。请核对百分数和日期。",
    "The file's formats are missing or incomplete: for {count:cell|cells} there is no telling whether they are percentages or "
    "dates, and they were read as the figures stored. Check percentages and dates.",
)
COUNT_DIFFERS: Final = warning(
    "count_differs",
    "核对不符：文件中有 {counted} {what_zh}，读到 {given}。此表可能没有读全；请在 Excel 中另存后再打开。",
    "The number of {what_en} does not agree: {counted} in the file, {given} read. The sheet may be incomplete; save it again "
    "in Excel and open that file.",
)
NOT_PROVED: Final = warning(
    "not_proved",
    "“{text}”是旧格式（.xls），{what_zh}。请核对，或在 Excel 中另存为 .xlsx 后再打开。",
    "“{text}” is in the old .xls format: {what_en}. Check it, or save it as .xlsx in Excel and open that.",
)

FILE_PROBLEMS: Final[Mapping[str, ProblemKind]] = MappingProxyType(
    {kind.code: kind for kind in list(globals().values()) if isinstance(kind, ProblemKind)}
)
"""Every kind of this room by its code: what a reader in another process tells is found here."""


def count_differs(sheet: str, what_zh: str, what_en: str, counted: int, given: int) -> Problem:
    """That a sheet ("" for the workbook) was read with another number of something than was counted."""
    arguments = {"what_zh": what_zh, "what_en": what_en, "counted": counted, "given": given}
    return Problem(COUNT_DIFFERS, sheet, "", "", arguments)
