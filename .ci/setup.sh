#!/usr/bin/env bash
# Puts the program into .venv (`setup.sh run`), and with it what its tests need (`setup.sh test`): the locks as they are,
# nothing resolved, and again only where something has changed. Each failure ends in one line that says what to do; the
# next call goes on from there.
set -euo pipefail
cd "$(dirname "$0")/.."
here=$(pwd -P)
venv=$here/.venv
python=$venv/bin/python
log=build/setup.log
stage=${1:-run}
# what is fetched and what .venv takes then, in MB
fetched=180 megabytes=710
if [ "$stage" = test ]; then
    fetched=255 megabytes=950
    [ ! -s .venv/.setup-run ] || fetched=75
fi

. .ci/system.sh

# what a person set for other projects would put the packages elsewhere or make foreign ones seem ours
unset PYTHONPATH PYTHONHOME PIP_TARGET PIP_PREFIX PIP_ROOT PIP_CONSTRAINT
export PIP_USER=0 PIP_NO_INPUT=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore

fail() {
    wipe
    say "$1"
    exit 1
}

# --- what is seen on a terminal: one line, written over; elsewhere nothing
terminal=
[ -t 2 ] && [ "${TERM:-dumb}" != dumb ] && terminal=yes
tell() { [ -z "$terminal" ] || printf '\r\033[K%.76s' "$*" >&2; }
wipe() { [ -z "$terminal" ] || printf '\r\033[K' >&2; }
trap 'wipe; say "已中断，再次执行会接着做 · Stopped; the next call goes on from here."; trap - INT TERM; exit 130' INT TERM

# --- stamps: what a stage was made of, then the packages that must still be there
stamp_of() { printf '%s' ".venv/.setup-$1"; }
locks_of() {
    echo .ci/requirements.txt
    [ "$1" = run ] || echo .ci/requirements-test.txt
}
wanted() {
    # shellcheck disable=SC2046
    {
        echo "$here"
        cat $(locks_of "$1") pyproject.toml .ci/setup.sh .ci/system.sh .ci/packages.py npfdesk/version.py
    } | cksum
}
fresh() {
    local stamp line
    stamp=$(stamp_of "$1")
    [ -f "$stamp" ] || return 1
    {
        IFS= read -r line && [ "$line" = "$(wanted "$1")" ] || return 1
        while IFS= read -r line; do [ -e "$line/RECORD" ] || return 1; done
    } <"$stamp"
}

# --- the Python that makes .venv, and whether the .venv that is there can serve
minor() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }
fits() { command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null; }
find_python() {
    local name
    for name in ${NPFDESK_PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        fits "$name" && printf '%s' "$name" && return 0
    done
    return 1
}
# not where it was moved or left half-made, nor where its Python is gone, too old, another now or not the one asked for
serves() {
    local version
    version=$("$python" -c 'import os, sys
if sys.version_info >= (3, 11) and os.path.samefile(sys.prefix, sys.argv[1]):
    print("%d.%d" % sys.version_info[:2])' "$venv" 2>/dev/null) && [ -n "$version" ] || return 1
    # the scripts in it, written last, begin with the place where it was made
    [ -d "$venv/lib/python$version/site-packages" ] && grep -qF "$venv" "$venv/bin/activate" 2>/dev/null || return 1
    [ -z "${NPFDESK_PYTHON:-}" ] || [ "$(minor "$NPFDESK_PYTHON")" = "$version" ]
}

if serves && fresh run && { [ "$stage" = run ] || fresh test; }; then
    exit 0
fi

room() {
    fail "磁盘已满 · The disk is full: $here needs some $megabytes MB and ${TMPDIR:-/tmp} some 200; make room and call make again, it goes on from here."
}
# a full disk refuses in the same way as a folder of another person; only the words differ
said=$(
    export LC_ALL=C
    { mkdir -p build && : >build/.written && { [ ! -d .venv ] || : >.venv/.written; }; } 2>&1
) || case $said in
    *"No space left"* | *"quota exceeded"*) room ;;
    *) fail "此目录不可写 · This folder cannot be written to: copy $here to one that can, or call make as its owner; then the same make again." ;;
esac
rm -f build/.written .venv/.written
# two calls at once wait for each other, where the system can say so
if command -v flock >/dev/null 2>&1 && exec 9<.; then
    flock -n 9 2>/dev/null || { tell "Another make sets up here; waiting for it ..."; flock 9 2>/dev/null || true; }
fi
{ : >"$log"; } 2>/dev/null || log=/dev/null
note() { printf '%s\n' "$*" 2>/dev/null >>"$log" || true; }
logged() { if [ -s "$log" ]; then printf ' (%s)' "$log"; fi; }

