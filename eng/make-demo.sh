#!/usr/bin/env bash
# Writes seed-data/telemetry anew from the generator in tests/TriageConsole.Testing/Demo.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$repo_root"
require_sdk
project=tests/TriageConsole.Architecture.Tests
dotnet build "$project" -c "$configuration" --nologo -v q -clp:NoSummary
TRIAGE_WRITE_DEMO=1 "$project/bin/$configuration/net10.0/TriageConsole.Architecture.Tests" -class TriageConsole.Architecture.Tests.Demo.DemoTelemetryTests -noLogo -noColor
ls -l seed-data/telemetry
