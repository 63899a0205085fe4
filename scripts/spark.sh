#!/bin/sh
# Makes .venv-spark: what requirements-spark.lock names, and the test tools of .venv behind it. Once; then no network is needed.
set -eu
python=${1:-python3}
say() { printf '%s\n' "$*" >&2; }

command -v java >/dev/null 2>&1 || {
  say "没有找到 Java。Spark 需要 Java 17 或更高版本（Debian、Ubuntu：apt-get install default-jre-headless）。"
  say "No Java found. Spark needs Java 17 or newer (Debian, Ubuntu: apt-get install default-jre-headless)."
  exit 1
}
say "[1/2] 建立 .venv-spark，编译 PySpark 约一分钟 · creating .venv-spark; PySpark takes about a minute to build"
[ -x .venv-spark/bin/python ] || "$python" -m venv --without-pip .venv-spark
.venv/bin/uv pip sync --python .venv-spark/bin/python --require-hashes requirements-spark.lock || {
  say "依赖没有装全：上面一行说明了哪个包、为什么。网络恢复后再运行一次即可，已下载的不会重来。"
  say "Not everything was installed; the line above names the package and the reason. Run again: what was fetched is kept."
  exit 1
}
say "[2/2] 安装 chengjie 本身，测试工具取自 .venv · installing chengjie itself; test tools come from .venv"
site=$(.venv-spark/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
tools=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
printf '%s\n' "$tools" >"$site/tools-of-venv.pth"
.venv/bin/uv pip install --python .venv-spark/bin/python --quiet --no-deps --no-build-isolation --editable .
