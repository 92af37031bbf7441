<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Views</name>
    <message>
        <source>missing value</source>
        <translation>缺数</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>From</source>
        <translation>自</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Dots: actual. Scenario colours: projected. Dashed: the path to the target. Each chart has its own scale.</source>
        <translation>带圆点的为现状值，各情景的颜色为推算值，虚线为通往目标的路径。各图纵轴刻度不同。</translation>
    </message>
    <message>
        <source>Shortfalls</source>
        <translation>缺口</translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation>热力图</translation>
    </message>
    <message>
        <source>Small multiples</source>
        <translation>小图</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Choose another view</source>
        <translation>选择其他视图</translation>
    </message>
    <message>
        <source>Copy or save</source>
        <translation>复制或保存</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Copy figures</source>
        <translation>复制数据</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>{view} copied as a picture.</source>
        <translation>{view}已复制为图片。</translation>
    </message>
    <message>
        <source>{count:row|rows} of {view} copied; paste into a spreadsheet.</source>
        <translation>已复制{view}的 {count} 行数据，可粘贴到电子表格。</translation>
    </message>
    <message>
        <source>{view} saved as {file}.</source>
        <translation>{view}已保存为 {file}。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Shortfall</source>
        <translation>缺口</translation>
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
        <source>source</source>
        <translation>出处</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>等另 {count} 处</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>总览</translation>
    </message>
    <message>
        <source>Ranking</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>Scenario comparison</source>
        <translation>情景对比</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Disparity</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Actual</source>
        <translation>现状值</translation>
    </message>
    <message>
        <source>Target path</source>
        <translation>目标路径</translation>
    </message>
    <message>
        <source>Roll-up</source>
        <translation>下级汇总</translation>
    </message>
    <message>
        <source>Contributions</source>
        <translation>贡献</translation>
    </message>
    <message>
        <source>In the year</source>
        <translation>当年</translation>
    </message>
    <message>
        <source>Year to date</source>
        <translation>年内进度</translation>
    </message>
</context>
<context>
    <name>YearSoFar</name>
    <message>
        <source>Year to date</source>
        <translation>年内进度</translation>
    </message>
    <message>
        <source>Nothing is open. Open a workbook to see its months.</source>
        <translation>尚未打开工作簿。打开后可看月度数据。</translation>
    </message>
    <message>
        <source>There are no monthly figures of {what} for {year}. Type them into the Months table below, or into the sheet Progress of the workbook.</source>
        <translation>没有{what} {year}年的月度数据。请在下方“月度”表中填写，或填入工作簿的“进度”表。</translation>
    </message>
    <message>
        <source>{what}: {figure} by {by}</source>
        <translation>{what}：{by} {figure}</translation>
    </message>
    <message>
        <source>{what}: {figure} by {by}, target {target}</source>
        <translation>{what}：{by} {figure}，全年目标 {target}</translation>
    </message>
    <message>
        <source>{share} of the {year} target</source>
        <translation>完成{year}年目标 {share}</translation>
    </message>
    <message>
        <source>{share} of all {year}</source>
        <translation>相当于{year}年全年的 {share}</translation>
    </message>
    <message>
        <source>{what}: {of} by {by}</source>
        <translation>{what}：{by}{of}</translation>
    </message>
    <message>
        <source>usually {low}–{high}</source>
        <translation>往年同期 {low}–{high}</translation>
    </message>
    <message>
        <source>{growth} on the year before</source>
        <translation>同比 {growth}</translation>
    </message>
    <message>
        <source>Band: the lowest, middle and highest share of the year reached by each month in {past}, times {whole}.</source>
        <translation>灰带：{past}年各月累计占全年比重的最低、居中、最高值，乘以{whole}。</translation>
    </message>
    <message>
        <source>the year's target</source>
        <translation>全年目标</translation>
    </message>
    <message>
        <source>the last full year, {year}</source>
        <translation>最近一个全年（{year}年）</translation>
    </message>
    <message>
        <source>Shares, indices and growth rates are as published to date; they have no usual range.</source>
        <translation>比率、指数和增速按公布的累计数，没有往年区间。</translation>
    </message>
    <message>
        <source>No usual range: it needs the months and the full year of at least two earlier years; {count:is|are} known.</source>
        <translation>没有往年区间：至少要有两个往年的月度数和全年数，现有 {count} 个。</translation>
    </message>
    <message>
        <source>Short marks: {year}.</source>
        <translation>短线：{year}年。</translation>
    </message>
    <message>
        <source>The plan sets no target for {year} itself.</source>
        <translation>规划没有设{year}年的目标。</translation>
    </message>
    <message>
        <source>A stock: figures are those at the end of the month.</source>
        <translation>存量：月末数。</translation>
    </message>
    <message>
        <source>Months with a missing value are left empty.</source>
        <translation>缺数的月份留空。</translation>
    </message>
    <message>
        <source>to date</source>
        <translation>累计</translation>
    </message>
    <message>
        <source>usually</source>
        <translation>往年区间</translation>
    </message>
    <message>
        <source>in the middle</source>
        <translation>居中</translation>
    </message>
    <message>
        <source>growth</source>
        <translation>同比</translation>
    </message>
    <message>
        <source>Target {year}</source>
        <translation>{year}年目标</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>To date</source>
        <translation>累计</translation>
    </message>
    <message>
        <source>Year before</source>
        <translation>上年同期</translation>
    </message>
    <message>
        <source>Usual low</source>
        <translation>往年最低</translation>
    </message>
    <message>
        <source>Usual middle</source>
        <translation>往年居中</translation>
    </message>
    <message>
        <source>Usual high</source>
        <translation>往年最高</translation>
    </message>
    <message>
        <source>Growth, %</source>
        <translation>同比（%）</translation>
    </message>
