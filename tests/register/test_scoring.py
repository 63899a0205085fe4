"""How terms vote: the longest at a place, the first in a text, trade words, spread over many divisions."""

from benchmarks import labels
from hypothesis import given
from hypothesis import strategies as st

from chengjie.register import Industries
from chengjie.register.scoring import rank
from chengjie.register.vocabulary import cores, vocabulary

NAMES = [
    ("38", "电气机械制造业"),
    ("384", "电池制造"),
    ("3841", "锂离子电池制造"),
    ("5238", "电池零售"),
    ("18", "服装业"),
    ("21", "家具制造业"),
]
WORDS = [("电芯", "384"), ("衣", "18"), ("柜", "21"), ("柜", "18")]
KNOWN = vocabulary(NAMES, WORDS, [("新能源", "3841", "medium"), ("口号", None, "none")])


def codes(text: str) -> list[str]:
    return [each.code for each in rank(text, KNOWN, 9)]


def test_the_longest_term_takes_its_place() -> None:
    assert rank("锂离子电池", KNOWN, 1)[0].words == ("锂离子电池",)
    assert codes("锂离子电池")[0] == "3841"


def test_shops_count_only_where_a_text_speaks_of_trade() -> None:
    assert codes("电池零售")[0] == "5238"
    assert codes("电池")[0] == "384"


def test_what_is_named_first_counts_most() -> None:
    assert codes("家具、服装")[0] == "21"
    assert codes("服装、家具")[0] == "18"


def test_a_word_of_several_divisions_says_less_of_each() -> None:
    assert codes("柜、电芯")[0] == "384"
    assert not rank("柜", KNOWN, 1)[0].sure


def test_a_label_without_an_industry_keeps_its_place_silent() -> None:
    assert codes("口号") == []


def test_boilerplate_of_a_licence_is_no_evidence() -> None:
    assert (
        codes("一般项目：技术服务、技术开发；货物进出口（依法须经批准的项目，经相关部门批准后方可开展经营活动）") == []
    )


def test_cores_drop_what_all_names_share() -> None:
    assert "锂离子电池" in cores("锂离子电池制造")
    assert "其他" not in cores("其他未列明制造业")
    assert "" not in cores("其他制造业")


def test_the_measured_bars_are_kept(known_industries: Industries) -> None:
    unseen, seen = labels.cases()
    withheld = known_industries.without()
    assert labels.measure(withheld, unseen).first >= 0.85
    assert labels.measure(withheld, unseen).three >= 0.90
    assert labels.measure(withheld, seen).first >= 0.90


@given(st.text(max_size=60), st.integers(0, 5))
def test_never_more_than_asked_for_and_shares_within_one(text: str, limit: int) -> None:
    found = rank(text, KNOWN, limit)
    assert len(found) <= limit
    assert all(0 < each.share <= 1 for each in found)
