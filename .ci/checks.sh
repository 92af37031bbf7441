#!/usr/bin/env bash
# Style, types, floors, then all tests; the tests' closing line comes last.
set -uo pipefail
cd "$(dirname "$0")/.."
exec 2>&1
failed=0
mkdir -p build
step() {
    local name=$1
    shift
    if ! output=$("$@" 2>&1); then
        printf '%s\n== %s failed\n' "$output" "$name"
        failed=1
    else
        echo "== $name: fine"
    fi
}
step "style" .venv/bin/ruff check --no-cache .
step "format" .venv/bin/ruff format --no-cache --check .
step "types" .venv/bin/mypy --no-error-summary
step "floors" .venv/bin/lint-imports --no-cache
# keys and focus as a real display gives them, without a window manager; the bare platform below is kinder
under_display() { QT_QPA_PLATFORM=xcb xvfb-run -a .venv/bin/python "$@"; }
if ! command -v xvfb-run >/dev/null 2>&1; then
    echo "== window under Xvfb: left out, there is no xvfb-run here"
elif ! under_display -c "from PySide6.QtWidgets import QApplication; QApplication([])" >/dev/null 2>&1; then
    echo "== window under Xvfb: left out, Qt opens no window there (its xcb libraries are missing)"
else
    step "window under Xvfb" under_display -m pytest -q -k "not thousand" \
        tests/ui/test_editing.py tests/ui/test_pulling.py tests/ui/test_outline.py \
        tests/ui/views/test_dock.py::test_a_view_is_made_when_it_is_first_chosen
fi
report=$(mktemp)
QT_QPA_PLATFORM=offscreen .venv/bin/python -m coverage run -m pytest -q 2>&1 | tee "$report" | sed '$d'
tests=${PIPESTATUS[0]}
.venv/bin/python -m coverage report --fail-under=90 >build/coverage.txt 2>&1 || { cat build/coverage.txt; echo "== coverage below the floor"; failed=1; }
tail -n 1 "$report"
rm -f "$report"
[ "$tests" -eq 0 ] && [ "$failed" -eq 0 ]
