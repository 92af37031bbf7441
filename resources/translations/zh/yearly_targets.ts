<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Menus</name>
    <message>
        <source>Yearly targets…</source>
        <translation>分年目标…</translation>
    </message>
</context>
<context>
    <name>Yearly</name>
    <message>
        <source>Scope</source>
        <translation>分解范围</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Factor F</source>
        <translation>系数 F</translation>
    </message>
    <message>
        <source>Apply as yearly targets</source>
        <translation>采用为分年目标</translation>
    </message>
    <message>
        <source>this region</source>
        <translation>本地区</translation>
    </message>
    <message>
        <source>the regions below it × years</source>
        <translation>下级地区 × 年份</translation>
    </message>
    <message>
        <source>Choose an indicator and a region.</source>
        <translation>请选择指标和地区。</translation>
    </message>
    <message>
        <source>Delete releases a fixed cell.</source>
        <translation>按 Delete 放开固定的单元格。</translation>
    </message>
    <message>
        <source>percentage points</source>
        <translation>个百分点</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Cumulative</source>
        <translation>累计</translation>
    </message>
    <message>
        <source>Annual average</source>
        <translation>年均</translation>
    </message>
    <message>
        <source>Annual average</source>
        <translation>年均</translation>
    </message>
    <message>
        <source>Yearly target</source>
        <translation>分年目标</translation>
    </message>
    <message>
        <source>Change on the year before</source>
        <translation>比上年</translation>
    </message>
    <message>
        <source>Growth needed</source>
        <translation>所需增速</translation>
    </message>
    <message>
        <source>Fastest growth so far</source>
        <translation>过去最快增速</translation>
    </message>
    <message>
        <source>{name}: {target} cumulative to {year}, {done} so far</source>
        <translation>{name}：至{year}年累计 {target}，已完成 {done}</translation>
    </message>
    <message>
        <source>{name}: {target} a year on average to {year}</source>
        <translation>{name}：至{year}年年均 {target}</translation>
    </message>
    <message>
        <source>{name}: {base} in {base_year}, {target} in {year}</source>
        <translation>{name}：{base_year}年 {base}，{year}年 {target}</translation>
    </message>
    <message>
        <source>Sum of the regions</source>
        <translation>各地区合计</translation>
    </message>
    <message>
        <source>Type a figure to fix a cell, Delete releases it; the rest is divided again.</source>
        <translation>键入数值即固定该格，按 Delete 放开，其余重新分解。</translation>
    </message>
    <message>
        <source>{mark} fixed</source>
        <translation>{mark} 已固定</translation>
    </message>
    <message>
        <source>{mark} faster than ever before</source>
        <translation>{mark} 超出以往最快速度</translation>
    </message>
    <message>
        <source>actual</source>
        <translation>现状值</translation>
    </message>
    <message>
        <source>yearly targets</source>
        <translation>分年目标</translation>
    </message>
    <message>
        <source>Write the report…</source>
        <translation>写成报告…</translation>
    </message>
    <message>
        <source>The yearly-plan report of the first of these years, as a Word document</source>
        <translation>表中第一年的年度计划报告，Word 文档</translation>
    </message>
</context>
</TS>
