#!/usr/bin/env bash
# A Python for the frozen program that asks for no newer C library than the oldest desktops have: CPython and what its
# modules need, out of the system's own source packages (apt checks their signatures), compiled by zig for that library.
# The last line says where it is. Kept under build/, and made again only when this file or its pins change.
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/system.sh
libc=${1:?the version of the C library}
machine=$(uname -m)
place=$PWD/build/old-libc
stamp=$place/.made
wanted=$(printf '%s\n' "$libc $machine $place" | cat - .ci/old_libc.sh .ci/requirements-zig.txt | cksum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && "$place/bin/python" -c '' 2>/dev/null; then
    echo "$place/bin/python"
    exit 0
fi
rm -rf "$place"
mkdir -p "$place"
log=$place/build.log
trap 'code=$?; [ $code -eq 0 ] || { tail -n 25 "$log" >&2 2>/dev/null; say "The whole record is in $log"; }' EXIT

needed=""
for pair in dpkg-source:dpkg-dev make:make tclsh:tcl pkg-config:pkg-config xz:xz-utils; do
    command -v "${pair%%:*}" >/dev/null 2>&1 || needed="$needed ${pair##*:}"
done
if ! command -v apt-get >/dev/null 2>&1; then
    say "A folder for older desktops is built on Debian or Ubuntu (from their source packages); this system has no apt-get."
    exit 1
fi
if [ -n "$needed" ]; then
    say "Installing what builds that Python: $needed ..."
    # shellcheck disable=SC2086
    install_packages $needed || { say "As root: apt-get update && apt-get install $needed"; exit 1; }
fi

# --- the compiler
.venv/bin/python -m venv "$place/zig"
"$place/zig/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r .ci/requirements-zig.txt
mkdir -p "$place/tools"
cat >"$place/tools/cc" <<TOOL
#!/bin/sh
# CPython asks for the name of the machine's own folders
[ "\$1" = --print-multiarch ] && { echo $machine-linux-gnu; exit; }
for one; do
    shift
    case \$one in
        # its setup adds the system's headers and libraries, which are another C library's
        -I/usr/include* | -I/usr/local/include* | -L/usr/lib* | -L/usr/local/lib* | -L/lib*) ;;
        # some of its patches forget to say so
        */pyexpat.c) set -- "\$@" -DPy_BUILD_CORE_MODULE "\$one" ;;
        # zig's linker knows the long form only
        -Wl,-h*) set -- "\$@" "-Wl,-soname,\${one#-Wl,-h}" ;;
        *) set -- "\$@" "\$one" ;;
    esac
done
exec "$place/zig/bin/python" -m ziglang cc -target $machine-linux-gnu.$libc "\$@"
TOOL
for tool in ar ranlib; do
    printf '#!/bin/sh\nexec "%s" -m ziglang %s "$@"\n' "$place/zig/bin/python" "$tool" >"$place/tools/$tool"
done
chmod +x "$place"/tools/*
export ZIG_GLOBAL_CACHE_DIR=$place/zig-cache ZIG_LOCAL_CACHE_DIR=$place/zig-cache
export CC=$place/tools/cc AR=$place/tools/ar RANLIB=$place/tools/ranlib
export CFLAGS="-O2 -fPIC -g0 -fno-sanitize=undefined -Wno-error=implicit-function-declaration -Wno-error=date-time"

# --- the sources: the system's own list, read as sources, in folders of our own
sources=$place/sources
mkdir -p "$sources/lists/partial" "$sources/cache/archives/partial" "$sources/parts"
codename=$(. /etc/os-release; echo "${VERSION_CODENAME:-}")
# only the distribution's suites (bookworm, bookworm-updates, bookworm-security …), where they have its name
for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ -f "$list" ] && sed -n 's/^[[:space:]]*deb[[:space:]]/deb-src /p' "$list" | grep -E " $codename[^ ]* " || true
done >"$sources/parts/system.list"
for list in /etc/apt/sources.list.d/*.sources; do
    [ -f "$list" ] || continue
    sed '/^#/d; s/^Types:.*/Types: deb-src/' "$list" |
        awk -v RS= -v ORS='\n\n' -v code="$codename" '$0 ~ "(^|\n)Suites:[^\n]*[ \t]" code'
done >"$sources/parts/system.sources"
private=(-o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$sources/parts" -o Dir::State::lists="$sources/lists"
    -o Dir::Cache="$sources/cache" -o APT::Sandbox::User="$(id -un)")
