"""Forecasts of a series from its own past, independent of the assumptions. Uses scipy, and statsmodels for Holt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.analyses.growth_curves import compound_rate, s_curve, straight_line
from npfdesk.plan.methods import Method
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.scenarios import Assumption

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class GreyModel:
    """GM(1,1) fitted to n yearly figures.

    `a` the development coefficient, `b` the grey input; `fitted` (n,); `ratios` (n - 1,) the level ratios,
    inside (`ratio_low`, `ratio_high`) where the series suits the model; `posterior_ratio` C (NaN for a
    constant series), `small_error` P between 0 and 1.
    """

    first: float
    a: float
    b: float
    fitted: FloatArray
    ratios: FloatArray
    ratio_low: float
    ratio_high: float
    posterior_ratio: float
    small_error: float

    @property
    def ratios_pass(self) -> bool:
        """Whether every level ratio lies inside its bounds."""
        return bool(((self.ratios > self.ratio_low) & (self.ratios < self.ratio_high)).all())

    @property
    def grade(self) -> int:
        """The grade by C and P: 1 good, 2 qualified, 3 barely, 4 not."""
        if np.isnan(self.posterior_ratio):
            return 1
        limits = ((0.35, 0.95), (0.5, 0.8), (0.65, 0.7))
        for grade, (ratio, chance) in enumerate(limits, start=1):
            if self.posterior_ratio < ratio and self.small_error > chance:
                return grade
        return 4

    def after(self, count: int) -> FloatArray:
        """The `count` figures after the last one, (count,)."""
        return _restored(self.first, self.a, self.b, len(self.fitted), count)


def grey_model(figures: FloatArray) -> GreyModel:
    """GM(1,1) of yearly figures without a gap, (n,), all above 0, n of 4 or more.

    x1 = the running sum of x0, z(k) = (x1(k) + x1(k-1)) / 2, least squares of x0(k) = -a z(k) + b, and
    x1(k+1) = (x0(1) - b/a) e^(-ak) + b/a, whose differences are the fitted figures (Deng 1982, Systems &
    Control Letters 1:288). Level ratios x0(k-1)/x0(k) shall lie in (e^(-2/(n+1)), e^(2/(n+1))). C = the
    standard deviation of the residuals over that of the series, P = the share of residuals within 0.6745
    standard deviations of the series from their mean, the first residual (0 by construction) included.
    ValueError for fewer figures, or one that is not above 0.
    """
    count = len(figures)
    if count < 4 or not (figures > 0).all():
        raise ValueError("GM(1,1) needs four figures above 0")
    scale = float(figures.max())
    tamed = figures / scale
    running = np.cumsum(tamed)
    middle = (running[1:] + running[:-1]) / 2
    design = np.stack([-middle, np.ones(count - 1)], axis=1)
    (a, b), *_ = np.linalg.lstsq(design, tamed[1:], rcond=None)
    fitted = np.concatenate([[tamed[0]], _restored(float(tamed[0]), float(a), float(b), 1, count - 1)])
    residual = tamed - fitted
    spread = float(tamed.std())
    near = np.abs(residual - residual.mean()) < 0.6745 * spread
    constant = spread <= 1e-12
    bound = 2.0 / (count + 1)
    return GreyModel(
        first=float(figures[0]),
        a=float(a),
        b=float(b) * scale,
        fitted=fitted * scale,
        ratios=figures[:-1] / figures[1:],
        ratio_low=float(np.exp(-bound)),
        ratio_high=float(np.exp(bound)),
        posterior_ratio=np.nan if constant else float(residual.std()) / spread,
        small_error=1.0 if constant else float(near.mean()),
    )


def _restored(first: float, a: float, b: float, begin: int, count: int) -> FloatArray:
    """x0 of the places begin, begin + 1, ...: (1 - e^a)(x0(1) - b/a) e^(-ak), in a form that holds for a = 0 too."""
    place = np.arange(begin, begin + count)
    slope = -np.expm1(a)
    # (1 - e^a) / -a tends to 1 where a tends to 0
    ratio = 1.0 if a == 0 else np.expm1(a) / a
    with np.errstate(over="ignore"):
        restored: FloatArray = (slope * first + ratio * b) * np.exp(-a * place)
    return restored


IntArray = NDArray[np.int64]
Diagnostic = float | bool | str | list[float] | None

TOO_FEW_POINTS: Final = error(
    "forecast_too_few_points",
    "该方法至少需要 {least} 个年份的数据，现有 {points} 个。请补充历史数据，或改用需要较少数据的方法。",
    "This method needs data for at least {least:year|years}; {points:is|are} available. Add past figures, or choose a method "
    "that needs fewer.",
)
TOO_SHORT_A_RUN: Final = error(
    "forecast_too_few_points",
    "该方法至少需要连续 {least} 年的数据，现有连续 {points} 年。请补充历史数据，或改用需要较少数据的方法。",
    "This method needs data for at least {least:year|years} in a row; {points:is|are} available. Add past figures, or choose a "
    "method that needs fewer.",
)
NOT_ABOVE_ZERO: Final = error(
    "forecast_not_above_zero",
    "该方法要求数据大于 0，而 {year} 年为 {figure}。请改用线性趋势或 Holt 阻尼趋势。",
    "This method needs figures above 0, and {year} has {figure}. Choose the linear or Holt's damped trend.",
)
NO_CEILING: Final = error(
    "forecast_no_ceiling",
    "历史数据看不出上限，无法拟合 S 曲线。请改用其他方法，或在假设中自行填写上限。",
    "The past figures show no ceiling, so no S curve can be fitted. Choose another method, or enter a ceiling in the "
    "assumption.",
)
OUT_OF_RANGE: Final = error(
    "forecast_out_of_range",
    "外推结果超出可表示的数值范围。请检查历史数据，或改用其他方法。",
    "The forecast is too large for a number to hold. Check the past figures, or choose another method.",
)
NOTHING_AHEAD: Final = error(
    "forecast_nothing_ahead",
    "数据已到 {last} 年，展望年 {horizon} 之前没有需要预测的年份。请推后展望年。",
    "The data run to {last}, so there is no year left to forecast before the horizon, {horizon}. Set a later horizon.",
)
NOT_TRUSTED: Final = warning(
    "forecast_not_trusted",
    "只有 {points} 个数据点，不足以检验任何方法（回测至少需要 {least} 个），结果仅供参考。",
    "Only {points:data point|data points}: too few to test any method (a back-test needs at least {least}). Use the result for "
    "orientation only.",
)
NOT_TESTED: Final = warning(
    "forecast_not_tested",
    "过去有的年份不能用该方法拟合，无法回测，结果仅供参考。",
    "The method cannot be fitted in some past years, so it could not be back-tested. Use the result for orientation only.",
)
ERROR_TOO_LARGE: Final = warning(
    "forecast_error_too_large",
    "回测的平均误差为 {error}%，超过 {most}%，结果不可信。请改用其他方法，或由负责人判断。",
    "The back-test is off by {error}% on average, more than {most}%: do not rely on the result. Choose another method, or let "
    "the person responsible decide.",
)
NO_BETTER_THAN_NAIVE: Final = warning(
    "forecast_no_better_than_naive",
    "回测误差不小于“照搬上一年数”的误差（{times} 倍），该方法没有带来信息，结果不可信。请改用其他方法。",
    "In the back-test the method is no better than repeating the last figure ({times} times its error), so it adds nothing: do "
    "not rely on the result. Choose another method.",
)
LEVEL_RATIO_FAILED: Final = warning(
    "forecast_level_ratio",
    "级比检验未通过：级比应在 {low} 与 {high} 之间，该序列不宜用 GM(1,1)。",
    "The level-ratio test fails: the ratios should lie between {low} and {high}. GM(1,1) does not suit this series.",
)
NOT_SETTLED: Final = warning(
    "forecast_not_settled",
    "参数搜索没有收敛，结果不可靠。请改用其他方法。",
    "The search for parameters did not converge: do not rely on the result. Choose another method.",
)

# every back-test forecast stands on at least five points, and there are at least three of them
_FIRST_ORIGIN: Final = 5
TESTABLE_POINTS: Final = 8
MOST_ERROR: Final = 20.0
"""The mean error of the back-test in % up to which a forecast is trusted: "good" by Lewis 1982, Industrial and Business
Forecasting Methods (below 10 highly accurate, to 20 good, to 50 reasonable, beyond inaccurate)."""
MOST_SCALED_ERROR: Final = 1.0
"""The back-test's error over that of the naive forecast from which on none is trusted (Hyndman & Koehler 2006)."""


