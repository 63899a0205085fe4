"""Trails of figures: observations with their sources, progress with its target, its base and what was seen, carriers."""

from __future__ import annotations

import dataclasses

import chengjie.indicator
from chengjie.indicator import Hole, Indicator, Observation, Progress, Seen
from chengjie.package import Package, Row
from chengjie.system import claim_trails
from chengjie.values import Period, Text, Trail

_FIELDS = {
    "name": Text("名称", "name"),
    "grade": Text("级别", "grade"),
    "approved": Text("批准时间", "approved"),
    "area_ha": Text("核准面积", "approved area"),
    "leading_industries": Text("主导产业", "leading industries"),
    "code_2018": Text("2018年目录代码", "code in the 2018 catalogue"),
}


def observation(package: Package, rest: str) -> Trail | None:
    """The figure to show, with the other sources of the same figure under it."""
    found = [each for each in chengjie.indicator.observations(package) if each.id == f"observation:{rest}"]
    if not found:
        return None
    ordered = chengjie.indicator.by_key(found)[found[0].key]
    return _observed(package, ordered)


def _observed(package: Package, several: tuple[Observation, ...]) -> Trail:
    indicator = chengjie.indicator.indicators(package)[several[0].indicator]
    names = _names(package)
    first, *others = (_once(each, indicator, names) for each in several)
    return dataclasses.replace(first, parts=tuple(others))


def _once(each: Observation, indicator: Indicator, names: dict[str, Text]) -> Trail:
    place = names.get(each.place, Text(each.place, each.place))
    return Trail(
        id=each.id,
        label=Text(f"{place.zh} {each.period} {indicator.title.zh}", f"{place.en} {each.period} {indicator.title.en}"),
        value=each.value,
        unit=each.unit,
        ground="data",
        how=each.qualifier,
        said=chengjie.indicator.standing(each),
        source=each.source,
        locator=str(each.origin.where),
    )


def _names(package: Package) -> dict[str, Text]:
    places = {row["code"]: Text(row["name"], row["en"] or row["name"]) for row in package.rows("places")}
    return places | {row["region"]: Text(row["title_zh"], row["title_en"]) for row in package.rows("regions")}


def progress(package: Package, rest: str) -> Trail | None:
    """A headline target in one year: the plan's figure, its base, and what was seen or is missing."""
    region, _, _ = rest.partition(":")
    for each in chengjie.indicator.progress(package, region=region):
        for target in each.targets:
            if each.id(target.period) == f"progress:{rest}":
                return _way(package, each, target.period)
    return None


def _way(package: Package, each: Progress, period: Period) -> Trail:
    judged = next(one for one in each.judgements if one.period == period)
    title = each.indicator.title
    region = _names(package).get(each.region, Text(each.region, each.region))
    parts = [*_promised(package, each, period), *_seen(package, each, period)]
    parts += [_hole(each, hole) for hole in each.holes if hole.period == period]
    return Trail(
        id=each.id(period),
        label=Text(f"{region.zh} {period} {title.zh}：是否达到目标", f"{region.en} {period} {title.en}: target met?"),
        value=None if judged.verdict == "unknown" else judged.verdict == "yes",
        ground="unknown" if judged.verdict == "unknown" else "formula",
        how="" if judged.gap is None else f"{judged.seen} − {judged.target} = {judged.gap}",
        said=chengjie.indicator.because(judged.because),
        parts=tuple(parts),
    )


def _promised(package: Package, each: Progress, period: Period) -> list[Trail]:
    """The claims of the target and of the base; a target computed from growth has both under it."""
    found: list[Trail] = []
    for stone in (each.baseline, *(one for one in each.targets if one.period == period)):
        if stone is None:
            continue
        claims = tuple(trail for name in stone.claims if (trail := claim_trails.trail(package, name)))
        if stone.computed:
            label = Text(f"规划目标（推算） {stone.period}", f"target, computed, {stone.period}")
            found.append(
                Trail(f"{each.id(stone.period)}:target", label, stone.value, stone.unit, how=stone.how, parts=claims)
            )
        else:
            found += claims
    return found


def _seen(package: Package, each: Progress, period: Period) -> list[Trail]:
    return [_sum(package, each, one) for one in each.seen if one.period == period]


def _sum(package: Package, each: Progress, seen: Seen) -> Trail:
    """A stated figure with its sources, or the sum over all places with each place's figure under it."""
    if not seen.derived:
        return _observed(package, seen.parts)
    title = each.indicator.title
    return Trail(
        id=f"observation:{each.region}:{each.indicator.id}:{seen.period}",
        label=Text(f"各地之和 {seen.period} {title.zh}", f"sum over all places, {seen.period}, {title.en}"),
        value=seen.value,
        unit=seen.unit,
        how=" + ".join(str(part.in_unit(seen.unit)) for part in seen.parts),
        parts=tuple(_observed(package, (part,)) for part in seen.parts),
    )


def _hole(each: Progress, hole: Hole) -> Trail:
    because = chengjie.indicator.because(hole.because)
    label = Text(
        because.zh + ("：" + "、".join(one.zh for one in hole.titles) if hole.names else ""),
        because.en + (": " + ", ".join(one.en for one in hole.titles) if hole.names else ""),
    )
    changes = tuple(
        Trail(
            f"break:{one.indicator}:{one.since}",
            one.note,
            str(one.since),
            ground="data",
            source=one.source,
        )
        for one in each.breaks
        if hole.because == "definition-break"
    )
    return Trail(f"{each.id(hole.period)}:{hole.because}", label, None, ground="unknown", parts=changes)


def carrier(package: Package, rest: str) -> Trail | None:
    """A fact about a carrier, with the row that it stands in."""
    name, _, field = rest.rpartition(":")
    row: Row | None = next((each for each in package.rows("carriers") if each["id"] == name), None)
    if row is None or not row.get(field) or field in {"id", "source"}:
        return None
    title = _FIELDS.get(field, Text(field, field))
    return Trail(
        id=f"carrier:{name}:{field}",
        label=Text(f"{row['name']} {title.zh}", f"{row['name']} {title.en}"),
        value=row[field],
        unit="公顷" if field == "area_ha" else "",
        ground="data",
        source=package.sources.get(row["source"]),
        locator=str(row.origin.where),
    )
