#!/usr/bin/env bash
# Passes every test on a fresh machine: installs what is missing where permitted, builds once, runs every test project
# and the scripts' own tests. The last line is "N passed, N failed, N skipped" over all of them.
# With --no-build it runs what eng/check.sh has built.
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$repo_root/eng/postgres.sh"
cd "$repo_root"

passed=0 failed=0 skipped=0
results="$repo_root/TestResults"
seconds_per_project="${TRIAGE_TEST_TIMEOUT:-1500}"

finish() {
  local code=$?
  trap - EXIT
  stop_postgres
  say "$passed passed, $failed failed, $skipped skipped"
  if [ "$failed" -gt 0 ] || [ $((passed + failed)) -eq 0 ]; then exit 1; fi
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

find_chromium() {
  local candidate
  for candidate in "${TRIAGE_CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
    if [ -n "$candidate" ] && [ -x "$candidate" ]; then
      TRIAGE_CHROMIUM="$candidate"
      return 0
    fi
  done
  for candidate in "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}"/chromium-*/chrome-linux*/chrome; do
    if [ -x "$candidate" ]; then
      TRIAGE_CHROMIUM="$candidate"
      return 0
    fi
  done
  return 1
}

# Debian's package first: Playwright's own download also needs libraries that only apt brings.
provide_chromium() {
  find_chromium && return 0
  apt_install chromium && find_chromium && return 0
  local driver="tests/TriageConsole.Browser.Tests/bin/$configuration/net10.0/.playwright" node
  node="$(ls -d "$driver"/node/*/node 2>/dev/null | head -n 1)"
  if [ -n "$node" ] && [ -f "$driver/package/cli.js" ]; then
    say "Installing Playwright's Chromium"
    "$node" "$driver/package/cli.js" install chromium >/dev/null 2>&1
  fi
  find_chromium
}

# Adds one project's result to the totals. No result file means it never got to the end.
count_results() {
  local name="$1" file="$2" code="$3" line
  line="$(grep -o '<assembly [^>]*>' "$file" 2>/dev/null | head -n 1)"
  if [ -z "$line" ]; then
    if [ "$code" = 124 ]; then say "$name: stopped after $seconds_per_project seconds"; else say "$name: ended with code $code before it reported"; fi
    failed=$((failed + 1))
    return
  fi
  local p f s e
  p="$(attribute passed "$line")" f="$(attribute failed "$line")" s="$(attribute skipped "$line")" e="$(attribute errors "$line")"
  passed=$((passed + p)) failed=$((failed + f + e)) skipped=$((skipped + s))
  say "$name: $p passed, $((f + e)) failed, $s skipped"
  if [ "$code" != 0 ] && [ $((f + e)) = 0 ] && [ $((p + s)) -gt 0 ]; then
    say "$name: ended with code $code although no test failed"
    failed=$((failed + 1))
  fi
}

attribute() {
  local value
  value="$(printf '%s' "$2" | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p")"
  printf '%s' "${value:-0}"
}

run_project() {
  local name="$1" program="tests/$1/bin/$configuration/net10.0/$1" code
  if [ ! -x "$program" ]; then
    say "$name: was not built"
    failed=$((failed + 1))
    return
  fi
  timeout -k 20 "$seconds_per_project" "$program" -xml "$results/$name.xml" -noColor -noLogo >"$results/$name.log" 2>&1 </dev/null
  code=$?
  # Passing projects are one line; failures, skips and crashes show what they said.
  grep -E '\[SKIP\]|\[FAIL\]|^      ' "$results/$name.log" | head -n 400
  [ "$code" != 0 ] && ! grep -q '\[FAIL\]' "$results/$name.log" && tail -n 40 "$results/$name.log"
  count_results "$name" "$results/$name.xml" "$code"
}

# The modules under wwwroot-assets that have tests of their own (node --test).
run_node_tests() {
  local folder=wwwroot-assets code p f s
  [ -f "$folder/package.json" ] && grep -q '"test"[[:space:]]*:' "$folder/package.json" || return 0
  heading "$folder"
  if [ ! -d "$folder/node_modules" ]; then
    (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error) || { say "npm ci failed"; failed=$((failed + 1)); return 0; }
  fi
  (cd "$folder" && timeout -k 20 "$seconds_per_project" npm test --silent) >"$results/wwwroot-assets.log" 2>&1 </dev/null
  code=$?
  p="$(node_count pass)" f="$(node_count fail)" s="$(node_count skipped)"
  if [ "$code" != 0 ]; then
    tail -n 200 "$results/wwwroot-assets.log"
    [ "$f" = 0 ] && f=1
  fi
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  say "$folder: $p passed, $f failed, $s skipped"
}

node_count() {
  local value
  value="$(sed -n "s/^[^a-z]*$1 \([0-9][0-9]*\)$/\1/p" "$results/wwwroot-assets.log" | tail -n 1)"
  printf '%s' "${value:-0}"
}

heading "Preparing"
require_sdk || exit 2
require_node || exit 2
rm -rf "$results" && mkdir -p "$results"

if [ "${1:-}" != --no-build ]; then
  heading "Building"
  build_solution || { say "The build failed."; exit 1; }
fi

if provide_chromium; then
  export TRIAGE_CHROMIUM
  say "Chromium: $TRIAGE_CHROMIUM"
else
  say "No Chromium and none could be installed: the browser tests will skip."
fi

# A real client for the intake. No service of the system's own is wanted, and none is started in a container.
if [ -x /usr/sbin/rsyslogd ] && ls /usr/lib/*/rsyslog/omelasticsearch.so >/dev/null 2>&1; then
  say "rsyslog: installed"
elif ! apt_install rsyslog rsyslog-elasticsearch; then
  say "No rsyslog and none could be installed: its test will skip."
fi

if [ -n "${TRIAGE_TEST_POSTGRES:-}" ]; then
  say "PostgreSQL: the one that TRIAGE_TEST_POSTGRES names"
elif start_postgres; then
  say "PostgreSQL: a throw-away cluster for this run"
else
  say "No PostgreSQL and none could be installed: its tests will skip."
fi

for project in tests/*.Tests/*.csproj; do
  name="$(basename "$project" .csproj)"
  heading "$name"
  run_project "$name"
done
run_node_tests
heading "All tests"