</context>
<context>
    <name>Heatmap</name>
    <message>
        <source>Regions down</source>
        <translation>地区在行</translation>
    </message>
    <message>
        <source>Regions across</source>
        <translation>地区在列</translation>
    </message>
    <message>
        <source>Status of targets</source>
        <translation>目标状态</translation>
    </message>
    <message>
        <source>all industries</source>
        <translation>全部产业</translation>
    </message>
    <message>
        <source>There are no targets here. Enter one in Targets, or choose another industry.</source>
        <translation>这里没有目标。请在“目标”中填写，或选择其他产业。</translation>
    </message>
    <message>
        <source>Nothing is open. Open a workbook to see the status of its targets.</source>
        <translation>尚未打开工作簿。打开后可查看其目标状态。</translation>
    </message>
    <message>
        <source>Beside each mark: progress to target, %.</source>
        <translation>标记旁为完成进度（%）。</translation>
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
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Target year</source>
        <translation>目标年</translation>
    </message>
    <message>
        <source>Shortfall</source>
        <translation>缺口</translation>
    </message>
    <message>
        <source>Progress to target, %</source>
        <translation>完成进度（%）</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Beside each mark: chance of meeting the target, %, from random draws.</source>
        <translation>标记旁为达标概率（%），由抽样得出。</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>needs {growth}</source>
        <translation>所需 {growth}</translation>
    </message>
    <message>
        <source>{count:target|targets}: {met} met, {on_track} on track, {behind} behind, {missing} with a missing value</source>
        <translation>{count} 项指标：达标 {met}，符合预期 {on_track}，落后 {behind}，缺数 {missing}</translation>
    </message>
    <message>
        <source>, {count} not assessable</source>
        <translation>，无法评价 {count}</translation>
    </message>
    <message>
        <source>; binding: {kept} of {all} met or on track</source>
        <translation>；约束性 {all} 项中 {kept} 项达标或符合预期</translation>
    </message>
    <message>
        <source>{count} with a missing value</source>
        <translation>缺数 {count} 项</translation>
    </message>
    <message>
        <source>, {binding} of them binding</source>
        <translation>（其中约束性 {binding} 项）</translation>
    </message>
    <message>
        <source>Growth needed</source>
        <translation>所需增速</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>总览</translation>
    </message>
    <message>
        <source>{where} has no targets. Enter one in Targets, or choose another region.</source>
        <translation>{where}没有目标。请在“目标”中填写，或选择其他地区。</translation>
    </message>
    <message>
        <source>Nothing is open. Open a workbook to see its targets.</source>
        <translation>尚未打开工作簿。打开后可查看其目标。</translation>
    </message>
    <message>
        <source>Binding first, then the furthest behind; without a figure last. Growth needed: of each year left.</source>
        <translation>约束性在前，其余按落后程度排列，缺数的列在最后。所需增速指此后每年。</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Duty</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Target year</source>
        <translation>目标年</translation>
    </message>
    <message>
        <source>Shortfall</source>
        <translation>缺口</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
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
        <source>target</source>
        <translation>目标</translation>
    </message>
