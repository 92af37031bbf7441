<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Negotiation</name>
    <message>
        <source>proposals together {figure}</source>
        <translation>上报合计 {figure}</translation>
    </message>
    <message>
        <source>replies together {figure}</source>
        <translation>下达合计 {figure}</translation>
    </message>
    <message>
        <source>In “{scenario}”, {name} of {value} reaches it.</source>
        <translation>在“{scenario}”中，{name}取 {value} 即可达到。</translation>
    </message>
    <message>
        <source>In “{scenario}”, the best of its past, {name} of {value}, comes to {projected}.</source>
        <translation>在“{scenario}”中，{name}取过往最好的 {value}，只到 {projected}。</translation>
    </message>
    <message>
        <source>from {count} of {all} regions</source>
        <translation>{all} 个地区中 {count} 个有数</translation>
    </message>
    <message>
        <source>settled {count} of {all}</source>
        <translation>已商定 {count}/{all}</translation>
    </message>
    <message>
        <source>its own past, {paces} a year, comes to {reach} by {year}</source>
        <translation>过往每年 {paces}，到 {year} 年为 {reach}</translation>
    </message>
    <message>
        <source>{figure} asked needs {pace} a year</source>
        <translation>要求 {figure}，每年须 {pace}</translation>
    </message>
    <message>
        <source>{figure} proposed needs {pace} a year</source>
        <translation>所报 {figure}，每年须 {pace}</translation>
    </message>
    <message>
        <source>{figure} left for the others</source>
        <translation>其余须 {figure}</translation>
    </message>
    <message>
        <source>agreed</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>no proposal yet</source>
        <translation>未上报</translation>
    </message>
    <message>
        <source>to be replied to</source>
        <translation>待下达</translation>
    </message>
    <message>
        <source>to propose again</source>
        <translation>待再报</translation>
    </message>
    <message>
        <source>settled</source>
        <translation>已商定</translation>
    </message>
    <message>
        <source>not assured: the words leave it open</source>
        <translation>写法留有余地，不能保证</translation>
    </message>
    <message>
        <source>no target yet</source>
        <translation>尚无目标</translation>
    </message>
    <message>
        <source>its past is too short to say what it can carry</source>
        <translation>过往数据太少，说不出能承受多少</translation>
    </message>
    <message>
        <source>which its past has reached</source>
        <translation>过往达到过这样的速度</translation>
    </message>
    <message>
        <source>target {target}</source>
        <translation>目标 {target}</translation>
    </message>
    <message>
        <source>apart: {regions}</source>
        <translation>意见不一：{regions}</translation>
    </message>
    <message>
        <source>at its mean pace {share} of the way</source>
        <translation>照平均速度可走完 {share}</translation>
    </message>
    <message>
        <source>{figure} beyond its fastest pace so far</source>
        <translation>比过往最快速度所及还多 {figure}</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Type a proposal or a reply into its cell; Delete takes it away. A settled target is locked until it is opened again.</source>
        <translation>在单元格中输入上报数或下达数，按 Delete 删去。商定的目标已锁定，重新协商后才能改。</translation>
    </message>
    <message>
        <source>The past of these regions is too short to compare.</source>
        <translation>这些地区过往数据太少，无从比较。</translation>
    </message>
    <message>
        <source>Set as targets</source>
        <translation>设为规划目标</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>上报数</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>总数</translation>
    </message>
    <message>
        <source>No proposals yet. Type a region's proposal into its cell, such as 3000 or at least 3000; or ask for proposals by “Send out forms…” and take them in by “Take in returns…”.</source>
        <translation>还没有上报。请在单元格中输入区县的目标建议，如 3000、3000以上；或用“分发填报表…”征求建议，再用“汇总回收表…”收回。</translation>
    </message>
    <message>
        <source>Proposal {round}</source>
        <translation>第{round}轮上报</translation>
    </message>
    <message>
        <source>Reply {round}</source>
        <translation>第{round}轮下达</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Last actual</source>
        <translation>最近现状值</translation>
    </message>
    <message>
        <source>Apart by</source>
        <translation>相差</translation>
    </message>
    <message>
        <source>Needs a year</source>
        <translation>每年须</translation>
    </message>
    <message>
        <source>Own past a year</source>
        <translation>过往每年</translation>
    </message>
    <message>
        <source>State</source>
        <translation>进展</translation>
    </message>
    <message>
        <source>Plan's target</source>
        <translation>规划目标</translation>
    </message>
    <message>
        <source>What the regions can carry</source>
        <translation>各地区的承受能力</translation>
    </message>
    <message>
        <source>grey: own past   ◇ proposed   ◆ asked, within the past or beyond it   ■ settled</source>
        <translation>灰带：过往   ◇ 上报   ◆ 要求（在过往之内或超出）   ■ 已商定</translation>
    </message>
    <message>
        <source>Settle at the proposal</source>
        <translation>按上报商定</translation>
    </message>
    <message>
        <source>Settle at the reply</source>
        <translation>按下达商定</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>重新协商</translation>
    </message>
    <message>
        <source>Allocate the rest…</source>
        <translation>分解余数…</translation>
    </message>
    <message>
        <source>Write as replies of round {round}</source>
        <translation>写成第{round}轮下达</translation>
    </message>
    <message>
        <source>Choose an indicator that the regions below have.</source>
        <translation>请选择下级地区有的指标。</translation>
    </message>
    <message>
        <source>No region below has this indicator. Choose another one, or enter the regions' figures or targets first.</source>
        <translation>下级地区都没有这个指标。请另选指标，或先填入各地区的数据或目标。</translation>
    </message>
    <message>
        <source>Settled targets are held; the rest of {total} is split by the rule. Nothing is written until it is applied.</source>
        <translation>已商定的保持不变，{total} 中余下的按规则分解。采用之前什么也不写入。</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Past comes to {year}</source>
        <translation>照过往到{year}年</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来文</translation>
    </message>
    <message>
        <source>One region beside all</source>
        <translation>一个地区与全部地区</translation>
    </message>
    <message>
        <source>Positions of {region}</source>
        <translation>{region}的历次意见</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>分解结果</translation>
    </message>
    <message>
        <source>{unit} a year</source>
        <translation>{unit}/年</translation>
    </message>
    <message>
        <source>“{text}” is not a date. Write it as 2026-03-21, or leave it empty.</source>
        <translation>“{text}”不是日期。请写成 2026-03-21，不详的留空。</translation>
    </message>
    <message>
        <source>Slowest pace</source>
        <translation>最慢速度</translation>
    </message>
    <message>
        <source>Mean pace</source>
        <translation>平均速度</translation>
    </message>
    <message>
        <source>Fastest pace</source>
        <translation>最快速度</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>要求</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Rounds of negotiation…</source>
        <translation>目标协商…</translation>
    </message>
    <message>
        <source>How far are the regions and the whole apart?</source>
        <translation>上下意见还差多少？</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>Hold what is settled</source>
        <translation>已商定的保持不变</translation>
    </message>
    <message>
        <source>Last proposals</source>
        <translation>最后上报</translation>
    </message>
    <message>
        <source>Negotiation</source>
        <translation>目标协商</translation>
    </message>
</context>
</TS>
