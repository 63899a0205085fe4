#!/bin/sh
# Makes .venv from requirements.lock. Says plainly what is missing; a second run needs no network.
set -eu
python=${1:-python3}
say() { printf '%s\n' "$*" >&2; }

command -v "$python" >/dev/null 2>&1 || {
  say "没有找到 $python。请安装 Python 3.11 或更高版本，或用 make PYTHON=路径 指定。"
  say "No $python found. Install Python 3.11 or newer, or name one with make PYTHON=path."
  exit 1
}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  say "需要 Python 3.11 或更高版本；$python 是 $("$python" -V 2>&1)。请用 make PYTHON=路径 指定新版本。"
  say "Python 3.11 or newer is needed; $python is $("$python" -V 2>&1). Name a newer one with make PYTHON=path."
  exit 1
}
"$python" -c 'import venv, ensurepip' 2>/dev/null || {
  say "这个 Python 缺少 venv/ensurepip（Debian、Ubuntu：apt-get install python3-venv）。"
  say "This Python lacks venv/ensurepip (Debian, Ubuntu: apt-get install python3-venv)."
  exit 1
}

say "[1/4] 建立 .venv · creating .venv"
[ -x .venv/bin/python ] || "$python" -m venv .venv
[ -x .venv/bin/uv ] || .venv/bin/pip install --quiet --disable-pip-version-check uv || {
  say "装不上 uv：检查软件源是否可达（pip config list）。"
  say "uv could not be installed: is the package index reachable (pip config list)?"
  exit 1
}
say "[2/4] 安装锁定的依赖 · installing what requirements.lock names"
.venv/bin/uv pip sync --python .venv/bin/python --require-hashes requirements.lock || {
  say "依赖没有装全：上面一行说明了哪个包、为什么。网络恢复后再运行一次即可，已下载的不会重来。"
  say "Not everything was installed; the line above names the package and the reason. Run again: what was fetched is kept."
  exit 1
}
say "[3/4] 安装 chengjie 本身 · installing chengjie itself"
.venv/bin/uv pip install --python .venv/bin/python --quiet --no-deps --no-build-isolation --editable .
say "[4/4] 编译布局的计算循环 · compiling the loops of placement"
.venv/bin/python -c "from chengjie.placement.cache import warm_up; warm_up(wait=True)" || {
  say "循环没有编译成，首次布局时会再试。"
  say "The loops were not compiled; the first placement tries again."
}
