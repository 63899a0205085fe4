"""A placement problem from tables that offices keep (Excel, CSV): carriers, projects, and rules if there are any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import chengjie.settlement.sheets
from chengjie.errors import Fault, Refusal, Where
from chengjie.placement.reading import ENDLESS
from chengjie.values import Column, Table, Text, reading

Source = tuple[str, bytes]  # the name of a file and what is in it
PROJECT = {
    "id": Text("项目", "project"), "industry": Text("行业", "industry"), "must": Text("必须落地", "must be placed"),
    "unplaced_price": Text("不落地代价", "price of staying out"), "fixed": Text("已在", "stands in"), "priority": Text("优先级", "priority"), "major": Text("重大项目", "major"),
}  # fmt: skip
CARRIER = {"id": Text("承载地", "carrier"), "county": Text("县", "county"), "prefecture": Text("市", "prefecture")}
RULE = {
    "kind": Text("规则", "rule"), "within": Text("范围", "within"), "industry": Text("行业", "industry"), "resource": Text("容量", "capacity"), "amount": Text("数", "amount"),
}  # fmt: skip
KINDS = {"集中度上限": "limit", "limit": "limit", "最少项目": "floor", "floor": "floor", "同处": "together", "together": "together", "分开": "apart", "apart": "apart"}  # fmt: skip
VALUE, RESERVED = Text("价值:", "value:"), Text("预留:", "reserved:")


@dataclass
class Sheet:
    """The rows of one table under its titles; gathers what is wrong, cell by cell."""

    file: str
    head: list[str]
    rows: list[tuple[int, dict[str, str]]]
    faults: list[Fault]

    def wrong(self, row: int, column: str, given: str, wanted: str) -> None:
        self.faults.append(Fault("placement-cell", Where(file=self.file, row=row, column=column), {"given": given[: reading.SHOWN], "wanted": wanted}))  # fmt: skip

    def number(self, row: int, column: str, given: str) -> float:
        return self._amount(row, column, given, reading.number(given))

    def share(self, row: int, column: str, given: str) -> float:
        return self._amount(row, column, given, reading.share(given))

    def _amount(self, row: int, column: str, given: str, found: Decimal | None) -> float:
        if found is None or found < 0:
            self.wrong(row, column, given, "0, 1.5, 120 …")
            return 0.0
        return float(found)

    def truth(self, row: int, column: str, given: str) -> bool:
        found = reading.truth(given or "no")
        if found is None:
            self.wrong(row, column, given, "是、否 / yes, no")
        return bool(found)


def read_tables(carriers: Source | Path, projects: Source | Path, rules: Source | Path | None = None) -> dict[str, Any]:
    """The problem in the tables, as values that `read_problem` takes. Refuses every fault of the tables at its cell.

    Carriers: a column a capacity, `预留:` before one for what is kept for major projects; 不限 where there is no limit; an
    empty cell is unknown. Projects: a column for each capacity that it needs, `价值:` and a carrier for what it is worth
    there; an empty cell is no option.
    """
    faults: list[Fault] = []
    there, wanted = read_sheet(carriers, CARRIER, faults), read_sheet(projects, PROJECT, faults)
    ruled = read_sheet(rules, RULE, faults) if rules is not None else None
    resources = [name for name in there.head if name not in CARRIER and not _after(RESERVED, name)]
    form: dict[str, Any] = {
        "carriers": [_carrier(there, row, cells, resources) for row, cells in there.rows],
        "projects": [_project(wanted, row, cells, resources) for row, cells in wanted.rows],
    }
    _unknown_columns(wanted, resources, {each["id"] for each in form["carriers"]})
    for key, rule in _rules(ruled) if ruled else ():
        form.setdefault(key, []).append(rule)
    if faults:
        raise Refusal(faults)
    return form


def read_projects(source: Source | Path, *, carriers: Sequence[str], resources: Sequence[str]) -> list[dict[str, Any]]:
    """Further projects for a problem that is there, in the table of projects. Refuses every fault at its cell."""
    faults: list[Fault] = []
    sheet = read_sheet(source, PROJECT, faults)
    found = [_project(sheet, row, cells, resources) for row, cells in sheet.rows]
    _unknown_columns(sheet, resources, set(carriers))
    if faults:
        raise Refusal(faults)
    return found


def read_rules(source: Source | Path) -> dict[str, list[Any]]:
    """Rules alone, by kind; a kind that the table does not name has none. Refuses every fault at its cell."""
    faults: list[Fault] = []
    found: dict[str, list[Any]] = {}
    for key, rule in _rules(read_sheet(source, RULE, faults)):
        found.setdefault(key, []).append(rule)
    if faults:
        raise Refusal(faults)
    return found


def read_sheet(source: Source | Path, known: Mapping[str, Text], faults: list[Fault]) -> Sheet:
    """The rows of a table under its titles, of which the first of `known` must be there; other columns keep their own titles."""
    content, name = (source, source.name) if isinstance(source, Path) else (source[1], source[0])
    file, rows = chengjie.settlement.sheets.rows(content, name=name)
    place = next((n for n, row in enumerate(rows) if any(cell.strip() for cell in row)), None)
    if place is None:
        faults.append(Fault("placement-table-empty", Where(file=file)))
        return Sheet(file, [], [], faults)
    head = [_key(cell.strip(), known) for cell in rows[place]]
    faults += [
        Fault("placement-column-missing", Where(file=file), {"column": known[key].zh})
        for key in list(known)[:1]
        if key not in head
    ]
    faults += [Fault("placement-column-twice", Where(file=file), {"column": name}) for name in sorted({n for n in head if n and head.count(n) > 1})]  # fmt: skip
    body = [
        (number, {key: cell.strip() for key, cell in zip(head, row, strict=False) if key})
        for number, row in enumerate(rows[place + 1 :], place + 2)
        if any(cell.strip() for cell in row)
    ]
    if not body:
        faults.append(Fault("placement-table-empty", Where(file=file)))
    return Sheet(file, head, body, faults)


def _key(title: str, known: Mapping[str, Text]) -> str:
    """A column by its title in either language, in Chinese also without its unit; others keep their own."""
    said = title.lower()
    return next((key for key, words in known.items() if said in (key, words.zh, words.zh.split("（")[0], words.en.lower())), title)  # fmt: skip


def _after(mark: Text, title: str) -> str:
    """What follows a mark such as 价值: (with either colon)."""
    plain = title.replace("：", ":")
    return next((plain[len(each) :].strip() for each in (mark.zh, mark.en) if plain.lower().startswith(each)), "")


def _carrier(sheet: Sheet, row: int, cells: Mapping[str, str], resources: Sequence[str]) -> dict[str, Any]:
    rooms: dict[str, float | str] = {}
    for name in resources:
        given = cells.get(name, "")
        if given in ENDLESS:
            rooms[name] = "unlimited"
        elif given and name:
            rooms[name] = sheet.number(row, name, given)
    kept = {
        _after(RESERVED, name): sheet.number(row, name, given)
        for name, given in cells.items()
        if _after(RESERVED, name) and given
    }
    place = {key: cells[key] for key in ("county", "prefecture") if cells.get(key)}
    return {"id": cells.get("id", ""), "capacities": rooms, "reserved": kept, **place}


def _project(sheet: Sheet, row: int, cells: Mapping[str, str], resources: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {"id": cells.get("id", "")}
    if not found["id"]:
        sheet.wrong(row, PROJECT["id"].zh, "", "…")
    found["demands"] = {name: sheet.number(row, name, cells[name]) for name in resources if cells.get(name)}
    found["options"] = {
        _after(VALUE, name): {"value": sheet.number(row, name, given)}
        for name, given in cells.items()
        if _after(VALUE, name) and given
    }
    found |= {key: cells[key] for key in ("industry", "fixed") if cells.get(key)}
    if cells.get("priority"):
        found["priority"] = int(sheet.number(row, PROJECT["priority"].zh, cells["priority"]))
    found["major"] = sheet.truth(row, PROJECT["major"].zh, cells.get("major", ""))
    if sheet.truth(row, PROJECT["must"].zh, cells.get("must", "")):
        found["unplaced_price"] = None
    elif cells.get("unplaced_price"):
        found["unplaced_price"] = sheet.number(row, PROJECT["unplaced_price"].zh, cells["unplaced_price"])
    return found


def _unknown_columns(sheet: Sheet, resources: Sequence[str], carriers: set[str]) -> None:
    for name in sheet.head:
        if name and name not in PROJECT and name not in resources and _after(VALUE, name) not in carriers:
            sheet.faults.append(
                Fault("placement-column-unknown", Where(file=sheet.file, column=name), {"column": name})
            )


def _rules(sheet: Sheet) -> Iterator[tuple[str, Any]]:
    for row, cells in sheet.rows:
        kind = KINDS.get(cells.get("kind", ""))
        within = [each for each in cells.get("within", "").replace("，", "、").replace(",", "、").split("、") if each]
        amount = cells.get("amount", "")
        if kind is None or not within:
            sheet.wrong(row, RULE["kind"].zh, cells.get("kind", ""), "、".join(list(KINDS)[::2]))
        elif kind in ("together", "apart"):
            yield kind, within
        elif kind == "floor":
            yield "floors", {"within": within, "least": sheet.number(row, RULE["amount"].zh, amount)}
        else:
            share = sheet.share(row, RULE["amount"].zh, amount)
            yield "limits", {"industry": cells.get("industry", ""), "within": within, "resource": cells.get("resource", ""), "share": share}  # fmt: skip


def templates() -> dict[str, Table]:
    """Empty tables with a row or two as an example (simulated figures)."""

    def table(heads: Sequence[Text], rows: Sequence[Sequence[str | float]], title: Text) -> Table:
        return Table(
            tuple(Column(f"c{n}", head) for n, head in enumerate(heads)), tuple(tuple(row) for row in rows), title
        )

    land, power = Text("用地", "用地"), Text("用电", "用电")
    worth = [Text("价值:甲园", "value:甲园"), Text("价值:乙园", "value:乙园")]
    return {
        "carriers": table([*CARRIER.values(), land, power, Text("预留:用地", "reserved:用地")], [("甲园", "甲县", "甲市", 300, "不限", 50), ("乙园", "乙县", "甲市", 200, 6000, "")], Text("承载地与容量（示例）", "Carriers and capacities (example)")),
        "projects": table([*PROJECT.values(), land, power, *worth], [("电子一厂", "电子", "是", "", "", 1, "", 120, 2500, 82, 75), ("纺织厂", "纺织", "", 20, "", "", "", 60, 1500, "", 55)], Text("项目（示例）", "Projects (example)")),
        "rules": table(list(RULE.values()), [("集中度上限", "甲县、乙县", "电子", "用地", "60%"), ("最少项目", "乙县", "", "", 1), ("分开", "电子一厂、纺织厂", "", "", "")], Text("规则（示例）", "Rules (example)")),
    }  # fmt: skip
