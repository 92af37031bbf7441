<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Tables</name>
    <message>
        <source>Share groups</source>
        <translation>比重组</translation>
    </message>
    <message>
        <source>The shares of a group add up to 100% in each region, industry and year. When one is changed, the others adjust in proportion; locked ones stay.</source>
        <translation>同组的比重在每个地区、产业和年份合计为 100%。改动其中一项，其余各项按比例调整；锁定的不变。</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>各组</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>新建一组</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>{year} actual</source>
        <translation>{year}年现状值</translation>
    </message>
    <message>
        <source>{year} target</source>
        <translation>{year}年目标</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Tick the shares that belong to the group.</source>
        <translation>请勾选属于这一组的比重。</translation>
    </message>
    <message>
        <source>actual {year}: {sum}</source>
        <translation>{year}年现状值 {sum}</translation>
    </message>
    <message>
        <source>targets {year}: {sum}</source>
        <translation>{year}年目标 {sum}</translation>
    </message>
    <message>
        <source>missing values</source>
        <translation>缺数</translation>
    </message>
    <message>
        <source> (not {total})</source>
        <translation>（不是 {total}）</translation>
    </message>
    <message>
        <source>Sum in {region}: {sums}</source>
        <translation>{region}合计：{sums}</translation>
    </message>
    <message>
        <source>A member is computed by a formula, so the group is only checked.</source>
        <translation>成员中有由公式计算的，这一组只核查，不调整。</translation>
    </message>
    <message>
        <source>Share group “{name}”, together {total}%: {members}.</source>
        <translation>比重组“{name}”，合计 {total}%：{members}。</translation>
    </message>
    <message>
        <source>Locked: it stays when another is changed.</source>
        <translation>已锁定：改动其他成员时不变。</translation>
    </message>
    <message>
        <source>Adjusts in proportion when another is changed.</source>
        <translation>改动其他成员时按比例调整。</translation>
    </message>
    <message>
        <source>Lock {name} in its share group</source>
        <translation>锁定“{name}”（比重组）</translation>
    </message>
    <message>
        <source>Unlock {name} in its share group</source>
        <translation>解除锁定“{name}”（比重组）</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Share groups…</source>
        <translation>比重组…</translation>
    </message>
</context>
</TS>
