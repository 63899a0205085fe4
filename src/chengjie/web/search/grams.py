"""What the search box looks into, cut into grams, and what somebody typed as a question to them (检索).

Two characters of Chinese, three of letters and figures; beside them the syllables and the initials of the Chinese. A fragment is
found by the grams that stand one behind the other, so the index of words of any database serves; none needs an extension.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from chengjie.register.typed.finding import initials, spelt, syllables

LONGEST = 300
"""Characters of a text that are looked into."""
ASKED = 60
"""Characters of what somebody typed."""
EDGE = "x"
"""Between texts, so that no fragment reaches from one into the next."""


@dataclass(frozen=True, slots=True)
class Run:
    """Grams one behind the other; of the last only the beginning where it is `begun`."""

    grams: tuple[str, ...]
    begun: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """Every one of these."""

    parts: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of these."""

    parts: tuple[Asked, ...]


Asked = Run | All | Any


def plain(text: str) -> str:
    """A text without case, width and marks.

    >>> plain("蓝山（县）Ａ-12")
    '蓝山县a12'
    """
    return "".join(mark for mark in unicodedata.normalize("NFKC", text).casefold() if mark.isalnum())


def _long(mark: str) -> int:
    return 3 if mark.isascii() else 2


def _cut(said: str) -> Iterator[str]:
    """The gram that begins at each place."""
    return (f"h{said[at : at + _long(mark)]}" for at, mark in enumerate(said))


def _initialled(said: str) -> Iterator[str]:
    return (f"i{said[at : at + 3]}" for at in range(len(said)))


def grams(texts: Iterable[str], marks: Iterable[str] = ()) -> str:
    """The grams of texts, and words that are sought whole, for an index of words.

    >>> grams(["蓝山A1"], ["open"])
    'x h蓝山 h山a ha1 h1 x ylan yshan x ilsa isa1 ia1 i1 x open'
    """
    found = [EDGE]
    for text in texts:
        said = plain(text)[:LONGEST]
        found += [*_cut(said), EDGE]
        if said and not said.isascii():
            found += [*(f"y{each}" for each in syllables(said)), EDGE, *_initialled(initials(said)), EDGE]
    return " ".join([*found, *marks])


def _run(said: str) -> Run:
    """A fragment as the grams that lie whole within it, and the beginning of one more where these leave its end uncovered."""
    count = len(list(takewhile(lambda at: at + _long(said[at]) <= len(said), range(len(said)))))
    covered = count - 1 + _long(said[count - 1]) if count else 0
    cut = list(_cut(said))
    return Run(tuple(cut[:count])) if covered >= len(said) else Run(tuple(cut[: count + 1]), begun=True)


def _sounding(said: str) -> Iterator[Asked]:
    """Letters as initials or as syllables; figures among them belong to initials only."""
    if len(said) >= 2:
        cut = tuple(_initialled(said))
        yield Run(cut[: len(said) - 2]) if len(said) > 2 else Run(cut[:1], begun=True)
    if said.isalpha() and len(said) > 1:
        yield from (Run(tuple(f"y{each}" for each in way), begun=True) for way in spelt(said))


def asked(typed: str) -> Asked | None:
    """What somebody typed: every word of it, each as it is written or as it sounds; nothing where no character is left.

    >>> asked("蓝山县")
    Run(grams=('h蓝山', 'h山县'), begun=False)
    """
    words = [said for word in typed[:ASKED].split() if (said := plain(word))]
    parts = tuple(_word(said) for said in words)
    return None if not parts else parts[0] if len(parts) == 1 else All(parts)


def _word(said: str) -> Asked:
    ways = (_run(said), *(_sounding(said) if said.isascii() else ()))
    return ways[0] if len(ways) == 1 else Any(ways)


def beginning(typed: str) -> Asked | None:
    """A text that begins with what was typed."""
    said = plain(typed[:ASKED])
    run = _run(said) if said else None
    return Run((EDGE, *run.grams), run.begun) if run else None


def near(typed: str) -> Asked | None:
    """What may have been meant: characters that sound alike, or one character that is another; nothing for less than three."""
    words = [said for word in typed[:ASKED].split() if (said := plain(word))]
    parts = [found for said in words if (found := _near(said))]
    return All(tuple(parts)) if parts and len(parts) == len(words) else None


def _near(said: str) -> Asked | None:
    ways: list[Asked] = []
    sounds = syllables(said)
    if len(sounds) > 1 and len(sounds) == len(said):
        ways.append(Run(tuple(f"y{each}" for each in sounds)))
    ways += _all_but_one(said) if len(said) >= 4 else ()
    return Any(tuple(ways)) if ways else _word(said)


def _all_but_one(said: str) -> Iterator[Asked]:
    """The fragment with one place left open, as long as enough of it stays."""
    for at in range(len(said)):
        left = [each for each in (said[:at], said[at + 1 :]) if len(each) >= _long(each[0] if each else "a")]
        if left and 3 * sum(map(len, left)) >= 2 * len(said):
            yield All(tuple(_run(each) for each in left))
