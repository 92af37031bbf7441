<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Tables</name>
    <message>
        <source>whole economy</source>
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
        <source>As it was</source>
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
        <source>Nothing found.</source>
        <translation>没有找到。</translation>
    </message>
    <message>
        <source>Nothing found that can be replaced.</source>
        <translation>没有找到可以替换的内容。</translation>
    </message>
    <message>
        <source>{count} cells replaced.</source>
        <translation>已替换 {count} 格。</translation>
    </message>
    <message>
        <source>Search rows</source>
        <translation>搜索行</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Find and replace…</source>
        <translation>查找和替换…</translation>
    </message>
</context>
</TS>
