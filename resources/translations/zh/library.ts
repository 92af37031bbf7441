<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Menus</name>
    <message>
        <source>History…</source>
        <translation>历史…</translation>
    </message>
    <message>
        <source>Backups…</source>
        <translation>备份…</translation>
    </message>
    <message>
        <source>Export scenarios…</source>
        <translation>导出情景…</translation>
    </message>
    <message>
        <source>Import scenarios…</source>
        <translation>导入情景…</translation>
    </message>
    <message>
        <source>Merge scenarios…</source>
        <translation>合并情景…</translation>
    </message>
</context>
<context>
    <name>Autosave</name>
    <message>
        <source>Compare and merge…</source>
        <translation>比较并合并…</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>before the change to version {version}</source>
        <translation>升级到版本 {version} 之前</translation>
    </message>
    <message>
        <source>the plan</source>
        <translation>规划本身</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Saved by</source>
        <translation>保存人</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Last step</source>
        <translation>最后一步操作</translation>
    </message>
    <message>
        <source>Changes since the save before</source>
        <translation>与上一次保存的差别</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>情景</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>In this save</source>
        <translation>这次保存</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Open on its own workbook</source>
        <translation>在当时的工作簿上打开</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>History of the scenarios</source>
        <translation>情景的历史</translation>
    </message>
    <message>
        <source>unsaved draft</source>
        <translation>未保存的草稿</translation>
    </message>
    <message>
        <source>Nothing has been saved for this workbook yet.</source>
        <translation>这本工作簿还没有保存过情景。</translation>
    </message>
    <message>
        <source>This save is damaged or of a newer version and cannot be shown.</source>
        <translation>这次保存已损坏，或由更新的版本保存，无法显示。</translation>
    </message>
    <message>
        <source>Against what is shown: {difference}.</source>
        <translation>与现在显示的相比：{difference}。</translation>
    </message>
    <message>
        <source>The first {count} are listed.</source>
        <translation>只列出前 {count} 处。</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Restore this backup…</source>
        <translation>恢复此备份…</translation>
    </message>
    <message>
        <source>Backups of the library</source>
        <translation>情景库的备份</translation>
    </message>
    <message>
        <source>There is no backup yet; one is made on every day that the program is used.</source>
        <translation>还没有备份；使用程序的每一天会自动备份一次。</translation>
    </message>
    <message>
        <source>Workbooks: {workbooks}; saves: {saves}, the latest at {time}.</source>
        <translation>{workbooks} 本工作簿，{saves} 次保存，最近一次 {time}。</translation>
    </message>
    <message>
        <source>Restore the library of {time}?</source>
        <translation>恢复 {time} 的情景库？</translation>
    </message>
    <message>
        <source>The scenarios of all workbooks will be as they were then. The present library is backed up first.</source>
        <translation>所有工作簿的情景都会回到当时的状态。现在的情景库会先备份。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Export scenarios</source>
        <translation>导出情景</translation>
    </message>
    <message>
        <source>With the plan's actuals and targets that were changed here</source>
        <translation>连同在这里改过的规划现状值和目标</translation>
    </message>
    <message>
        <source>Parents of the chosen scenarios are exported with them. Nothing else leaves this machine.</source>
        <translation>所选情景的上级会一并导出。除这个文件外没有任何内容外传。</translation>
    </message>
    <message>
        <source>Scenarios (*.npfs)</source>
        <translation>情景 (*.npfs)</translation>
    </message>
    <message>
        <source>Exported to {name}.</source>
        <translation>已导出到 {name}。</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>原先</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>对方的</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>All theirs</source>
        <translation>全用对方的</translation>
    </message>
    <message>
        <source>All mine</source>
        <translation>全用我的</translation>
    </message>
    <message>
        <source>Mine / theirs</source>
        <translation>我的 / 对方的</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>What “{name}” would change</source>
        <translation>“{name}”会改动什么</translation>
    </message>
    <message>
        <source>theirs</source>
        <translation>对方的</translation>
    </message>
    <message>
        <source>mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>It contains nothing that is not here already.</source>
        <translation>其中的内容这里都已经有了。</translation>
    </message>
    <message>
        <source>{changes:change|changes}, {conflicts:conflict|conflicts} (marked; mine is kept unless theirs is chosen).</source>
        <translation>{changes} 处改动，{conflicts} 处冲突（已标出；不选对方的就保留我的）。</translation>
    </message>
    <message>
        <source>The common starting point is not known: every difference counts as a conflict.</source>
        <translation>不知道双方共同的起点：每处不同都算冲突。</translation>
    </message>
    <message>
        <source>“{name}” will be called “{other}”.</source>
        <translation>“{name}”将改名为“{other}”。</translation>
    </message>
    <message>
        <source>Merge into “{name}”</source>
        <translation>并入“{name}”</translation>
    </message>
    <message>
        <source>Scenario (with the same parent):</source>
        <translation>并入哪一个（同一上级）：</translation>
    </message>
    <message>
        <source>No other scenario has the same parent.</source>
        <translation>没有同一上级的其他情景。</translation>
    </message>
    <message>
        <source>Open a workbook first.</source>
        <translation>请先打开一本工作簿。</translation>
    </message>
    <message>
        <source>Import scenarios</source>
        <translation>导入情景</translation>
    </message>
</context>
</TS>