class Forecasting(StrEnum):
    """How a past is continued."""

    CAGR = "cagr"
    LINEAR = "linear"
    LOGISTIC = "logistic"
    HOLT = "holt"
    GM11 = "gm11"


# how many points each method needs
LEAST_POINTS: Final = MappingProxyType(
    {
        Forecasting.CAGR: 2,
        Forecasting.LINEAR: 2,
        Forecasting.LOGISTIC: 4,
        Forecasting.HOLT: 5,
        Forecasting.GM11: 4,
    }
)
_WITHOUT_GAPS: Final = frozenset({Forecasting.HOLT, Forecasting.GM11})
_ABOVE_ZERO: Final = frozenset({Forecasting.LOGISTIC, Forecasting.GM11})


@dataclass(frozen=True, eq=False)
class BackTest:
    """Errors of one-year-ahead forecasts at the series' own past.

    `mape` in % (None where an observed figure is 0), `rmse` in the series' unit, `forecasts` how many. `mase`: the mean
    absolute error over that of repeating the last figure, at the same years (Hyndman & Koehler 2006, International
    Journal of Forecasting 22:679); None where the naive forecast hits every one. `error`: the mean error in %, the MAPE
    or, where there is none, the sum of the errors over the sum of the figures; None where all of these are 0.
    """

    mape: float | None
    rmse: float
    forecasts: int
    mase: float | None
    error: float | None

    def doubts(self) -> tuple[Problem, ...]:
        """Why a forecast so tested is not to be trusted; empty where it is."""
        found = []
        if self.error is None or self.error > MOST_ERROR:
            shown = {"error": format_figure(self.error, 1), "most": format_figure(MOST_ERROR, 0)}
            found.append(Problem(ERROR_TOO_LARGE, arguments=shown))
        # what repeats every figure exactly is as good as a forecast that does
        beaten = self.rmse == 0 if self.mase is None else self.mase < MOST_SCALED_ERROR
        if not beaten:
            found.append(Problem(NO_BETTER_THAN_NAIVE, arguments={"times": format_figure(self.mase, 2)}))
        return tuple(found)


