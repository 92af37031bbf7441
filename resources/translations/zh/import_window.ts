<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ImportWindow</name>
    <message>
        <source>It is</source>
        <translation>这是</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Year or period</source>
        <translation>年份或时期</translation>
    </message>
    <message>
        <source>2025, or Q1 2026</source>
        <translation>2025，或 2026年1-3月</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>This block is a table</source>
        <translation>这一块是一张表</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>略过</translation>
    </message>
    <message>
        <source>Header rows</source>
        <translation>表头行</translation>
    </message>
    <message>
        <source>Group, or group heading</source>
        <translation>类别、分组标题</translation>
    </message>
    <message>
        <source>Select cells to say what they are.</source>
        <translation>选中单元格，指明它是什么。</translation>
    </message>
    <message>
        <source>“{text}” is not a year, quarter or month. Accepted: 2025, 2026Q1, Mar 2026.</source>
        <translation>“{text}”不是年份、季度或月份。可写 2025、2026年1-3月、2026年一季度。</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称类</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数字类</translation>
    </message>
    <message>
        <source>Other than figures</source>
        <translation>数字以外</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>不读</translation>
    </message>
    <message>
        <source>Skip this sheet</source>
        <translation>略过这张工作表</translation>
    </message>
    <message>
        <source>Read this sheet</source>
        <translation>读入这张工作表</translation>
    </message>
    <message>
        <source>{role} ({why})</source>
        <translation>{role}（{why}）</translation>
    </message>
    <message>
        <source>{role} ({why}; not sure)</source>
        <translation>{role}（{why}，不确定）</translation>
    </message>
    <message>
        <source>{counts}. {hint}</source>
        <translation>{counts}。{hint}</translation>
    </message>
    <message>
        <source>Read into the plan</source>
        <translation>已读入规划</translation>
    </message>
    <message>
        <source>Not a figure of the plan: explained</source>
        <translation>不是规划的数字：已说明</translation>
    </message>
    <message>
        <source>To be settled</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>to settle</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>And {count} more.</source>
        <translation>还有 {count} 条。</translation>
    </message>
    <message>
        <source>No problems.</source>
        <translation>没有问题。</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Undo this correction</source>
        <translation>撤销这一条</translation>
    </message>
    <message>
        <source>No corrections yet.</source>
        <translation>还没有更正。</translation>
    </message>
    <message>
        <source>Treated as one</source>
        <translation>视为同一</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>略过与推断</translation>
    </message>
    <message>
        <source>Recognised tables</source>
        <translation>识别结果</translation>
    </message>
    <message>
        <source>{tables:table|tables} · {indicators:indicator|indicators} · {regions:region|regions} · {targets:target|targets} · {errors:error|errors}</source>
        <translation>{tables} 张表 · {indicators} 个指标 · {regions} 个地区 · {targets} 个目标 · {errors} 处错误</translation>
    </message>
    <message>
        <source>Recognising again …</source>
        <translation>正在重新识别……</translation>
    </message>
    <message>
        <source>No plan could be read yet: select a table with its header rows and say what its columns are.</source>
        <translation>还没有读出规划：请选中一张表（连同表头），再指明各列是什么。</translation>
    </message>
    <message>
        <source>No targets were found: it opens as data, and targets can be set afterwards.</source>
        <translation>没有目标：将作为数据打开，之后可以设定目标。</translation>
    </message>
    <message>
        <source>Select cells, rows or columns and say what they are, by menu or key.</source>
        <translation>选中单元格、行或列，用菜单或按键指明它是什么。</translation>
    </message>
    <message>
        <source>Figures {figures}: read {taken} · explained {explained} · to settle {told}</source>
        <translation>数字 {figures}：读入 {taken} · 说明 {explained} · 待处理 {told}</translation>
    </message>
    <message>
        <source>Next figure to settle (F8)</source>
        <translation>下一个待处理的数字（F8）</translation>
    </message>
    <message>
        <source>Previous (Shift+F8)</source>
        <translation>上一个（Shift+F8）</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>规划</translation>
    </message>
    <message>
        <source>City</source>
        <translation>全市</translation>
    </message>
    <message>
        <source>Base year</source>
        <translation>基期</translation>
    </message>
    <message>
        <source>Target year</source>
        <translation>目标年</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Restore the proposal</source>
        <translation>恢复建议</translation>
    </message>
    <message>
        <source>Open the plan</source>
        <translation>打开规划</translation>
    </message>
    <message>
        <source>Open the data</source>
        <translation>打开数据</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save in the standard format…</source>
        <translation>另存为标准格式…</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
    <message>
        <source>This sheet is in the standard format and is read as it is.</source>
        <translation>这张工作表是标准格式，直接读入。</translation>
    </message>
    <message>
        <source>This sheet is empty.</source>
        <translation>这张工作表是空的。</translation>
    </message>
    <message>
        <source>This sheet is not read. To read it, choose “Read this sheet” in its menu.</source>
        <translation>这张工作表没有读入。要读入，请在右键菜单中选择“读入这张工作表”。</translation>
    </message>
    <message>
        <source>No table was recognised in this sheet. Select one with its header rows and press K (“This block is a table”).</source>
        <translation>这张工作表里没有识别出表。请选中一张表（连同表头），按 K 键（“这一块是一张表”）。</translation>
    </message>
    <message>
        <source>Select the table with its header rows, at least two rows.</source>
        <translation>请选中整张表，连同表头，至少两行。</translation>
    </message>
    <message>
        <source>Same layout as “{file}”. Use the roles given there?</source>
        <translation>与“{file}”版式相同，采用当时的设置？</translation>
    </message>
    <message>
        <source>Use them</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Don't use them</source>
        <translation>不采用</translation>
    </message>
</context>
</TS>
