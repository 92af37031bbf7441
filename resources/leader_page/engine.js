/* The engine of the leader's copy: the recurrences of the program over the plan's data in the page, and nothing else.

   A model is one scenario: the figures of its series by row, and of those that a parameter moves how they are computed.
   A missing value is NaN, as in the program. Arrays are by year, the first year of the plan first. Nothing here touches the page. */
"use strict";

var npfdesk = (function () {
  var EDGE = 1e-9; /* at a threshold, and below nothing by the last bits */
  var LARGEST = 1e18; /* beyond it a figure has overflown */
  var SHARE_EDGE = 1e-9; /* how far a share may lie past its whole by the last bits */
  var GREY = 0, BLUE = 1, YELLOW = 2, ORANGE = 3, RED = 4;

  function number(value) {
    return value === null || value === undefined ? NaN : Number(value);
  }

  function numbers(list) {
    return list.map(number);
  }

  function filled(count, value) {
    var made = new Array(count);
    for (var at = 0; at < count; at += 1) made[at] = value;
    return made;
  }

  function finite(value) {
    return Number.isFinite(value) ? value : NaN;
  }

  function marked(columns, count) {
    var made = filled(count, false);
    (columns || []).forEach(function (column) { made[column] = true; });
    return made;
  }

  /* The data of a scenario as it is computed with: numbers for nulls, marks for lists of columns. */
  function prepared(model, years) {
    var count = years.length;
    var made = { years: years, count: count, data: model, figures: {}, paths: [], live: {}, stages: [], fixed: {}, gone: {} };
    Object.keys(model.figures).forEach(function (row) { made.figures[row] = numbers(model.figures[row]); });
    model.paths.forEach(function (path) {
      var one = Object.assign({}, path, { absent: marked(path.absent, count) });
      if (path.own) one.own = numbers(path.own);
      if (path.observed) one.observed = numbers(path.observed);
      if (Array.isArray(path.gain)) one.gain = numbers(path.gain);
      made.paths.push(one);
      made.live[path.row] = one;
    });
    model.stages.forEach(function (stage) {
      made.stages.push({
        formulas: stage.formulas.map(function (one) {
          return { row: one.row, tree: one.tree, observed: numbers(one.observed), ended: marked(one.ended, count) };
        }),
        rollups: stage.rollups.map(function (one) {
          return {
            row: one.row, members: one.members, weights: one.weights || null,
            away: one.away ? one.away.map(function (columns) { return marked(columns, count); }) : null,
            empty: marked(one.empty, count), absent: marked(one.absent, count)
          };
        })
      });
    });
    Object.keys(model.impossible).forEach(function (row) { made.fixed[row] = marked(model.impossible[row], count); });
    Object.keys(model.gone).forEach(function (row) { made.gone[row] = marked(model.gone[row], count); });
    return made;
  }

  /* levers */

  /* Straight between given years, 0 before the first, level after the last: an intensity in % as a share. */
  function intensity(curve, year) {
    var last = curve.length - 1;
    if (last < 0 || year < curve[0][0]) return 0;
    if (year >= curve[last][0]) return curve[last][1] / 100;
    var at = 0;
    while (curve[at + 1][0] <= year) at += 1;
    var from = curve[at], to = curve[at + 1];
    var slope = (to[1] - from[1]) / (to[0] - from[0]);
    return (slope * (year - from[0]) + from[1]) / 100;
  }

  /* The classic coupling coordination degree of the dimensions' mean intensities: sqrt(C T). */
  function coordination(dimensions, curves, year) {
    if (!dimensions.length) return 0;
    var total = 0, product = 1, count = dimensions.length;
    dimensions.forEach(function (some) {
      var sum = 0;
      some.forEach(function (place) { sum += place < 0 ? 0 : intensity(curves[place], year); });
      var mean = sum / some.length;
      total += mean;
      product *= mean;
    });
    var coupling = total === 0 ? 0 : (count * Math.pow(product, 1 / count)) / total;
    return Math.sqrt(coupling * (total / count));
  }

  /* What levers add to each series' growth, by row: effect x intensity before the lag x multipliers, coordination, spillover. */
  function gains(model, curves) {
    var own = {}, data = model.data;
    data.gains.forEach(function (one) {
      own[one.row] = model.years.map(function (year) {
        var sum = 0;
        one.effects.forEach(function (effect) { sum += intensity(curves[effect[0]], year - effect[1]) * effect[2]; });
        return data.synergy ? sum * (1 + data.synergy * coordination(data.dimensions[one.cell], curves, year)) : sum;
      });
    });
    if (!data.spillover) return own;
    var whole = {}, passed = data.spillover;
    Object.keys(own).forEach(function (row) { whole[row] = own[row].slice(); });
    passed.received.forEach(function (one) {
      if (!whole[one.row]) return;
      for (var at = passed.lag; at < model.count; at += 1) {
        var sum = 0;
        one.from.forEach(function (giver) {
          if (own[giver[0]]) sum += passed.share * own[giver[0]][at - passed.lag] * giver[1];
        });
        whole[one.row][at] += sum;
      }
    });
    return whole;
  }

  /* own paths */

  /* Year by year from the last figure on: the figure before x the year's factor + the year's step, levers added to either. */
  function paced(model, path, given, gain) {
    var made = filled(model.count, NaN);
    var pace = path.pace !== undefined ? number(path.pace) : path.added ? number(given.value) : number(given.value) / path.scale;
    for (var at = 0; at < model.count; at += 1) {
      if (at === 0 || at <= path.last) {
        made[at] = path.observed[at];
        continue;
      }
      var factor = path.added ? 1 : 1 + pace, step = path.added ? pace : 0;
      if (path.by_year && given.years[at] !== undefined) {
        if (path.added) step = given.years[at] / path.scale;
        else factor = 1 + given.years[at] / path.scale;
      }
      if (gain && path.last >= 0) {
        if (path.points) step += gain[at];
        else factor += gain[at] / 100;
      }
      made[at] = made[at - 1] * factor + step;
    }
    return made;
  }

  /* K / (1 + exp(-k (t - m))), k = ln(K / v - 1) / (m - b); no figure where no such curve exists. */
  function logistic(model, path, given) {
    var start = path.last >= 0 ? path.observed[path.last] : NaN;
    var base = model.years[Math.max(path.last, 0)];
    var ceiling = number(given.value), midpoint = number(given.midpoint);
    var exists = start > 0 && ceiling > start && midpoint !== base && !Number.isNaN(midpoint);
    var steepness = exists ? Math.log(ceiling / start - 1) / (midpoint - base) : NaN;
    return model.years.map(function (year, at) {
      return at > path.last ? ceiling / (1 + Math.exp(-steepness * (year - midpoint))) : path.observed[at];
    });
  }

  /* The figures given, straight between (from the last observed one), level after the last. */
  function stated(model, path, given) {
    var known = [];
    if (path.last >= 0) known.push([path.last, path.observed[path.last]]);
    for (var column = path.last + 1; column < model.count; column += 1) {
      if (given.years[column] !== undefined) known.push([column, given.years[column]]);
    }
    if (given.beyond) known.push(given.beyond);
    return model.years.map(function (year, at) {
      if (at <= path.last) return path.observed[at];
      if (!known.length || at < known[0][0]) return NaN;
      var end = known[known.length - 1];
      if (at >= end[0]) return end[1];
      var place = 0;
      while (known[place + 1][0] <= at) place += 1;
      var from = known[place], to = known[place + 1];
      return ((to[1] - from[1]) / (to[0] - from[0])) * (at - from[0]) + from[1];
    });
  }

  function ownPath(model, path, assumptions, gain) {
    if (path.kind === "as it is") return path.own.slice();
    var given = typeof path.given === "number" ? assumptions[path.given] : path.given, made;
    if (path.kind === "pace") made = paced(model, path, given, path.gain === "levers" ? gain[path.row] : path.gain);
    else if (path.kind === "logistic") made = logistic(model, path, given);
    else made = stated(model, path, given);
    /* a region is projected only while it is in force */
    return made.map(function (value, at) { return path.absent[at] ? path.observed[at] : value; });
  }

  /* formulas */

  var ALONE = { abs: Math.abs, sqrt: Math.sqrt, log: Math.log, exp: Math.exp };
  var JOIN = {
    "+": function (a, b) { return finite(a + b); },
    "-": function (a, b) { return finite(a - b); },
    "*": function (a, b) { return finite(a * b); },
    "/": function (a, b) { return finite(a / b); },
    "<": function (a, b) { return a < b ? 1 : 0; },
    "<=": function (a, b) { return a <= b ? 1 : 0; },
    ">": function (a, b) { return a > b ? 1 : 0; },
    ">=": function (a, b) { return a >= b ? 1 : 0; },
    "==": function (a, b) { return a === b ? 1 : 0; },
    "!=": function (a, b) { return a !== b ? 1 : 0; },
    min: Math.min,
    max: Math.max
  };

  function joined(name, left, right) {
    var join = JOIN[name];
    return left.map(function (value, at) {
      return Number.isNaN(value) || Number.isNaN(right[at]) ? NaN : join(value, right[at]);
    });
  }

  function overChildren(model, name, limited, parts, values) {
    if (!parts.length) return filled(model.count, NaN);
    var total = filled(model.count, 0), counted = filled(model.count, 0);
    parts.forEach(function (part) {
      var figures = evaluated(model, part[0], values), away = marked(part[1], model.count);
      for (var at = 0; at < model.count; at += 1) {
        if (away[at]) continue;
        var value = figures[at];
        if (name === "count" && !Number.isNaN(value)) value = value !== 0 ? 1 : 0;
        total[at] += value;
        counted[at] += 1;
      }
    });
    return total.map(function (sum, at) {
      if (limited && !counted[at]) return NaN;
      return finite(name === "mean" ? sum / counted[at] : sum);
    });
  }

  function evaluated(model, tree, values) {
    if (typeof tree === "number") return filled(model.count, tree);
    var name = tree[0];
    if (name === "series") return tree[1] < 0 ? filled(model.count, NaN) : values[tree[1]];
    if (name === "negative") return evaluated(model, tree[1], values).map(function (value) { return -value; });
    if (name === "sum" || name === "mean" || name === "count") return overChildren(model, name, tree[1], tree[2], values);
    var first = evaluated(model, tree[1], values);
    if (name === "prev") return [NaN].concat(first.slice(0, -1));
    if (name === "base") return filled(model.count, tree[2] === null ? NaN : first[tree[2]]);
    if (ALONE[name]) return first.map(function (value) { return finite(ALONE[name](value)); });
    for (var at = 2; at < tree.length; at += 1) first = joined(name, first, evaluated(model, tree[at], values));
    return first;
  }

  /* roll-ups */

  function rolledUp(model, one, values) {
    return model.years.map(function (year, at) {
      if (one.empty[at]) return NaN;
      var sum = 0, weight = 0;
      for (var member = 0; member < one.members.length; member += 1) {
        if (one.away && one.away[member][at]) continue;
        var value = values[one.members[member]][at];
        if (!one.weights) {
          sum += value;
          continue;
        }
        var by = one.weights[member] < 0 ? NaN : values[one.weights[member]][at];
        sum += value * by;
        weight += by;
      }
      return one.weights ? finite(sum / weight) : sum;
    });
  }

  /* Formulas and roll-ups in the plan's order; `seen` marks what is observed by row, and is brought up to date. */
  function staged(model, values, own, seen, observedOf) {
    model.stages.forEach(function (stage) {
      stage.formulas.forEach(function (one) {
        var figures = evaluated(model, one.tree, values), observed = observedOf(one);
        var marks = filled(model.count, false);
        var made = figures.map(function (value, at) {
          value = finite(value);
          if (!Number.isNaN(value) && !one.ended[at]) return value;
          marks[at] = Number.isFinite(observed[at]);
          return observed[at];
        });
        seen[one.row] = marks;
        own[one.row] = made;
        values[one.row] = made.slice();
      });
      stage.rollups.forEach(function (one) {
        var path = model.live[one.row], mine = own[one.row];
        var none = !mine.some(Number.isFinite);
        var rolled = rolledUp(model, one, values).map(function (value, at) { return one.absent[at] ? NaN : value; });
        var marks = seen[one.row].slice();
        values[one.row] = mine.map(function (value, at) {
          if (!none && !(path.rolled && at > path.last)) return value;
          marks[at] = false;
          return rolled[at];
        });
        seen[one.row] = marks;
      });
    });
  }

  /* what cannot be */

  /* Which projected figures cannot be, by row: shares past their whole, growths of all there is, amounts below nothing,
     overflown figures; and the formulas and roll-ups that rest on such. */
  function impossible(model, values, own, seen) {
    var data = model.data, found = {}, any = false;
    function mark(row, at) {
      if (!seen[row][at]) {
        found[row][at] = true;
        any = true;
      }
    }
    model.paths.forEach(function (path) {
      found[path.row] = filled(model.count, false);
      values[path.row].forEach(function (value, at) { if (Math.abs(value) > LARGEST) mark(path.row, at); });
    });
    data.shares.forEach(function (row) {
      values[row].forEach(function (value, at) {
        if (value > 100 * (1 + SHARE_EDGE) || value < -SHARE_EDGE) mark(row, at);
      });
    });
    data.no_less.forEach(function (row) { values[row].forEach(function (value, at) { if (value < -EDGE) mark(row, at); }); });
    data.rates.forEach(function (row) { values[row].forEach(function (value, at) { if (value <= -100) mark(row, at); }); });
    data.grown.forEach(function (row) {
      var spent = false, path = values[row];
      for (var at = 1; at < model.count; at += 1) {
        if (!seen[row][at] && path[at - 1] * path[at] <= 0 && path[at - 1] !== 0) spent = true;
        if (spent) mark(row, at);
      }
    });
    var fixed = Object.keys(model.fixed).some(function (row) { return model.fixed[row].some(Boolean); });
    if (any || fixed) resting(model, values, own, seen, found);
    return found;
  }

  function resting(model, values, own, seen, found) {
    var left = {}, mine = Object.assign({}, own), marks = Object.assign({}, seen);
    Object.keys(values).forEach(function (row) {
      var gone = found[row] || model.gone[row];
      left[row] = values[row].map(function (value, at) { return gone && gone[at] ? NaN : value; });
    });
    staged(model, left, mine, marks, function (one) {
      return values[one.row].map(function (value, at) { return seen[one.row][at] ? value : NaN; });
    });
    model.paths.forEach(function (path) {
      left[path.row].forEach(function (value, at) {
        if (Number.isFinite(values[path.row][at]) && !Number.isFinite(value)) found[path.row][at] = true;
      });
    });
  }

  /* All figures of a scenario where its parameters are set to `settings` (slider, in their order; null: as it is). */
  function projected(model, sliders, settings) {
    var data = model.data;
    var assumptions = data.assumptions.map(function (one) {
      return one && { value: one.value, midpoint: one.midpoint, years: Object.assign({}, one.years), beyond: one.beyond };
    });
    var curves = data.intensities.map(function (curve) { return curve.map(function (point) { return point.slice(); }); });
    sliders.forEach(function (slider, place) {
      var to = settings ? settings[place] : null;
      if (to === null || to === undefined) return;
      if (slider.lever) {
        curves[slider.intensity].forEach(function (point) { if (point[0] === slider.year) point[1] = to; });
      } else if (slider.part === "year") assumptions[slider.assumption].years[slider.column] = to;
      else if (slider.part === "beyond") assumptions[slider.assumption].beyond = [slider.column, to];
      else assumptions[slider.assumption][slider.part] = to;
    });
    var gain = gains(model, curves), values = {}, own = {}, seen = {};
    Object.keys(model.figures).forEach(function (row) { values[row] = model.figures[row]; });
    model.paths.forEach(function (path) {
      own[path.row] = ownPath(model, path, assumptions, gain);
      values[path.row] = own[path.row].slice();
      seen[path.row] = filled(model.count, false).map(function (none, at) { return at <= path.last; });
    });
    staged(model, values, own, seen, function (one) { return one.observed; });
    return { values: values, impossible: impossible(model, values, own, seen) };
  }

  /* targets */

  function growths(values, rate) {
    if (rate) return values;
    return values.map(function (value, at) {
      var before = at > 0 ? values[at - 1] : NaN;
      return before > 0 ? (value / before - 1) * 100 : NaN;
    });
  }

  /* prod(1 + r / 100) of the years after `since`, NaN up to it. */
  function growthIndex(rates, since) {
    var product = 1;
    return rates.map(function (rate, at) {
      if (since < -1 || at <= since) return NaN;
      product *= 1 + rate / 100;
      return product;
    });
  }

  /* What an index comes to in % a year, or in all. */
  function growthToDate(index, since, annual) {
    return index.map(function (value, at) {
      if (at <= since) return NaN;
      if (!annual) return (value - 1) * 100;
      return value > 0 ? (Math.pow(value, 1 / (at - since)) - 1) * 100 : NaN;
    });
  }

  function sumToDate(values, since) {
    var sum = 0;
    return values.map(function (value, at) {
      if (since < -1 || at < since) return NaN;
      if (at > since) sum += value;
      return sum;
    });
  }

  function lastOf(figures) {
    for (var at = figures.length - 1; at >= 0; at -= 1) if (Number.isFinite(figures[at])) return figures[at];
    return NaN;
  }

  function beyond(live, own, other) {
    var slack = live.loose === null ? EDGE * Math.max(1, Math.abs(other)) : live.loose * Math.abs(other);
    return live.sign * (own - other) >= -slack;
  }

  /* The figures judged of a target in every year, with what the rules look at where that is another figure. */
  function judgedPath(model, live, values) {
    var own = values[live.row];
    if (live.kind === "sum") return sumToDate(own, live.since);
    if (live.kind === "growth") return growthToDate(growthIndex(own, live.since), live.since, live.annual);
    if (live.kind === "rank") return model.years.map(function (year, at) { return placeAmong(live, values, at); });
    if (live.kind === "relative growth") return relativeGrowth(live, values).own;
    if (live.kind === "relative") {
      var other = reference(live, values);
      return own.map(function (value, at) { return Number.isFinite(other[at]) ? value : NaN; });
    }
    return own;
  }

  function placeAmong(live, values, at) {
    var own = values[live.row][at], better = 0, whole = live.any && Number.isFinite(own);
    live.peers.forEach(function (row) {
      var other = values[row][at];
      if (!Number.isFinite(other)) whole = false;
      if ((live.up ? 1 : -1) * (other - own) > 0) better += 1;
    });
    return whole ? 1 + better : NaN;
  }

  function reference(live, values) {
    var known = values[live.other].slice();
    live.unknown.forEach(function (column) { known[column] = NaN; });
    if (live.at !== null) known = filled(known.length, live.at >= 0 && live.at < known.length ? finite(known[live.at]) : NaN);
    return known.map(function (value) { return live.factor * value + live.added; });
  }

  function relativeGrowth(live, values) {
    var known = values[live.other].slice();
    live.unknown.forEach(function (column) { known[column] = NaN; });
    var theirs = growths(known, live.rates[1]).map(function (rate) { return live.factor * rate + live.added; });
    var other = growthIndex(theirs, live.since);
    var index = growthIndex(growths(values[live.row], live.rates[0]), live.since).map(function (value, at) {
      return Number.isFinite(other[at]) ? value : NaN;
    });
    return {
      index: index, otherIndex: other,
      own: growthToDate(index, live.since, true), other: growthToDate(other, live.since, true)
    };
  }

  function grownInAll(growth, years, annual) {
    var factor = 1 + growth / 100;
    if (!Number.isFinite(growth) || factor < 0) return NaN;
    return annual ? Math.pow(factor, years) : factor;
  }

  /* What the rules look at of a target in its own year. */
  function seenOf(model, live, values) {
    var at = live.due, shown = judgedPath(model, live, values)[at];
    var seen = {
      shown: shown, value: shown, shownTarget: NaN, base: number(live.base), aim: number(live.aim),
      milestone: number(live.milestone), verdict: -1, met: null
    };
    if (live.kind === "growth") seen.value = at === live.since ? 1 : growthIndex(values[live.row], live.since)[at];
    if (live.kind === "relative") {
      var other = reference(live, values);
      var reach = Number.isFinite(other[at]) ? other[at] : lastOf(other);
      seen.shownTarget = seen.aim = reach;
      seen.milestone = at >= live.since ? other[at] : NaN;
      seen.met = beyond(live, values[live.row][at], other[at]);
    }
    if (live.kind === "relative growth") {
      var both = relativeGrowth(live, values), span = live.due - live.since;
      seen.shownTarget = Number.isFinite(both.other[at]) ? both.other[at] : lastOf(both.other);
      seen.aim = grownInAll(seen.shownTarget, span, true);
      seen.value = at === live.since ? 1 : both.index[at];
      seen.milestone = at === live.since ? 1 : both.otherIndex[at];
      seen.met = beyond(live, both.own[at], both.other[at]);
    }
    if (live.kind === "rank" || live.kind === "place") seen.met = shown <= number(live.bounds[0]) + EDGE;
    if (live.kind === "words") {
      seen.value = NaN;
      seen.met = false;
      if (live.way !== null && Number.isFinite(shown)) {
        var change = shown - live.from, level = Math.abs(change) <= live.slack;
        seen.verdict = level ? (live.way === 0 ? BLUE : YELLOW) : change * live.better > 0 ? BLUE : RED;
        seen.met = seen.verdict === BLUE;
      }
    }
    if (seen.met === null) seen.met = within(live, shown);
    return seen;
  }

  function within(live, value) {
    if (!Number.isFinite(value)) return false;
    var target = number(live.bounds[0]), low = number(live.bounds[1]), high = number(live.bounds[2]);
    var slack = EDGE * Math.max(1, Math.abs(target));
    if (live.inside) return value >= low - slack && value <= high + slack;
    return live.sign * (value - target) >= -slack;
  }

  /* Whether a range was run through to the side away from where the way began. */
  function pastFarEdge(live, value) {
    if (!live.inside || !Number.isFinite(value)) return false;
    var low = number(live.edges[0]), high = number(live.edges[1]), begun = number(live.begun);
    var slack = EDGE * Math.max(1, Math.abs(value));
    var above = value > high + slack, below = value < low - slack;
    return begun < low ? above : begun > high ? below : above || below;
  }

  function paceRatio(live, seen) {
    var base = seen.base, target = seen.aim, value = seen.value, achieved, required;
    if (!live.points && base > 0 && target > 0 && value > 0) {
      achieved = Math.pow(value / base, 1 / live.elapsed) - 1;
      required = Math.pow(target / base, 1 / live.total) - 1;
    } else {
      achieved = (value - base) / live.elapsed;
      required = (target - base) / live.total;
    }
    if (!Number.isFinite(achieved) || !Number.isFinite(required) || live.elapsed <= 0 || live.total <= 0) return NaN;
    if (live.spent) return achieved > 0 ? required / achieved : Infinity;
    return live.sign * required > 0 ? achieved / required : -Infinity;
  }

  function outcomeShare(live, seen) {
    var way = live.sign * (seen.aim - seen.base);
    if (!Number.isFinite(way) || !Number.isFinite(seen.value)) return NaN;
    return way > 0 ? (live.sign * (seen.value - seen.base)) / way : -Infinity;
  }

  function scheduleShare(live, seen) {
    var short = live.sign * (seen.milestone - seen.value);
    if (!Number.isFinite(short)) return NaN;
    if (short <= EDGE * Math.max(1, Math.abs(seen.milestone))) return 1;
    return 1 - short / Math.abs(seen.milestone - seen.base);
  }

  var SCORES = { pace: paceRatio, outcome: outcomeShare, schedule: scheduleShare };

  function graded(live, seen, rules) {
    if (seen.verdict >= 0) return seen.verdict;
    if (seen.met) return BLUE;
    var score = SCORES[rules.rule](live, seen);
    if (Number.isNaN(score)) return GREY;
    for (var step = 0; step < 3; step += 1) if (score >= rules.thresholds[step] - EDGE) return BLUE + step;
    return RED;
  }

  /* A target in its own year: value, target, gap (positive while something is missing), progress, status. */
  function judged(model, target, state, rules) {
    var live = target.live;
    if (!live) {
      return {
        value: number(target.value), target: number(target.target), gap: number(target.gap),
        progress: number(target.progress), status: target.status
      };
    }
    var seen = seenOf(model, live, state.values), marks = state.impossible[live.row] || model.fixed[live.row];
    var aimed = live.kind === "relative" || live.kind === "relative growth" ? seen.shownTarget : number(target.target);
    var status = graded(live, seen, rules);
    var unfit = pastFarEdge(live, seen.shown) || (live.measured ? marks.slice(0, live.due + 1).some(Boolean) : marks[live.due]);
    if (unfit && status === BLUE) status = YELLOW;
    if (Math.abs(seen.shown) > LARGEST) status = GREY;
    if (rules.observedOnly && !(live.actual && Number.isFinite(seen.shown))) status = GREY;
    return {
      value: seen.shown, target: aimed, gap: live.sign * (aimed - seen.shown) + 0,
      progress: finite((seen.value - seen.base) / (seen.aim - seen.base)) + 0, status: status
    };
  }

  /* figures as they are shown */

  /* Decimal digits of a number without an exponent. */
  function expanded(text) {
    var parts = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text);
    var whole = parts[2], part = parts[3] || "", power = Number(parts[4] || 0);
    while (power > 0) { whole += part[0] || "0"; part = part.slice(1); power -= 1; }
    while (power < 0) { part = (whole[whole.length - 1] || "0") + part; whole = whole.slice(0, -1); power += 1; }
    return [whole.replace(/^0+(?=\d)/, "") || "0", part];
  }

  /* Half up in decimal, by the 15 digits that Excel goes by where these are a tie: 2.25 is 2.3. */
  function rounded(value, decimals) {
    var size = Math.abs(value), near = expanded(String(Number(size.toPrecision(15)))), written = expanded(String(size));
    var chosen = near[1].replace(/0+$/, "").length === decimals + 1 && near[1][decimals] === "5" ? near : written;
    var part = (chosen[1] + new Array(decimals + 2).join("0")).slice(0, decimals + 1);
    var digits = (chosen[0] + part.slice(0, decimals)).split("");
    if (part[decimals] >= "5") {
      var at = digits.length - 1;
      while (at >= 0 && digits[at] === "9") { digits[at] = "0"; at -= 1; }
      if (at < 0) digits.unshift("1");
      else digits[at] = String(Number(digits[at]) + 1);
    }
    var text = digits.join(""), whole = text.slice(0, text.length - decimals) || "0";
    return { whole: whole, part: text.slice(text.length - decimals), less: value < 0 && /[1-9]/.test(text) };
  }

  /* A figure for reading, thousands set off: 1,045.2; – where there is none. */
  function shown(value, decimals, none) {
    if (!Number.isFinite(value)) return none === undefined ? "–" : none;
    var text = rounded(value, decimals), whole = text.whole.replace(/\B(?=(\d{3})+$)/g, ",");
    return (text.less ? "−" : "") + whole + (decimals ? "." + text.part : "");
  }

  return {
    prepared: prepared, projected: projected, judged: judged, judgedPath: judgedPath, reference: reference, shown: shown,
    number: number, numbers: numbers
  };
})();
