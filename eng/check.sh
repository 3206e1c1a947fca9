#!/usr/bin/env bash
# All that CI runs: format, file lengths, words that have no place here, a build without warnings, every test.
# Each step says what to do about its fault; the last line is that of eng/test.sh.
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$repo_root"

stop() {
  say "$1"
  say "0 passed, 0 failed, 0 skipped"
  exit 1
}

# What git knows or would add, so that build output never counts.
sources() { git ls-files --cached --others --exclude-standard -- "$@" | while IFS= read -r file; do [ -f "$file" ] && printf '%s\n' "$file"; done; }

check_lengths() {
  local file lines bad=0
  while IFS= read -r file; do
    case "$file" in */Migrations/*) continue ;; esac
    lines="$(wc -l <"$file")"
    if [ "$lines" -gt 400 ]; then
      say "$file: $lines lines; more than 400 fails the check, split it by what changes together"
      bad=1
    elif [ "$lines" -gt 300 ]; then
      say "$file: $lines lines (warning: over 300)"
    fi
  done < <(sources 'src/*.cs' 'src/*.razor' 'src/*.js' 'src/*.css' 'wwwroot-assets/*.js' 'wwwroot-assets/*.mjs' 'wwwroot-assets/*.css')
  return "$bad"
}

# Paths of one machine, unfinished work and switched-off tests. The script itself names them, so it is left out.
check_words() {
  local bad=0
  if sources '*.cs' '*.razor' '*.js' '*.mjs' '*.css' '*.sh' '*.md' '*.json' '*.props' '*.csproj' '.ci/*' | grep -v -e '^eng/check\.sh$' -e '/package-lock\.json$' -e '^seed-data/telemetry/' \
      | tr '\n' '\0' | xargs -0 grep -nE '(/home/[a-z]|/root/|/work/|/Users/[A-Za-z]+/)' ; then
    say "Paths of one machine have no place in the repository."
    bad=1
  fi
  if sources 'src/*' 'tests/*' 'wwwroot-assets/*' | grep -E '\.(cs|razor|js|mjs|css)$' \
      | tr '\n' '\0' | xargs -0 grep -nE '\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException|\bSkip ?= ?"|eval\(|\.innerHTML' ; then
    say "Finish it or write it down in an issue; text from telemetry is set as text, never as markup."
    bad=1
  fi
  if sources '*.cs' | tr '\n' '\0' | xargs -0 grep -nE '#pragma warning disable' | grep -v '/Migrations/' | grep -vE '//.*[a-z]{3}' ; then
    say "A switched-off warning says why in a comment on its line."
    bad=1
  fi
  return "$bad"
}

heading "Preparing"
require_sdk || stop "Nothing was checked."
require_node || stop "Nothing was checked."

heading "Lengths and words"
check_lengths || stop "A file is too long."
check_words || stop "Forbidden words."

heading "Format"
dotnet restore TriageConsole.sln -v q || stop "Restore failed."
dotnet format TriageConsole.sln --no-restore --verify-no-changes || stop "Run 'dotnet format' and commit what it changed."

heading "Building with warnings as errors"
build_solution --no-restore -warnaserror "-warnnotaserror:NU1603;NU1900;NU1901;NU1902;NU1903;NU1904" || stop "The build failed."

exec "$repo_root/eng/test.sh" --no-build
