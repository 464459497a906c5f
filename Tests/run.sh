#!/usr/bin/env bash
# Sets up a fresh machine that has a Swift toolchain, builds, and runs every test.
# Words after it go to the test runner, such as --filter LifecycleTests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# The tests' own tools: another HTTP client, a JSON Schema validator, what the examples use and complete in, and a
# browser for the pages.
extra_packages="chromium-headless-shell curl fish git jq openssl python3 python3-jsonschema python3-websocket python3-yaml zsh"
source Tests/setup.sh

# Many tests start servers and processes: a few at a time keep their timeouts meaningful on two cores.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH="${SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH:-4}"

# The quick start's build is a part of this one: neither builds again what the other has built.
echo "Building roster and its tests. The first time this takes about six minutes on two cores."
swift build --build-tests --explicit-target-dependency-import-check error
if [ "$#" -gt 0 ]; then exec swift test --skip-build --disable-xctest "$@"; fi
# A test that waits for ever ends here, and the last lines show how far the others came.
timeout --kill-after=30s 25m swift test --skip-build --disable-xctest --skip EndToEndTests.RateTests
# A rate is kept to the millisecond only where no other test takes the processor meanwhile.
swift test --skip-build --disable-xctest --filter EndToEndTests.RateTests

# The benchmark at a size that tells right from wrong, and nothing about time.
Tests/bench.sh --check
