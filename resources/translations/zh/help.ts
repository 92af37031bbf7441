<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Menus</name>
    <message>
        <source>Find anything…</source>
        <translation>全局查找…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>下一个区域</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>上一个区域</translation>
    </message>
    <message>
        <source>Layouts</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Help on this</source>
        <translation>此处的帮助</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>快捷键一览</translation>
    </message>
    <message>
        <source>Guided tour</source>
        <translation>界面导览</translation>
    </message>
</context>
<context>
    <name>Tables</name>
    <message>
        <source>Tables of the plan</source>
        <translation>规划的表</translation>
    </message>
    <message>
        <source>Nothing is open. Open a workbook (Ctrl+O), or a sample from the menu File.</source>
        <translation>尚未打开工作簿。请打开一本（Ctrl+O），或从“文件”菜单打开示例。</translation>
    </message>
    <message>
        <source>No rows match. Clear the search beside the tables' names, or the column filters.</source>
        <translation>没有符合的行。请清空表名旁的搜索，或取消各列的筛选。</translation>
    </message>
    <message>
        <source>The plan has no series to make assumptions for. Enter figures in Data or Targets.</source>
        <translation>规划没有可以设假设的序列。请在“数据”或“目标”表中填入数值。</translation>
    </message>
    <message>
        <source>The plan has no targets. Add one here, or enter them in the sheet Targets of the workbook.</source>
        <translation>规划没有目标。可在这里新增，或填入工作簿的“目标”表。</translation>
    </message>
    <message>
        <source>The plan has no figures. Enter them in the sheet Data of the workbook.</source>
        <translation>规划没有现状值。请填入工作簿的“数据”表。</translation>
    </message>
    <message>
        <source>The plan has no levers. They are entered in the sheets Levers and Lever levels of the workbook; the template shows how.</source>
        <translation>规划没有抓手。抓手写在工作簿的“抓手”和“抓手强度”两张表里，写法见模板。</translation>
    </message>
