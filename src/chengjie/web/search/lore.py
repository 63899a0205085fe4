"""What the zone itself knows and everybody may read: carriers, places, claims of plans, rules, terms, pages of the site (检索)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.http import urlencode

import chengjie.report.glossary
import chengjie.rule
from chengjie.register.typed.finding import initials, spelt, syllables
from chengjie.values import Text
from chengjie.web import navigation, zone
from chengjie.web.search.grams import ASKED, plain

PAGES, PLACES, CARRIERS, CLAIMS, RULES, TERMS = "pages", "places", "carriers", "claims", "rules", "terms"
_NAMED = {"measures": "title", "things": "name", "systems": "name", "targets": "indicator"}


@dataclass(frozen=True, slots=True)
class Known:
    """Something that is found: its kind, its words, where it stands, and what it is looked for by."""

    kind: str
    title: Text
    about: Text
    address: str
    texts: tuple[str, ...]
    letters: tuple[str, ...]
    sounds: tuple[str, ...]


def _known(kind: str, title: Text, about: Text, address: str, *more: str) -> Known:
    texts = tuple(dict.fromkeys(found for each in (title.zh, title.en, *more) if (found := plain(each))))
    chinese = tuple(each for each in texts if not each.isascii())
    sounds = tuple("".join(f" {said}" for said in syllables(each)) for each in chinese)
    return Known(kind, title, about, address, texts, tuple(map(initials, chinese)), sounds)


@lru_cache(maxsize=1)
def everything() -> tuple[Known, ...]:
    """All that the zone knows."""
    return (*_pages(), *_places(), *_carriers(), *_rules(), *_claims(), *_terms())


def _pages() -> Iterator[Known]:
    for area in navigation.AREAS:
        yield from (_known(PAGES, page.title, area.title, reverse(page.address)) for page in area.pages)


def _places() -> Iterator[Known]:
    for code in zone.covered():
        if place := zone.places().by_code(code):
            yield _known(PLACES, Text(place.name, place.en or place.name), Text(code, code), reverse("place", args=[code]), code)  # fmt: skip


def _carriers() -> Iterator[Known]:
    for each in zone.carriers():
        about = "、".join(found.name for code in each.counties if (found := zone.places().by_code(code)))
        aliases = [alias.name for alias in each.aliases]
        yield _known(CARRIERS, each.title, Text(about, about), reverse("carrier", args=[each.id]), each.id, each.code_2018, *aliases)  # fmt: skip


def _rules() -> Iterator[Known]:
    for book in chengjie.rule.books(zone.package()).books:
        seen = {each.id: each for each in book.rules}
        for each in seen.values():
            yield _known(RULES, each.title.text, book.title.text, reverse("rule", args=[each.id]), each.id)


def _claims() -> Iterator[Known]:
    for kind, name in _NAMED.items():
        found = {(row["document"], row[name]): row for row in zone.claims(kind) if row.get(name)}
        for (document, words), row in found.items():
            about = zone.documents()[document].get("title") or document
            where = f"{reverse('reader', args=[document])}?{urlencode({'kind': kind, 'q': words})}"
            place = row.get("place") or ""
            yield _known(CLAIMS, Text(words, words), Text(f"{about} {place}", f"{about} {place}"), where)


def _terms() -> Iterator[Known]:
    for each in chengjie.report.glossary.terms():
        yield _known(TERMS, each.name, each.meaning, reverse("glossary"))


def matching(typed: str) -> list[Known]:
    """What answers to every word that was typed: as written, by initials, or by its sound; the nearest first."""
    words = _words(typed)
    found = [each for each in everything() if _all(each, words)] if words else []
    return sorted(found, key=lambda each: _rank(each, words[0][0]))


def answers(texts: tuple[str, ...], typed: str) -> bool:
    """Whether any of some texts answers to what was typed, in the same way."""
    words = _words(typed)
    each = _known("", Text("", ""), Text("", ""), "", *texts)
    return bool(words) and _all(each, words)


def _words(typed: str) -> list[tuple[str, list[str]]]:
    """Every word with the ways in which it may be spoken."""
    words = [said for word in typed[:ASKED].split() if (said := plain(word))]
    return [(each, [f" {' '.join(way)}" for way in spelt(each)] if each.isascii() and len(each) > 1 else []) for each in words]  # fmt: skip


def _all(each: Known, words: list[tuple[str, list[str]]]) -> bool:
    return all(_answers(each, word, spoken) for word, spoken in words)


def _answers(each: Known, word: str, spoken: list[str]) -> bool:
    if any(word in text for text in each.texts):
        return True
    if not word.isascii() or len(word) < 2:
        return False
    return any(word in text for text in each.letters) or any(way in text for way in spoken for text in each.sounds)


def _rank(each: Known, word: str) -> tuple[int, int]:
    """Exactly so, beginning so, and the rest; the shorter first."""
    exact = any(word == text for text in (*each.texts, *each.letters))
    begins = any(text.startswith(word) for text in (*each.texts, *each.letters))
    return (0 if exact else 1 if begins else 2), len(each.title.zh)
