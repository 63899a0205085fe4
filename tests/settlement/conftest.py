"""An agreement of two places that all tests of settling share; simulated."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def terms() -> dict[str, Any]:
    return {
        "id": "enclave",
        "title": {"zh": "共建园区", "en": "shared park"},
        "simulated": True,
        "parties": [
            {"id": "origin", "title": {"zh": "甲县", "en": "origin"}},
            {"id": "host", "title": {"zh": "乙县", "en": "host"}},
        ],
        "phases": [
            {
                "id": "early", "from": "2022-01-01", "until": "2023-12-31",
                "lines": [{
                    "id": "tax", "title": {"zh": "税收", "en": "tax"}, "items": {"增值税": "0.5", "所得税": "0.4"},
                    "shares": {"origin": "0.4", "host": "0.6"}, "above": "100", "below": "host",
                    "caps": [{"party": "origin", "most": "1000", "over": "phase", "then": "host"}], "source": "第三条",
                }],
            },
            {
                "id": "late", "from": "2024-01-01", "until": "2025-12-31", "amends": "early",
                "lines": [
                    {"id": "tax", "title": {"zh": "税收", "en": "tax"}, "items": {"增值税": "0.5"},
                     "shares": {"origin": "0.5", "host": "0.5"}, "refunds": "share", "source": "补充协议第一条"},
                    {"id": "output", "kind": "statistic", "title": {"zh": "产值", "en": "output"}, "items": {"产值": "1"},
                     "shares": {"origin": "0.3", "host": "0.7"}, "source": "补充协议第二条"},
                ],
            },
        ],
        "one_off": [{"id": "works", "title": {"zh": "补偿", "en": "compensation"}, "day": "2022-03-01", "from": "origin",
                     "to": "host", "amount": "300.55", "source": "第七条"}],
    }  # fmt: skip
