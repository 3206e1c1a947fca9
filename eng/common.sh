# Shared by the scripts in this folder; sourced, never run.

repo_root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
configuration=Release

export LC_ALL=C.UTF-8
export DOTNET_CLI_UI_LANGUAGE=en
export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_NOLOGO=1
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export TESTINGPLATFORM_TELEMETRY_OPTOUT=1
# No build node may outlive the script that started it.
export MSBUILDDISABLENODEREUSE=1
export MSBUILDTERMINALLOGGER=off

# dotnet, NuGet and npm all want a home to keep their caches in.
if [ -z "${HOME:-}" ] || ! mkdir -p "$HOME" 2>/dev/null || [ ! -w "$HOME" ]; then
  HOME="$(mktemp -d "${TMPDIR:-/tmp}/triage-home.XXXXXX")"
  export HOME
fi

say() { printf '%s\n' "$*"; }
heading() { printf '\n== %s\n' "$*"; }

# Runs a command as root: directly, or through sudo where it asks for no password. Fails where neither is possible.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1; then
    sudo -n "$@"
  else
    return 1
  fi
}

# Installs Debian packages without asking; says so and fails where this is no Debian or not permitted.
apt_install() {
  command -v apt-get >/dev/null 2>&1 || return 1
  as_root true || return 1
  say "Installing through apt: $*"
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1; then
    as_root apt-get update -q >/dev/null 2>&1 || true
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1
  fi
}

require_sdk() {
  if ! command -v dotnet >/dev/null 2>&1; then
    say "The .NET SDK is missing. Install .NET SDK 10.0 (https://dotnet.microsoft.com/download) and run this again."
    return 1
  fi
  local version
  if ! version="$(cd "$repo_root" && dotnet --version 2>&1)"; then
    say "No installed .NET SDK satisfies global.json; install .NET SDK 10.0. dotnet says:"
    say "$version"
    return 1
  fi
  say ".NET SDK $version"
}

require_node() {
  command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1 && return 0
  apt_install nodejs npm && return 0
  say "Node.js with npm is missing; the build needs it for the front-end assets. Install Node.js 20 or later and run this again."
  return 1
}

build_solution() {
  dotnet build "$repo_root/TriageConsole.sln" -c "$configuration" --nologo -v q -clp:NoSummary "$@"
}
