#!/usr/bin/env bash
# Runs the benchmarks by a short job and prints them; ratios are what is compared, never times of one machine.
# In process: a second build of the whole console for each benchmark would measure nothing more.
# Whole imports against a bare insert and a script: eng/bench.sh import [ndjson|files|evtx|rollups|hunt|large] [processes]
# [for large: full path of a folder that keeps the store]. Detection on the labelled recordings, where they stand beside the project:
# eng/bench.sh evaluate.
# The screens in a real browser: eng/bench.sh screens [processes] [alerts] [folder that keeps the store] [work|queue|alert|hunt|tree|circuits|keys|coverage];
# coverage has an estate of its own.
# The preview of approved uses and judging all of history again: eng/bench.sh baseline [processes] [folder that keeps the store] [preview|rejudge].
# A report of 30 days over 5,000 hosts: eng/bench.sh report [processes] [alerts] [folder that keeps the store, the same as for screens].
# Other arguments go to BenchmarkDotNet, for example: eng/bench.sh --filter '*Evtx*'
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$repo_root"
require_sdk
require_node

project=tests/TriageConsole.Benchmarks
if [ "${1:-}" = evaluate ]; then
  [ -f ../shared/corpus/labels.tsv ] || { say "There are no labelled recordings beside the project; nothing was measured."; exit 1; }
  dotnet build src/TriageConsole.Web -c Release --nologo -v q -clp:NoSummary
  exec src/TriageConsole.Web/bin/Release/net10.0/TriageConsole.Web evaluate ../shared/corpus/labels.tsv ../shared/corpus/data
fi
dotnet build "$project" -c Release --nologo -v q -clp:NoSummary
case "${1:-}" in import | screens | baseline | report) exec "$project/bin/Release/net10.0/TriageConsole.Benchmarks" "$@" ;; esac
arguments=("$@")
[ ${#arguments[@]} -gt 0 ] || arguments=(--filter '*')
exec "$project/bin/Release/net10.0/TriageConsole.Benchmarks" --job short --inProcess --artifacts "$repo_root/artifacts/benchmarks" "${arguments[@]}"
