<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>NewPlan</name>
    <message>
        <source>New plan</source>
        <translation>新建规划</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>规划名称</translation>
    </message>
    <message>
        <source>Whole region</source>
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
        <source>First year of data</source>
        <translation>数据首年</translation>
    </message>
    <message>
        <source>Horizon</source>
        <translation>展望年</translation>
    </message>
    <message>
        <source>such as: plan of the city for 2026–2030</source>
        <translation>如：某市国民经济和社会发展“十五五”规划</translation>
    </message>
    <message>
        <source>the city or county that the plan covers</source>
        <translation>规划所覆盖的市或县，各县（市、区）是它的下级</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Create the plan</source>
        <translation>建立规划</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Blank</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>The structure of the open plan</source>
        <translation>当前规划的结构</translation>
    </message>
    <message>
        <source>The structure of another workbook…</source>
        <translation>另一本工作簿的结构…</translation>
    </message>
    <message>
        <source>The template's example structure</source>
        <translation>模板的示例结构</translation>
    </message>
    <message>
        <source>{what}: {name}</source>
        <translation>{what}：{name}</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Industries</source>
        <translation>产业</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Formulas, checks</source>
        <translation>公式、核查规则</translation>
    </message>
    <message>
        <source>Levers</source>
        <translation>抓手</translation>
    </message>
    <message>
        <source>Owners</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>Workbooks (*.xlsx *.xlsm *.xls *.ods *.csv)</source>
        <translation>工作簿 (*.xlsx *.xlsm *.xls *.ods *.csv)</translation>
    </message>
    <message>
        <source>Workbook with the structure</source>
        <translation>用哪本工作簿的结构</translation>
    </message>
    <message>
        <source>Reading {name} …</source>
        <translation>正在读取 {name} …</translation>
    </message>
    <message>
        <source>{first}–{target}, counted from {base}; data from {begin} on, outlook to {horizon}. “{city}” is the whole; counties and indicators are then typed or pasted into the tables.</source>
        <translation>{first}—{target}年，以 {base}年为基期；数据自 {begin}年起，展望到 {horizon}年。全市为“{city}”；各县和指标随后在表格里录入或粘贴。</translation>
    </message>
    <message>
        <source>Save the new plan</source>
        <translation>保存新规划</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
</context>
<context>
    <name>FirstStep</name>
    <message>
        <source>The plan is new. Type its counties and indicators into the last rows of the table Structure, or paste them from Excel.</source>
        <translation>规划刚刚建立。请在“结构”表的末行录入各县和指标，或从 Excel 粘贴。</translation>
    </message>
    <message>
        <source>The plan has indicators, but no figures and no targets yet. Enter figures in the table Data, or add a target in Targets.</source>
        <translation>已有指标，还没有数据和目标。请在“数据”表中录入数据，或在“目标”表中新增目标。</translation>
    </message>
</context>
</TS>
