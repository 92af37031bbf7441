<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Names</name>
    <message>
        <source>Contents of the window</source>
        <translation>窗口的内容</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Columns: {heads}</source>
        <translation>各列：{heads}</translation>
    </message>
    <message>
        <source>Parts with a divider between them</source>
        <translation>中间有分隔条的各部分</translation>
    </message>
    <message>
        <source>Status line</source>
        <translation>状态栏</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Indicators, codes and functions are offered while you type; Down goes to them.</source>
        <translation>输入时列出指标、代码和函数，按向下键选择。</translation>
    </message>
    <message>
        <source>Lines of text</source>
        <translation>各行文字</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>情景</translation>
    </message>
    <message>
        <source>Open answers</source>
        <translation>打开的测算和分析</translation>
    </message>
    <message>
        <source>Frameworks</source>
        <translation>指标框架</translation>
    </message>
    <message>
        <source>The framework in words</source>
        <translation>框架的文字说明</translation>
    </message>
    <message>
        <source>Methods in use, with their formulas and sources</source>
        <translation>所用方法及其公式和出处</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>The picture, which can be scrolled</source>
        <translation>可滚动的图</translation>
    </message>
    <message>
        <source>The marked cells, which can be scrolled</source>
        <translation>可滚动的所选单元格</translation>
    </message>
    <message>
        <source>The view, enlarged</source>
        <translation>放大的视图</translation>
    </message>
    <message>
        <source>Notes of the view that is shown</source>
        <translation>当前视图的备注</translation>
    </message>
    <message>
        <source>Columns of the table that was read</source>
        <translation>读入表格的各列</translation>
    </message>
    <message>
        <source>Names in the table that was read</source>
        <translation>读入表格中的名称</translation>
    </message>
</context>
</TS>
