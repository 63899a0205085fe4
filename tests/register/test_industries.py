"""The national classification, the plans' labels, and what a firm's own words may mean."""

import re
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.errors import Refusal
from chengjie.package import Package
from chengjie.register import Industries

CITIES = """以钢铁有色为特色的新材料产业、军民融合产业、新能源汽车、轨道交通、纺织服装、现代农业、以有色化工非金属为特色的新材料产业、电子信息、
食品医药、矿物宝石、装备制造、节能环保、特色轻工加工贸易、矿产品精深加工、轻纺制鞋、先进装备制造、生物医药、特色轻工智能制造产业、文化旅游、商贸物流、
生态文化旅游、健康养老、新材料、新能源"""
TEN = "装备制造业、新材料、生物医药、新一代信息技术产业、轻工纺织、矿产开发和加工业、现代物流业、健康养老产业、文化旅游业、现代农业"
PARKS = """钢铁新材、工程机械及汽车零配件、新材料、新能源、农机制造、现代陶瓷、特色装备、显示功能材料、特色轻工、食品医药、商贸物流、生物医药、绿色食品、
绿色建材、电子信息"""
LAYOUT = """文化旅游、新型工业、特色农业、商贸流通、白酒、铝基高性能复合材料、锂电池、电子信息及5G应用、特色农产品、文旅商品加工、装配式建筑、锰锌钒新材料、
生态旅游、特色食品、精细化工、工程机械、智能家电家居、中医药、时尚用品、茶酒饮料、中药材、茶油、竹木制品、果蔬、粮食、发制品、小五金、再生资源循环利用、
体育用品、新型建材、卤制品、油茶精深加工、乳制品、楠竹精深加工、裘革制品、商贸服务、现代金融、钢铁新材、现代物流、水果、茶叶、生猪、蔬菜、柑橘、油茶、食用菌、
计算机通信和其他电子设备制造业、电气机械和器材制造业、电机家电产业、印刷和记录媒介复制业、特色种养、农副产品加工"""
SECTIONS = """文化旅游业、住宿餐饮业、旅游商品加工、其他服务业、粮食产业、特色林产业、畜牧水产业、休闲农业、家居建材装饰产业、小五金产业、纺织服装产业、
中药材产业链、生物制药产业、现代商贸业、物流仓储业、增值服务业、机械制造产业、新材料产业、电子元器件产业、智能终端产业"""


def listed(text: str) -> list[str]:
    return [label for label in re.split(r"[、\s]+", text) if label]


def test_the_classification_has_20_97_473_and_1381_rows(known_industries: Industries) -> None:
    counted = Counter(each.level for each in known_industries)
    assert counted == {"section": 20, "division": 97, "group": 473, "class": 1381}


def test_every_industry_lies_in_the_one_above(known_industries: Industries) -> None:
    for each in known_industries:
        path = known_industries.path(each.code)
        assert path[-1] == each
        assert path[0].level == "section"
        assert len(path) == ["section", "division", "group", "class"].index(each.level) + 1


def test_no_name_is_cut_off(known_industries: Industries) -> None:
    for each in known_industries:
        assert each.name == each.name.strip()
        assert not re.search(r"[\s()]|[备器品业]制$|专用设$|其他专用$|[、和及与]$", each.name), each


def test_a_code_is_known_with_its_section_letter_too(known_industries: Industries) -> None:
    assert known_industries.by_code("C3841") == known_industries.by_code("3841")
    assert known_industries.lies_in("3841", "C")
    assert known_industries.by_code("9999") is None


def test_an_unknown_code_is_refused_with_the_nearest(known_industries: Industries) -> None:
    with pytest.raises(Refusal, match="industry-unknown"):
        known_industries.one("3849999")


def test_every_label_of_the_annex_is_mapped(
    known_industries: Industries, shared_annex: tuple[tuple[str, ...], ...]
) -> None:
    labels = {label for row in shared_annex for label in row[2:5]}
    assert len(labels) == 79
    assert [label for label in labels if not known_industries.label(label)] == []


@pytest.mark.parametrize(
    "label", sorted({*listed(CITIES), *listed(TEN), *listed(PARKS), *listed(LAYOUT), *listed(SECTIONS)})
)
def test_a_label_of_the_other_lists_is_mapped(known_industries: Industries, label: str) -> None:
    assert known_industries.label(label)


def test_every_leading_industry_of_a_park_is_mapped(zone: Package, known_industries: Industries) -> None:
    printed = {label for row in zone.rows("carriers") for label in row["leading_industries"].split(";") if label}
    assert len(printed) > 100
    assert [label for label in printed if not known_industries.label(label)] == []


def test_every_mapping_says_who_made_it_and_how_sure(known_industries: Industries) -> None:
    for label in known_industries.labels:
        for mapping in known_industries.label(label):
            assert mapping.mapped_by == "chengjie"
            assert not mapping.confirmed
            assert (mapping.code is None) == (mapping.certainty == "none")
            assert mapping.code is None or known_industries.by_code(mapping.code) is not None
            assert mapping.certainty != "none" or mapping.note


