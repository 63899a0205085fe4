"""The words for the codes of claims, findings and verdicts, on the page and in the terminal alike."""

from __future__ import annotations

from chengjie.values import Text

CODES: dict[str, Text] = {
    "yes": Text("是", "yes"), "no": Text("否", "no"), "unknown": Text("未知", "unknown"),
    "baseline": Text("基数", "baseline"), "target": Text("目标", "target"), "count": Text("计数", "count"), "parameter": Text("参数", "parameter"),
    "certain": Text("确定", "certain"), "likely": Text("较可能", "likely"), "doubtful": Text("存疑", "doubtful"),
    "binding": Text("约束性", "binding"), "expected": Text("预期性", "expected"),
    "error": Text("矛盾", "error"), "warning": Text("可疑", "warning"), "note": Text("提示", "note"),
    "=": Text("为", "="), ">=": Text("不低于", "≥"), ">": Text("超过", ">"), "<=": Text("不超过", "≤"), "<": Text("低于", "<"), "≈": Text("约", "≈"),
    "increase": Text("增加", "increase"), "increase>=": Text("至少增加", "increase ≥"), "decrease": Text("减少", "decrease"),
    "rank": Text("位次", "rank"), "growth": Text("增长", "growth"), "growth>=": Text("至少增长", "growth ≥"), "full": Text("全覆盖", "full coverage"),
    "park": Text("园区", "park"), "chain": Text("产业链", "chain"), "airport": Text("机场", "airport"), "railway": Text("铁路", "railway"),
    "road": Text("公路", "road"), "waterway": Text("水道", "waterway"), "port": Text("港口口岸", "port"), "site": Text("景区遗址", "site"),
    "town": Text("镇村", "town"), "festival": Text("节会", "festival"), "show": Text("演艺", "show"), "brand": Text("品牌", "brand"),
    "herb": Text("药材", "herb"), "company": Text("企业", "company"), "fair": Text("展会", "fair"), "platform": Text("平台", "platform"),
    "route": Text("线路", "route"), "project": Text("项目", "project"), "zone": Text("区域", "zone"), "policy": Text("政策文件", "policy"),
}  # fmt: skip
