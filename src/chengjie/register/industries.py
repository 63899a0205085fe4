"""Industries by GB/T 4754-2017, what plans call them, and what a free text may mean (行业)."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from chengjie.errors import Refusal
from chengjie.package import Package, Row
from chengjie.register import keeping, scoring, vocabulary
from chengjie.register.certainty import certainty
from chengjie.register.dated import plain
from chengjie.register.industry import Certainty, Industry, IndustryLevel, LabelMapping, Suggestion

_CODE = re.compile(r"[A-T]?\d{2,8}")


@dataclass(frozen=True)
class Industries:
    """The classification with the labels of plans laid over it."""

    _industries: Mapping[str, Industry]
    _children: Mapping[str, tuple[Industry, ...]]
    _labels: Mapping[str, tuple[LabelMapping, ...]]
    _words: tuple[tuple[str, str], ...]
    _cache: dict[str, vocabulary.Vocabulary] = field(default_factory=dict, repr=False, compare=False)
    _paths: dict[str, tuple[Industry, ...]] = field(default_factory=dict, repr=False, compare=False)
    _lines: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    def __iter__(self) -> Iterator[Industry]:
        return iter(self._industries.values())

    def __len__(self) -> int:
        return len(self._industries)

    def by_code(self, code: str) -> Industry | None:
        """The industry of a code; a section letter before the digits is no matter (C3841)."""
        return self._industries.get(code) or self._industries.get(code[1:])

    def one(self, code: str) -> Industry:
        """The industry of a code. Refuses `industry-unknown` with the nearest code."""
        found = self.by_code(code)
        if found is None:
            nearest = difflib.get_close_matches(code[:10], list(self._industries), 1, 0.0)
            raise Refusal.of("industry-unknown", industry=code, nearest="".join(nearest))
        return found

    def refuse_unknown_code(self, text: str) -> None:
        """Refuses `industry-unknown` for what is written as a code and is none: it is no free text."""
        if _CODE.fullmatch(text.strip()):
            self.one(text.strip())

    def children(self, code: str) -> tuple[Industry, ...]:
        """The industries directly below."""
        return self._children.get(code, ())

    def path(self, code: str) -> tuple[Industry, ...]:
        """From the section down to the industry itself."""
        found = self.by_code(code)
        if found is None:
            return ()
        if found.code not in self._paths:
            self._paths[found.code] = (*self.path(found.parent), found) if found.parent else (found,)
        return self._paths[found.code]

    def line(self, code: str) -> tuple[str, ...]:
        """The codes of its path, from the section down; remembered, for they are asked for by the thousand."""
        found = self._lines.get(code)
        if found is None:
            found = tuple(each.code for each in self.path(code))
            if found:
                self._lines[code] = found
        return found

    def lies_in(self, code: str, other: str) -> bool:
        """Whether an industry is, or lies in, another."""
        return other in self.line(code)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label of the plans that is mapped, in the order of the tables."""
        return tuple(dict.fromkeys(found[0].label for found in self._labels.values()))

    def label(self, text: str) -> tuple[LabelMapping, ...]:
        """What a plan's label means, surest first; empty for a label that nobody has mapped.

        A label is the same with and without 产业 or 业 at its end.
        """
        label = plain(text)
        bare = label.removesuffix("业").removesuffix("产")
        written = (label, bare, f"{bare}业", f"{bare}产业")
        return next((self._labels[each] for each in written if each in self._labels), ())

    def search(self, text: str, limit: int = 10) -> tuple[Industry, ...]:
        """Industries for what somebody has begun to write: the beginning of a code, or part of a name."""
        wanted = plain(text)
        by_code = [each for each in self if wanted and each.code.startswith(wanted)]
        by_name = [each for each in self if wanted and wanted in each.name]
        return tuple(dict.fromkeys([*by_code, *sorted(by_name, key=lambda each: (len(each.name), each.code))]))[:limit]

    def without(self, *labels: str) -> Industries:
        """The same as if nobody had mapped these labels, or any where none is named: for measuring."""
        taken = {plain(label) for label in labels} or set(self._labels)
        left = {label: found for label, found in self._labels.items() if label not in taken}
        return Industries(self._industries, self._children, left, self._words)

    def suggest(self, text: str, limit: int = 5) -> tuple[Suggestion, ...]:
        """The industries that a text may mean, best first, one a division; empty where nothing in it tells.

        The text is a firm's scope of business, a list of products, a plan's label, a code.
        """
        if by_code := self.by_code(text.strip()):
            return (Suggestion(by_code, 1.0, (by_code.code,), True),)
        ranked = scoring.rank(text, self.vocabulary, limit)
        if not ranked:
            return ()
        first = certainty(ranked[0].signs)
        rest = sum(each.share for each in ranked[1:]) or 1.0
        likely = [first, *((1 - first) * each.share / rest for each in ranked[1:])]
        return tuple(
            Suggestion(self._industries[each.code], each.share, each.words, each.sure, round(chance, 3))
            for each, chance in zip(ranked, likely, strict=True)
        )

    @property
    def vocabulary(self) -> vocabulary.Vocabulary:
        """The terms by which a text is read, made once."""
        if "" not in self._cache:
            names = [(each.code, each.name) for each in self if each.level != "section"]
            labels = [(each.label, each.code, each.certainty) for found in self._labels.values() for each in found]
            self._cache[""] = vocabulary.vocabulary(names, self._words, labels)
        return self._cache[""]


def industries(package: Package) -> Industries:
    """The industries of a package.

    >>> import chengjie.package
    >>> found = industries(chengjie.package.open_package("xiangnan-xiangxi"))
    >>> [mapping.code for mapping in found.label("皮具箱包")]
    ['192']
    >>> [each.industry.name for each in found.suggest("锂离子电池的生产和销售", limit=1)]
    ['锂离子电池制造']
    """
    return keeping.once(package, _made)


def _made(package: Package) -> Industries:
    known = {row["code"]: _industry(row) for row in package.rows("industries")}
    children: dict[str, list[Industry]] = defaultdict(list)
    for each in known.values():
        if each.parent:
            children[each.parent].append(each)
    labels: dict[str, list[LabelMapping]] = defaultdict(list)
    for row in package.rows("industry_labels"):
        labels[plain(row["label"])].append(_mapping(row))
    words = tuple((row["word"], row["code"]) for row in package.rows("industry_words"))
    return Industries(
        known,
        {code: tuple(found) for code, found in children.items()},
        {label: tuple(sorted(found, key=_surest)) for label, found in labels.items()},
        words,
    )


_CERTAINTIES: tuple[Certainty, ...] = ("high", "medium", "low", "none")


def _surest(mapping: LabelMapping) -> int:
    return _CERTAINTIES.index(mapping.certainty)


def _industry(row: Row) -> Industry:
    return Industry(row["code"], row["name"], cast(IndustryLevel, row["level"]), row["parent"] or None, row["en"])


def _mapping(row: Row) -> LabelMapping:
    certainty = cast(Certainty, row["certainty"])
    return LabelMapping(row["label"], row["code"] or None, certainty, row["mapped_by"], row["source"], row["note"])
