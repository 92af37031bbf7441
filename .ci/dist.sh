#!/usr/bin/env bash
# One folder that runs without Python, into dist/; then the frozen program is tried: its window and its verbs.
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/system.sh
python=.venv/bin/python
if [ "$(uname -s)" = Linux ]; then
    needed=""
    command -v objdump >/dev/null 2>&1 || needed="binutils"
    shared=$("$python" -c 'import ctypes, sysconfig
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
    needed="$needed $shared"
    if [ -n "${needed// /}" ]; then
        say "Installing what freezing needs of the system: $needed ..."
        # shellcheck disable=SC2086
        if ! install_packages $needed; then
            say "It could not be installed from here; on Debian and Ubuntu, as root:"
            say "    apt-get update && apt-get install $needed"
            exit 1
        fi
    fi
fi
"$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r .ci/requirements-dist.txt
"$python" -m PyInstaller --noconfirm --log-level ERROR build.spec
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export NPFDESK_HOME=$home QT_QPA_PLATFORM=offscreen
frozen=dist/npfdesk/npfdesk
"$frozen" --smoke
"$frozen" template -o "$home/template.xlsx" >/dev/null 2>&1
"$frozen" check "$home/template.xlsx" >/dev/null
# it starts itself to read what is not small
"$frozen" --read-cells "$home/template.xlsx" 20 1024 | grep -q '^\["loaded"'
# what is opened by name is there too: roots, draws, forecasts, slides, pages
sample=$(find dist/npfdesk -name jinhua_14fyp.xlsx | head -n 1)
"$frozen" seek "$sample" --scenario 攻坚 --region 永康市 --indicator output --json >/dev/null 2>&1
"$frozen" uncertainty "$sample" --scenario 攻坚 --draws 64 --json >/dev/null
"$frozen" forecast "$sample" --region 金华市 --indicator firms --method holt --json >/dev/null 2>&1 || [ $? -le 2 ]
for form in xlsx docx pptx pdf png svg csv; do
    "$frozen" report "$sample" -o "$home/report.$form" >/dev/null 2>&1
    test -s "$home/report.$form"
done
echo "dist/npfdesk is ready: $(du -sh dist/npfdesk | cut -f1)"
