#!/usr/bin/env bash
# Reads damaged inputs with every import format and container: 100,000 of each, or as many as the first argument says.
# A failing input is saved under artifacts/fuzz and can be made again: eng/fuzz.sh --seed S --format F --at N
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$repo_root"
require_sdk
project=tests/TriageConsole.Fuzz
dotnet build "$project" -c Release --nologo -v q -clp:NoSummary
exec "$project/bin/Release/net10.0/TriageConsole.Fuzz" "$@"
