"""The verb `template`: an empty workbook to begin with, or a sample of an office's own template of an official report."""

from __future__ import annotations

import argparse
import os
from typing import Final

from npfdesk.plan.file_names import shown_path
from npfdesk.plan.problems import Language, Problem, Wording, error
from npfdesk.report.official.sample_template import sample_template
from npfdesk.verbs.questions import REFUSED, print_error, refuse
from npfdesk.workbook.files.replacement import put_in_place
from npfdesk.workbook.standard.template import write_template

TEMPLATE_OVER_FILE: Final = error(
    "template_over_file",
    "“{text}”已经存在，模板不会覆盖它。请换一个名字，或先把那个文件移开。",
    "“{text}” already exists, and the template does not overwrite it. Choose another name, or move that file away first.",
)
_NOT_A_WORKBOOK: Final = Wording(
    "模板是 Excel 工作簿，“{file}”的文件名应以 .xlsx 结尾。",
    "The template is an Excel workbook: the name of “{file}” must end in .xlsx.",
)
_NOT_A_DOCUMENT: Final = Wording(
    "报告的模板是 Word 文档，“{file}”的文件名应以 .docx 结尾。",
    "A report’s template is a Word document: the name of “{file}” must end in .docx.",
)
_WRITTEN: Final = Wording("已写入 {file}", "Written: {file}")


def template(options: argparse.Namespace, language: Language) -> int:
    """Write the template; 0, or 2 where the file is there, cannot be written or is named as another kind."""
    of_report = options.form != "workbook"
    wanted, told = (".docx", _NOT_A_DOCUMENT) if of_report else (".xlsx", _NOT_A_WORKBOOK)
    if options.output.suffix.lower() != wanted:
        print_error(told.text(language, {"file": options.output}))
        return REFUSED
    if os.path.exists(options.output):
        return refuse(Problem(TEMPLATE_OVER_FILE, text=options.output.name), language)
    if of_report:
        problem = put_in_place(options.output, sample_template(options.form, language))
    else:
        problem = write_template(options.output, language)
    if problem is not None:
        return refuse(problem, language)
    print_error(_WRITTEN.text(language, {"file": shown_path(options.output)}))
    return 0
