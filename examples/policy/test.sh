#!/usr/bin/env bash
# Tests the policies: each has a plan that keeps to it and one that does not.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
failed=0

expect() { # SAMPLE STATUS TEXT
  local said status=0
  said=$(ROSTER_OWNER_LIMIT=2 "$here/check.sh" "$here/samples/$1.json") || status=$?
  if [ "$status" -ne "$2" ] || [[ "$said" != *"$3"* ]]; then
    printf 'FAILED %s: status %s, said:\n%s\n' "$1" "$status" "$said"
    failed=1
  fi
}

expect errors-fail 1 'errors: R0203: The field `firstname` is not known. (roster.yaml:2:21)'
expect owner-changes-pass 0 "keeps to the policies"
expect owner-changes-fail 1 "owner-changes: 3 contacts change their owner, and at most 2 may"
expect customers-stay-pass 0 "keeps to the policies"
expect customers-stay-fail 1 "customers-stay: contact.cora is a gold customer and would be lost (forget)"
if command -v conftest >/dev/null 2>&1; then
  expect owners-pass 0 "keeps to the policies"
  expect owners-fail 1 "contact.dan is created without a contactOwner"
fi

rego() { # SAMPLE: the messages of the rule, as JSON
  python3 - "$here/roster.rego" "$here/samples/$1.json" <<'END'
import sys
from pathlib import Path
from regopy import Interpreter
interpreter = Interpreter()
interpreter.add_module("roster.rego", Path(sys.argv[1]).read_text())
interpreter.set_input_term(Path(sys.argv[2]).read_text())
print(interpreter.query("data.main.deny"))
END
}
if python3 -c 'import regopy' 2>/dev/null; then
  for sample in 'owners-pass {"expressions":[[]]}' \
    'owners-fail {"expressions":[["contact.dan is created without a contactOwner"]]}'; do
    if [ "$(rego "${sample%% *}")" != "${sample#* }" ]; then
      printf 'FAILED %s: the Rego rule says %s\n' "${sample%% *}" "$(rego "${sample%% *}")"
      failed=1
    fi
  done
fi
exit "$failed"
