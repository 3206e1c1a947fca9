#!/usr/bin/env bash
# Runs the benchmarks by a short job and prints them; ratios are what is compared, never times of one machine.
# In process: a second build of the whole console for each benchmark would measure nothing more.
# Arguments go to BenchmarkDotNet, for example: eng/bench.sh --filter '*Evtx*'
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$repo_root"
require_sdk
require_node

project=tests/TriageConsole.Benchmarks
dotnet build "$project" -c Release --nologo -v q -clp:NoSummary
arguments=("$@")
[ ${#arguments[@]} -gt 0 ] || arguments=(--filter '*')
exec "$project/bin/Release/net10.0/TriageConsole.Benchmarks" --job short --inProcess --artifacts "$repo_root/artifacts/benchmarks" "${arguments[@]}"