</context>
<context>
    <name>Layouts</name>
    <message>
        <source>Save this layout…</source>
        <translation>保存当前布局…</translation>
    </message>
    <message>
        <source>Delete a layout…</source>
        <translation>删除布局…</translation>
    </message>
    <message>
        <source>Save this layout</source>
        <translation>保存当前布局</translation>
    </message>
    <message>
        <source>Name (an existing one is replaced):</source>
        <translation>名称（同名的会被替换）：</translation>
    </message>
    <message>
        <source>Delete a layout</source>
        <translation>删除布局</translation>
    </message>
    <message>
        <source>Layout:</source>
        <translation>布局：</translation>
    </message>
    <message>
        <source>Layout “{name}” saved.</source>
        <translation>布局“{name}”已保存。</translation>
    </message>
    <message>
        <source>Layout “{name}” deleted.</source>
        <translation>布局“{name}”已删除。</translation>
    </message>
    <message>
        <source>The scenario library cannot be written to; this is kept until the window closes.</source>
        <translation>情景库无法写入；此项只保留到关闭窗口。</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Choose a template</source>
        <translation>选择模板</translation>
    </message>
    <message>
        <source>Office template for slides</source>
        <translation>单位的幻灯片模板</translation>
    </message>
    <message>
        <source>Reports and storyboards exported as slides use its masters and fonts (.pptx, .potx).</source>
        <translation>导出幻灯片报告和故事板时采用其母版和字体（.pptx、.potx）。</translation>
    </message>
    <message>
        <source>Office template for documents</source>
        <translation>单位的文档模板</translation>
    </message>
    <message>
        <source>Reports exported as Word documents use its styles, page and header (.docx, .dotx).</source>
        <translation>导出 Word 报告时采用其样式、页面和页眉（.docx、.dotx）。</translation>
    </message>
    <message>
        <source>An action, a series or a check…</source>
        <translation>操作、序列或核查结果……</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>全局查找</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>No match. Try part of a name, or a region and an indicator.</source>
        <translation>没有匹配的名称。可以只输入名称的一部分，或一个地区加一个指标。</translation>
    </message>
    <message>
        <source>check</source>
        <translation>核查结果</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>快捷键一览</translation>
    </message>
    <message>
        <source>An action or a key</source>
        <translation>操作或按键</translation>
    </message>
    <message>
        <source>Search the keyboard shortcuts</source>
        <translation>在快捷键中查找</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Keys inside tables, charts and lists are in the help under “Keyboard” (F1).</source>
        <translation>表格、图和列表里的按键，见帮助中的“键盘”一页（F1）。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>For the window and all messages. Names appear as the plan gives them.</source>
        <translation>窗口和所有提示的语言。地区、指标等名称以规划所写为准。</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>“Follow the system” switches between light and dark with it; high contrast is white on black.</source>
        <translation>“随系统”会立即跟随系统的明暗；高对比度为黑底白字。</translation>
    </message>
    <message>
        <source>Type size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>Everything in the window, charts included. Exported files keep their own size.</source>
        <translation>窗口里的所有文字，包括图。导出的文件不受影响。</translation>
    </message>
    <message>
        <source>Status rule</source>
        <translation>颜色规则</translation>
    </message>
    <message>
        <source>Used when a workbook is opened; the bar at the top changes it for the session.</source>
        <translation>打开工作簿时所用的规则；窗口上方可以临时改换。</translation>
    </message>
    <message>
        <source>Autosave</source>
        <translation>自动保存</translation>
    </message>
    <message>
        <source>Drafts are saved within five seconds of every edit in any case; this also saves the scenarios.</source>
        <translation>任何修改都会在五秒内存为草稿；此项还会自动保存情景。</translation>
    </message>
    <message>
        <source>Cores for large computations</source>
        <translation>大型计算的处理器核数</translation>
    </message>
    <message>
        <source>Draws and tables of two inputs are computed in parts, so many at a time; a cluster elsewhere uses all of its own workers. The figures are the same.</source>
        <translation>不确定性抽样和双因素测算分份计算，此项为同时计算的份数，对别处的集群不起作用；结果不变。</translation>
    </message>
    <message>
        <source>Every core</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Cluster for large computations</source>
        <translation>大型计算的集群</translation>
    </message>
    <message>
        <source>A Dask scheduler's address, such as tcp://10.0.0.5:8786, or local for a cluster on this machine. Empty: this machine's cores.</source>
        <translation>Dask 调度程序的地址，如 tcp://10.0.0.5:8786；写 local 则在本机启动集群。空白：用本机的处理器核。</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Tolerance of “about”</source>
        <translation>“左右”的容差</translation>
    </message>
    <message>
        <source>Set by the plan: the key “about tolerance” in its sheet Plan.</source>
        <translation>由规划决定：见“规划”表中的“左右容差”一项。</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Saved layouts are in the View menu; this puts all panels back.</source>
        <translation>已保存的布局在“视图”菜单中；此按钮把各面板恢复原位。</translation>
    </message>
    <message>
        <source>Data and log folders</source>
        <translation>数据和日志位置</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>在设置中查找</translation>
    </message>
    <message>
        <source>No settings match. Press Esc to show all of them.</source>
        <translation>没有匹配的设置。按 Esc 显示全部。</translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation>恢复默认布局</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>every {count:minute|minutes}</source>
        <translation>每 {count} 分钟</translation>
    </message>
    <message>
        <source>Only when asked</source>
        <translation>仅手动保存</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>As set in the plan</source>
        <translation>按规划</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>时序进度</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>规划评估</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>在帮助中查找</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>No pages match. Press Esc to show all pages.</source>
        <translation>没有匹配的页面。按 Esc 显示全部页面。</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Choose here</source>
        <translation>在这里选择</translation>
    </message>
    <message>
        <source>Regions, industries and indicators. Charts and tables show what is chosen here; the marks are the status of its targets.</source>
        <translation>地区、产业和指标。选中什么，图和表就显示什么；前面的标记表示目标状态。</translation>
    </message>
    <message>
        <source>Edit here</source>
        <translation>在这里修改</translation>
    </message>
    <message>
        <source>Type over a figure, for instance a growth rate in Assumptions. Paths, shortfalls and colours follow at once, and Undo reverses it.</source>
        <translation>直接改一个数，例如“假设”中的增长率。路径、缺口和颜色随即变化，也可以撤销。</translation>
    </message>
    <message>
        <source>See here</source>
        <translation>在这里查看</translation>
    </message>
    <message>
        <source>On the left, where a series is heading and what its target asks for; on the right, the shortfalls or another view: click its name to choose.</source>
        <translation>左边是序列的走向和目标的要求；右边是缺口，点它的名称可以换成其他视图。</translation>
    </message>
    <message>
        <source>Try here</source>
        <translation>在这里试算</translation>
    </message>
    <message>
        <source>A scenario holds only what differs from its parent. Create a new one before you try something; tick it to show it in the charts.</source>
        <translation>情景只记录与上级情景不同的地方，其余继承。试算之前先新建一个；勾选后即画在图上。</translation>
    </message>
    <message>
        <source>Office template for official reports</source>
        <translation>单位的公文模板</translation>
    </message>
    <message>
        <source>Evaluation and yearly-plan reports fill its fields; without one they have the official layout (.docx, .dotx).</source>
        <translation>评估报告、年度计划报告填入其中的字段；没有模板时按公文格式排版（.docx、.dotx）。</translation>
    </message>
</context>
</TS>
