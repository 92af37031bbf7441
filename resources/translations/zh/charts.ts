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
        <source>binding</source>
        <translation>约束性</translation>
    </message>
    <message>
        <source>base</source>
        <translation>基期</translation>
    </message>
    <message>
        <source>stretch</source>
        <translation>力争</translation>
    </message>
    <message>
        <source>before</source>
        <translation>改前</translation>
    </message>
    <message>
        <source>actual</source>
        <translation>现状值</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
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
        <source>No figures for {what} in {where} yet. Enter an actual in Data or a base in Targets.</source>
        <translation>{where}的{what}还没有数值。请在“数据”中填入现状值，或在“目标”中填入基期值。</translation>
    </message>
    <message>
        <source>There is no series {what} for {where} in this plan. Choose another region or indicator.</source>
        <translation>规划中没有{where}的{what}这一序列。请选择其他地区或指标。</translation>
    </message>
    <message>
        <source>There is no series to show. Open a workbook, or choose a region and an indicator.</source>
        <translation>没有可显示的序列。请打开工作簿，或选择地区和指标。</translation>
    </message>
    <message>
        <source>Formula: {text}.</source>
        <translation>公式：{text}。</translation>
    </message>
    <message>
        <source>Rolled up from {covered} of {children} below it.</source>
        <translation>由下级汇总：{children} 个中有 {covered} 个有此序列。</translation>
    </message>
    <message>
        <source>Dotted: rolled up from {covered} of {children} below it.</source>
        <translation>点线：下级汇总，{children} 个中有 {covered} 个有此序列。</translation>
    </message>
    <message>
        <source>{year}: {where} {own} by its own assumption; those below add up to {rolled}, {apart} apart</source>
        <translation>{year} 年：{where}按自身假设 {own}；下级合计 {rolled}，差 {apart}</translation>
    </message>
    <message>
        <source>{year}: {where} {own} by its own assumption; those below average {rolled}, {apart} apart</source>
        <translation>{year} 年：{where}按自身假设 {own}；下级加权平均 {rolled}，差 {apart}</translation>
    </message>
    <message>
        <source>Set to roll-up</source>
        <translation>改为下级汇总</translation>
    </message>
    <message>
        <source>After its last actual the series becomes the roll-up of those below and moves with them; this can be undone.</source>
        <translation>最后一个现状年之后，该序列等于下级汇总，并随下级变动；可以撤销。</translation>
    </message>
    <message>
        <source>Effects of levers are illustrations, not estimates.</source>
        <translation>抓手效应为演示假设，非估计。</translation>
    </message>
    <message>
        <source>Benchmarks</source>
        <translation>对标</translation>
    </message>
    <message>
        <source>Show or hide the lines of the benchmark regions</source>
        <translation>显示或隐藏对标地区的曲线</translation>
    </message>
    <message>
        <source>{names}: of a different size, so drawn by growth rate from the base value of this series.</source>
        <translation>{names}：量级不同，按其增速自本序列基期值起绘制。</translation>
    </message>
    <message>
        <source>at the pace of {name}</source>
        <translation>与{name}同速</translation>
    </message>
    <message>
        <source>needs {figure} a year</source>
        <translation>每年需 {figure}</translation>
    </message>
    <message>
        <source>Each year</source>
        <translation>逐年</translation>
    </message>
    <message>
        <source>Growth of each year</source>
        <translation>逐年增速</translation>
    </message>
    <message>
        <source>target {figure}</source>
        <translation>目标 {figure}</translation>
    </message>
    <message>
        <source>needs {figure}</source>
        <translation>需 {figure}</translation>
    </message>
    <message>
        <source>sum of {first}–{last}</source>
        <translation>{first}–{last}年累计</translation>
    </message>
    <message>
        <source>in the year itself</source>
        <translation>当年</translation>
    </message>
    <message>
        <source>sum so far</source>
        <translation>已累计</translation>
    </message>
    <message>
        <source>growth of the year</source>
        <translation>当年增速</translation>
    </message>
    <message>
        <source>mean growth so far</source>
        <translation>累计年均增速</translation>
    </message>
    <message>
        <source>Note on the chart</source>
        <translation>图上标注</translation>
    </message>
    <message>
        <source>At figure</source>
        <translation>所在数值</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>A note needs words.</source>
        <translation>标注需要文字。</translation>
    </message>
    <message>
        <source>There is no path here to note anything on.</source>
        <translation>这里没有可以标注的路径。</translation>
    </message>
    <message>
        <source>Edit the note…</source>
        <translation>修改标注…</translation>
    </message>
    <message>
        <source>Add a note here…</source>
        <translation>在此标注…</translation>
    </message>
    <message>
        <source>Remove the note</source>
        <translation>删除标注</translation>
    </message>
