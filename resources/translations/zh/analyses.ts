<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Menus</name>
    <message>
        <source>Analyses</source>
        <translation>分析</translation>
    </message>
    <message>
        <source>Composite index…</source>
        <translation>综合指数…</translation>
    </message>
    <message>
        <source>Forecast comparison…</source>
        <translation>预测对照…</translation>
    </message>
    <message>
        <source>Disparity and convergence…</source>
        <translation>差异与收敛…</translation>
    </message>
    <message>
        <source>Indicator frameworks…</source>
        <translation>指标框架…</translation>
    </message>
    <message>
        <source>Regional spillover…</source>
        <translation>区域溢出…</translation>
    </message>
    <message>
        <source>Commitments…</source>
        <translation>承诺…</translation>
    </message>
</context>
<context>
    <name>Analyses</name>
    <message>
        <source>the regions below {region}</source>
        <translation>{region}所辖地区</translation>
    </message>
    <message>
        <source>Year and scale</source>
        <translation>年份与尺度</translation>
    </message>
    <message>
        <source>Weights and coordination</source>
        <translation>权重与协调</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Scores by year</source>
        <translation>历年得分</translation>
    </message>
    <message>
        <source>Ranks by year</source>
        <translation>历年名次</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Obstacles</source>
        <translation>障碍</translation>
    </message>
    <message>
        <source>Coordination</source>
        <translation>协调</translation>
    </message>
    <message>
        <source>Rank stability</source>
        <translation>名次稳健性</translation>
    </message>
    <message>
        <source>Pairwise judgements</source>
        <translation>判断矩阵</translation>
    </message>
    <message>
        <source>scaled within each year</source>
        <translation>当年极差标准化</translation>
    </message>
    <message>
        <source>scaled over all years and scenarios</source>
        <translation>各年各情景合并标准化</translation>
    </message>
    <message>
        <source>as shares of the plan's targets</source>
        <translation>按规划目标的完成比例</translation>
    </message>
    <message>
        <source>entropy weights</source>
        <translation>熵权</translation>
    </message>
    <message>
        <source>equal weights</source>
        <translation>等权</translation>
    </message>
    <message>
        <source>CRITIC weights</source>
        <translation>CRITIC 权重</translation>
    </message>
    <message>
        <source>pairwise judgements (AHP)</source>
        <translation>层次分析法（AHP）</translation>
    </message>
    <message>
        <source>combined: entropy × AHP</source>
        <translation>组合：熵权 × 层次分析</translation>
    </message>
    <message>
        <source>combined: entropy × own</source>
        <translation>组合：熵权 × 自填</translation>
    </message>
    <message>
        <source>own weights</source>
        <translation>自填权重</translation>
    </message>
    <message>
        <source>missing value: leave the region out</source>
        <translation>缺数地区不参与</translation>
    </message>
    <message>
        <source>missing value: last earlier figure</source>
        <translation>缺数用此前最近一年</translation>
    </message>
    <message>
        <source>missing value: median of the same role</source>
        <translation>缺数用同角色中位数</translation>
    </message>
    <message>
        <source>coordination: corrected</source>
        <translation>协调度：修正模型</translation>
    </message>
    <message>
        <source>coordination: classic</source>
        <translation>协调度：经典模型</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Dimension</source>
        <translation>维度</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>How much more the indicator of the row matters than that of the column: 1 to 9, or 1/3. The lower half is filled in.</source>
        <translation>行指标相对列指标的重要程度：1 至 9，或 1/3。下半部分自动取倒数。</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>TOPSIS</source>
        <translation>TOPSIS</translation>
    </message>
    <message>
        <source>Main obstacle</source>
        <translation>首要障碍</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>Consistency ratio</source>
        <translation>一致性比率</translation>
    </message>
    <message>
        <source>No region has every figure, so there is no degree of coordination.</source>
        <translation>没有数据齐全的地区，也就没有协调度。</translation>
    </message>
    <message>
        <source>degree D</source>
        <translation>协调度 D</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Mean rank</source>
        <translation>平均名次</translation>
    </message>
    <message>
        <source>5%–95%</source>
        <translation>5%–95%</translation>
    </message>
    <message>
        <source>Ranked first in</source>
        <translation>居首的比例</translation>
    </message>
    <message>
        <source>Same rank in</source>
        <translation>名次不变的比例</translation>
    </message>
    <message>
        <source>No region has every figure in {year}.</source>
        <translation>{year}年没有数据齐全的地区。</translation>
    </message>
    <message>
        <source>{year}: {regions} first of {count}</source>
        <translation>{year}年：{regions}居首，共 {count} 个地区</translation>
    </message>
    <message>
        <source>Each year has a scale of its own: scores of different years cannot be compared.</source>
        <translation>各年自成尺度：不同年份的得分不可比较。</translation>
    </message>
    <message>
        <source>One scale over all years and scenarios: any two scores can be compared.</source>
        <translation>各年、各情景同一尺度：任意两个得分可以比较。</translation>
    </message>
    <message>
        <source>Scores are shares of the targets of {year}.</source>
        <translation>得分为{year}年目标的完成比例。</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>另有 {count} 个</translation>
    </message>
    <message>
        <source>Left out in {year}: {regions}.</source>
        <translation>{year}年未参与：{regions}。</translation>
    </message>
    <message>
        <source>Filled in {year} ({method}): {regions}.</source>
        <translation>{year}年填补（{method}）：{regions}。</translation>
    </message>
    <message>
        <source>The judgements contradict each other: consistency ratio {ratio}, and it should be below 0.1.</source>
        <translation>判断前后矛盾：一致性比率 {ratio}，应小于 0.1。</translation>
    </message>
    <message>
        <source>All regions have the same figures: no weights can be derived.</source>
        <translation>各地区的指标数值都相同，无法赋权。</translation>
    </message>
    <message>
        <source>missing: {indicators}</source>
        <translation>缺 {indicators}</translation>
    </message>
    <message>
        <source>no target for {indicators}</source>
        <translation>没有 {indicators} 的目标</translation>
    </message>
    <message>
        <source>Apply as the assumption</source>
        <translation>采用为假设</translation>
    </message>
    <message>
        <source>Growth of the whole</source>
        <translation>随全市增长</translation>
    </message>
    <message>
        <source>Back-test error</source>
        <translation>回测误差</translation>
    </message>
    <message>
        <source>Change {first}–{last}</source>
        <translation>{first}—{last}年变化</translation>
    </message>
    <message>
        <source>Choose a series in the outline or a table.</source>
        <translation>请在大纲或表格中选择一个序列。</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Fit error</source>
        <translation>拟合误差</translation>
    </message>
    <message>
        <source>Forecast: {method}</source>
        <translation>预测：{method}</translation>
    </message>
    <message>
        <source>Forecasts</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Industry mix</source>
        <translation>产业结构</translation>
    </message>
    <message>
        <source>Own strength</source>
        <translation>自身竞争力</translation>
    </message>
    <message>
        <source>Keep as faint lines on the path chart</source>
        <translation>关闭后仍以淡线留在路径图上</translation>
    </message>
    <message>
        <source>Location quotient</source>
        <translation>区位商</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Shift-share</source>
        <translation>偏离—份额</translation>
    </message>
    <message>
        <source>The series has no history.</source>
        <translation>该序列没有历史数据。</translation>
    </message>
    <message>
        <source>The series is computed by a formula: set the assumptions of the indicators that it uses.</source>
        <translation>该序列由公式计算：请设置它所引用指标的假设。</translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation>可信度</translation>
    </message>
    <message>
        <source>not available</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>not reliable enough</source>
        <translation>可信度不足</translation>
    </message>
    <message>
        <source>back-tests: {count}</source>
        <translation>已回测 {count} 次</translation>
    </message>
    <message>
        <source>History {first}–{last}, years: {count}</source>
        <translation>历史数据 {first}—{last}年，共 {count} 年</translation>
    </message>
    <message>
        <source>Scenario and measure</source>
        <translation>情景与指标</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>差异度</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Convergence</source>
        <translation>收敛</translation>
    </message>
    <message>
        <source>Lorenz curve</source>
        <translation>洛伦兹曲线</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>核密度</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Theil</source>
        <translation>泰尔指数</translation>
    </message>
    <message>
        <source>Gini</source>
        <translation>基尼系数</translation>
    </message>
    <message>
        <source>Variation</source>
        <translation>变异系数</translation>
    </message>
    <message>
        <source>between</source>
        <translation>组间</translation>
    </message>
    <message>
        <source>within</source>
        <translation>组内</translation>
    </message>
    <message>
        <source>Dagum within</source>
        <translation>Dagum 组内</translation>
    </message>
    <message>
        <source>Dagum between</source>
        <translation>Dagum 组间</translation>
    </message>
    <message>
        <source>Dagum overlap</source>
        <translation>Dagum 超变密度</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>{year} (targets)</source>
        <translation>{year}（目标）</translation>
    </message>
    <message>
        <source>targets</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>the plan's targets</source>
        <translation>规划目标</translation>
    </message>
    <message>
        <source>Fewer than two regions have figures of this indicator. Choose another in the outline.</source>
        <translation>有该指标数值的地区不足两个。请在大纲中另选指标。</translation>
    </message>
    <message>
        <source>Fewer than two regions have a figure to compare.</source>
        <translation>有数值的地区不足两个，无法比较。</translation>
    </message>
    <message>
        <source>{who}: disparity unchanged (Theil {before})</source>
        <translation>{who}：差异不变（泰尔 {before}）</translation>
    </message>
    <message>
        <source>{who}: disparity narrows (Theil {before} → {after})</source>
        <translation>{who}：差异缩小（泰尔 {before} → {after}）</translation>
    </message>
    <message>
        <source>{who}: disparity widens (Theil {before} → {after})</source>
        <translation>{who}：差异扩大（泰尔 {before} → {after}）</translation>
    </message>
    <message>
        <source>Each region has the same weight.</source>
        <translation>各地区权重相同。</translation>
    </message>
    <message>
        <source>Left out for missing values: {regions}.</source>
        <translation>缺数、未参与：{regions}。</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>情景</translation>
    </message>
    <message>
        <source>95% interval</source>
        <translation>95% 区间</translation>
    </message>
    <message>
        <source>Annual speed</source>
        <translation>年收敛速度</translation>
    </message>
    <message>
        <source>Half-life, years</source>
        <translation>半衰期（年）</translation>
    </message>
    <message>
        <source>Interval of the half-life</source>
        <translation>半衰期区间</translation>
    </message>
    <message>
        <source>Conclusion</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>those behind catch up</source>
        <translation>落后地区追赶</translation>
    </message>
    <message>
        <source>those ahead pull away</source>
        <translation>领先地区拉开</translation>
    </message>
    <message>
        <source>not significant: the interval includes 0</source>
        <translation>不显著：区间包含 0</translation>
    </message>
    <message>
        <source>equality</source>
        <translation>绝对平均</translation>
    </message>
    <message>
        <source>share of the total, by share of the regions</source>
        <translation>累计占总量比重（按地区累计比重）</translation>
    </message>
    <message>
        <source>density ({unit})</source>
        <translation>密度（按{unit}）</translation>
    </message>
    <message>
        <source>for all scenarios; only the effects of levers spill over</source>
        <translation>对全部情景生效；只有抓手的增益外溢</translation>
    </message>
    <message>
        <source>Weights between regions</source>
        <translation>地区间权重</translation>
    </message>
    <message>
        <source>Share passed on, %</source>
        <translation>外溢比例（%）</translation>
    </message>
    <message>
        <source>Lag, years</source>
        <translation>滞后年数</translation>
    </message>
    <message>
        <source>Exponent of distance</source>
        <translation>距离幂次</translation>
    </message>
    <message>
        <source>Reach in tiles (empty: no limit)</source>
        <translation>影响范围（格，留空为不限）</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>equal within a group</source>
        <translation>组内等权</translation>
    </message>
    <message>
        <source>by distance on the tile map</source>
        <translation>按方格地图的距离</translation>
    </message>
    <message>
        <source>own matrix</source>
        <translation>自填矩阵</translation>
    </message>
    <message>
        <source>The levers of a region act on that region only.</source>
        <translation>各地区抓手的增益只作用于自身。</translation>
    </message>
    <message>
        <source>An assumption, not an estimate. Rows sum to 1; what is received is not passed on again. What drove the change shows it as a step of its own.</source>
        <translation>这是假设，并非估计。各行合计为 1，收到的增益不再外溢。“变化成因”中单列一步。</translation>
    </message>
    <message>
        <source>{what} {year}: own levers {own} percentage points, received {received}</source>
        <translation>{what} {year}年：自身抓手 {own} 个百分点，收到溢出 {received}</translation>
    </message>
    <message>
        <source>{what} {year} in “{scenario}”: own levers {own} percentage points, received {received}</source>
        <translation>{what} {year}年，情景“{scenario}”：自身抓手 {own} 个百分点，收到溢出 {received}</translation>
    </message>
    <message>
        <source>No spillover: no region has another to pass effects on to. Choose other weights.</source>
        <translation>没有外溢：没有可以相互影响的地区。请改选权重方式。</translation>
    </message>
    <message>
        <source>No scenario has an intensity of a lever, so nothing spills over. Enter intensities in Levers.</source>
        <translation>各情景都没有抓手强度，因而没有外溢。请在“抓手”表填写强度。</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>To ↓ from →</source>
        <translation>到↓ 从→</translation>
    </message>
    <message>
        <source>A weight must be 0 or more.</source>
        <translation>权重须不小于 0。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>原文要义</translation>
    </message>
    <message>
        <source>Levers</source>
        <translation>抓手</translation>
    </message>
    <message>
        <source>Multipliers</source>
        <translation>异质系数</translation>
    </message>
    <message>
        <source>Effects and data</source>
        <translation>效应与数据</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>填写指南</translation>
    </message>
    <message>
        <source>Lever</source>
        <translation>抓手</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>效应</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>滞后</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Wording of the source</source>
        <translation>来源表述</translation>
    </message>
    <message>
        <source>Role or type</source>
        <translation>角色/类型</translation>
    </message>
    <message>
        <source>Multiplier</source>
        <translation>系数</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Stated effect</source>
        <translation>规划写明</translation>
    </message>
    <message>
        <source>Apply the estimated effect</source>
        <translation>采用数据拟合的效应</translation>
    </message>
    <message>
        <source>estimated from data: 95% interval {low} to {high}, observations: {count}</source>
        <translation>由数据估计：95% 区间 {low} 至 {high}，观测 {count} 个</translation>
    </message>
    <message>
        <source>From data</source>
        <translation>数据拟合</translation>
    </message>
    <message>
        <source>Remove from the plan</source>
        <translation>从规划移除</translation>
    </message>
    <message>
        <source>Add to the plan</source>
        <translation>加入规划</translation>
    </message>
    <message>
        <source> (in the plan)</source>
        <translation>（已加入）</translation>
    </message>
    <message>
        <source> (in the workbook)</source>
        <translation>（工作簿已有）</translation>
    </message>
    <message>
        <source>In the workbook already</source>
        <translation>工作簿已有</translation>
    </message>
    <message>
        <source>Its levers are in the workbook itself; change or remove them there.</source>
        <translation>它的抓手已写在工作簿中；请在工作簿里修改或删去。</translation>
    </message>
    <message>
        <source>Apply its sample index</source>
        <translation>采用其样例指数</translation>
    </message>
    <message>
        <source>Every effect and multiplier is an assumption: illustrative, not estimated.</source>
        <translation>全部效应和系数均为演示假设，非估计。</translation>
    </message>
    <message>
        <source>Adding it changes no path.</source>
        <translation>加入后路径不变。</translation>
    </message>
    <message>
        <source>Removing it changes no path.</source>
        <translation>移除后路径不变。</translation>
    </message>
    <message>
        <source>Adding it changes paths:</source>
        <translation>加入后路径改变：</translation>
    </message>
    <message>
        <source>Removing it changes paths:</source>
        <translation>移除后路径改变：</translation>
    </message>
    <message>
        <source>· {scenario}: paths {paths}; largest change {series}, {year}: {before} → {after}</source>
        <translation>· {scenario}：{paths} 条路径；变化最大的是{series}，{year}年：{before} → {after}</translation>
    </message>
    <message>
        <source> ({share}%)</source>
        <translation>（{share}%）</translation>
    </message>
    <message>
        <source>The plan has a synergy of {synergy}: the degree of coordination covers every dimension that has levers, and is 0 where one of them has no intensity.</source>
        <translation>规划的协同系数为 {synergy}：协调度按抓手涉及的全部维度计算，任一维度没有强度即为 0。</translation>
    </message>
    <message>
        <source>Sample index: {count} of {regions} regions have every figure of {year}.</source>
        <translation>样例指数：{regions} 个地区中 {count} 个有{year}年的全部数据。</translation>
    </message>
    <message>
        <source>Too few regions have {names}.</source>
        <translation>多数地区缺{names}。</translation>
    </message>
    <message>
        <source>No indicator is left to rank them by.</source>
        <translation>没有可用的指标，无法排序。</translation>
    </message>
    <message>
        <source>The remaining indicators are used, {names}: {count} of {regions} regions have every figure.</source>
        <translation>采用其余的{names}：{regions} 个地区中 {count} 个数据齐全。</translation>
    </message>
    <message>
        <source>The plan has no {names}: these effects are left out.</source>
        <translation>规划没有{names}：相应效应未列入。</translation>
    </message>
    <message>
        <source>Left without any effect: {names}.</source>
        <translation>没有任何效应的抓手：{names}。</translation>
    </message>
    <message>
        <source>No region or industry of the plan has the role or type {names}.</source>
        <translation>规划中没有角色或类型为{names}的地区或产业。</translation>
    </message>
    <message>
        <source>observations {count}, R² {r}</source>
        <translation>观测 {count} 个，R² {r}</translation>
    </message>
    <message>
        <source>; the interval includes 0</source>
        <translation>；区间包含 0</translation>
    </message>
    <message>
        <source>; the stated effect lies outside</source>
        <translation>；写明的效应在区间之外</translation>
    </message>
    <message>
        <source>Source: {source}</source>
        <translation>来源：{source}</translation>
    </message>
    <message>
        <source>Dimensions: {names}</source>
        <translation>维度：{names}</translation>
    </message>
    <message>
        <source>In the source, but not in this file:</source>
        <translation>来源有而本文件没有的内容：</translation>
    </message>
    <message>
        <source>Commitment</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Measured as</source>
        <translation>计法</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标值</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>Milestone</source>
        <translation>时序要求</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>佐证</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>出处</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>all regions</source>
        <translation>全部地区</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>看板</translation>
    </message>
    <message>
        <source>List</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>By region</source>
        <translation>分地区</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>The workbook has no list of commitments. Add a sheet 承诺 (Commitments) with the columns of the template.</source>
        <translation>工作簿没有承诺清单。请按模板的列加一张“承诺”（Commitments）表。</translation>
    </message>
    <message>
        <source>Commitments {count}: done {done}, late {late}, under way {under_way}; overdue on {day}: {overdue}</source>
        <translation>共 {count} 项：已完成 {done}，滞后 {late}，推进中 {under_way}；截至 {day} 已逾期 {overdue}</translation>
    </message>
    <message>
        <source>Move a card by dragging it, or with Ctrl and an arrow key.</source>
        <translation>拖动卡片，或按 Ctrl 加方向键移动卡片。</translation>
    </message>
    <message>
        <source>“{text}” is not a state. Type one of: {states}.</source>
        <translation>“{text}”不是状态。可写：{states}。</translation>
    </message>
    <message>
        <source>added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>cumulative</source>
        <translation>累计</translation>
    </message>
    <message>
        <source>exceeded</source>
        <translation>突破</translation>
    </message>
    <message>
        <source>full coverage</source>
        <translation>全覆盖</translation>
    </message>
    <message>
        <source>every year</source>
        <translation>每年</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>达到</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>spillover from other regions</source>
        <translation>来自其他地区的溢出</translation>
    </message>
</context>
</TS>
