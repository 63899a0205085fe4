"""Settlement on the site: schemes for everybody, desks for their owner, promises on record."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import chengjie.cli
import chengjie.settlement
from chengjie.web import zone
from chengjie.web.records.people import Right
from chengjie.web.records.settlement import Desk, PromiseEntry

CLAIMS = "claim,claimant,day,proofs,area_name,year,area,kept\nc1,壬县,2025-03-01,,南山,2024,20000,是\n".encode()
FACTS = "period,item,amount,source\n2024-Q1,licence,1000000.01,合同\n".encode()
PROMISES = "promise,event,day,by,to,what,amount,due,source\nP1,promised,2024-01-10,某县政府,甲公司,租金补贴,1000,2024-06-30,纪要\n".encode()


@pytest.mark.parametrize("address", ["/settlement/", *(f"/settlement/schemes/{name}/" for name in ("chain-filling", "eco-compensation", "landing-incentives")), "/settlement/agreements/enclave/"])  # fmt: skip
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_the_zone_defines_is_open_to_everybody(db: None, address: str, language: str) -> None:
    client = Client(headers={"accept-language": language})
    shown = client.get(address)
    assert shown.status_code == 200
    assert ("Support and sharing" if language == "en" else "奖补与分享") in shown.content.decode()


def test_blanks_are_named(db: None) -> None:
    shown = Client().get("/settlement/schemes/eco-compensation/").content.decode()
    assert "每亩补偿标准" in shown
    assert "湘西地区“十四五”产业发展规划" in shown
    template = Client().get("/settlement/schemes/eco-compensation/?template=csv").content.decode()
    assert "保护区域" in template
    assert "id: my-enclave" in Client().get("/settlement/agreements/enclave/?format=yaml").content.decode()
    assert Client().get("/settlement/schemes/nothing/").status_code == 404


def opened(client: Client, form: str, definition: str) -> Desk:
    answer = client.post("/settlement/desks/", {"form": form, "definition": definition, "name": "甲"})
    return Desk.objects.get(pk=answer["Location"].split("/")[3])


def upload(client: Client, desk: Desk, kind: str, data: bytes) -> int:
    return client.post(
        f"/settlement/desks/{desk.pk}/put/", {"kind": kind, "file": SimpleUploadedFile("t.csv", data)}
    ).status_code


def test_an_accountant_fills_the_table_in_chinese_and_the_ledger_speaks_of_the_parties_by_name(as_li: Client) -> None:
    desk = opened(as_li, "agreement", "enclave")
    address = f"/settlement/desks/{desk.pk}/"
    text = (Path(chengjie.cli.__file__).parent / "example-agreement.yaml").read_text(encoding="utf-8")
    assert as_li.post(f"{address}put/", {"kind": "agreement", "text": text}).status_code == 302
    template = as_li.get(f"{address}?template=csv").content.decode("utf-8-sig")
    assert template.splitlines()[0] == "时期,项目,金额,来源,币种,有争议,备注"
    assert [row.split(",")[1] for row in template.splitlines()[1:]] == ["增值税", "企业所得税", "工业总产值"]
    filled = (
        "时期,项目,金额,来源,有争议\n2024-Q1,增值税,12000000,税务局函,否\n2024-Q1,企业所得税,8000000.55,税务局函,否\n"
    )
    assert upload(as_li, desk, "facts", filled.encode()) == 302
    assert as_li.post(f"{address}post/").status_code == 302
    page = as_li.get(address).content.decode()
    assert "3,280,000.09" in page
    ledger = page[page.index('id="ledger"') :]
    assert "承接地" in ledger
    assert "飞入地" not in ledger
    assert "地方留存税收" in ledger


def test_a_scheme_is_worked_from_claims_to_ledger(as_li: Client) -> None:
    desk = opened(as_li, "scheme", "eco-compensation")
    address = f"/settlement/desks/{desk.pk}/"
    assert upload(as_li, desk, "claims", CLAIMS) == 302
    assert "每亩补偿标准" in as_li.get(address).content.decode()
    terms = {
        "kind": "terms",
        "v-rate": "15",
        "s-rate": "协议第二条",
        "v-penalty_share": "30",
        "s-penalty_share": "协议第四条",
    }
    assert as_li.post(f"{address}put/", terms).status_code == 302
    assert "300,000.00" in as_li.get(address).content.decode()
    assert as_li.post(f"{address}post/").status_code == 302
    assert as_li.post(f"{address}post/").status_code == 302
    assert [entry.kind for entry in desk.ledger().entries] == ["posting"]
    assert "已付" in as_li.get(address).content.decode()
    as_li.post(f"{address}put/", {**terms, "v-rate": "16"})
    as_li.post(f"{address}post/", {"correct": "1"})
    assert [entry.kind for entry in desk.ledger().entries] == ["posting", "reversal", "posting"]
    as_li.post(f"{address}post/", {"close": "2025"})
    assert desk.ledger().closed() == {"2025"}
    assert as_li.get(f"{address}?format=xlsx").headers["Content-Type"].endswith("sheet")
    assert desk.inputs.count() == 3


def test_terms_without_a_source_are_refused_and_not_kept(as_li: Client) -> None:
    desk = opened(as_li, "scheme", "eco-compensation")
    answer = as_li.post(f"/settlement/desks/{desk.pk}/put/", {"kind": "terms", "v-rate": "15"})
    assert answer.status_code == 400
    assert "terms-without-source" in answer.content.decode()
    assert desk.latest("terms") is None


def test_an_agreement_is_filled_settled_and_posted(as_li: Client) -> None:
    desk = opened(as_li, "agreement", "ip-revenue")
    address = f"/settlement/desks/{desk.pk}/"
    text = chengjie.settlement.blank(chengjie.settlement.form(zone.package(), "ip-revenue"))
    assert as_li.post(f"{address}put/", {"kind": "agreement", "text": text}).status_code == 302
    assert "agreement-blank" in as_li.get(address).content.decode()
    lines = [line.split("#")[0].rstrip() for line in text.splitlines() if line.split("#")[0].strip()]
    given = {
        "agreed:": "2023-12-01",
        "from:": "2024-01-01",
        "until:": "2024-12-31",
        "licence:": "'1'",
        "transfer:": "'1'",
        "dividend:": "'1'",
        "source:": "第三条",
    }
    filled = "\n".join(
        f"{line} {given[line.split()[-1]]}" if line.split()[-1] in given else line.replace("institution: ,", "institution: '0.3',").replace("researchers: }", "researchers: '0.7'}")
        for line in lines
    )  # fmt: skip
    as_li.post(f"{address}put/", {"kind": "agreement", "text": filled})
    assert upload(as_li, desk, "facts", FACTS) == 302
    shown = as_li.get(address).content.decode()
    assert "700,000.01" in shown
    as_li.post(f"{address}post/")
    assert len(desk.ledger().entries) == 1
    assert as_li.get(f"{address}?format=docx").status_code == 200


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01", b"claim\nc\n", "claim,claimant,day,area\nc,甲,2025-01-01,-3\n".encode()]
)
def test_a_bad_table_is_refused_and_not_kept(as_li: Client, data: bytes) -> None:
    desk = opened(as_li, "scheme", "eco-compensation")
    assert upload(as_li, desk, "claims", data) == 400
    assert desk.latest("claims") is None


def test_a_desk_is_seen_by_its_owner_only(as_li: Client, as_wang: Client) -> None:
    desk = opened(as_li, "scheme", "eco-compensation")
    assert as_wang.get(f"/settlement/desks/{desk.pk}/").status_code == 404
    for part in ("put/", "post/"):
        assert as_wang.post(f"/settlement/desks/{desk.pk}/{part}", {"kind": "terms"}).status_code == 404
    assert str(desk.pk) not in as_wang.get("/settlement/").content.decode()
    assert Client().get(f"/settlement/desks/{desk.pk}/").status_code == 302
    assert Client().post("/settlement/desks/", {}).status_code == 302


def test_of_two_that_post_at_once_one_is_told(as_li: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = opened(as_li, "scheme", "eco-compensation")
    upload(as_li, desk, "claims", CLAIMS)
    as_li.post(f"/settlement/desks/{desk.pk}/put/", {"kind": "terms", "v-rate": "15", "s-rate": "第二条"})
    empty = desk.ledger()
    as_li.post(f"/settlement/desks/{desk.pk}/post/")
    monkeypatch.setattr(Desk, "ledger", lambda self: empty)
    answer = as_li.post(f"/settlement/desks/{desk.pk}/post/")
    assert "ledger-moved-on" in answer.content.decode()
    assert desk.rows.count() == 1


def test_promises_are_entered_imported_once_and_stand_on_a_day(as_li: Client, li: User) -> None:
    refused = as_li.post("/promises/add/", {"file": SimpleUploadedFile("p.csv", PROMISES)})
    assert "promise-by-offices" in refused.content.decode()
    assert "登记一条" not in as_li.get("/promises/").content.decode()
    assert not PromiseEntry.objects.exists()
    Right.objects.create(user=li, role="county-officer", place="431127", since="2020-01-01", given_by=li)
    assert "登记一条" in as_li.get("/promises/").content.decode()
    assert as_li.post("/promises/add/", {"file": SimpleUploadedFile("p.csv", PROMISES)}).status_code == 302
    assert as_li.post("/promises/add/", {"file": SimpleUploadedFile("p.csv", PROMISES)}).status_code == 302
    assert PromiseEntry.objects.count() == 1
    assert "逾期未兑现" in as_li.get("/promises/?on=2024-07-10").content.decode()
    entry = {"promise": "P1", "event": "兑现", "day": "2024-07-05", "amount": "1000", "source": "凭证"}
    assert as_li.post("/promises/add/", entry).status_code == 302
    assert "逾期后兑现" in as_li.get("/promises/?on=2024-07-10&state=late").content.decode()
    assert as_li.post("/promises/add/", {**entry, "promise": "P9"}).status_code == 400
    assert PromiseEntry.objects.count() == 2
    assert as_li.get("/promises/?format=csv").content.decode("utf-8-sig").count("P1") == 1
    assert "承诺编号" in as_li.get("/promises/?template=csv").content.decode("utf-8-sig")


def test_the_register_is_for_those_signed_in(db: None) -> None:
    assert Client().get("/promises/").status_code == 302
