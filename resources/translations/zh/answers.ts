<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Answers</name>
    <message>
        <source>Apply</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>By</source>
        <translation>求</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>What would reach the target?</source>
        <translation>怎样才能达到目标？</translation>
    </message>
    <message>
        <source>Put it into the scenario</source>
        <translation>写入情景</translation>
    </message>
    <message>
        <source>Growth a year</source>
        <translation>年增长率</translation>
    </message>
    <message>
        <source>Step a year</source>
        <translation>年增量</translation>
    </message>
    <message>
        <source>One factor on all levers</source>
        <translation>全部抓手乘以同一系数</translation>
    </message>
    <message>
        <source>{lever}: intensity</source>
        <translation>{lever}：强度</translation>
    </message>
    <message>
        <source>Choose a series that has a target in the outline or a table.</source>
        <translation>请在大纲或表格中选择一个有目标的序列。</translation>
    </message>
    <message>
        <source>Not within {low} to {high}. At best {value}.</source>
        <translation>{low} 至 {high} 内达不到。最接近：{value}。</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Its own past: {pace} a year</source>
        <translation>自身过去：每年 {pace}</translation>
    </message>
    <message>
        <source>{times} times that is needed</source>
        <translation>需为其 {times} 倍</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Weighed by</source>
        <translation>权重指标</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>总数</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>Cap</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基期值</translation>
    </message>
    <message>
        <source>Present target</source>
        <translation>现有目标</translation>
    </message>
    <message>
        <source>New target</source>
        <translation>新目标</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Own past</source>
        <translation>自身过去</translation>
    </message>
    <message>
        <source>Who can carry the total?</source>
        <translation>总数由谁来承担？</translation>
    </message>
    <message>
        <source>Make these the scenario's targets</source>
        <translation>作为情景的目标</translation>
    </message>
    <message>
        <source>Choose an indicator that the regions below add up to.</source>
        <translation>请选择下级地区可以合计的指标。</translation>
    </message>
    <message>
        <source>Type a figure under Hold, Floor or Cap; the rest is split again by the rule.</source>
        <translation>在固定、下限或上限栏填入数值；其余按规则重新分解。</translation>
    </message>
    <message>
        <source>Left out, since the rule lacks a figure of theirs: {regions}.</source>
        <translation>未分到（缺少规则所需的数值）：{regions}。</translation>
    </message>
    <message>
        <source>floor</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>cap</source>
        <translation>上限</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Answers</source>
        <translation>求解</translation>
    </message>
    <message>
        <source>What would reach the target?…</source>
        <translation>怎样达到目标…</translation>
    </message>
    <message>
        <source>Who can carry the total?…</source>
        <translation>总数由谁承担…</translation>
    </message>
</context>
</TS>
