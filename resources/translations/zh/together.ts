<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Menus</name>
    <message>
        <source>Work together</source>
        <translation>协作</translation>
    </message>
    <message>
        <source>Send out forms…</source>
        <translation>分发填报表…</translation>
    </message>
    <message>
        <source>Take in returns…</source>
        <translation>汇总回收表…</translation>
    </message>
</context>
<context>
    <name>Together</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>Blank</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>To check</source>
        <translation>待核对</translation>
    </message>
    <message>
        <source>Not taken</source>
        <translation>不采用</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
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
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>现有</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>报来</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Plausible range</source>
        <translation>合理范围</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Why, and where it stands</source>
        <translation>原因和位置</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>确认采用</translation>
    </message>
    <message>
        <source>Proposed target: {what}</source>
        <translation>目标建议：{what}</translation>
    </message>
    <message>
        <source>cannot be taken</source>
        <translation>不能采用</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>left</source>
        <translation>不采用</translation>
    </message>
    <message>
        <source>edition {edition}</source>
        <translation>第 {edition} 版</translation>
    </message>
    <message>
        <source>{filled} of {asked} filled in</source>
        <translation>填了 {filled}/{asked} 项</translation>
    </message>
    <message>
        <source>{unit}: which of {count} versions holds?</source>
        <translation>{unit}交了 {count} 份，以哪份为准？</translation>
    </message>
    <message>
        <source>{unit}: of {count} versions the marked one holds.</source>
        <translation>{unit}交了 {count} 份，以选中的为准。</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已收</translation>
    </message>
    <message>
        <source>In part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Left empty</source>
        <translation>未填</translation>
    </message>
    <message>
        <source>Two versions</source>
        <translation>两个版本</translation>
    </message>
    <message>
        <source>Other round</source>
        <translation>其他轮次</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>读不了</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺</translation>
    </message>
    <message>
        <source>Writing: {done} of {total}</source>
        <translation>正在生成：{done}/{total}</translation>
    </message>
    <message>
        <source>Reading: {done} of {total}</source>
        <translation>正在读入：{done}/{total}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Writing …</source>
        <translation>正在生成…</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>正在读入…</translation>
    </message>
    <message>
        <source>Asked of</source>
        <translation>填报</translation>
    </message>
    <message>
        <source>Forms in</source>
        <translation>表格语言</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Due by</source>
        <translation>截止日期</translation>
    </message>
    <message>
        <source>a day is set</source>
        <translation>有截止日期</translation>
    </message>
    <message>
        <source>Who is asked</source>
        <translation>填报单位</translation>
    </message>
    <message>
        <source>Write the forms</source>
        <translation>生成填报表</translation>
    </message>
    <message>
        <source>Write {count:form|forms}</source>
        <translation>生成 {count} 份填报表</translation>
    </message>
    <message>
        <source>each region</source>
        <translation>按地区</translation>
    </message>
    <message>
        <source>each department</source>
        <translation>按部门</translation>
    </message>
    <message>
        <source>figures alone</source>
        <translation>只要数据</translation>
    </message>
    <message>
        <source>figures and proposed targets, round {number}</source>
        <translation>数据和目标建议，第 {number} 轮</translation>
    </message>
    <message>
        <source>figures of {year}</source>
        <translation>{year}年数据</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Forms {year}</source>
        <translation>填报表 {year}年</translation>
    </message>
    <message>
        <source>Forms {year}, round {number}</source>
        <translation>填报表 {year}年 第{number}轮</translation>
    </message>
    <message>
        <source>Folder for the forms</source>
        <translation>填报表存放的文件夹</translation>
    </message>
    <message>
        <source>{units:form|forms} and their index written to {folder}</source>
        <translation>{units} 份填报表和收集目录已写入“{folder}”</translation>
    </message>
    <message>
        <source>{units:unit|units} asked for {cells:entry|entries}</source>
        <translation>向 {units} 个单位收集 {cells} 项</translation>
    </message>
    <message>
        <source>Not asked, because computed or added up from below: {count} series.</source>
        <translation>由公式计算或由下级汇总的 {count} 个序列不用填。</translation>
    </message>
    <message>
        <source>Not asked, because {region}'s own: {count} series.</source>
        <translation>{region}本级的 {count} 个序列不用填。</translation>
    </message>
    <message>
        <source>What {unit} is asked for</source>
        <translation>{unit}要填的</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>目标建议</translation>
    </message>
    <message>
        <source>What is asked</source>
        <translation>怎样问</translation>
    </message>
    <message>
        <source>Last known</source>
        <translation>最近的数</translation>
    </message>
    <message>
        <source>Known already</source>
        <translation>已有的数</translation>
    </message>
    <message>
        <source>round {number}</source>
        <translation>第 {number} 轮</translation>
    </message>
    <message>
        <source>issued {day}</source>
        <translation>{day} 发出</translation>
    </message>
    <message>
        <source>due {day}</source>
        <translation>{day} 截止</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Edition</source>
        <translation>版次</translation>
    </message>
    <message>
        <source>Filled in by</source>
        <translation>填报人</translation>
    </message>
    <message>
        <source>Filled in on</source>
        <translation>填报日期</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>What is told</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>What contradicts</source>
        <translation>矛盾之处</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>迟交</translation>
    </message>
    <message>
        <source>late</source>
        <translation>迟交</translation>
    </message>
    <message>
        <source>{count} not taken</source>
        <translation>{count} 处不采用</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>各单位</translation>
    </message>
    <message>
        <source>Arrows choose the unit whose cells are listed below; Esc shows all.</source>
        <translation>方向键选单位，下面列出它的各项；Esc 显示全部。</translation>
    </message>
    <message>
        <source>Returned cells</source>
        <translation>报来的各项</translation>
    </message>
    <message>
        <source>Space takes or leaves the selected cells.</source>
        <translation>空格采用或不采用所选各项。</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Contradictions</source>
        <translation>矛盾</translation>
    </message>
    <message>
        <source>Take {count:figure|figures}</source>
        <translation>采用 {count} 个数</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Take all</source>
        <translation>全部采用</translation>
    </message>
    <message>
        <source>Take none</source>
        <translation>全不采用</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Drop the forms that came back here, or their folder</source>
        <translation>把收回来的填报表或所在文件夹拖到这里</translation>
    </message>
    <message>
        <source>They are read together: who is missing, what changed, what cannot be taken.
