#!/usr/bin/env bash
# The set-up in clean roots of Debian, with old and new pips, with a newer release of every package on offer, and with
# what goes wrong on other people's machines. As root, with debootstrap:
#     bash .ci/trials.sh [FOLDER [SUITE ...]]
# FOLDER keeps the bare roots and what was fetched for the next time; without one all goes again. PIPS="23.0.1 newest"
# tries fewer pips, MATRIX= leaves the table of pips out, FAILURES= what goes wrong; MEMORY=4g lays the roots in memory.
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$(id -u)" = 0 ] || { echo "Clean roots are made by root: sudo bash .ci/trials.sh" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "debootstrap is needed: apt-get install debootstrap" >&2; exit 1; }
kept=${1:-}
folder=${kept:-$(mktemp -d)}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd -P)
shift $(($# > 0))
suites=("$@")
[ ${#suites[@]} -gt 0 ] || suites=(bookworm trixie)
read -ra pips <<<"${PIPS-23.0.1 23.2 24.0 newest}"
roots=$(mktemp -d "$folder/roots.XXXXXX")
[ -z "${MEMORY:-}" ] || mount -t tmpfs -o size="$MEMORY" none "$roots"
broken=0

clean_up() {
    [ -z "${proxy:-}" ] || kill "$proxy" 2>/dev/null || true
    awk -v under="$roots" '$2 == under || index($2, under "/") == 1 {print $2}' /proc/self/mounts | sort -r | while read -r place; do
        umount "$place" || umount -l "$place"
    done
    # a mount that stayed is not emptied with the root
    rm -rf --one-file-system "$roots"
    [ -n "$kept" ] || rm -rf --one-file-system "$folder"
}
trap clean_up EXIT

# of this machine's settings only what it takes to reach an index goes along
# and Python compiles what it loads when it loads it: the trials wait for less
passed=(PIP_COMPILE=0)
for name in PIP_INDEX_URL HTTP_PROXY HTTPS_PROXY http_proxy https_proxy; do
    [ -z "${!name:-}" ] || passed+=("$name=${!name}")
done
[ -z "${PIP_CERT:-}" ] || passed+=(PIP_CERT=/trial/certificates.pem)
# inside [-n] [NAME=VALUE ...] COMMAND: in the root; with -n without a network
inside() {
    local apart=()
    [ "$1" != -n ] || { apart=(unshare -n); shift; }
    local given=()
    while [ $# -gt 1 ]; do given+=("$1"); shift; done
    "${apart[@]}" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
        TERM=dumb "${passed[@]}" "${given[@]}" chroot "$root" bash -c "$1"
}
make_root() {
    local suite=$1 bare=$folder/base/$1
    if [ ! -e "$bare/.whole" ]; then
        mkdir -p "$folder/base" "$folder/debs-$suite"
        rm -rf "$bare"
        # shellcheck disable=SC2086
        debootstrap --variant=minbase --cache-dir="$folder/debs-$suite" "$suite" "$bare" ${MIRROR:-} >"$folder/debootstrap.log" 2>&1 ||
            { echo "debootstrap failed: $folder/debootstrap.log" >&2; exit 1; }
        touch "$bare/.whole"
    fi
    root=$roots/$suite
    cp -a "$bare" "$root"
    [ -e "$root/etc/resolv.conf" ] || cp -L /etc/resolv.conf "$root/etc/resolv.conf"
    mkdir -p "$folder/apt-$suite/partial" "$folder/pip" "$root/root/.cache/pip" "$root/trial" "$root/offer"
    [ -z "${PIP_CERT:-}" ] || cp "$PIP_CERT" "$root/trial/certificates.pem"
    mount -t proc proc "$root/proc"
    mount --bind "$folder/apt-$suite" "$root/var/cache/apt/archives"
    mount --bind "$folder/pip" "$root/root/.cache/pip"
    offer "$root/offer"
}
# a newer release of every locked package: empty wheels that pip would prefer if it were free to
offer() {
    python3 - "$1" .ci/requirements.txt .ci/requirements-test.txt <<'END'
import re, sys, zipfile
folder, *locks = sys.argv[1:]
for lock in locks:
    for name in sorted(set(re.findall(r"^([A-Za-z0-9._-]+)==", open(lock, encoding="utf-8").read(), re.M))):
        file = re.sub(r"[-_.]+", "_", name)
        own = f"{file}-9999.0.dist-info"
        with zipfile.ZipFile(f"{folder}/{file}-9999.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{own}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 9999.0\nProvides-Extra: toml\n")
            wheel.writestr(f"{own}/WHEEL", "Wheel-Version: 1.0\nGenerator: trial\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{own}/RECORD", f"{own}/METADATA,,\n{own}/WHEEL,,\n{own}/RECORD,,\n")
END
}
# a new checkout in the root; what is tracked, as it stands here
checkout() {
    mkdir -p "$root/trial/$1"
    git ls-files -z | tar c --null -T - | tar x -C "$root/trial/$1"
}
# the very versions of the locks, by the packages' own word
exact='
import sys
from importlib.metadata import version
from packaging.requirements import Requirement
for lock in sys.argv[1:]:
    for line in open(lock, encoding="utf-8"):
        if line[0] != " ":
            one = Requirement(line.rstrip(" \\\n"))
            if (one.marker is None or one.marker.evaluate()) and not one.specifier.contains(version(one.name)):
                sys.exit(f"{one.name} {version(one.name)} is not {one}")
'
row() { printf '%-9s %-26s %-7s %-8s %5s s  %s\n' "$@"; }
set_up() { # NAME STAGE [NAME=VALUE ...]: makes it, and says whether the locks are what came
    local name=$1 target=$2 locks=.ci/requirements.txt
    shift 2
    [ "$target" = setup ] || locks="$locks .ci/requirements-test.txt"
    inside "$@" "cd /trial/$name && make $target" >"$roots/out" 2>"$roots/err" || return 1
    inside "cd /trial/$name && .venv/bin/python - $locks" <<<"$exact" >>"$roots/out" 2>>"$roots/err"
}
judge() { # SUITE WHAT PIP OFFER COMMAND...
    local suite=$1 what=$2 pip=$3 offered=$4 begun=$SECONDS word=ok
    shift 4
    "$@" || { word=FAILED; broken=1; }
    row "$suite" "$what" "$pip" "$offered" $((SECONDS - begun)) "$word"
    [ "$word" = ok ] || sed 's/^/    /' "$roots/err"
}
# one line of set-up's own on standard error, with these words, and no success
refused() { # NAME WORDS [-n] [NAME=VALUE ...]
    local name=$1 words=$2
    shift 2
    if inside "$@" "cd /trial/$name && make setup" >"$roots/out" 2>"$roots/err"; then
        echo "it went through" >>"$roots/err"
        return 1
    fi
    grep -vE '^make(\[[0-9]+\])?: ' "$roots/err" >"$roots/said" || true
    sed 's/^/    /' "$roots/said"
    [ "$(wc -l <"$roots/said")" = 1 ] && grep -q "$words" "$roots/said"
}
picture() {
    inside "cd /trial/$1 && make run" >"$roots/out" 2>"$roots/err" || return 1
    [ -s "$root/trial/$1/build/window.png" ] && [ ! -s "$roots/err" ] && [ "$(tail -n 1 "$roots/out")" = build/window.png ]
}
# a proxy on this machine that breaks off after so many bytes, and then answers nobody
break_off() {
    python3 - "$1" "$roots/port" <<'END' &
import socket, sys, threading
left, place = int(sys.argv[1]), sys.argv[2]
door = socket.create_server(("127.0.0.1", 0))
open(place, "w").write(str(door.getsockname()[1]))
def pass_on(source, sink):
    global left
    try:
        while left > 0 and (data := source.recv(65536)):
            left -= len(data)
            sink.sendall(data)
    except OSError:
        pass
    for one in (source, sink):
        try:
            one.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
while True:
    caller, _ = door.accept()
    asked = caller.recv(65536).split()
    if left <= 0 or len(asked) < 2 or asked[0] != b"CONNECT":
        caller.close()
        continue
    host, port = asked[1].decode().rsplit(":", 1)
    there = socket.create_connection((host, int(port)))
    caller.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    for pair in ((caller, there), (there, caller)):
        threading.Thread(target=pass_on, args=pair, daemon=True).start()
END
    proxy=$!
    until [ -s "$roots/port" ]; do sleep 0.1; done
}
went_on() { set_up "$1" setup && grep -q "already satisfied" "$root/trial/$1/build/setup.log"; }
moved() {
    mv "$root/trial/$1" "$root/trial/$2"
    set_up "$2" setup && head -n 1 "$root/trial/$2/.venv/bin/npfdesk" | grep -q "/trial/$2/"
}

row root what pip offer "" ""
for suite in "${suites[@]}"; do
    make_root "$suite"
    checkout first
    begun=$SECONDS
    inside "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq make" >"$roots/out" 2>&1
    judge "$suite" "no Python" - - refused first "Python 3.11"
    inside "DEBIAN_FRONTEND=noninteractive apt-get install -y -qq make python3" >"$roots/out" 2>&1
    row "$suite" "apt-get install" - - $((SECONDS - begun)) ""
    # nor are packages of the system there from an earlier time
    mount -t tmpfs none "$root/var/cache/apt/archives"
    judge "$suite" "no venv, no network" - - refused first "venv module is missing" -n
    umount "$root/var/cache/apt/archives"
    own=$(cd "$root" && printf '%s' usr/share/python-wheels/pip-*.whl)
    judge "$suite" "make run, no screen" own plain picture first
    own=$(inside "cd /trial/first && .venv/bin/python -m pip --version | cut -d' ' -f2")
    printf '    pip %s, .venv %s MB\n' "$own" "$(du -sm "$root/trial/first/.venv" | cut -f1)"
    judge "$suite" "its tests' packages" "$own" plain set_up first setup-test
    printf '    .venv %s MB\n' "$(du -sm "$root/trial/first/.venv" | cut -f1)"
    if [ -n "${MATRIX-yes}" ]; then
        for pip in "${pips[@]}"; do
            for offered in plain newer; do
                given=()
                [ "$offered" = plain ] || given=(PIP_FIND_LINKS=/offer)
                wanted="pip==$pip"
                [ "$pip" != newest ] || wanted="--upgrade pip"
                checkout cell
                inside "cd /trial/cell && python3 -m venv .venv && .venv/bin/python -m pip install --quiet $wanted" >"$roots/out" 2>&1
                judge "$suite" "make setup" "$pip" "$offered" set_up cell setup "${given[@]}"
                judge "$suite" "make setup-test" "$pip" "$offered" set_up cell setup-test "${given[@]}"
                used=$(inside "cd /trial/cell && .venv/bin/python -c 'import pip; print(pip.__version__)'")
                [ "$used" = "$pip" ] || printf '    pip %s in the end\n' "$used"
                rm -rf "$root/trial/cell"
            done
        done
    fi
    if [ -n "${FAILURES-yes}" ]; then
        rm -rf "$root/trial/first"
        checkout locked
        mount --bind "$root/trial/locked" "$root/trial/locked"
        mount -o remount,bind,ro "$root/trial/locked"
        judge "$suite" "a read-only checkout" "$own" plain refused locked "cannot be written"
        umount "$root/trial/locked"
        judge "$suite" "  the next call" "$own" plain set_up locked setup
        judge "$suite" "moved elsewhere" "$own" plain moved locked another
        ln -sf /usr/bin/python2.7 "$root/trial/another/.venv/bin/python3"
        judge "$suite" "its Python removed" "$own" plain set_up another setup
        rm -rf "$root/trial/another"
        checkout alone
        judge "$suite" "no network" "$own" plain refused alone "network" -n
        judge "$suite" "  the next call" "$own" plain set_up alone setup
        rm -rf "$root/trial/alone"
        checkout half
        break_off 60000000
        judge "$suite" "breaks off after 60 MB" "$own" plain refused half "make again" \
            "HTTPS_PROXY=http://127.0.0.1:$(cat "$roots/port")" "https_proxy=http://127.0.0.1:$(cat "$roots/port")"
        kill "$proxy" && wait "$proxy" 2>/dev/null || true
        proxy=
        rm "$roots/port"
        judge "$suite" "  the next call" "$own" plain went_on half
        rm -rf "$root/trial/half"
        checkout full
        mkdir "$root/trial/full/.venv"
        mount -t tmpfs -o size=200m none "$root/trial/full/.venv"
        judge "$suite" "a full disk" "$own" plain refused full "disk is full"
        mount -o remount,size=2g "$root/trial/full/.venv"
        judge "$suite" "  the next call" "$own" plain set_up full setup
        umount "$root/trial/full/.venv"
    fi
done
[ "$broken" = 0 ]
