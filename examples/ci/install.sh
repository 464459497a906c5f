#!/usr/bin/env bash
# Puts roster on the PATH of a CI job, if it is not there: downloads the package of ROSTER_VERSION from ROSTER_RELEASES,
# compares its SHA-256, and installs it. The image may lack tools that the other scripts use: they are installed too.
# For images of Debian 12, Ubuntu 24.04 and newer, as root or with sudo.
#
# ROSTER_RELEASES is where the releases are, such as https://git.example.com/tools/roster/releases/download.
# ROSTER_SHA256, if set, is the SHA-256 that the package must have; else what the release says of it counts.
set -euo pipefail
sudo=()
if [ "$(id -u)" -ne 0 ]; then sudo=(sudo); fi

install_packages() {
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
}

tools=(git jq)
if [ "${GITHUB_ACTIONS:-}" = true ]; then tools+=(gh); fi
if ! command -v roster >/dev/null 2>&1; then tools+=(curl); fi
missing=()
for tool in "${tools[@]}"; do command -v "$tool" >/dev/null 2>&1 || missing+=("$tool"); done
if ! command -v roster >/dev/null 2>&1 || [ "${#missing[@]}" -gt 0 ]; then "${sudo[@]}" apt-get update -qq; fi
if [ "${#missing[@]}" -gt 0 ]; then install_packages ca-certificates "${missing[@]}"; fi

# In a container the job is root and its folder another user's, where git refuses to work unless told to.
if [ "$(id -u)" -eq 0 ] && [ "$(stat -c %u .)" -ne 0 ]; then
  git config --global --add safe.directory "$PWD"
fi

if ! command -v roster >/dev/null 2>&1; then
  : "${ROSTER_RELEASES:?names the place of the releases of roster}" "${ROSTER_VERSION:?names the release to install}"
  package=roster_${ROSTER_VERSION}_$(dpkg --print-architecture).deb
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  # apt reads the package as a user of its own.
  chmod 755 "$folder"
  for file in "$package" "$package.sha256"; do
    curl --fail --silent --show-error --location --retry 3 --output "$folder/$file" \
      "$ROSTER_RELEASES/v$ROSTER_VERSION/$file"
  done
  if [ -n "${ROSTER_SHA256:-}" ]; then echo "$ROSTER_SHA256  $package" >"$folder/$package.sha256"; fi
  (cd "$folder" && sha256sum --check --quiet "$package.sha256")
  install_packages "$folder/$package"
fi
roster --version
