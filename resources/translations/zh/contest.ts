<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Contest</name>
    <message>
        <source>Contest</source>
        <translation>考核赛马</translation>
    </message>
    <message>
        <source>milestone</source>
        <translation>时序目标</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>growth</source>
        <translation>增长</translation>
    </message>
    <message>
        <source>year before</source>
        <translation>上年</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>points</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>projected, not reported yet</source>
        <translation>按推算值，尚无实绩</translation>
    </message>
    <message>
        <source>{when}: no region has points</source>
        <translation>{when}：各地区均未计分</translation>
    </message>
    <message>
        <source>{when}: {who} first with {points} of {full} points</source>
        <translation>{when}：{who}第一，{points} 分（满分 {full}）</translation>
    </message>
    <message>
        <source>{when}: {who} first with {points} of {full} points, {next} {behind} behind</source>
        <translation>{when}：{who}第一，{points} 分（满分 {full}），{next}差 {behind} 分</translation>
    </message>
    <message>
        <source>{step} less per place</source>
        <translation>每后一名少 {step}</translation>
    </message>
    <message>
        <source>cap {cap}</source>
        <translation>上限 {cap}</translation>
    </message>
    <message>
        <source>{name} {points} points: {parts}</source>
        <translation>{name} {points} 分：{parts}</translation>
    </message>
    <message>
        <source>—: no points ({kinds}); the total covers the other rules only.</source>
        <translation>—：未计分（{kinds}），总分只含其余各项。</translation>
    </message>
    <message>
        <source>Grey: scores based on projected figures, not reported yet: {count}.</source>
        <translation>灰字：{count} 处按推算值计分，尚无实绩。</translation>
    </message>
    <message>
        <source>Where {year} has no target of its own, the milestone of the next target counts.</source>
        <translation>{year}年未定目标的，按下一目标当年的时序目标计。</translation>
    </message>
    <message>
        <source>Figures to date are compared with the target of the whole year.</source>
        <translation>累计数按全年目标计算完成比例。</translation>
    </message>
    <message>
        <source>{who} is first, {lead} points ahead</source>
        <translation>{who}第一，领先 {lead} 分</translation>
    </message>
    <message>
        <source>{who} is first</source>
        <translation>{who}第一</translation>
    </message>
    <message>
        <source>{who} (rank {place}) is {missing} points short of rank {goal}, {ahead}</source>
        <translation>{who}（第 {place}）进到第 {goal}（{ahead}）：差 {missing} 分</translation>
    </message>
    <message>
        <source>; the cheapest way is {what}</source>
        <translation>，最省的是{what}</translation>
    </message>
    <message>
        <source>; no indicator alone is enough</source>
        <translation>，单靠一个指标都不够</translation>
    </message>
    <message>
        <source>By this indicator alone</source>
        <translation>只靠该指标</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Needed</source>
        <translation>需达到</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变动</translation>
    </message>
    <message>
        <source>Change, %</source>
        <translation>变动幅度</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>得分变化</translation>
    </message>
    <message>
        <source>Times a usual year</source>
        <translation>相当常年（倍）</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>总分</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Change of rank</source>
        <translation>名次变化</translation>
    </message>
    <message>
        <source>Scoring rules</source>
        <translation>计分办法</translation>
    </message>
    <message>
        <source>The year, or the months to date, that is scored</source>
        <translation>计分的年份或累计月份</translation>
    </message>
    <message>
        <source>The region whose areas compete</source>
        <translation>哪个地区的下级参加考核</translation>
    </message>
    <message>
        <source>Nothing is open. Open a workbook to see its contest.</source>
        <translation>尚未打开工作簿。打开后可看考核得分。</translation>
    </message>
    <message>
        <source>There are no two regions with the same parent to compete. Enter their parent in the tab Structure, Regions.</source>
        <translation>没有两个以上同属一个上级的地区。请在“结构”页的“地区”表中填写上级。</translation>
    </message>
    <message>
        <source>There are no scoring rules yet. Type or paste them in the tab Structure, Scoring rules, or into the workbook's sheet Scoring: an indicator, its points and how they are given.</source>
        <translation>还没有计分办法。请在“结构”页的“计分办法”表中录入或粘贴，或填入工作簿的“计分”表：指标、分值、计分办法。</translation>
    </message>
    <message>
        <source>▲▼ since {before}</source>
        <translation>▲▼ 与{before}相比</translation>
    </message>
    <message>
        <source>Choose a region to see what it takes to move up one rank.</source>
        <translation>点选一个地区，可看进一名需要多少。</translation>
    </message>
    <message>
        <source>Times a usual year: the change needed over the indicator's usual yearly change, the median of all regions here.</source>
        <translation>相当常年（倍）：所需变动是该指标一年通常变动（各地区的中位数）的几倍。</translation>
    </message>
</context>
<context>
    <name>Tables</name>
    <message>
        <source>Scoring rules</source>
        <translation>计分办法</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>计分项</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>分值</translation>
    </message>
    <message>
        <source>Scored by</source>
        <translation>计分办法</translation>
    </message>
    <message>
        <source>Cap</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>名次差</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Type a rule's name here, then its indicator and points</source>
        <translation>在此录入计分项名称，再填指标和分值</translation>
    </message>
    <message>
        <source>No scoring rules yet: type a name here, then its indicator and points</source>
        <translation>还没有计分项：在此录入名称，再填指标和分值</translation>
    </message>
    <message>
        <source>The full score in points; positive for a deduction, too.</source>
        <translation>满分是多少分；扣分项也写正数。</translation>
    </message>
    <message>
        <source>All or nothing, in proportion to the target, by rank, or against the year before.</source>
        <translation>达标得分、按比例、按名次或较上年。</translation>
    </message>
    <message>
        <source>The most that can be reached, in points; empty: the points.</source>
        <translation>最多得多少分；空为分值本身。</translation>
    </message>
    <message>
        <source>Points less for each rank, for scoring by rank only; empty: the points over the number of regions.</source>
        <translation>每后一名少多少分，只用于按名次；空为分值除以地区数。</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>Contest</source>
        <translation>考核赛马</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Scoring rules</source>
        <translation>计分办法</translation>
    </message>
</context>
</TS>
