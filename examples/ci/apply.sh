#!/usr/bin/env bash
# Applies exactly the reviewed plan.json, then keeps the state in git, however the apply ended.
# Needs LEMLIST_API_KEY. Arguments go to `roster apply`, such as --endpoint or --sandbox.
# Exits as roster does: 0 applied, 1 not all was, 3 applied and something did not converge (see apply.md).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
plan=${ROSTER_PLAN:-plan.json}
if [ ! -f "$plan" ]; then
  echo "There is no reviewed plan at $plan: nothing is applied." >&2
  exit 1
fi
status=0
roster apply "$@" "$plan" --report markdown=apply.md --report json=apply.json || status=$?
"$here/keep-state.sh"
exit "$status"
