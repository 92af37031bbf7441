#!/usr/bin/env bash
# What .ci/deb_trial.sh does inside a clean root.
set -euo pipefail
step() { printf '%s\n' "-- $*"; }
quiet() { "$@" >/tmp/last.log 2>&1 || { cat /tmp/last.log; return 1; }; }
everything() { find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /tmp -o -path /var/log -o -path /var/cache \
    -o -path /var/lib/apt -o -path /var/lib/dpkg -o -path /npfdesk.deb \) -prune -o -print | sort; }
step "$(. /etc/os-release; echo "$PRETTY_NAME"), $(ldd --version | head -n 1)"
quiet apt-get update
# what a desktop has beside the package: file types, a screen, and another program for workbooks
quiet apt-get install -y --no-install-recommends shared-mime-info desktop-file-utils hicolor-icon-theme xdg-utils \
    libglib2.0-bin xvfb xauth xdotool scrot dbus perl
# an empty /opt would go with any package that has a folder there; the desktops have other programs in it
mkdir -p "$HOME" /usr/share/applications /opt/apps
printf '[Desktop Entry]\nType=Application\nName=Office\nExec=true %%f\nMimeType=%s;\n' \
    application/vnd.openxmlformats-officedocument.spreadsheetml.sheet >/usr/share/applications/wps-office-et.desktop
quiet apt-get install -y --no-install-recommends $(dpkg-deb -f /npfdesk.deb Depends | tr -d '\n' |
    awk -v RS=, '{ sub(/\|.*/, ""); sub(/\(.*/, ""); print }' | xargs -n 1 apt-cache show --no-all-versions 2>/dev/null |
    sed -n 's/^Package: //p')
update-desktop-database
update-mime-database /usr/share/mime
quiet dpkg --purge npfdesk
everything >/tmp/before
step "installed"
quiet apt-get install -y --no-install-recommends /npfdesk.deb
npfdesk --version
step "tried"
bash /tmp/frozen_trial.sh npfdesk /opt/npfdesk/_internal/sample_data/jinhua_14fyp.xlsx
step "file types"
cp /opt/npfdesk/_internal/sample_data/jinhua_14fyp.xlsx /tmp/规划.xlsx
same() { [ "$2" = "$3" ] && echo "$1: $2" || { echo "$1: $2 instead of $3"; return 1; }; }
same "type of .npfs" "$(gio info -a standard::content-type /tmp/下发.npfs | sed -n "s/.*content-type: //p")" application/x-npfs
same "opened by" "$(xdg-mime query default application/x-npfs)" npfdesk.desktop
workbook=application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
same "workbooks opened by" "$(xdg-mime query default $workbook)" wps-office-et.desktop
same "and by" "$(gio mime $workbook | sed -n 's/^Default application.*: //p')" wps-office-et.desktop
gio mime $workbook | grep x-npfdesk-workbooks.desktop
gio mime application/x-npfs | grep "^Default.*npfdesk.desktop"
LANG=zh_CN.UTF-8 grep -q 情景 /usr/share/mime/application/x-npfs.xml
for size in 16x16 48x48 256x256; do test -s /usr/share/icons/hicolor/$size/mimetypes/application-x-npfs.png; done
step "a double click on a file of scenarios"
rm -f /tmp/window-*.png
cat >/tmp/double_click.sh <<'CLICK'
export NPFDESK_HOME=/tmp/home/npfdesk QT_QPA_PLATFORM=xcb LANG=zh_CN.UTF-8
mkdir -p $NPFDESK_HOME
# as a file manager does it: the command of the entry, with the file in the place of %f
command=$(sed -n 's/^Exec=//p' /usr/share/applications/$(xdg-mime query default application/x-npfs))
${command/\%f//tmp/下发.npfs} >/tmp/program.log 2>&1 &
program=$!
seen=
for _ in $(seq 120); do
    # the sample's window, and before it the question what the file would change
    [ "$(xdotool search --onlyvisible --pid $program 2>/dev/null | wc -l)" -ge 2 ] && { seen=1; break; }
    sleep 0.5
done
sleep 2
scrot /tmp/window-scenarios.png
kill $program
wait $program 2>/dev/null
[ -n "$seen" ]
CLICK
# the screen itself keeps its shaders nowhere
export MESA_SHADER_CACHE_DISABLE=true MESA_GLSL_CACHE_DISABLE=true
quiet xvfb-run -a -s "-screen 0 1366x768x24" bash /tmp/double_click.sh || { cat /tmp/program.log; exit 1; }
test -s /tmp/window-scenarios.png
step "upgraded over itself"
quiet dpkg -i /npfdesk.deb
npfdesk --version
step "removed"
quiet dpkg --purge npfdesk
everything >/tmp/after
if ! diff /tmp/before /tmp/after; then
    echo "The package left or took something."
    exit 1
fi
same "type of .npfs" "$(xdg-mime query default application/x-npfs)" ""
