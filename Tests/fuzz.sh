#!/usr/bin/env bash
# Feeds the manifest reader and the state reader what nobody would write, for SECONDS (60) altogether: no crash,
# no hang, no growing memory, no error of AddressSanitizer on the way through libyaml.
#
# usage: [FUZZ_SEED=N] Tests/fuzz.sh [SECONDS]
#
# An input that was found is left in .build/fuzz/found; this shows what it does:
#   swift build --product FuzzReaders && FUZZ_READER=manifest .build/debug/FuzzReaders FILE
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source Tests/setup.sh
seconds=$((${1:-60} / 2))
scratch=.build/fuzz

# The same checkouts as the other build: nothing is fetched twice.
mkdir -p "$scratch/found"
if [ -f .build/workspace-state.json ]; then
  for name in artifacts checkouts repositories; do ln -sfn "../$name" "$scratch/$name"; done
  cp .build/workspace-state.json "$scratch/"
fi
# Only the Swift code is instrumented, and optimised: the C code of the dependencies need not be fast here.
flags=(--scratch-path "$scratch" -Xswiftc -O -Xswiftc -sanitize=fuzzer,address -Xswiftc -DFUZZING -Xswiftc -use-ld=lld)
swift build "${flags[@]}" --product FuzzReaders
fuzzer=$(swift build "${flags[@]}" --show-bin-path)/FuzzReaders

# Seeds: the corpora, the examples and the golden states of the tests.
seeds=$(mktemp -d)
trap 'rm -rf "$seeds"' EXIT
mkdir "$seeds/manifest" "$seeds/state"
for folder in Tests/YAMLEventsTests/Corpus Tests/EndToEndTests/Manifests; do
  for file in "$folder"/*/*.yaml; do
    cp "$file" "$seeds/manifest/$(basename "$folder")-$(basename "$(dirname "$file")")-$(basename "$file")"
  done
done
cp examples/roster.yaml "$seeds/manifest/"
golden=Tests/StateTests/Errors/Golden
cp "$golden"/*.in.jsonl "$seeds/state/"
for journal in "$golden"/journal-*.in.jsonl; do
  { cat "$golden/state-sound.in.jsonl"; echo --journal--; cat "$journal"; } >"$seeds/state/with-$(basename "$journal")"
done

status=0
for reader in manifest state; do
  echo "Fuzzing the $reader reader for $seconds seconds."
  # Leaks are looked for at the end; what the Swift runtime keeps for ever is reachable and no leak.
  # The Swift runtime's own backtraces read memory that AddressSanitizer forbids, and hide the cause.
  if ! SWIFT_BACKTRACE=enable=no FUZZ_READER=$reader "$fuzzer" "$seeds/$reader" -dict="Tests/FuzzReaders/$reader.dict" \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix="$scratch/found/$reader-" -seed="${FUZZ_SEED:-1}" >"$seeds/log" 2>&1; then
    tail -60 "$seeds/log"
    echo "The $reader reader failed; the input is in $scratch/found."
    status=1
  fi
  grep -E '^stat::(number_of_executed_units|average_exec_per_sec|peak_rss_mb|slowest_unit_time_sec)' "$seeds/log" || true
done
exit "$status"
