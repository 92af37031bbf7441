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
            "指标单位 指标名称单位 指标及单位 指标名称及单位 主要指标单位 二级指标单位 三级指标单位 主要指标名称 任务指标 工作指标 统计指标 指标体系 评价指标 "
            "项目 项目名称 名称 内容 主要目标 indicator indicators indicatorname seriesdescription seriesname keyindicator keyindicators "
            "indicateur indicateurs indicador indicadores indikator indikatoren kennzahl "
            "item items measure metric metrics kpi keyperformanceindicator keyperformanceindicators kpis outcomeindicator outcomeindicators outputindicator outputindicators performanceindicator performanceindicators performancemeasure resultindicator keyoutcomeindicator targettype chitieu indicatorunit indicatorandunit indicatorsunit name"
        ),
    ),
    (
        Role.REGION,
        _words(
            "地区 地区名称 区域 区域名称 地域 区县 县区 县市区 区县市 市县 市区县 市县区 县区市 行政区 行政区划 行政区域 辖区 区划 "
            "各地区 各县市区 各区县 各地 各市 各县 设区市 地市 地级市 市州 州市 县市 城市 城区 区市县 旗县 旗县区 旗县市区 镇街 镇街道 乡镇 乡镇街道 街道 "
            "镇 乡 镇区 街镇 镇乡 盟 盟市 旗市 州 省 分县市区 pays commune departamento municipio pais estado tinh huyen diaphuong "
            "镇乡街道 乡镇街 县市区旗 地方 省份 省市 省区市 省自治区直辖市 行标签 rowlabels memberstate state states country countries province provinces localauthority localauthorities authority 园区 开发区 功能区 单位名称 市 县 区 市别 县别 地名 所在地 镇别 乡镇别 乡别 省别 国家 国别 国家地区 国家和地区 国家或地区 经济体 县级市 区县名称 县市区名称 城市名称 "
            "region regions regionname county counties city cities district districts prefecture "
            "countydistrict countycitydistrict place jurisdiction municipality locality block blocks tehsil taluk taluka mandal parish parishes borough boroughs subdistrict subdistricts village villages town towns township townships arrondissement kecamatan kelurahan kabupaten kota xa phuong quanhuyen huyenxa gemeinde gemeinden landkreis landkreise kreis stadtteil bezirk bundesland countryregion countryorregion countryarea countryorarea "
            "countryname countryorterritory party parties entity geography geographyname areaname localauthorityname statename provincename "
            "cityname countyname districtname geoareaname refarea nation territory economy municipalities stateut statesuts subcounty ward constituency council councils localcouncil combinedauthority unitaryauthority"
        ),
    ),
    (
        Role.INDUSTRY,
        _words(
            "产业 产业名称 行业 行业名称 重点产业 重点行业 产业集群 产业链 产业链名称 重点产业链 主导产业 "
            "industry industries sector sectors"
        ),
    ),
    (
        Role.GROUP,
        _words(
            "一级指标 类别 分类 类 领域 维度 大类 目标类别 指标类别 指标分类 指标大类 方面 目标领域 门类 板块类别 指标领域 层面 category categories "
            "strategicobjective keyoutput keyoutputs programme subprogramme priority pillar group domain dimension class theme field"
        ),
    ),
    (
        Role.PERIOD,
        _words(
            "年份 年度 时间 时期 日期 月份 季度 期间 统计时间 报告期 年 月 年月 月度 统计年度 统计月份 数据时间 所属时期 所属期 timeperiod year years period month date quarter time fiscalyear"
        ),
    ),
    (
        Role.VALUE,
        _words(
            "数值 数据 指标值 目标值现状值 现状值目标值 基期值目标值 目标值基期值 现状目标值 值 统计值 数量 value values figure amount obsvalue"
        ),
    ),
    (Role.BASE_YEAR, _words("基准年份 基期年 基期年份 基准年 baseyear baselineyear")),
    (
        Role.TARGET_YEAR,
        _words(
            "目标年 目标年份 达标年份 完成年份 targetyear endyear deadline targetdate yearoftarget achieveby duedate"
        ),
    ),
    (Role.AREA, _words("片区 板块 区块 组团 经济区 功能区划 area zone cluster")),
    (
        Role.OWNER,
        _words(
            "责任单位 牵头单位 责任部门 牵头部门 负责单位 实施单位 主管部门 责任科室 牵头处室 配合单位 lead responsible responsibledepartment owner leaddepartment department"
        ),
    ),
    (
        Role.NUMBER,
        _words(
            "tt n° 代码 地区代码 行政区划代码 编码 code seriescode indicatorcode geoareacode areacode regioncode countrycode iso isocode iso3 fips geographycode onscode gsscode districtcode geocode 行政区划编码 区划代码 行政区代码 区域代码 统计代码 指标代码 指标编码 机构代码 stt 序号 编号 序 号 no # id sn number nr 序列 指标序号"
        ),
    ),
    (
        Role.UNIT,
        _words(
            "donvitinh dvt unite unitedemesure unidad unidaddemedida unidade einheit donvi 单位 计量单位 unit units 指标单位名称 单 unitofmeasure"
        ),
    ),
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
        Role.DERIVED,
        _words(
            "权重 分值 排名 位次 排位 名次 全省排名 全市排名 weight rank ranking 完成率 占目标比重 占目标比例 占年度目标 占全年目标 占全年计划 完成占比 完成目标比例 完成目标比重 占全年目标比重 占全年目标比例 占年度目标比重 占年度目标比例 完成全年目标比例 完成年度目标比例 占目标比 占全年任务 占年度计划 完成计划比例 完成全年计划 完成年度计划 目标完成比例 目标完成进度 完成目标进度 时间进度 序时进度 完成年度目标 完成全年目标 实现程度 完成程度 完成进度 完成比例 进度 目标完成率 达标判定 是否达标 完成判定 达标情况 差距 缺口 与目标差距 completionrate achievement gap 规划完成率 计划完成率 目标实现程度 时序进度 差值 差额 差异 偏差 超欠 超缺 占计划 占年计划 占全年 占任务 占年度任务 占年计划比重 占计划比重 完成计划 完成年计划 完成年度任务 完成全年任务 完成目标 占目标 variance difference rag ragstatus ragrating ragrated"
        ),
    ),
    (Role.REMARK, _words("指标解释 指标定义 计算方法 统计口径 口径")),
)
ROLE_OF: Final = {word: role for role, words in reversed(_ROLES) for word in words}
WEAK: Final = _words("项目 项目名称 名称 内容 单位 单位名称 name item items 主要目标")
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
    "初值",
    "baselinevalue",
    "baseline",
    "basevalue",
    "valeurdereference",
    "valeurdebase",
    "reference",
    "situationdereference",
    "lineabase",
    "lineadebase",
    "valorbase",
    "valorinicial",
    "linhadebase",
    "ausgangswert",
    "basisjahr",
    "basiswert",
    "hientrang",
    "namcoso",
    "anneedereference",
    "anodereferencia",
    "anobase",
    "base",
]
"""Words for the figure that a plan begins from."""
ACTUAL: Final = [
    "实际完成值",
    "实际完成数",
    "实际完成",
    "实际达到",
    "实际值",
    "实际数",
    "实际",
    "截至",
    "截止",
    "实绩",
    "预计完成值",
    "预计完成数",
    "预计完成",
    "预计达到",
    "预计数",
    "预计值",
    "预计",
    "完成额",
    "完成量",
    "完成情况",
    "完成值",
    "完成数",
    "完成",
    "实现情况",
    "实现值",
    "实现数",
    "实现",
    "统计值",
    "统计数",
    "达到值",
    "达到",
    "快报数",
    "快报值",
    "快报",
    "初步核算数",
    "初步核算",
    "初步统计数",
    "初步统计",
    "统计快报",
    "初步数",
    "初步",
    "年报数",
    "决算数",
    "决算",
    "执行数",
    "执行",
    "actuals",
    "actual",
    "current",
    "status",
    "achieved",
    "outturn",
    "estimate",
    "estimated",
    "preliminary",
    "provisional",
    "observed",
    "results",
    "result",
    "thuchien",
    "uocthuchien",
    "ist",
    "istwert",
]
"""Words for figures that were observed, also provisionally."""
TARGET: Final = [
    "规划目标值",
    "规划目标",
    "发展目标值",
    "发展目标",
    "预期目标值",
    "预期目标",
    "目标任务",
    "任务目标",
    "目标建议值",
    "目标建议",
    "建议目标",
    "目标值",
    "目标数",
    "确保目标值",
    "确保目标",
    "确保值",
    "确保",
    "基本目标值",
    "基本目标",
    "保底目标",
    "底线目标",
    "必成目标",
    "考核目标",
    "控制目标",
    "年度目标",
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
    "预期",
    "建议值",
    "建议数",
    "建议",
    "任务数",
    "任务",
    "控制数",
    "控制值",
    "预算数",
    "targetvalue",
    "targets",
    "target",
    "goals",
    "goal",
    "planned",
    "plan",
    "objective",
    "milestone",
    "cible",
    "objectif",
    "meta",
    "objetivo",
    "ziel",
    "zielwert",
    "sollwert",
    "soll",
    "kehoach",
    "muctieu",
]
"""Words for figures to be reached."""
VISION: Final = ["远景目标", "远景", "展望目标", "展望", "愿景目标", "愿景", "vision"]
"""Words for a target after the plan's own."""
STRETCH: Final = [
    "力争目标值",
    "力争目标",
    "力争值",
    "力争",
    "奋斗目标",
    "奋斗值",
    "挑战目标",
    "挑战值",
    "摸高目标",
    "争先目标",
    "争取目标",
    "冲刺目标",
    "高线目标",
    "stretchtarget",
    "stretchgoal",
    "stretch",
    "ambitious",
]
"""Words for a target beyond the first."""
MEAN_GROWTH: Final = [
    "年均增长率",
    "年均增长速度",
    "年均增长",
    "年均增速",
    "年均增幅",
    "年均递增",
    "年均涨幅",
    "年均提高",
    "年平均增长率",
    "年平均增长",
    "平均增长",
    "平均增速",
    "averageannualgrowthrate",
    "averageannualgrowth",
    "annualaveragegrowth",
    "meanannualgrowth",
    "annualgrowthrate",
    "annualgrowth",
    "averagegrowth",
    "cagr",
]
"""Words for a mean growth a year over a span of years."""
MEAN_FALL: Final = ["年均降幅", "年均下降率", "年均下降", "年均降低率", "年均降低", "年均减少", "年均递减"]
"""Words for a mean fall a year, whose figures are printed without a sign."""
YEAR_GROWTH: Final = [
    "同比增长率",
    "同比增长",
    "同比增速",
    "同比增减",
    "同比增幅",
    "同比变化",
    "同比",
    "比上年增长",
    "比上年增减",
    "比上年",
    "比去年增长",
    "较上年增长",
    "较上年",
    "比上年同期增长",
    "比上年同期增减",
    "比上年同期",
    "比去年同期增长",
    "比去年同期",
    "较上年同期",
    "环比增长",
    "增长速度",
    "增长率",
    "增长",
    "增速",
    "增幅",
    "增减幅度",
    "增减率",
    "增减",
    "升降幅度",
    "升降",
    "+-%",
    "+-",
    "±",
    "changeonyear",
    "growthrate",
    "growth",
    "yoy",
    "change",
]
"""Words for a growth on the year before (or on another year, where the head names it)."""
TOTAL_GROWTH: Final = [
    "累计增长",
    "累计增速",
    "累计增幅",
    "总增长",
    "五年增长",
    "totalgrowth",
    "cumulativegrowth",
]
"""Words for a growth over the whole time."""
TOTAL_FALL: Final = [
    "累计降幅",
    "累计下降率",
    "累计下降",
    "累计降低率",
    "累计降低",
    "累计减少",
    "累计削减",
    "累计减排",
    "总降幅",
    "五年下降",
    "五年降幅",
]
"""Words for a fall over the whole time, whose figures are printed without a sign."""
MEAN_OR_SUM: Final = [
    "年均/累计",
    "年均或累计",
    "累计/年均",
    "年均累计",
    "年均、累计",
    "年均(累计)",
    "年均[累计]",
]
"""Words for a column of means a year and sums, which the cells tell apart."""
SUM: Final = [
    "五年累计数",
    "五年累计",
    "累计完成",
    "累计数",
    "累计值",
    "自年初累计",
    "年初至今累计",
    "年初累计",
    "累计",
    "合计数",
    "五年合计",
    "五年总量",
    "cumulative",
    "fiveyeartotal",
]
"""Words for a sum over years, or within a year for a running total."""
FILLERS: Final = [
    "五年",
    "或",
    "截至",
    "截止",
    "fy",
    "cy",
    "as",
    "at",
    "近期",
    "中期",
    "远期",
    "midterm",
    "interim",
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
    "末年",
    "末",
    "底",
    "到",
    "至",
    "时",
    "的",
    "按",
    "于",
    "各项指标",
    "指标值",
    "各县市区",
    "各县",
    "各区县",
    "分县市区",
    "预测值",
    "预测数",
    "预测",
    "测算值",
    "测算数",
    "测算",
    "绝对值",
    "绝对数",
    "绝对额",
    "总量",
    "总额",
    "时期",
    "期间",
    "期",
    "本市",
    "分解",
    "全年",
    "年初",
    "本年",
    "当年",
    "年终",
    "期内",
    "本月止",
    "本月末",
    "本月",
    "当月",
    "本季",
    "当季",
    "当期",
    "本期",
    "月",
    "日",
    "个",
    "计",
    "其中",
    "列标签",
    "columnlabels",
    "nam",
    "den",
    "het",
    "cuoi",
    "求和项",
    "平均值项",
    "计数项",
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
    "sumof",
    "sum",
]
"""Words that say nothing of their own."""
