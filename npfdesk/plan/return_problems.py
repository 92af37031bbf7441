"""What can be wrong with returns, and with a figure in one, once they are held against what was asked and what is known."""

from __future__ import annotations

from typing import Final

from npfdesk.plan.problems import error, warning

OTHER_COLLECTION: Final = error(
    "return_of_other_collection",
    "“{text}”属于另一次收集（{year}年，{issued}下发{round}），其中 {count} 个数都没有采用。请用那一次的收集目录汇总，或请填报单位用本次的表重报。",
    "“{text}” belongs to another collection (figures of {year}, issued {issued_en}{round_en}); none of its "
    "{count:figure|figures} was taken. Gather it with that collection's index, or have it filled in on this one's form.",
)
NOT_OURS: Final = error(
    "return_without_identity",
    "“{text}”不是本程序下发的填报表，或隐藏的标识已丢失，其中 {count} 个数都没有采用。请填报单位在原表上填写，不要复制到新表。",
    "“{text}” is no fill-in workbook of this program, or has lost its hidden identity; none of its {count:figure|figures} was "
    "taken. Have it filled in on the original form, not on a copy of its cells.",
)
TAMPERED: Final = error(
    "return_tampered",
    "“{text}”的隐藏标识被改动过，分不清填的是哪些数，其中 {count} 个数都没有采用。请重发填报表，或核实后手工填入。",
    "The hidden identity of “{text}” was changed, so that what was asked can no longer be told; none of its "
    "{count:figure|figures} was taken. Issue the form again, or check the figures and enter them by hand.",
)
UNIT_UNKNOWN: Final = error(
    "return_of_unknown_unit",
    "“{text}”是发给“{unit}”的，本次收集没有这个单位，其中 {count} 个数都没有采用。",
    "“{text}” was made for “{unit}”, which was not asked in this collection; none of its {count:figure|figures} was taken.",
)
RETURN_DOUBLE: Final = warning(
    "return_double",
    "“{text}”没有采用：“{unit}”另有“{other}”，{why}。与它不同的数逐个列出。",
    "“{text}” was not taken: “{other}” of {unit} stands for it, {why_en}. Figures that differ are listed one by one.",
)
RETURN_COPY: Final = warning(
    "return_copy",
    "“{text}”与“{other}”内容完全相同，只算一份。",
    "“{text}” has the same content as “{other}” and counts once.",
)
RETURNS_DIFFER: Final = error(
    "returns_differ",
    "“{unit}”有几份报表（{files}），版次和填报日期都分不出先后：相同的数采用一次，不同的数都没有采用。请问明以哪份为准，再逐项选定。",
    "{unit} sent several returns ({files_en}), and neither edition nor date tells which one holds: figures that agree were taken "
    "once, figures that differ were not taken. Ask which one holds, then choose.",
)
RETURN_LATE: Final = warning(
    "return_late",
    "“{text}”迟报：{day} 填报，应于 {due} 前报送。",
    "“{text}” is late: {day}, and it was due on {due}.",
)
RETURN_RENAMED: Final = warning(
    "return_renamed",
    "“{text}”改过文件名；按表内标识，它是“{unit}”的报表。",
    "“{text}” was renamed; by its identity it is the return of {unit}.",
)
DAY_AHEAD: Final = warning(
    "return_day_ahead",
    "“{text}”写的填报日期 {day} 还没有到，没有采用这个日期。",
    "“{text}” says it was filled in on {day}, which is yet to come; that day was not used.",
)
OTHER_TITLE: Final = warning(
    "collection_of_other_title",
    "这次收集是为“{other}”下发的，现在打开的是“{title}”。请核对是不是同一个规划；指标或地区对不上的数不会采用。",
    "This collection was issued for “{other}”, and the plan open now is “{title}”. Check that they are the same; figures whose "
    "indicators or regions do not match are not taken.",
)
NOT_ASKED: Final = error(
    "return_not_asked",
    "{what}：{year}年没有向“{unit}”要这个数（{value}），没有采用。",
    "{what}: {year} was not asked of {unit} ({value}); it was not taken.",
)
SERIES_UNKNOWN: Final = error(
    "return_series_unknown",
    "这一格所要的数（{series} {year}年）在规划里已经没有，“{text}”没有采用。请核对规划的地区、产业和指标。",
    "What this cell was asked for ({series} {year}) is no longer in the plan; “{text}” was not taken. Check the plan's regions, "
    "industries and indicators.",
)
NOW_COMPUTED: Final = error(
    "return_of_computed",
    "{what}：{year}年由公式算出，报来的 {value} 没有采用。",
    "{what}: {year} is computed by a formula; the {value} reported was not taken.",
)
FAR_FROM_KNOWN: Final = error(
    "return_unit_slip",
    "{what}：报来 {value}，{other_year}年为 {other}，相差约 {times} 倍，疑为单位（万、亿）或小数点有误，没有采用。确认无误的，请单独选定。",
    "{what}: {value} reported, {other} in {other_year}: about {times} times apart. Its unit or decimal point looks wrong; "
    "it was not taken. If it is right, choose it by itself.",
)
FRACTION_FOR_PERCENT: Final = error(
    "return_fraction_for_percent",
    "{what}：报来 {value}，{other_year}年为 {other}，疑把百分数写成了小数（或相反），没有采用。确认无误的，请单独选定。",
    "{what}: {value} reported, {other} in {other_year}: one of them looks like a fraction written for a percentage; it was not "
    "taken. If it is right, choose it by itself.",
)
NEGATIVE: Final = error(
    "return_negative",
    "{what}：报来 {value}，这个指标不会小于 0，没有采用。请与填报单位核实。",
    "{what}: {value} reported, and this indicator is never below 0; it was not taken. Check with the unit.",
)
NOT_WHOLE: Final = error(
    "return_not_whole",
    "{what}：报来 {value}，这个指标按整数计，没有采用。请与填报单位核实，或是单位不同。",
    "{what}: {value} reported, and this indicator counts whole units; it was not taken. Check with the unit whether another unit "
    "was meant.",
)
BEYOND_WHOLE: Final = warning(
    "return_share_beyond_whole",
    "{what}：报来 {value}，比重应在 0 至 100% 之间。请核实。",
    "{what}: {value} reported; a share lies between 0 and 100%. Check it.",
)
OUTSIDE_PAST: Final = warning(
    "return_outside_past",
    "{what}：报来 {value}，按以往增速应在 {low} 至 {high} 之间。请核实。",
    "{what}: {value} reported; by its past pace it would lie between {low} and {high}. Check it.",
)
SUPERSEDED: Final = error(
    "return_superseded",
    "{what}：这份写的是 {value}，采用的“{other}”写的是 {stands}。",
    "{what}: {value} here, {stands} in “{other}”, which holds.",
)
CELLS_DIFFER: Final = error(
    "return_cells_differ",
    "{what}：“{file}”报 {value}，“{other}”报 {stands}，分不清以哪份为准，都没有采用。请选定一个。",
    "{what}: {value} in “{file}”, {stands} in “{other}”, and nothing tells which one holds; neither was taken. Choose one.",
)
ONLY_IN_ONE: Final = warning(
    "return_only_in_one",
    "{what}：只有“{file}”填了（{value}），“{other}”没有填。采用了它；请核实。",
    "{what}: filled in by “{file}” alone ({value}), blank in “{other}”. It is taken; check it.",
)
CHOSEN_TWICE: Final = error(
    "return_chosen_twice",
    "{what}：选了两个不同的数（{value}、{stands}），没有采用。请只选一个。",
    "{what}: two different figures were chosen ({value} and {stands}); nothing was taken. Choose one.",
)

