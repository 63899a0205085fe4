"""An example of every body, for whoever writes the first request; each fits the shape that it stands beside (示例)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "ProjectIn": {"name": "LED 封装项目", "industry": "3975", "investment": "3 亿元", "land": "80 亩", "jobs": "600 人"},
    "CaseIn": {"given": {"investment": 30000}, "industry": "3975", "carrier": "蓝山经济开发区", "on": "2026-03-01"},
    "IndexIn": {"rows": [{"unit": "431127", "population": 33.4}, {"unit": "431128", "population": None}], "runs": 0},
    "DecisionIn": {"claim": "t-12", "action": "correct", "field": "value", "new": "1200", "why": "原文第三段"},
    "KeepIn": {"given": {"investment": "30000"}, "industry": "3975", "carrier": "", "name": "LED 封装项目", "on": "2026-03-01"},
    "AccountIn": {"resource": "land", "place": "431127", "total": "100", "start": "2026-01-01", "end": "2026-12-31", "source": "下达文件"},
    "DrawIn": {"kind": "reserve", "case": "2026-0000012", "amount": "30", "note": "会议纪要"},
    "SuspendIn": {"place": "431127", "pollutant": "", "source": "限批通知", "start": "2026-03-01"},
    "MatchIn": {"query": "industry=服装&land=80", "name": "服装项目"},
    "BoardIn": {"kind": "technology", "name": "三月对接会", "demand": [{"name": "甲公司"}], "supply": [{"name": "某大学"}]},
    "BoardRows": {"name": "三月对接会", "demand": [{"name": "甲公司"}], "supply": [{"name": "某大学"}]},
    "ValueIn": {"value": 300, "source": "园区准入办法第五条", "scope": "431127"},
    "PublishIn": {"seat": "431100", "edition": "2026", "basis": "评价办法第九条", "days": 5},
    "OpenIn": {"process": "project-life", "place": "431127", "data": {"name": "LED 封装项目", "contract_amount": 30000}},
    "ActIn": {"kind": "decide", "step": "lead", "outcome": "talk", "data": {"strategy": "轻落户"}, "seen": 1},
    "RoundIn": {"round": "2026年第一季度调度", "report_by": "2026-04-10", "places": ["431127", "431128"]},
    "FollowUpIn": {"place": "431127", "rate": "started", "kind": "real", "answer_by": "2026-04-20"},
    "RecordIn": {"cells": {"name": "一号地块", "place": "蓝山县", "area": "80"}, "seen": 0, "why": "新摸底"},
    "Step": {"seen": 2, "why": "已出让"},
    "EditIn": {"field": "state", "value": "已供", "records": [12, 13]},
    "DeskIn": {"form": "scheme", "definition": "eco-compensation", "name": "2026 年生态补偿"},
    "AgreementIn": {"text": "id: my-enclave\nform: enclave\n"},
    "TermsIn": {"terms": {"rate": {"value": "15", "source": "办法第二条"}}},
    "EnterIn": {"close": "", "correct": False},
    "PromisesIn": {"entries": [{
        "promise": "431127-2026-01", "event": "承诺", "day": "2026-01-05", "by": "蓝山县人民政府", "to": "某某电子", "what": "厂房租金减半", "amount": "500000", "due": "2026-06-30",
        "source": "协议第三条", "place": "431127", "enterprise": "91350100M000100Y43",
    }]},
    "SeeKeptIn": {"promise": "431127-2026-01", "seat": "431127"},
    "StudyIn": {"name": "一季度布局", "problem": None},
    "RunIn": {"name": "加地 100 亩", "seconds": 20, "carrier": "甲园", "resource": "land", "room": 500, "keep": True},
    "WhyIn": {"why": "会议纪要〔2026〕3 号"},
    "ReverseIn": {"project": "P12", "why": "企业改投"},
    "ReadIn": {"notices": [41, 42]},
    "WishesIn": {"language": "zh", "ways": {"falls-due": "daily"}},
    "ViewIn": {"page": "/cases/", "query": "state=open&late=1", "name": "逾期的", "office": "431127", "first": False},
    "StandInIn": {"name": "colleague", "since": "2026-05-01", "until": "2026-05-07"},
    "InviteIn": {"username": "lan", "name": "蓝山经办", "role": "county-officer", "place": "431127"},
    "RightIn": {"role": "county-officer", "place": "431127", "until": "2026-12-31"},
    "SubjectIn": {"subject": "2f6c1a90"},
    "MachineIn": {"username": "stat-bot", "purpose": "统计局数据交换", "responsible": "lan"},
    "TokenIn": {"title": "月报", "scopes": ["read:ledger"], "place": "431127", "days": 90},
    "TermIn": {"years": 10, "source": "档案管理规定第三条"},
    "HookIn": {"title": "月报", "address": "https://hooks.example.gov.cn/chengjie", "kinds": ["case.ended", "promise.entered"], "place": "431127"},
}  # fmt: skip