@dataclass(frozen=True, eq=False)
class Forecast:
    """A forecast: `years` and `values` (ahead,), based on `past_years`, `past` and `fitted` (point,).

    `diagnostics` are the method's own parameters and tests; `back_test` None where there are too few points or the
    method cannot be fitted at one of them. Every one of `remarks` is a reason not to trust the forecast.
    """

    method: Forecasting
    years: IntArray
    values: FloatArray
    past_years: IntArray
    past: FloatArray
    fitted: FloatArray
    back_test: BackTest | None
    diagnostics: Mapping[str, Diagnostic]
    remarks: tuple[Problem, ...] = ()

    @property
    def trusted(self) -> bool:
        """Whether the forecast is tested, off by `MOST_ERROR` at most, better than the naive one, and without a remark."""
        return self.back_test is not None and not self.remarks

    @property
    def mape(self) -> float | None:
        """The mean absolute error of the fit in %; None where an observed figure is 0 (or as good as)."""
        return _mape(self.past, self.fitted)

    @property
    def rmse(self) -> float:
        """The root of the mean squared error of the fit, in the series' unit."""
        return _rmse(self.past, self.fitted)


def forecast_assumption(made: Forecast, note: str = "") -> Assumption:
    """The assumption that continues the series as the forecast does: the rate of a compound growth, else its figures."""
    if made.method is Forecasting.CAGR:
        rate = made.diagnostics["rate"]
        assert isinstance(rate, float)
        return Assumption(Method.GROWTH, rate, note=note)
    path = tuple((int(year), float(value)) for year, value in zip(made.years, made.values, strict=True))
    return Assumption(Method.VALUES, by_year=path, note=note)


@dataclass(frozen=True, eq=False)
class _Continuation:
    fitted: FloatArray
    ahead: FloatArray
    diagnostics: Mapping[str, Diagnostic]
    remarks: tuple[Problem, ...] = field(default=())


