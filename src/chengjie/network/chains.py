"""Industry chains (产业链) as data (`chains/*.yaml`): links upstream to downstream, their products and GB/T 4754 codes."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

import chengjie.package
import chengjie.register
from chengjie.errors import Fault, Refusal, Where
from chengjie.package import Definition, Package
from chengjie.package.written import Part, Said
from chengjie.register import keeping
from chengjie.values import Text

Stage = Literal["upstream", "midstream", "downstream"]
Certainty = Literal["high", "medium", "low"]
STAGES: Mapping[Stage, Text] = {
    "upstream": Text("上游", "upstream"), "midstream": Text("中游", "midstream"), "downstream": Text("下游", "downstream"),
}  # fmt: skip
TASKS = {
    "strengthen": Text("强链", "strengthen the chain"), "fill": Text("补链", "fill the chain"),
    "bring": Text("引链", "bring the chain in"),
}  # fmt: skip
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")]


class Link(Part):
    """A link (环节). `named` is the section in which the plan names it; without it, it was added to make the chain whole.

    `codes` are the industries that make its products, each with how sure the mapping is.
    """

    id: Id
    title: Said
    stage: Stage
    feeds: tuple[Id, ...] = ()
    products: Annotated[tuple[str, ...], Field(min_length=1, max_length=30)]
    named: str = ""
    codes: Annotated[dict[str, Certainty], Field(min_length=1, max_length=30)]


class Chain(Part):
    """A chain of a plan. `task` is what the plan asks of it, in its own word: 强链, 补链 or 引链; empty where it does not say."""

    id: Id
    title: Said
    document: str
    section: str
    claim: str = ""
    region: str
    task: Literal["strengthen", "fill", "bring", ""] = ""
    mapped_by: Annotated[str, Field(min_length=1)]
    links: Annotated[tuple[Link, ...], Field(min_length=1, max_length=80)]

    def link(self, name: str) -> Link:
        """A link by its id. Refuses `chain-link-unknown` with the nearest."""
        found = next((each for each in self.links if each.id == name), None)
        if found is None:
            nearest = difflib.get_close_matches(name, [each.id for each in self.links], 1, 0.0)
            raise Refusal.of("chain-link-unknown", chain=self.id, link=name[:60], nearest="".join(nearest))
        return found

    def suppliers(self, name: str) -> tuple[Link, ...]:
        """The links that feed one."""
        return tuple(each for each in self.links if name in each.feeds)

    def beside(self, name: str) -> tuple[Link, ...]:
        """The links that feed one and that it feeds."""
        return (*self.suppliers(name), *(self.link(each) for each in self.link(name).feeds))


def chains(package: Package) -> Mapping[str, Chain]:
    """The chains of a zone by id. Refuses `definition-invalid` and what `check` finds, every fault at once.

    >>> import chengjie.package
    >>> found = chains(chengjie.package.open_package("xiangnan-xiangxi"))
    >>> len(found), [link.title.zh for link in found["xx-lithium"].suppliers("cells")]
    (23, ['正负极材料', '电解液与隔膜'])
    """
    return keeping.once(package, _made)


def _made(package: Package) -> Mapping[str, Chain]:
    if faults := tuple(check(package)):
        raise Refusal(faults)
    return {each.id: each for each in chengjie.package.checked(package.definitions("chains"), Chain)}


def chain(package: Package, name: str) -> Chain:
    """A chain by id or title. Refuses `chain-unknown` with the nearest."""
    known = chains(package)
    found = known.get(name) or next((each for each in known.values() if name in (each.title.zh, each.title.en)), None)
    if found is None:
        words = [*known, *(each.title.zh for each in known.values())]
        raise Refusal.of(
            "chain-unknown", chain=name[:60], nearest="".join(difflib.get_close_matches(name, words, 1, 0.0))
        )
    return found


def check(package: Package) -> Iterator[Fault]:
    """Every fault of the chains: shape, links twice, feeding what is not there or itself, cycles, codes and references."""
    codes = {each.code for each in chengjie.register.industries(package)}
    known = {
        "document": {row["id"] for row in package.rows("documents")},
        "claim": {row["id"] for name in package.tables if name.startswith("claims/") for row in package.rows(name)},
        "region": {row["code"] for row in package.rows("places")} | {row["region"] for row in package.rows("regions")},
    }
    for definition in package.definitions("chains"):
        try:
            (found,) = chengjie.package.checked([definition], Chain)
        except Refusal as refusal:
            yield from refusal.faults
            continue
        for name, values in known.items():
            value = getattr(found, name)
            if value and value not in values:
                yield Fault("chain-reference-unknown", definition.origin.at(name), {"value": value, "table": name})
        yield from _links(found, definition, codes)


def _links(found: Chain, definition: Definition, codes: set[str]) -> Iterator[Fault]:
    ids, titles = set[str](), set[str]()
    there = {link.id for link in found.links}
    for place, link in enumerate(found.links):
        where: Where = definition.origin.at(f"links.{place}")
        if link.id in ids or link.title.zh in titles:
            yield Fault("chain-link-twice", where, {"chain": found.id, "link": link.id})
        ids.add(link.id)
        titles.add(link.title.zh)
        for other in link.feeds:
            if other not in there or other == link.id:
                yield Fault("chain-feeds-unknown", where, {"chain": found.id, "link": link.id, "other": other})
        for code in link.codes:
            if code not in codes:
                nearest = "".join(difflib.get_close_matches(code, sorted(codes), 1, 0.0))
                yield Fault("chain-code-unknown", where, {"link": link.id, "code": code, "nearest": nearest})
    if way := cycle({link.id: link.feeds for link in found.links}):
        yield Fault("chain-cycle", definition.origin.at("links"), {"chain": found.id, "way": " → ".join(way)})


def cycle(feeds: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """A way from a link back to itself, or nothing. A link that feeds itself is another fault.

    >>> cycle({"a": ("b",), "b": ("c",), "c": ("a",)})
    ('a', 'b', 'c', 'a')
    """
    done: set[str] = set()

    def walk(here: str, way: tuple[str, ...]) -> tuple[str, ...]:
        if here in way:
            return (*way[way.index(here) :], here)
        if here in done:
            return ()
        for other in feeds.get(here, ()):
            if other != here and (found := walk(other, (*way, here))):
                return found
        done.add(here)
        return ()

    return next((found for start in feeds if (found := walk(start, ()))), ())


def depths(found: Chain) -> Mapping[str, int]:
    """The column in which each link is drawn: after all that feed it, and after every link of an earlier stage."""
    deep: dict[str, int] = {}
    first = 0
    for stage in STAGES:
        here = [link.id for link in found.links if link.stage == stage]
        for name in here:
            _deepen(found, name, first, deep)
        first = max((deep[name] for name in here), default=first - 1) + 1
    return deep


def _deepen(found: Chain, name: str, least: int, deep: dict[str, int]) -> None:
    if name in deep:
        return
    for each in found.suppliers(name):
        _deepen(found, each.id, least, deep)
    deep[name] = max((deep[each.id] + 1 for each in found.suppliers(name)), default=least)
    deep[name] = max(deep[name], least)
