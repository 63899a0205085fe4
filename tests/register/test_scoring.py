"""How terms vote: the longest at a place, the first in a text, trade words, spread over many divisions."""

from pathlib import Path

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
    assert labels.measure(withheld, unseen).first >= 0.90
    assert labels.measure(withheld, unseen).three >= 0.94
    assert labels.measure(withheld, seen).first >= 0.90


@given(st.text(max_size=60), st.integers(0, 5))
def test_never_more_than_asked_for_and_shares_within_one(text: str, limit: int) -> None:
    found = rank(text, KNOWN, limit)
    assert len(found) <= limit
    assert all(0 < each.share <= 1 for each in found)


def test_goods_alone_speak_first_for_those_who_make_them() -> None:
    names = [("195", "制鞋业"), ("8192", "鞋和皮革修理"), ("3552", "皮革专用设备制造"), ("191", "皮革加工")]
    known = vocabulary(names, [("鞋", "195")], [])
    assert [each.code for each in rank("鞋", known, 3)] == ["195", "8192"]
    assert rank("皮革", known, 3)[0].code == "191"
    assert rank("皮革修理", known, 3)[0].code == "8192"
    assert rank("皮革设备", known, 3)[0].code == "3552"


def test_the_head_of_a_compound_counts_more_than_what_stands_before_it() -> None:
    known = vocabulary([("38", "电池制造"), ("39", "材料制造业")], [("锂电池", "38"), ("正极材料", "39")], [])
    assert [each.code for each in rank("锂电池正极材料", known, 2)] == ["39", "38"]
    assert rank("正极材料、锂电池", known, 2)[1].share > rank("锂电池正极材料", known, 2)[1].share


def test_on_words_of_a_field_alone_nothing_is_sure() -> None:
    known = vocabulary([("72", "投资管理业"), ("38", "电池制造")], [("投资", "72")], [])
    assert not rank("投资", known, 1)[0].sure
    assert rank("电池", known, 1)[0].sure


def test_two_groups_of_one_division_that_are_as_likely_give_the_division() -> None:
    known = vocabulary([], [("储能", "384"), ("储能", "382")], [])
    (only,) = rank("储能", known, 2)
    assert (only.code, only.sure) == ("38", True)


def test_reliability_counts_the_sure_and_the_right_among_them(known_industries: Industries) -> None:
    trial = [("锂离子电池", frozenset({"38"})), ("制鞋", frozenset({"38"})), ("数据中心", frozenset({"64"}))]
    result = labels.measure(known_industries, trial)
    assert result.sure == (2, 1)
    assert sum(count for count, _ in result.bands) == 1


def test_sure_can_be_trusted(known_industries: Industries) -> None:
    withheld = known_industries.without()
    unseen, _ = labels.cases()
    for trial in (unseen, labels.own(known_industries)):
        count, right = labels.measure(withheld, trial).sure
        assert right / count >= 0.9


def test_listed_firms_are_told_by_their_names_where_these_tell(known_industries: Industries, shared: Path) -> None:
    unseen, _ = labels.firms()
    result = labels.measure(known_industries.without(), unseen)
    assert result.cases > 1_000
    assert result.first >= 0.35
    assert result.sure[1] / result.sure[0] >= 0.75
