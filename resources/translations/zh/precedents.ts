<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Menus</name>
    <message>
        <source>Precedents and dependents…</source>
        <translation>来龙去脉…</translation>
    </message>
    <message>
        <source>What feeds this figure, and what does it feed?</source>
        <translation>这个数由什么得出，又影响什么？</translation>
    </message>
</context>
<context>
    <name>Precedents</name>
    <message>
        <source>actual, as entered</source>
        <translation>录入的现状值</translation>
    </message>
    <message>
        <source>last actual, from which the path goes on</source>
        <translation>最后一个现状值，路径由此起步</translation>
    </message>
    <message>
        <source>assumption</source>
        <translation>假设</translation>
    </message>
    <message>
        <source>no assumption: the last actual is held</source>
        <translation>没有假设：保持最后一个现状值</translation>
    </message>
    <message>
        <source>target to which the path leads</source>
        <translation>路径所指的目标</translation>
    </message>
    <message>
        <source>lever intensity</source>
        <translation>抓手强度</translation>
    </message>
    <message>
        <source>spillover from other regions</source>
        <translation>其他地区的溢出</translation>
    </message>
    <message>
        <source>read by the formula</source>
        <translation>公式读取</translation>
    </message>
    <message>
        <source>rolled up</source>
        <translation>汇总</translation>
    </message>
    <message>
        <source>weight of the mean</source>
        <translation>加权平均的权重</translation>
    </message>
    <message>
        <source>its formula reads this</source>
        <translation>其公式读取本序列</translation>
    </message>
    <message>
        <source>rolled up from this</source>
        <translation>由本序列汇总</translation>
    </message>
    <message>
        <source>has a path of its own; the roll-up stands beside it</source>
        <translation>有自身路径，汇总仅供对照</translation>
    </message>
    <message>
        <source>mean weighted by this</source>
        <translation>以本序列为权重</translation>
    </message>
    <message>
        <source>judged by this target</source>
        <translation>用此目标评价</translation>
    </message>
    <message>
        <source>Precedents</source>
        <translation>来龙去脉</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>How</source>
        <translation>关系</translation>
    </message>
    <message>
        <source>The plan has no such series. Choose one in the outline or a table.</source>
        <translation>规划里没有这个序列。请在大纲或表格里另选一个。</translation>
    </message>
    <message>
        <source>→ opens a line and ← closes it; every step selects its series in the window. Return begins anew at the line, Backspace goes back.</source>
        <translation>→ 展开，← 收起；每走一步窗口都选中该序列。Enter 以该行为起点，Backspace 返回。</translation>
    </message>
    <message>
        <source>What feeds it</source>
        <translation>由什么得出</translation>
    </message>
    <message>
        <source>What it feeds</source>
        <translation>影响什么</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Spillover</source>
        <translation>溢出</translation>
    </message>
    <message>
        <source>all regions</source>
        <translation>全部地区</translation>
    </message>
    <message>
        <source>all industries</source>
        <translation>全部产业</translation>
    </message>
    <message>
        <source>rule row</source>
        <translation>规则行</translation>
    </message>
    <message>
        <source>own row</source>
        <translation>自身的行</translation>
    </message>
</context>
</TS>
