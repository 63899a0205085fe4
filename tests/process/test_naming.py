"""Words for what is missing: limits, years, fields; what nobody knows stays as it is."""

from __future__ import annotations

import chengjie.package
from chengjie.process import naming
from chengjie.process.library import processes

LIBRARY = processes(chengjie.package.open_package("xiangnan-xiangxi"))
LAW = LIBRARY.law


def test_a_limit_without_a_value_is_called_by_its_words() -> None:
    assert naming.word("limit:problem-answer", LAW) == naming.word("limit:problem-answer", LAW)
    assert "problem-answer" not in naming.word("limit:problem-answer", LAW).zh
    assert "limit:" not in naming.word("limit:problem-answer", LAW).en


def test_a_clock_that_names_no_limit_is_called_by_the_clock() -> None:
    problem = LIBRARY.get("problem")
    assert naming.word("limit:solving", LAW, [problem]).zh == "“解决”的天数"


def test_a_year_and_a_field_are_called_by_their_words() -> None:
    assert naming.word("year:2031", LAW).en == "the notice of holidays of 2031"
    assert naming.words("solve_by、owner", LAW, [LIBRARY.get("problem")], language="en") == "to be solved by, owner"
    assert naming.word("field:solve_by", LAW, [LIBRARY.get("problem")]).zh == "解决期限"


def test_a_name_that_nobody_knows_stays_as_it_is() -> None:
    assert naming.words("x、y", LAW) == "x、y"
