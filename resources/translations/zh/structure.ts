<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Tables</name>
    <message>
        <source>Structure</source>
        <translation>结构</translation>
    </message>
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
        <source>Sources</source>
        <translation>出处</translation>
    </message>
    <message>
        <source>Commitments</source>
        <translation>承诺</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>规划设置</translation>
    </message>
    <message>
        <source>Own checks</source>
        <translation>自定核查</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>上级</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>对标地区</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>起始年</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>截止年</translation>
    </message>
    <message>
        <source>Map column</source>
        <translation>地图列</translation>
    </message>
    <message>
        <source>Map row</source>
        <translation>地图行</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Roll-up</source>
        <translation>汇总</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重指标</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Decimals</source>
        <translation>小数位</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>章节</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Milestones</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>佐证</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>效应</translation>
    </message>
    <message>
        <source>Lag, years</source>
        <translation>滞后（年）</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>核查项</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>表达式</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>规划名称</translation>
    </message>
    <message>
        <source>Root region</source>
        <translation>全市（根地区）</translation>
    </message>
    <message>
        <source>Horizon</source>
        <translation>展望年</translation>
    </message>
    <message>
        <source>First year of data</source>
        <translation>数据首年</translation>
    </message>
    <message>
        <source>The plan's name, on every report.</source>
        <translation>规划的名称，用于各类报告。</translation>
    </message>
    <message>
        <source>The region that the plan is about; the others lie below it.</source>
        <translation>规划所属的地区，其他地区都在它之下。</translation>
    </message>
    <message>
        <source>The year that targets start from.</source>
        <translation>目标的起算年份。</translation>
    </message>
    <message>
        <source>The year by which targets are to be met, unless they say another.</source>
        <translation>目标应达到的年份；目标另写年份的除外。</translation>
    </message>
    <message>
        <source>The last year that is projected.</source>
        <translation>推算到哪一年。</translation>
    </message>
    <message>
        <source>An earlier first year adds columns to the Data table; a later one is accepted only where no figure lies before it.</source>
        <translation>首年提前，“数据”表就多出年份列；推后则要求之前没有数据。</translation>
    </message>
    <message>
        <source>Type a region's name here</source>
        <translation>在此输入地区名称</translation>
    </message>
    <message>
        <source>Type the city's or county's own name here first; the regions below it follow</source>
        <translation>先在此输入本市（县）的名称，再输入下级地区</translation>
    </message>
    <message>
        <source>Type an industry's name here</source>
        <translation>在此输入产业名称</translation>
    </message>
    <message>
        <source>Type an indicator's name here</source>
        <translation>在此输入指标名称</translation>
    </message>
    <message>
        <source>Type a document's name here</source>
        <translation>在此输入文件名称</translation>
    </message>
    <message>
        <source>Type the commitment here</source>
        <translation>在此输入承诺事项</translation>
    </message>
    <message>
        <source>Type a lever's name here, then the indicator that it moves</source>
        <translation>在此输入抓手，再写它作用的指标</translation>
    </message>
    <message>
        <source>Type the name of the check here, then its expression</source>
        <translation>在此输入核查项，再写表达式</translation>
    </message>
    <message>
        <source>The same name may occur below different parents.</source>
        <translation>同一名称可在不同上级之下各出现一次。</translation>
    </message>
    <message>
        <source>The code by which formulas and other sheets refer to it; only typed for a new row. Empty: its name.</source>
        <translation>公式和其他表引用的代码；只在新增时填写，空则用名称。</translation>
    </message>
    <message>
        <source>A benchmark such as the province stands outside the tree: it is never summed, ranked or allocated to.</source>
        <translation>对标地区（如全省）在上下级之外：不汇总、不排名、不分解。</translation>
    </message>
    <message>
        <source>The first year in which the region exists; empty: always.</source>
        <translation>该地区从哪一年起存在；空为一直存在。</translation>
    </message>
    <message>
        <source>The last year in which the region exists; empty: always.</source>
        <translation>该地区到哪一年为止；空为一直存在。</translation>
    </message>
    <message>
        <source>The indicator by which a weighted mean is weighted.</source>
        <translation>加权平均所用的权重指标。</translation>
    </message>
    <message>
        <source>Computed from other indicators by code or name: a / b * 100, sum(a), prev(a), at("region", a).</source>
        <translation>由其他指标的代码或名称计算：a / b * 100、sum(a)、prev(a)、at("地区", a)。</translation>
    </message>
    <message>
        <source>Effect at full intensity: percentage points added to annual growth; for a share, percentage points a year.</source>
        <translation>强度 100% 时年增速提高的百分点数；比率为每年提高的百分点数。</translation>
    </message>
    <message>
        <source>Codes or names of indicators with a comparison: abs(a + b + c - 100) &lt;= 0.1.</source>
        <translation>指标代码或名称加比较：abs(a + b + c - 100) &lt;= 0.1。</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>可补全为</translation>
    </message>
    <message>
        <source>Delete (empty the cell)</source>
        <translation>删除（清空单元格）</translation>
    </message>
    <message>
        <source>Remove row…</source>
        <translation>删除整行…</translation>
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
        <source>One level out</source>
        <translation>升一级</translation>
    </message>
    <message>
        <source>One level in</source>
        <translation>降一级</translation>
    </message>
    <message>
        <source>Remove from the plan</source>
        <translation>从规划中删除</translation>
    </message>
    <message>
        <source>Remove “{names}” from the plan?</source>
        <translation>从规划中删除“{names}”？</translation>
    </message>
    <message>
        <source>What depends on it:</source>
        <translation>随之受影响的有：</translation>
    </message>
    <message>
        <source>Nothing depends on it.</source>
        <translation>没有其他内容依赖它。</translation>
    </message>
    <message>
        <source>A single Undo (Ctrl+Z) restores everything.</source>
        <translation>撤销一次（Ctrl+Z）即可全部恢复。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>New targets</source>
        <translation>新增目标</translation>
    </message>
    <message>
        <source>New figures</source>
        <translation>新增数据</translation>
    </message>
    <message>
        <source>Add a year before {year}</source>
        <translation>在 {year}年前加一年</translation>
    </message>
    <message>
        <source>Add a year after {year}</source>
        <translation>在 {year}年后加一年</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Plan structure</source>
        <translation>规划结构</translation>
    </message>
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
        <source>Sources</source>
        <translation>出处</translation>
    </message>
    <message>
        <source>Commitments</source>
        <translation>承诺</translation>
    </message>
    <message>
        <source>Levers</source>
        <translation>抓手</translation>
    </message>
    <message>
        <source>Plan settings</source>
        <translation>规划设置</translation>
    </message>
    <message>
        <source>Own checks</source>
        <translation>自定核查</translation>
    </message>
</context>
</TS>
