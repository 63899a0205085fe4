"""All long measurements one after another: `python -m benchmarks`, or some of them: `python -m benchmarks grammar lint`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ALL = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))


def main(names: list[str]) -> int:
    """Run each in a process of its own, so that none disturbs the next; the exit code says whether any failed."""
    unknown = sorted(set(names) - set(ALL))
    if unknown:
        sys.stderr.write(f"no such measurement: {', '.join(unknown)}; there are {', '.join(ALL)}\n")
        return 2
    failed = []
    for name in names or ALL:
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode:
            failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else "all ran")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
