#!/usr/bin/env bash
# Sets up a fresh machine that has a Swift toolchain, builds, and runs every test.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source Tests/setup.sh

swift build --build-tests --explicit-target-dependency-import-check error
swift test --skip-build --disable-xctest "$@"
