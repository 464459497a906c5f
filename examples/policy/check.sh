#!/usr/bin/env bash
# Holds a saved plan against the policies of this folder.
#   roster plan --out plan.json && examples/policy/check.sh plan.json
# Exits with 1 and a line for each violation; needs jq, and takes the Rego rule along where conftest is installed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -eq 1 ] || { echo "usage: $0 PLAN.json" >&2; exit 64; }
plan=$1

violations=0
for policy in "$here"/*.jq; do
  name=$(basename "$policy" .jq)
  while IFS= read -r line; do
    echo "$name: $line"
    violations=$((violations + 1))
  done < <(jq -r -f "$policy" "$plan" || echo "the policy could not be run")
done
if command -v conftest >/dev/null 2>&1; then
  conftest test --no-color --policy "$here" "$plan" || violations=$((violations + 1))
fi
[ "$violations" -eq 0 ] || exit 1
echo "The plan keeps to the policies."
