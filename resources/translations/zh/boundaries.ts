<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Boundaries</name>
    <message>
        <source>Boundary changes</source>
        <translation>区划调整</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source>Kind of change</source>
        <translation>调整方式</translation>
    </message>
    <message>
        <source>From year</source>
        <translation>起始年</translation>
    </message>
    <message>
        <source>Regions to merge</source>
        <translation>合并的地区</translation>
    </message>
    <message>
        <source>Merged into</source>
        <translation>合并为</translation>
    </message>
    <message>
        <source>Earlier years</source>
        <translation>以前年份</translation>
    </message>
    <message>
        <source>Region to split</source>
        <translation>拆分的地区</translation>
    </message>
    <message>
        <source>Its parts</source>
        <translation>拆分后</translation>
    </message>
    <message>
        <source>Shown below</source>
        <translation>下表指标</translation>
    </message>
    <message>
        <source>New region</source>
        <translation>新地区</translation>
    </message>
    <message>
        <source>Share, %</source>
        <translation>比例（%）</translation>
    </message>
    <message>
        <source>For all scenarios; figures of {scenario} are shown</source>
        <translation>对各情景都有效；表中为“{scenario}”的数值</translation>
    </message>
    <message>
        <source>Several regions become one</source>
        <translation>多个合并为一个</translation>
    </message>
    <message>
        <source>One region becomes several</source>
        <translation>一个拆分为多个</translation>
    </message>
    <message>
        <source>Restate them as the sum of the old regions, for comparison only</source>
        <translation>按原地区相加重算（仅供对比，不计入汇总）</translation>
    </message>
    <message>
        <source>The old region continues as its first part</source>
        <translation>原地区作为第一部分继续存在</translation>
    </message>
    <message>
        <source>Name of the new region</source>
        <translation>新地区名称</translation>
    </message>
    <message>
        <source>a new region</source>
        <translation>新地区</translation>
    </message>
    <message>
        <source>{whole} has no roll-up of {indicator} in {years} until the new regions' figures are entered, or shares are given.</source>
        <translation>填入新地区的数据或给出比例以前，{whole}的{indicator}在 {years}年汇总不出来。</translation>
    </message>
    <message>
        <source>The roll-up of {indicator} changes in {years}.</source>
        <translation>{indicator}的汇总值在 {years}年有变化。</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>{name}, before</source>
        <translation>{name} · 调整前</translation>
    </message>
    <message>
        <source>{name}, after</source>
        <translation>{name} · 调整后</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>weighted mean</source>
        <translation>加权平均</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Boundary changes…</source>
        <translation>区划调整…</translation>
    </message>
</context>
</TS>