def test_a_label_stands_in_the_document_that_it_names(shared: Path, known_industries: Industries) -> None:
    texts = {name: (shared / f"plans/{name.lower()}.txt").read_text(encoding="utf-8") for name in ("S1", "S2")}
    for label in known_industries.labels:
        source = known_industries.label(label)[0].source
        assert source not in texts or label in texts[source]


def test_a_label_that_is_no_industry_has_no_code(known_industries: Industries) -> None:
    assert [mapping.code for mapping in known_industries.label("军民融合")] == [None]
    assert known_industries.suggest("军民融合") == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("锂离子电池的生产和销售", "3841"), ("女式皮包、箱包、皮具的加工出口", "192"), ("年产500万双运动鞋", "195"), ("服装批发", "5132"),
        ("建设一条年产20万吨水泥熟料生产线", "301"), ("开办一家养老院", "85"), ("茶油加工", "133"), ("光伏发电", "441"), ("电解锰", "314"),
        ("玩具制造", "245"), ("中药饮片", "273"), ("PCB线路板", "398"), ("C3841", "3841"), ("钨", "32"),
        ("鞋", "195"), ("LED封装", "397"), ("汽车维修", "811"), ("制鞋机械", "355"), ("生猪养殖", "031"), ("茶叶加工", "153"), ("储能", "38"),
    ],
)  # fmt: skip
def test_a_firms_words_are_read(known_industries: Industries, text: str, code: str) -> None:
    best = known_industries.suggest(text)[0]
    assert best.industry.code.startswith(code)
    assert best.sure
    assert best.words


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("数据中心", {"64", "65"}),
        ("锂电池正极材料", {"39", "26"}),
        ("隔膜", {"39", "29"}),
        ("医疗", {"84", "35"}),
        ("先进制造业", {"34", "35"}),
    ],
)
def test_where_two_industries_are_about_as_likely_both_are_shown_and_none_is_sure(
    known_industries: Industries, text: str, codes: set[str]
) -> None:
    found = known_industries.without(text).suggest(text, limit=3)
    assert codes <= {each.industry.code[:2] for each in found}
    assert not any(each.sure for each in found)


def test_several_goods_give_several_divisions_and_none_is_sure(known_industries: Industries) -> None:
    found = known_industries.suggest("研发、生产、销售：医用口罩、防护服；第二类医疗器械销售；货物进出口")
    assert {"18", "27", "35"} <= {each.industry.code[:2] for each in found}
    assert not found[0].sure


@pytest.mark.parametrize("text", ["", "你好", "一般项目：技术服务、技术开发", "高新技术", "。。。", "ΩΩΩ", "有限公司"])
def test_nothing_is_said_where_nothing_tells(known_industries: Industries, text: str) -> None:
    assert known_industries.suggest(text) == ()


def test_a_withheld_label_is_no_longer_known(known_industries: Industries) -> None:
    assert known_industries.without("皮具箱包").label("皮具箱包") == ()
    assert known_industries.without().labels == ()


def test_a_suggestion_takes_less_than_five_milliseconds(known_industries: Industries) -> None:
    text = "；".join(known_industries.labels[:60])
    known_industries.suggest(text)
    best = min(_timed(known_industries, text) for _ in range(5))
    assert best < 0.005


def _timed(known: Industries, text: str) -> float:
    start = time.perf_counter()
    known.suggest(text)
    return time.perf_counter() - start


@given(
    st.text(alphabet=st.characters(), max_size=200)
    | st.text(alphabet="锂电池制造、的销售服装鞋业和加工材料新能源，。12", max_size=80)
)
def test_any_text_gives_a_ranking_that_adds_up(known_industries: Industries, text: str) -> None:
    found = known_industries.suggest(text, limit=100)
    assert found == known_industries.suggest(text, limit=100)
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert sum(each.score for each in found) <= 1.01
    assert len({each.industry.code[:2] for each in found}) == len(found)
    assert sum(each.sure for each in found) <= 1


def test_a_code_or_part_of_a_name_is_enough_for_a_search(known_industries: Industries) -> None:
    assert [each.code for each in known_industries.search("384", limit=2)] == ["384", "3841"]
    assert known_industries.search("锂离子")[0].code == "3841"
    assert known_industries.search("") == ()


def test_sections_and_divisions_have_english_names(known_industries: Industries) -> None:
    for each in known_industries:
        assert bool(each.en) == (each.level in ("section", "division"))
    assert (
        known_industries.one("39").title.en == "Manufacture of computers, communication and other electronic equipment"
    )
    assert known_industries.one("3841").title.en == "锂离子电池制造"


def test_a_label_is_the_same_with_and_without_the_word_industry(known_industries: Industries) -> None:
    for label in ("白酒", "白酒业", "白酒产业"):
        assert [mapping.code for mapping in known_industries.label(label)] == ["1512"]
    assert known_industries.label("业") == ()
