#!/usr/bin/env bash
# The window on the sample; without a screen, a picture of it.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" != Linux ]; then
    exec .venv/bin/npfdesk
fi
picture=build/window.png
# a checkout that is set up may lie where nothing can be written any longer
{ mkdir -p build && [ -w build ]; } 2>/dev/null || picture=$(mktemp -d)/window.png
echo "There is no screen here; this is the window as it would look:"
QT_QPA_PLATFORM=offscreen exec .venv/bin/npfdesk --picture "$picture"
