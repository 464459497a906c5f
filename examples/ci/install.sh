#!/usr/bin/env bash
# Puts roster on the PATH of a CI job, if it is not there: builds ROSTER_REF of ROSTER_REPOSITORY. The image lacks
# tools that the other scripts use: they are installed too.
# Needs a Swift toolchain, as in the images swift:6.2 and newer. Cache ~/.local/bin/roster by ROSTER_REF.
set -euo pipefail
tools=(git jq)
if [ "${GITHUB_ACTIONS:-}" = true ]; then tools+=(gh); fi
missing=()
for tool in "${tools[@]}"; do command -v "$tool" >/dev/null 2>&1 || missing+=("$tool"); done
# A roster from the cache needs the libraries that building it would have installed.
for library in libyaml-0.so.2:libyaml-0-2 libsqlite3.so.0:libsqlite3-0; do
  /sbin/ldconfig -p | grep -F "${library%%:*}" >/dev/null || missing+=("${library#*:}")
done
if [ "${#missing[@]}" -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
# In a container the job is root and its folder another user's, where git refuses to work unless told to.
if [ "$(id -u)" -eq 0 ] && [ "$(stat -c %u .)" -ne 0 ]; then
  git config --global --add safe.directory "$PWD"
fi
bin=${ROSTER_BIN:-$HOME/.local/bin}
export PATH="$bin:$PATH"
if ! command -v roster >/dev/null 2>&1; then
  : "${ROSTER_REPOSITORY:?names the git repository of roster}" "${ROSTER_REF:?names a tag or commit of it}"
  source=$(mktemp -d)
  trap 'rm -rf "$source"' EXIT
  git -c advice.detachedHead=false clone --quiet "$ROSTER_REPOSITORY" "$source"
  git -C "$source" -c advice.detachedHead=false checkout --quiet "$ROSTER_REF"
  (cd "$source" && set -- && source Tests/setup.sh)
  swift build --package-path "$source" -c release --product roster --static-swift-stdlib
  mkdir -p "$bin"
  install -s -m 755 "$(swift build --package-path "$source" -c release --show-bin-path)/roster" "$bin/roster"
fi
if [ -n "${GITHUB_PATH:-}" ]; then echo "$bin" >>"$GITHUB_PATH"; fi
roster --version
