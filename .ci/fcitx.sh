#!/usr/bin/env bash
# The plugin by which Qt is typed into through fcitx, 4.2.9 and 5 (PySide6 brings only that of ibus), out of Debian's own
# package (apt checks its signature), into build/fcitx with its licence. Fails, saying why, where it cannot be had.
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/system.sh
place=$PWD/build/fcitx
suite=trixie
stamp=$place/.made
codename=$(. /etc/os-release; echo "${VERSION_CODENAME:-}")
wanted=$(printf '%s\n' "$codename $suite" | cat - .ci/fcitx.sh .ci/fcitx_calls.py .ci/requirements-dist.txt | cksum)
[ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || exit 0
rm -rf "$place"
apt=$place/apt
mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/parts" "$apt/debs" "$apt/files"
log=$place/fetch.log
without() { say "Without fcitx (there Chinese has to be pasted): $1"; exit 1; }
command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1 || without "this system has no apt-get."
# from the Debian that this system is, in the suite whose Qt has the objects of this one (6.8; those of 6.4 are smaller),
# in folders of our own
for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ -f "$list" ] && sed -nE "s/^[[:space:]]*deb[[:space:]](.*) $codename /deb \1 $suite /p" "$list" || true
done >"$apt/parts/system.list"
for list in /etc/apt/sources.list.d/*.sources; do
    [ -f "$list" ] || continue
    sed '/^#/d; s/^Types:.*/Types: deb/' "$list" |
        awk -v RS= -v ORS='\n\n' -v code="$codename" '$0 ~ "(^|\n)Suites:[^\n]*[ \t]" code "([ \t\n]|$)"' |
        sed "s/^Suites:.*/Suites: $suite/"
done >"$apt/parts/system.sources"
private=(-o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$apt/parts" -o Dir::State::lists="$apt/lists"
    -o Dir::Cache="$apt/cache" -o APT::Sandbox::User="$(id -un)")
# (another supplier's list may not have that suite; what is missing is seen by the next call)
apt-get "${private[@]}" update >>"$log" 2>&1 || true
(cd "$apt/debs" && apt-get "${private[@]}" download fcitx5-frontend-qt6 libfcitx5-qt6-1) >>"$log" 2>&1 ||
    without "the package fcitx5-frontend-qt6 could not be fetched ($log)."
for package in "$apt"/debs/*.deb; do dpkg-deb -x "$package" "$apt/files"; done
plugin=$(find "$apt/files" -name libfcitx5platforminputcontextplugin.so | head -n 1)
library=$(find "$apt/files" -name libFcitx5Qt6DBusAddons.so.1 | head -n 1)
[ -n "$plugin" ] && [ -n "$library" ] || without "the package has another form."
# compiled by a newer GCC than the desktops have
for file in "$plugin" "$library"; do
    .venv/bin/python .ci/fcitx_calls.py "$file" "$place/$(basename "$file")" 2>>"$log" ||
        without "it is of another form ($log)."
done
{
    printf 'libfcitx5platforminputcontextplugin.so and libFcitx5Qt6DBusAddons.so.1 are from Debian (%s),\n' \
        "$(cd "$apt/debs" && echo *.deb)"
    printf 'their sources are its source package fcitx5-qt. Calls of libstdc++ in them are turned into older ones\n'
    printf '(std::__throw_bad_array_new_length into std::__throw_bad_alloc, __cxa_call_terminate into std::terminate).\n\n'
    cat "$apt/files/usr/share/doc/libfcitx5-qt6-1/copyright"
} >"$place/fcitx5-qt.txt"
rm -rf "$apt"
# it knows Wayland too, by a newer library than the desktops have; that one goes along, as the system here has it
install_packages libwayland-client0 libwayland-cursor0 libffi8 >>"$log" 2>&1 || without "libwayland could not be installed ($log)."
for name in libwayland-client.so.0 libwayland-cursor.so.0 libffi.so.8; do
    cp -L "/usr/lib/x86_64-linux-gnu/$name" "$place/" || without "$name is not where Debian has it."
done
for package in libwayland-client0 libffi8; do
    printf '\n%s (Debian %s):\n\n' "$package" "$(dpkg-query -W -f '${Version}' $package)"
    cat /usr/share/doc/$package/copyright 2>/dev/null || printf 'MIT licence; its text is in the Debian package.\n'
done >>"$place/fcitx5-qt.txt"
# beside the Qt it is for: within the bound, and every name it asks of that Qt is there
qt=$(echo "$PWD"/build/freezing/lib/python*/site-packages/PySide6/Qt/lib)
ln -s "$qt"/libQt6{Core,Gui,DBus,Widgets,WaylandClient}.so.6 "$place/"
.venv/bin/python .ci/old_desktops.py "$place" >>"$log" || without "it asks for more than the oldest desktops have ($log)."
LD_LIBRARY_PATH=$place:$qt${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} build/freezing/bin/python -c 'import ctypes, sys
ctypes.CDLL(sys.argv[1])' "$place/$(basename "$plugin")" >>"$log" 2>&1 || without "it does not go with this Qt ($log)."
find "$place" -type l -delete
printf '%s' "$wanted" >"$stamp"
