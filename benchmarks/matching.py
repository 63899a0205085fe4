"""How long one project takes, after load: all carriers ranked, the first ten with every reason, in milliseconds.

python -m benchmarks.matching
"""

from __future__ import annotations

import statistics
import time

import chengjie.matching
import chengjie.package
from chengjie.matching import Project
from chengjie.package import Package

PROJECTS = {
    "LED封装": "深圳", "服装加工": "东莞", "竹木制品加工": "", "锂电池正极材料": "深圳", "中药提取物": "", "冷链物流": "广州",
    "制鞋": "东莞", "精细化工": "", "数据中心": "", "废钢铁回收加工": "",
}  # fmt: skip
BAR = 10.0
TOP = 10


def main() -> None:
    zone = chengjie.package.open_package("xiangnan-xiangxi")
    projects = [
        chengjie.matching.read_project(
            {"name": what, "industry": what, "land": "80亩", **({"origin": of} if of else {})}
        )
        for what, of in PROJECTS.items()
    ]
    chengjie.matching.match(projects[0], zone)
    fresh = [timed(project, zone) for project in projects]
    spent = [timed(project, zone) for project in projects * 20]
    for project in projects:
        answer = chengjie.matching.match(project, zone)
        first = answer.ranking[0]
        print(f"{project.industry:12} good={answer.good!s:5} {first.score:5.1f} {first.carrier.name} {first.place.zh}")
    for name, found in (("an industry for the first time", fresh), ("again", spent)):
        clock, processor = ([each[part] for each in found] for part in (0, 1))
        print(
            f"one project, {TOP} explained, {name}: median {statistics.median(clock):.1f} ms, slowest {max(clock):.1f} ms of {len(found)}; "
            f"of the processor {statistics.median(processor):.1f} ms (bar {BAR:.0f} ms)"
        )


def timed(project: Project, zone: Package) -> tuple[float, float]:
    """Milliseconds for a project with the explanation of its first ten: by the clock, and of the processor."""
    start, worked = time.perf_counter(), time.process_time()
    answer = chengjie.matching.match(project, zone)
    for ranked in answer.ranking[:TOP]:
        ranked.as_json()
    return (time.perf_counter() - start) * 1000, (time.process_time() - worked) * 1000


if __name__ == "__main__":
    main()
