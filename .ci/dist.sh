#!/usr/bin/env bash
# One folder that runs without Python, into dist/; then the frozen program is tried: its window and its verbs.
# On a PC with Debian or Ubuntu the folder also runs on older desktops, whatever is newer here (Kylin V10, UOS 20).
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/system.sh
libc=2.28
python=build/freezing/bin/python
older=
# PySide6 has wheels for that C library on x86_64 only; elsewhere the folder runs on systems like the one it is made on
if [ "$(uname -sm)" = "Linux x86_64" ] && command -v apt-get >/dev/null 2>&1; then older=1; fi
base=.venv/bin/python
if [ -n "$older" ]; then
    base=$(bash .ci/old_libc.sh $libc | tail -n 1)
elif [ "$(uname -s)" = Linux ]; then
    shared=$("$base" -c 'import ctypes, sysconfig
name = sysconfig.get_config_var("INSTSONAME") or ""
name = name if ".so" in name else "libpython" + sysconfig.get_config_var("LDVERSION") + ".so.1.0"
import os
try:
    ctypes.CDLL(os.path.join(sysconfig.get_config_var("LIBDIR"), name))
except OSError:
    try:
        ctypes.CDLL(name)
    except OSError:
        print("libpython" + sysconfig.get_config_var("py_version_short"))')
fi
needed=${shared:-}
[ "$(uname -s)" != Linux ] || command -v objdump >/dev/null 2>&1 || needed="binutils $needed"
if [ -n "${needed// /}" ]; then
    say "Installing what freezing needs of the system: $needed ..."
    # shellcheck disable=SC2086
    if ! install_packages $needed; then
        say "It could not be installed from here; on Debian and Ubuntu, as root:"
        say "    apt-get update && apt-get install $needed"
        exit 1
    fi
fi
# an environment of its own: the program is frozen with another Qt than `make run` has
wanted=$({ cat .ci/requirements-dist.txt .ci/dist.sh build/old-libc/.made 2>/dev/null || true; } | cksum)
if [ "$(cat build/freezing/.made 2>/dev/null)" != "$wanted" ] || ! $python -c '' 2>/dev/null; then
    say "Installing what is frozen ..."
    rm -rf build/freezing
    pip=(.venv/bin/python -m pip --disable-pip-version-check)
    locked=(--quiet --no-deps --require-hashes -r .ci/requirements-dist.txt)
    if [ -n "$older" ]; then
        "$base" -m venv --without-pip build/freezing
        # that Python reaches no network, so the one here installs for it, and only what runs with that C library
        platforms=()
        for minor in $(seq ${libc#2.} -1 17) 12 5; do platforms+=(--platform "manylinux_2_${minor}_x86_64"); done
        for year in 2014 2010 1; do platforms+=(--platform "manylinux${year}_x86_64"); done
        "${pip[@]}" install "${locked[@]}" --only-binary :all: --no-compile --implementation cp "${platforms[@]}" \
            --python-version "$("$base" -c 'import sys; print("%d.%d" % sys.version_info[:2])')" \
            --target "$($python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
    else
        "$base" -m venv build/freezing
        $python -m pip --disable-pip-version-check install "${locked[@]}"
    fi
    "${pip[@]}" --python build/freezing check
    printf '%s' "$wanted" >build/freezing/.made
fi
# typing through fcitx; where its plugin cannot be had the folder is made without it, as said there
[ -z "$older" ] || bash .ci/fcitx.sh || rm -f build/fcitx/.made
PYTHONPATH=$PWD $python -m PyInstaller --noconfirm --log-level ERROR build.spec
[ -z "$older" ] || .venv/bin/python .ci/old_desktops.py dist/npfdesk
bash .ci/frozen_trial.sh dist/npfdesk/npfdesk "$(find dist/npfdesk -name jinhua_14fyp.xlsx | head -n 1)"
echo "dist/npfdesk is ready: $(du -sh dist/npfdesk | cut -f1)"