say "Fetching the sources of Python and of its libraries ..."
apt-get "${private[@]}" update >>"$log" 2>&1
fetch() {
    local package=$1 version
    # a mirror may announce a version before it has it
    for version in $(apt-cache "${private[@]}" showsrc --only-source "$package" 2>/dev/null |
        sed -n 's/^Version: //p' | sort -Vru); do
        if (cd "$sources" && apt-get "${private[@]}" source --only-source --download-only "$package=$version") >>"$log" 2>&1; then
            rm -rf "${sources:?}/$package"
            dpkg-source --no-check -x "$sources/${package}_${version#*:}.dsc" "$sources/$package" >>"$log" 2>&1
            say "  $package $version"
            return 0
        fi
    done
    return 1
}
for package in zlib bzip2 xz-utils libffi sqlite3; do
    fetch "$package" || { say "The source of $package could not be had."; exit 1; }
done
# PySide6 6.9 knows Python up to 3.13
for python in python3.13 python3.12 python3.11 none; do
    fetch "$python" && break
done
[ "$python" != none ] || { say "This system offers no source of Python 3.11 to 3.13."; exit 1; }

# --- the libraries, as archives that go into the modules
jobs=$(nproc)
run() { "$@" >>"$log" 2>&1; }
say "Compiling them for the C library $libc (some ten minutes, once) ..."
(cd "$sources/zlib" && run ./configure --static --prefix="$place" && run make -j"$jobs" libz.a && run make install)
(cd "$sources/bzip2" && run make -j"$jobs" CC="$CC" AR="$AR" RANLIB="$RANLIB" CFLAGS="$CFLAGS -D_FILE_OFFSET_BITS=64" libbz2.a &&
    mkdir -p "$place/include" "$place/lib" && cp bzlib.h "$place/include/" && cp libbz2.a "$place/lib/")
plain=(--disable-shared --enable-static --prefix="$place" --libdir="$place/lib")
(cd "$sources/xz-utils" && run ./configure "${plain[@]}" --disable-xz --disable-xzdec --disable-lzmadec --disable-lzmainfo \
    --disable-scripts --disable-doc --disable-nls && run make -j"$jobs" && run make install)
(cd "$sources/libffi" && run ./configure "${plain[@]}" --disable-docs --disable-multi-os-directory && run make -j"$jobs" && run make install)
(cd "$sources/sqlite3" && run ./configure "${plain[@]}" --disable-tcl --disable-readline && run make sqlite3.c sqlite3.h &&
    run "$CC" $CFLAGS -DSQLITE_THREADSAFE=1 -DSQLITE_ENABLE_MATH_FUNCTIONS -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_COLUMN_METADATA \
        -c sqlite3.c -o sqlite3.o && run "$AR" rcs "$place/lib/libsqlite3.a" sqlite3.o && cp sqlite3.h "$place/include/" &&
    printf 'prefix=%s\nName: sqlite3\nDescription: SQLite\nVersion: %s\nCflags: -I${prefix}/include\nLibs: -L${prefix}/lib -lsqlite3\n' \
        "$place" "$(cat VERSION)" >"$place/lib/pkgconfig/sqlite3.pc")

# --- Python, without what the program has no use for (it speaks to no network)
cd "$sources/$python"
unused="_ssl _hashlib readline _curses _curses_panel _tkinter _dbm _gdbm nis _uuid ossaudiodev spwd _crypt"
printf '*disabled*\n%s\n' "$unused" >Modules/Setup.local
export PKG_CONFIG_LIBDIR=$place/lib/pkgconfig
run ./configure --prefix="$place" --enable-shared --without-ensurepip --disable-test-modules --without-static-libpython \
    --with-builtin-hashlib-hashes=md5,sha1,sha256,sha512,sha3,blake2 \
    CPPFLAGS="-I$place/include" LDFLAGS="-L$place/lib -Wl,-rpath,$place/lib"
# (its library of the stable interface is linked from nothing, which zig refuses; nothing here is linked to it)
run make -j"$jobs" PY3LIBRARY=
run make install PY3LIBRARY=
cd "$OLDPWD"
ln -sf python3 "$place/bin/python"
"$place/bin/python" -c 'import bz2, ctypes, decimal, hashlib, lzma, multiprocessing, pyexpat, sqlite3, zlib, zoneinfo
import _ctypes, _decimal, _elementtree, _json, _pickle, _sqlite3, _struct, mmap, select, unicodedata
hashlib.sha256(), hashlib.md5(), ctypes.CDLL(None)' >>"$log" 2>&1
rm -rf "$place/zig-cache" "$sources"
printf '%s' "$wanted" >"$stamp"
say "It is ready: $("$place/bin/python" --version)"
echo "$place/bin/python"
