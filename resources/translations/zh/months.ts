<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>MonthPicker</name>
    <message>
        <source>The month looked at</source>
        <translation>查看的月份</translation>
    </message>
</context>
<context>
    <name>MonthlyBoard</name>
    <message>
        <source>Beside a mark: task progress, %.</source>
        <translation>标记旁为任务进度（%）。</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>按地区</translation>
    </message>
    <message>
        <source>Owners</source>
        <translation>按单位</translation>
    </message>
    <message>
        <source>Monthly board</source>
        <translation>月度看板</translation>
    </message>
    <message>
        <source>Nothing is open. Open a workbook to see its months.</source>
        <translation>尚未打开工作簿。打开后可看各月进展。</translation>
    </message>
    <message>
        <source>There are no months here. Type them into the table Months below, or into the workbook's sheet Progress.</source>
        <translation>这里还没有各月数据。请在下方“月度”表中填写，或填入工作簿的“进度”表。</translation>
    </message>
    <message>
        <source>no owner named</source>
        <translation>未写明责任单位</translation>
    </message>
    <message>
        <source>Without a figure this year: {count}.</source>
        <translation>当年尚无数据的 {count} 项。</translation>
    </message>
    <message>
        <source>With a latest figure from an earlier month: {count}.</source>
        <translation>用此前最近一个月数据的 {count} 项。</translation>
    </message>
    <message>
        <source>{period}: {told} of {count} series</source>
        <translation>{period}，{count} 项：{told}</translation>
    </message>
    <message>
        <source>● task progress is at least the usual progress by then, ◑ it is up to {near} of that short, ◔ further short, – not assessable. Stocks without past months: progress from the end of last year; ratios and growth rates: against the target itself.</source>
        <translation>● 任务进度不低于往年同期进度，◑ 相差不超过其 {near}，◔ 相差更多，– 无法评价。缺往年月度数据的存量指标按上年末到目标的路程，比率和增速直接对照目标。</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>To date</source>
        <translation>累计</translation>
    </message>
    <message>
        <source>Year's target</source>
        <translation>全年目标</translation>
    </message>
    <message>
        <source>Task progress, %</source>
        <translation>任务进度（%）</translation>
    </message>
    <message>
        <source>Time progress, %</source>
        <translation>时间进度（%）</translation>
    </message>
    <message>
        <source>Usual progress by then, %</source>
        <translation>往年同期进度（%）</translation>
    </message>
    <message>
        <source>Full year, low</source>
        <translation>全年推算（低）</translation>
    </message>
    <message>
        <source>Full year, high</source>
        <translation>全年推算（高）</translation>
    </message>
    <message>
        <source>Still needed</source>
        <translation>余下需完成</translation>
    </message>
    <message>
        <source>Growth still needed, %</source>
        <translation>余下需增长（%）</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>MonthlyRanking</name>
    <message>
        <source>Growth</source>
        <translation>按增速</translation>
    </message>
    <message>
        <source>By growth to date</source>
        <translation>按累计增速</translation>
    </message>
    <message>
        <source>By task progress</source>
        <translation>按任务进度</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>按进度</translation>
    </message>
    <message>
        <source>Equal figures share a rank.</source>
        <translation>数值相同的并列。</translation>
    </message>
    <message>
        <source>Last column: {beside}.</source>
        <translation>末列为{beside}。</translation>
    </message>
    <message>
        <source>Monthly ranking</source>
        <translation>月度排名</translation>
    </message>
    <message>
        <source>No region has a figure of {what} for {period}, or a target of the year to compare it with. Choose another month or measure.</source>
        <translation>没有地区有{what} {period}的数，或没有当年目标可对照。请换一个月份或排名依据。</translation>
    </message>
    <message>
        <source>No region has a growth of {what} for {period}. Choose another month or measure.</source>
        <translation>没有地区有{what} {period}的增速。请换一个月份或排名依据。</translation>
    </message>
    <message>
        <source>Nothing is open. Open a workbook to rank its regions.</source>
        <translation>尚未打开工作簿。打开后可给各地区排名。</translation>
    </message>
    <message>
        <source>The lowest ranks first.</source>
        <translation>数值小的在前。</translation>
    </message>
    <message>
        <source>The highest ranks first.</source>
        <translation>数值大的在前。</translation>
    </message>
    <message>
        <source>There are no two regions with months of {what} to rank. Choose another indicator or region, or type months into the table Months below.</source>
        <translation>有{what}各月数据的地区不足两个，无法排名。请另选指标或地区，或在下方“月度”表中填写。</translation>
    </message>
    <message>
        <source>There is no earlier month in the year to compare with.</source>
        <translation>年内没有更早的月份可比位次。</translation>
    </message>
    <message>
        <source>growth to date</source>
        <translation>累计增速</translation>
    </message>
    <message>
        <source>task progress</source>
        <translation>任务进度</translation>
    </message>
    <message>
        <source>Not ranked, without a figure for this month: {count}.</source>
        <translation>缺本月数据、不排位次的地区 {count} 个。</translation>
    </message>
    <message>
        <source>{what}, {period}: {first} leads with {figure}</source>
        <translation>{what} {period}：{first}居首（{figure}）</translation>
    </message>
    <message>
        <source>{what}, {period}: {first} leads with {figure}; {up} up by {places}</source>
        <translation>{what} {period}：{first}居首（{figure}），{up}进位最多（{places}）</translation>
    </message>
    <message>
        <source>▲▼: ranks gained or lost since {before}.</source>
        <translation>▲▼ 为与{before}相比的进退位次。</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>位次</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>进退</translation>
    </message>
    <message>
        <source>Ranked by</source>
        <translation>排名依据</translation>
    </message>
    <message>
        <source>Other measure</source>
        <translation>另一项</translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message>
        <source>The remaining months are weighted as last year, when {gone} of the total was reached by then.</source>
        <translation>余下各月按上年同期占全年 {gone} 加权。</translation>
    </message>
    <message>
        <source>The remaining months are weighted by their number, as last year's months are not known: {gone} of the year has passed.</source>
        <translation>上年各月缺数，余下各月按月数加权：全年已过 {gone}。</translation>
    </message>
    <message>
        <source>Back-test over past years ({count}): estimated at this month, the full year was off by {mean} on average and {worst} at most; it fell within the range in {inside} of them.</source>
        <translation>回测：过去 {count} 年在这个月推算全年，平均相差 {mean}，最多 {worst}；其中 {inside} 年实际落在区间内。</translation>
    </message>
    <message>
        <source>Too few past years to back-test the range: three with this month are needed.</source>
        <translation>往年太少，区间无法回测：至少要有三年的同月数。</translation>
    </message>
    <message>
        <source>full year at this pace</source>
        <translation>照此推算全年</translation>
    </message>
    <message>
        <source>growth needed in the remaining months</source>
        <translation>余下各月需增长</translation>
    </message>
    <message>
        <source>growth to date</source>
        <translation>累计增速</translation>
    </message>
    <message>
        <source>milestone {year} of the {later} target</source>
        <translation>{later}年目标的{year}年时序目标</translation>
    </message>
    <message>
        <source>no target for the year</source>
        <translation>当年没有目标</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>已达到</translation>
    </message>
    <message>
        <source>even monthly progress</source>
        <translation>按月平均的进度</translation>
    </message>
    <message>
        <source>target {year}</source>
        <translation>{year}年目标</translation>
    </message>
    <message>
        <source>task progress</source>
        <translation>任务进度</translation>
    </message>
    <message>
        <source>available to the remaining months</source>
        <translation>余下各月可用</translation>
    </message>
    <message>
        <source>needed in the remaining months</source>
        <translation>余下各月需完成</translation>
    </message>
    <message>
        <source>time progress</source>
        <translation>时间进度</translation>
    </message>
    <message>
        <source>to date</source>
        <translation>累计</translation>
    </message>
    <message>
        <source>usual progress by then</source>
        <translation>往年同期进度</translation>
    </message>
</context>
<context>
    <name>YearSoFar</name>
    <message>
        <source>Line across: the way from the end of last year to the target, in equal monthly steps.</source>
        <translation>横线：从上年末到目标的路程，按月平均。</translation>
    </message>
    <message>
        <source>{what}, growth</source>
        <translation>{what}增速</translation>
    </message>
    <message>
        <source>{share} of the {year} milestone</source>
        <translation>完成{year}年时序目标 {share}</translation>
    </message>
    <message>
        <source>{what}: {figure} by {by}, milestone {target}</source>
        <translation>{what}：{by} {figure}，时序目标 {target}</translation>
    </message>
    <message>
        <source>Milestone {year}</source>
        <translation>{year}年时序目标</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>Monthly board</source>
        <translation>月度看板</translation>
    </message>
    <message>
        <source>Monthly ranking</source>
        <translation>月度排名</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Monthly board</source>
        <translation>月度看板</translation>
    </message>
    <message>
        <source>Monthly ranking</source>
        <translation>月度排名</translation>
    </message>
</context>
</TS>
