<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Menus</name>
    <message>
        <source>Begin the next plan…</source>
        <translation>编制下期规划…</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>Closed targets</source>
        <translation>上期目标</translation>
    </message>
</context>
<context>
    <name>PathChart</name>
    <message>
        <source>last plan's base</source>
        <translation>上期基期</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>草案</translation>
    </message>
    <message>
        <source>last plan's target</source>
        <translation>上期目标</translation>
    </message>
</context>
<context>
    <name>NewPlan</name>
    <message>
        <source>There is no plan to follow yet: open one, or enter its figures and targets.</source>
        <translation>还没有可接续的规划：请打开一份，或先填写数据和目标。</translation>
    </message>
</context>
<context>
    <name>Tables</name>
</context>
<context>
    <name>ClosedTargets</name>
    <message>
        <source>Nothing is open. Open a workbook to see the targets of the previous plan.</source>
        <translation>尚未打开工作簿。打开一份，即可查看上期目标。</translation>
    </message>
    <message>
        <source>This region</source>
        <translation>本地区</translation>
    </message>
    <message>
        <source>All regions</source>
        <translation>全部地区</translation>
    </message>
    <message>
        <source>Closed targets</source>
        <translation>上期目标</translation>
    </message>
    <message>
        <source>all regions</source>
        <translation>全部地区</translation>
    </message>
    <message>
        <source>There are no targets of an earlier plan. Begin the next plan in the menu Plan cycle: the targets of this plan are then closed, each with its actual figure and a verdict.</source>
        <translation>还没有上期目标。在“周期”菜单选“编制下期规划”，本规划的目标就逐项结清，写明现状值和结论。</translation>
    </message>
    <message>
        <source>{where} had no target in the previous plan. Choose all regions above.</source>
        <translation>{where}在上期规划中没有目标。请在上方选“全部地区”。</translation>
    </message>
    <message>
        <source>Closed with the actual figures when this plan began, and no longer assessed. Filled: met; hollow: missed; –: missing value.</source>
        <translation>编制本规划时按现状值结清，不再评价。实心：达标；空心：未达标；–：缺数。</translation>
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
        <source>Base year</source>
        <translation>基期</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基期值</translation>
    </message>
    <message>
        <source>Target year</source>
        <translation>目标年</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标值</translation>
    </message>
    <message>
        <source>Actual</source>
        <translation>现状值</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Shortfall</source>
        <translation>缺口</translation>
    </message>
    <message>
        <source>Old targets {total}: met {met}, missed {missed}, missing value {none}</source>
        <translation>上期目标 {total} 项：达标 {met}，未达标 {missed}，缺数 {none}</translation>
    </message>
    <message>
        <source>Stretch targets {total}: met {met}</source>
        <translation>力争目标 {total} 项，达标 {met}</translation>
    </message>
    <message>
        <source>{year} {figure}</source>
        <translation>{year}年 {figure}</translation>
    </message>
    <message>
        <source>target {year}: {text}</source>
        <translation>{year}年目标 {text}</translation>
    </message>
</context>
<context>
    <name>NextPlan</name>
    <message>
        <source>Begin the next plan</source>
        <translation>编制下期规划</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>规划名称</translation>
    </message>
    <message>
        <source>New base year</source>
        <translation>新基期</translation>
    </message>
    <message>
        <source>New target year</source>
        <translation>新目标年</translation>
    </message>
    <message>
        <source>Horizon</source>
        <translation>展望年</translation>
    </message>
    <message>
        <source>New targets</source>
        <translation>新目标</translation>
    </message>
    <message>
        <source>Begin the plan</source>
        <translation>开始编制</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>No target is due by the new base year</source>
        <translation>没有在新基期前到期的目标</translation>
    </message>
    <message>
        <source>Old targets {count}</source>
        <translation>上期目标 {count}</translation>
    </message>
    <message>
        <source>New targets {count}</source>
        <translation>新目标 {count}</translation>
    </message>
    <message>
        <source>Base values to fill in {count}</source>
        <translation>待补基期值 {count}</translation>
    </message>
    <message>
        <source>Formulas {count}</source>
        <translation>公式 {count}</translation>
    </message>
    <message>
        <source>Carried over: regions {regions}, industries {industries}, indicators {indicators}, figures {data}, with formulas, levers, owners and monthly data.</source>
        <translation>结转：地区 {regions}、产业 {industries}、指标 {indicators}、数据 {data}，连同公式、抓手、责任单位和月度数据</translation>
    </message>
    <message>
        <source>Scenarios keep their names. Left in the old workbook: assumptions {assumptions}, lever intensities {lever_levels}, scenario targets {scenario_targets}, commitments {commitments}, positions in negotiation {positions}.</source>
        <translation>情景只保留名称。留在原工作簿的：假设 {assumptions}、抓手强度 {lever_levels}、情景目标 {scenario_targets}、承诺 {commitments}、协商意见 {positions}</translation>
    </message>
    <message>
        <source>Targets due after {year} that remain in force: {count}.</source>
        <translation>{year}年之后到期、继续有效的目标 {count} 项</translation>
    </message>
    <message>
        <source>The last year with figures is {last}: those of {year} are still to be entered.</source>
        <translation>有数据的最后一年是{last}年，{year}年的数值待补</translation>
    </message>
    <message>
        <source>The plan that is open, and its workbook, stay as they are.</source>
        <translation>现在打开的规划和它的工作簿不变</translation>
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
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标值</translation>
    </message>
    <message>
        <source>Actual</source>
        <translation>现状值</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基期值</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>Latest figure</source>
        <translation>最近一年数值</translation>
    </message>
    <message>
        <source>Formula of</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Earlier formula</source>
        <translation>原公式</translation>
    </message>
    <message>
        <source>Keeps the old base year</source>
        <translation>保留旧基期</translation>
    </message>
</context>
</TS>
