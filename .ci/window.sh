#!/usr/bin/env bash
# The window on the sample; without a screen, a picture of it.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" != Linux ]; then
    exec .venv/bin/npfdesk
fi
mkdir -p build
echo "There is no screen here; this is the window as it would look:"
QT_QPA_PLATFORM=offscreen exec .venv/bin/npfdesk --picture build/window.png
