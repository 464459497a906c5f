#!/usr/bin/env bash
# Nightly: says whether the manifest is applied, and everything converged.
# Exits with 0 when it is, with 2 when there is something to do (see drift.md), with 1 on an error.
set -euo pipefail
status=0
roster plan "$@" --detailed-exitcode --report markdown=drift.md || status=$?
if [ "$status" -eq 2 ]; then echo "The manifest is not applied, or not all converged: see drift.md." >&2; fi
exit "$status"
