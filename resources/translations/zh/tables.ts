<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Tables</name>
    <message>
        <source>{name} · {count} series</source>
        <translation>{name}（{count} 个序列）</translation>
    </message>
    <message>
        <source>This reaches across “{rule}”, a row that moves {count} series, and rows of single series. Nothing was entered; do the same again to enter all of it.</source>
        <translation>这一步既涉及规则行“{rule}”（影响 {count} 个序列），又涉及单个序列的行。没有写入；再做一次同样的操作，就全部写入。</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Industry</source>
        <translation>产业</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Midpoint</source>
        <translation>拐点年</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>High</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来自</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>出处</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基期值</translation>
    </message>
    <message>
        <source>Base year</source>
        <translation>基期</translation>
    </message>
    <message>
        <source>Target as written</source>
        <translation>目标（原文）</translation>
    </message>
    <message>
        <source>Stretch</source>
        <translation>力争值</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Projected</source>
        <translation>推算值</translation>
    </message>
    <message>
        <source>Shortfall</source>
        <translation>缺口</translation>
    </message>
    <message>
        <source>Progress to target</source>
        <translation>完成进度</translation>
    </message>
    <message>
        <source>Required growth</source>
        <translation>所需增速</translation>
    </message>
    <message>
        <source>Duty</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Lever</source>
        <translation>抓手</translation>
    </message>
    <message>
        <source>Dimension</source>
        <translation>维度</translation>
    </message>
    <message>
        <source>Acts on</source>
        <translation>作用于</translation>
    </message>
    <message>
        <source>all regions</source>
        <translation>全部地区</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>no assumption: held at the last actual</source>
        <translation>未设假设：保持最后一个现状值</translation>
    </message>
    <message>
        <source>No assumption: the series is held at its last actual. Type a parameter to set one.</source>
        <translation>未设假设：保持最后一个现状值。输入参数即可设定。</translation>
    </message>
    <message>
        <source>Set in this scenario</source>
        <translation>本情景设定</translation>
    </message>
    <message>
        <source>Workbook</source>
        <translation>工作簿</translation>
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
        <source>pace</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>schedule</source>
        <translation>时序进度</translation>
    </message>
    <message>
        <source>The rules disagree</source>
        <translation>各规则判断不一</translation>
    </message>
    <message>
        <source>lag</source>
        <translation>滞后</translation>
    </message>
    <message>
        <source>Known because</source>
        <translation>已知原因</translation>
    </message>
    <message>
        <source>known</source>
        <translation>已知</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Fill down</source>
        <translation>向下填充</translation>
    </message>
    <message>
        <source>Fill right</source>
        <translation>向右填充</translation>
    </message>
    <message>
        <source>Delete (inherit from the parent)</source>
        <translation>删除（改为继承上级）</translation>
    </message>
    <message>
        <source>Reset to workbook</source>
        <translation>恢复为工作簿的内容</translation>
    </message>
    <message>
        <source>Reset to last saved</source>
        <translation>恢复为上次保存的内容</translation>
    </message>
    <message>
        <source>Assumptions</source>
        <translation>假设</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>月度</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>口径</translation>
    </message>
    <message>
        <source>Add a series…</source>
        <translation>增加序列…</translation>
    </message>
    <message>
        <source>Add a series</source>
        <translation>增加序列</translation>
    </message>
    <message>
        <source>Totals to date</source>
        <translation>累计</translation>
    </message>
    <message>
        <source>Single months</source>
        <translation>当期</translation>
    </message>
    <message>
        <source>The year before</source>
        <translation>上一年</translation>
    </message>
    <message>
        <source>The year after</source>
        <translation>下一年</translation>
    </message>
    <message>
        <source>Year shown</source>
        <translation>显示的年份</translation>
    </message>
    <message>
        <source>Grey figures are derived from others; a missing month stays empty.</source>
        <translation>灰色数字由其他月份推得；缺的月份留空，不作推算。</translation>
    </message>
    <message>
        <source>Type an indicator's name here, or a figure for the selected series.</source>
        <translation>在这一行写指标名称；或直接为所选序列填数。</translation>
    </message>
    <message>
        <source>Amounts add up over the months, stocks are at the end of a month, shares and growth rates as published to date.</source>
        <translation>总量和流量逐月累加，存量取月末数，比率、指数和增速按公布的累计数。</translation>
    </message>
    <message>
        <source>The whole year: the same figure as in the table Data.</source>
        <translation>全年：与“数据”表中的是同一个数。</translation>
    </message>
    <message>
        <source>The running total from January on; of a stock the latest figure.</source>
        <translation>自一月起的累计数；存量取最近的月末数。</translation>
    </message>
    <message>
        <source>The figure of these months alone.</source>
        <translation>只是这几个月的数。</translation>
    </message>
    <message>
        <source>growth to date</source>
        <translation>累计同比</translation>
    </message>
    <message>
        <source>growth</source>
        <translation>同比</translation>
    </message>
    <message>
        <source>at the end</source>
        <translation>期末</translation>
    </message>
    <message>
        <source>to date</source>
        <translation>累计</translation>
    </message>
    <message>
        <source>period</source>
        <translation>当期</translation>
    </message>
    <message>
        <source>figures</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>growth on the year before (%)</source>
        <translation>同比增速（%）</translation>
    </message>
    <message>
        <source>Derived from other months of the year; type a figure to set it directly.</source>
        <translation>由当年其他月份推得；也可直接填数。</translation>
    </message>
    <message>
        <source>Missing value; missing months are not estimated.</source>
        <translation>缺数；缺的月份不作推算。</translation>
    </message>
    <message>
        <source>A row of the copied block is hidden by a search or filter. Nothing was pasted; show the row and paste again.</source>
        <translation>所复制的一行被搜索或筛选隐藏，没有粘贴。请显示该行后再粘贴。</translation>
    </message>
    <message>
        <source>The plan has no “{text}”. Nothing was pasted.</source>
        <translation>规划里没有“{text}”，没有粘贴。</translation>
    </message>
    <message>
        <source>The plan has no series for monthly figures yet. Enter figures in Data or Targets first.</source>
        <translation>规划里还没有可填月度数的序列。请先在“数据”或“目标”表中填入数值。</translation>
    </message>
    <message>
        <source>Levers</source>
        <translation>抓手</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>核查结果</translation>
    </message>
    <message>
        <source>All series</source>
        <translation>全部序列</translation>
    </message>
    <message>
        <source>This region</source>
        <translation>本地区</translation>
    </message>
    <message>
        <source>This indicator</source>
        <translation>本指标</translation>
    </message>
    <message>
        <source>No problems: everything that was read is consistent.</source>
        <translation>没有问题：读入的内容前后一致。</translation>
    </message>
    <message>
        <source>Effects as stated in the plan: {notes}</source>
        <translation>效应按规划工作簿所写：{notes}</translation>
    </message>
    <message>
        <source>Wording of the plan: an edit changes the plan for all scenarios.</source>
        <translation>规划原文：修改即修订规划，对所有情景生效。</translation>
    </message>
    <message>
        <source>A scenario's own target; the plan's is {text}.</source>
        <translation>本情景自设目标；规划目标为 {text}。</translation>
    </message>
    <message>
        <source>Lever intensity in % (0 to 100): linear between the years given, constant after the last.</source>
        <translation>抓手强度（%，0 到 100）：已填年份之间按直线，最后一年之后不变。</translation>
    </message>
    <message>
        <source>As printed: {text}</source>
        <translation>原文：{text}</translation>
    </message>
    <message>
        <source>not set here</source>
        <translation>未单独设定</translation>
    </message>
    <message>
        <source>Inherited from {origin}</source>
        <translation>继承自 {origin}</translation>
    </message>
    <message>
        <source>base</source>
        <translation>基期</translation>
    </message>
    <message>
        <source>years</source>
        <translation>年</translation>
    </message>
    <message>
        <source>Actual figures belong to the plan: an edit changes the plan for all scenarios.</source>
        <translation>现状值属于规划本身：修改即修订规划，对所有情景生效。</translation>
    </message>
    <message>
        <source>The value of the base year. An edit changes the plan's data for all scenarios.</source>
        <translation>基期年的数值。修改即修订规划数据，对所有情景生效。</translation>
    </message>
    <message>
        <source>Delete (leave the value missing)</source>
        <translation>删除（缺数）</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Reset to parent</source>
        <translation>恢复为上级的内容</translation>
    </message>
    <message>
        <source>Nothing was changed: {count:cell|cells} cannot be read.</source>
        <translation>没有改动：有 {count} 个单元格无法识别。</translation>
    </message>
    <message>
        <source>The clipboard does not hold table cells. Nothing was pasted.</source>
        <translation>复制的内容不是表格，没有粘贴。</translation>
    </message>
    <message>
        <source>The copied block does not fit from this cell on. Nothing was pasted.</source>
        <translation>从这一格起放不下复制的区域，没有粘贴。</translation>
    </message>
    <message>
        <source>The copied row is “{block}”, but this row is “{table}”. Nothing was pasted.</source>
        <translation>复制的行是“{block}”，表中这一行是“{table}”，没有粘贴。</translation>
    </message>
    <message>
        <source>The lever is not used. Type an intensity to set one.</source>
        <translation>这一抓手没有使用。输入强度即可设定。</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>未读入</translation>
    </message>
    <message>
        <source>to check</source>
        <translation>待核</translation>
    </message>
    <message>
        <source>does not hold</source>
        <translation>不成立</translation>
    </message>
    <message>
        <source>to explain</source>
        <translation>待说明</translation>
    </message>
    <message>
        <source>Benchmark growth…</source>
        <translation>对标测算…</translation>
    </message>
    <message>
        <source>The growth this series needs if its benchmark grows faster</source>
        <translation>对标地区增长加快时，本序列需要多少</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>口径</translation>
    </message>
    <message>
        <source>What the target's figure measures; shortfall and progress are counted on the same basis.</source>
        <translation>目标数值的口径；缺口和完成进度按同一口径计算。</translation>
    </message>
</context>
</TS>
