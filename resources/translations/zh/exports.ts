<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Menus</name>
    <message>
        <source>Update the workbook…</source>
        <translation>写回工作簿…</translation>
    </message>
    <message>
        <source>Export a report…</source>
        <translation>导出报告…</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>Export a report</source>
        <translation>导出报告</translation>
    </message>
    <message>
        <source>Writing {file} …</source>
        <translation>正在生成 {file}……</translation>
    </message>
    <message>
        <source>The file was not written.</source>
        <translation>未生成文件。</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Update a copy…</source>
        <translation>写回副本…</translation>
    </message>
    <message>
        <source>Write anyway</source>
        <translation>仍然保存</translation>
    </message>
    <message>
        <source>{file} updated: {count:cell or row|cells and rows}.</source>
        <translation>已写回 {file}：{count} 个单元格和行。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>{file} updated: {count:cell or row|cells and rows}; the changes are listed in a separate sheet.</source>
        <translation>已写回 {file}：{count} 个单元格和行；“修改记录”表列出了全部改动。</translation>
    </message>
</context>
<context>
    <name>Destination</name>
    <message>
        <source>“{file}” already exists. Replace it?</source>
        <translation>“{file}”已经存在。要替换它吗？</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
</TS>
