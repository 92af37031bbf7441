<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Menus</name>
    <message>
        <source>Save into the workbook…</source>
        <translation>写入工作簿…</translation>
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
        <translation>正在写入 {file}……</translation>
    </message>
    <message>
        <source>Not written.</source>
        <translation>未写入。</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>已写入：{file}</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Save into a copy…</source>
        <translation>另存到副本…</translation>
    </message>
    <message>
        <source>Write all the same</source>
        <translation>仍然写入</translation>
    </message>
    <message>
        <source>Saved into {file}: {count} cells and rows.</source>
        <translation>已写入 {file}：{count} 个单元格和行。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Saved into {file}: {count} cells and rows; a sheet of its own lists the changes.</source>
        <translation>已写入 {file}：{count} 个单元格和行；“修改记录”表列出了全部改动。</translation>
    </message>
</context>
<context>
    <name>Destination</name>
    <message>
        <source>“{file}” is there already. Replace it?</source>
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
