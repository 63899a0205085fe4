"""The sentences of a plan, for a reader who has brought the document: matched by their digests, never guessed."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from chengjie.web import zone
from chengjie.web.models import Upload

Reader = AbstractBaseUser | AnonymousUser
_ENOUGH = 0.3  # share of a plan's claims whose sentence an upload must hold to be that plan


def _own(reader: Reader) -> list[Upload]:
    return list(Upload.objects.filter(owner_id=reader.pk, state="read")) if reader.is_authenticated else []


def _load(upload: Upload) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(upload.reading.read_text(encoding="utf-8"))
    return found


def _of(reader: Reader, document: str) -> tuple[Upload, dict[str, str]] | None:
    wanted = {row["digest"] for row in zone.claims("targets") if row["document"] == document}
    known = zone.documents()[document]
    for upload in _own(reader):
        if not upload.reading.exists():
            continue
        claims = _load(upload)["claims"]
        sentences = {claim["citation"]["digest"]: claim["citation"]["text"] for claim in claims}
        if upload.digest == known.get("digest") or (wanted and len(wanted & set(sentences)) >= _ENOUGH * len(wanted)):
            return upload, sentences
    return None


def sentences(reader: Reader, document: str) -> dict[str, str]:
    """Sentences of the plan by digest, from the reader's own upload of it; empty where there is none."""
    found = _of(reader, document)
    return found[1] if found else {}


def parts(text: str, start: int, mark: tuple[int, int]) -> tuple[str, str, str]:
    """A sentence before, in and after the words that carry a claim. `start` and `mark` count from the paragraph's front.

    >>> parts("到2025年达到5%。", 10, (18, 20))
    ('到2025年达到', '5%', '。')
    >>> parts("", 10, (17, 20))
    ('', '', '')
    """
    begin, end = (each - start for each in mark)
    return text[:begin], text[begin:end], text[end:]


def findings(reader: Reader, document: str) -> list[dict[str, Any]] | None:
    """What the check found in the reader's own upload of the plan; None where there is none."""
    found = _of(reader, document)
    if not found or not found[0].findings.exists():
        return None
    checked: list[dict[str, Any]] = json.loads(found[0].findings.read_text(encoding="utf-8"))["findings"]
    return checked
