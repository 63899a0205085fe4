"""Trails of links and ties: who sits on a link by which row, the thresholds assumed, who mapped the codes; where a tie is said."""

from __future__ import annotations

from datetime import date

import chengjie.network
import chengjie.register
from chengjie.errors import Refusal
from chengjie.network import Chain, Seat, Standing
from chengjie.network.standing import STATES
from chengjie.network.ties import KINDS, STATUSES
from chengjie.package import Package
from chengjie.system import claim_trails, figure_trails
from chengjie.values import Text, Trail

MOST = 60
"""Seats shown under a link; a link of many more says how many are left out."""


def chain(package: Package, rest: str) -> Trail | None:
    """A link by `<chain>:<link>`: its state with measure, thresholds, seats and codes; None where there is none."""
    name, _, wanted = rest.partition(":")
    try:
        found = chengjie.network.chain(package, name)
        standing = next(each for each in chengjie.network.standings(package, found) if each.link.id == wanted)
    except (Refusal, StopIteration):
        return None
    title = Text(
        f"{found.title.zh}：{standing.link.title.zh}（{STATES[standing.state].zh}）",
        f"{found.title.en}: {standing.link.title.en} ({STATES[standing.state].en})",
    )
    seats = [_seat(package, found, standing, each) for each in standing.seats[:MOST]]
    left = len(standing.seats) - len(seats)
    if left > 0:
        seats.append(Trail(f"chain:{rest}:more", Text(f"另有 {left} 条", f"{left} more"), left, ground="data"))
    return Trail(
        f"chain:{rest}", title, standing.state, how=standing.measure.zh,
        parts=(*_thresholds(package), *_codes(package, found, standing), *seats),
    )  # fmt: skip


def _thresholds(package: Package) -> list[Trail]:
    return [
        Trail(f"assumption:{each.id}", each.title, each.value, each.measured_in, "assumption", each.note,
              package.sources.get(each.source), "china/network_assumptions.csv")
        for each in chengjie.network.assumptions(package)
        if each.id in {"chain-strong", "chain-weak"}
    ]  # fmt: skip


def _codes(package: Package, found: Chain, standing: Standing) -> list[Trail]:
    industries = chengjie.register.industries(package)
    link = standing.link
    where = f"§{link.named}" if link.named else "规划未点名，为补全链条而加 added to make the chain whole"
    return [
        Trail(
            f"chain:{found.id}:{link.id}:{code}",
            Text(f"产品 {'、'.join(link.products)} → {code} {industries.one(code).name}", f"products {'、'.join(link.products)} → {code} {industries.one(code).title.en}"),
            code, "", "assumption", f"{found.mapped_by}: {certainty}", package.sources.get(found.document), f"{where} · chains/{found.id}.yaml",
        )
        for code, certainty in link.codes.items()
    ]  # fmt: skip


def _seat(package: Package, found: Chain, standing: Standing, seat: Seat) -> Trail:
    """A label with the claim or the row of the park that it stands in."""
    place = chengjie.register.places(package).by_code(seat.place)
    name = place.name if place else seat.place
    under = (
        claim_trails.trail(package, seat.ref)
        if seat.basis == "catalogue"
        else figure_trails.carrier(package, f"{seat.ref}:leading_industries")
    )
    plain = Text("明确", "plainly") if seat.exact else Text("笼统", "broadly")
    label = Text(f"{name} {seat.label} → {seat.code}（{plain.zh}）", f"{name} {seat.label} → {seat.code} ({plain.en})")
    return Trail(
        f"chain:{found.id}:{standing.link.id}:{seat.place}:{seat.ref}:{seat.code}", label, seat.label,
        parts=(under,) if under else (),
    )  # fmt: skip


def density(package: Package, rest: str) -> Trail | None:
    """How much of what goes with a division a county has, by `<county>:<division>`: the divisions near to it, nearest first,
    each had or not; None where nothing is known.
    """
    place, _, division = rest.partition(":")
    found = chengjie.network.closeness(package, place, division)
    county, industries = chengjie.register.places(package).by_code(place), chengjie.register.industries(package)
    if found is None or county is None:
        return None
    amount, beside = found
    had, total = (sum(each.proximity for each in beside if each.has or not only) for only in (True, False))
    parts = tuple(
        Trail(
            f"density:{rest}:{each.code}",
            Text(f"{each.code} {industries.one(each.code).name}（{'有' if each.has else '没有'}）", f"{each.code} {industries.one(each.code).title.en} ({'has it' if each.has else 'has it not'})"),
            each.proximity, "", "data", "邻近度 proximity", package.sources.get("chengjie"), "承接目录与园区主导产业 catalogue and leading industries",
        )
        for each in beside
    )  # fmt: skip
    title = industries.one(division)
    label = Text(
        f"{county.name}与{title.name}的关联密度", f"density of {county.en or county.name} around {title.title.en}"
    )
    return Trail(f"density:{rest}", label, amount, how=f"{had:.4f} ÷ {total:.4f}", parts=parts)


def links(package: Package) -> tuple[str, ...]:
    """The id of every link that can be asked for."""
    return tuple(
        f"chain:{each.id}:{link.id}" for each in chengjie.network.chains(package).values() for link in each.links
    )


def tie(package: Package, rest: str) -> Trail | None:
    """A tie by its id, with the claim that names it."""
    bond = next((each for each in chengjie.network.ties(package) if each.id == rest), None)
    if bond is None:
        return None
    under = claim_trails.trail(package, bond.claim) if bond.claim else None
    held = bond.holds(date.today())  # noqa: DTZ011  # the day on the desk
    return Trail(
        f"tie:{rest}", Text(f"{bond.partner.zh}：{bond.topic.zh}", f"{bond.partner.en}: {bond.topic.en}"), held, "", "plan",
        f"{KINDS[bond.kind].zh} · {STATUSES[bond.status].zh} · {bond.start or bond.stated.isoformat()}", package.sources.get(bond.source),
        f"§{bond.section} · {bond.where}", (under,) if under else (),
    )  # fmt: skip
