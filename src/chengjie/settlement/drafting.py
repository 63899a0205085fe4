"""An agreement field by field (协议表单): from the fields of a form to the text that settles, and back; blanks stay blanks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import yaml

from chengjie.errors import Fault, Refusal, Where
from chengjie.values import reading

Fields = Mapping[str, Any]
"""Nested fields as a form has them: every value is what somebody wrote, every list is in its order."""
MOST_ROWS = 200
DEEPEST = 8


def nested(given: Mapping[str, str]) -> dict[str, Any]:
    """Fields named by their place, as nested rows in order.

    >>> nested({"parties.1.id": "b", "parties.0.id": " a ", "id": "x"})
    {'parties': [{'id': 'a'}, {'id': 'b'}], 'id': 'x'}
    """
    whole: dict[str, Any] = {}
    for name, value in given.items():
        *path, last = name.split(".")[:DEEPEST]
        here: Any = whole
        for step in path:
            here = here.setdefault(step, {}) if isinstance(here, dict) else {}
        if isinstance(here, dict):
            here[last] = value.strip()
    found: dict[str, Any] = {key: _rows(each) for key, each in whole.items()}
    return found


def _rows(part: Any) -> Any:  # noqa: ANN401  # fields nest freely
    if not isinstance(part, dict):
        return part
    inner = {key: _rows(each) for key, each in part.items()}
    if inner and all(key.isascii() and key.isdecimal() for key in inner):
        return [inner[key] for key in sorted(inner, key=int)][:MOST_ROWS]
    return inner


def grown(fields: Fields, place: str) -> dict[str, Any]:
    """The fields with one more empty row at a place such as `phases.0.lines`; as they were where there is no such place."""
    return dict(_changed(fields, place.split("."), add=True))


def shrunk(fields: Fields, place: str) -> dict[str, Any]:
    """The fields without the row at a place such as `parties.2`."""
    return dict(_changed(fields, place.split("."), add=False))


def _changed(fields: Any, path: Sequence[str], *, add: bool) -> Any:  # noqa: ANN401  # fields nest freely
    if isinstance(fields, list):
        place = int(path[0]) if path[0].isdecimal() else len(fields)
        if len(path) == 1:
            return [each for number, each in enumerate(fields) if number != place]
        return [_changed(each, path[1:], add=add) if number == place else each for number, each in enumerate(fields)]
    key = path[0]
    if len(path) == 1:
        return {**fields, key: [*fields.get(key, []), {}]} if add else dict(fields)
    return {**fields, key: _changed(fields[key], path[1:], add=add)} if key in fields else dict(fields)


def agreement_in(fields: Fields) -> dict[str, Any]:
    """The agreement that the fields say, for `read_agreement`: what is open is None. Refuses an item named twice in a line."""
    twice = list(_items_twice(fields))
    if twice:
        raise Refusal(twice)
    parties = [
        {"id": each.get("id") or f"party-{number}", "title": _title(each)}
        for number, each in enumerate(_listed(fields, "parties"), start=1)
    ]
    said: dict[str, Any] = {"id": fields.get("id") or "agreement", "title": _title(fields)}
    if fields.get("agreed"):
        said["agreed"] = _day(fields["agreed"])
    said |= {key: fields.get(key) == "yes" for key in ("agreed_first", "simulated")}
    said["parties"] = parties
    said["phases"] = [_phase(each, number) for number, each in enumerate(_listed(fields, "phases"), start=1)]
    payments = [_payment(each, number) for number, each in enumerate(_listed(fields, "one_off"), start=1)]
    return said | ({"one_off": payments} if payments else {}) | ({"note": fields["note"]} if fields.get("note") else {})


def _phase(fields: Fields, number: int) -> dict[str, Any]:
    said: dict[str, Any] = {"id": fields.get("id") or f"phase-{number}"}
    said |= {key: _day(fields.get(key, "")) for key in ("from", "until")}
    if fields.get("amends"):
        said["amends"] = fields["amends"]
    return said | {"lines": [_line(each, place) for place, each in enumerate(_listed(fields, "lines"), start=1)]}


def _line(fields: Fields, number: int) -> dict[str, Any]:
    said: dict[str, Any] = {"id": fields.get("id") or f"line-{number}", "title": _title(fields)}
    said["kind"] = fields.get("kind") or "revenue"
    said["items"] = {each.get("name") or "": _share(each.get("part", "")) for each in _listed(fields, "items")}
    shares = {party: _share(each) for party, each in dict(fields.get("shares") or {}).items()}
    known = {party: each for party, each in shares.items() if each is not None}
    said["shares"] = known or shares
    if fields.get("above"):
        said["above"] = _amount(fields["above"])
    if fields.get("below"):
        said["below"] = fields["below"]
    caps = [
        {"party": each.get("party") or None, "most": _amount(each.get("most", "")), "over": each.get("over") or "phase", "then": each.get("then") or None}
        for each in _listed(fields, "caps")
    ]  # fmt: skip
    said |= {"caps": caps} if caps else {}
    return said | {"refunds": fields.get("refunds") or "refuse", "source": fields.get("source") or None}


def _payment(fields: Fields, number: int) -> dict[str, Any]:
    return {
        "id": fields.get("id") or f"payment-{number}", "title": _title(fields), "day": _day(fields.get("day", "")), "from": fields.get("from") or None,
        "to": fields.get("to") or None, "amount": _amount(fields.get("amount", "")), "source": fields.get("source") or None,
    }  # fmt: skip


def _listed(fields: Fields, key: str) -> list[Fields]:
    """The rows of a list in which something is written; ids and choices that the form itself sets do not count."""
    rows = [each for each in fields.get(key) or [] if isinstance(each, dict)]
    return [each for each in rows if key in {"phases", "lines"} or any(value for name, value in each.items() if name not in {"id", "over"})]  # fmt: skip


def _title(fields: Fields) -> dict[str, str | None]:
    """Both languages; the one that is not given is called as in the other."""
    title = fields.get("title")
    words = dict(title) if isinstance(title, dict) else {}
    zh, en = words.get("zh") or words.get("en") or None, words.get("en") or words.get("zh") or None
    return {"zh": zh, "en": en}


def _day(cell: str) -> date | str | None:
    return reading.day(cell) or cell or None


def _share(cell: str) -> str | None:
    """A share as exact digits; what is none stays as it was written, for the check to name it."""
    found = reading.share(cell)
    return f"{found:f}" if found is not None else cell or None


def _amount(cell: str) -> str | None:
    found = reading.number(cell)
    return f"{found:f}" if found is not None else cell or None


def _items_twice(fields: Fields) -> Iterator[Fault]:
    for phase in _listed(fields, "phases"):
        for line in _listed(phase, "lines"):
            names = [each.get("name", "") for each in _listed(line, "items")]
            for name in sorted({each for each in names if names.count(each) > 1}):
                yield Fault("agreement-id-twice", Where(column=f"phases.{phase.get('id')}.{line.get('id')}.items"), {"id": name})  # fmt: skip


def fields_of(terms: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a form out of an agreement's text as read, finished or not. What is no agreement at all gives no fields."""
    found = {key: _written(value) for key, value in terms.items()}
    for phase in found.get("phases") or []:
        for line in phase.get("lines") or [] if isinstance(phase, dict) else []:
            items = line.get("items") if isinstance(line, dict) else None
            if isinstance(items, dict):
                line["items"] = [{"name": name, "part": part} for name, part in items.items()]
    return found


def _written(value: Any) -> Any:  # noqa: ANN401  # texts nest freely
    if isinstance(value, dict):
        return {str(key): _written(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_written(each) for each in value]
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


def text_of(terms: Mapping[str, Any]) -> str:
    """The agreement as the text that is kept, read by people and settled on."""
    return yaml.safe_dump(dict(terms), allow_unicode=True, sort_keys=False, width=120)
