<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Vintages</name>
    <message>
        <source> ({both} by both)</source>
        <translation>，兼有 {both}</translation>
    </message>
    <message>
        <source>A figure corrected in Data is kept here automatically. Its newest publication is the figure in Data: change current figures in Data, earlier ones here. A row without a day is the oldest.</source>
        <translation>在“数据”中改正的数会自动留在这里。最新一次公布应与“数据”一致：现在的数在“数据”里改，过去的数在这里改。没有日期的一行视为最早。</translation>
    </message>
    <message>
        <source>Typing error: keep no old figure</source>
        <translation>录入错误，不留旧数</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>All figures</source>
        <translation>全部数据</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Figures of {series}</source>
        <translation>{series}</translation>
    </message>
    <message>
        <source>Current figure</source>
        <translation>现行数据</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Industry</source>
        <translation>产业</translation>
    </message>
    <message>
        <source>Known until</source>
        <translation>已知至</translation>
    </message>
    <message>
        <source>No target changed colour between {then} and {now}. Choose an earlier day above, or note in Data or under Data revisions what a figure was before.</source>
        <translation>{then} 至 {now} 没有目标变色。可在上方选更早的日期，或在“数据”“数据修订”中补记原来的数值。</translation>
    </message>
    <message>
        <source>No figure has been revised</source>
        <translation>还没有修订过的数据</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Record the day, the source and the reason of the new figure</source>
        <translation>记录新数的公布日期、出处和原因</translation>
    </message>
    <message>
        <source>Nothing is open. Open a workbook to see which targets changed colour, and why.</source>
        <translation>尚未打开工作簿。打开后可看哪些目标变了色、因何变色。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Effect of revisions</source>
        <translation>修订影响</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>出处</translation>
    </message>
    <message>
        <source>Published on</source>
        <translation>公布日期</translation>
    </message>
    <message>
        <source>The figure already has a publication on that day.</source>
        <translation>该数据当日已有一次公布。</translation>
    </message>
    <message>
        <source>The old figure was never published; the correction keeps no earlier publication</source>
        <translation>旧数从未公布过；改正不留历次公布</translation>
    </message>
    <message>
        <source>The plan has no targets, so no colour can change.</source>
        <translation>规划没有目标，也就没有可变的颜色。</translation>
    </message>
    <message>
        <source>Three colours: as known then; for the same years with the later figures; as known now. Targets and assumptions are the current ones.</source>
        <translation>三个颜色依次为：按当时已知；同样年份换用后来的数；按现在已知。目标和假设都用现行的。</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>and on</source>
        <translation>与</translation>
    </message>
    <message>
        <source>census revision</source>
        <translation>普查修订</translation>
    </message>
    <message>
        <source>day not known</source>
        <translation>日期不详</translation>
    </message>
    <message>
        <source>day not stated</source>
        <translation>未注日期</translation>
    </message>
    <message>
        <source>preliminary to annual figure</source>
        <translation>快报→年报</translation>
    </message>
    <message>
        <source>assessed in {year_then}, then in {year_now}</source>
        <translation>先按{year_then}年、后按{year_now}年评价</translation>
    </message>
    <message>
        <source>error corrected</source>
        <translation>更正录入错误</translation>
    </message>
    <message>
        <source>now {year}</source>
        <translation>现在 {year}</translation>
    </message>
    <message>
        <source>revised</source>
        <translation>修订后</translation>
    </message>
    <message>
        <source>revision</source>
        <translation>修订</translation>
    </message>
    <message>
        <source>revision and time</source>
        <translation>修订和时间</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>then {year}</source>
        <translation>当时 {year}</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Figures corrected: {count}; the old ones are kept</source>
        <translation>改正的数据 {count} 个，原数已留存</translation>
    </message>
    <message>
        <source>Figures in Data that differ from their newest publication and have no day: {count}; they count as known from the end of the next year.</source>
        <translation>“数据”中与最新一次公布不一致且未注日期的数 {count} 个，按下一个年末起已知处理。</translation>
    </message>
    <message>
        <source>revised figures: {count}</source>
        <translation>修订数据 {count} 个</translation>
    </message>
    <message>
        <source>Revised figures: {figures}, publications: {count}</source>
        <translation>修订过的数据 {figures} 个，历次公布 {count} 次</translation>
    </message>
    <message>
        <source>{then} to {now}</source>
        <translation>{then} 至 {now}</translation>
    </message>
    <message>
        <source>{turned} of {all} targets changed colour: {revision} by revision, {time} by time</source>
        <translation>{all} 项目标 {turned} 项变色：因修订 {revision}，因时间 {time}</translation>
    </message>
    <message>
        <source>{year} corrected; the old figure {old} is kept</source>
        <translation>{year}年数已改正，原数 {old} 已留存</translation>
    </message>
    <message>
        <source>“{text}” is not a date. Write it as 2026-03-21, or leave it empty where it is not known.</source>
        <translation>“{text}”不是日期。请写成 2026-03-21，不详则留空。</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Year and figure</source>
        <translation>年份和数值</translation>
    </message>
    <message>
        <source>Source and reason</source>
        <translation>出处和原因</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Wording</source>
        <translation>表述</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>当时</translation>
    </message>
    <message>
        <source>After the revision</source>
        <translation>修订后</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>变色原因</translation>
    </message>
    <message>
        <source>Revised figures</source>
        <translation>修订的数据</translation>
    </message>
    <message>
        <source>New figures</source>
        <translation>新增的数据</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>no new figure: another year is assessed</source>
        <translation>没有新增数据，改按另一年评价</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>Effect of revisions</source>
        <translation>修订影响</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Data revisions…</source>
        <translation>数据修订…</translation>
    </message>
</context>
</TS>
