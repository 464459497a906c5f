#!/usr/bin/env bash
# Runs the very sequences of the workflows, with CI=true and without a terminal, against the sandbox and a local origin.
# Needs roster on the PATH, and git.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CI=true HOME="$work/home" GIT_CONFIG_NOSYSTEM=1
unset ROSTER_STATE ROSTER_ENDPOINT ROSTER_BRANCH ROSTER_PLAN LEMLIST_API_KEY 2>/dev/null || true
mkdir "$HOME"

run() { # STATUS COMMAND...
  local wanted=$1 status=0
  shift
  "$@" </dev/null >"$work/out" 2>&1 || status=$?
  if [ "$status" -ne "$wanted" ]; then
    printf 'FAILED: %s ended with %s, and %s was expected:\n' "$*" "$status" "$wanted"
    cat "$work/out"
    exit 1
  fi
  if LC_ALL=C grep -q $'[\x01-\x08\x0b-\x1f\x7f]' "$work/out"; then
    printf 'FAILED: %s printed control characters\n' "$*"
    exit 1
  fi
}

has() { # FILE TEXT
  if ! grep -qF -- "$2" "$1"; then
    printf 'FAILED: %s does not have: %s\n' "$1" "$2"
    cat "$1"
    exit 1
  fi
}

git init --quiet --bare --initial-branch main "$work/origin.git"
git clone --quiet "$work/origin.git" "$work/clone" 2>/dev/null
cd "$work/clone"
git symbolic-ref HEAD refs/heads/main
git config user.name Ada
git config user.email ada@example.com
printf '.roster/\n/plan.*\n/apply.*\n/drift.md\nroster.state.jsonl.*\n' >.gitignore
printf 'contacts:\n  ann: {email: ann@example.com, firstName: Ann}\n' >roster.yaml
git add . && git commit --quiet -m "Declare Ann" && git push --quiet origin main

# A pull request is planned, merged and applied; the state is in the origin afterwards.
run 0 "$here/plan.sh" --sandbox
has plan.env ROSTER_CHANGES=true
has plan.md "1 to create"
run 0 "$here/apply.sh" --sandbox
has apply.md "Apply complete: 1 created"
git -C "$work/origin.git" show main:roster.state.jsonl >"$work/state"
has "$work/state" '"address":"contact.ann"'
has <(git -C "$work/origin.git" log -1 --format=%s main) "Record the applied contacts [skip ci]"

# The same plan again is refused: the state has moved on.
run 1 "$here/apply.sh" --sandbox
has "$work/out" serial

# Nothing to do: planned as such, and no drift.
run 0 "$here/plan.sh" --sandbox
has plan.env ROSTER_CHANGES=false
run 0 "$here/drift-check.sh" --sandbox

# Somebody changed Ann in the CRM: the nightly check says so, and the next apply of its plan undoes it.
printf 'contacts:\n  ann: {email: ann@example.com, firstName: Anna}\n' >"$work/elsewhere.yaml"
run 0 roster apply --sandbox --auto-approve --adopt --state elsewhere.jsonl "$work/elsewhere.yaml"
rm elsewhere.jsonl*
run 2 "$here/drift-check.sh" --sandbox
has drift.md "somebody changed it in the CRM"
run 0 roster apply --sandbox --auto-approve --refresh
run 0 "$here/drift-check.sh" --sandbox

# Somebody merged without an apply: the nightly check says so.
printf '  bob: {email: bob@example.com}\n' >>roster.yaml
git commit --quiet -am "Declare Bob" && git push --quiet origin main
run 2 "$here/drift-check.sh" --sandbox
has drift.md "1 to create"

# Another file is pushed while the apply runs: the state is committed on top of it.
run 0 "$here/plan.sh" --sandbox
git clone --quiet "$work/origin.git" "$work/other"
(cd "$work/other" && git config user.name Bob && git config user.email bob@example.com && echo hello >README &&
  git add README && git commit --quiet -m "Say hello" && git push --quiet origin main)
run 0 "$here/apply.sh" --sandbox
has <(git -C "$work/origin.git" log --format=%s main) "Say hello"
git -C "$work/origin.git" show main:roster.state.jsonl >"$work/state"
has "$work/state" '"address":"contact.bob"'

# Without a plan, and with a broken manifest, nothing is applied.
rm plan.json
run 1 "$here/apply.sh" --sandbox
has "$work/out" "nothing is applied"
printf 'contacts: {ann: {emial: x}}\n' >roster.yaml
run 1 "$here/plan.sh" --sandbox
echo "The sequences of the workflows work."
