"""A firm's name: only its trade is read, and a name that says none is met with silence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.register import firm_name
from chengjie.register.industries import Industries


@pytest.mark.parametrize(
    ("name", "division"),
    [
        ("湖南某某药业股份有限公司", "27"),
        ("紫金矿业集团股份有限公司", "09"),
        ("江苏通光电子线缆股份有限公司", "38"),
        ("某某水泥（集团）有限责任公司", "30"),
        ("湖南某某环保科技有限公司", "77"),
        ("某某纸业股份有限公司", "22"),
    ],
)
def test_the_trade_of_a_name_is_read(known_industries: Industries, name: str, division: str) -> None:
    assert known_industries.suggest(name)[0].industry.code[:2] == division


@pytest.mark.parametrize(
    "name", ["上海大名城企业股份有限公司", "唐人神集团股份有限公司", "瑞泰科技股份有限公司", "中国某某控股有限公司"]
)
def test_a_name_that_tells_no_trade_gets_no_answer(known_industries: Industries, name: str) -> None:
    assert known_industries.suggest(name) == ()


def test_a_name_is_held_for_less_certain_than_the_same_words_of_a_scope(known_industries: Industries) -> None:
    name, scope = (known_industries.suggest(text)[0].certainty for text in ("某某轮胎有限公司", "轮胎的生产"))
    assert name < scope


@pytest.mark.parametrize("text", ["服装加工", "一般项目：鞋制造；鞋销售", "制造公司用的办公家具、文具", "公司"])
def test_what_is_no_name_is_read_as_before(text: str) -> None:
    assert firm_name.trade(text, {"服装", "鞋"}) is None


@given(st.text("甲乙丙矿业线缆电子科技集团", min_size=1, max_size=12))
def test_the_trade_is_the_end_of_the_name_and_made_of_terms(brand: str) -> None:
    terms = {"矿业", "线缆", "电子"}
    told = firm_name.trade(f"{brand}股份有限公司", terms)
    assert told is not None
    assert told in brand
    assert all(told[place : place + 2] in terms for place in range(0, len(told), 2))
