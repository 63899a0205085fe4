"""Words that no password may rest on (密码): the product, the zone and its places, offices and years, beside the common ones."""

from __future__ import annotations

import re

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from chengjie.web import zone

WORDS = (
    "chengjie",
    "承接",
    "zhaoshang",
    "hunan",
    "password",
    "admin",
    "mima",
    "administrator",
    "government",
    "zhengfu",
)
"""Of the product and of offices; those of the zone come from its places."""
LEAST = 12
SHORTEST = 4


def words() -> frozenset[str]:
    """All of them, in small letters: names of places in Chinese and in letters with the word for their kind left out."""
    places = [place for code in zone.covered() if (place := zone.places().by_code(code))]
    above = [
        place for code in {each.parent for each in places if each.parent} if (place := zone.places().by_code(code))
    ]
    latin = {(each.en or "").casefold().split()[0] for each in (*places, *above) if each.en}
    return frozenset(
        {
            *WORDS,
            *(each.name.casefold() for each in (*places, *above)),
            *(each for each in latin if len(each) >= SHORTEST),
        }
    )


class ContextWords:
    """Refuses a password of which, without such words, digits and marks, too little is left."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError where fewer than half of the least length is its own."""
        _ = user
        rest = whole = password.casefold()
        for word in sorted(words(), key=len, reverse=True):
            rest = rest.replace(word, "")
        if rest != whole and len(re.sub(r"[\W\d_]", "", rest)) < LEAST // 2:
            raise ValidationError("context", code="password_context")

    def get_help_text(self) -> str:
        """What is asked of a password."""
        return "不要用本系统、本区域和单位的名称 · no names of the product, the zone or offices"
