<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Window</name>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>情景</translation>
    </message>
    <message>
        <source>Path chart</source>
        <translation>路径图</translation>
    </message>
    <message>
        <source>{title} (not saved as a file)</source>
        <translation>{title}（未保存为文件）</translation>
    </message>
</context>
<context>
    <name>Outline</name>
    <message>
        <source>Regions</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Industries</source>
        <translation>产业</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>All industries</source>
        <translation>全部产业</translation>
    </message>
    <message>
        <source>Search regions, industries, indicators</source>
        <translation>搜索地区、产业、指标</translation>
    </message>
    <message>
        <source>Selected series</source>
        <translation>选中的序列</translation>
    </message>
    <message>
        <source>No match. Press Esc to show everything again.</source>
        <translation>没有匹配的名称。按 Esc 显示全部。</translation>
    </message>
    <message>
        <source>Benchmarks</source>
        <translation>对标地区</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Path chart</source>
        <translation>路径图</translation>
    </message>
    <message>
        <source>Copy or save the path chart</source>
        <translation>复制或保存路径图</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Open workbook…</source>
        <translation>打开工作簿…</translation>
    </message>
    <message>
        <source>Recent workbooks</source>
        <translation>最近的工作簿</translation>
    </message>
    <message>
        <source>New plan…</source>
        <translation>新建规划…</translation>
    </message>
    <message>
        <source>Save the plan as a file…</source>
        <translation>将规划存为文件…</translation>
    </message>
    <message>
        <source>Save scenarios</source>
        <translation>保存情景</translation>
    </message>
    <message>
        <source>New workbook from the template…</source>
        <translation>用模板新建工作簿…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Chinese / English</source>
        <translation>中文 / English</translation>
    </message>
    <message>
        <source>Light / dark</source>
        <translation>浅色 / 深色</translation>
    </message>
    <message>
        <source>Find in the outline</source>
        <translation>在大纲中查找</translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation>恢复默认布局</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>情景</translation>
    </message>
    <message>
        <source>New child scenario…</source>
        <translation>新建下级情景…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Colour…</source>
        <translation>颜色…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Data and log folders</source>
        <translation>数据和日志位置</translation>
    </message>
    <message>
        <source>About NPF Desk</source>
        <translation>关于 NPF Desk</translation>
    </message>
    <message>
        <source>No recent workbooks</source>
        <translation>没有最近的工作簿</translation>
    </message>
    <message>
        <source>Recognised tables…</source>
        <translation>识别结果…</translation>
    </message>
    <message>
        <source>Open a sample</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Jinhua's plan</source>
        <translation>金华规划</translation>
    </message>
    <message>
        <source>Jinhua's tables as printed</source>
        <translation>金华规划的原表</translation>
    </message>
    <message>
        <source>Jinhua's embedded worksheet</source>
        <translation>金华规划内嵌测算表</translation>
    </message>
    <message>
        <source>Map boundaries from a file…</source>
        <translation>从文件取地图边界…</translation>
    </message>
    <message>
        <source>Tile map</source>
        <translation>方格地图</translation>
    </message>
    <message>
        <source>Packages…</source>
        <translation>假设包…</translation>
    </message>
    <message>
        <source>Mark as adopted…</source>
        <translation>定稿…</translation>
    </message>
    <message>
        <source>Lift the adoption…</source>
        <translation>解除定稿…</translation>
    </message>
    <message>
        <source>Note on the chart…</source>
        <translation>图上标注…</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>The scenario being edited</source>
        <translation>正在编辑的情景</translation>
    </message>
    <message>
        <source>Year of the shortfalls and colours</source>
        <translation>缺口和颜色对应的年份</translation>
    </message>
    <message>
        <source>Status rule</source>
        <translation>颜色规则</translation>
    </message>
    <message>
        <source>Colour: pace</source>
        <translation>颜色：速度</translation>
    </message>
    <message>
        <source>Colour: outcome</source>
        <translation>颜色：结果</translation>
    </message>
    <message>
        <source>Colour: schedule</source>
        <translation>颜色：时序进度</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>What this scenario does not set is inherited from here</source>
        <translation>本情景未设定的内容继承自该情景</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Edit a figure in a table: paths and shortfalls follow at once.</source>
        <translation>在表中修改数字，路径和缺口随即更新。</translation>
    </message>
    <message>
        <source>Now editing {name}</source>
        <translation>正在编辑：{name}</translation>
    </message>
    <message>
        <source>Undone: {label}</source>
        <translation>已撤销：{label}</translation>
    </message>
    <message>
        <source>{count:target|targets} now {colour}</source>
        <translation>{count} 个目标变为{colour}</translation>
    </message>
    <message>
        <source>draft saved {time}</source>
        <translation>草稿已存 {time}</translation>
    </message>
    <message>
        <source>saved {time}</source>
        <translation>已保存 {time}</translation>
    </message>
