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

# What git knows or would add, so that build output never counts; without git (an exported tree) all but build output.
all_sources() {
  if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git ls-files --cached --others --exclude-standard
  else
    find . -type d \( -name bin -o -name obj -o -name node_modules -o -name TestResults -o -name wwwroot \) -prune -o -type f -print | sed 's#^\./##'
  fi
}

# Those whose path matches an extended regular expression and that still exist.
sources() { all_sources | grep -E "$1" | while IFS= read -r file; do if [ -f "$file" ]; then printf '%s\n' "$file"; fi; done; }

# Lines of the files named on standard input that match; succeeds when there are any.
find_lines() { tr '\n' '\0' | xargs -0 -r grep -nE -e "$1" /dev/null; }

check_lengths() {
  local file lines bad=0 seen=0
  while IFS= read -r file; do
    case "$file" in */Migrations/*) continue ;; esac
    seen=$((seen + 1))
    lines="$(wc -l <"$file")"
    if [ "$lines" -gt 400 ]; then
      say "$file: $lines lines; more than 400 fails the check, split it by what changes together"
      bad=1
    elif [ "$lines" -gt 300 ]; then
      say "$file: $lines lines (warning: over 300)"
    fi
  done < <(sources '^(src|wwwroot-assets)/.*\.(cs|razor|js|mjs|css)$')
  if [ "$seen" = 0 ]; then say "No source file was found; the check is broken."; bad=1; fi
  return "$bad"
}

# Paths of one machine, unfinished work, switched-off tests. This script names them, so it is left out.
check_words() {
  local bad=0
  if sources '\.(cs|razor|js|mjs|css|sh|md|json|props|targets|csproj)$|^\.ci/' | grep -vE '^eng/check\.sh$|/package-lock\.json$' \
      | find_lines '(^|[^A-Za-z0-9.:])(/home/[a-z]+/|/root/|/work/|/Users/[A-Za-z]+/)'; then
    say "Paths of one machine have no place in the repository."
    bad=1
  fi
  if sources '^(src|tests|wwwroot-assets)/.*\.(cs|razor|js|mjs|css)$' \
      | find_lines '(^|[^A-Za-z])(TODO|FIXME|HACK)([^A-Za-z]|$)|NotImplementedException|[^A-Za-z]Skip ?= ?"'; then
    say "Finish it or write it down in an issue."
    bad=1
  fi
  # Notes of people are the one text shown as markup: MarkdownText, through SafeMarkdown, whose tests say what it lets through.
  if sources '^(src|wwwroot-assets)/.*\.(razor|js|mjs)$' | grep -v '/Written/MarkdownText\.razor$' | find_lines '[^A-Za-z.]eval\(|\.innerHTML|MarkupString'; then
    say "Text from telemetry is set as text, never as markup or code."
    bad=1
  fi
  if sources '\.cs$' | grep -v '/Migrations/' | find_lines '#pragma warning disable' | grep -vE '//.*[a-z]{3}'; then
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
