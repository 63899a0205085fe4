"""What simulated people do on the site, what they were told is done, and whether the record holds all of that exactly once."""

from __future__ import annotations

import csv
import http.client
import io
import random
import threading
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from benchmarks._site import Answer, Client

COUNTY, LAND, TAKEN = "431127", Decimal(1200), 60
CLAIMS = "claim,claimant,day,proofs,area_name,year,area,kept\nc1,壬县,2025-03-01,,南山,2024,20000,是\n".encode()
TERMS = {
    "kind": "terms",
    "v-rate": "15",
    "s-rate": "协议第二条",
    "v-penalty_share": "30",
    "s-penalty_share": "协议第四条",
}
PLOT = {
    "name": "度量用虚构地块",
    "place": COUNTY,
    "area": "1",
    "state": "offered",
    "floor_price": "18",
    "source": "度量",
}


@dataclass
class Book:
    """What was acknowledged: a case, a note, a decision, an import, a posting, a correction. Whatever was asked but not answered is
    `open`: it may be there or not, but never half and never twice."""

    told: list[tuple[str, str, str]] = field(default_factory=list)
    open: list[tuple[str, str, str]] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def done(self, kind: str, subject: str, detail: str, ask: Callable[[], Answer]) -> Answer | None:
        """Ask for something; write down what came of it. None where no answer came."""
        entry = (kind, subject, detail)
        try:
            answer = ask()
        except ConnectionRefusedError:  # nobody was there to hear it
            raise
        except (OSError, http.client.HTTPException) as error:
            with self.lock:
                self.open.append(entry)
            raise ConnectionError(str(error)) from error
        with self.lock:
            if answer.status == 302:
                self.told.append((kind, subject or answer.leads, detail))
            elif answer.status >= 500:
                self.failed.append(f"{kind} {answer.status} {answer.body[:200]}")
                self.open.append(entry)
            else:
                self.refused[f"{kind} {answer.code or answer.status}"] += 1
        return answer


