#!/usr/bin/env bash
# The window under the older Qt that the frozen program has: a small environment out of its pins, and a handful of tests.
set -euo pipefail
cd "$(dirname "$0")/.."
place=build/older-qt
wanted=$(cat .ci/requirements-dist.txt .ci/older_qt.sh | cksum)
if [ "$(cat $place/.made 2>/dev/null)" != "$wanted" ] || ! $place/bin/python -c '' 2>/dev/null; then
    rm -rf $place
    .venv/bin/python -m venv $place
    $place/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r .ci/requirements-dist.txt
    $place/bin/python -m pip check --disable-pip-version-check
    printf '%s' "$wanted" >$place/.made
fi
$place/bin/python -c 'import PySide6; print("== the window under PySide6", PySide6.__version__)'
# editing with its 5,000 redraws, pulling, the outline, the dock, a dialog, a presentation, the palette, exports
QT_QPA_PLATFORM=offscreen exec $place/bin/python -m pytest -q "$@" \
    tests/ui/test_pulling.py::test_the_end_is_pulled_in_one_step_and_what_was_before_stays_in_sight \
    tests/ui/test_editing.py::test_a_growth_rate_typed_into_the_table_moves_everything \
    tests/ui/test_editing.py::test_the_models_keep_qts_rules \
    tests/ui/test_editing.py::test_five_thousand_redraws \
    tests/ui/window/test_outline.py::test_enter_chooses_what_was_found \
    tests/ui/window/test_outline.py::test_nothing_found_is_said \
    tests/ui/views/test_dock.py::test_a_view_is_made_when_it_is_first_chosen \
    tests/ui/answers/test_solving.py::test_the_levers_that_are_enough_are_shown_then_taken_as_one_step \
    tests/ui/meeting/test_presentation.py::test_f5_shows_the_paths_over_the_whole_screen_and_escape_ends_it \
    tests/ui/help/test_palette.py::test_return_chooses_the_series_and_the_focus_goes_back \
    tests/ui/files/test_exports.py::test_a_report_is_written_in_the_form_that_its_ending_says \
    tests/ui/printing/test_documents.py::test_the_overview_as_a_drawing_of_any_size