</context>
<context>
    <name>Narrow</name>
    <message>
        <source>Show or hide this panel</source>
        <translation>显示或收起这一栏</translation>
    </message>
    <message>
        <source>Chart or view</source>
        <translation>图或视图</translation>
    </message>
</context>
<context>
    <name>ScenarioTree</name>
    <message>
        <source>Ticked: drawn in the charts. Bold: being edited, and always drawn.</source>
        <translation>打勾的画在图里；粗体的正在编辑，始终画出。</translation>
    </message>
    <message>
        <source>New child</source>
        <translation>新建下级</translation>
    </message>
    <message>
        <source>New child scenario…</source>
        <translation>新建下级情景…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Colour…</source>
        <translation>颜色…</translation>
    </message>
    <message>
        <source>Name of the scenario</source>
        <translation>情景名称</translation>
    </message>
    <message>
        <source>{name}, adjusted</source>
        <translation>{name}（调整）</translation>
    </message>
    <message>
        <source>Copy of {name}</source>
        <translation>{name} 的副本</translation>
    </message>
    <message>
        <source>There is a scenario of that name already. Choose another name.</source>
        <translation>已有同名情景。请换一个名称。</translation>
    </message>
    <message>
        <source>The last scenario cannot be deleted: a plan needs at least one.</source>
        <translation>最后一个情景不能删除：规划至少需要一个。</translation>
    </message>
    <message>
        <source>Packages…</source>
        <translation>假设包…</translation>
    </message>
    <message>
        <source>Mark as adopted…</source>
        <translation>定稿…</translation>
    </message>
    <message>
        <source>Lift the adoption…</source>
        <translation>解除定稿…</translation>
    </message>
    <message>
        <source>Day on which “{name}” was adopted (year-month-day). From then on it and what it inherits are locked:</source>
        <translation>“{name}”的定稿日期（年-月-日）。定稿后，它和它继承的情景都锁定：</translation>
    </message>
    <message>
        <source>“{day}” is no day. Write it as year-month-day: 2026-03-05.</source>
        <translation>“{day}”不是日期。请按年-月-日填写，如 2026-03-05。</translation>
    </message>
    <message>
        <source>“{name}” was adopted on {day}. Once that is lifted it can be edited again.</source>
        <translation>“{name}”已于 {day} 定稿。解除后可以再修改。</translation>
    </message>
    <message>
        <source>To go on without touching it, duplicate it instead.</source>
        <translation>如果只是想继续调整而不动它，请改为复制一份。</translation>
    </message>
    <message>
        <source>Lift the adoption</source>
        <translation>解除定稿</translation>
    </message>
    <message>
        <source>Keep it adopted</source>
        <translation>保持定稿</translation>
    </message>
    <message>
        <source>“{name}” is not adopted.</source>
        <translation>“{name}”没有定稿。</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Opening {name} …</source>
        <translation>正在打开 {name} …</translation>
    </message>
    <message>
        <source>The plan that was open is unchanged.</source>
        <translation>已打开的规划没有变化。</translation>
    </message>
    <message>
        <source>There are unsaved changes of {time} ({difference}). What is shown stays, and what you do is kept beside them, until you restore or discard them.</source>
        <translation>有 {time} 未保存的修改（{difference}）。窗口里显示的不变，您接着做的另行保存；这些修改可恢复，也可放弃。</translation>
    </message>
    <message>
        <source>What was shown before is kept as a draft of {time} ({difference}). Show it again, or discard it.</source>
        <translation>之前显示的内容已留作 {time} 的草稿（{difference}）。可换回来，也可放弃。</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>换回来</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Opened with {count:error|errors}. What could be read is here; the rest is listed under Checks.</source>
        <translation>已打开，有 {count} 处错误。能读的内容已读入，其余列在“核查结果”中。</translation>
    </message>
    <message>
        <source>And {count} more.</source>
        <translation>另有 {count} 项。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Not opened.</source>
        <translation>未打开。</translation>
    </message>
    <message>
        <source>Where the workbook and the saved scenarios differ, and problems of the file.</source>
        <translation>工作簿与已存情景不一致之处，以及文件本身的问题：</translation>
    </message>
    <message>
        <source>Opening {name} … {share}</source>
        <translation>正在打开 {name}……{share}</translation>
    </message>
    <message>
        <source>Reading “{name}” takes a while.</source>
        <translation>读取“{name}”需要一些时间。</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>停止读取</translation>
    </message>
    <message>
        <source>This workbook is in the standard format; nothing had to be recognised.</source>
        <translation>这本工作簿是标准格式，无需识别。</translation>
    </message>
    <message>
        <source>A text file: read as {encoding}, cells separated by {separator}. Where letters look wrong, save it as .xlsx in Excel and open that.</source>
        <translation>文本文件：编码 {encoding}，以{separator}分隔。若有乱码，请在 Excel 中另存为 .xlsx 后再打开。</translation>
    </message>
