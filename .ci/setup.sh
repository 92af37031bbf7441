#!/usr/bin/env bash
# Puts the program and its tests into .venv: pinned, hashed, and again only when something has changed.
set -euo pipefail
cd "$(dirname "$0")/.."
stamp=.venv/.setup-stamp
wanted=$(cat .ci/requirements.txt pyproject.toml .ci/setup.sh .ci/system.sh npfdesk/__init__.py | cksum)

. .ci/system.sh

find_python() {
    local name
    for name in "${NPFDESK_PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python; do
        [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 || continue
        if "$name" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$name"
            return 0
        fi
    done
    return 1
}

if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && .venv/bin/python -c '' 2>/dev/null; then
    exit 0
fi

if ! python=$(find_python); then
    say "Python 3.11 or later is needed and was not found. On Debian: apt-get update && apt-get install python3 python3-venv"
    exit 1
fi

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    rm -rf .venv
    if ! "$python" -m venv .venv >/dev/null 2>&1; then
        rm -rf .venv
        minor=$("$python" -c 'import sys; print(f"{sys.version_info[0]}.{sys.version_info[1]}")')
        say "Python's venv module is missing; installing python3-venv ..."
        install_packages python3-venv "python$minor-venv" || install_packages python3-venv || true
        if ! "$python" -m venv .venv; then
            say "A virtual environment could not be made. Install it by hand and call make again:"
            say "    apt-get update && apt-get install python3-venv"
            exit 1
        fi
    fi
fi

say "Installing the pinned packages into .venv (once; some minutes on a slow line) ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .ci/requirements.txt
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .

# what Qt needs of the system is asked of its own libraries, not guessed
qt=$(.venv/bin/python -c 'import pathlib, PySide6; print(pathlib.Path(PySide6.__file__).parent)')
missing() {
    command -v ldd >/dev/null 2>&1 || return 0
    ldd "$qt"/QtGui*.so "$qt"/QtWidgets*.so "$qt"/Qt/plugins/platforms/libqxcb.so \
        "$qt"/Qt/plugins/platforms/libqoffscreen.so 2>/dev/null | awk '/not found/ {print $1}' | sort -u
}
if [ "$(uname -s)" = Linux ] && [ -n "$(missing)" ]; then
    packages="libegl1 libgl1 libopengl0 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libfreetype6
        libglib2.0-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render0
        libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xinerama0
        libxcb-xkb1 libx11-xcb1 libsm6 libice6 fontconfig"
    say "Installing the system libraries that Qt's window needs ..."
    # shellcheck disable=SC2086
    install_packages $packages || true
    if [ -n "$(missing)" ]; then
        say "These system libraries are missing and could not be installed from here: $(missing | tr '\n' ' ')"
        say "Install what holds them and call make again; on Debian and Ubuntu, as root:"
        # shellcheck disable=SC2086
        say "    apt-get update && apt-get install" $packages
        exit 1
    fi
fi
printf '%s' "$wanted" >"$stamp"