# --- .venv itself; its folder may be a disk of its own, so it is emptied and not removed
try_venv() {
    local said
    { mkdir -p "$venv" && find "$venv/" -mindepth 1 -delete; } 2>/dev/null ||
        fail ".venv 不能重建 · .venv cannot be emptied to be made anew: remove it (rm -r $venv), then make again."
    said=$("$1" -m venv "$venv" 2>&1) && return 0
    note "$said"
    find "$venv/" -mindepth 1 -delete
    case $said in *"No space left"* | *"Errno 28"* | *"quota exceeded"*) room ;; esac
    return 1
}
make_venv() {
    local maker said name
    if ! maker=$(find_python); then
        said=$(for name in ${NPFDESK_PYTHON:-python3 python}; do minor "$name" && break; done) || true
        fail "需要 Python 3.11 或更新版本 · Python 3.11 or later is needed${said:+, here is $said}: on Debian 12, Ubuntu 24.04 or later apt-get update && apt-get install python3 python3-venv; where it lies elsewhere NPFDESK_PYTHON=/path/to/python3 make run"
    fi
    tell "Making .venv ..."
    try_venv "$maker" && return 0
    if ! "$maker" -c 'import venv, ensurepip' 2>/dev/null; then
        tell "Python's venv module is missing; installing python3-venv ..."
        install_packages "python$(minor "$maker")-venv" 2>/dev/null || true
        try_venv "$maker" && return 0
    fi
    "$maker" -c 'import venv, ensurepip' 2>/dev/null ||
        fail "缺少 python3-venv · Python's venv module is missing and could not be installed from here: as root apt-get update && apt-get install python$(minor "$maker")-venv, then make again."
    fail "虚拟环境未能建立 · $maker could not make a virtual environment$(logged): name another Python, NPFDESK_PYTHON=/path/to/python3 make run"
}
# it is asked for what is there: that loads all of it, and fetches nothing
pip_works() { "$python" -m pip install --quiet --no-index --no-deps pip >/dev/null 2>&1; }
if ! serves; then
    [ ! -e "$venv/pyvenv.cfg" ] || tell ".venv is of another Python or another place; it is made anew ..."
    make_venv
elif ! pip_works; then
    # pip is gone, or too old for this Python; one lies beside Python itself, and what that does not mend is made anew
    { "$python" -m ensurepip --upgrade >/dev/null 2>&1 && pip_works; } || make_venv
fi

# --- the packages
bar=off
"$python" -c 'import pip; raise SystemExit(tuple(map(int, pip.__version__.split(".")[:2])) < (24, 1))' 2>/dev/null && bar=raw
# pip's lines on their way into the log and into the variable of whoever calls; on a terminal they become one moving line
watch() {
    local line name= extent= done=0
    while IFS= read -r line; do
        case $line in
            "Progress "*)
                [ -z "$terminal" ] || { read -r _ at _ all <<<"$line"; tell "[$((seen + done))/$total] $name $extent: $((at * 100 / (all > 0 ? all : 1))) %"; }
                continue ;;
            "Collecting "* | "Processing "* | "Requirement already satisfied: "*)
                name=${line#Requirement already satisfied: } name=${name#Collecting } name=${name#Processing } name=${name%% *} name=${name##*/}
                done=$((done + 1)) extent=
                tell "[$((seen + done))/$total] $name" ;;
            *"Downloading "*"("*) extent=${line##*(} extent=${extent%%)*} && tell "[$((seen + done))/$total] $name $extent" ;;
            "Installing collected"*) tell "[$((seen + done))/$total] writing into .venv ..." ;;
        esac
        note "$line"
        printf '%s\n' "$line"
    done
}
pip() {
    local said
    note "+ pip $*"
    said=$("$python" -m pip "$@" 2>&1 | watch) && return 0
    explain "$said"
}
# what pip said, in one line that says what to do
explain() {
    local said=$1 which
    case $said in
        *"No space left"* | *"Errno 28"* | *"Errno 122"* | *"quota exceeded"*) room ;;
        *CERTIFICATE_VERIFY_FAILED*)
            fail "证书不被信任 · The certificate of the package index is not trusted here: give that of your office with PIP_CERT=/path/to/it.pem, and call make again$(logged)." ;;
        *"DO NOT MATCH THE HASHES"*)
            fail "下载的文件不完整或被改动 · What came is not what is pinned (the line broke off, or a mirror alters files): call make again; if it stays, name another index: PIP_INDEX_URL=... make run$(logged)." ;;
        *Retrying\ \(* | *"timed out"* | *"Connection "*broken* | *IncompleteRead* | *IncompleteDownload* | *"Connection reset"* | \
            *"Connection aborted"* | *ProtocolError* | *ProxyError* | *NewConnectionError* | *"Could not fetch URL"* | *"HTTP error 5"* | *"incomplete"*)
            fail "下载中断，请检查网络、代理或镜像后再执行一次，会接着做 · The download broke off or there is no network: see to the line, the proxy or the mirror (PIP_INDEX_URL) and call make again, it goes on from here$(logged)." ;;
        *"No matching distribution found for "*)
            which=${said##*"No matching distribution found for "}
            which=${which%%[ $'\n']*}
            fail "镜像没有 $which · The package index has no $which for Python $(minor "$python") on this system: name another index (PIP_INDEX_URL=... make run) or another Python (NPFDESK_PYTHON=...)$(logged)." ;;
    esac
    which=$(printf '%s\n' "$said" | grep -E '^ *(ERROR|[A-Za-z.]*Error)' | tail -n 1 | cut -c1-160) || true
    fail "安装失败 · The packages could not be installed${which:+: $which}; call make again, or rm -r .venv first; the whole is in $log."
}
# a lock in pieces: what one piece brought stays, whatever becomes of the next, also where pip keeps no downloads
install_lock() {
    local pieces piece
    pieces=$(mktemp -d "$venv/.setup-pieces.XXXXXX") || room
    awk -v into="$pieces" '/^[^ ]/ { if (count++ % 8 == 0) file = sprintf("%s/%03d.txt", into, count) } { print >file }' "$1" || room
    for piece in "$pieces"/*.txt; do
        pip install --no-deps --require-hashes --only-binary :all: --progress-bar "$bar" -r "$piece"
        seen=$((seen + $(grep -c '^[^ ]' "$piece")))
    done
    rm -rf "$pieces"
}
install_stage() {
    local stage=$1 lock names complaint
    # once, and then it is seen how far it is
    [ -z "$terminal" ] || [ -e "$(stamp_of "$stage")" ] ||
        say "首次准备：下载约 $fetched MB，.venv 占约 $megabytes MB · Setting up, once: some $fetched MB are fetched, .venv takes some $megabytes MB."
    tell "Setting up ..."
    rm -rf "$venv"/.setup-pieces.*
    # half-written packages, and those that an earlier lock brought and none holds any longer, do not stay
    names=$("$python" .ci/packages.py stale .ci/requirements.txt .ci/requirements-test.txt 2>&1) || explain "$names"
    # shellcheck disable=SC2086
    [ -z "$names" ] || pip uninstall --yes $names
    total=$(sed -nE 's/^([^ =]+)==.*/\1/p' $(locks_of "$stage") | wc -l) seen=0
    for lock in $(locks_of "$stage"); do install_lock "$lock"; done
    tell "Installing the program itself ..."
    pip install --no-deps --no-build-isolation --progress-bar off --editable .
    if ! complaint=$("$python" -m pip check 2>&1); then
        note "$complaint"
        complaint=$(printf '%s\n' "$complaint" | grep -vE '^(WARNING|DEPRECATION)' | head -n 1 | cut -c1-160)
        fail "依赖不一致 · The packages in .venv do not fit together: ${complaint%.}; rm -r .venv, then make again."
    fi
}

