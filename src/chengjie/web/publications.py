"""Publications and objections as their cases leave them: the days that lists need, and how results stand on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chengjie.index import publishing
from chengjie.index.publishing import Stand
from chengjie.process import State
from chengjie.process.workdays import calendar
from chengjie.web import zone
from chengjie.web.records.cases import Case
from chengjie.web.records.indices import Objection, Publication

PUBLICATION, OBJECTION = "index-publication", "index-objection"
PROCESSES = (PUBLICATION, OBJECTION)


@dataclass(frozen=True, slots=True)
class Standing:
    """A publication on a day: how it stands, until when one may object, and what was objected."""

    row: Publication
    stand: Stand | str
    closes: date | None
    objections: tuple[Objection, ...]
    takes_objections: bool


def keep(case: Case, state: State) -> None:
    """Work out anew what stands beside a publication or an objection."""
    if case.definition == PUBLICATION:
        reached = state.reached("published")
        Publication.objects.filter(case=case).update(published=reached.day if reached else None)
        return
    data = state.data
    found = Publication.objects.filter(case__number=str(data.get("publication", ""))).first()
    if found is None:
        return
    lodged, decided = state.reached("lodged"), state.reached("decided")
    Objection.objects.update_or_create(
        case=case,
        defaults={
            "publication": found,
            "unit": str(data.get("unit", ""))[:200],
            "claim": str(data.get("claim", ""))[:2000],
            "lodged": lodged.day if lodged else None,
            "decided": decided.day if decided else None,
            "upheld": state.ended == "upheld",
        },
    )


def standing(row: Publication, *, today: date) -> Standing:
    """How a publication stands; `replaced` once amended results are public."""
    days = calendar(zone.package())
    objections = tuple(row.objections.exclude(lodged=None).select_related("case"))
    told = [
        publishing.Objection(each.unit, each.case.number, each.lodged, each.decided, each.upheld)
        for each in objections
        if each.lodged is not None
    ]
    found: Stand | str = publishing.stand(row.published, row.days, today=today, calendar=days, objections=told)
    if row.replaced_by.exclude(published=None).exists():
        found = "replaced"
    closes = publishing.closes(row.published, row.days, calendar=days) if row.published else None
    takes = found in {"open", "amending"} and closes is not None and today <= closes
    return Standing(row, found, closes, objections, takes)
