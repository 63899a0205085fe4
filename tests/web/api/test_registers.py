"""Registers through the API: records, corrections, imports and exports, with what is hidden kept hidden."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.api.test_tokens import codes
from tests.web.programs import Program
from tests.web.test_registers import FIRM, PLOT

from chengjie.web.records.people import Looked
from chengjie.web.records.registers import Record


def test_an_officer_records_a_plot_and_everybody_reads_what_is_public(programs: dict[str, Program]) -> None:
    made = programs["lan"].post("/registers/plots/records", {"cells": PLOT})
    assert (made["key"], made["version"], made["history"][0]["by"]) == ("L-01", 1, "lan")
    listed = Client().get("/api/registers/plots/records").json()["rows"]
    assert [each["name"] for each in listed] == ["蓝山一号地"]
    assert "18" not in str(listed[0]["cells"])
    assert Client().get("/api/registers/enterprises/records").status_code == 404
    assert "enterprises" not in [each["id"] for each in Client().get("/api/registers").json()["registers"]]


def test_what_is_hers_is_nothing_to_another_county(programs: dict[str, Program]) -> None:
    number = programs["lan"].post("/registers/enterprises/records", {"cells": FIRM})["id"]
    for name, sees in {"colleague": True, "yongzhou": True, "province": True, "xintian": False}.items():
        assert bool(programs[name].get("/registers/enterprises/records?q=mmdz")["rows"]) is sees
        programs[name].get(f"/registers/enterprises/records/{number}", 200 if sees else 404)
        export = programs[name].ask("get", "/registers/enterprises/export?format=csv").content.decode()
        assert ("某某电子" in export) is sees


def test_personal_data_is_masked_by_role_and_its_reading_is_noted(programs: dict[str, Program]) -> None:
    number = programs["lan"].post("/registers/enterprises/records", {"cells": FIRM})["id"]
    before = Looked.objects.count()
    sight = {each["name"]: each for each in programs["lan"].get(f"/registers/enterprises/records/{number}")["fields"]}
    assert sight["phone"]["value"] == FIRM["phone"]
    assert Looked.objects.count() == before + 1
    assert "13807461234" not in str(programs["clerk"].get(f"/registers/enterprises/records/{number}"))


def test_a_correction_is_a_version_and_the_slower_is_told(programs: dict[str, Program]) -> None:
    lan, path = programs["lan"], "/registers/plots/records"
    number = lan.post(path, {"cells": PLOT})["id"]
    answer = lan.ask("patch", f"{path}/{number}", {"cells": {"area": "13"}, "seen": 1, "why": "重测"})
    assert answer.status_code == 200
    found = answer.json()
    assert (found["version"], found["history"][0]["changes"]) == (2, [{"field": "area", "from": "12.5", "to": "13", "sight": "whole"}])  # fmt: skip
    late = programs["colleague"].ask("patch", f"{path}/{number}", {"cells": {"area": "14"}, "seen": 1})
    assert (late.status_code, codes(late.json())) == (409, ["register-overtaken"])
    wrong = lan.ask("patch", f"{path}/{number}", {"cells": {"nothing": "14"}, "seen": 2})
    assert codes(wrong.json()) == ["register-field-wrong"]
    assert lan.post(f"{path}/{number}/withdraw", {"seen": 2, "why": "收回"}, 200)["state"] == "withdrawn"
    assert lan.get(path)["rows"] == []
    assert programs["xintian"].ask("patch", f"{path}/{number}", {"cells": {}, "seen": 3}).status_code == 404


def test_a_table_is_looked_at_accepted_and_undone(programs: dict[str, Program]) -> None:
    lan = programs["lan"]
    rows = "\n".join([",".join(PLOT), ",".join(PLOT.values()), ",".join({**PLOT, "number": "L-02"}.values())])

    def brought() -> dict[str, object]:
        table = SimpleUploadedFile("plots.csv", rows.encode())
        found: dict[str, object] = lan.ask("post", "/registers/plots/imports", data={"table": table}).json()
        return found

    seen = brought()
    assert (seen["new"], seen["refused"], seen["state"], seen["register"]) == (2, 0, "waiting", "plots")
    assert Record.objects.count() == 0
    path = f"/registers/plots/imports/{seen['id']}"
    assert lan.post(f"{path}/accept", None, 200)["state"] == "accepted"
    again = brought()
    assert again["unchanged"] == 2
    assert lan.post(f"/registers/plots/imports/{again['id']}/drop", None, 200)["state"] == "dropped"
    programs["colleague"].get(path, 404)
    assert lan.post(f"{path}/undo", None, 200)["state"] == "undone"
    assert lan.get("/registers/plots/records")["rows"] == []
    assert len(lan.get("/registers/plots/imports")["rows"]) == 2


def test_every_faulty_cell_of_a_table_is_told(programs: dict[str, Program]) -> None:
    table = SimpleUploadedFile("plots.csv", "\n".join([",".join(PLOT), ",".join({**PLOT, "area": "很大"}.values())]).encode())  # fmt: skip
    seen = programs["lan"].ask("post", "/registers/plots/imports", data={"table": table}).json()
    assert seen["refused"] == 1
    assert seen["faults"][0]["where"].startswith("plots.csv · row 2")
    refused = programs["lan"].post(f"/registers/plots/imports/{seen['id']}/accept", None, 400)
    assert codes(refused) == ["register-import-faults"]
