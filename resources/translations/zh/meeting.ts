<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Meeting</name>
    <message>
        <source>Paths</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>No longer in the plan: {what}.</source>
        <translation>规划中已没有：{what}。</translation>
    </message>
    <message>
        <source>After {year} the figures are projected from the assumptions of “{scenario}”; they are not forecasts. Effects of levers are illustrations.</source>
        <translation>{year}年以后的数值按情景“{scenario}”的假设推算，不是预测；抓手的作用仅为示意。</translation>
    </message>
    <message>
        <source>No change to replay in this scenario. Change an assumption first.</source>
        <translation>此情景没有可回放的修改。请先修改一个假设。</translation>
    </message>
    <message>
        <source>Replay: {label}</source>
        <translation>回放：{label}</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>会议记录</translation>
    </message>
    <message>
        <source>Minutes: {plan}</source>
        <translation>会议记录：{plan}</translation>
    </message>
    <message>
        <source>Adopted</source>
        <translation>采纳</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>否决</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>待定</translation>
    </message>
    <message>
        <source>Copy for Word</source>
        <translation>复制到 Word</translation>
    </message>
    <message>
        <source>Save as Excel…</source>
        <translation>另存为 Excel…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>No edits yet. Each edit is recorded here with its effect.</source>
        <translation>还没有修改。每次修改及其影响都会记录在这里。</translation>
    </message>
    <message>
        <source>Kept with the scenarios when they are saved. By, Decision and Remark can be edited.</source>
        <translation>随情景一起保存。“人员”“结论”“备注”可直接填写。</translation>
    </message>
    <message>
        <source>{count:entry|entries} copied; paste into Word or a spreadsheet.</source>
        <translation>已复制 {count} 条记录，可粘贴到 Word 或电子表格。</translation>
    </message>
    <message>
        <source>Save the minutes</source>
        <translation>保存会议记录</translation>
    </message>
    <message>
        <source>Minutes saved as {file}.</source>
        <translation>会议记录已保存为 {file}。</translation>
    </message>
    <message>
        <source>Storyboard</source>
        <translation>故事板</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Speaker note</source>
        <translation>讲稿</translation>
    </message>
    <message>
        <source>Keep this view</source>
        <translation>保留当前视图</translation>
    </message>
    <message>
        <source>Replace with the current view</source>
        <translation>替换为当前视图</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Export as slides…</source>
        <translation>导出幻灯片…</translation>
    </message>
    <message>
        <source>Present ▸</source>
        <translation>演示 ▸</translation>
    </message>
    <message>
        <source>Adds the current view after the chosen one (Ctrl+B).</source>
        <translation>把窗口当前的视图放在所选视图之后（Ctrl+B）。</translation>
    </message>
    <message>
        <source>Replaces the chosen view with the current one.</source>
        <translation>用窗口当前的视图替换所选视图。</translation>
    </message>
    <message>
        <source>No views kept yet. Show what you want to present and press Ctrl+B.</source>
        <translation>还没有保留视图。请先调出要讲的画面，再按 Ctrl+B。</translation>
    </message>
    <message>
        <source>Presenter</source>
        <translation>演讲者</translation>
    </message>
    <message>
        <source>No speaker note. Notes are written in the storyboard.</source>
        <translation>没有讲稿。讲稿在故事板中填写。</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>This is the last view</source>
        <translation>已是最后一个</translation>
    </message>
    <message>
        <source>The next region</source>
        <translation>下一个地区</translation>
    </message>
    <message>
        <source>◂ Back</source>
        <translation>◂ 上一个</translation>
    </message>
    <message>
        <source>Next ▸</source>
        <translation>下一个 ▸</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>恢复画面</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>黑屏</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Export as slides</source>
        <translation>导出幻灯片</translation>
    </message>
    <message>
        <source>Making {count:slide|slides} …</source>
        <translation>正在生成 {count} 页幻灯片…</translation>
    </message>
    <message>
        <source>Storyboard saved as {file}.</source>
        <translation>故事板已保存为 {file}。</translation>
    </message>
    <message>
        <source>Kept as view {number}: {title}. Storyboard: Ctrl+Shift+B.</source>
        <translation>已保留为第 {number} 个视图：{title}。故事板：Ctrl+Shift+B。</translation>
    </message>
    <message>
        <source>PgUp PgDn pages · ↑ ↓ regions · ← → indicators · Home End first, last · 0–9 charts · R replay · B black · H keys · Esc end</source>
        <translation>PgUp PgDn 翻页 · ↑ ↓ 地区 · ← → 指标 · Home End 首末页 · 0–9 换图 · R 回放 · B 黑屏 · H 键位 · Esc 退出</translation>
    </message>
    <message>
        <source>Figures have moved since this sentence was written. Now: {sentence}</source>
        <translation>写下这句话之后数值有变动。现为：{sentence}</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>要点</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Meeting</source>
        <translation>会议</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Replay the last change</source>
        <translation>回放上次修改</translation>
    </message>
    <message>
        <source>Keep this view</source>
        <translation>保留当前视图</translation>
    </message>
    <message>
        <source>Storyboard…</source>
        <translation>故事板…</translation>
    </message>
    <message>
        <source>Export storyboard as slides…</source>
        <translation>故事板导出幻灯片…</translation>
    </message>
    <message>
        <source>Minutes…</source>
        <translation>会议记录…</translation>
    </message>
    <message>
        <source>Present this view</source>
        <translation>演示当前视图</translation>
    </message>
    <message>
        <source>Parameter board…</source>
        <translation>参数看板…</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Present ▸</source>
        <translation>演示 ▸</translation>
    </message>
    <message>
        <source>One chart on the whole screen, in large type (F5)</source>
        <translation>全屏大字显示一张图（F5）</translation>
    </message>
