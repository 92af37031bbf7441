#!/usr/bin/env bash
# One room's style, types and tests: for whoever works in it. ROOM is a path under npfdesk: engine, plan/merging, ui/tables.
set -uo pipefail
cd "$(dirname "$0")/.."
exec 2>&1
unset PYTHONDONTWRITEBYTECODE
room=${1:-}
room=${room#npfdesk/}
room=${room%/}
room=${room%.py}
code=""
for place in "npfdesk/$room" "npfdesk/$room.py"; do [ -e "$place" ] && code=$place && break; done
tests=()
for place in "tests/$room" "tests/$(dirname "$room")/test_$(basename "$room").py"; do [ -e "$place" ] && tests+=("$place"); done
if [ -z "$room" ] || [ -z "$code" ] || [ ${#tests[@]} -eq 0 ]; then
    echo "make quick ROOM=…: a room of npfdesk that has tests of its own, such as engine, workbook/published or plan/merging."
    rooms=$(find tests -mindepth 2 -name 'test_*.py' -printf '%P\n' | xargs -n 1 dirname | sort -u)
    echo "Rooms: $(for one in $rooms; do [ ! -d "npfdesk/$one" ] || echo "$one"; done | tr '\n' ' ')"
    exit 2
fi
looked=$(mktemp)
(
    wrong=0
    .venv/bin/ruff check --quiet "$code" "${tests[@]}" || wrong=1
    .venv/bin/ruff format --quiet --check "$code" "${tests[@]}" || wrong=1
    # what it found stays in .mypy_cache, so that only what has changed is looked at again
    .venv/bin/mypy --no-error-summary "$code" || wrong=1
    exit "$wrong"
) >"$looked" &
beside=$!
QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest -q -n auto --dist worksteal "${tests[@]}"
failed=$?
wait "$beside" || failed=1
cat "$looked"
rm -f "$looked"
exit "$failed"
