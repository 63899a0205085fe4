"""Personal values beside the record: tokens bind them, say nothing of them, and a definition that judges by them is refused."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import chengjie.package
from chengjie.process import Act, data_of
from chengjie.process.checking import check
from chengjie.process.library import processes
from chengjie.process.withholding import Withheld, token, withhold

PACKAGE = chengjie.package.open_package("xiangnan-xiangxi")
LIBRARY = processes(PACKAGE)
TALENT = LIBRARY.get("talent-recognition")


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_a_token_holds_for_its_value_and_for_no_other(value: str, other: str) -> None:
    act, (kept,) = withhold(Act("open", data=data_of({"person": value})), TALENT)
    assert dict(act.data)["person"] == kept.token
    assert kept.holds
    assert Withheld("person", kept.token, other, kept.salt).holds is (other == value)


def test_the_same_value_has_another_token_each_time() -> None:
    first, second = (withhold(Act("open", data=data_of({"person": "T-1"})), TALENT)[0].data for _ in range(2))
    assert first != second


def test_what_is_not_personal_and_what_bears_a_token_stays_as_it_is() -> None:
    plain = Act("open", data=data_of({"person": token("T-1", "00")}))
    assert withhold(plain, TALENT) == (plain, ())
    problem = Act("open", data=data_of({"topic": "用电不足"}))
    assert withhold(problem, LIBRARY.get("problem")) == (problem, ())


def test_a_definition_that_judges_by_what_is_personal_is_refused() -> None:
    field = next(each for each in TALENT.fields if each.name == "person")
    wrong = TALENT.model_copy(
        update={
            "fields": tuple(
                each.model_copy(update={"kind": "number"}) if each is field else each for each in TALENT.fields
            )
        }
    )
    codes = [each.code for each in check(wrong, law=LIBRARY.law, sources=PACKAGE.sources)]
    assert "process-personal-field" in codes
    assert "process-personal-field" not in [
        each.code for each in check(TALENT, law=LIBRARY.law, sources=PACKAGE.sources)
    ]
