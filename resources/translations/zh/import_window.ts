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
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>the whole column</source>
        <translation>整列</translation>
    </message>
    <message>
        <source>Put it right</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Pass over this row</source>
        <translation>略过这一行</translation>
    </message>
    <message>
        <source>Click a cell to put it right.</source>
        <translation>点击一个单元格以更正。</translation>
    </message>
    <message>
        <source>What was recognised</source>
        <translation>识别结果</translation>
    </message>
    <message>
        <source>{tables} tables · {indicators} indicators · {regions} regions · {targets} targets · {errors} errors</source>
        <translation>{tables} 张表 · {indicators} 个指标 · {regions} 个地区 · {targets} 个目标 · {errors} 处错误</translation>
    </message>
    <message>
        <source>Point at a cell to see what it was taken for; click it to put it right.</source>
        <translation>指向单元格可看到它被认作什么；点击即可更正。</translation>
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
        <source>Take back</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>As proposed</source>
        <translation>恢复建议</translation>
    </message>
    <message>
        <source>Open the plan</source>
        <translation>打开规划</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save in the canonical form…</source>
        <translation>另存为规范格式…</translation>
    </message>
    <message>
        <source>Taken for one</source>
        <translation>视为同一</translation>
    </message>
    <message>
        <source>Passed over and concluded</source>
        <translation>略过与推断</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>已写入：{file}</translation>
    </message>
</context>
</TS>
