# Shared by the scripts: say things plainly, install what Debian has when we may.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export UV_PYTHON_PREFERENCE=only-system UV_PYTHON_DOWNLOADS=never
unset PYTHONDONTWRITEBYTECODE
say() { printf '%s\n' "$*" >&2; }
stop() { say "overbrug: $*"; exit 1; }

# debian PACKAGE...: install from Debian when we are root, else say which command does it.
debian() {
  command -v apt-get >/dev/null || stop "please install: $*"
  [ "$(id -u)" = 0 ] || stop "please run: sudo apt-get install $*"
  say "Installing $* from Debian"
  local log=.state/apt.log
  mkdir -p .state
  { apt-get install -y --no-install-recommends "$@" || { apt-get update && apt-get install -y --no-install-recommends "$@"; }; } >"$log" 2>&1 \
    || { tail -5 "$log" >&2; stop "Debian could not install: $*"; }
}

find_python() {
  local candidate
  for candidate in python3.11 python3.12 python3.13 python3; do
    command -v "$candidate" >/dev/null || continue
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' && { echo "$candidate"; return; }
  done
  return 1
}

check_node() {
  command -v node >/dev/null || stop "Node is missing. Overbrug needs Node 20.19 or newer; see https://nodejs.org."
  node -e 'const [a,b]=process.versions.node.split(".").map(Number);process.exit(a>20||(a===20&&b>=19)?0:1)' \
    || stop "Node $(node -v) is too old. Overbrug needs Node 20.19 or newer (Debian 12 ships 18); see https://nodejs.org."
  command -v npm >/dev/null || stop "npm is missing. It comes with Node; see https://nodejs.org."
}

# fresh NAME FILE...: true when NAME was marked done for exactly these files.
fresh() { local name=$1; shift; [ -f ".state/$name" ] && [ "$(cat ".state/$name")" = "$(hash_of "$@")" ]; }
mark() { local name=$1; shift; mkdir -p .state; hash_of "$@" >".state/$name"; }
hash_of() { cat "$@" | sha256sum | cut -d' ' -f1; }