</context>
<context>
    <name>Password</name>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>“{name}” is protected by a password.</source>
        <translation>“{name}”加了打开密码。</translation>
    </message>
    <message>
        <source>This is not the password of “{name}”. Enter it again; it is case-sensitive.</source>
        <translation>“{name}”的密码不对。请重新输入，区分大小写。</translation>
    </message>
    <message>
        <source>It is used for this reading only and is not stored.</source>
        <translation>只用于这一次读取，不会保存。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Autosave</name>
    <message>
        <source>The scenario library cannot be written to. Changes are kept in this window only; export the scenarios before you close it.</source>
        <translation>情景库无法写入。修改只保留在本窗口中；关闭前请导出情景。</translation>
    </message>
    <message>
        <source>You have unsaved changes.</source>
        <translation>有尚未保存的修改。</translation>
    </message>
    <message>
        <source>Kept as a draft, they are offered again when the workbook is next opened.</source>
        <translation>留作草稿后，再次打开这本工作簿时会提示恢复。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keep as draft</source>
        <translation>留作草稿</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>The workbook that was open last is not there any more: {file}. Its scenarios and drafts are kept; open it where it is now, or another one.</source>
        <translation>上次打开的工作簿已不在原处：{file}。它的情景和草稿都还保留着；请到现在的位置打开，或打开别的工作簿。</translation>
    </message>
    <message>
        <source>Workbooks (*.xlsx *.xlsm *.xls *.ods *.csv)</source>
        <translation>工作簿 (*.xlsx *.xlsm *.xls *.ods *.csv)</translation>
    </message>
    <message>
        <source>Open workbook</source>
        <translation>打开工作簿</translation>
    </message>
    <message>
        <source>New workbook</source>
        <translation>新建工作簿</translation>
    </message>
    <message>
        <source>Scenarios are kept in {folder}. Nothing leaves this machine.</source>
        <translation>情景保存在 {folder}。任何内容都不会离开这台电脑。</translation>
    </message>
</context>
<context>
    <name>Crash</name>
    <message>
        <source>A fault in the program stopped the last step.</source>
        <translation>程序出错，最后一步没有完成。</translation>
    </message>
    <message>
        <source>Your work was kept as a draft.</source>
        <translation>您的工作已留作草稿。</translation>
    </message>
    <message>
        <source>Continue, or save and restart the program. You can send the details to the developers.</source>
        <translation>可以继续，或保存后重新启动程序；详细信息可以发给开发者。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Your work is still in the window, but it could not be kept as a draft.</source>
        <translation>您的工作仍在窗口中，但未能留作草稿。</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>复制详情</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation>关闭这条消息</translation>
    </message>
