"""The worked cases of the zone come out as written."""

import pytest
from tests.process.samples import ZONE

from chengjie.errors import Refusal
from chengjie.process import library, worked

LIBRARY = library.processes(ZONE)
CASES = worked.worked(ZONE)


@pytest.mark.parametrize("case", CASES, ids=[f"{each.process}-{at}" for at, each in enumerate(CASES)])
def test_a_worked_case_comes_out_as_written(case: worked.Worked) -> None:
    assert worked.run(case, LIBRARY).detail == ""


def test_every_process_has_a_worked_case() -> None:
    assert {each.process for each in CASES} == set(LIBRARY.latest)


def test_every_end_of_the_worked_cases_is_told_in_both_languages() -> None:
    assert all(each.name.zh and each.name.en for each in CASES)


def test_a_worked_case_that_differs_says_how() -> None:
    turn = CASES[0].when[0].model_copy(update={"then": {"open": ["nothing"], "nonsense": 1}})
    changed = CASES[0].model_copy(update={"when": (turn,)})
    assert "wanted ['nothing']" in worked.run(changed, LIBRARY).detail
    assert "no such check" in worked.run(changed, LIBRARY).detail


@pytest.mark.parametrize("words", ["fly away", "Approve=yes"])
def test_words_that_nobody_understands_are_refused(words: str) -> None:
    turn = CASES[0].when[0].model_copy(update={"do": words, "then": {}})
    assert "process-sample-unreadable" in worked.run(CASES[0].model_copy(update={"when": (turn,)}), LIBRARY).detail
    turn = CASES[0].when[0].model_copy(update={"by": "某人"})
    with pytest.raises(Refusal, match="process-sample-unreadable"):
        worked.actor(turn.by, CASES[0].given)
