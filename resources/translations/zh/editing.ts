<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Tables</name>
    <message>
        <source>Add a target…</source>
        <translation>新增目标…</translation>
    </message>
    <message>
        <source>Add a target</source>
        <translation>新增目标</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Target year</source>
        <translation>目标年</translation>
    </message>
    <message>
        <source>Go to its row</source>
        <translation>转到该行</translation>
    </message>
    <message>
        <source>There are no figures of {series} yet; entering a target creates its row.</source>
        <translation>“{series}”还没有数据；填入目标后即有这一序列。</translation>
    </message>
    <message>
        <source>It already has a target for {year}: {text}</source>
        <translation>已有 {year}年目标：{text}</translation>
    </message>
    <message>
        <source>Base {year}: {figure}</source>
        <translation>基期 {year}年：{figure}</translation>
    </message>
    <message>
        <source>Nothing was added: the series already has a target for {year}. Change it in its row.</source>
        <translation>没有新增：该序列已有 {year}年目标，请在该行修改。</translation>
    </message>
    <message>
        <source>all industries</source>
        <translation>全部产业</translation>
    </message>
    <message>
        <source>Shows rows with… (or &gt; 5)</source>
        <translation>只显示含……的行（或 &gt; 5）</translation>
    </message>
    <message>
        <source>Shows rows with…</source>
        <translation>只显示含……的行</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Sort ascending</source>
        <translation>升序</translation>
    </message>
    <message>
        <source>Sort descending</source>
        <translation>降序</translation>
    </message>
    <message>
        <source>Original order</source>
        <translation>原来的顺序</translation>
    </message>
    <message>
        <source>Show all rows</source>
        <translation>显示全部行</translation>
    </message>
    <message>
        <source>Hide this column</source>
        <translation>隐藏此列</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Show all columns</source>
        <translation>显示全部列</translation>
    </message>
    <message>
        <source>Sum {sum} · Mean {mean} · Count {count}</source>
        <translation>合计 {sum} · 平均 {mean} · 个数 {count}</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Replace by</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>Whole cell</source>
        <translation>整格匹配</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>全部替换</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>No match.</source>
        <translation>没有找到。</translation>
    </message>
    <message>
        <source>No match that can be replaced.</source>
        <translation>没有找到可以替换的内容。</translation>
    </message>
    <message>
        <source>{count:cell|cells} replaced.</source>
        <translation>已替换 {count} 格。</translation>
    </message>
    <message>
        <source>Search rows</source>
        <translation>搜索行</translation>
    </message>
    <message>
        <source>Required ÷ past</source>
        <translation>所需÷以往</translation>
    </message>
    <message>
        <source>Chance of meeting the target</source>
        <translation>达标概率</translation>
    </message>
    <message>
        <source>The growth that the target requires from the last actual on; levers not counted.</source>
        <translation>从最后一个现状值起，要达到目标所需的增速（未计抓手）。</translation>
    </message>
    <message>
        <source>The required growth as a multiple of the series' own past growth.</source>
        <translation>所需增速是该序列以往增速的几倍。</translation>
    </message>
    <message>
        <source>The share of random draws that meet the target; computed under What-if ▸ Uncertainty….</source>
        <translation>抽样情形中达到目标的比例；由“测算 ▸ 不确定性…”得出。</translation>
    </message>
    <message>
        <source>actual</source>
        <translation>现状值</translation>
    </message>
    <message>
        <source>projected</source>
        <translation>推算值</translation>
    </message>
    <message>
        <source>held at the last actual</source>
        <translation>保持最后一个现状值</translation>
    </message>
    <message>
        <source>rolled up</source>
        <translation>下级汇总</translation>
    </message>
    <message>
        <source>by formula</source>
        <translation>按公式计算</translation>
    </message>
    <message>
        <source>Past {low} to {high} a year, {pace} from {first} to {last}</source>
        <translation>以往每年 {low} 至 {high}，{first}—{last}年年均 {pace}</translation>
    </message>
    <message>
        <source>Past {pace} a year from {first} to {last}</source>
        <translation>以往 {first}—{last}年年均 {pace}</translation>
    </message>
    <message>
        <source>Required {required} a year</source>
        <translation>需年均 {required}</translation>
    </message>
    <message>
        <source>Choose a cell to see where its value comes from.</source>
        <translation>选中一格，即可看到数值的来历。</translation>
    </message>
    <message>
        <source>{cell}: {pace} a year lies outside the series' own past ({low} to {high}). Why?</source>
        <translation>{cell}：年均 {pace}，超出该序列以往的范围（{low} 至 {high}）。为什么？</translation>
    </message>
    <message>
        <source>{text} The answer is kept for this cell and {count} more.</source>
        <translation>{text} 回答同时记在另外 {count} 格上。</translation>
    </message>
    <message>
        <source>Note on {cell}</source>
        <translation>批注：{cell}</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Reason or note (Shift+F2)</source>
        <translation>理由或批注（Shift+F2）</translation>
    </message>
    <message>
        <source>Note: {text}</source>
        <translation>批注：{text}</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>批注…</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Add a target…</source>
        <translation>新增目标…</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
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
        <source>Fill down</source>
        <translation>向下填充</translation>
    </message>
    <message>
        <source>Fill right</source>
        <translation>向右填充</translation>
    </message>
    <message>
        <source>Find and replace…</source>
        <translation>查找和替换…</translation>
    </message>
</context>
</TS>
