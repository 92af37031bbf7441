<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Exports</name>
    <message>
        <source>What was changed by hand in the file stays, marked where its figures moved.</source>
        <translation>文件里手改过的文字保留，数字变了的标出。</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>情景</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>章节</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Watermark</source>
        <translation>水印</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>None of them</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>{name} {chosen}/{every}</source>
        <translation>{name} {chosen}/{every}</translation>
    </message>
    <message>
        <source>{section} (no data)</source>
        <translation>{section}（没有数据）</translation>
    </message>
    <message>
        <source>State on every page</source>
        <translation>每页标明状态</translation>
    </message>
    <message>
        <source>With what each sentence rests on</source>
        <translation>附语句依据登记表</translation>
    </message>
    <message>
        <source>In the style of {file}</source>
        <translation>模板：{file}</translation>
    </message>
    <message>
        <source>Tick one scenario and one indicator at least.</source>
        <translation>至少勾选一个情景、一项指标。</translation>
    </message>
    <message>
        <source>{count:target|targets} in {places:region|regions}.</source>
        <translation>{count} 个目标，{places} 个地区。</translation>
    </message>
    <message>
        <source>None of what is ticked has a target: tables and charts of targets will be empty.</source>
        <translation>勾选的内容没有目标，目标的表和图会是空的。</translation>
    </message>
    <message>
        <source>Rows left out stay in the workbook, hidden, as formulas need them.</source>
        <translation>未勾选的行隐藏在工作簿中，公式要用到它们。</translation>
    </message>
    <message>
        <source>No longer in the plan, and left out: {names}.</source>
        <translation>规划中已没有、未带入：{names}。</translation>
    </message>
    <message>
        <source>There is no folder {folder}.</source>
        <translation>没有文件夹 {folder}。</translation>
    </message>
</context>
</TS>
