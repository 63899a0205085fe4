"""Options of a field: the chosen one is marked, everything is escaped, words are the reader's."""

from __future__ import annotations

import pytest
from django.template import Context, Template

from chengjie.values import Text

PAIRS = [("a", Text("甲", "first")), (2026, 2026), ('"x"', "<b>")]


@pytest.mark.parametrize(("lang", "word"), [("zh", "甲"), ("en", "first")])
def test_the_chosen_option_is_marked_and_words_are_the_readers(lang: str, word: str) -> None:
    drawn = Template("{% options pairs chosen %}").render(Context({"pairs": PAIRS, "chosen": "2026", "lang": lang}))
    assert f'<option value="a">{word}</option><option value="2026" selected>2026</option>' in drawn


def test_values_and_words_are_escaped() -> None:
    drawn = Template("{% options pairs %}").render(Context({"pairs": PAIRS}))
    assert '<option value="&quot;x&quot;">&lt;b&gt;</option>' in drawn
    assert "selected" not in drawn
