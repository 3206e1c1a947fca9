#!/usr/bin/env bash
# Kills a running console again and again in the middle of an import, at any moment, and compares what it leaves with an
# undisturbed run; then imports on disks that are full and databases that are read-only. Minutes, not seconds.
# eng/faults.sh [KILLS]   (20 unless told)
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$repo_root"
require_sdk
require_node

export TRIAGE_KILLS="${1:-20}"
project=tests/TriageConsole.Web.Tests
[ -n "${TRIAGE_NO_BUILD:-}" ] || dotnet build "$project" -c "$configuration" --nologo -v q -clp:NoSummary
exec "$project/bin/$configuration/net10.0/TriageConsole.Web.Tests" -noLogo -noColor -diagnostics -class '*KilledImportTests' -class '*BrokenStorageTests'
