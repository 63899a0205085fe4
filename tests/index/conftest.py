"""Small indices and sheets, and the ASEM reference where it is beside the checkout."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from chengjie.errors import Refusal
from chengjie.index import Group, IndexDefinition, Indicator, Sheet

ROOT = Group(code="total")
GAP = float("nan")
ASEM = Path(__file__).parents[3] / "shared" / "benchmarks" / "asem"


@pytest.fixture(scope="session")
def asem() -> Path:
    if not ASEM.exists():
        pytest.skip("the ASEM reference figures are not beside this checkout")
    return ASEM


def index(*indicators: Indicator, groups: tuple[Group, ...] = (ROOT,), **steps: object) -> IndexDefinition:
    title = {"zh": "示例", "en": "example"}
    return IndexDefinition(id="example", title=title, indicators=indicators, groups=groups, **steps)  # type: ignore[arg-type]


def indicator(code: str, parent: str = "total", **more: object) -> Indicator:
    return Indicator(code=code, parent=parent, **more)  # type: ignore[arg-type]


def sheet(periods: tuple[str, ...] = (), units: tuple[str, ...] = (), /, **columns: list[float]) -> Sheet:
    size = len(next(iter(columns.values())))
    names = units or tuple(f"u{n}" for n in range(size))
    return Sheet(names, {name: np.array(values, dtype=float) for name, values in columns.items()}, {}, periods)


def codes(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Refusal) as refused:
        call()
    return [fault.code for fault in refused.value.faults]
