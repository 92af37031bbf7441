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
        <source>By</source>
        <translation>求</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>What would reach the target?</source>
        <translation>怎样才能达到目标？</translation>
    </message>
    <message>
        <source>Put it into the scenario</source>
        <translation>写入情景</translation>
    </message>
    <message>
        <source>Growth a year</source>
        <translation>年增长率</translation>
    </message>
    <message>
        <source>One factor on all levers</source>
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
        <source>Not within {low} to {high}. At best {value}.</source>
        <translation>{low} 至 {high} 内达不到。最接近：{value}。</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Its own past: {pace} a year</source>
        <translation>自身过去：每年 {pace}</translation>
    </message>
    <message>
        <source>{times} times that is needed</source>
        <translation>需为其 {times} 倍</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Weighed by</source>
        <translation>权重指标</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>总数</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Hold</source>
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
        <source>Own past</source>
        <translation>自身过去</translation>
    </message>
    <message>
        <source>Who can carry the total?</source>
        <translation>总数由谁来承担？</translation>
    </message>
    <message>
        <source>Make these the scenario's targets</source>
        <translation>作为情景的目标</translation>
    </message>
    <message>
        <source>Choose an indicator that the regions below add up to.</source>
        <translation>请选择下级地区可以合计的指标。</translation>
    </message>
    <message>
        <source>Type a figure under Hold, Floor or Cap; the rest is split again by the rule.</source>
        <translation>在固定、下限或上限栏填入数值；其余按规则重新分解。</translation>
    </message>
    <message>
        <source>Left out, since the rule lacks a figure of theirs: {regions}.</source>
        <translation>未分到（缺少规则所需的数值）：{regions}。</translation>
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
        <source>Spread and sampling</source>
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
        <source>Chance to meet it</source>
        <translation>达标概率</translation>
    </message>
    <message>
        <source>On track</source>
        <translation>符合预期</translation>
    </message>
    <message>
        <source>How sure is that?</source>
        <translation>有多大把握？</translation>
    </message>
    <message>
        <source>Triangular over low, value, high</source>
        <translation>三角分布（下限、参数、上限）</translation>
    </message>
    <message>
        <source>Normal, low and high its 5 and 95 %</source>
        <translation>正态分布（下限、上限为 5 %、95 %）</translation>
    </message>
    <message>
        <source>Opposite pairs</source>
        <translation>对偶抽样</translation>
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
        <source>No future is drawn: choose a series with figures in the outline.</source>
        <translation>没有可抽样的路径：请在大纲中选择一个有数值的序列。</translation>
    </message>
    <message>
        <source>Nothing is uncertain here</source>
        <translation>这里没有不确定性</translation>
    </message>
    <message>
        <source>No assumption of this scenario has a low or a high. Enter them in Assumptions, in the columns Low and High.</source>
        <translation>这个情景的假设都没有下限或上限。请在“假设”表的下限、上限两列填写。</translation>
    </message>
    <message>
        <source>All targets on track in {share} of futures</source>
        <translation>抽样的未来中，{share} 全部目标符合预期</translation>
    </message>
    <message>
        <source>{draws} futures, seed {seed}; {count} series vary. Ranges are the assumptions' own low and high; they are assumptions too. Correlation between regions {correlation}.</source>
        <translation>{draws} 次抽样，种子 {seed}；{count} 个序列有变动。范围取假设自身的下限和上限，本身也是假设。地区间相关系数 {correlation}。</translation>
    </message>
    <message>
        <source>all regions</source>
        <translation>全部地区</translation>
    </message>
    <message>
        <source>Common step (empty: each its own range)</source>
        <translation>统一步长（空：各用自身范围）</translation>
    </message>
    <message>
        <source>What matters most?</source>
        <translation>什么最要紧？</translation>
    </message>
    <message>
        <source>Nothing that moves this figure has a range. Type a common step.</source>
        <translation>影响该数值的假设都没有范围。请填写统一步长。</translation>
    </message>
    <message>
        <source>The paler half is what the lower figure does. Levers run from unused to full; their effects are as the plan states them.</source>
        <translation>较浅的一半是取低值时的结果。抓手从不用到满负荷；其效应以规划所写为准。</translation>
    </message>
    <message>
        <source>{count} assumptions state no range and are not moved.</source>
        <translation>{count} 个假设没有范围，未变动。</translation>
    </message>
    <message>
        <source>Told apart by</source>
        <translation>分解方式</translation>
    </message>
    <message>
        <source>Chain of figures</source>
        <translation>数值链</translation>
    </message>
    <message>
        <source>What did it?</source>
        <translation>由什么带来？</translation>
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
        <source>Without a figure, and so in the rest: {names}.</source>
        <translation>没有数值，计入其余：{names}。</translation>
    </message>
    <message>
        <source>Shapley shares: no order of the levers is preferred. Effects are as the plan states them.</source>
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
        <source>the rest</source>
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
        <source>There</source>
        <translation>对方</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>本情景</translation>
    </message>
    <message>
        <source>What it does</source>
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
        <source>Cell by cell</source>
        <translation>逐格</translation>
    </message>
    <message>
        <source>What tells two scenarios apart?</source>
        <translation>两个情景差在哪里？</translation>
    </message>
    <message>
        <source>There is no other scenario to compare with. Make one first.</source>
        <translation>没有别的情景可以对比。请先新建一个。</translation>
    </message>
    <message>
        <source>Shapley shares: what the differences do adds up to the whole, in whatever order.</source>
        <translation>Shapley 分摊：各差异的影响之和等于总差，与先后无关。</translation>
    </message>
    <message>
        <source>Shapley shares, sampled over orders; ± is the standard error.</source>
        <translation>Shapley 分摊（抽样）；± 为标准误差。</translation>
    </message>
    <message>
        <source>targets of its own</source>
        <translation>自有目标</translation>
    </message>
    <message>
        <source>Due by now</source>
        <translation>应达</translation>
    </message>
    <message>
        <source>Frozen plan</source>
        <translation>原定路径</translation>
    </message>
    <message>
        <source>Actual or on its way</source>
        <translation>实际或在途</translation>
    </message>
    <message>
        <source>Shortfall</source>
        <translation>缺口</translation>
    </message>
    <message>
        <source>Was needed a year</source>
        <translation>原需年增</translation>
    </message>
    <message>
        <source>Catch-up a year</source>
        <translation>追赶年增</translation>
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
        <source>Where do we stand?</source>
        <translation>进展如何？</translation>
    </message>
    <message>
        <source>The plan has no targets to monitor.</source>
        <translation>规划没有可监测的目标。</translation>
    </message>
    <message>
        <source>{year}: {behind} targets behind; the rules disagree on {disagree}</source>
        <translation>{year}年：{behind} 个目标落后；{disagree} 个目标三种规则判断不一</translation>
    </message>
    <message>
        <source>Actuals typed into Data after the base year are where the path goes on from; the frozen plan is the path without them. Due by now is the milestone of the year. Catch-up is the growth that the years left need.</source>
        <translation>基期之后填入“数据”的实际值是路径的新起点；原定路径是没有这些实际值时的路径。应达为当年的时序进度。追赶年增是剩余年份所需的增长。</translation>
    </message>
    <message>
        <source>What if both move?</source>
        <translation>两个参数同时变动会怎样？</translation>
    </message>
    <message>
        <source>First parameter and its figures</source>
        <translation>第一个参数及取值</translation>
    </message>
    <message>
        <source>Second parameter and its figures</source>
        <translation>第二个参数及取值</translation>
    </message>
    <message>
        <source>Choose a series with figures, and two parameters that move it.</source>
        <translation>请选择一个有数值的序列，以及两个影响它的参数。</translation>
    </message>
    <message>
        <source>Down: {first}. Across: {second}.</source>
        <translation>纵向：{first}。横向：{second}。</translation>
    </message>
    <message>
        <source>The line and the mark ● are where the target of {target} is met.</source>
        <translation>线与 ● 处达到目标 {target}。</translation>
    </message>
    <message>
        <source>Which levers are enough?</source>
        <translation>哪些抓手够用？</translation>
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
        <source>Then</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Worth of a point</source>
        <translation>每点效用</translation>
    </message>
    <message>
        <source>It asks</source>
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
        <source>Tick the targets that are to be reached.</source>
        <translation>请勾选要达到的目标。</translation>
    </message>
    <message>
        <source>{met} of {all} targets reached, effort {effort}</source>
        <translation>达到 {all} 个目标中的 {met} 个，总难度 {effort}</translation>
    </message>
    <message>
        <source>Effort 1 is a lever's full range. Points are added in every year after the base year, everywhere. Effects are as the plan states them.</source>
        <translation>难度 1 为一个抓手的全程。强度在基期后各年、各地同加。效应以规划所写为准。</translation>
    </message>
    <message>
        <source>If</source>
        <translation>如果</translation>
    </message>
    <message>
        <source>for years running, raise</source>
        <translation>连续若干年，则提高</translation>
    </message>
    <message>
        <source>Colour or worse</source>
        <translation>颜色或更差</translation>
    </message>
    <message>
        <source>Years running</source>
        <translation>连续年数</translation>
    </message>
    <message>
        <source>Intensity</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Set off by</source>
        <translation>触发目标</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
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
        <source>What if we respond?</source>
        <translation>预警后调整会怎样？</translation>
    </message>
    <message>
        <source>Add the rule</source>
        <translation>加入规则</translation>
    </message>
    <message>
        <source>Remove the chosen rule</source>
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
        <source>What fired</source>
        <translation>触发记录</translation>
    </message>
    <message>
        <source>Add a rule: if an indicator stays behind for some years, a lever is raised.</source>
        <translation>请加入一条规则：某指标连续几年落后时，提高某个抓手。</translation>
    </message>
    <message>
        <source>{year}: {before} → {after} targets on track</source>
        <translation>{year}年：符合预期的目标 {before} → {after} 个</translation>
    </message>
    <message>
        <source>Each year is judged by the figures as the responses so far leave them; a lever is raised from the next year on, in the region of the target. Simulated only: the scenario's own levels stay as they are.</source>
        <translation>每年按已有响应之后的数值判断；抓手自次年起在目标所在地区提高。仅为模拟：情景自身的强度不变。</translation>
    </message>
    <message>
        <source>Which county makes which industry's share?</source>
        <translation>各县各产业怎样分担？</translation>
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
        <source>Where only a stretch is stated, it is the margin.</source>
        <translation>只写了力争值的，以力争值为合计。</translation>
    </message>
    <message>
        <source>Type a figure to hold a cell, 0 for a hole, nothing to let it go. Both margins are the targets; without figures of its own a county has the city's mix. Copy the table with Ctrl+C.</source>
        <translation>填入数值即固定该格，0 为空缺，清空即放开。两边合计均为目标；没有自身数据的县按全市结构。Ctrl+C 复制整表。</translation>
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
        <source>It says</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>It will say</source>
        <translation>将写为</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Save into the workbook</source>
        <translation>写入工作簿</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save into a copy…</source>
        <translation>写入副本…</translation>
    </message>
    <message>
        <source>new row</source>
        <translation>新行</translation>
    </message>
    <message>
        <source>Only these cells are written. New rows go behind the records of their sheet: what stands below moves down, and what refers to it or spans the records is changed with them. Everything else in the file stays as it is.</source>
        <translation>只写入这些单元格。新行插在该表原有各行之后：下面的内容下移，引用它们的和包括原有各行的公式、范围一并改写；文件中的其余内容保持不变。</translation>
    </message>
    <message>
        <source>Only these cells are written; formats, charts, formulas of other cells and everything else in the file stay as they are.</source>
        <translation>只写入这些单元格；格式、图表、其他单元格的公式和文件中的其余内容保持不变。</translation>
    </message>
    <message>
        <source>The workbook says all that is here: there is nothing to save into it.</source>
        <translation>工作簿与此处一致：没有可写入的内容。</translation>
    </message>
    <message>
        <source>Compare with a copied table</source>
        <translation>与复制的表对照</translation>
    </message>
    <message>
        <source>The copied block is not {rows} × {columns} like the grid. Copy it without its heads.</source>
        <translation>复制的区域不是与网格相同的 {rows} × {columns}。请不带表头复制。</translation>
    </message>
    <message>
        <source>Of {all} copied figures {same} come out to the last digit; ✕ marks the others.</source>
        <translation>复制的 {all} 个数字中 {same} 个算到末位一致；✕ 标出其余。</translation>
    </message>
    <message>
        <source>What if the benchmark grows faster?</source>
        <translation>对标增长更快，我们需要多少？</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>对照</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>关系</translation>
    </message>
    <message>
        <source>The benchmark's pace</source>
        <translation>对标增速</translation>
    </message>
    <message>
        <source>Our pace</source>
        <translation>本地增速</translation>
    </message>
    <message>
        <source>Assume the benchmark's pace as well</source>
        <translation>对标的增速一并写入情景</translation>
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
        <source>If {yardstick} moves {growth}, {own} needs {required}.</source>
        <translation>若{yardstick}{growth}，{own}需{required}。</translation>
    </message>
    <message>
        <source>{year}: {yardstick} {level} · needed {needed} · scenario {present}, {gap}</source>
        <translation>{year}年：{yardstick} {level} · 需要 {needed} · 情景 {present}，{gap}</translation>
    </message>
    <message>
        <source>The scenario moves {present}: it can match {yardstick} up to {matched}.</source>
        <translation>当前情景{present}，最多可应对{yardstick}{matched}。</translation>
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
        <source>{first}–{year}, sum</source>
        <translation>{first}—{year}年累计</translation>
    </message>
    <message>
        <source>{first}–{year}, mean a year</source>
        <translation>{first}—{year}年年均</translation>
    </message>
    <message>
        <source>Sum up to {year}</source>
        <translation>至{year}年累计</translation>
    </message>
    <message>
        <source>Growth up to {year}</source>
        <translation>至{year}年增速</translation>
    </message>
    <message>
        <source>Place in {year}</source>
        <translation>{year}年位次</translation>
    </message>
    <message>
        <source>From which figure on is a target of which colour?</source>
        <translation>达到多少算什么颜色？</translation>
    </message>
    <message>
        <source>Change the plan</source>
        <translation>写入规划</translation>
    </message>
    <message>
        <source>As published</source>
        <translation>恢复公布的规则</translation>
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
        <source>At or above</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>目标数</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Answers</source>
        <translation>求解</translation>
    </message>
    <message>
        <source>What would reach the target?…</source>
        <translation>怎样达到目标…</translation>
    </message>
    <message>
        <source>Who can carry the total?…</source>
        <translation>总数由谁承担…</translation>
    </message>
    <message>
        <source>How sure is that?…</source>
        <translation>有多大把握…</translation>
    </message>
    <message>
        <source>What matters most?…</source>
        <translation>什么最要紧…</translation>
    </message>
    <message>
        <source>What did it?…</source>
        <translation>由什么带来…</translation>
    </message>
    <message>
        <source>What tells two scenarios apart?…</source>
        <translation>两个情景差在哪里…</translation>
    </message>
    <message>
        <source>Where do we stand?…</source>
        <translation>进展如何…</translation>
    </message>
    <message>
        <source>What if both move?…</source>
        <translation>两个参数同时变动…</translation>
    </message>
    <message>
        <source>What if the benchmark grows faster?…</source>
        <translation>对标测算…</translation>
    </message>
    <message>
        <source>Which levers are enough?…</source>
        <translation>哪些抓手够用…</translation>
    </message>
    <message>
        <source>Which county makes which industry's share?…</source>
        <translation>各县各产业怎样分担…</translation>
    </message>
    <message>
        <source>What if we respond?…</source>
        <translation>预警后调整会怎样…</translation>
    </message>
    <message>
        <source>Rules of the colours…</source>
        <translation>颜色规则…</translation>
    </message>
</context>
</TS>
