<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Menus</name>
    <message>
        <source>Enter monthly data…</source>
        <translation>录入月度数据…</translation>
    </message>
</context>
<context>
    <name>NewMonth</name>
    <message>
        <source>as its rows and the title say</source>
        <translation>按各行和标题所写</translation>
    </message>
    <message>
        <source>to date</source>
        <translation>累计</translation>
    </message>
    <message>
        <source>the month alone</source>
        <translation>当月</translation>
    </message>
    <message>
        <source>growth to date, %</source>
        <translation>累计同比，%</translation>
    </message>
    <message>
        <source>growth of the month, %</source>
        <translation>当月同比，%</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>表头</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>例如</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>读作</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>leave out</source>
        <translation>略过</translation>
    </message>
    <message>
        <source>set by you</source>
        <translation>由您指定</translation>
    </message>
    <message>
        <source>a guess: please check</source>
        <translation>推断，请核对</translation>
    </message>
    <message>
        <source>from its header</source>
        <translation>按表头</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>In the table</source>
        <translation>表中写作</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>In the plan</source>
        <translation>对应规划中的</translation>
    </message>
    <message>
        <source>(no region is named)</source>
        <translation>（没有写地区）</translation>
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
        <source>leave its figures out</source>
        <translation>略过其数据</translation>
    </message>
    <message>
        <source>choose…</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>same name</source>
        <translation>名称相同</translation>
    </message>
    <message>
        <source>differs only in spelling</source>
        <translation>只差写法</translation>
    </message>
    <message>
        <source>not named in the table</source>
        <translation>表中没有写</translation>
    </message>
    <message>
        <source>not in the plan</source>
        <translation>规划里没有</translation>
    </message>
    <message>
        <source>Apply {count:figure|figures}</source>
        <translation>采用 {count} 个数</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>pasted block</source>
        <translation>粘贴的表</translation>
    </message>
    <message>
        <source>Bulletin file</source>
        <translation>月报文件</translation>
    </message>
    <message>
        <source>Workbooks</source>
        <translation>工作簿</translation>
    </message>
    <message>
        <source>Reading “{name}” …</source>
        <translation>正在读取“{name}”…</translation>
    </message>
    <message>
        <source>Copy the bulletin's table with its headers in Excel, Word or an e-mail, and press Ctrl+V here; or drop its file.
The figures are listed first: nothing changes before “Apply”.</source>
        <translation>在 Excel、Word 或邮件中连同表头复制月报的表，在这里按 Ctrl+V；或把文件拖到这里。
会先列出将采用的数据，按“采用”之前什么都不会改。</translation>
    </message>
    <message>
        <source>Paste (Ctrl+V)</source>
        <translation>粘贴 (Ctrl+V)</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件读取…</translation>
    </message>
    <message>
        <source>Clear the assignments</source>
        <translation>清除已作的指定</translation>
    </message>
    <message>
        <source>{month}: {new} new, {changed} changed, {same} unchanged, {unknown} not understood</source>
        <translation>{month}：新增 {new}、变更 {changed}、不变 {same}、未读懂 {unknown}</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>as the table says</source>
        <translation>表中写明</translation>
    </message>
    <message>
        <source>the year is a guess: please check</source>
        <translation>年份是推断的，请核对</translation>
    </message>
    <message>
        <source>as the file's name says</source>
        <translation>按文件名</translation>
    </message>
    <message>
        <source>a guess, the month after the latest: please check</source>
        <translation>推断为最近一月的下月，请核对</translation>
    </message>
    <message>
        <source>entered by you</source>
        <translation>由您填写</translation>
    </message>
    <message>
        <source>Figures ({count})</source>
        <translation>数字（{count}）</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Columns ({count} to check)</source>
        <translation>列（{count} 个待核对）</translation>
    </message>
    <message>
        <source>Names ({count} to assign)</source>
        <translation>名称（{count} 个待指定）</translation>
    </message>
    <message>
        <source>Columns and names are read as they were for this layout before.</source>
        <translation>列和名称按这种表式上次的指定读入。</translation>
    </message>
    <message>
        <source>Figures that contradict others: {count}. See “To check” before you apply them.</source>
        <translation>与其他数矛盾的 {count} 个：采用前请看“待核对”。</translation>
    </message>
    <message>
        <source>Figures that will not be applied: {count}. Each row says why.</source>
        <translation>不会采用的 {count} 个：各行写明了原因。</translation>
    </message>
    <message>
        <source>Series new to the plan: {count}.</source>
        <translation>规划里还没有的序列 {count} 个。</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>时期</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>口径</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>现有</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>改为</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>To check</source>
        <translation>待核对</translation>
    </message>
    <message>
        <source>Not understood</source>
        <translation>未读懂</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>略过</translation>
    </message>
    <message>
        <source>Headers and row numbers</source>
        <translation>表头与序号</translation>
    </message>
</context>
</TS>
