"""Grams: a fragment is found exactly where it stands, whatever it is made of."""

from hypothesis import given
from hypothesis import strategies as st

from chengjie.web.search.grams import All, Any, Asked, Run, asked, beginning, grams, near, plain

TEXT = st.text("蓝山县电子材料厂房重庆ab12A- （）", min_size=1, max_size=20)


def answers(kept: str, wanted: Asked | None) -> bool:
    """What an index of words does."""
    words = kept.split()
    if wanted is None:
        return False
    if isinstance(wanted, All):
        return all(answers(kept, each) for each in wanted.parts)
    if isinstance(wanted, Any):
        return any(answers(kept, each) for each in wanted.parts)
    return any(_at(words, at, wanted) for at in range(len(words)))


def _at(words: list[str], at: int, run: Run) -> bool:
    found = words[at : at + len(run.grams)]
    same = found[:-1] == list(run.grams[:-1]) and len(found) == len(run.grams)
    return same and (found[-1].startswith(run.grams[-1]) if run.begun else found[-1] == run.grams[-1])


@given(TEXT, st.integers(0, 19), st.integers(1, 8))
def test_every_fragment_of_a_text_is_found(text: str, start: int, long: int) -> None:
    said = plain(text)
    fragment = said[start : start + long]
    if fragment:
        assert answers(grams([text]), asked(fragment))


@given(TEXT, TEXT)
def test_chinese_that_is_not_in_a_text_is_not_found(text: str, fragment: str) -> None:
    said = plain(fragment)
    if said and not said.isascii():
        assert answers(grams([text]), asked(said)) == (said in plain(text))


@given(st.lists(TEXT, min_size=2, max_size=3), TEXT)
def test_no_fragment_reaches_from_one_text_into_the_next(texts: list[str], fragment: str) -> None:
    said = plain(fragment)
    if said and not said.isascii():
        assert answers(grams(texts), asked(said)) == any(said in plain(each) for each in texts)


def test_pinyin_is_found_whole_begun_and_by_initials() -> None:
    kept = grams(["蓝山县电子信息产业园", "重庆路"])
    for typed in ("lanshan", "lanshanx", "lsx", "lsxdz", "dianzi", "ls", "chongqing", "cq", "lan shan", "lsx cyy"):
        assert answers(kept, asked(typed)), typed
    for typed in ("xintian", "xtx", "zhongqing", "shanlan", "lsxcyy"):
        assert not answers(kept, asked(typed)), typed


def test_a_text_that_begins_so_is_told_from_one_that_holds_it() -> None:
    assert answers(grams(["蓝山一号地"]), beginning("蓝山"))
    assert not answers(grams(["湘南蓝山一号地"]), beginning("蓝山"))
    assert beginning("（）") is None


def test_what_sounds_alike_and_what_differs_in_one_character_is_near() -> None:
    kept = grams(["蓝山县电子信息产业园"])
    assert answers(kept, near("兰山线"))
    assert answers(kept, near("蓝山县电孑信息"))
    assert answers(grams([], ["open"]) + " " + grams(["91431127MA4L000001"]), near("91431127MA4L000O01"))
    assert not answers(kept, near("新田县轻工"))


def test_marks_alone_ask_nothing() -> None:
    assert asked(" （）'\"* ") is None
    assert near("") is None
