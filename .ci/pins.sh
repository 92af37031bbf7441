#!/usr/bin/env bash
# Versions and hashes for every system and Python, without an address in them.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/python -m pip install --quiet --disable-pip-version-check uv
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# what builds the project is pinned with it, so that it is installed without fetching anything of its own
printf '%s\n' hatchling editables >"$scratch/backend.in"
compile() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-emit-find-links --no-header --no-annotate "$@"
}
compile --upgrade pyproject.toml "$scratch/backend.in" --extra test -o .ci/requirements.txt
# one version of each for the tests and for the frozen program
compile --upgrade pyproject.toml --extra dist -c .ci/requirements.txt -o .ci/requirements-dist.txt
if grep -nE '://|--(extra-)?index|--find-links' .ci/requirements.txt .ci/requirements-dist.txt; then
    echo "An address came into the pins; they are not fit to be kept." >&2
    exit 1
fi
