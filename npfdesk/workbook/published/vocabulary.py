"""The words of headers: of columns of names, and of bases, targets and stretches."""

from __future__ import annotations

from typing import Final

from npfdesk.workbook.published.recognition import Role


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# folded and without brackets, strokes and blanks: 县（市、区） is 县市区
_ROLES: Final = (
    (
        Role.INDICATOR,
        _words(
            "指标 指标名称 主要指标 二级指标 三级指标 四级指标 具体指标 指标内容 发展指标 指标项 指标项目 考核指标 规划指标 核心指标 目标指标 "
            "指标单位 指标名称单位 指标及单位 指标名称及单位 主要指标单位 二级指标单位 三级指标单位 主要指标名称 统计指标 指标体系 评价指标 "
            "项目 项目名称 名称 内容 主要目标 indicator indicators indicatorname keyindicator keyindicators "
            "item items measure metric metrics kpi indicatorunit indicatorandunit indicatorsunit name"
        ),
    ),
    (
        Role.REGION,
        _words(
            "地区 地区名称 区域 区域名称 地域 区县 县区 县市区 区县市 市县 市区县 市县区 县区市 行政区 行政区划 行政区域 辖区 板块 区划 "
            "各地区 各县市区 各区县 各地 各市 各县 设区市 地市 地级市 市州 州市 县市 城市 城区 区市县 旗县 旗县区 旗县市区 镇街 镇街道 乡镇 乡镇街道 街道 "
            "镇乡街道 乡镇街 园区 开发区 功能区 单位名称 市 县 区 市别 县别 地名 所在地 县级市 区县名称 县市区名称 城市名称 "
            "region regions regionname county counties city cities district districts area areas prefecture "
            "countydistrict countycitydistrict place jurisdiction municipality locality"
        ),
    ),
    (
        Role.INDUSTRY,
        _words(
            "产业 产业名称 行业 行业名称 重点产业 重点行业 产业集群 产业链 产业链名称 重点产业链 主导产业 "
            "industry industries sector sectors cluster"
        ),
    ),
    (
        Role.GROUP,
        _words(
            "一级指标 类别 分类 类 领域 维度 大类 目标类别 指标类别 指标分类 指标大类 方面 目标领域 门类 板块类别 指标领域 层面 category categories "
            "group domain dimension class theme field"
        ),
    ),
    (Role.NUMBER, _words("序号 编号 序 号 no no. # id s/n sn number nr 序列 指标序号")),
    (Role.UNIT, _words("单位 计量单位 unit units 指标单位名称 单 unitofmeasure")),
    (
        Role.DUTY,
        _words(
            "属性 指标属性 目标属性 性质 指标性质 目标性质 约束性预期性 预期性约束性 属性要求 type attribute attributes duty nature "
            "indicatortype property bindingexpected expectedbinding status"
        ),
    ),
    (Role.REMARK, _words("备注 说明 备注说明 附注 注 remark remarks note notes comment comments")),
    (Role.SOURCE, _words("数据来源 资料来源 来源 出处 依据 source sources datasource")),
    (
        Role.IGNORED,
        _words(
            "责任单位 牵头单位 责任部门 牵头部门 负责单位 实施单位 主管部门 数据提供单位 填报单位 配合单位 权重 分值 基准年份 排名 位次 全省排名 "
            "目标年 目标年份 基期年 基期年份 基准年 年份 指标解释 指标定义 计算方法 targetyear baseyear year weight rank responsible department"
        ),
    ),
)
ROLE_OF: Final = {word: role for role, words in reversed(_ROLES) for word in words}
WEAK: Final = _words("项目 项目名称 名称 内容 单位 单位名称 name item items 板块 主要目标")
"""Header words that may head a table's names whatever these are."""

BASE: Final = [
    "现状数据",
    "现状值",
    "现状数",
    "现状水平",
    "现状情况",
    "现状",
    "基期值",
    "基期数据",
    "基期数",
    "基期",
    "基年值",
    "基年",
    "基准值",
    "基准数",
    "基准",
    "基数",
    "基础值",
    "基础数据",
    "实际完成值",
    "实际完成数",
    "实际完成",
    "实际值",
    "实际数",
    "实际",
    "实绩",
    "预计完成",
    "完成情况",
    "完成值",
    "完成数",
    "完成",
    "实现情况",
    "实现值",
    "初值",
    "统计值",
    "统计数",
    "达到值",
    "预计数",
    "预计值",
    "预计",
    "baselinevalue",
    "baseline",
    "basevalue",
    "baseyear",
    "base",
    "actual",
    "current",
    "status",
    "achieved",
]
TARGET: Final = [
    "规划目标值",
    "规划目标",
    "发展目标值",
    "发展目标",
    "预期目标值",
    "预期目标",
    "目标任务",
    "任务目标",
    "目标值",
    "目标数",
    "目标",
    "规划值",
    "规划数",
    "规划期末",
    "规划",
    "计划目标",
    "计划数",
    "计划值",
    "计划",
    "预期值",
    "预期数",
    "任务数",
    "任务",
    "targetvalue",
    "targets",
    "target",
    "goals",
    "goal",
    "planned",
    "plan",
    "objective",
]
STRETCH: Final = [
    "力争目标值",
    "力争目标",
    "力争值",
    "力争",
    "奋斗目标",
    "挑战目标",
    "争取目标",
    "冲刺目标",
    "高线目标",
    "stretchtarget",
    "stretchgoal",
    "stretch",
    "ambitious",
]
FILLERS: Final = [
    "年份",
    "年度",
    "年末",
    "年底",
    "年",
    "值",
    "数据",
    "数值",
    "数",
    "情况",
    "水平",
    "期末",
    "末期",
    "末",
    "底",
    "到",
    "至",
    "时",
    "的",
    "按",
    "主要指标",
    "各项指标",
    "指标值",
    "指标",
    "各县市区",
    "分县市区",
    "单位",
    "绝对值",
    "绝对数",
    "总量",
    "时期",
    "期间",
    "期",
    "本市",
    "全市",
    "分解",
    "in",
    "by",
    "of",
    "value",
    "values",
    "the",
    "end",
    "year",
    "level",
    "figure",
]
