"""What is told of an office's template: why it is refused, or without what it was used."""

from __future__ import annotations

from typing import Final

from npfdesk.plan.problems import error, warning

BAD_TEMPLATE: Final = error(
    "bad_template",
    "模板“{text}”不能用，报告没有写成：{reason}。请另选一个模板，或改为不用模板：窗口里在“设置”中选，命令行用 --template。",
    "The template “{text}” cannot be used: {reason}. The report was not written. Choose another template, or none: in the "
    "Settings window, or with --template on the command line.",
)
TEMPLATE_TOO_LARGE: Final = error(
    "template_too_large",
    "模板“{text}”太大：{what_zh}超过 {most}，报告没有写成。请在 Word 或 PowerPoint 中删去样张和大图后另存，再选用。",
    "The template “{text}” is too large: more than {most} {what_en}. The report was not written. Delete sample pages and large "
    "pictures in Word or PowerPoint, save it again and choose that file.",
)
TEMPLATE_INFLATES: Final = error(
    "template_inflates_too_far",
    "模板“{text}”解压后大得不合常理（{part} 膨胀到 {ratio} 倍以上），像是压缩炸弹，未予使用，报告没有写成。请向来源核实，或另选一个模板。",
    "The template “{text}” inflates beyond all reason ({part} to more than {ratio} times its size), as a zip bomb does. It was "
    "not used and the report was not written. Check with whoever supplied it, or choose another template.",
)
TEMPLATE_DECLARES: Final = error(
    "template_declares_entities",
    "模板“{text}”的部件 {part} 含有文档类型声明（DTD/实体），正常的模板没有，可能有害，未予使用，报告没有写成。请向来源核实，或在 Word、PowerPoint 中另存。",
    "The part {part} of the template “{text}” has a document type declaration (DTD, entities). No sound template has one and "
    "it may be harmful: it was not used and the report was not written. Check with whoever supplied it, or save it again in "
    "Word or PowerPoint.",
)
TEMPLATE_TWICE: Final = error(
    "template_duplicate_parts",
    "模板“{text}”内部有两个同名的部件（{part}），无法知道哪个是真的，报告没有写成。请在 Word 或 PowerPoint 中打开并另存。",
    "The template “{text}” contains two parts with the same name ({part}), and there is no telling which is the right one. The "
    "report was not written. Open it in Word or PowerPoint and save it again.",
)
TEMPLATE_HAS_MACROS: Final = error(
    "template_has_macros",
    "模板“{text}”带有宏或控件（{part}），报告不会带上它们，没有写成。请在 Word 或 PowerPoint 中另存为不含宏的模板（.dotx、.potx）。",
    "The template “{text}” has macros or controls ({part}), which a report does not carry over. The report was not written. "
    "Save it in Word or PowerPoint as a template without macros (.dotx, .potx).",
)
TEMPLATE_REACHES_OUT: Final = warning(
    "template_reaches_out",
    "模板“{text}”的部件 {part} 引用文件以外的内容（{kind}：{address}），报告里已去掉。如需要，请把该内容嵌入模板后另存。",
    "The part {part} of the template “{text}” refers to something outside the file ({kind}: {address}); it was left out of the "
    "report. If it is needed, embed it in the template and save that again.",
)
