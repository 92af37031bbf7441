#!/usr/bin/env bash
# A frozen program is tried: its window, its verbs, every form of report. $1: the program, $2: a sample workbook.
set -euo pipefail
frozen=$1
sample=$2
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export NPFDESK_HOME=$home QT_QPA_PLATFORM=offscreen
"$frozen" --smoke
# with the plugin for fcitx, where the folder has it
if [ -n "$(find "$(dirname "$(readlink -f "$(command -v "$frozen")")")" -name libfcitx5platforminputcontextplugin.so)" ]; then
    QT_IM_MODULE=fcitx "$frozen" --smoke
    told=$(QT_IM_MODULE=fcitx QT_DEBUG_PLUGINS=1 "$frozen" --smoke 2>&1)
    grep -q 'libfcitx5platforminputcontextplugin.so" loaded library' <<<"$told" || { echo "The plugin for fcitx does not load."; exit 1; }
fi
"$frozen" template -o "$home/template.xlsx" >/dev/null 2>&1
"$frozen" check "$home/template.xlsx" >/dev/null
# it starts itself to read what is not small
"$frozen" --read-cells "$home/template.xlsx" 20 1024 | grep -q '^\["loaded"'
# what is opened by name is there too: roots, draws, forecasts, slides, pages
"$frozen" seek "$sample" --scenario 攻坚 --region 永康市 --indicator output --json >/dev/null 2>&1
"$frozen" uncertainty "$sample" --scenario 攻坚 --draws 64 --json >/dev/null
# without the extra a cluster is told of, and nothing is drawn
[ "$("$frozen" uncertainty "$sample" --scenario 攻坚 --draws 64 --cluster --language en 2>&1 >/dev/null | grep -c "npfdesk\[cluster\]")" = 1 ]
"$frozen" forecast "$sample" --region 金华市 --indicator firms --method holt --json >/dev/null 2>&1 || [ $? -le 2 ]
for form in xlsx docx pptx pdf png svg csv; do
    "$frozen" report "$sample" -o "$home/report.$form" >/dev/null 2>&1
    test -s "$home/report.$form"
done
