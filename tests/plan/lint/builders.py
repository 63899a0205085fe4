"""Builders of small plans and claims in our own words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from chengjie.plan.claims import Citation, Reading, Target
from chengjie.plan.lint import Finding, lint
from chengjie.plan.reading import read_document


def text_plan(*paragraphs: str, name: str = "a.txt", claims: tuple[Target, ...] = ()) -> Reading:
    """A plan of these paragraphs."""
    text = "云溪地区产业发展规划\n\n" + "\n\n".join(paragraphs) + "\n"
    return Reading(read_document(text.encode(), name=name), claims)


def table_text(header: list[str], *rows: list[str]) -> str:
    """A table as word processors print it into text: a cell a line behind a tab, rows parted by an empty line."""
    return "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in [header, *rows])


_PLACES = iter(range(1, 1_000_000))


def target(indicator: str, value: str | None, unit: str | None, period: str | None, **kwargs: Any) -> Target:
    """A quantitative statement that stands in its own paragraph, or in the cell that `cell` names."""
    paragraph = kwargs.pop("cell", None) or f"p{next(_PLACES)}"
    text = kwargs.pop("text", None) or f"{period or ''}{indicator}{value or '—'}{unit or ''}"
    cited = Citation("a.txt", kwargs.pop("section", "1"), paragraph, 0, len(text), text, 0, len(text))
    return Target(
        indicator, kwargs.pop("place", None), period, kwargs.pop("comparator", "="),
        None if value is None else Decimal(value), unit, kwargs.pop("role", "baseline"), cited, "test", **kwargs,
    )  # fmt: skip


def found(*readings: Reading, code: str, **options: Any) -> list[Finding]:
    """The findings of one code."""
    return [finding for finding in lint(readings, **options) if finding.code == code]


def codes(*claims: Target) -> set[str]:
    """The codes that a plan of these claims is found with."""
    return {finding.code for finding in lint([text_plan("一、总则", claims=claims)])}
