<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>PathChart</name>
    <message>
        <source>source</source>
        <translation>出处</translation>
    </message>
    <message>
        <source>This plan has no series for this choice. Choose another region or indicator.</source>
        <translation>规划中没有这一序列。请选择其他地区或指标。</translation>
    </message>
    <message>
        <source>Effects of levers are illustrations, not estimates.</source>
        <translation>抓手效应为演示假设，非估计。</translation>
    </message>
    <message>
        <source>No figures yet: enter an observed figure in Data or a base in Targets.</source>
        <translation>还没有数值：请在“数据”中填入观测值，或在“目标”中填入基期值。</translation>
    </message>
    <message>
        <source>roll-up</source>
        <translation>下级汇总</translation>
    </message>
    <message>
        <source>milestone</source>
        <translation>时序目标</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
</context>
<context>
    <name>GapChart</name>
    <message>
        <source>By region</source>
        <translation>按地区</translation>
    </message>
    <message>
        <source>By indicator</source>
        <translation>按指标</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>缺口</translation>
    </message>
    <message>
        <source>% of the target</source>
        <translation>占目标的 %</translation>
    </message>
    <message>
        <source>No target with a figure here. Enter one in Targets.</source>
        <translation>这里没有带数值的目标。请在“目标”表中填写。</translation>
    </message>
    <message>
        <source>Colours by pace: achieved ÷ required from the base {blue} ≥ 0.95 or met, {yellow} ≥ 0.6, {orange} ≥ 0, {red} below, {grey} no figure</source>
        <translation>颜色规则·速度：基期以来实际速度 ÷ 所需速度　{blue} ≥ 0.95 或已达标　{yellow} ≥ 0.6　{orange} ≥ 0　{red} 低于 0　{grey} 无数值</translation>
    </message>
    <message>
        <source>Colours by outcome: share of the way by the target year {blue} ≥ 95 %, {yellow} ≥ 50 %, {orange} ≥ 10 %, {red} below, {grey} no figure</source>
        <translation>颜色规则·结果：到目标年走完的路程　{blue} ≥ 95 %　{yellow} ≥ 50 %　{orange} ≥ 10 %　{red} 更低　{grey} 无数值</translation>
    </message>
    <message>
        <source>Colours by schedule: against the year's milestone {blue} at or past, {yellow} within 5 % of the way, {orange} within 20 %, {red} beyond, {grey} no figure</source>
        <translation>颜色规则·时序进度：对照当年时序目标　{blue} 达到　{yellow} 差 5 % 以内　{orange} 差 20 % 以内　{red} 更多　{grey} 无数值</translation>
    </message>
</context>
</TS>
