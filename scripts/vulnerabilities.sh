#!/bin/sh
# Looks both lock files up in the published lists of known flaws (pip-audit). Exit: 0 none known, 1 some, 3 could not be asked.
set -u
uv=${UV:-.venv/bin/uv}
say() { printf '%s\n' "$*" >&2; }
worst=0
for lock in requirements.lock requirements-spark.lock; do
  told=$("$uv" tool run pip-audit --requirement "$lock" --require-hashes --disable-pip --progress-spinner off 2>&1)
  code=$?
  unasked=$(printf '%s\n' "$told" | grep -c 'could not be audited')
  if { [ "$code" -ne 0 ] && ! printf '%s' "$told" | grep -q 'Found [0-9]* known vulnerabilit'; } || [ "$unasked" -gt 0 ]; then
    say "查不到漏洞清单（没有网络，或用的是没有清单的镜像）：$lock 有包没有核查。请在能上网的机器上再运行一次。"
    say "The lists of flaws could not be asked (no network, or a mirror without them): packages of $lock were not checked. Run it again where there is a network."
    exit 3
  fi
  printf '%s\n' "$told"
  [ "$code" -eq 0 ] || worst=1
done
exit "$worst"
