"""From where somebody may open a case: each right that a process lets open it, as one may choose among them (立案身份)."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from chengjie.values import Text
from chengjie.web import cases, scope, zone


@dataclass(frozen=True, slots=True)
class Seat:
    """A right from which somebody may open a case: for a place, a carrier or a firm."""

    key: str
    label: Text
    place: str
    carrier: str = ""
    enterprise: str = ""


def seats(request: HttpRequest, process: str, *, place: str = "") -> list[Seat]:
    """From where somebody may open a case of a process; a firm does so at the place given."""
    named = cases.library().get(process).may("open")
    roles = named.roles if named else ()
    found: dict[str, Seat] = {}
    for grant in (grant for each in scope.of(request) for grant in each.rights if grant.role in roles):
        if grant.enterprise:
            found[grant.enterprise] = Seat(
                grant.enterprise, Text(grant.enterprise, grant.enterprise), place, enterprise=grant.enterprise
            )
        elif grant.carrier and (carrier := zone.carriers().by_id.get(grant.carrier)):
            where = next(iter(carrier.counties), place)
            found[grant.carrier] = Seat(grant.carrier, Text(carrier.name, carrier.name), where, carrier=grant.carrier)
        elif grant.place and (at := zone.places().by_code(grant.place)):
            found[grant.place] = Seat(grant.place, Text(at.name, at.name), grant.place)
    return list(found.values())
