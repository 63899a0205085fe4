"""Desks of settlement: what lies on one, laying something on it, and posting what comes out (结算台)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

import chengjie.settlement
from chengjie.errors import Fault, Refusal, Where
from chengjie.package import documents
from chengjie.settlement import Agreement, Decided, Ledger, Scheme, Statement
from chengjie.web import events, taking, zone
from chengjie.web.records.settlement import Desk

MOST_BYTES = 16 * 1024 * 1024


def open_desk(form: str, definition: str, name: str, *, by: User) -> Desk:
    """A desk for a scheme or a kind of agreement. Refuses a definition that is not there."""
    if form == "scheme":
        title = chengjie.settlement.scheme(zone.package(), definition).title.zh
    else:
        title = chengjie.settlement.form(zone.package(), definition).title.zh
    return Desk.objects.create(owner=by, name=name.strip()[:200] or title, form=form, definition=definition)


def agreement_of(found: Desk) -> tuple[Agreement | None, Statement | None]:
    """The agreement that lies on the desk and its statement, as far as both can be read."""
    written, facts = found.latest("agreement"), found.latest("facts")
    if written is None:
        return None, None
    terms = chengjie.settlement.read_agreement(documents.parse_yaml(bytes(written.content), file=written.name))
    if facts is None:
        return terms, None
    given = chengjie.settlement.read_facts(bytes(facts.content), name=facts.name)
    return terms, chengjie.settlement.settle(terms, given)


def filled(found: Desk) -> dict[str, Any]:
    """The terms that lie on the desk, by name."""
    terms = found.latest("terms")
    return dict(json.loads(bytes(terms.content))) if terms else {}


def decided_of(found: Desk, known: Scheme) -> Decided | None:
    """What the claims on the desk come to under the scheme and the terms that lie there."""
    given = found.latest("claims")
    if given is None:
        return None
    terms = chengjie.settlement.read_terms(filled(found), known)
    claims = chengjie.settlement.read_claims(bytes(given.content), known, name=given.name)
    return chengjie.settlement.entitle(known, claims, terms=terms, ledger=found.ledger())


def lay_agreement(found: Desk, text: str, *, by: User) -> None:
    """Lay the text of an agreement on the desk; what is wrong in it is said there."""
    found.put("agreement", "agreement.yaml", text.replace("\r\n", "\n").encode()[:MOST_BYTES], by)


def lay_terms(found: Desk, said: Mapping[str, Mapping[str, str]], *, by: User) -> None:
    """Lay the terms of a scheme on the desk, each a value with its source; refused ones are not kept."""
    known = chengjie.settlement.scheme(zone.package(), found.definition)
    asked = {each.name for each in known.parameters}
    terms = {
        name: {"value": each.get("value", "").strip(), "source": each.get("source", "").strip()}
        for name, each in said.items() if name in asked and each.get("value", "").strip()
    }  # fmt: skip
    chengjie.settlement.read_terms(terms, known)
    found.put("terms", "terms", json.dumps(terms, ensure_ascii=False, sort_keys=True).encode(), by)


def lay_table(found: Desk, brought: UploadedFile[bytes] | None, *, by: User) -> None:
    """Lay the facts of an agreement or the claims of a scheme on the desk. What cannot be read is refused and not kept."""
    kind = "claims" if found.form == "scheme" else "facts"
    if brought is None or not brought.size:
        raise Refusal.of("file-unreadable", file=(brought.name or "") if brought else "", detail="0")
    taking.bounded(brought, MOST_BYTES)
    name = taking.named(brought, kind)[:200]
    content = brought.read()
    if kind == "facts":
        chengjie.settlement.read_facts(content, name=name)
    else:
        known = chengjie.settlement.scheme(zone.package(), found.definition)
        chengjie.settlement.read_claims(content, known, name=name)
    found.put(kind, name, content, by)


def enter(found: Desk, *, period: str = "", correct: bool = False) -> int:
    """Post what is settled or due, or close a period; how many entries were made. Of two at once one is refused `ledger-moved-on`."""
    try:
        with transaction.atomic():
            before = found.ledger()
            after = _after(found, before, period, correct=correct)
            made = found.write(before, after)
            kind = "settlement.closed" if period else "settlement.posted"
            events.of_desk(found, kind, after.entries[len(before.entries) :], period)
            return made
    except IntegrityError as error:
        raise Refusal([Fault("ledger-moved-on", Where(file=found.name))]) from error


def _after(found: Desk, before: Ledger, period: str, *, correct: bool) -> Ledger:
    today = timezone.localdate()
    if period:
        return chengjie.settlement.close(before, found.definition, period, day=today)
    statement = _statement(found, correct=correct)
    return chengjie.settlement.post(before, statement, day=_day(before, today)) if statement else before


def _statement(found: Desk, *, correct: bool) -> Statement | None:
    if found.form == "agreement":
        return agreement_of(found)[1]
    answer = decided_of(found, chengjie.settlement.scheme(zone.package(), found.definition))
    return answer.statement(correct=correct) if answer else None


def _day(book: Ledger, today: date) -> date:
    """Today; a ledger that was written ahead of this machine's clock is not written behind itself."""
    return max(today, date.fromisoformat(book.entries[-1].day)) if book.entries else today
