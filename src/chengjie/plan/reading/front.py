"""Who issued what when: title, issue number, issuer and date from the head of a document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_NUMBER = re.compile(r"^([\u4e00-\u9fff]{1,10}[〔\[（(【]\s*((?:19|20)\d{2})\s*[〕\]）)】]\s*第?\s*\d{1,4}\s*号)$")
_DATE = re.compile(r"((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_KINDS = "规划纲要|规划|纲要|计划|方案|报告|办法|意见|目录|规定|细则|条例|决定|措施|清单|标准|指南|要点"
_TITLE = re.compile(rf"^[^。，；：]{{4,80}}(?:{_KINDS})(?:（[^）]{{1,20}}）)?$")
_QUOTED = re.compile(rf"《([^》]{{4,80}}(?:{_KINDS})(?:（[^）]{{1,20}}）)?)》")
_BODY = re.compile(r"(?:人民政府|委员会|办公厅|办公室|厅|局|部|院|管委会|领导小组|省委|市委|党组)$")
_HEAD = 60


@dataclass(frozen=True, slots=True)
class Front:
    """What the head of a document says of it."""

    title: str
    issue_number: str | None
    issuer: str | None
    issued: date | None


def front(texts: list[str], *, name: str) -> Front:
    """Read the head: the first paragraphs of the document, already repaired."""
    head = [text for text in texts[:_HEAD] if text]
    joined = _joined(head)
    number = next((found[1] for text in head if (found := _NUMBER.match(text.replace(" ", "")))), None)
    return Front(_title(head, joined, name), number, _issuer(head), _issued(head))


def _joined(head: list[str]) -> str:
    return "".join(head[:12])


def _title(head: list[str], joined: str, name: str) -> str:
    notice = re.search(r"关于(?:印发|发布|公布|下达)?《?", joined)
    quoted = _QUOTED.search(joined)
    if notice and quoted and joined.find("通知") > 0:
        return quoted[1]
    for place, text in enumerate(head[:12]):
        if _TITLE.match(text):
            before = head[place - 1] if place else ""
            broken = (
                before
                and len(before) < 40
                and not _BODY.search(before)
                and not before.endswith(("。", "：", "号", "日", "）"))
            )
            return (before + text) if broken and not _TITLE.match(before) and not _DATE.search(before) else text
    return quoted[1] if quoted else (head[0][:80] if head else name)


def _issuer(head: list[str]) -> str | None:
    for place, text in enumerate(head):
        if len(text) <= 30 and _BODY.search(text) and not text.startswith(("各", "关于", "现将")):
            following = "".join(head[place + 1 : place + 3])
            if place < 3 or _DATE.search(following) or text.endswith("人民政府"):
                return text
    for text in head[:10]:
        found = re.search(r"([\u4e00-\u9fff]{2,12}(?:省|市|州|县|区)(?:人民政府)?(?:办公[厅室])?)关于", text)
        if found:
            return found[1]
    return None


def _issued(head: list[str]) -> date | None:
    whole = [found for text in head if (found := _DATE.fullmatch(text.strip("（）() ").replace(" ", "")))]
    loose = [found for text in head[:20] if (found := _DATE.search(text))]
    for found in (*whole, *loose):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
    return None
