#!/usr/bin/env bash
# From nothing to the first page: a clone, empty caches and a home of its own, `make run`, until the home page is there.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
place=$(mktemp -d)
server=
end() { [ -z "$server" ] || kill -TERM -- "-$server" 2>/dev/null || true; sleep 1; rm -rf "$place"; }
trap end EXIT
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
git clone --quiet "$here" "$place/overbrug"
mkdir "$place/home"
began=$(date +%s.%N)
# pip and npm still read where their index is; what they keep is empty.
set -m
(cd "$place/overbrug" && exec env HOME="$place/home" XDG_CACHE_HOME="$place/home/cache" UV_CACHE_DIR="$place/home/uv" \
  PIP_CACHE_DIR="$place/home/pip" npm_config_cache="$place/home/npm" DATA_DIR="$place/data" HOST=127.0.0.1 PORT="$port" \
  make run >"$place/log" 2>&1) &
server=$!
until curl -sf -o /dev/null --max-time 2 "http://127.0.0.1:$port/"; do
  kill -0 "$server" 2>/dev/null || { cat "$place/log" >&2; exit 1; }
  awk -v b="$began" -v n="$(date +%s.%N)" 'BEGIN { exit !(n - b > 600) }' && { echo "ten minutes, and no page" >&2; exit 1; }
  sleep 0.2
done
awk -v b="$began" -v n="$(date +%s.%N)" 'BEGIN { printf "first page after %.1f s\n", n - b }'
