#!/usr/bin/env bash
# The package in clean roots, as root: installed, tried, opened by its file type, upgraded over itself, removed without
# a trace. $1…: suites of Debian (bullseye bookworm). Pictures of the window go to build/deb-trial.
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/system.sh
[ "$(id -u)" = 0 ] || { say "This makes clean roots, so it is run as root."; exit 1; }
[ $# -gt 0 ] || set -- bullseye bookworm
package=$(ls -t dist/npfdesk_*.deb | head -n 1)
command -v debootstrap >/dev/null 2>&1 || install_packages debootstrap
pictures=$PWD/build/deb-trial
mkdir -p "$pictures"
# a file of scenarios as the program writes it
.venv/bin/python - "$pictures" <<'PYTHON'
import sys
from pathlib import Path

from npfdesk.desk import open_workbook
from npfdesk.locations import sample_workbook
from npfdesk.store.library import Library

folder = Path(sys.argv[1])
desk = open_workbook(sample_workbook(), Library(folder / "library.sqlite")).desk
names = [scenario.name for scenario in desk.session.document.scenarios.values()][:1]
(folder / "下发.npfs").unlink(missing_ok=True)
refused = desk.export(None, names, folder / "下发.npfs")
assert refused is None, refused
PYTHON
for suite; do
    root=$PWD/build/roots/$suite
    if [ ! -e "$root/.whole" ]; then
        say "Making a clean $suite ..."
        rm -rf "$root"
        mkdir -p "$root"
        debootstrap --variant=minbase "$suite" "$root" >"$root.log" 2>&1
        touch "$root/.whole"
    fi
    cp "$package" "$root/npfdesk.deb"
    cp "$pictures/下发.npfs" "$root/tmp/"
    cp .ci/frozen_trial.sh .ci/deb_inside.sh "$root/tmp/"
    mount -t proc proc "$root/proc"
    mount -t tmpfs tmpfs "$root/dev/shm" 2>/dev/null || true
    code=0
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp/home LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        bash /tmp/deb_inside.sh || code=$?
    umount "$root/dev/shm" 2>/dev/null || true
    umount "$root/proc"
    cp "$root"/tmp/window-*.png "$pictures/$suite.png" 2>/dev/null || true
    [ $code -eq 0 ] || { say "== $suite: failed"; exit $code; }
    say "== $suite: fine"
done
