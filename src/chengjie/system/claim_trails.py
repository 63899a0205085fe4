"""The trail of a claim: the plan, the section, the paragraph, the marked words, and what people said about it."""

from __future__ import annotations

from decimal import Decimal

from chengjie.package import Package, Row
from chengjie.system.claim_rows import KINDS
from chengjie.values import Text, Trail

_GRADES = {
    "certain": Text("确定", "certain"),
    "likely": Text("较可能", "likely"),
    "doubtful": Text("存疑", "doubtful"),
}
_SHOWN = {
    "targets": ("indicator", "value", "unit"),
    "entries": ("table", "cells", ""),
    "measures": ("title", "goal", ""),
    "things": ("type", "name", ""),
    "systems": ("name", "name", ""),
}


def trail(package: Package, name: str) -> Trail | None:
    """The trail of the claim of that id, None where there is none."""
    for table in KINDS:
        for row in package.rows(table):
            if row["id"] == name:
                return _of(package, table, row)
    return None


def _of(package: Package, table: str, row: Row) -> Trail:
    titled, value, unit = _SHOWN[table.removeprefix("claims/")]
    documents = {each["id"]: each for each in package.rows("documents")}
    source = package.sources.get(documents[row["document"]]["source"])
    section = f"§{row['section']} · " if row["section"] else ""
    label = " ".join(row[name] for name in (titled, "place", "period") if row.values.get(name))
    corrected = _said(package, row["id"])
    return Trail(
        id=f"claim:{row['id']}",
        label=Text(label, label),
        value=_number(row.values.get(value, "")),
        unit=row.values.get(unit, ""),
        ground="plan",
        how=" ".join(filter(None, (row.values.get("comparator", ""), row["rule"]))),
        said=_GRADES.get(row["grade"], Text(row["grade"], row["grade"])),
        source=source,
        locator=f"{section}{row['paragraph']} [{row['start']}:{row['end']}] #{row['digest']}",
        parts=corrected,
    )


def _said(package: Package, claim: str) -> tuple[Trail, ...]:
    """What people said about a claim."""
    return tuple(
        Trail(
            id=f"correction:{row['id']}",
            label=Text(f"{row['by']} {row['when']}：{row['why']}", f"{row['by']} {row['when']}: {row['why']}"),
            value=row.get("new") or row["action"],
            ground="assumption",
            how=" ".join(filter(None, (row["action"], row["field"], row["old"]))),
            locator=str(row.origin.where),
        )
        for row in package.rows("claims/corrections")
        if row["claim"] == claim
    )


def _number(text: str) -> Decimal | str | None:
    try:
        return Decimal(text) if text else None
    except ArithmeticError:
        return text
