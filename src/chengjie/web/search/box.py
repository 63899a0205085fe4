"""One box over everything: what answers, by kind, the nearest first, as far as the one who asks may see it (检索)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Exists
from django.urls import reverse

from chengjie.process import Actor
from chengjie.values import Text
from chengjie.web import cases, registers, rights, scope, zone
from chengjie.web.models import Upload
from chengjie.web.records.cases import Case
from chengjie.web.records.registers import Record
from chengjie.web.records.search import CASE, KINDS, RECORD
from chengjie.web.search import grams, index, lore

PROJECTS, CASES, PEOPLE, OWN = "case:project-life", "cases", "people", "uploads"
WINDOW = 4
"""How many times what is shown of a kind is looked at before the kinds are asked one by one."""
MOST_PEOPLE = 5000
TITLES = {
    PROJECTS: Text("项目", "Projects"), CASES: Text("办件", "Cases"), PEOPLE: Text("人员", "People"), OWN: Text("我的规划", "My plans"),
    lore.PAGES: Text("页面", "Pages"), lore.PLACES: Text("地区", "Places"), lore.CARRIERS: Text("承载地", "Carriers"),
    lore.CLAIMS: Text("规划断言", "Claims of plans"), lore.RULES: Text("规则", "Rules"), lore.TERMS: Text("术语", "Terms"),
}  # fmt: skip
_LEAD = (lore.PAGES, PROJECTS, CASES)
_REST = (lore.CARRIERS, lore.PLACES, lore.RULES, lore.CLAIMS, OWN, PEOPLE, lore.TERMS)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its title, what tells it from others, where it stands, and whether it is only simulated or withdrawn."""

    kind: str
    title: Text
    about: Text
    address: str
    simulated: bool = False
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; `more`: there is more of it than is shown."""

    kind: str
    title: Text
    hits: tuple[Hit, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that answers; `near`: nothing is written so, and this sounds or looks like it."""

    groups: tuple[Group, ...]
    near: bool = False


def find(who: Sequence[Actor], typed: str, *, user: User | AnonymousUser, most: int = 8, only: str = "") -> Found:
    """What answers to a fragment: Chinese, initials, whole pinyin, codes; of each kind so many, or one kind only."""
    asked = grams.asked(typed)
    if asked is None:
        return Found(())
    hits = [*_rows(who, asked, typed, most, only), *_known(typed), *_people(user, typed), *_uploads(user, typed)]
    if hits or (near := grams.near(typed)) is None:
        return Found(_grouped(hits, most, only))
    return Found(_grouped(_rows(who, near, typed, most, only), most, only), near=True)


def _grouped(hits: Iterable[Hit], most: int, only: str) -> tuple[Group, ...]:
    kept: dict[str, list[Hit]] = {}
    for each in hits:
        kept.setdefault(each.kind, []).append(each)
    kinds = [*_LEAD, *registers.known(), *_REST]
    return tuple(
        Group(kind, title_of(kind), tuple(kept[kind][:most]), len(kept[kind]) > most)
        for kind in kinds if kind in kept and only in ("", kind)
    )  # fmt: skip


def title_of(kind: str) -> Text:
    """What a kind is called."""
    return TITLES[kind] if kind in TITLES else registers.register(kind).title.text


def _rows(who: Sequence[Actor], asked: grams.Asked, typed: str, most: int, only: str) -> list[Hit]:
    """Cases and records: the latest that answer; where they are many, those that begin so and some of every kind besides."""
    marked = only if only == PROJECTS or only in registers.known() else ""
    within = index.both(asked, index.reach(who), index.kind(marked) if marked else None)
    window = WINDOW * (most + 1)
    numbers = dict.fromkeys(index.matching(within, most=window))
    found = _hits(who, numbers)
    if len(numbers) == window:
        more = dict.fromkeys(index.beginning(begun, within, most=most + 1)) if (begun := grams.beginning(typed)) else {}
        full = {kind for kind, count in Counter(each.kind for each in found).items() if count > most}
        for kind in () if only else (each for each in _kinds() if each not in full):
            more |= dict.fromkeys(index.matching(index.both(within, index.kind(kind)), most=most + 1))
        found += _hits(who, [each for each in more if each not in numbers])
    said = grams.plain(typed)
    return sorted(found, key=lambda each: (_rank(each, said), each.simulated, each.withdrawn))


def _hits(who: Sequence[Actor], numbers: Collection[int]) -> list[Hit]:
    return [*_cases(who, numbers), *_records(who, numbers)]


def _kinds() -> Iterator[str]:
    """Projects, and the registers in which there is anything."""
    yield PROJECTS
    asked = {f"r{at}": Exists(Record.objects.filter(register=name)) for at, name in enumerate(registers.known())}
    there = User.objects.annotate(**asked).values_list(*asked)[:1]
    yield from (name for name, held in zip(registers.known(), next(iter(there), ()), strict=False) if held)


def _rank(hit: Hit, said: str) -> int:
    titles = (grams.plain(hit.title.zh), grams.plain(hit.about.zh))
    return 0 if said in titles else 1 if titles[0].startswith(said) else 2 if said in titles[0] else 3


def _cases(who: Sequence[Actor], numbers: Iterable[int]) -> list[Hit]:
    keys = [each // KINDS for each in numbers if each % KINDS == CASE]
    rows = cases.visible(who).filter(pk__in=keys).order_by("-pk") if keys else ()
    return [_case(each) for each in rows]


def _case(row: Case) -> Hit:
    kind = PROJECTS if row.definition == "project-life" else CASES
    title = cases.definition_of(row).title
    where = place.name if (place := zone.places().by_code(row.place)) else ""
    about = Text(f"{row.number} {title.zh} {where}", f"{row.number} {title.en} {where}")
    return Hit(kind, Text(row.title, row.title), about, reverse("case", args=[row.number]), simulated=row.simulated)


def _records(who: Sequence[Actor], numbers: Iterable[int]) -> list[Hit]:
    keys = [each // KINDS for each in numbers if each % KINDS == RECORD]
    rows = registers.reached(who).filter(pk__in=keys).order_by("-pk") if keys else ()
    return [_record(each) for each in rows]


def _record(row: Record) -> Hit:
    where = place.name if (place := zone.places().by_code(row.place)) else ""
    about = Text(f"{row.key} {where}", f"{row.key} {where}")
    address = reverse("record", args=[row.register, row.pk])
    return Hit(row.register, Text(row.name, row.name), about, address, withdrawn=row.state == "withdrawn")


def _known(typed: str) -> list[Hit]:
    return [Hit(each.kind, each.title, each.about, each.address) for each in lore.matching(typed)]


def _people(user: User | AnonymousUser, typed: str) -> list[Hit]:
    """The people whom somebody administers."""
    if not isinstance(user, User) or not scope.administers(user):
        return []
    found = rights.reach(user).order_by("username")[:MOST_PEOPLE]
    named = [(each, f"{each.last_name}{each.first_name}") for each in found]
    return [
        Hit(PEOPLE, Text(name or each.username, name or each.username), Text(each.username, each.username), reverse("person", args=[each.username]))
        for each, name in named if lore.answers((each.username, name), typed)
    ]  # fmt: skip


def _uploads(user: User | AnonymousUser, typed: str) -> list[Hit]:
    if not isinstance(user, User):
        return []
    rows = Upload.objects.filter(owner=user)[:MOST_PEOPLE]
    return [
        Hit(OWN, Text(each.title or each.name, each.title or each.name), Text(each.name, each.name), reverse("upload", args=[each.pk]))
        for each in rows if lore.answers((each.title, each.name), typed)
    ]  # fmt: skip
