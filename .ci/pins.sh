#!/usr/bin/env bash
# Versions and hashes for every system and Python, without an address in them.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/python -m pip install --quiet uv
compile() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-header --no-annotate --upgrade "$@"
}
{ echo "hatchling"; echo "editables"; } > build/backend.in
compile pyproject.toml build/backend.in --extra test -o .ci/requirements.txt
compile pyproject.toml --extra dist -c .ci/requirements.txt -o .ci/requirements-dist.txt