def forecast(
    years: IntArray, figures: FloatArray, horizon: int, method: Forecasting = Forecasting.CAGR
) -> Forecast | Problem:
    """A past (year,) continued from the year after its last figure to the horizon.

    Years without a figure (NaN) are passed over by the compound rate, the line and the S curve; Holt's method
    and GM(1,1) take the longest run of years without a gap that ends with the last figure. A Problem, with
    the reason, where the past does not carry the method: too few points, figures not above 0, no ceiling.
    """
    there = np.isfinite(figures)
    if not there.any():
        return _too_few(method, 0)
    known, past = years[there], figures[there]
    last = int(known[-1])
    if last >= horizon:
        return Problem(NOTHING_AHEAD, arguments={"last": last, "horizon": horizon})
    if method in _WITHOUT_GAPS:
        begin = _last_run(known)
        known, past = known[begin:], past[begin:]
    refused = _unfit(method, known, past)
    if refused is not None:
        return refused
    ahead = np.arange(last + 1, horizon + 1, dtype=np.int64)
    made = _continued(method, known, past, ahead)
    if made is None:
        return Problem(NO_CEILING)
    if not (np.isfinite(made.ahead).all() and np.isfinite(made.fitted).all()):
        return Problem(OUT_OF_RANGE)
    tested = back_test(known, past, method)
    if tested is not None:
        doubts = tested.doubts()
    elif len(past) < TESTABLE_POINTS:
        doubts = (Problem(NOT_TRUSTED, arguments={"points": len(past), "least": TESTABLE_POINTS}),)
    else:
        doubts = (Problem(NOT_TESTED),)
    remarks = (*doubts, *made.remarks)
    return Forecast(method, ahead, made.ahead, known, past, made.fitted, tested, made.diagnostics, remarks)


def back_test(years: IntArray, figures: FloatArray, method: Forecasting) -> BackTest | None:
    """One-step forecasts from each year of the past that has at least five points before the next one.

    Complete figures (point,). None below eight points, where the method cannot be fitted at one of the
    origins, or where what it forecasts passes what a number can hold.
    """
    count = len(figures)
    if count < TESTABLE_POINTS:
        return None
    expected, seen, naive = [], [], []
    for origin in range(_FIRST_ORIGIN, count):
        if _unfit(method, years[:origin], figures[:origin]) is not None:
            return None
        made = _continued(method, years[:origin], figures[:origin], years[origin : origin + 1])
        if made is None or not np.isfinite(made.ahead[0]):
            return None
        expected.append(made.ahead[0])
        seen.append(figures[origin])
        naive.append(figures[origin - 1])
    forecasts, actual = np.array(expected), np.array(seen)
    missed = _mean_error(forecasts, actual)
    repeated = _mean_error(np.array(naive), actual)
    size = float(np.abs(actual).mean())
    mape = _mape(actual, forecasts)
    # what is off by the last bits of the arithmetic hits
    hits = missed <= _HIT * size
    return BackTest(
        mape,
        0.0 if hits else _rmse(actual, forecasts),
        len(expected),
        _figure(missed / repeated) if repeated > 0 else None,
        mape if mape is not None or size == 0 else _figure(missed / size * 100.0),
    )


_HIT: Final = 1e-12


def _mean_error(forecasts: FloatArray, actual: FloatArray) -> float:
    with np.errstate(over="ignore"):
        return float(np.abs(forecasts - actual).mean())


def _unfit(method: Forecasting, years: IntArray, past: FloatArray) -> Problem | None:
    if len(past) < LEAST_POINTS[method]:
        return _too_few(method, len(past))
    judged = past if method in _ABOVE_ZERO else past[[0, -1]]
    if method in _ABOVE_ZERO or method is Forecasting.CAGR:
        below = np.flatnonzero(judged <= 0)
        if len(below):
            place = int(below[0]) if method in _ABOVE_ZERO else (0, -1)[int(below[0])]
            return Problem(
                NOT_ABOVE_ZERO, arguments={"year": int(years[place]), "figure": float(past[place])}
            )
    return None


