<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Answers</name>
    <message>
        <source>Apply</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Solve for</source>
        <translation>反推参数</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Apply to the scenario</source>
        <translation>采用到情景</translation>
    </message>
    <message>
        <source>Annual growth</source>
        <translation>年均增速</translation>
    </message>
    <message>
        <source>One factor for all levers</source>
        <translation>全部抓手乘以同一系数</translation>
    </message>
    <message>
        <source>{lever}: intensity</source>
        <translation>{lever}：强度</translation>
    </message>
    <message>
        <source>Choose a series that has a target in the outline or a table.</source>
        <translation>请在大纲或表格中选择一个有目标的序列。</translation>
    </message>
    <message>
        <source>Not reachable within {low} to {high}. Closest: {value}.</source>
        <translation>在 {low} 至 {high} 范围内达不到。最接近：{value}。</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Past growth: {pace} a year</source>
        <translation>过去年均：{pace}</translation>
    </message>
    <message>
        <source>{times} times that is needed</source>
        <translation>需达到过去的 {times} 倍</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Weighted by</source>
        <translation>权重指标</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>总量</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>Cap</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基期值</translation>
    </message>
    <message>
        <source>Present target</source>
        <translation>现有目标</translation>
    </message>
    <message>
        <source>New target</source>
        <translation>新目标</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Past growth</source>
        <translation>过去增速</translation>
    </message>
    <message>
        <source>Apply as the scenario's targets</source>
        <translation>采用为情景目标</translation>
    </message>
    <message>
        <source>Choose an indicator whose regions add up to a total.</source>
        <translation>请选择下级地区可以合计的指标。</translation>
    </message>
    <message>
        <source>Type a figure under Fixed, Floor or Cap; the rest is divided again by the rule.</source>
        <translation>在固定、下限或上限栏填入数值；其余按规则重新分解。</translation>
    </message>
    <message>
        <source>Left out because a figure that the rule needs is missing: {regions}.</source>
        <translation>未参与分解（规则所需数值缺数）：{regions}。</translation>
    </message>
    <message>
        <source>floor</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>cap</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Distribution and sampling</source>
        <translation>分布与抽样</translation>
    </message>
    <message>
        <source>Draws · seed · correlation between regions</source>
        <translation>抽样次数 · 种子 · 地区间相关系数</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Chance of meeting the target</source>
        <translation>达标概率</translation>
    </message>
    <message>
        <source>On track</source>
        <translation>符合预期</translation>
    </message>
    <message>
        <source>Triangular (low, value, high)</source>
        <translation>三角分布（下限、取值、上限）</translation>
    </message>
    <message>
        <source>Normal (low and high as 5% and 95%)</source>
        <translation>正态分布（下限、上限为 5%、95% 分位）</translation>
    </message>
    <message>
        <source>Antithetic pairs</source>
        <translation>对偶抽样</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Compute again</source>
        <translation>重新计算</translation>
    </message>
    <message>
        <source>Stopped before the end. There is no result, and nothing was changed.</source>
        <translation>已停止，没有结果，也没有改动任何内容。</translation>
    </message>
    <message>
        <source>Sobol sequence, scrambled</source>
        <translation>Sobol 序列（加扰）</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Nothing to show: choose a series with figures in the outline.</source>
        <translation>没有可显示的路径：请在大纲中选择一个有数值的序列。</translation>
    </message>
    <message>
        <source>No assumption of this scenario has a low or high value. Enter them in Assumptions, in the columns Low and High.</source>
        <translation>该情景的假设都没有下限或上限。请在“假设”表的下限、上限两列填写。</translation>
    </message>
    <message>
        <source>All targets are on track in {share} of draws</source>
        <translation>{share} 的抽样中全部目标符合预期</translation>
    </message>
    <message>
        <source>Draws {draws}, seed {seed}, series that vary {count}. The ranges are the low and high values of the assumptions, and are assumptions themselves. Correlation between regions {correlation}.</source>
        <translation>抽样 {draws} 次，种子 {seed}，有变动的序列 {count} 个。范围取假设的下限和上限，本身也是假设。地区间相关系数 {correlation}。</translation>
    </message>
    <message>
        <source>all regions</source>
        <translation>全部地区</translation>
    </message>
    <message>
        <source>Common step (empty: own ranges)</source>
        <translation>统一步长（留空则各用自身范围）</translation>
    </message>
    <message>
        <source>No assumption behind this figure has a range. Type a common step.</source>
        <translation>影响该数值的假设都没有上下限。请填写统一步长。</translation>
    </message>
    <message>
        <source>The paler half shows the effect of the lower value. Lever intensity runs from 0 to 100%; effects are as the plan states them.</source>
        <translation>浅色一侧为取低值时的结果。抓手强度从 0 到 100%；效应以规划所写为准。</translation>
    </message>
    <message>
        <source>Assumptions without a range, left as they are: {count}.</source>
        <translation>没有上下限、未变动的假设：{count} 个。</translation>
    </message>
    <message>
        <source>Broken down by</source>
        <translation>分解方式</translation>
    </message>
    <message>
        <source>Chain of indicators</source>
        <translation>指标链</translation>
    </message>
    <message>
        <source>Industry</source>
        <translation>产业</translation>
    </message>
    <message>
        <source>Lever</source>
        <translation>抓手</translation>
    </message>
    <message>
        <source>Factor: firms × output per firm × value-added rate</source>
        <translation>因素：企业数 × 户均产值 × 增加值率</translation>
    </message>
    <message>
        <source>Choose a series that has figures in both years.</source>
        <translation>请选择两年都有数值的序列。</translation>
    </message>
    <message>
        <source>Missing values, counted in the remainder: {names}.</source>
        <translation>缺数，计入其余：{names}。</translation>
    </message>
    <message>
        <source>Shapley shares: the order of the levers makes no difference. Effects are as the plan states them.</source>
        <translation>Shapley 分摊：与抓手的先后无关。效应以规划所写为准。</translation>
    </message>
    <message>
        <source>Logarithmic mean Divisia index (LMDI): the steps sum exactly.</source>
        <translation>对数平均迪氏指数法（LMDI）：各步之和精确等于总变化。</translation>
    </message>
    <message>
        <source>without levers</source>
        <translation>无抓手</translation>
    </message>
    <message>
        <source>remainder</source>
        <translation>其余</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>对比情景</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Other scenario</source>
        <translation>对比情景</translation>
    </message>
    <message>
        <source>This scenario</source>
        <translation>本情景</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>影响</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>相差</translation>
    </message>
    <message>
        <source>Every series</source>
        <translation>逐个序列</translation>
    </message>
    <message>
        <source>There is no other scenario to compare with. Create one first.</source>
        <translation>没有其他情景可对比。请先新建一个。</translation>
    </message>
    <message>
        <source>Shapley shares: the effects add up to the whole difference, in any order.</source>
        <translation>Shapley 分摊：各差异的影响之和等于总差，与先后无关。</translation>
    </message>
    <message>
        <source>Shapley shares, sampled over orderings; ± is the standard error.</source>
        <translation>Shapley 分摊（抽样）；± 为标准误差。</translation>
    </message>
    <message>
        <source>scenario targets</source>
        <translation>情景目标</translation>
    </message>
    <message>
        <source>Milestone</source>
        <translation>时序目标</translation>
    </message>
    <message>
        <source>Original path</source>
        <translation>原定路径</translation>
    </message>
    <message>
        <source>Actual or projected</source>
        <translation>现状值或推算值</translation>
    </message>
    <message>
        <source>Shortfall</source>
        <translation>缺口</translation>
    </message>
    <message>
        <source>Planned growth</source>
        <translation>原定增速</translation>
    </message>
    <message>
        <source>Catch-up growth</source>
        <translation>追赶增速</translation>
    </message>
    <message>
        <source>Years behind</source>
        <translation>落后年数</translation>
    </message>
    <message>
        <source>Pace · outcome · schedule</source>
        <translation>速度 · 结果 · 时序</translation>
    </message>
    <message>
        <source>The plan has no targets to monitor.</source>
        <translation>规划没有可监测的目标。</translation>
    </message>
    <message>
        <source>Targets behind in {year}: {behind}; the rules disagree on {disagree}</source>
        <translation>{year}年进度滞后的目标 {behind} 个；三种规则判断不一的 {disagree} 个</translation>
    </message>
    <message>
        <source>The path continues from the actuals in Data after the base year; the original path is the one without them. The milestone is what the year should reach. Catch-up growth is what the remaining years need.</source>
        <translation>路径以“数据”中基期之后的现状值为新起点；原定路径不含这些现状值。时序目标为当年应达到的数值。追赶增速为余下各年所需的增速。</translation>
    </message>
    <message>
        <source>First input and its values</source>
        <translation>第一个因素及取值</translation>
    </message>
    <message>
        <source>Second input and its values</source>
        <translation>第二个因素及取值</translation>
    </message>
    <message>
        <source>Choose a series with figures, and two inputs that move it.</source>
        <translation>请选择一个有数值的序列，以及影响它的两个因素。</translation>
    </message>
    <message>
        <source>Down: {first}. Across: {second}.</source>
        <translation>纵向：{first}。横向：{second}。</translation>
    </message>
    <message>
        <source>The line is where the target of {target} is just met; ● marks the figures that meet it.</source>
        <translation>线上恰好达到目标 {target}，● 标出达标的数值。</translation>
    </message>
    <message>
        <source>Effort</source>
        <translation>难度</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>After</source>
        <translation>调整后</translation>
    </message>
    <message>
        <source>Effect per point</source>
        <translation>每个百分点的效果</translation>
    </message>
    <message>
        <source>Target value</source>
        <translation>目标值</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>仍缺</translation>
    </message>
    <message>
        <source>binding</source>
        <translation>约束性</translation>
    </message>
    <message>
        <source>Levers</source>
        <translation>抓手</translation>
    </message>
    <message>
        <source>Tick the targets to reach.</source>
        <translation>请勾选要达到的目标。</translation>
    </message>
    <message>
        <source>Neither input moves this figure. Choose others, or another series.</source>
        <translation>两个因素都不影响该数值。请改选因素，或另选序列。</translation>
    </message>
    <message>
        <source>The plan has no target with a figure to reach.</source>
        <translation>规划没有写明数值的目标，无从求解。</translation>
    </message>
    <message>
        <source>{met} of {all} targets reached, effort {effort}</source>
        <translation>达到 {all} 个目标中的 {met} 个，总难度 {effort}</translation>
    </message>
    <message>
        <source>An effort of 1 is a lever's full range. The change applies to every year after the base year and to all regions. Effects are as the plan states them.</source>
        <translation>难度 1 为一个抓手从 0 到 100% 的全程。调整用于基期后各年、各地区。效应以规划所写为准。</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>触发条件</translation>
    </message>
    <message>
        <source>Years in a row · lever · intensity, %</source>
        <translation>连续年数 · 抓手 · 强度（%）</translation>
    </message>
    <message>
        <source>Status or worse</source>
        <translation>状态（含更差）</translation>
    </message>
    <message>
        <source>Years in a row</source>
        <translation>连续年数</translation>
    </message>
    <message>
        <source>Intensity</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Triggered by</source>
        <translation>触发目标</translation>
    </message>
    <message>
        <source>Statuses</source>
        <translation>历年状态</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Add rule</source>
        <translation>添加规则</translation>
    </message>
    <message>
        <source>Remove selected rule</source>
        <translation>删除所选规则</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>is {colour} or worse</source>
        <translation>为{colour}或更差</translation>
    </message>
    <message>
        <source>Rules triggered</source>
        <translation>触发记录</translation>
    </message>
    <message>
        <source>Add a rule: when an indicator stays behind for some years, a lever is raised.</source>
        <translation>请添加一条规则：某指标连续几年落后时，提高某个抓手的强度。</translation>
    </message>
    <message>
        <source>Targets on track in {year}: {before} → {after}</source>
        <translation>{year}年符合预期的目标：{before} → {after} 个</translation>
    </message>
    <message>
        <source>Each year is assessed with the responses so far; a lever is raised from the following year on, in the target's region. This is a simulation: the scenario's own lever intensities stay as they are.</source>
        <translation>每年按已触发的应对之后的数值评价；抓手自次年起在目标所在地区提高。仅为模拟：情景自身的抓手强度不变。</translation>
    </message>
    <message>
        <source>Choose an indicator that has targets by region and, for the whole city, by industry.</source>
        <translation>请选择既有分地区目标、全市又有分产业目标的指标。</translation>
    </message>
    <message>
        <source>other industries</source>
        <translation>其他产业</translation>
    </message>
    <message>
        <source>Where only a stretch target is stated, it is the total.</source>
        <translation>只写了力争值的，以力争值为合计。</translation>
    </message>
    <message>
        <source>Type a figure to fix a cell, 0 to leave it empty; clear it to release it. The totals of rows and columns are the targets; a county without figures of its own takes the city's mix. Copy the table with Ctrl+C.</source>
        <translation>填入数值即固定该格，填 0 为不安排，清空即放开。行、列合计均为目标；没有自身数据的县按全市结构分解。按 Ctrl+C 复制整表。</translation>
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
        <source>Now in the file</source>
        <translation>现值</translation>
    </message>
    <message>
        <source>Will become</source>
        <translation>改为</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Update the workbook</source>
        <translation>写回工作簿</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>写回</translation>
    </message>
    <message>
        <source>Update a copy…</source>
        <translation>写回副本…</translation>
    </message>
    <message>
        <source>new row</source>
        <translation>新行</translation>
    </message>
    <message>
        <source>Only these cells are written. New rows follow the existing rows of their sheet: what lies below moves down, and the references and ranges that include it are adjusted. Everything else in the file stays as it is.</source>
        <translation>只写入这些单元格。新行接在该表原有各行之后：下面的内容下移，引用它们的公式和包含它们的范围随之调整；文件中的其余内容保持不变。</translation>
    </message>
    <message>
        <source>Only these cells are written; formats, charts, formulas of other cells and everything else in the file stay as they are.</source>
        <translation>只写入这些单元格；格式、图表、其他单元格的公式和文件中的其余内容保持不变。</translation>
    </message>
    <message>
        <source>The workbook already agrees with the plan: there is nothing to update.</source>
        <translation>工作簿与规划一致：没有需要写回的内容。</translation>
    </message>
    <message>
        <source>Compare with a copied table</source>
        <translation>与复制的表对照</translation>
    </message>
    <message>
        <source>The copied block is not {rows} × {columns} like the grid. Copy it without its headers.</source>
        <translation>复制的区域不是与网格相同的 {rows} × {columns}。请不带表头复制。</translation>
    </message>
    <message>
        <source>Copied figures {all}, equal to the last digit {same}; ✕ marks the others.</source>
        <translation>复制的 {all} 个数中 {same} 个到末位一致；✕ 标出其余。</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>对标对象</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>关系</translation>
    </message>
    <message>
        <source>Growth of the benchmark</source>
        <translation>对标增速</translation>
    </message>
    <message>
        <source>Own growth</source>
        <translation>自身增速</translation>
    </message>
    <message>
        <source>Apply the growth of the benchmark, too</source>
        <translation>对标增速一并采用到情景</translation>
    </message>
    <message>
        <source>Choose a series in the outline or a table.</source>
        <translation>请在大纲或表格中选择一个序列。</translation>
    </message>
    <message>
        <source>a year</source>
        <translation>/年</translation>
    </message>
    <message>
        <source>{figure} a year</source>
        <translation>年均增长 {figure}</translation>
    </message>
    <message>
        <source>If {benchmark} grows by {growth}, {own} needs {required}.</source>
        <translation>若{benchmark}{growth}，{own}需{required}。</translation>
    </message>
    <message>
        <source>{year}: {benchmark} {level} · needed {needed} · scenario {present}, {shortfall}</source>
        <translation>{year}年：{benchmark} {level} · 需要 {needed} · 情景 {present}，{shortfall}</translation>
    </message>
    <message>
        <source>The scenario grows by {present}, enough for {benchmark} to grow by {matched}.</source>
        <translation>当前情景{present}，最多可应对{benchmark}{matched}。</translation>
    </message>
    <message>
        <source>needed</source>
        <translation>需要</translation>
    </message>
    <message>
        <source>{year} = 100</source>
        <translation>{year}年＝100</translation>
    </message>
    <message>
        <source>{first}–{year}, cumulative</source>
        <translation>{first}—{year}年累计</translation>
    </message>
    <message>
        <source>{first}–{year}, annual average</source>
        <translation>{first}—{year}年年均</translation>
    </message>
    <message>
        <source>Cumulative to {year}</source>
        <translation>至{year}年累计</translation>
    </message>
    <message>
        <source>Growth to {year}</source>
        <translation>至{year}年增速</translation>
    </message>
    <message>
        <source>Rank in {year}</source>
        <translation>{year}年位次</translation>
    </message>
    <message>
        <source>Apply to the plan</source>
        <translation>采用到规划</translation>
    </message>
    <message>
        <source>Restore the defaults</source>
        <translation>恢复默认规则</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>below</source>
        <translation>更低</translation>
    </message>
    <message>
        <source>No target changes colour.</source>
        <translation>没有目标改变颜色。</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>目标数</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>What-if</source>
        <translation>测算</translation>
    </message>
    <message>
        <source>Required growth…</source>
        <translation>反推所需增速…</translation>
    </message>
    <message>
        <source>Allocate a total…</source>
        <translation>总量分解…</translation>
    </message>
    <message>
        <source>Uncertainty…</source>
        <translation>不确定性…</translation>
    </message>
    <message>
        <source>Key drivers…</source>
        <translation>影响因素排序…</translation>
    </message>
    <message>
        <source>What drove the change…</source>
        <translation>变化成因…</translation>
    </message>
    <message>
        <source>Scenario differences…</source>
        <translation>情景差异…</translation>
    </message>
    <message>
        <source>Monitoring…</source>
        <translation>监测…</translation>
    </message>
    <message>
        <source>Two inputs…</source>
        <translation>双因素测算…</translation>
    </message>
    <message>
        <source>Benchmark growth…</source>
        <translation>对标测算…</translation>
    </message>
    <message>
        <source>Lever mix…</source>
        <translation>抓手组合…</translation>
    </message>
    <message>
        <source>Counties × industries…</source>
        <translation>县×产业分解…</translation>
    </message>
    <message>
        <source>Course correction…</source>
        <translation>应对规则…</translation>
    </message>
    <message>
        <source>Status rules…</source>
        <translation>颜色规则…</translation>
    </message>
    <message>
        <source>What would it take to reach the target?</source>
        <translation>怎样才能达到目标？</translation>
    </message>
    <message>
        <source>Who can carry the total?</source>
        <translation>总量由谁来承担？</translation>
    </message>
    <message>
        <source>Which levers reach the targets with the least effort?</source>
        <translation>哪些抓手够用，又最省力？</translation>
    </message>
    <message>
        <source>What does each county contribute to each industry?</source>
        <translation>各县在各产业中分担多少？</translation>
    </message>
    <message>
        <source>How sure are we to reach the targets?</source>
        <translation>达到目标有多大把握？</translation>
    </message>
    <message>
        <source>What matters most?</source>
        <translation>什么影响最大？</translation>
    </message>
    <message>
        <source>What brought the change about?</source>
        <translation>变化由什么带来？</translation>
    </message>
    <message>
        <source>What sets two scenarios apart?</source>
        <translation>两个情景差在哪里？</translation>
    </message>
    <message>
        <source>Where do we stand?</source>
        <translation>目前进展如何？</translation>
    </message>
    <message>
        <source>What if we step in when a target falls behind?</source>
        <translation>目标落后时采取措施会怎样？</translation>
    </message>
    <message>
        <source>What if two inputs move at the same time?</source>
        <translation>两个因素同时变动会怎样？</translation>
    </message>
    <message>
        <source>What if the benchmark grows faster?</source>
        <translation>对标增长更快，我们需要多少？</translation>
    </message>
    <message>
        <source>From which figure on does a target have which colour?</source>
        <translation>达到多少算什么颜色？</translation>
    </message>
</context>
</TS>
