#!/usr/bin/env bash
# Builds roster and the yardsticks (a bare libyaml scan, a bare libcurl loop), generates seeded workloads, and measures: wall time,
# CPU and peak memory of whole processes, as ratios to the yardstick in the same run. The tables are written to
# bench.md and bench.json in the current folder. Options go to Bench/bench.py:
#   --sizes 1000,10000     numbers of contacts (default: up to 1,000,000)
#   --files 1,16           in so many files
#   --parts plans,instructions,peers,apply,sandbox
#   --runs 3               runs of each, after one to warm up
# `--check` first: a tiny run of the debug binaries that are built already, for correctness only.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [ "${1:-}" = "--check" ]; then
  shift
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  bin=$(swift build --package-path "$here/.." --show-bin-path)
  python3 "$here/Bench/bench.py" --roster "$bin/roster" --scan "$bin/YAMLScan" --loop "$bin/HTTPLoop" \
    --folder "$work" --output "$work/bench" --sizes 400 --files 1,3 --held 400 --runs 1 \
    --parts plans,sandbox "$@" >/dev/null
  echo "The benchmark's small run is correct."
  exit 0
fi

extra_packages="python3 python3-venv valgrind wrk"
source "$here/setup.sh"
for product in roster YAMLScan HTTPLoop; do
  swift build --package-path "$here/.." -c release --product "$product" --static-swift-stdlib
done
bin=$(swift build --package-path "$here/.." -c release --show-bin-path)

# The peers live in an environment of their own; without them the rest is measured all the same.
peers="$here/../.build/bench-peers"
if [ ! -x "$peers/bin/python" ]; then
  python3 -m venv "$peers"
  "$peers/bin/pip" install --quiet pyyaml octodns || echo "The peers could not be installed." >&2
fi
"$peers/bin/python" "$here/Bench/bench.py" --roster "$bin/roster" --scan "$bin/YAMLScan" \
  --loop "$bin/HTTPLoop" "$@"
