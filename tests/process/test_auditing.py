"""A record is proved entry by entry; every way of tampering is found, and named at its first entry."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.process.samples import COLLEAGUE, OWNER, Play

from chengjie.errors import Refusal
from chengjie.process import Entry, auditing, data_of, sealing


def record(cases: int = 3) -> list[Entry]:
    entries: list[list[Entry]] = []
    for number in range(cases):
        play = Play(big=False, land=number + 1)
        play.accepted()
        if number != 1:
            play.did(COLLEAGUE, "decide", step="decide", outcome="again")
        entries.append(renamed(play.entries, f"案{number}"))
    longest = max(map(len, entries))
    return [each[at] for at in range(longest) for each in entries if at < len(each)]


def renamed(entries: list[Entry], case: str) -> list[Entry]:
    found: list[Entry] = []
    for entry in entries:
        before = found[-1].hash if found else sealing.FIRST
        found.append(replace(entry, case=case, before=before).sealed())
    return found


RECORD = record()
ANCHOR = auditing.anchor(auditing.verify(RECORD), at="2024-06-01T00:00:00+08:00")


def why(entries: list[Entry], anchor: auditing.Anchor | None = None) -> tuple[object, object, object]:
    broken = auditing.verify(entries, anchor=anchor).broken
    assert broken is not None
    return broken.parameters["case"], broken.parameters["entry"], broken.parameters["why"]


def test_a_sound_record_is_proved() -> None:
    proof = auditing.verify(RECORD, anchor=ANCHOR)
    assert (proof.holds, proof.entries, len(proof.heads)) == (True, len(RECORD), 3)


def test_cases_may_be_mixed_in_any_way() -> None:
    assert (
        auditing.anchor(auditing.verify(sorted(RECORD, key=lambda each: each.case)), at=ANCHOR.at).digest
        == ANCHOR.digest
    )


@given(
    st.integers(0, len(RECORD) - 1),
    st.sampled_from(["at", "person", "note", "data", "passed", "number", "before", "draws"]),
)
def test_an_edited_entry_is_named(place: int, what: str) -> None:
    entry = RECORD[place]
    changed = {
        "at": replace(entry, at=entry.at.replace(year=2023)), "person": replace(entry, by=replace(entry.by, person="别人")),
        "note": replace(entry, act=replace(entry.act, note="改过")), "data": replace(entry, act=replace(entry.act, data=data_of({"x": 1}))),
        "passed": replace(entry, passed=(("is-big", "yes"), ("z", "no"))), "number": replace(entry, number=entry.number + 1),
        "before": replace(entry, before="f" * 64), "draws": replace(entry, draws=(("land", "reserve", "1"),)),
    }[what]  # fmt: skip
    assert why([*RECORD[:place], changed, *RECORD[place + 1 :]])[0] == entry.case
    assert why([*RECORD[:place], changed, *RECORD[place + 1 :]])[2] == "hash"


@given(st.integers(0, len(RECORD) - 1))
def test_an_edited_entry_that_was_hashed_anew_breaks_the_next_or_the_anchor(place: int) -> None:
    entry = RECORD[place]
    forged = replace(entry, act=replace(entry.act, note="改过")).sealed()
    forgery = [*RECORD[:place], forged, *RECORD[place + 1 :]]
    later = [each for each in RECORD if each.case == entry.case and each.number == entry.number + 1]
    if later:
        assert why(forgery) == (entry.case, entry.number + 1, "order")
    else:
        assert auditing.verify(forgery).holds
        assert why(forgery, ANCHOR) == (entry.case, entry.number, "anchor")


@given(st.integers(0, len(RECORD) - 1))
def test_a_deleted_entry_is_missed_and_at_the_end_the_anchor_misses_it(place: int) -> None:
    entry = RECORD[place]
    left = [*RECORD[:place], *RECORD[place + 1 :]]
    assert why(left, ANCHOR) in {(entry.case, entry.number + 1, "order"), (entry.case, entry.number, "gone")}


@given(st.integers(0, len(RECORD) - 1), st.integers(0, len(RECORD) - 1))
def test_an_inserted_copy_is_found(place: int, which: int) -> None:
    assert why([*RECORD[:place], RECORD[which], *RECORD[place:]])[2] == "order"


def test_entries_of_one_case_may_not_change_places() -> None:
    own = [each for each in RECORD if each.case == "案0"]
    assert why([own[1], own[0], *own[2:]]) == ("案0", 2, "order")


@given(st.integers(0, len(RECORD) - 1))
def test_a_truncated_record_is_found_by_the_anchor_only(length: int) -> None:
    cut = RECORD[:length]
    assert auditing.verify(cut).holds
    assert why(cut, ANCHOR)[2] == "gone"


def test_a_whole_case_that_is_gone_is_found_by_the_anchor() -> None:
    assert why([each for each in RECORD if each.case != "案1"], ANCHOR) == ("案1", 1, "gone")


def test_a_record_that_has_grown_since_the_anchor_is_proved() -> None:
    older = auditing.anchor(auditing.verify(RECORD[:5]), at="2024-05-01T00:00:00+08:00")
    assert auditing.verify(RECORD, anchor=older).holds
    assert auditing.anchor(auditing.verify(RECORD), at=ANCHOR.at, before=older.digest).digest != ANCHOR.digest


def test_a_broken_record_is_not_anchored() -> None:
    with pytest.raises(Refusal, match="audit-broken"):
        auditing.anchor(auditing.verify(RECORD[1:]), at="")


def test_an_anchor_is_read_back_and_must_bear_the_digest_that_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "anchor.json"
    path.write_text(json.dumps(ANCHOR.as_json()), encoding="utf-8")
    assert auditing.read_anchor(path, digest=ANCHOR.digest) == auditing.Anchor(ANCHOR.at, tuple(sorted(ANCHOR.heads)))
    forged = ANCHOR.as_json()
    forged["heads"] = forged["heads"][:-1]
    path.write_text(json.dumps(forged), encoding="utf-8")
    with pytest.raises(Refusal, match="anchor-differs"):
        auditing.read_anchor(path)
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(Refusal, match="anchor-malformed"):
        auditing.read_anchor(path)


def test_a_file_comes_back_as_it_was_and_its_lines_are_json(tmp_path: Path) -> None:
    path = tmp_path / "record.jsonl"
    auditing.write(RECORD, path)
    assert list(auditing.read(path)) == RECORD
    assert json.loads(path.read_text(encoding="utf-8").splitlines()[0])["entry"]["act"]["kind"] == "open"
    with path.open("rb") as lines:
        assert auditing.verify_lines(lines).heads == auditing.verify(RECORD).heads
    path.write_text("{}\n", encoding="utf-8")
    with pytest.raises(Refusal, match="record-malformed"):
        list(auditing.read(path))


@pytest.mark.parametrize(
    "line",
    [b"", b"{}", b"not json", b"\xff\xfe", RECORD[0].line().encode() + b" ", b"[" + RECORD[0].line().encode()[1:]],
)
def test_a_line_that_is_no_entry_is_named(line: bytes) -> None:
    broken = auditing.verify_lines([line]).broken
    assert broken is not None
    assert broken.parameters["why"] in {"form", "hash"}


def test_sha_256_can_be_chosen_and_is_proved_as_well() -> None:
    own = [each for each in RECORD if each.case == "案0"]
    found: list[Entry] = []
    for entry in own:
        found.append(replace(entry, algorithm="sha256", before=found[-1].hash if found else sealing.FIRST).sealed())
    assert auditing.verify(found).holds
    assert found[0].hash != own[0].hash


def test_the_canonical_form_is_the_same_whatever_the_order_of_what_is_given() -> None:
    one = Play(big=False, land=1).entries[0]
    other = Play(land=1, big=False).entries[0]
    assert one.written() == other.written()
    assert OWNER.person in one.written()
