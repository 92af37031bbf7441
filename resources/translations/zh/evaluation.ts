<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Evaluation</name>
    <message>
        <source>Evaluation</source>
        <translation>规划评估</translation>
    </message>
    <message>
        <source>no longer evaluated</source>
        <translation>不再评价</translation>
    </message>
    <message>
        <source>now: {grade}</source>
        <translation>现为 {grade}</translation>
    </message>
    <message>
        <source>target {year}: {words}</source>
        <translation>{year}年目标：{words}</translation>
    </message>
    <message>
        <source>expected {figure}</source>
        <translation>预计 {figure}</translation>
    </message>
    <message>
        <source>Closest to “{grade}”</source>
        <translation>距“{grade}”最近的目标</translation>
    </message>
    <message>
        <source>shortfall · of the whole change</source>
        <translation>缺口 · 占应完成</translation>
    </message>
    <message>
        <source>{what}: {regions}</source>
        <translation>{what}：{regions}</translation>
    </message>
    <message>
        <source>The fewest regions that make up 80% of the shortfall</source>
        <translation>合占缺口 80% 的最少几个地区</translation>
    </message>
    <message>
        <source>share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Behind in {what}</source>
        <translation>{what} 滞后的地区</translation>
    </message>
    <message>
        <source>against the milestone of {year} · share</source>
        <translation>对照{year}年时序目标 · 占比</translation>
    </message>
    <message>
        <source>against the milestone of {year}</source>
        <translation>对照{year}年时序目标</translation>
    </message>
    <message>
        <source>Evaluation {year}</source>
        <translation>{year}年评估</translation>
    </message>
    <message>
        <source>base → actual, target</source>
        <translation>基期 → 现状，目标</translation>
    </message>
    <message>
        <source>progress, time</source>
        <translation>进度与时间</translation>
    </message>
    <message>
        <source>grade and outlook</source>
        <translation>等级，预计</translation>
    </message>
    <message>
        <source>binding</source>
        <translation>约束性</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>预期性</translation>
    </message>
    <message>
        <source>progress {way}</source>
        <translation>完成 {way}</translation>
    </message>
    <message>
        <source>time {time}</source>
        <translation>时间 {time}</translation>
    </message>
    <message>
        <source>“{text}” is not a date. Write it as 2027-06-30.</source>
        <translation>“{text}”不是日期。请写成 2027-06-30。</translation>
    </message>
    <message>
        <source>There are no targets to evaluate. Enter some in Targets, or open a workbook.</source>
        <translation>没有可评估的目标。请在“目标”表填写，或打开工作簿。</translation>
    </message>
    <message>
        <source>{where} has no target that is due in {year} or later. Choose another region or year, or all regions.</source>
        <translation>{where}没有{year}年及以后到期的目标。请换一个地区或年份，或看全部地区。</translation>
    </message>
    <message>
        <source>as known on {day}</source>
        <translation>按{day}已知的数据</translation>
    </message>
    <message>
        <source>kept on {day}</source>
        <translation>留存于{day}</translation>
    </message>
    <message>
        <source>grades that differ now: {count}</source>
        <translation>等级与现在不同的有 {count} 项</translation>
    </message>
    <message>
        <source>“{name}” has no target here. Choose another region, or all regions.</source>
        <translation>“{name}”中没有这里的目标。请换一个地区，或看全部地区。</translation>
    </message>
    <message>
        <source>A kept evaluation does not change with later figures.</source>
        <translation>留存的评估不随以后的数据改变。</translation>
    </message>
    <message>
        <source>Without an assumption, the latest actual is carried forward unchanged; it is not a projection.</source>
        <translation>没有假设的，预计值取最近的现状值不变，不是推算值。</translation>
    </message>
    <message>
        <source>all regions</source>
        <translation>全部地区</translation>
    </message>
    <message>
        <source>This region</source>
        <translation>本地区</translation>
    </message>
    <message>
        <source>All regions</source>
        <translation>全部地区</translation>
    </message>
    <message>
        <source>As known on</source>
        <translation>数据截至</translation>
    </message>
    <message>
        <source>Keep…</source>
        <translation>留存…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>The year evaluated</source>
        <translation>评估年</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>当前评估</translation>
    </message>
    <message>
        <source>Kept evaluations</source>
        <translation>留存的评估</translation>
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
        <source>Industry</source>
        <translation>产业</translation>
    </message>
    <message>
        <source>Binding or expected</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>Target year</source>
        <translation>目标年</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基期值</translation>
    </message>
    <message>
        <source>Actual</source>
        <translation>现状值</translation>
    </message>
    <message>
        <source>Progress to target</source>
        <translation>完成进度</translation>
    </message>
    <message>
        <source>Time elapsed</source>
        <translation>时间进度</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>预计</translation>
    </message>
    <message>
        <source>Expected to be met</source>
        <translation>预计达标</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>met</source>
        <translation>达标</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>不达标</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Keep this evaluation</source>
        <translation>留存本次评估</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>留存</translation>
    </message>
    <message>
        <source>There is no evaluation to keep. Open the view Evaluation.</source>
        <translation>已没有可留存的评估。请打开“规划评估”视图。</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>请填写名称。</translation>
    </message>
    <message>
        <source>An evaluation of that name is kept already and will be replaced.</source>
        <translation>已有同名的留存评估，将被替换。</translation>
    </message>
    <message>
        <source>It does not change with later figures.</source>
        <translation>留存后不随以后的数据改变。</translation>
    </message>
    <message>
        <source>Write the report…</source>
        <translation>写成报告…</translation>
    </message>
    <message>
        <source>The evaluation report of this year, as a Word document</source>
        <translation>这一年的评估报告，Word 文档</translation>
    </message>
    <message>
        <source>A report takes all figures that are known now. Clear “As known on” first.</source>
        <translation>报告采用现有全部数据。请先清空“数据截至”。</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>Evaluation</source>
        <translation>规划评估</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Evaluation</source>
        <translation>规划评估</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Colour: evaluation</source>
        <translation>颜色：规划评估</translation>
    </message>
</context>
<context>
    <name>Tables</name>
    <message>
        <source>evaluation</source>
        <translation>规划评估</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>Targets that change colour or grade: {counts}</source>
        <translation>改变颜色或等级的目标：{counts}</translation>
    </message>
    <message>
        <source>{figure}; colours as by {rule}</source>
        <translation>{figure}；颜色同“{rule}”</translation>
    </message>
    <message>
        <source>met</source>
        <translation>已达标</translation>
    </message>
</context>
</TS>
