#!/usr/bin/env bash
# Installs what the build needs beside a Swift toolchain, if it is missing. Sourced by the other scripts;
# `extra_packages` names what they need besides.
set -euo pipefail

packages=(libcurl4-openssl-dev libsqlite3-dev libssl-dev libyaml-dev pkg-config)
missing=()
for package in "${packages[@]}" ${extra_packages:-}; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ "${#missing[@]}" -gt 0 ]; then
  sudo=()
  if [ "$(id -u)" -ne 0 ]; then sudo=(sudo); fi
  echo "Installing ${missing[*]} …"
  "${sudo[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
if ! command -v swift >/dev/null 2>&1; then
  echo "error: no Swift toolchain found. Install Swift 6.2 or newer, and put \`swift\` on the PATH." >&2
  exit 1
fi
