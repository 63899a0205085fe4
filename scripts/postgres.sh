#!/bin/sh
# Runs a command with DATABASE_URL set to a throw-away PostgreSQL cluster, and takes the cluster away afterwards.
#   sh scripts/postgres.sh COMMAND…      e.g. sh scripts/postgres.sh .venv/bin/python -m pytest -m postgres
# The server does not run as root: started by root, it runs as the system's own postgres user, or as nobody.
# Nothing of it outlives the command, so it keeps no promise to the disk.
set -eu
say() { printf '%s\n' "$*" >&2; }
[ $# -gt 0 ] || { say "用法 · usage: sh scripts/postgres.sh COMMAND…"; exit 2; }

bin=${POSTGRES_BIN:-}
for each in /usr/lib/postgresql/*/bin /usr/local/pgsql/bin /opt/homebrew/opt/postgresql*/bin; do
  [ -n "$bin" ] || { [ -x "$each/initdb" ] && bin=$each; } || true
done
[ -n "$bin" ] || { command -v initdb >/dev/null 2>&1 && bin=$(dirname "$(command -v initdb)"); } || true
[ -n "$bin" ] || {
  say "没有找到 PostgreSQL 服务器程序（Debian、Ubuntu：apt-get install postgresql），或用 POSTGRES_BIN 指定目录。"
  say "No PostgreSQL server programs found (Debian, Ubuntu: apt-get install postgresql); POSTGRES_BIN may name their folder."
  exit 1
}

owner=
if [ "$(id -u)" = 0 ]; then
  owner=postgres
  id "$owner" >/dev/null 2>&1 || owner=nobody
fi
as() { # run as the owner of the cluster, with nothing of root's surroundings
  if [ -n "$owner" ]; then
    (cd / && setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups env -i PATH="$PATH" LC_ALL=C.UTF-8 "$@")
  else
    (cd / && LC_ALL=C.UTF-8 "$@")
  fi
}

folder=$(mktemp -d "${TMPDIR:-/tmp}/chengjie-postgres.XXXXXX")
stop() {
  as "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '%s\n' "$password" >"$folder/password"
[ -z "$owner" ] || chown -R "$owner" "$folder"
as "$bin/initdb" -D "$folder/data" -U chengjie -A scram-sha-256 --pwfile="$folder/password" -E UTF8 --locale=C.UTF-8 \
  --no-sync >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
rm -f "$folder/password"

try=0
while :; do # a port that looks free may be taken a moment later, so a few are tried
  port=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 40000))
  as "$bin/pg_ctl" -D "$folder/data" -w -t 60 -l "$folder/server.log" \
    -o "-p $port -k $folder -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off" \
    start >/dev/null 2>&1 && break
  try=$((try + 1))
  [ "$try" -lt 5 ] || { cat "$folder/server.log" >&2; exit 1; }
done

export DATABASE_URL="postgresql://chengjie:$password@127.0.0.1:$port/postgres"
"$@"