</context>
<context>
    <name>ViewSentence</name>
    <message>
        <source>{what}: no figure for {year} yet.</source>
        <translation>{what} {year}年缺数。</translation>
    </message>
    <message>
        <source>{what}: {figure} in {year}.</source>
        <translation>{what} {year}年为{figure}。</translation>
    </message>
    <message>
        <source>{what}: {figure} projected for {year}.</source>
        <translation>{what} {year}年推算为{figure}。</translation>
    </message>
    <message>
        <source>{what}: from {before} in {base} to {figure} projected for {year}.</source>
        <translation>{what}从{base}年的{before}到{year}年推算的{figure}。</translation>
    </message>
    <message>
        <source>{what} in {year}: {figures}.</source>
        <translation>{what} {year}年：{figures}。</translation>
    </message>
    <message>
        <source>{what} in {year}: {counts}.</source>
        <translation>{what} {year}年{counts}。</translation>
    </message>
    <message>
        <source>met or on track</source>
        <translation>达标或符合预期</translation>
    </message>
    <message>
        <source>{what} in {year}, {count:target|targets}: {counts}{behind}.</source>
        <translation>{what} {year}年{count}项目标：{counts}{behind}。</translation>
    </message>
    <message>
        <source>All {count:target|targets} in {year}: {counts}{behind}.</source>
        <translation>{year}年全部{count}项目标：{counts}{behind}。</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>Take off the board</source>
        <translation>从看板取下</translation>
    </message>
    <message>
        <source>Put on the board</source>
        <translation>放上看板</translation>
    </message>
    <message>
        <source>Taken off the board. Its figure stays as it is.</source>
        <translation>已从看板取下，数值不变。</translation>
    </message>
    <message>
        <source>Put on the board. Open it with Ctrl+Shift+K.</source>
        <translation>已放上看板。按 Ctrl+Shift+K 打开。</translation>
    </message>
    <message>
        <source>{figure} in {year}; {whole} over {count:year|years}</source>
        <translation>{year}年{figure}；{count}年累计 {whole}</translation>
    </message>
    <message>
        <source>{figure} a year = {whole} over {count:year|years}</source>
        <translation>每年 {figure} = {count}年累计 {whole}</translation>
    </message>
    <message>
        <source>{figure} a year but for {own}; {whole} over {count:year|years}</source>
        <translation>每年 {figure}，{own}年另定；{count}年累计 {whole}</translation>
    </message>
    <message>
        <source>{name}, slider</source>
        <translation>{name}，滑块</translation>
    </message>
    <message>
        <source>{name}, figure</source>
        <translation>{name}，数值</translation>
    </message>
    <message>
        <source>Take {name} off the board</source>
        <translation>把{name}从看板取下</translation>
    </message>
    <message>
        <source>Parameter board</source>
        <translation>参数看板</translation>
    </message>
    <message>
        <source>Parameter board · {scenario} · {year}</source>
        <translation>参数看板 · {scenario} · {year}</translation>
    </message>
    <message>
        <source>Move the parameters of this scenario</source>
        <translation>调整这个情景的参数</translation>
    </message>
    <message>
        <source>no longer in the plan</source>
        <translation>规划中已没有</translation>
    </message>
    <message>
        <source>No parameters on the board yet. In a table, choose “Put on the board” in the menu of a cell (right click or the menu key): up to eight.</source>
        <translation>看板上还没有参数。在表格单元格的菜单（右键或菜单键）中选择“放上看板”，最多八个。</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>复原</translation>
    </message>
    <message>
        <source>Remember as scenario</source>
        <translation>记为情景</translation>
    </message>
    <message>
        <source>Record in the minutes</source>
        <translation>记入会议记录</translation>
    </message>
    <message>
        <source>Add the chart shown</source>
        <translation>加入当前的图</translation>
    </message>
    <message>
        <source>Leave full screen</source>
        <translation>退出全屏</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Back to where the parameters stood when the board was opened</source>
        <translation>参数回到打开看板时的数值</translation>
    </message>
    <message>
        <source>A new child scenario takes what was tried; this one goes back to where it stood</source>
        <translation>试出的数值记为新的下级情景，当前情景回到原来的数值</translation>
    </message>
    <message>
        <source>Name of the scenario to remember</source>
        <translation>新情景的名称</translation>
    </message>
    <message>
        <source>{scenario}, tried {number}</source>
        <translation>{scenario}·试算{number}</translation>
    </message>
    <message>
        <source>There is a scenario of that name already. Choose another name.</source>
        <translation>已有同名情景，请换一个名称。</translation>
    </message>
    <message>
        <source>Remembered as “{name}”, the next column.</source>
        <translation>已记为“{name}”，列在旁边。</translation>
    </message>
    <message>
        <source>Recorded in the minutes: {text}</source>
        <translation>已记入会议记录：{text}</translation>
    </message>
    <message>
        <source>A board has two to six charts. Look at a series in the window, then choose “Add the chart shown”.</source>
        <translation>看板有二至六张图。先在窗口中看一个序列，再点“加入当前的图”。</translation>
    </message>
    <message>
        <source>The chart of {name} is on the board already. Look at another series.</source>
        <translation>{name}的图已在看板上。请先看另一个序列。</translation>
    </message>
</context>
</TS>
