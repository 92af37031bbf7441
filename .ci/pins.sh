#!/usr/bin/env bash
# Versions and hashes for every system and Python, without an address in them: the newest that fit, or with --keep the
# present ones where they still fit.
set -euo pipefail
cd "$(dirname "$0")/.."
renew=--upgrade
[ "${1:-}" = --keep ] && renew=
uv=${NPFDESK_UV:-.venv/bin/uv}
[ -x "$uv" ] || .venv/bin/python -m pip install --quiet --disable-pip-version-check --root-user-action=ignore uv
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# what builds the project is pinned with it, so that it is installed without fetching anything of its own
printf '%s\n' hatchling editables >"$scratch/backend.in"
compile() {
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-emit-find-links --no-header --no-annotate $renew "$@"
}
compile pyproject.toml "$scratch/backend.in" -o .ci/requirements.txt
# one version of each for the program, for the tests and for the frozen program
compile pyproject.toml "$scratch/backend.in" --extra test -c .ci/requirements.txt -o .ci/requirements-test.txt
compile pyproject.toml --extra dist -c .ci/requirements.txt -o .ci/requirements-dist.txt
# of what the tests need only what they add is kept: a line that the program's lock holds, word for word, goes with its hashes
awk 'NR == FNR { if (/^[^ ]/) held[$0]; next } /^[^ ]/ { twice = $0 in held } !twice' \
    .ci/requirements.txt .ci/requirements-test.txt >"$scratch/added.txt"
cp "$scratch/added.txt" .ci/requirements-test.txt
if grep -nE '://|--(extra-)?index|--find-links' .ci/requirements*.txt; then
    echo "An address came into the pins; they are not fit to be kept." >&2
    exit 1
fi
