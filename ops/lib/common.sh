# shellcheck shell=bash
# What every command in ops/ shares. Sourced, never run.
set -euo pipefail

# The repository, wherever the command is called from.
root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# Nothing of the build stays behind: no compiler server, no MSBuild node waiting for more work.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

say() { printf '%s\n' "$*"; }

warn() { printf '%s\n' "$*" >&2; }

fail() {
  printf 'Error: %s\n' "$*" >&2
  exit 1
}

# The comment block at the head of a command is its help: from the second line to the first line that is no comment.
show_help() {
  awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$1"
}

is_root() { [ "$(id -u)" -eq 0 ]; }

have() { command -v "$1" >/dev/null 2>&1; }

need_dotnet() {
  have dotnet || fail "The .NET 10 SDK is missing. Install it (https://dotnet.microsoft.com/download) and put 'dotnet' on the PATH."
  local version
  version=$(dotnet --version 2>/dev/null) || fail "'dotnet' has no SDK. Records needs the .NET 10 SDK, not only the runtime."
  [ "${version%%.*}" -ge 10 ] || fail "Records needs the .NET 10 SDK; 'dotnet' here is $version."
  # A built program looks for .NET in one fixed place and not on the PATH; the SDK may have been unpacked anywhere.
  DOTNET_ROOT=$(dirname "$(readlink -f "$(command -v dotnet)")")
  export DOTNET_ROOT
}

