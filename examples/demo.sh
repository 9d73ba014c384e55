#!/usr/bin/env bash
# What flytex shows, a screen each. `make demo` runs it from the top of the repository.
set -uo pipefail
flytex=${1:-flytex}

screen() {  # TITLE ARGUMENT...: the first 40 lines
    local title=$1
    shift
    printf '\n\033[1m%s\033[0m\n$ flytex %s\n' "$title" "$*"
    "$flytex" "$@" 2>&1 | shorten | awk 'NR <= 40 { print } END { if (NR > 40) print "... " NR - 40 " more lines" }'
}

shorten() {  # a Pod's arguments and variables, which fill a screen of their own
    awk '/^  (args|env):/ { print; print "  ..."; inside = 1; next } inside && /^  (- |  )/ { next } { inside = 0; print }'
}

screen "1. Three mistakes in a module that the SDK accepts" lint examples/churn.py
screen "2. What the module changes, compared with its committed specs" diff examples/specs examples/churn.py
screen "3. The Pod that a task becomes, and where each field comes from" \
    podspec fixtures/resources.py --task train --spec-only --explain --quiet
screen "4. The exact spec that the cluster gets" serialize examples/churn.py --task load
