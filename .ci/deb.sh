#!/usr/bin/env bash
# dist/npfdesk as a package: the folder in /opt, the command, the menu entry, icons, and .npfs opened by a double click.
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/system.sh
if ! command -v dpkg-deb >/dev/null 2>&1; then
    say "dpkg-deb is needed; it comes with Debian, Ubuntu and what is made from them."
    exit 1
fi
[ -x dist/npfdesk/npfdesk ] || { say "There is no dist/npfdesk; make it first: make dist"; exit 1; }
version=$(.venv/bin/python -c 'import npfdesk; print(npfdesk.__version__)')
machine=$(dpkg --print-architecture)
typing=dist/npfdesk/_internal/PySide6/Qt/plugins/platforminputcontexts/fcitx5-qt.txt
root=build/deb
rm -rf $root
mkdir -p $root/DEBIAN $root/opt $root/usr/bin $root/usr/share/{applications,mime/packages,doc/npfdesk,icons/hicolor}
cp -a dist/npfdesk $root/opt/npfdesk
ln -s /opt/npfdesk/npfdesk $root/usr/bin/npfdesk
# the manual, where people look for it
[ ! -d dist/npfdesk/_internal/resources/manual ] ||
    ln -s /opt/npfdesk/_internal/resources/manual $root/usr/share/doc/npfdesk/manual
cp resources/desktop/*.desktop $root/usr/share/applications/
cp resources/desktop/npfdesk.xml $root/usr/share/mime/packages/
{
    printf 'NPF Desk %s\n\n' "$version"
    cat LICENSE
    printf '\nThe font in /opt/npfdesk:\n\n'
    cat resources/fonts/OFL.txt
    printf '\nQt and PySide6 in /opt/npfdesk are used under the LGPL 3, see /usr/share/common-licenses/LGPL-3.\n'
    if [ -f $typing ]; then
        printf '\nThe plugin for fcitx in /opt/npfdesk:\n\n'
        cat $typing
    fi
} >$root/usr/share/doc/npfdesk/copyright
gzip -9n <CHANGELOG.md >$root/usr/share/doc/npfdesk/changelog.gz
QT_QPA_PLATFORM=offscreen .venv/bin/python .ci/icons.py $root/usr/share/icons/hicolor
# nothing but what every desktop has; under one of several names where they differ
depends="libc6 (>= 2.28), libstdc++6 (>= 8), libgcc-s1 | libgcc1, zlib1g, libzstd1, libgssapi-krb5-2,
    libgl1 | libgl1-mesa-glx, libegl1 | libegl1-mesa, libopengl0 | libgl1,
    libglib2.0-0 | libglib2.0-0t64, libdbus-1-3, libfontconfig1, libfreetype6,
    libx11-6, libx11-xcb1, libxkbcommon0, libxkbcommon-x11-0, libxcb1, libxcb-randr0, libxcb-render0, libxcb-shape0,
    libxcb-shm0, libxcb-sync1, libxcb-xfixes0, libxcb-xkb1"
cat >$root/DEBIAN/control <<CONTROL
Package: npfdesk
Version: $version
Architecture: $machine
Maintainer: NPF Desk <npfdesk@localhost>
Installed-Size: $(du -sk --exclude=DEBIAN $root | cut -f1)
Section: misc
Priority: optional
Depends: $(printf '%s' "$depends" | tr -s '\n ' ' ')
Recommends: shared-mime-info, desktop-file-utils, hicolor-icon-theme
Description: targets, projected paths, gaps and scenarios of a plan
 A planning office argues with its own numbers: NPF Desk opens a workbook of
 targets and indicators, lets people edit assumptions in tables, redraws paths
 and gaps in the same frame, and keeps scenarios on the machine.
 .
 规划部门的桌面程序：打开写着目标和指标的工作簿，在表格里修改假设，路径和缺口
 随之变化，试过的方案保存为情景。不联网。
CONTROL
find $root -type d -exec chmod 755 {} +
find $root -type f -exec chmod go-w,a+r {} +
package=dist/npfdesk_${version}_$machine.deb
# xz: the dpkg of older desktops cannot read zstd
dpkg-deb --root-owner-group -Zxz --build $root "$package" >/dev/null
rm -rf $root
echo "$package is ready: $(du -h "$package" | cut -f1)"
