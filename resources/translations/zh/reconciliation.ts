<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Menus</name>
    <message>
        <source>Reconcile plans…</source>
        <translation>规划衔接…</translation>
    </message>
    <message>
        <source>Do the plans above, below and before this one agree with it?</source>
        <translation>与上级、下级和上一期的规划是否一致？</translation>
    </message>
</context>
<context>
    <name>Reconciliation</name>
    <message>
        <source>level {number}</source>
        <translation>第{number}级</translation>
    </message>
    <message>
        <source>no target</source>
        <translation>未设目标</translation>
    </message>
    <message>
        <source>not listed</source>
        <translation>未列</translation>
    </message>
    <message>
        <source>Indicators by plans</source>
        <translation>指标与规划对照</translation>
    </message>
    <message>
        <source>Arrows go from cell to cell; Enter lists what was found about one.</source>
        <translation>方向键逐格移动，回车列出这一格的衔接意见。</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>涉及规划</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Differences between the plans</source>
        <translation>规划之间的衔接意见</translation>
    </message>
    <message>
        <source>Kind of difference</source>
        <translation>意见类别</translation>
    </message>
    <message>
        <source>Plan that it is about</source>
        <translation>涉及的规划</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>全部类别</translation>
    </message>
    <message>
        <source>All plans</source>
        <translation>全部规划</translation>
    </message>
    <message>
        <source>This cell ✕</source>
        <translation>仅看此格 ✕</translation>
    </message>
    <message>
        <source>Show all differences again</source>
        <translation>重新列出全部意见</translation>
    </message>
    <message>
        <source>{count:difference|differences}</source>
        <translation>{count} 条意见</translation>
    </message>
    <message>
        <source>{shown} of {count:difference|differences}</source>
        <translation>{shown} 条，共 {count} 条意见</translation>
    </message>
    <message>
        <source>The difference with its figures and cells</source>
        <translation>这条意见的数值和出处</translation>
    </message>
    <message>
        <source>Show in the open plan</source>
        <translation>在打开的规划中查看</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>出处</translation>
    </message>
    <message>
        <source>What would settle it</source>
        <translation>衔接意见</translation>
    </message>
    <message>
        <source>Pairs that may be one indicator</source>
        <translation>可能是同一指标的指标对</translation>
    </message>
    <message>
        <source>To be confirmed: {count}</source>
        <translation>待确认：{count} 对</translation>
    </message>
    <message>
        <source>Pairs confirmed</source>
        <translation>已确认的指标对</translation>
    </message>
    <message>
        <source>Same indicator</source>
        <translation>同一指标</translation>
    </message>
    <message>
        <source>Different</source>
        <translation>不同指标</translation>
    </message>
    <message>
        <source>same indicator</source>
        <translation>同一指标</translation>
    </message>
    <message>
        <source>different</source>
        <translation>不同指标</translation>
    </message>
    <message>
        <source>Plans held, by level</source>
        <translation>参加对照的规划，按层级</translation>
    </message>
    <message>
        <source>Stands below</source>
        <translation>上级规划</translation>
    </message>
    <message>
        <source>the open plan</source>
        <translation>当前打开的规划</translation>
    </message>
    <message>
        <source>Plans</source>
        <translation>规划</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移出</translation>
    </message>
    <message>
        <source>as the regions say</source>
        <translation>按地区判断</translation>
    </message>
    <message>
        <source>no other plan</source>
        <translation>无上级规划</translation>
    </message>
    <message>
        <source>Plans to hold against this one</source>
        <translation>选择与本规划对照的规划</translation>
    </message>
    <message>
        <source>Workbooks</source>
        <translation>工作簿</translation>
    </message>
    <message>
        <source>Not workbooks, left out: {names}</source>
        <translation>不是工作簿，没有加入：{names}</translation>
    </message>
    <message>
        <source>Reading was stopped. Add or remove a file to go on.</source>
        <translation>已停止读取。添加或移出文件即可继续。</translation>
    </message>
    <message>
        <source>Opinion sheet in Word…</source>
        <translation>意见表（Word）…</translation>
    </message>
    <message>
        <source>Opinion sheet in Excel…</source>
        <translation>意见表（Excel）…</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>停止读取</translation>
    </message>
    <message>
        <source>Reading the plans …</source>
        <translation>正在读取规划……</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>to be reconciled</source>
        <translation>需衔接</translation>
    </message>
    <message>
        <source>to be explained</source>
        <translation>需说明</translation>
    </message>
    <message>
        <source>unmarked: agrees, or has nothing to be held against</source>
        <translation>无标记：一致或无从对照</translation>
    </message>
    <message>
        <source>Not compared: {count}…</source>
        <translation>未作对照：{count} 项…</translation>
    </message>
    <message>
        <source>Add the plans above and below this one, and those of the period before: “Add files…”, or drop the workbooks here.
Their targets, bases, units and years are held against each other; nothing is changed in any of them.</source>
        <translation>添加上级、下级和上一期的规划：点“添加文件…”，或把工作簿拖到这里。
逐项对照目标、基期值、单位和年份，不改动任何一份规划。</translation>
    </message>
    <message>
        <source>None of the other files could be read; the list at the left says why.</source>
        <translation>其他文件都未能读取，原因见左侧列表。</translation>
    </message>
    <message>
        <source>{plans:plan|plans}: {differing:indicator|indicators} to reconcile, {agreeing} in agreement</source>
        <translation>{plans} 份规划：需衔接指标 {differing} 项，一致 {agreeing} 项</translation>
    </message>
    <message>
        <source>{count:pair|pairs} to be confirmed</source>
        <translation>待确认 {count} 对</translation>
    </message>
    <message>
        <source>What was not compared, and why; nothing was judged about it.</source>
        <translation>未作对照的事项和原因，没有对其作出判断。</translation>
    </message>
    <message>
        <source>Opinions on reconciling the plans</source>
        <translation>规划衔接意见表</translation>
    </message>
    <message>
        <source>Opinion sheet</source>
        <translation>意见表</translation>
    </message>
    <message>
        <source>Writing {file} …</source>
        <translation>正在写入 {file} ……</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
</context>
</TS>
