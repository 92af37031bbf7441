<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Menus</name>
    <message>
        <source>Print what is shown…</source>
        <translation>打印当前内容…</translation>
    </message>
    <message>
        <source>Copy as a table for Word</source>
        <translation>复制为 Word 表格</translation>
    </message>
</context>
<context>
    <name>Tables</name>
    <message>
        <source>Copy as a table for Word</source>
        <translation>复制为 Word 表格</translation>
    </message>
    <message>
        <source>{count:row|rows} of {table} copied as a table; paste into Word or Excel.</source>
        <translation>已将“{table}”的 {count} 行复制为表格，可粘贴到 Word 或 Excel。</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>Copy figures as a table for Word</source>
        <translation>将数据复制为 Word 表格</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>Print what is shown</source>
        <translation>打印当前内容</translation>
    </message>
    <message>
        <source>What</source>
        <translation>打印内容</translation>
    </message>
    <message>
        <source>Paper (A4)</source>
        <translation>纸张（A4）</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>横向</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>纵向</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>另存为 PDF…</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>另存为 PDF</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>第 {page} 页，共 {pages} 页</translation>
    </message>
    <message>
        <source>The printer did not take the pages. Nothing was printed.</source>
        <translation>打印机未接受这些页面，没有打印任何内容。</translation>
    </message>
    <message>
        <source>{name} sent to the printer.</source>
        <translation>已将“{name}”送往打印机。</translation>
    </message>
</context>
</TS>
