#!/bin/sh
# Set up everything in `.venv`: `sh install.sh` to build documents, `sh install.sh --dev` to test too.
# Needs Python 3.11 or newer. Installs Debian's Pango where it is missing and can be installed.
set -eu
cd "$(dirname "$0")"

python=${PYTHON:-python3}
"$python" - <<'CHECK' || { echo "install.sh: Python 3.11 or newer is needed ($python is older)" >&2; exit 1; }
import sys
sys.exit(sys.version_info < (3, 11))
CHECK

# WeasyPrint lays out text with these system libraries. Without them everything but PDF is built.
if command -v apt-get >/dev/null 2>&1 && ! PATH="$PATH:/usr/sbin:/sbin" ldconfig -p | grep -q 'libharfbuzz-subset\.so\.0'; then
    sudo=""
    [ "$(id -u)" = 0 ] || sudo="sudo"
    $sudo apt-get update -qq &&
        $sudo apt-get install -y -qq libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ||
        echo "install.sh: Pango could not be installed; PDFs will not be made" >&2
fi

if [ ! -x .venv/bin/python ]; then
    "$python" -m venv .venv || {
        echo "install.sh: Python cannot make an environment (Debian: apt-get install python3-venv)" >&2
        exit 1
    }
fi
requirements=requirements.txt
[ "${1:-}" != "--dev" ] || requirements=requirements-dev.txt
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$requirements"
.venv/bin/python -m compileall -q dossier  # compiled once, and not by each command

# The studio's editor is bundled from npm, with node from the machine or, for this alone, from PyPI.
.venv/bin/python dossier/studio/editor/bundle.py ||
    echo "install.sh: the editor could not be made; the studio will not start, all else works" >&2

# What starts the studio by a double click: Dossier.desktop, or Dossier.command on macOS.
.venv/bin/python dossier/studio/launchers.py

# The tests of the studio run in Debian's Chromium, in the shell of it that has no window.
if [ "${1:-}" = "--dev" ] && ! command -v chromium-headless-shell >/dev/null 2>&1; then
    sudo=""
    [ "$(id -u)" = 0 ] || sudo="sudo"
    { command -v apt-get && $sudo apt-get update -qq && $sudo apt-get install -y -qq chromium-headless-shell; } >/dev/null ||
        echo "install.sh: Chromium's shell could not be installed; without any Chromium, tests in a browser are skipped" >&2
fi
