#!/usr/bin/env bash
# Style, types and floors beside all tests, on all cores; the tests' closing line comes last.
set -uo pipefail
cd "$(dirname "$0")/.."
exec 2>&1
# compiled once for every worker and for every program that a test starts, whatever the habit of who calls
unset PYTHONDONTWRITEBYTECODE
mkdir -p build
failed=0
step() {
    local name=$1
    shift
    if ! output=$("$@" 2>&1); then
        printf '%s\n== %s failed\n' "$output" "$name"
        return 1
    fi
    echo "== $name: fine"
}
# keys and focus as a real display gives them, without a window manager; the bare platform below is kinder
under_display() { QT_QPA_PLATFORM=xcb xvfb-run -a .venv/bin/python "$@"; }
beside() {
    local wrong=0
    step "style" .venv/bin/ruff check --no-cache . || wrong=1
    step "format" .venv/bin/ruff format --no-cache --check . || wrong=1
    step "types" .venv/bin/mypy --no-error-summary || wrong=1
    step "floors" .venv/bin/lint-imports --no-cache || wrong=1
    if ! command -v xvfb-run >/dev/null 2>&1; then
        echo "== window under Xvfb: left out, there is no xvfb-run here"
    elif ! under_display -c "from PySide6.QtWidgets import QApplication; QApplication([])" >/dev/null 2>&1; then
        echo "== window under Xvfb: left out, Qt opens no window there (its xcb libraries are missing)"
    else
        step "window under Xvfb" under_display -m pytest -q -k "not thousand" \
            tests/ui/test_editing.py tests/ui/test_pulling.py tests/ui/window/test_outline.py \
            tests/ui/views/test_dock.py::test_a_view_is_made_when_it_is_first_chosen || wrong=1
    fi
    return $wrong
}
beside >build/beside.txt 2>&1 &
beside=$!
report=$(mktemp)
QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest -q -n auto --dist worksteal --cov --cov-report= 2>&1 |
    tee "$report" | sed '$d'
tests=${PIPESTATUS[0]}
wait "$beside" || failed=1
cat build/beside.txt
.venv/bin/python -m coverage report --fail-under=97 >build/coverage.txt 2>&1 || { cat build/coverage.txt; echo "== coverage below the floor"; failed=1; }
tail -n 1 "$report"
rm -f "$report"
[ "$tests" -eq 0 ] && [ "$failed" -eq 0 ]