</context>
<context>
    <name>PathGrid</name>
    <message>
        <source>By region</source>
        <translation>按地区</translation>
    </message>
    <message>
        <source>By indicator</source>
        <translation>按指标</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Previous page (PgUp)</source>
        <translation>上一页（PgUp）</translation>
    </message>
    <message>
        <source>Next page (PgDn)</source>
        <translation>下一页（PgDn）</translation>
    </message>
    <message>
        <source>{first}–{last} of {all}</source>
        <translation>第 {first}–{last} 个，共 {all} 个</translation>
    </message>
    <message>
        <source>No region has a series of {what}. Choose another indicator.</source>
        <translation>没有地区有{what}的序列。请选择其他指标。</translation>
    </message>
    <message>
        <source>{what} has no series. Choose another region.</source>
        <translation>{what}没有序列。请选择其他地区。</translation>
    </message>
    <message>
        <source>Nothing is open. Open a workbook to see its paths.</source>
        <translation>尚未打开工作簿。打开后可查看其路径。</translation>
    </message>
</context>
<context>
    <name>GapChart</name>
    <message>
        <source>Two slits: the bar is longer than the scale shows.</source>
        <translation>两道缺口：该条超出标尺，没有画完。</translation>
    </message>
    <message>
        <source>By region</source>
        <translation>按地区</translation>
    </message>
    <message>
        <source>By indicator</source>
        <translation>按指标</translation>
    </message>
    <message>
        <source>Shortfall</source>
        <translation>缺口</translation>
    </message>
    <message>
        <source>% of the target</source>
        <translation>占目标的 %</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>short (positive)</source>
        <translation>缺（正数）</translation>
    </message>
    <message>
        <source>over</source>
        <translation>超</translation>
    </message>
    <message>
        <source>missing value</source>
        <translation>缺数</translation>
    </message>
    <message>
        <source>milestone</source>
        <translation>时序目标</translation>
    </message>
    <message>
        <source>progress to target:</source>
        <translation>完成进度：</translation>
    </message>
    <message>
        <source>growth still needed:</source>
        <translation>仍需年均增长：</translation>
    </message>
    <message>
        <source>No region has a target for {what}. Enter one in Targets, or look by indicator.</source>
        <translation>没有地区为{what}设目标。请在“目标”表中填写，或改看“按指标”。</translation>
    </message>
    <message>
        <source>{what} has no targets. Enter one in Targets, or look by region.</source>
        <translation>{what}没有目标。请在“目标”表中填写，或改看“按地区”。</translation>
    </message>
    <message>
        <source>Nothing is open. Open a workbook to see its shortfalls.</source>
        <translation>尚未打开工作簿。打开后可查看其缺口。</translation>
    </message>
    <message>
        <source>The upright stroke is the milestone of {year}.</source>
        <translation>竖线为 {year}年时序目标。</translation>
    </message>
    <message>
        <source>Bars with a break are longer than drawn: {bars}.</source>
        <translation>带断口的条实际更长：{bars}。</translation>
    </message>
    <message>
        <source>The {count} furthest behind; {more} more are in Targets.</source>
        <translation>显示缺口最大的 {count} 个；其余 {more} 个见“目标”表。</translation>
    </message>
    <message>
        <source>Without a bar: targets on another basis.</source>
        <translation>口径不同的不画条，只写数值。</translation>
    </message>
</context>
</TS>
