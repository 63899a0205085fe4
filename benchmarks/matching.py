"""How long one project takes, after load: the whole ranking with every reason, in milliseconds.

python -m benchmarks.matching
"""

from __future__ import annotations

import statistics
import time

import chengjie.matching
import chengjie.package

PROJECTS = {
    "LED封装": "深圳", "服装加工": "东莞", "竹木制品加工": "", "锂电池正极材料": "深圳", "中药提取物": "", "冷链物流": "广州",
    "制鞋": "东莞", "精细化工": "", "数据中心": "", "废钢铁回收加工": "",
}  # fmt: skip
BAR = 50.0


def main() -> None:
    zone = chengjie.package.open_package("xiangnan-xiangxi")
    projects = [
        chengjie.matching.read_project(
            {"name": what, "industry": what, "land": "80亩", **({"origin": of} if of else {})}
        )
        for what, of in PROJECTS.items()
    ]
    chengjie.matching.match(projects[0], zone)
    spent = []
    for project in projects * 5:
        start = time.perf_counter()
        answer = chengjie.matching.match(project, zone)
        spent.append((time.perf_counter() - start) * 1000)
    for project in projects:
        answer = chengjie.matching.match(project, zone)
        first = answer.ranking[0]
        print(f"{project.industry:12} good={answer.good!s:5} {first.score:5.1f} {first.carrier.name} {first.place.zh}")
    middle = statistics.median(spent)
    print(
        f"one project with all reasons: median {middle:.0f} ms, slowest {max(spent):.0f} ms of {len(spent)} (bar {BAR:.0f} ms)"
    )


if __name__ == "__main__":
    main()
