#!/usr/bin/env bash
# Nightly: says whether the manifest is applied, everything converged, and nobody changed it in the CRM since.
# Reads the CRM, so it needs the key.
# Exits with 0 when it is, with 2 when there is something to do (see drift.md), with 1 on an error.
set -euo pipefail
status=0
roster plan "$@" --refresh --detailed-exitcode --report markdown=drift.md || status=$?
if [ "$status" -eq 2 ]; then echo "The CRM is not as the manifest declares: see drift.md." >&2; fi
exit "$status"
