<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Tables</name>
    <message>
        <source>Owner</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>All owners</source>
        <translation>全部单位</translation>
    </message>
    <message>
        <source>Whose targets are shown</source>
        <translation>只看哪个单位的目标</translation>
    </message>
    <message>
        <source>The owner of the indicator; a target may have one of its own.</source>
        <translation>取自指标的牵头单位；目标可另写自己的责任单位。</translation>
    </message>
    <message>
        <source>The indicator's owner is {owner}.</source>
        <translation>指标的牵头单位是{owner}。</translation>
    </message>
    <message>
        <source>The department that answers for the target. Empty: that of its indicator.</source>
        <translation>该目标的责任单位。空则为指标的牵头单位。</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>A county's plan 2026–2030 (synthetic)</source>
        <translation>示例县“十五五”规划（合成）</translation>
    </message>
    <message>
        <source>That county's tables as printed (synthetic)</source>
        <translation>示例县规划的原表（合成）</translation>
    </message>
    <message>
        <source>That county's plan 2021–2025 at mid-term (synthetic)</source>
        <translation>示例县“十四五”规划中期（合成）</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>Owner</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>{owner} answers for no target of {where}. Choose another region, or all owners.</source>
        <translation>{owner}在{where}没有负责的目标。请换一个地区，或查看全部单位。</translation>
    </message>
</context>
<context>
    <name>GapChart</name>
    <message>
        <source>{owner} answers for no target of {what}. Choose another, or all owners.</source>
        <translation>{owner}在“{what}”上没有负责的目标。请换一项，或查看全部单位。</translation>
    </message>
    <message>
        <source>answers for it: {owner}</source>
        <translation>责任单位：{owner}</translation>
    </message>
</context>
<context>
    <name>Outline</name>
    <message>
        <source>No owner yet</source>
        <translation>未定牵头单位</translation>
    </message>
    <message>
        <source>By owner</source>
        <translation>按单位</translation>
    </message>
    <message>
        <source>Group the indicators by the department that leads them</source>
        <translation>指标按牵头单位分组</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>owner: its targets</source>
        <translation>责任单位：只看其目标</translation>
    </message>
</context>
<context>
    <name>Analyses</name>
    <message>
        <source>Shown</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>all owners</source>
        <translation>全部单位</translation>
    </message>
    <message>
        <source>any due date</source>
        <translation>不限期限</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <source>due within {days} days</source>
        <translation>{days} 天内到期</translation>
    </message>
    <message>
        <source>due this year</source>
        <translation>今年到期</translation>
    </message>
    <message>
        <source>due {day}</source>
        <translation>期限 {day}</translation>
    </message>
    <message>
        <source>“{text}” names no day or period. Type one such as 2027-06-30, 2027年6月底 or 2027Q2.</source>
        <translation>“{text}”读不出日期。可写 2027-06-30、2027年6月底、2027Q2。</translation>
    </message>
</context>
</TS>