@dataclass
class Person:
    """Somebody at work, with what lies on the desk."""

    name: str
    client: Client
    book: Book
    hot: list[str]
    plots: list[int]
    dice: random.Random
    mine: list[str] = field(default_factory=list)
    left: list[int] = field(default_factory=list)

    def once(self) -> None:
        """One piece of work, chosen by chance."""
        self.dice.choices(
            (self.opens, self.notes, self.decides, self.contends, self.brings, self.settles, self.corrects, self.looks),
            (3, 6, 4, 3, 1, 1, 3, 6),
        )[0]()

    def opens(self) -> None:
        """Open a case."""
        name = f"度量 {uuid.uuid4().hex}"
        answer = self.book.done(
            "open", "", name, lambda: self.client.post("/cases/new/project-life/", {"place": COUNTY, "f-name": name})
        )
        if answer and answer.status == 302:
            self.mine.append(answer.leads.split("/")[2])

    def _act(self, kind: str, number: str, detail: str, given: dict[str, str]) -> Answer | None:
        return self.book.done(kind, number, detail, lambda: self.client.post(f"/cases/{number}/act/", given))

    def notes(self) -> None:
        """A note on a case that everybody writes on; the number of entries seen is not said, so that both are kept."""
        number, note = self.dice.choice(self.hot), uuid.uuid4().hex
        self._act("note", number, note, {"kind": "note", "note": note})

    def decides(self) -> None:
        """Carry an own case on until it has taken its land."""
        if not self.mine:
            return self.opens()
        number = self.mine[-1]
        steps = (
            {"step": "lead", "outcome": "talk", "f-strategy": "轻落户"},
            {"step": "in-talks", "outcome": "agree", "f-catalogue_class": "鼓励", "f-is_new": "yes"},
            {"step": "budget", "outcome": "reserve", "f-land_area": str(TAKEN)},
        )
        for at, given in enumerate(steps, start=1):
            answer = self._act("decide", number, given["step"], {"kind": "decide", "count": str(at), **given})
            if answer is None or answer.status != 302:
                break
        self.mine.pop()
        return None

    def contends(self) -> None:
        """Decide a case that others decide at the same moment."""
        self._act(
            "decide",
            self.dice.choice(self.hot),
            "lead",
            {"kind": "decide", "step": "lead", "outcome": "talk", "f-strategy": "轻落户"},
        )

    def brings(self) -> None:
        """A table into a register, and its acceptance."""
        first = uuid.uuid4().int % 10**8
        content, keys = firms(first, 20)
        path = "/registers/enterprises/imports/"
        answer = self.client.post(path, {}, file=("table", "f.csv", content))
        if answer.status == 302:
            self.book.done(
                "import", answer.leads, " ".join(keys), lambda: self.client.post(f"{answer.leads}accept/", {})
            )

    def settles(self) -> None:
        """A desk, claims, terms, and the posting, twice."""
        answer = self.client.post(
            "/settlement/desks/", {"form": "scheme", "definition": "eco-compensation", "name": "度量"}
        )
        if answer.status != 302:
            return
        self.client.post(f"{answer.leads}put/", {"kind": "claims"}, file=("file", "t.csv", CLAIMS))
        self.client.post(f"{answer.leads}put/", TERMS)
        for _ in range(2):
            self.book.done("post", answer.leads.split("/")[3], "", lambda: self.client.post(f"{answer.leads}post/", {}))

    def corrects(self) -> None:
        """Correct a record that others correct too."""
        number = self.dice.choice(self.plots)
        path = f"/registers/plots/records/{number}/correct/"
        seen = self.client.get(path).body.partition('name="version" value="')[2].partition('"')[0]
        why = uuid.uuid4().hex
        given = {**PLOT, "area": str(self.dice.randint(1, 10**6)), "version": seen, "why": why}
        self.book.done("correct", str(number), why, lambda: self.client.post(path, given))

    def looks(self) -> None:
        """Read a page."""
        path = self.dice.choice(
            ["/work/", "/cases/", "/ledger/", f"/cases/{self.dice.choice(self.hot)}/", "/registers/enterprises/"]
        )
        answer = self.client.get(path)
        if answer.status != 200:
            self.book.failed.append(f"{path} {answer.status}")


def firms(first: int, count: int) -> tuple[bytes, list[str]]:
    """Firms that do not exist, with codes whose check character is right."""
    from chengjie.register.typed import check_digit

    out, keys = io.StringIO(), []
    writer = csv.writer(out)
    writer.writerow(["统一社会信用代码", "企业名称", "县市区", "来源"])
    for number in range(first, first + count):
        code = f"9143{number:013d}"
        keys.append(code + check_digit(code))
        writer.writerow([keys[-1], f"度量用虚构企业{number}", COUNTY, "度量"])
    return out.getvalue().encode(), keys


def furnish(names: list[str], hot: int) -> tuple[list[str], list[int]]:
    """What everybody works on: cases, plots, and an account of land that is too small for all of them."""
    from django.contrib.auth.models import User

    from chengjie.process import Act, data_of
    from chengjie.web import cases, registers, scope
    from chengjie.web.records.rules import Account

    user = User.objects.get(username=names[0])
    who = scope.actors(user)
    Account.objects.create(
        resource="land",
        place=COUNTY,
        title="用地",
        total=LAND,
        unit="亩",
        start=date(2018, 1, 1),
        end=date(2099, 12, 31),
        source="度量",
        by=user,
    )
    opened = [
        cases.open_case(
            who,
            "project-life",
            Act("open", place=COUNTY, data=data_of({"name": f"争办 {each}"}), channel="online"),
            by=user,
        )
        for each in range(hot)
    ]
    wanted = registers.register("plots")
    plots = [registers.add(wanted, {**PLOT, "number": f"L-{each}"}, who, by=user).pk for each in range(5)]
    return [each.number for each in opened], plots
