"""`chengjie industry`: a text as industries; a person's confirmation is kept in a zone of one's own, one label with many codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import chengjie.cli.main

ZONE = "id: mine\ntitle: {zh: 我的区, en: mine}\nextends: hunan\n"


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = chengjie.cli.main.run(["industry", *arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_scope_is_read_with_words_and_certainty(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = asked(capsys, "一般项目：电池制造；电池销售；技术服务", "--json")
    first = json.loads(out)["read"][0]
    assert (code, first["code"][:3], first["sure"]) == (0, "384", True)
    assert first["words"]
    assert 0.5 < first["certainty"] <= 1
    assert "384" in asked(capsys, "电池制造")[1]


def test_a_label_is_confirmed_for_several_industries_and_the_person_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "zone.yaml").write_text(ZONE, encoding="utf-8")
    own = ("--by", "张三", "--source", "parks-2018", "--zone", str(tmp_path), "--json")
    for each in ("35", "34"):
        assert asked(capsys, "专用设备", "--confirm", each, *own)[0] == 0
    _, out, _ = asked(capsys, "专用设备", "--confirm", "34", "--certainty", "low", *own)
    mapped = {each["code"]: (each["certainty"], each["by"], each["confirmed"]) for each in json.loads(out)["mapped"]}
    assert mapped == {"35": ("high", "张三", True), "34": ("low", "张三", True)}


def test_a_confirmation_by_nobody_for_nothing_and_nowhere_names_every_fault(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, _, err = asked(capsys, "专用设备", "--confirm", "9999", "--json")
    assert code == 2
    assert {each["code"] for each in json.loads(err)["refused"]} == {
        "industry-unknown",
        "label-by-nobody",
        "label-zone-packaged",
    }
