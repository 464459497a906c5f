#!/usr/bin/env bash
# Commits sound and broken contacts with the hook in place. Needs roster on the PATH, and git.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work" GIT_CONFIG_NOSYSTEM=1
unset GIT_DIR GIT_INDEX_FILE ROSTER_STATE ROSTER_ENDPOINT LEMLIST_API_KEY 2>/dev/null || true

git init --quiet --initial-branch main "$work/repository"
cd "$work/repository"
git config user.name Ada
git config user.email ada@example.com
cp "$here/pre-commit" .git/hooks/pre-commit
count=0

commits() { # WHAT
  if ! git commit --quiet -m "$1" >"$work/out" 2>&1; then
    printf 'FAILED: %s was refused:\n' "$1"
    cat "$work/out"
    exit 1
  fi
  count=$((count + 1))
}

refused() { # WHAT TEXT
  if git commit --quiet -m "$1" >"$work/out" 2>&1; then
    printf 'FAILED: %s was committed.\n' "$1"
    exit 1
  fi
  if ! grep -qF -- "$2" "$work/out"; then
    printf 'FAILED: %s was refused without saying: %s\n' "$1" "$2"
    cat "$work/out"
    exit 1
  fi
  count=$((count + 1))
}

echo text >README
git add . && commits "a repository without contacts"
printf 'contacts:\n  a@example.com: {firstName: A}\n' >roster.yaml
git add . && commits "sound contacts"
printf 'contacts:\n  a@example.com: {firstname: A}\n' >roster.yaml
git add . && refused "a misspelt field" "roster.yaml:2:19"
printf 'contacts:\n  a@example.com: {firstName: B}\n' >roster.yaml
refused "a repair that is not staged" "firstName"
git add . && commits "the repair"
printf 'contacts: [\n' >roster.yaml
echo more >>README && git add README && commits "something else beside broken contacts"
git checkout --quiet roster.yaml

roster apply --sandbox --auto-approve >/dev/null 2>&1
git add roster.state.jsonl && commits "a sound state"
{ echo '<<<<<<< HEAD'; cat roster.state.jsonl; echo '======='; echo '>>>>>>> other'; } >merged
mv merged roster.state.jsonl
git add roster.state.jsonl && refused "a half-merged state" "roster.state.jsonl"
git checkout --quiet HEAD -- roster.state.jsonl

git mv roster.yaml people.yaml
mkdir contacts && git mv people.yaml contacts/people.yaml
printf 'settings: {onRemove: delete}\n' >roster.yaml
git add . && commits "settings beside a folder of contacts"
printf 'contacts:\n  a@example.com: {firstname: A}\n' >contacts/people.yaml
git add . && refused "a misspelt field in the folder" "contacts/people.yaml:2:19"
printf 'contacts:\n  a@example.com: {firstName: B}\n' >roster.yaml
git rm -r --quiet --force contacts && git add . && commits "all in one file again"

mkdir -p 'crm/our people'
printf 'companies: {acme: {domain: acme.example}}\n' >'crm/our people/b.yaml'
printf 'contacts:\n  b@example.com: {company: amce}\n' >'crm/our people/a.yaml'
git config --add roster.manifest roster.yaml
git config --add roster.manifest 'crm/our people'
git add crm && refused "a misspelt company in a folder that is named" "Did you mean"
sed -i 's/amce/acme/' 'crm/our people/a.yaml'
git add crm && commits "companies across files"
git rm -r --quiet crm roster.yaml && commits "no contacts any more"
echo "$count commits were taken and refused as they should be."