</context>
<context>
    <name>Listing</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>ShownScenarios</name>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Compare {count} of {all}</source>
        <translation>对比 {count}/{all}</translation>
    </message>
    <message>
        <source>Also draw “{name}”</source>
        <translation>同时画出“{name}”</translation>
    </message>
</context>
<context>
    <name>FileWatch</name>
    <message>
        <source>“{name}” was changed on disk and is now protected by a password. The open plan is unchanged.</source>
        <translation>“{name}”在磁盘上有改动，并加了打开密码。已打开的规划没有变化。</translation>
    </message>
    <message>
        <source>Enter its password…</source>
        <translation>输入密码……</translation>
    </message>
    <message>
        <source>“{name}” is no longer where it was: it was moved or deleted, or its shared folder is disconnected. The open plan is unchanged, and scenarios are still saved on this machine.</source>
        <translation>“{name}”已不在原处：被移动、删除，或共享目录已断开。已打开的规划没有变化，情景仍保存在本机。</translation>
    </message>
    <message>
        <source>“{name}” cannot be read at present ({reason}). The open plan is unchanged; the file will be checked again shortly.</source>
        <translation>“{name}”目前无法读取（{reason}）。已打开的规划没有变化，稍后会再检查该文件。</translation>
    </message>
    <message>
        <source>The workbook was changed on disk, and its new content cannot be read: {why}</source>
        <translation>工作簿在磁盘上有改动，但现在的内容无法读入：{why}</translation>
    </message>
    <message>
        <source>Show what changed</source>
        <translation>查看改动</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>重新载入</translation>
    </message>
    <message>
        <source>The workbook was changed on disk in {count:cell|cells}: {cells}{more}.</source>
        <translation>工作簿在磁盘上改动了 {count} 个单元格：{cells}{more}。</translation>
    </message>
    <message>
        <source>Reading it again finds {count:error|errors}.</source>
        <translation>重新读取时有 {count} 处错误。</translation>
    </message>
    <message>
        <source>Reloading keeps the scenarios and edits made here.</source>
        <translation>重新载入会保留您在这里所做的情景和修改。</translation>
    </message>
    <message>
        <source>Cells of the workbook that were changed after it was opened.</source>
        <translation>与打开时内容不同的单元格。</translation>
    </message>
</context>
<context>
    <name>Mistakes</name>
    <message>
        <source>{what} cannot be shown because of a fault in the program ({mistake}). The rest of the window works, and nothing is lost. The details are in the log in {folder}; please send them to the developers.</source>
        <translation>由于程序自身的错误（{mistake}），{what}无法显示。窗口的其余部分照常，没有丢失任何内容。详情记在 {folder} 的日志中，请发给开发者。</translation>
    </message>
    <message>
        <source>This part</source>
        <translation>此部分</translation>
    </message>
</context>
<context>
    <name>Packages</name>
    <message>
        <source>Packages of “{name}”</source>
        <translation>“{name}”的假设包</translation>
    </message>
    <message>
        <source>Ticked scenarios are laid over the parent from top to bottom: the lower one holds. Drag them, or press Alt+Up and Alt+Down.</source>
        <translation>打勾的情景自上而下叠加在上级之上，下面的优先。拖动或按 Alt+↑、Alt+↓ 改变次序。</translation>
    </message>
    <message>
        <source>Packages, the weakest first</source>
        <translation>假设包，由弱到强</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>{name} (inherits from this one)</source>
        <translation>{name}（继承自本情景）</translation>
    </message>
    <message>
        <source>From weak to strong: {order}</source>
        <translation>由弱到强：{order}</translation>
    </message>
    <message>
        <source>There is no other scenario to inherit from. Create one first.</source>
        <translation>没有别的情景可继承。请先新建一个。</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>Switch language</source>
        <translation>切换语言</translation>
    </message>
    <message>
        <source>Open a plan, or begin one</source>
        <translation>打开一份规划，或新建一份</translation>
    </message>
    <message>
        <source>Open the sample: Jinhua's plan</source>
        <translation>打开示例：金华规划</translation>
    </message>
    <message>
        <source>A workbook can also be dropped anywhere on this window. Nothing leaves this machine.</source>
        <translation>也可以把工作簿拖到本窗口任意处。数据不离开本机。</translation>
    </message>
</context>
</TS>