NO_RETURNS: Final = error(
    "no_returns",
    "“{text}”里没有可以汇总的报表。请选定填报单位报回的文件，或它们所在的文件夹。",
    "There are no returns in “{text}”. Choose the files that came back, or their folder.",
)
NONE_USABLE: Final = error(
    "no_usable_returns",
    "{count} 个文件中没有一个能用，什么都没有采用；各自的原因已列出。",
    "No return can be used ({count:file|files} given), and nothing was taken; the reason of each is listed.",
)

# what a return itself says

FIGURE_BEYOND: Final = warning(
    "return_figure_beyond",
    "这里没有要数，所填“{text}”没有采用。该填的请填在浅黄色的格里，说明请写在备注里。",
    "Nothing is asked here, so “{text}” was not taken. Figures go into the pale yellow cells, remarks into the notes.",
)
ROW_GONE: Final = error(
    "return_row_gone",
    "{what}：{year}年这一行在报表里找不到了（被删除，或行号被改）。请填报单位在原表上补填。",
    "{what}: the row for {year} is not there any more (deleted, or its key changed). Have it filled in on the original form.",
)
ROW_TWICE: Final = error(
    "return_row_twice",
    "{what}：{year}年这一行在报表里出现了 {count} 次（{cells}），分不清以哪行为准，都没有采用。",
    "{what}: the row for {year} stands {count} times in the return ({cells}), and which one holds cannot be told; none was taken.",
)
OTHER_ROW: Final = error(
    "return_other_row",
    "{what}：这一行写的是“{found}”，与所要的不是一行（整行粘贴、只排了部分列或改过名称），所填“{text}”没有采用。",
    "{what}: its row now shows “{found}”, which is not what was asked there (rows pasted over, some columns sorted, or names "
    "changed); “{text}” was not taken.",
)
COLUMN_GONE: Final = error(
    "return_column_gone",
    "{what}：找不到填数的那一列（表头被改动或删去），没有采用。请填报单位在原表上填写。",
    "{what}: the column of figures cannot be found (its head was changed or deleted); nothing was taken. Have it filled in on the "
    "original form.",
)
NAME_CHANGED: Final = error(
    "return_name_changed",
    "下发时这一行叫“{found}”，现在规划里同一代码是“{what}”，所填“{text}”没有采用。确为同一指标的，请单独选定。",
    "When it was issued this row was “{found}”; the same code is “{what}” in the plan now. “{text}” was not taken. If it is the "
    "same, choose it by itself.",
)
UNIT_SINCE: Final = error(
    "return_unit_since",
    "{what}：下发时的单位是“{found}”，现在是“{unit}”，无法换算，所填“{text}”没有采用。",
    "{what}: issued in “{found}”, now measured in “{unit}”, which does not convert; “{text}” was not taken.",
)
CONVERTED: Final = warning(
    "return_converted",
    "所填“{text}”按“{unit}”换算为 {value}。请核对。",
    "“{text}” was converted to {value} in “{unit}”. Check it.",
)
PROTECTION_REMOVED: Final = warning(
    "return_protection_removed",
    "“{text}”的工作表保护被解除过；各格已按下发时的内容逐一核对。",
    "The sheet protection of “{text}” was removed; every cell was checked against the form as it was issued.",
)
DAY_UNREAD: Final = warning(
    "return_day_unread",
    "填报日期“{text}”不是日期，没有采用；按文件的日期计。请写成 2026-03-21。",
    "The date “{text}” is not one and was not used; that of the file counts. Write it as 2026-03-21.",
)
EDITION_UNREAD: Final = warning(
    "return_edition_unread",
    "报送版次“{text}”不是 1、2、3 这样的整数，按第 1 版计。",
    "The edition “{text}” is no whole number such as 1, 2 or 3; it counts as 1.",
)