# what Qt needs of the system is asked of its own libraries, not guessed
missing() {
    command -v ldd >/dev/null 2>&1 || return 0
    # the rooms of Qt that the program and pyqtgraph open, and the platforms that they show themselves on
    ldd "$qt"/Qt{Core,Gui,Widgets,Network,Svg,Test,OpenGL,OpenGLWidgets,PrintSupport}.*.so \
        "$qt"/Qt/plugins/platforms/lib{qxcb,qoffscreen}.so 2>/dev/null | awk '/not found/ {print $1}' | sort -u
}
install_libraries() {
    local qt packages
    [ "$(uname -s)" = Linux ] || return 0
    qt=$("$python" -c 'import pathlib, PySide6; print(pathlib.Path(PySide6.__file__).parent)' 2>>"$log") ||
        fail "PySide6 不能加载 · PySide6 cannot be loaded: rm -r .venv, then make again$(logged)."
    [ -n "$(missing)" ] || return 0
    packages="libegl1 libgl1 libopengl0 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render0 libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xinerama0 libxcb-xkb1 libx11-xcb1 libsm6 libice6 libgssapi-krb5-2 fontconfig"
    tell "Installing the system libraries that Qt's window needs ..."
    # shellcheck disable=SC2086
    install_packages $packages 2>>"$log" || true
    [ -z "$(missing)" ] ||
        fail "缺少系统库 · System libraries are missing ($(missing | tr '\n' ' ' | sed 's/ $//')) and could not be installed from here; on Debian and Ubuntu, as root: apt-get update && apt-get install $packages, then make again."
}

finish() {
    local stamp
    stamp=$(stamp_of "$1")
    # shellcheck disable=SC2046
    { wanted "$1" && "$python" .ci/packages.py held $(locks_of "$1"); } >"$stamp.new" 2>>"$log" && mv "$stamp.new" "$stamp" ||
        { rm -f "$stamp.new"; room; }
}

# packages for the tests that are there already are renewed with the program's, or they would not fit them
[ ! -e "$(stamp_of test)" ] || fresh test || stage=test
if ! fresh run; then
    # where the tests' packages are there, both locks are put in before it is asked whether they fit
    install_stage "$stage"
    install_libraries
    finish run
    [ "$stage" = run ] || finish test
elif [ "$stage" = test ]; then
    : >"$(stamp_of test)" || room
    install_stage test
    finish test
fi
wipe
