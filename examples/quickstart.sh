#!/usr/bin/env bash
# Builds roster, then plans and applies the example to the embedded sandbox CRM: no account is needed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/../Tests/setup.sh"

say() { printf '\n\033[1m▌ %s\033[0m\n\n' "$*"; }
if [ ! -t 1 ]; then say() { printf '\n== %s\n\n' "$*"; }; fi

# The same build as that of the tests: whichever comes first, the other finds it done.
say "Building roster. The first time this takes about three minutes on two cores, and fetches its packages."
swift build --package-path "$here/.." --product roster
roster="$(swift build --package-path "$here/.." --show-bin-path)/roster"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/roster.yaml" "$here/sandbox.yaml" "$work"
cd "$work"

say "roster plan --sandbox: what would happen"
"$roster" plan --sandbox

say "roster apply --sandbox --seed sandbox.yaml: make it so"
status=0
"$roster" apply --sandbox --seed sandbox.yaml --auto-approve || status=$?
# 3 says: all was sent, and something did not converge. Here that is the company which the CRM lacks.
[ "$status" -eq 3 ] || { echo "error: apply ended with $status, and 3 was expected" >&2; exit 1; }

say "roster plan --sandbox again: only what could not converge is left"
"$roster" plan --sandbox

cat <<END

What next?

  cp -r $here my-contacts && cd my-contacts
  $roster plan --sandbox          # then edit a line of roster.yaml, and plan again
  $roster apply --sandbox --seed sandbox.yaml

The CRM of the sandbox is .roster/sandbox.sqlite; delete .roster and roster.state.jsonl to start afresh.
For the real CRM: put the key into LEMLIST_API_KEY and leave --sandbox out.
END
