"""Claims are rebuilt from the plans, the difference can be looked through, and what people said survives."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.system.conftest import Said, opened

import chengjie.system
from chengjie.errors import Refusal
from chengjie.plan.claims import digest

ONE: Said = ("到2025年总产值达到500亿元。", "500")
TWO: Said = ("到2025年，全市总产值达到80亿元。", "80")
PARK: Said = ("建设松岭产业园。", "松岭产业园")
FILE = {"P": Path("P.txt")}
Says = Callable[..., None]


def accepted(folder: Path) -> chengjie.system.Difference:
    difference = chengjie.system.build_claims(opened(folder), FILE)
    chengjie.system.accept(opened(folder), difference)
    return difference


def figures(folder: Path) -> list[tuple[str, str]]:
    return [(row["value"], row["grade"]) for row in opened(folder).rows("claims/targets")]


def correct(folder: Path, *rows: str) -> None:
    head = "id,action,kind,document,claim,digest,field,old,new,by,when,why\n"
    (folder / "claims").mkdir(exist_ok=True)
    text = head + "".join(f"{row},王敏,2026-03-01,核对原文\n" for row in rows)
    (folder / "claims" / "corrections.csv").write_text(text, encoding="utf-8")


def test_the_first_reading_adds_every_claim_and_writes_only_on_acceptance(folder: Path, says: Says) -> None:
    says(P=[ONE, PARK])
    difference = chengjie.system.build_claims(opened(folder), FILE)
    assert difference.counts()["added"] == {"target": 1, "thing": 1}
    assert not (folder / "claims").exists()
    chengjie.system.accept(opened(folder), difference)
    assert figures(folder) == [("500", "certain")]
    assert chengjie.system.check_zone(folder) == ()


def test_a_second_reading_of_the_same_text_is_empty(folder: Path, says: Says) -> None:
    says(P=[ONE, PARK])
    accepted(folder)
    difference = chengjie.system.build_claims(opened(folder), FILE)
    assert difference.is_empty
    assert len(difference.kept) == 2


def test_a_claim_read_otherwise_is_a_change_with_old_and_new(folder: Path, says: Says) -> None:
    says(P=[("总产值500亿元或600亿元。", "500")])
    accepted(folder)
    says(P=[("总产值500亿元或600亿元。", "600")])
    difference = chengjie.system.build_claims(opened(folder), FILE)
    assert difference.counts()["added"] == {"target": 1}
    says(P=[("总产值500亿元或600亿元。", "50")])
    difference = chengjie.system.build_claims(opened(folder), FILE)
    assert len(difference.added) == len(difference.removed) == 1


def test_a_claim_at_the_same_words_is_changed_not_replaced(folder: Path, says: Says) -> None:
    says(P=[ONE])
    accepted(folder)
    path = folder / "claims" / "targets.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",500,", ",50,"), encoding="utf-8")
    (change,) = chengjie.system.build_claims(opened(folder), FILE).changed
    assert change.fields == (("value", "50", "500"),)


def test_a_sentence_that_is_gone_takes_its_claim_away(folder: Path, says: Says) -> None:
    says(P=[ONE, PARK])
    accepted(folder)
    says(P=[PARK])
    assert [row.values["value"] for row in accepted(folder).removed] == ["500"]
    assert figures(folder) == []


def test_claims_of_a_plan_that_was_not_read_stay(folder: Path, says: Says) -> None:
    says(P=[ONE], Q=[TWO])
    package = opened(folder)
    chengjie.system.accept(package, chengjie.system.build_claims(package, {"P": Path("P.txt"), "Q": Path("Q.txt")}))
    says(P=[PARK])
    accepted(folder)
    assert figures(folder) == [("80", "certain")]


def test_a_correction_survives_a_rebuild(folder: Path, says: Says) -> None:
    says(P=[ONE])
    claim = accepted(folder).added[0]
    correct(folder, f"c1,correct,target,P,{claim.id},{claim.values['digest']},value,500,5000")
    (change,) = accepted(folder).changed
    assert change.fields == (("value", "500", "5000"), ("grade", "certain", "corrected"))
    assert accepted(folder).is_empty
    assert figures(folder) == [("5000", "corrected")]


def test_a_correction_finds_its_sentence_again_when_the_claims_id_changed(folder: Path, says: Says) -> None:
    says(P=[PARK, ONE])
    correct(folder, f"c1,correct,target,P,target-gone,{digest(ONE[0])},value,500,5000")
    difference = accepted(folder)
    assert ([each.id for each in difference.applied], difference.lost) == (["c1"], ())
    assert figures(folder) == [("5000", "corrected")]


def test_a_correction_whose_sentence_is_gone_is_reported_never_dropped(folder: Path, says: Says) -> None:
    says(P=[TWO])
    correct(folder, f"c1,correct,target,P,target-gone,{digest(ONE[0])},value,500,5000")
    difference = accepted(folder)
    assert [each.id for each in difference.lost] == ["c1"]
    assert difference.as_table().rows[0][0] == "lost correction"
    assert len(opened(folder).rows("claims/corrections")) == 1


def test_confirming_rejecting_and_adding_survive_too(folder: Path, says: Says) -> None:
    says(P=[ONE, TWO, PARK, ("另设双河产业园。", None)])
    one, two, park = accepted(folder).added
    new = json.dumps({"type": "park", "name": "双河产业园", "aliases": "", "place": "", "aim": ""}, ensure_ascii=False)
    quoted = '"' + new.replace('"', '""') + '"'
    correct(
        folder,
        f"c1,confirm,target,P,{one.id},{one.values['digest']},,,",
        f"c2,reject,target,P,{two.id},{two.values['digest']},,,",
        f"c3,add,thing,P,,{digest('另设双河产业园。')},,,{quoted}",
    )
    assert accepted(folder).lost == ()
    assert accepted(folder).is_empty
    assert figures(folder) == [("500", "confirmed")]
    assert [row["name"] for row in opened(folder).rows("claims/things")] == ["松岭产业园", "双河产业园"]
    assert chengjie.system.check_zone(folder) == ()
    assert park.kind == "thing"


def test_an_addition_whose_sentence_is_gone_is_reported(folder: Path, says: Says) -> None:
    says(P=[ONE])
    correct(folder, "c1,add,thing,P,,0123456789abcdef,,,{}")
    assert [each.id for each in accepted(folder).lost] == ["c1"]


def test_a_plan_that_the_zone_does_not_know_is_refused_with_the_nearest(folder: Path, says: Says) -> None:
    says(P=[ONE])
    with pytest.raises(Refusal) as caught:
        chengjie.system.build_claims(opened(folder), {"PP": Path("x"), "Z": Path("y")})
    assert [fault.code for fault in caught.value.faults] == ["document-unknown", "document-unknown"]
    assert caught.value.faults[0].parameters["nearest"] == "P"


def test_a_file_other_than_the_one_registered_is_a_warning(folder: Path, says: Says) -> None:
    path = folder / "documents.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("01-01,,,P\nQ", f"01-01,,{'0' * 64},P\nQ"), encoding="utf-8"
    )
    says(P=[ONE])
    (warning,) = chengjie.system.build_claims(opened(folder), FILE).warnings
    assert warning.code == "document-differs"


def test_claims_that_changed_meanwhile_are_not_overwritten(folder: Path, says: Says) -> None:
    says(P=[ONE])
    difference = chengjie.system.build_claims(opened(folder), FILE)
    accepted(folder)
    with pytest.raises(Refusal) as caught:
        chengjie.system.accept(opened(folder), difference)
    assert caught.value.faults[0].code == "claims-changed-meanwhile"


def test_a_folder_that_cannot_be_written_is_refused(folder: Path, says: Says) -> None:
    says(P=[ONE])
    difference = chengjie.system.build_claims(opened(folder), FILE)
    (folder / "claims").write_text("in the way", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        chengjie.system.accept(opened(folder), difference)
    assert caught.value.faults[0].code == "zone-not-writable"


def test_a_difference_is_plain_for_a_script(folder: Path, says: Says) -> None:
    says(P=[ONE])
    plain = chengjie.system.build_claims(opened(folder), FILE).as_json()
    assert json.loads(json.dumps(plain))["counts"]["added"] == {"target": 1}


def test_the_same_claim_twice_in_a_sentence_keeps_two_rows(folder: Path, says: Says) -> None:
    says(P=[ONE, ONE])
    assert len({row.id for row in accepted(folder).added}) == 2
