#!/usr/bin/env bash
# On GitHub: fetches the plan that was reviewed in the pull request of this commit. Needs gh and GH_TOKEN.
set -euo pipefail
: "${GITHUB_REPOSITORY:?}" "${GITHUB_SHA:?}"
head=$(gh api "repos/$GITHUB_REPOSITORY/commits/$GITHUB_SHA/pulls" --jq '[.[] | select(.merged_at)][0].head.sha // ""')
if [ -z "$head" ]; then
  echo "The commit is of no merged pull request, so no plan of it was reviewed." >&2
  exit 1
fi
run=$(gh run list --repo "$GITHUB_REPOSITORY" --workflow contacts.yml --event pull_request --commit "$head" \
  --status success --limit 1 --json databaseId --jq '.[0].databaseId // ""')
if [ -z "$run" ]; then
  echo "No plan of $head succeeded." >&2
  exit 1
fi
gh run download "$run" --repo "$GITHUB_REPOSITORY" --name plan
