#!/usr/bin/env bash
# Install flytex and run its tests with each Python named that is at hand; say which ones are not. Called by make:
#
#     tests/pythons.sh SDK VERSION...
#
# For each: the suite in an environment without an SDK, then the fixtures against the SDK in one with it.
set -uo pipefail
cd "$(dirname "$0")/.."
sdk=$1
shift

find_python() {
    local candidate
    for candidate in "python$1" "$HOME/.pyenv/versions/$1".*/bin/python; do
        if "$candidate" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$1')" 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
}

install() { # PYTHON FOLDER REQUIREMENT...
    local python=$1 folder=$2 pins=constraints/python-$version.txt
    shift 2
    [ -f "$pins" ] || pins=constraints/sdk-$sdk.txt
    rm -rf "$folder"
    "$python" -m venv "$folder" &&
        "$folder/bin/python" -m pip --disable-pip-version-check --quiet install "pip>=25.1" &&
        "$folder/bin/python" -m pip --disable-pip-version-check --quiet install -c "$pins" "$@"
}

summary=() failed=0
for version; do
    python=$(find_python "$version")
    if [ -z "$python" ]; then
        summary+=("Python $version: not found here, nothing tried")
        continue
    fi
    echo "Python $version: $python"
    bare=.venvs/python-$version full=.venvs/python-$version-sdk outcome=passed
    install "$python" "$bare" -e . --group test &&
        "$bare/bin/python" -m pytest -n auto --dist loadgroup -q -m "not sdk" || outcome="FAILED without an SDK"
    install "$python" "$full" -e ".[sdk]" "flyte==$sdk" &&
        "$full/bin/flytex" verify fixtures --root-dir fixtures || outcome="FAILED against SDK $sdk"
    [ "$outcome" = passed ] || failed=1
    summary+=("Python $version: $outcome")
done
printf '%s\n' "${summary[@]}"
exit $failed
