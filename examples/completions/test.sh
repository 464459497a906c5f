#!/usr/bin/env bash
# Completes commands in the shells themselves. Needs roster on the PATH, bash, zsh and fish.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work" XDG_CONFIG_HOME="$work" XDG_DATA_HOME="$work"
cd "$work"
touch people.yaml notes.txt export.csv

for shell in bash zsh fish; do
  file=roster.$shell
  if [ "$shell" = zsh ]; then file=_roster; fi
  if ! roster --generate-completion-script "$shell" | cmp - "$here/$file"; then
    echo "FAILED: write it anew: roster --generate-completion-script $shell > examples/completions/$file"
    exit 1
  fi
done

# What each shell offers for a command line whose last word is unfinished, one offer a line.
bash_offers() {
  bash --norc --noprofile -c '
    source "$1"; shift
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
    COMP_TYPE=9 COMP_KEY=9
    function compopt() { :; }
    _roster roster "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    printf "%s\n" "${COMPREPLY[@]}"' bash "$here/roster.bash" "$@"
}

zsh_offers() {
  zsh -f "$here/offers.zsh" "$here" "$*"
}

fish_offers() {
  fish --no-config -c 'source $argv[1]; complete -C "$argv[2]"' "$here/roster.fish" "$*" | cut -f 1
}

expect() { # OFFER WORD...
  local offer=$1
  shift
  for shell in bash zsh fish; do
    local offers
    offers=$("${shell}_offers" "$@" 2>"$work/error") || true
    if ! printf '%s\n' "$offers" | sed 's/ *$//' | grep -qxF -- "$offer"; then
      printf 'FAILED: %s does not offer %s for "%s" but:\n%s\n' "$shell" "$offer" "$*" "$offers"
      cat "$work/error"
      exit 1
    fi
  done
  count=$((count + 1))
}

count=0
expect validate roster va
expect import roster im
expect --format roster validate --fo
expect sarif roster validate --format sa
expect --sandbox roster plan --san
expect list roster state li
expect --company-from roster import --company
echo "$count completions were offered by bash, zsh and fish each."