</context>
<context>
    <name>Ranking</name>
    <message>
        <source>By figure</source>
        <translation>按数值</translation>
    </message>
    <message>
        <source>By growth</source>
        <translation>按增速</translation>
    </message>
    <message>
        <source>Ranking</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>Fewer than two regions have figures of {what}, so there is nothing to rank. Choose another indicator or region.</source>
        <translation>有{what}数值的地区不足两个，无法排名。请选择其他指标或地区。</translation>
    </message>
    <message>
        <source>Nothing is open. Open a workbook to rank its regions.</source>
        <translation>尚未打开工作簿。打开后可比较各地区排名。</translation>
    </message>
    <message>
        <source>Lowest first.</source>
        <translation>数值小的在前。</translation>
    </message>
    <message>
        <source>Highest first.</source>
        <translation>数值大的在前。</translation>
    </message>
    <message>
        <source>Steepest fall first.</source>
        <translation>降幅大的在前。</translation>
    </message>
    <message>
        <source>Dashed: projected. Marks: status of the target in {year}.</source>
        <translation>虚线为推算值；标记为{year}年目标状态。</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>{year}: rank {rank} of {count}</source>
        <translation>{year}年：第 {rank} 位（共 {count} 个）</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Scenario comparison</source>
        <translation>情景对比</translation>
    </message>
    <message>
        <source>There are no figures of {what} to compare. Choose another region or indicator.</source>
        <translation>{what}没有可对比的数值。请选择其他地区或指标。</translation>
    </message>
    <message>
        <source>Nothing is open. Open a workbook to compare its scenarios.</source>
        <translation>尚未打开工作簿。打开后可对比其情景。</translation>
    </message>
    <message>
        <source>Tick scenarios under Compare in the bar above to show them beside this one.</source>
        <translation>在上方“对比”中勾选情景，即可与此情景并列。</translation>
    </message>
    <message>
        <source>Each scenario has its own colour. ± is the difference from {name}, the one being edited.</source>
        <translation>各情景用各自的颜色；± 为与正在编辑的{name}之差。</translation>
    </message>
    <message>
        <source>target path</source>
        <translation>目标路径</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>± is in percentage points.</source>
        <translation>± 为个百分点。</translation>
    </message>
</context>
<context>
    <name>TileMap</name>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>No region has figures of {what}. Choose another indicator or industry.</source>
        <translation>没有任何地区有{what}的数值。请选择其他指标或产业。</translation>
    </message>
    <message>
        <source>Nothing is open. Open a workbook to see its regions.</source>
        <translation>尚未打开工作簿。打开后可查看其地区。</translation>
    </message>
    <message>
        <source>Schematic: tiles are in the order of the regions, not at their location.</source>
        <translation>示意图：方格按地区次序排列，不代表地理位置。</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Shortfall</source>
        <translation>缺口</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>no such series</source>
        <translation>没有此序列</translation>
    </message>
    <message>
        <source>Boundaries</source>
        <translation>边界</translation>
    </message>
    <message>
        <source>Schematic: tiles are where the workbook places them.</source>
        <translation>示意图：方格按工作簿所填的行列排列。</translation>
    </message>
    <message>
        <source>Boundaries from “{file}”, simplified.</source>
        <translation>边界取自“{file}”，已简化。</translation>
    </message>
    <message>
        <source>Tiles below: regions without a boundary in the file.</source>
        <translation>下方方格：文件中没有边界的地区。</translation>
    </message>
