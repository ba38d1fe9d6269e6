#!/bin/sh
# Makes .venv: `setup.sh run` installs what the program needs, `setup.sh dev` the developers' tools as well.
# PYTHON names the interpreter to use; without it the first one that is new enough is taken.
set -eu
cd "$(dirname "$0")/.."

fail() {
    echo "setup: $1" >&2
    exit 1
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        new_enough "$PYTHON" || fail "PYTHON=$PYTHON is not Python 3.11 or newer."
        echo "$PYTHON"
        return
    fi
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    fail "Python 3.11 or newer is needed and was not found. Install it, or say where it is: make run PYTHON=/path/to/python3"
}

make_venv() {
    base=$(find_python) || exit 1
    "$base" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
        fail "this Python cannot make virtual environments. On Debian and Ubuntu: sudo apt install python3-venv"
    "$base" -m venv --clear .venv || fail "cannot make .venv."
}

install() {
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt "$@" ||
        fail "installing failed, see above. Is the network there? The same command tries again."
}

case "${1:-}" in
    run) target=. ;;
    dev)
        target='.[dev]'
        command -v git >/dev/null 2>&1 || fail "git is needed for the tests and was not found."
        ;;
    *) fail "say run or dev." ;;
esac

echo "setup: preparing .venv, this happens once" >&2
if ! new_enough .venv/bin/python || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    make_venv
fi
install hatchling editables
install --no-build-isolation --editable "$target"
pwd -P >.venv/.place