def _too_few(method: Forecasting, points: int) -> Problem:
    kind = TOO_SHORT_A_RUN if method in _WITHOUT_GAPS else TOO_FEW_POINTS
    return Problem(kind, arguments={"least": LEAST_POINTS[method], "points": points})


def _last_run(years: IntArray) -> int:
    """Where the last run of years without a gap begins."""
    gaps = np.flatnonzero(np.diff(years) != 1)
    return int(gaps[-1]) + 1 if len(gaps) else 0


def _compound(years: FloatArray, past: FloatArray, ahead: FloatArray) -> _Continuation:
    rate = compound_rate(years, past)
    fitted = past[0] * (1.0 + rate) ** (years - years[0])
    continued = past[-1] * (1.0 + rate) ** (ahead - years[-1])
    return _Continuation(fitted, continued, {"rate": rate * 100.0})


def _linear(years: FloatArray, past: FloatArray, ahead: FloatArray) -> _Continuation:
    line = straight_line(years, past)
    told = {"slope": line.slope, "intercept": line.intercept, "r_squared": _figure(line.r_squared)}
    return _Continuation(line.at(years), line.at(ahead), told)


def _logistic(years: FloatArray, past: FloatArray, ahead: FloatArray) -> _Continuation | None:
    curve = s_curve(years, past)
    if curve is None:
        return None
    told = {"ceiling": curve.ceiling, "k": curve.speed, "midpoint": curve.midpoint}
    return _Continuation(curve.at(years), curve.at(ahead), told)


def _holt(_years: FloatArray, past: FloatArray, ahead: FloatArray) -> _Continuation:
    # statsmodels takes seconds to open, and no other method needs it
    from npfdesk.engine.analyses.damped_trend import damped_holt

    made = damped_holt(past, len(ahead))
    told: dict[str, Diagnostic] = {
        "smoothing_level": made.level,
        "smoothing_trend": made.trend,
        "damped": True,
        "damping_trend": made.damping,
        "initial_level": made.initial_level,
        "initial_trend": made.initial_trend,
        "converged": made.converged,
    }
    remarks = () if made.converged else (Problem(NOT_SETTLED),)
    return _Continuation(made.fitted, made.ahead, told, remarks)


def _grey(_years: FloatArray, past: FloatArray, ahead: FloatArray) -> _Continuation:
    made = grey_model(past)
    told: dict[str, Diagnostic] = {
        "a": made.a,
        "b": made.b,
        "level_ratios": made.ratios.tolist(),
        "level_ratio_bounds": [made.ratio_low, made.ratio_high],
        "level_ratio_passed": made.ratios_pass,
        "C": _figure(made.posterior_ratio),
        "P": made.small_error,
        "grade": float(made.grade),
    }
    bounds = {"low": format_figure(made.ratio_low, 4), "high": format_figure(made.ratio_high, 4)}
    remarks = () if made.ratios_pass else (Problem(LEVEL_RATIO_FAILED, arguments=bounds),)
    return _Continuation(made.fitted, made.after(len(ahead)), told, remarks)


_CONTINUED: Final[
    Mapping[Forecasting, Callable[[FloatArray, FloatArray, FloatArray], _Continuation | None]]
] = MappingProxyType(
    {
        Forecasting.CAGR: _compound,
        Forecasting.LINEAR: _linear,
        Forecasting.LOGISTIC: _logistic,
        Forecasting.HOLT: _holt,
        Forecasting.GM11: _grey,
    }
)


def _continued(
    method: Forecasting, years: IntArray, past: FloatArray, ahead: IntArray
) -> _Continuation | None:
    # what overflows is found by its result, not by a warning on the way
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        return _CONTINUED[method](years.astype(np.float64), past, ahead.astype(np.float64))


def _rmse(actual: FloatArray, forecasts: FloatArray) -> float:
    missed = np.abs(forecasts - actual)
    largest = float(missed.max(initial=0.0))
    return largest * float(np.sqrt(((missed / largest) ** 2).mean())) if largest > 0 else 0.0


def _mape(actual: FloatArray, forecasts: FloatArray) -> float | None:
    if (actual == 0).any():
        return None
    with np.errstate(over="ignore"):
        return _figure(float(np.abs((forecasts - actual) / actual).mean() * 100.0))


def _figure(value: float) -> float | None:
    return value if np.isfinite(value) else None
