#!/usr/bin/env bash
# Commits the state file and pushes it, when it changed. Never by force: a state that moved on is for people to look at.
set -euo pipefail
state=${ROSTER_STATE:-roster.state.jsonl}
branch=${ROSTER_BRANCH:-$(git symbolic-ref --short HEAD)}
if [ ! -f "$state" ]; then exit 0; fi
if git ls-files --error-unmatch "$state" >/dev/null 2>&1 && git diff --quiet -- "$state"; then exit 0; fi
git add -- "$state"
git -c user.name="${ROSTER_GIT_NAME:-roster}" -c user.email="${ROSTER_GIT_EMAIL:-roster@example.com}" \
  commit --quiet --message "Record the applied contacts [skip ci]" -- "$state"
# Others may have merged meanwhile; only this job writes the state, so that a rebase touches other files only.
for attempt in 1 2 3; do
  if git push --quiet origin "HEAD:$branch"; then exit 0; fi
  git pull --quiet --rebase origin "$branch"
done
echo "The state could not be pushed. It is in this job's folder: keep it before the next apply." >&2
exit 1
