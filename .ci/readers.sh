#!/usr/bin/env bash
# LibreOffice, a reader of PDF and a browser, with which the tests open what the program writes, and a display without a
# screen for the window's keys; without them those tests are skipped.
set -uo pipefail
cd "$(dirname "$0")/.."
. .ci/system.sh
needed=""
office=$(command -v soffice || command -v libreoffice || true)
[ -n "$office" ] || needed="libreoffice-calc-nogui"
# the word processor and the slides are packages of their own; their libraries lie beside the program
beside=$(dirname "$(readlink -f "${office:-/none}")")
[ -n "$office" ] && [ -e "$beside/libswlo.so" ] || needed="$needed libreoffice-writer-nogui"
[ -n "$office" ] && [ -e "$beside/libslideshowlo.so" ] || needed="$needed libreoffice-impress-nogui"
command -v pdftotext >/dev/null 2>&1 || needed="$needed poppler-utils"
command -v xvfb-run >/dev/null 2>&1 && command -v xauth >/dev/null 2>&1 || needed="$needed xvfb xauth"
# the driver is of the browser's own version, so both come from the system
if ! command -v chromedriver >/dev/null 2>&1 || ! command -v chromium >/dev/null 2>&1; then needed="$needed chromium chromium-driver"; fi
[ -z "${needed// /}" ] && exit 0
say "Installing what opens our own files in the tests: $needed ..."
# shellcheck disable=SC2086
if ! install_packages $needed; then
    say "It could not be installed from here, so the tests that open files in it are skipped; on Debian and Ubuntu, as root:"
    say "    apt-get update && apt-get install $needed"
fi
exit 0
