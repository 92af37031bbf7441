/* The leader's copy as it is seen: sections, charts and sliders over the figures of engine.js.

   Every word and name is put in as text, never as markup. Elements of drawings take the namespace of the empty drawing that
   the page begins with, so that no address stands in it. */
"use strict";

(function () {
  var content = JSON.parse(document.getElementById("content").textContent);
  var words = content.words, years = content.years;
  var drawn = document.getElementById("drawing").namespaceURI;
  var rules = { rule: content.rule, thresholds: content.thresholds, observedOnly: content.observed_only };
  var scenarios = content.scenarios.map(function (one) {
    return {
      data: one, model: npfdesk.prepared(one.model, years), settings: one.sliders.map(function () { return null; }), gapsWhole: false
    };
  });
  var statuses = {};
  content.statuses.forEach(function (one) { statuses[one.code] = one; });
  var GREY = 0, BLUE = 1, WORST = [4, 3, 2], MOST_GAPS = 24, LONGEST_AIM = 14;
  var place = content.first;

  function current() {
    return scenarios[place];
  }

  /* words */

  function counted(figure) {
    return String(figure).replace(/\B(?=(\d{3})+$)/g, ",");
  }

  /* A wording filled in: {name}, and in English {count:one|many}, {count:~is|are}. */
  function said(key, values) {
    return words[key].replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, function (whole, name, one, many) {
      var value = values[name], shown = typeof value === "number" ? counted(value) : value;
      if (one === undefined) return shown;
      var word = value === 1 ? one.replace(/^~/, "") : many;
      return one.charAt(0) === "~" ? word : shown + " " + word;
    });
  }

  function beside(one, other) {
    return said("beside", { one: one, other: other });
  }

  function listed(names) {
    if (content.language === "zh") return names.length > 1 ? names.slice(0, -1).join("、") + "和" + names[names.length - 1] : names.join("");
    return names.length > 1 ? names.slice(0, -1).join(", ") + " and " + names[names.length - 1] : names.join("");
  }

  function withUnit(figure, unit) {
    if (!unit) return figure;
    return /^[%％‰]/.test(unit) ? figure + unit : figure + " " + unit;
  }

  function gapText(target, gap) {
    if (!Number.isFinite(gap)) return "–";
    var figure = npfdesk.shown(Math.abs(gap), target.decimals);
    if (!/[1-9]/.test(figure)) return words.met;
    return said(gap > 0 ? "short" : "over", { figure: withUnit(figure, target.gap_unit) });
  }

  /* elements */

  function element(name, classes, text) {
    var made = document.createElement(name);
    if (classes) made.className = classes;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function added(parent, name, classes, text) {
    return parent.appendChild(element(name, classes, text));
  }

  function shape(parent, name, attributes, text) {
    var made = document.createElementNS(drawn, name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (text !== undefined) made.textContent = text;
    return parent.appendChild(made);
  }

  function emptied(id) {
    var found = document.getElementById(id);
    while (found.firstChild) found.removeChild(found.firstChild);
    return found;
  }

  function mark(status) {
    var made = element("span", "mark s" + status, statuses[status].mark);
    made.setAttribute("aria-hidden", "true");
    return made;
  }

  function statusCell(row, status) {
    var cell = added(row, "td", "status s" + status);
    cell.appendChild(mark(status));
    cell.appendChild(document.createTextNode(" " + statuses[status].label));
    return cell;
  }

  function head(table, names) {
    var row = added(added(table, "thead"), "tr");
    names.forEach(function (one) {
      added(row, "th", one[1] ? "figure" : "", one[0]).setAttribute("scope", "col");
    });
    return added(table, "tbody");
  }

  /* figures */

  function figuresOf(scenario, settings) {
    var state = npfdesk.projected(scenario.model, scenario.data.sliders, settings);
    state.targets = scenario.data.targets.map(function (target) { return npfdesk.judged(scenario.model, target, state, rules); });
    return state;
  }

  function counts(state) {
    var made = {};
    content.statuses.forEach(function (one) { made[one.code] = 0; });
    state.targets.forEach(function (one) { made[one.status] += 1; });
    return made;
  }

  function isMoved(scenario) {
    return scenario.settings.some(function (one) { return one !== null; });
  }

  /* overview */

  function showOverview(state) {
    var scenario = current(), found = counts(state), total = state.targets.length;
    document.getElementById("headline").textContent = said("headline", { total: total, met: found[BLUE] });
    var before = isMoved(scenario) ? counts(scenario.asItIs)[BLUE] : found[BLUE];
    var change = document.getElementById("change");
    change.textContent = isMoved(scenario)
      ? said("moved", { scenario: scenario.data.name }) + " " + said("before", { met: before }) + words.stop : "";
    change.hidden = !isMoved(scenario);
    var bar = emptied("bar"), legend = emptied("counts");
    content.statuses.forEach(function (one) {
      if (!found[one.code]) return;
      added(bar, "span", "s" + one.code).style.flexGrow = found[one.code];
      var item = added(legend, "li");
      item.appendChild(mark(one.code));
      added(item, "b", "", counted(found[one.code]));
      item.appendChild(document.createTextNode(" " + one.label));
    });
    var worst = scenario.data.key.filter(function (at) { return WORST.indexOf(state.targets[at].status) >= 0; });
    worst.sort(function (a, b) { return state.targets[b].status - state.targets[a].status || a - b; });
    var names = worst.map(function (at) { return scenario.data.targets[at].name; });
    /* an indicator is named once, however many targets it has */
    names = names.filter(function (name, at) { return names.indexOf(name) === at; }).slice(0, 3);
    document.getElementById("worst").textContent = names.length ? said("worst", { names: listed(names) })
      : scenario.data.key.length ? words.all_met : "";
    var table = emptied("key");
    var body = head(table, [[words.indicator], [words.target, true], [words.year, true], [words.value, true], [words.gap, true], [words.status]]);
    scenario.data.key.forEach(function (at) {
      var target = scenario.data.targets[at], one = state.targets[at], row = added(body, "tr");
      var name = added(row, "th", "name", target.name);
      name.setAttribute("scope", "row");
      if (target.unit) added(name, "small", "", target.unit);
      added(row, "td", "figure", target.text || "–");
      added(row, "td", "figure quiet", String(target.year));
      added(row, "td", "figure strong", npfdesk.shown(one.value, target.decimals));
      added(row, "td", "figure loose", gapText(target, one.gap));
      statusCell(row, one.status);
    });
  }

  /* charts */

  var WIDE = 440, HIGH = 220, LEFT = 54, RIGHT = 98, TOP = 14, BOTTOM = 24;

  function niceStep(span, wanted) {
    var rough = span / wanted, power = Math.pow(10, Math.floor(Math.log10(rough))), ratio = rough / power;
    return (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10) * power;
  }

  function line(figures, x, y, first, last) {
    var text = "", pen = false;
    figures.forEach(function (value, at) {
      if (at < first || at > last || !Number.isFinite(value)) {
        pen = false;
        return;
      }
      text += (pen ? "L" : "M") + x(at).toFixed(2) + " " + y(value).toFixed(2);
      pen = true;
    });
    return text;
  }

  /* A tick's figure, to as many decimals as its step has. */
  function tickText(value, step) {
    return npfdesk.shown(value, step >= 1 ? 0 : Math.min(6, Math.ceil(-Math.log10(step) - 1e-9)));
  }

  function ownFigures(chart, scenario, state) {
    var target = scenario.data.targets[chart.target];
    if (!chart.own) return null;
    if (!target.live) return npfdesk.numbers(chart.own);
    return chart.judged ? npfdesk.judgedPath(scenario.model, target.live, state.values) : state.values[target.row];
  }

  function showChart(parent, chart, scenario, state) {
    var target = scenario.data.targets[chart.target], one = state.targets[chart.target];
    var own = ownFigures(chart, scenario, state), actual = npfdesk.numbers(chart.actual);
    var others = chart.others.map(function (other) { return { colour: other.colour, name: other.name, figures: npfdesk.numbers(other.figures) }; });
    var guides = chart.guides.map(function (guide) { return { name: guide.name, figures: npfdesk.numbers(guide.figures) }; });
    if (target.live && target.live.kind === "relative") guides.push({ name: "", figures: npfdesk.reference(target.live, state.values) });
    var all = [actual].concat(own ? [own] : [], others.map(function (other) { return other.figures; }), guides.map(function (guide) { return guide.figures; }));
    var due = years.indexOf(target.year), first = years.length, last = due, low = Infinity, high = -Infinity;
    function seen(value) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    [actual].concat(own ? [own] : [], others.map(function (other) { return other.figures; })).forEach(function (figures) {
      figures.forEach(function (value, at) { if (Number.isFinite(value)) first = Math.min(first, at); });
    });
    /* to the target's year, or as far as anything is known */
    actual.forEach(function (value, at) { if (Number.isFinite(value)) last = Math.max(last, at); });
    /* a chart without any line says nothing */
    if (first > last || (first === last && !own)) return;
    var card = added(parent, "figure", "chart"), caption = added(card, "figcaption");
    added(caption, "b", "", target.name);
    var stand = added(caption, "span", "stand s" + one.status);
    stand.appendChild(mark(one.status));
    stand.appendChild(document.createTextNode(" " + statuses[one.status].label));
    added(caption, "small", "", target.unit || "");
    all.forEach(function (figures) { figures.forEach(function (value, at) { if (at >= first && at <= last && Number.isFinite(value)) seen(value); }); });
    if (Number.isFinite(one.target)) seen(one.target);
    if (low === high) {
      low -= Math.abs(low) * 0.1 || 1;
      high += Math.abs(high) * 0.1 || 1;
    }
    var step = niceStep(high - low, 4);
    low = Math.floor(low / step + 1e-9) * step;
    high = Math.ceil(high / step - 1e-9) * step;
    function x(at) {
      return LEFT + ((at - first) / Math.max(1, last - first)) * (WIDE - LEFT - RIGHT);
    }
    function y(value) {
      return TOP + ((high - value) / (high - low)) * (HIGH - TOP - BOTTOM);
    }
    var picture = shape(card, "svg", {
      viewBox: "0 0 " + WIDE + " " + HIGH, role: "img",
      "aria-label": said("chart", { name: target.name, first: String(years[first]), last: String(years[last]) })
    });
    for (var tick = low; tick <= high + step / 2; tick += step) {
      shape(picture, "line", { x1: LEFT, x2: WIDE - RIGHT, y1: y(tick), y2: y(tick), class: "grid" });
      shape(picture, "text", { x: LEFT - 6, y: y(tick) + 3.5, class: "tick", "text-anchor": "end" }, tickText(tick, step));
    }
    var every = Math.max(1, Math.ceil((last - first) / 5));
    for (var at = last; at >= first; at -= 1) {
      if ((last - at) % every !== 0) continue;
      shape(picture, "text", { x: x(at), y: HIGH - 6, class: "tick" + (at === due ? " due" : ""), "text-anchor": "middle" }, String(years[at]));
    }
    guides.forEach(function (guide) { shape(picture, "path", { d: line(guide.figures, x, y, first, last), class: "guide" }); });
    others.forEach(function (other) {
      shape(picture, "path", { d: line(other.figures, x, y, first, last), class: "other", stroke: other.colour });
    });
    if (own) shape(picture, "path", { d: line(own, x, y, first, last), class: "own", stroke: scenario.data.colour });
    shape(picture, "path", { d: line(actual, x, y, first, last), class: "actual" });
    actual.forEach(function (value, column) {
      if (column >= first && Number.isFinite(value)) shape(picture, "circle", { cx: x(column), cy: y(value), r: 2.1, class: "seen" });
    });
    if (due >= first && due <= last) showTarget(picture, target, one, own, x(due), y, scenario.data.colour);
    if (chart.sentence) added(card, "p", "note", chart.sentence);
  }

  /* The target's mark and the end of the path, each with its figure beside it; figures that meet are moved apart. */
  function showTarget(picture, target, one, own, x, y, colour) {
    var labels = [];
    if (Number.isFinite(one.target)) {
      var at = y(one.target);
      shape(picture, "path", { d: "M" + x + " " + (at - 5.5) + "l5.5 5.5l-5.5 5.5l-5.5 -5.5z", class: "aim" });
      labels.push({ y: at, text: said("aimed", { figure: target.text.length <= LONGEST_AIM ? target.text : npfdesk.shown(one.target, target.decimals) }), classes: "aimed" });
    }
    if (Number.isFinite(one.value) && own) {
      shape(picture, "circle", { cx: x, cy: y(one.value), r: 3.6, class: "end", fill: colour });
      labels.push({ y: y(one.value), text: npfdesk.shown(one.value, target.decimals), classes: "reached" });
    }
    labels.sort(function (a, b) { return a.y - b.y; });
    if (labels.length > 1) {
      var push = Math.max(0, 17 - (labels[1].y - labels[0].y)) / 2;
      labels[0].y -= push;
      labels[1].y += push;
    }
    labels.forEach(function (label) {
      shape(picture, "text", { x: x + 11, y: label.y + 4.5, class: "label " + label.classes }, label.text);
    });
  }

  function showPaths(state) {
    var scenario = current(), legend = emptied("lines"), parent = emptied("charts");
    function entry(classes, colour, text) {
      var item = added(legend, "li"), swatch = added(item, "i", classes);
      if (colour) swatch.style.borderColor = colour;
      item.appendChild(document.createTextNode(text));
    }
    entry("actual", "", words.actual);
    entry("own", scenario.data.colour, scenario.data.name);
    scenarios.forEach(function (one) { if (one !== scenario) entry("other", one.data.colour, one.data.name); });
    entry("aim", "", words.target_mark);
    scenario.data.charts.forEach(function (chart) { showChart(parent, chart, scenario, state); });
  }

  /* shortfalls and regions */

  function showGaps(state) {
    var scenario = current(), table = emptied("gap-rows"), more = document.getElementById("more");
    var missed = [];
    state.targets.forEach(function (one, at) { if (WORST.indexOf(one.status) >= 0) missed.push(at); });
    missed.sort(function (a, b) {
      var one = state.targets[a], other = state.targets[b];
      return other.status - one.status || (one.progress || 0) - (other.progress || 0) || a - b;
    });
    document.getElementById("gaps-note").textContent = missed.length ? said("gaps_note", { count: missed.length }) : words.none;
    more.hidden = scenario.gapsWhole || missed.length <= MOST_GAPS;
    more.textContent = said("more", { count: missed.length });
    table.hidden = !missed.length;
    var body = head(table, [[words.status], [words.region], [words.indicator], [words.year, true], [words.target, true], [words.value, true], [words.gap, true], [words.required, true]]);
    missed.forEach(function (at, rank) {
      var target = scenario.data.targets[at], one = state.targets[at];
      var row = added(body, "tr", rank >= MOST_GAPS && !scenario.gapsWhole ? "later" : "");
      statusCell(row, one.status);
      added(row, "td", "", target.region);
      var name = added(row, "td", "name", target.name);
      if (target.unit) added(name, "small", "", target.unit);
      added(row, "td", "figure quiet", String(target.year));
      added(row, "td", "figure", target.text || "–");
      added(row, "td", "figure strong", npfdesk.shown(one.value, target.decimals));
      added(row, "td", "figure loose", gapText(target, one.gap));
      added(row, "td", "figure quiet loose", target.required);
    });
  }

  function showCounties(state) {
    var scenario = current(), data = scenario.data.counties, table = emptied("county-rows");
    document.getElementById("counties").hidden = !data.regions.length || content.sections.indexOf("counties") < 0;
    if (!data.regions.length) return;
    var row = added(added(table, "thead"), "tr");
    added(row, "th", "", words.region).setAttribute("scope", "col");
    data.indicators.forEach(function (one) {
      var cell = added(row, "th", "figure", one.name);
      cell.setAttribute("scope", "col");
      if (one.unit) added(cell, "small", "", one.unit);
    });
    var body = added(table, "tbody");
    data.regions.forEach(function (name, at) {
      var line = added(body, "tr");
      added(line, "th", "", name).setAttribute("scope", "row");
      data.cells[at].forEach(function (found) {
        if (found === null) {
          added(line, "td", "");
          return;
        }
        var target = scenario.data.targets[found], one = state.targets[found];
        var cell = added(line, "td", "figure heat s" + one.status, npfdesk.shown(one.value, target.decimals) + " ");
        cell.appendChild(mark(one.status));
        cell.title = [name, target.name, words.target + " " + target.text, gapText(target, one.gap), statuses[one.status].label].join(" · ");
      });
    });
  }

  /* sliders */

  function figureText(slider, figure) {
    return withUnit(bareText(slider, figure), slider.unit);
  }

  function bareText(slider, figure) {
    return npfdesk.shown(figure, Math.min(slider.places, decimalsOf(figure)));
  }

  function decimalsOf(figure) {
    return (String(Number(figure.toFixed(6))).split(".")[1] || "").length;
  }

  function settingOf(at) {
    var scenario = current(), set = scenario.settings[at];
    return set === null ? scenario.data.sliders[at].figure : set;
  }

  function set(at, figure) {
    var scenario = current(), slider = scenario.data.sliders[at];
    figure = Math.min(slider.high, Math.max(slider.low, figure));
    scenario.settings[at] = figure === slider.figure ? null : figure;
    show();
  }

  /* Figures as people type them: 1,234.5, full-width digits, with a unit behind. */
  function typed(text) {
    var plain = text.replace(/[０-９．－＋]/g, function (one) { return String.fromCharCode(one.charCodeAt(0) - 0xfee0); });
    plain = plain.replace(/−/g, "-").replace(/[,，\s]/g, "").replace(/[%％]$/, "");
    return plain === "" || !Number.isFinite(Number(plain)) ? null : Number(plain);
  }

  function showSliders() {
    var scenario = current(), parent = emptied("slider-rows");
    scenario.data.sliders.forEach(function (slider, at) {
      var row = added(parent, "div", "slider"), top = added(row, "div", "named");
      added(top, "b", "", slider.name);
      added(top, "span", "assumed", words.assumption);
      added(row, "div", "what", slider.what);
      var controls = added(row, "div", "controls"), range = added(controls, "input"), field = added(controls, "input", "typed");
      range.type = "range";
      range.min = Math.ceil((slider.low - slider.figure) / slider.step - 1e-9);
      range.max = Math.floor((slider.high - slider.figure) / slider.step + 1e-9);
      range.step = 1;
      range.setAttribute("aria-label", slider.name + " " + slider.what);
      range.addEventListener("input", function () {
        var steps = Number(range.value);
        set(at, steps === 0 ? slider.figure : Number((slider.figure + steps * slider.step).toFixed(slider.places)));
      });
      field.type = "text";
      field.inputMode = "decimal";
      field.setAttribute("aria-label", said("figure_of", { name: slider.name }));
      field.addEventListener("change", function () {
        var figure = typed(field.value);
        if (figure !== null) set(at, figure);
        else showSettings();
      });
      if (slider.unit) added(controls, "span", "unit", slider.unit);
      var foot = added(row, "div", "foot");
      added(foot, "span", "present", beside(said("present", { figure: figureText(slider, slider.figure) }), said("between", { low: bareText(slider, slider.low), high: bareText(slider, slider.high) })));
      added(foot, "button", "reset", words.reset).addEventListener("click", function () { set(at, slider.figure); });
    });
    document.getElementById("sliders-note").textContent = scenario.data.sliders.length ? words.sliders_note : words.no_sliders;
    document.getElementById("refused").textContent = scenario.data.refused.length ? said("refused", { names: listed(scenario.data.refused) }) : "";
    document.getElementById("levers").textContent = scenario.data.sliders.some(function (one) { return one.lever; }) ? words.levers : "";
  }

  function showSettings() {
    var scenario = current(), rows = document.getElementById("slider-rows").children;
    scenario.data.sliders.forEach(function (slider, at) {
      var row = rows[at], figure = settingOf(at), moved = scenario.settings[at] !== null;
      row.classList.toggle("moved", moved);
      var range = row.querySelector("input[type=range]"), field = row.querySelector(".typed");
      var steps = Math.round((figure - slider.figure) / slider.step);
      if (Number(range.value) !== steps) range.value = steps;
      range.setAttribute("aria-valuetext", figureText(slider, figure));
      field.value = npfdesk.shown(figure, decimalsOf(figure)).replace("−", "-");
      row.querySelector(".reset").hidden = !moved;
    });
    document.getElementById("reset-all").hidden = !isMoved(scenario);
    showPrinted();
  }

  /* On paper the sliders stand as text. */
  function showPrinted() {
    var scenario = current(), parent = emptied("printed");
    parent.hidden = !scenario.data.sliders.length;
    added(parent, "b", "", words.printed);
    var list = added(parent, "ul");
    scenario.data.sliders.forEach(function (slider, at) {
      var item = added(list, "li"), moved = scenario.settings[at] !== null;
      added(item, "span", "", beside(slider.name, slider.what));
      var present = said("present", { figure: figureText(slider, slider.figure) });
      added(item, "span", "", moved ? beside(figureText(slider, settingOf(at)), present) : figureText(slider, settingOf(at)));
    });
  }

  /* the page */

  function show() {
    var scenario = current();
    if (!scenario.asItIs) scenario.asItIs = figuresOf(scenario, null);
    var state = figuresOf(scenario, scenario.settings);
    showOverview(state);
    showPaths(state);
    showGaps(state);
    showCounties(state);
    showSettings();
  }

  function showScenario(at) {
    place = at;
    var tabs = document.getElementById("scenarios");
    Array.prototype.forEach.call(tabs.children, function (tab, number) { tab.setAttribute("aria-pressed", String(number === at)); });
    document.getElementById("seal").textContent = current().data.seal;
    document.getElementById("seal").hidden = !current().data.seal;
    document.getElementById("described").textContent = current().data.description ? beside(current().data.sealed, current().data.description) : current().data.sealed;
    showSliders();
    show();
  }

  function begin() {
    document.documentElement.lang = content.language === "zh" ? "zh-CN" : "en";
    Array.prototype.forEach.call(document.querySelectorAll("[data-words]"), function (one) { one.textContent = words[one.dataset.words]; });
    ["subject", "title", "subtitle", "rule_text", "provenance", "made", "watermark"].forEach(function (key) {
      document.getElementById(key).textContent = content[key];
    });
    document.getElementById("meanings").textContent = content.meanings.join("   ");
    var tabs = document.getElementById("scenarios");
    scenarios.forEach(function (one, at) {
      var tab = added(tabs, "button", "", one.data.name);
      tab.style.setProperty("--own", one.data.colour);
      tab.addEventListener("click", function () { showScenario(at); });
    });
    tabs.hidden = scenarios.length < 2;
    /* sections in the order chosen, those left out hidden */
    var main = document.getElementById("sections");
    ["overview", "paths", "shortfalls", "counties"].forEach(function (key) {
      document.getElementById(key).hidden = content.sections.indexOf(key) < 0;
      Array.prototype.forEach.call(document.querySelectorAll('nav a[href="#' + key + '"]'), function (one) { one.hidden = content.sections.indexOf(key) < 0; });
    });
    content.sections.forEach(function (key) { main.appendChild(document.getElementById(key)); });
    document.getElementById("more").addEventListener("click", function () {
      current().gapsWhole = true;
      show();
    });
    document.getElementById("reset-all").addEventListener("click", function () {
      current().settings = current().settings.map(function () { return null; });
      show();
    });
    document.getElementById("print").addEventListener("click", function () { window.print(); });
    showScenario(content.first);
  }

  /* For whoever checks the page: all figures of a scenario (its place) at each of many settings, a figure or null for each
     slider in their order. Each answer has `values` by series row and `targets` (value, target, gap, progress, status, and as
     they are shown). */
  npfdesk.figures = function (at, many) {
    var scenario = scenarios[at];
    return many.map(function (settings) {
      var state = figuresOf(scenario, settings);
      return {
        values: state.values,
        targets: state.targets.map(function (one, position) {
          var target = scenario.data.targets[position];
          return {
            value: one.value, target: one.target, gap: one.gap, progress: one.progress, status: one.status,
            shown: npfdesk.shown(one.value, target.decimals), gapShown: gapText(target, one.gap)
          };
        })
      };
    });
  };
  window.npfdesk = npfdesk;
  begin();
})();
