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
        <source>What is divided</source>
        <translation>分解范围</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>系数 F</translation>
    </message>
    <message>
        <source>Yearly targets</source>
        <translation>分年目标</translation>
    </message>
    <message>
        <source>Enter as yearly targets</source>
        <translation>写为分年目标</translation>
    </message>
    <message>
        <source>this region</source>
        <translation>本地区</translation>
    </message>
    <message>
        <source>the regions below it, years across</source>
        <translation>下级地区 × 年份</translation>
    </message>
    <message>
        <source>Choose an indicator and a region.</source>
        <translation>请选择指标和地区。</translation>
    </message>
    <message>
        <source>Delete lets a held cell go.</source>
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
        <source>Sum</source>
        <translation>累计</translation>
    </message>
    <message>
        <source>Mean a year</source>
        <translation>年均</translation>
    </message>
    <message>
        <source>A year</source>
        <translation>年均</translation>
    </message>
    <message>
        <source>Yearly target</source>
        <translation>分年目标</translation>
    </message>
    <message>
        <source>On the year before</source>
        <translation>比上年</translation>
    </message>
    <message>
        <source>Pace needed</source>
        <translation>所需速度</translation>
    </message>
    <message>
        <source>Fastest so far</source>
        <translation>过去最快</translation>
    </message>
    <message>
        <source>{name}: {target} in all up to {year}, {done} done</source>
        <translation>{name}：至{year}年累计 {target}，已完成 {done}</translation>
    </message>
    <message>
        <source>{name}: {target} a year on average up to {year}</source>
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
        <source>Type a figure to hold a cell, Delete lets it go; the rest is divided again.</source>
        <translation>键入数值即固定该格，按 Delete 放开，其余重新分解。</translation>
    </message>
    <message>
        <source>{mark} held</source>
        <translation>{mark} 已固定</translation>
    </message>
    <message>
        <source>{mark} beyond any pace of the past</source>
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
</context>
</TS>
