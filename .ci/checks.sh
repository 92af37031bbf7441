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
report=$(mktemp)
QT_QPA_PLATFORM=offscreen .venv/bin/python -m coverage run -m pytest -q 2>&1 | tee "$report" | sed '$d'
tests=${PIPESTATUS[0]}
.venv/bin/python -m coverage report --fail-under=90 >build/coverage.txt 2>&1 || { cat build/coverage.txt; echo "== coverage below the floor"; failed=1; }
tail -n 1 "$report"
rm -f "$report"
[ "$tests" -eq 0 ] && [ "$failed" -eq 0 ]