Nothing changes before “Take”.</source>
        <translation>一起读入：谁没交、哪些数变了、哪些不能采用。
点“采用”之前什么都不会改。</translation>
    </message>
    <message>
        <source>{came} of {units} came, {missing} missing, {late} late: {new} new, {changed} changed, {told} not taken</source>
        <translation>{units} 个单位收到 {came}，缺 {missing}，迟交 {late}：新增 {new}，变更 {changed}，不采用 {told}</translation>
    </message>
    <message>
        <source>Nothing is taken of {units} before one of the versions is chosen.</source>
        <translation>{units}：选定以哪份为准之前，两份不同的数不采用。</translation>
    </message>
    <message>
        <source>Odd, but can be taken: {count}. See “To check”.</source>
        <translation>存疑但可以采用的数：{count}，见“待核对”。</translation>
    </message>
    <message>
        <source>{count:contradiction|contradictions}: {first}</source>
        <translation>矛盾 {count} 处：{first}</translation>
    </message>
    <message>
        <source>{unit} has sent nothing yet.</source>
        <translation>{unit}还没有交。</translation>
    </message>
    <message>
        <source>Take only {unit}</source>
        <translation>只采用{unit}</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>各项</translation>
    </message>
    <message>
        <source>{count:figure|figures} of {units:unit|units} taken as one step; Ctrl+Z takes it back</source>
        <translation>已采用 {units} 个单位的 {count} 个数，是一步；Ctrl+Z 撤回</translation>
    </message>
    <message>
        <source>All units</source>
        <translation>全部单位</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>填报表</translation>
    </message>
    <message>
        <source>Returned forms</source>
        <translation>收回的填报表</translation>
    </message>
    <message>
        <source>Folder of returned forms</source>
        <translation>收回的填报表所在文件夹</translation>
    </message>
</context>
</TS>
