#!/bin/sh
# Make the virtual environment: make-venv.sh PYTHON FOLDER. Says in plain words what is missing when it cannot.
set -eu
python=$1 folder=$2

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Python 3.11 or newer is needed; $python is not. Try: make PYTHON=python3.12 ..." >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    # Debian keeps these two in a package of their own.
    echo "Python's venv is missing; installing Debian's python3-venv." >&2
    asroot=""
    [ "$(id -u)" = 0 ] || asroot="sudo -n"
    if ! { $asroot apt-get update -q && $asroot apt-get install -qy --no-install-recommends python3-venv; } >&2; then
        echo "Could not. Run: apt-get install python3-venv   and then make again." >&2
        exit 1
    fi
fi
rm -rf "$folder"
"$python" -m venv "$folder"
