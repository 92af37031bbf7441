"""Method cards for results: each method's formula, the convention used, and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from npfdesk.plan.problems import Wording


@dataclass(frozen=True)
class MethodCard:
    """A method in words: `formula` as plain text, `convention` where methods of that name differ, `source`."""

    title: Wording
    formula: Wording
    convention: Wording
    source: Wording


def _card(
    zh: str,
    en: str,
    formula: str,
    convention_zh: str,
    convention_en: str,
    source: str,
    formula_en: str = "",
    source_en: str = "",
) -> MethodCard:
    """A card; a formula or a source without an English form is the same in both languages."""
    return MethodCard(
        Wording(zh, en),
        Wording(_literal(formula), _literal(formula_en or formula)),
        Wording(convention_zh, convention_en),
        Wording(source, source_en or source),
    )


def _literal(text: str) -> str:
    # a formula's braces stand for themselves
    return text.replace("{", "{{").replace("}", "}}")


METHOD_CARDS: Final[Mapping[str, MethodCard]] = MappingProxyType(
    {
        "score": _card(
            "综合得分", "Composite score",
            "S = Σ_j w_j z_j，Σ w = 1",
            "加权相加，0 到 1；名次按得分由高到低，相同得分取较前名次。缺数的地区没有得分、不排名。",
            "Weighed and added, 0 to 1; ranked from the highest, equal scores share the better place. "
            "A region with a missing value has no score and no rank.",
            "OECD & JRC 2008, Handbook on Constructing Composite Indicators",
            formula_en="S = Σ_j w_j z_j, Σ w = 1",
        ),
        "filling": _card(
            "缺数填补", "Filling missing values",
            "沿用上一年：x_t = x_(t−1)；同角色中位数：x_it = median{x_jt : j 与 i 同角色}",
            "默认不填补，缺数的地区不参与；填补的数逐个注明；填补不了的仍为缺数。",
            "Nothing is filled by default, and a missing value leaves a region out; what was filled is named one by one; "
            "what cannot be filled stays missing.",
            "OECD & JRC 2008, Handbook on Constructing Composite Indicators",
            formula_en="last figure before: x_t = x_(t−1); middle of the role: x_it = median{x_jt : j of i's role}",
        ),
        "min_max": _card(
            "极差标准化", "Min-max scaling",
            "z = (x − min)/(max − min)；负向 z = (max − x)/(max − min)",
            "默认各年、各情景合并取极值，可跨年比较；按年取极值只能年内比较。常数列为 0；缺数地区不参与取极值。",
            "Extremes over all years and scenarios by default, so that years compare; by year they do not. "
            "A constant column is 0; regions with a missing value set no extremes.",
            "OECD & JRC 2008, Handbook on Constructing Composite Indicators",
            formula_en="z = (x − min)/(max − min); where less is better z = (max − x)/(max − min)",
        ),
        "targets": _card(
            "目标值法", "Shares of the target",
            "z = min(x/T, 1)；负向 z = min(T/x, 1)",
            "目标须大于 0；超过目标记 1。没有目标的地区不参与。",
            "Targets above 0; beyond the target counts as 1. Regions without a target are left out.",
            "目标值（功效）法，发展指数常用",
            formula_en="z = min(x/T, 1); where less is better z = min(T/x, 1)",
            source_en="The target-value method, common in development indices",
        ),
        "entropy": _card(
            "熵权", "Entropy weights",
            "p = z/Σz，e = −Σ p ln p / ln n，w = (1 − e)/Σ(1 − e)",
            "0·ln 0 = 0；不平移；常数列 e = 1、权重 0。",
            "0·ln 0 = 0; nothing is shifted; a constant column has e = 1 and weighs 0.",
            "Shannon 1948; Zhu, Tian & Yan 2020, Mathematical Problems in Engineering 3564835",
            formula_en="p = z/Σz, e = −Σ p ln p / ln n, w = (1 − e)/Σ(1 − e)",
        ),
        "critic": _card(
            "CRITIC 权重", "CRITIC weights",
            "C_j = s_j Σ_k (1 − r_jk)，w = C/ΣC",
            "常数列没有相关系数：权重 0，也不计入其他指标的冲突性。",
            "A constant column has no correlation: it weighs 0 and counts in no other's conflict.",
            "Diakoulaki, Mavrotas & Papayannakis 1995, Computers & Operations Research 22:763",
            formula_en="C_j = s_j Σ_k (1 − r_jk), w = C/ΣC",
        ),
        "equal": _card(
            "等权", "Equal weights", "w = 1/n",
            "每个指标权重相同，与所属维度无关。", "Every indicator weighs the same, whatever its dimension.",
            "OECD & JRC 2008, Handbook on Constructing Composite Indicators",
        ),
        "typed": _card(
            "自定权重", "Typed weights", "w = v/Σv",
            "填写的数按合计折算；未填的指标权重为 0；不能为负，合计须大于 0。",
            "What is typed is brought to a sum of 1; an indicator without a figure weighs 0; none below 0, the sum above 0.",
            "—",
        ),
        "ahp": _card(
            "层次分析法", "Pairwise judgements (AHP)",
            "A w = λ w，CI = (λ − n)/(n − 1)，CR = CI/RI",
            "CR < 0.1 为一致；超过 15 个指标没有公布的 RI，不给 CR。",
            "Consistent where CR < 0.1; beyond 15 indicators no RI is published and no CR is given.",
            "Saaty 1980, The Analytic Hierarchy Process",
            formula_en="A w = λ w, CI = (λ − n)/(n − 1), CR = CI/RI",
        ),
        "combined": _card(
            "组合权重", "Combined weights",
            "w = √(w1 w2)/Σ√(w1 w2)",
            "熵权与主观权重（层次分析或自定）的几何平均，与两者的相对熵之和最小；任一权重为 0 的指标权重为 0。",
            "The geometric mean of entropy weights and what is judged or typed, nearest to both by relative entropy; "
            "an indicator that weighs 0 in either weighs 0.",
            "—",
        ),
        "topsis": _card(
            "TOPSIS", "TOPSIS",
            "v = w·x/√Σx²，C = d2/(d1 + d2)，d1、d2 为到正、负理想解的距离",
            "对原值做向量归一；负向指标取最小为理想。各地区相同时没有数值。",
            "Vector-normalised raw figures; where less is better the ideal is the least. None where regions agree.",
            "Hwang & Yoon 1981, Multiple Attribute Decision Making",
            formula_en="v = w·x/√Σx², C = d2/(d1 + d2), d1 and d2 the distances from the best and the worst",
        ),
        "obstacles": _card(
            "障碍度", "Obstacle degree",
            "O_ij = w_j(1 − z_ij)/Σ_j w_j(1 − z_ij)",
            "各指标合计为 1；样样最好的地区全部为 0。",
            "Indicators sum to 1; a region that is best in all has 0 throughout.",
            "障碍度模型（因子贡献度 × 指标偏离度）",
            source_en="Obstacle degree model (weight × distance from the best)",
        ),
        "rank_stability": _card(
            "名次稳健性", "Rank stability",
            "w ~ Dirichlet，名次的分布",
            "权重在合计为 1 的全部权重中均匀抽取，或围绕给定权重抽取；随机种子固定可重现。",
            "Weights uniform over all that sum to 1, or drawn around given ones; a seed gives the same again.",
            "Saisana, Saltelli & Tarantola 2005, Journal of the Royal Statistical Society A 168:307",
            formula_en="w ~ Dirichlet, and the spread of the ranks",
        ),
        "coupling_classic": _card(
            "耦合协调度（经典）", "Coupling coordination (classic)",
            "C = n(Πu)^(1/n)/Σu，T = Σ w u，D = √(C·T)",
            "全为 0 时 D = 0。与抓手协同系数同一函数。",
            "D = 0 where all are 0. The function of the levers' synergy.",
            "廖重斌 1999，热带地理 19:171",
            formula_en="C = n(Πu)^(1/n)/Σu, T = Σ w u, D = √(C·T)",
            source_en="Liao Chongbin 1999, Tropical Geography 19:171",
        ),
        "coupling_corrected": _card(
            "耦合协调度（修正）", "Coupling coordination (corrected)",
            "C = √{[1 − Σ_{i>j}|u_i − u_j|/(n(n−1)/2)]·[Π u_i/max u]^{1/(n−1)}}，D = √(C·T)",
            "十级：每 0.1 一级，极度失调 [0, 0.1) … 优质协调 [0.9, 1]。",
            "Ten grades of 0.1 each: extreme disorder [0, 0.1) … quality coordination [0.9, 1].",
            "王淑佳、孔伟、任亮、治丹丹、戴彬婷 2021，自然资源学报 36(3):793",
            formula_en="C = √{[1 − Σ_{i>j}|u_i − u_j|/(n(n−1)/2)]·[Π u_i/max u]^{1/(n−1)}}, D = √(C·T)",
            source_en="Wang Shujia, Kong Wei, Ren Liang, Zhi Dandan & Dai Binting 2021, Journal of Natural Resources 36(3):793",
        ),
        "cv": _card(
            "变异系数", "Coefficient of variation", "CV = σ/μ",
            "总体标准差；均值不大于 0 时没有数值。", "Population σ; none where the mean is not above 0.", "—",
        ),
        "gini": _card(
            "基尼系数", "Gini's coefficient", "G = Σ_i Σ_j |x_i − x_j|/(2n²μ)",
            "每个地区一个单位，不做小样本修正；有负值时没有数值。",
            "Each region one unit, no small-sample correction; none with a negative figure.", "Gini 1912",
        ),
        "lorenz": _card(
            "洛伦兹曲线", "Lorenz curve",
            "L(k/n) = Σ_{i≤k} x_(i)/Σ x",
            "地区由低到高排列，每个地区一个单位；与对角线之间面积的两倍为基尼系数。有负值或全为 0 时没有曲线。",
            "Regions from the lowest up, each one unit; twice the area to the diagonal is Gini's coefficient. "
            "None with a negative figure, or where all are 0.",
            "Lorenz 1905, Publications of the American Statistical Association 9:209",
        ),
        "theil": _card(
            "泰尔指数", "Theil's T",
            "T = (1/n)Σ (x/μ)ln(x/μ) = Σ s_g ln(μ_g/μ) + Σ s_g T_g",
            "每个地区一个单位，0·ln 0 = 0；按角色分为组间与组内。",
            "Each region one unit, 0·ln 0 = 0; between and within roles.",
            "Theil 1967; Shorrocks 1980, Econometrica 48:613",
        ),
        "dagum": _card(
            "Dagum 基尼分解", "Dagum's parts of Gini",
            "G = G_w + G_nb + G_t，D_gh = (d − p)/(d + p)",
            "组内、组间净值、超变密度三部分之和等于基尼系数。",
            "Within, net between and overlap sum to Gini's coefficient.",
            "Dagum 1997, Empirical Economics 22:515",
            formula_en="G = G_w + G_nb + G_t, D_gh = (d − p)/(d + p)",
        ),
        "sigma": _card(
            "σ 收敛", "σ convergence", "σ_t = std(ln x)",
            "各年取同一批有正值的地区。", "The same regions, with figures above 0, in all years.",
            "Barro & Sala-i-Martin 1992, Journal of Political Economy 100:223",
        ),
        "beta": _card(
            "β 收敛", "β convergence",
            "(1/T)ln(y_T/y_0) = a + b ln y_0，λ = −ln(1 + bT)/T，半衰期 ln 2/λ",
            "95 % 区间按 t 分布；区间跨过 0 时半衰期没有上限。少于 4 个地区不估计。",
            "95 % intervals by Student's t; where the interval crosses 0 the half-life has no upper end. Four regions at least.",
            "Barro & Sala-i-Martin 1992",
            formula_en="(1/T)ln(y_T/y_0) = a + b ln y_0, λ = −ln(1 + bT)/T, half-life ln 2/λ",
        ),
        "kernel_density": _card(
            "核密度", "Kernel density", "f(x) = Σ φ((x − x_i)/h)/(n h)",
            "高斯核，带宽按 Silverman：0.9 min(s, IQR/1.34) n^(−1/5)。",
            "Gaussian kernel, bandwidth by Silverman: 0.9 min(s, IQR/1.34) n^(−1/5).",
            "Rosenblatt 1956; Parzen 1962; Silverman 1986",
        ),
        "cagr": _card(
            "年均复合增长", "Compound annual growth", "g = (x_n/x_1)^(1/(t_n − t_1)) − 1",
            "首末两点须大于 0，从末点续推。", "First and last figure above 0; continued from the last.", "—",
        ),
        "linear": _card(
            "线性趋势", "Linear trend", "x = a + b t", "最小二乘，续推的是回归线，不经过末点。",
            "Least squares; the line is continued, not the last figure.", "—",
        ),
        "logistic": _card(
            "S 曲线", "Logistic curve", "x = K/(1 + e^(−k(t − m)))",
            "最小二乘；看不出上限时拒绝。", "Least squares; refused where the past shows no ceiling.", "Verhulst 1838",
        ),
        "holt": _card(
            "Holt 阻尼趋势", "Holt's damped trend",
            "F(t+h) = l + (φ + … + φ^h) b",
            "趋势有阻尼：增长逐年减弱，远期停在 l + φ/(1 − φ)·b。statsmodels 估计全部参数；须连续五年以上。",
            "The trend is damped: growth fades year by year, and in the long run stays at l + φ/(1 − φ)·b. "
            "All parameters by statsmodels; five years on end at least.",
            "Gardner & McKenzie 1985, Management Science 31:1237",
        ),
        "gm11": _card(
            "灰色模型 GM(1,1)", "Grey model GM(1,1)",
            "x0(k) + a z(k) = b，x1(k+1) = (x0(1) − b/a)e^(−ak) + b/a",
            "级比须在 (e^(−2/(n+1)), e^(2/(n+1)))；C、P 四级评定，残差含首点。",
            "Level ratios within (e^(−2/(n+1)), e^(2/(n+1))); four grades by C and P, the first residual included.",
            "Deng 1982, Systems & Control Letters 1:288",
            formula_en="x0(k) + a z(k) = b, x1(k+1) = (x0(1) − b/a)e^(−ak) + b/a",
        ),
        "back_test": _card(
            "回测与可信", "Back-test and trust",
            "MASE = Σ|x − F|/Σ|x(t) − x(t−1)|，MAPE = (1/n)Σ|(x − F)/x|",
            "从至少五个数据点起，逐年只用以前的数推算下一年。至少回测三次、MAPE 不超过 20 %、MASE < 1（胜过照搬上一年）、没有其他警告，才标为可信；有 0 值时以误差合计与数值合计之比代替 MAPE。",
            "From five points on each year is forecast from those before it alone. Trusted is what is tested three times at least, with a MAPE of 20 % at most, a MASE below 1 (better than repeating the last figure) and no other warning; where a figure is 0 the sum of errors over the sum of figures stands for the MAPE.",
            "Hyndman & Koehler 2006, International Journal of Forecasting 22:679；Lewis 1982, Industrial and Business Forecasting Methods",
            formula_en="MASE = Σ|x − F|/Σ|x(t) − x(t−1)|, MAPE = (1/n)Σ|(x − F)/x|",
            source_en="Hyndman & Koehler 2006, International Journal of Forecasting 22:679; Lewis 1982, Industrial and Business Forecasting Methods",
        ),
        "shift_share": _card(
            "偏离—份额分析", "Shift-share", "Δ = xG + x(G_j − G) + x(g_ij − G_j)",
            "经典三分量；缺数的格不计入总体。", "The classic three parts; a missing cell is no part of the whole.",
            "Dunn 1960, Papers of the Regional Science Association 6:97",
        ),
        "location_quotient": _card(
            "区位商", "Location quotient", "LQ_ij = (x_ij/x_i·)/(x_·j/x_··)",
            "缺数的格不计入合计。", "A missing cell counts in no sum.", "Isard 1960, Methods of Regional Analysis",
        ),
        "spillover": _card(
            "区域溢出", "Spillover", "s_i(t) = ρ Σ_j w_ij gain_j(t − 滞后)",
            "行标准化权重，对角为 0，只传一次；默认关闭。",
            "Rows sum to 1, nothing on the diagonal, passed on once; off by default.",
            "Anselin 1988, Spatial Econometrics",
            formula_en="s_i(t) = ρ Σ_j w_ij gain_j(t − lag)",
        ),
        "lever_fitting": _card(
            "抓手效应拟合", "Fitted lever effects", "g_it = a_i + Σ β_l s_ilt + ε",
            "组内最小二乘，95 % 区间；每参数不足 5 个观测或剩余自由度不足 10 时拒绝。",
            "Within least squares, 95 % intervals; refused below 5 observations a parameter or 10 degrees of freedom.",
            "Wooldridge 2010, Econometric Analysis of Cross Section and Panel Data, ch. 10",
        ),
    }
)  # fmt: skip
"""The cards by the names that the command line and the rooms use."""