</context>
<context>
    <name>Disparity</name>
    <message>
        <source>Each region, in multiples of the mean</source>
        <translation>各地区，以均值的倍数计</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Dots: the regions in “{scenario}”.</source>
        <translation>圆点为“{scenario}”中的各地区。</translation>
    </message>
    <message>
        <source>Disparity</source>
        <translation>地区差异</translation>
    </message>
    <message>
        <source>Fewer than two regions have figures of {what}, so there is nothing to compare. Choose another indicator or region.</source>
        <translation>有{what}数值的地区不足两个，无法比较。请选择其他指标或地区。</translation>
    </message>
    <message>
        <source>Nothing is open. Open a workbook to see the disparity between its regions.</source>
        <translation>尚未打开工作簿。打开后可查看地区差异。</translation>
    </message>
    <message>
        <source>{count:region|regions} of {where}</source>
        <translation>{where} {count} 个地区</translation>
    </message>
    <message>
        <source>no unit; 0 means fully equal</source>
        <translation>无量纲，0 为完全均等</translation>
    </message>
    <message>
        <source>Each region counts once. Scenario colours: projected; dark: actual.</source>
        <translation>各地区权重相同。各情景的颜色为推算值，深色为现状值。</translation>
    </message>
    <message>
        <source>Not all regions have figures in {years}.</source>
        <translation>{years}年并非所有地区都有数值。</translation>
    </message>
    <message>
        <source>{measures}: not computed where a figure is negative or the mean is not positive.</source>
        <translation>{measures}：有负值或均值不为正时无法计算。</translation>
    </message>
    <message>
        <source>Coefficient of variation</source>
        <translation>变异系数</translation>
    </message>
    <message>
        <source>Gini coefficient</source>
        <translation>基尼系数</translation>
    </message>
    <message>
        <source>Theil index</source>
        <translation>泰尔指数</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>地区数</translation>
    </message>
    <message>
        <source>{count} of {all} regions</source>
        <translation>{all} 个地区中的 {count} 个</translation>
    </message>
</context>
<context>
    <name>MapBorders</name>
    <message>
        <source>Open a workbook first; the map draws its regions.</source>
        <translation>请先打开工作簿，地图画的是其中的地区。</translation>
    </message>
    <message>
        <source>Maps (*.geojson *.json)</source>
        <translation>地图 (*.geojson *.json)</translation>
    </message>
    <message>
        <source>Map boundaries</source>
        <translation>地图边界</translation>
    </message>
    <message>
        <source>Boundaries found for {count:region|regions}.</source>
        <translation>{count} 个地区有边界。</translation>
    </message>
    <message>
        <source>None for {names}, shown below as tiles.</source>
        <translation>{names}没有边界，以方格列在下方。</translation>
    </message>
    <message>
        <source>{count:shape belongs|shapes belong} to no region of the plan.</source>
        <translation>{count} 个图形不属于规划中的地区。</translation>
    </message>
    <message>
        <source>The scenario library cannot be written to; the boundaries are kept until the window closes.</source>
        <translation>情景库无法写入，边界只保留到关闭窗口。</translation>
    </message>
</context>
<context>
    <name>Contribution</name>
    <message>
        <source>Regions</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Industries</source>
        <translation>产业</translation>
    </message>
    <message>
        <source>Levers</source>
        <translation>抓手</translation>
    </message>
    <message>
        <source>Contributions to the change</source>
        <translation>变化的构成</translation>
    </message>
    <message>
        <source>The plan has no such series. Choose another region, industry or indicator.</source>
        <translation>规划中没有这个序列。请换一个地区、产业或指标。</translation>
    </message>
    <message>
        <source>{year} is the base year. Choose a later year at the top of the window.</source>
        <translation>{year}年是基期。请在窗口上方选择更晚的年份。</translation>
    </message>
    <message>
        <source>Computing …</source>
        <translation>正在计算……</translation>
    </message>
    <message>
        <source>Blue adds, orange subtracts; each bar starts where the one before it ends.</source>
        <translation>蓝色为增加，橙色为减少；每一条接着上一条的末端。</translation>
    </message>
    <message>
        <source>There are no regions below this one. Choose one above it, or Levers.</source>
        <translation>该地区没有下级地区。请选择上一级地区，或改看抓手。</translation>
    </message>
    <message>
        <source>A value is missing in one of the two years. Choose another series or year.</source>
        <translation>两个年份之一缺数。请换一个序列或年份。</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>数额</translation>
    </message>
    <message>
        <source>Nothing is open. Open a workbook to see what its changes are made of.</source>
        <translation>尚未打开工作簿。打开后可看变化的构成。</translation>
    </message>
</context>
</TS>
