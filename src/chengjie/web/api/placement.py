"""Studies of placement for programs: problems, runs with their progress and answer, why, and the ledger of what is accepted (布局)."""

from __future__ import annotations

import math
from typing import Any

from django.http import HttpRequest

from chengjie.errors import Refusal
from chengjie.web import studies
from chengjie.web.api.answers import Count, Entries
from chengjie.web.api.answers.placement import (
    PlacedLedgerOut,
    RunOut,
    RunWholeOut,
    StudiesOut,
    StudyOut,
    StudyWholeOut,
    WaysOut,
)
from chengjie.web.api.shape import Field, File, Form, Line, Number, Router, Schema, Status, UploadedFile, person, told
from chengjie.web.pages import placed, placement
from chengjie.web.records.placement import Run, Study

router = Router(tags=["placement"])


class StudyIn(Schema):
    """A problem in the form of a problem file; without one, the example, which is simulated."""

    name: Line = ""
    problem: dict[str, Any] | None = None


class RunIn(Schema):
    """What is changed in a further run, how many seconds it may take, and after which run as much as can be stays."""

    name: Line = ""
    seconds: float = Field(default=20.0, ge=studies.SHORTEST, le=studies.LONGEST)
    carrier: Line = ""
    resource: Line = ""
    room: float | None = Field(default=None, ge=0, le=1e15)
    dropped: Line = ""
    keep: bool = False
    after: Number | None = None
    rule: Line = Field(default="", description="a rule of the problem, such as limits:0 or floors:2")
    amount: float | None = Field(
        default=None, ge=0, le=1e15, description="its share in per cent, or least; null takes the rule away"
    )


class WhyIn(Schema):
    """The reason that stands in the ledger."""

    why: Line = ""


class ReverseIn(WhyIn):
    """The project whose placement is taken back."""

    project: Line


@router.get("/placement", response=StudiesOut, **told("我的布局研究", "one's own studies", "read:placement"))
def listing(request: HttpRequest) -> dict[str, Any]:
    """One's own studies."""
    return {"studies": [_brief(each) for each in Study.objects.filter(owner=person(request))]}


def _brief(found: Study) -> dict[str, Any]:
    return {"id": str(found.pk), "name": found.name, "simulated": found.simulated, "created": found.created.isoformat()}


@router.post("/placement", response={201: StudyOut}, **told("新建布局研究", "open a study", "write:placement"))
def open_study(request: HttpRequest, given: StudyIn) -> Status[dict[str, Any]]:
    """A study of a problem. Refuses every fault of the problem at once."""
    form = studies.example() if given.problem is None else given.problem
    return Status(
        201, _brief(studies.open_study(form, given.name, by=person(request), simulated=given.problem is None))
    )


@router.post("/placement/tables", response={201: StudyOut}, **told("按表建布局研究", "open a study of tables", "write:placement"))  # fmt: skip
def open_of_tables(
    request: HttpRequest, carriers: File[UploadedFile], projects: File[UploadedFile], rules: File[UploadedFile] | None = None, name: Form[Line] = "",
) -> Status[dict[str, Any]]:  # fmt: skip
    """Tables of carriers, projects and, if wished, rules, as the templates of the studio have them."""
    return Status(201, _brief(studies.open_study(placement.brought(request), name, by=person(request))))


@router.post("/placement/draft", response={201: StudyOut}, **told("由匹配起草布局研究", "draft a study out of matching", "write:placement"))  # fmt: skip
def draft(
    request: HttpRequest, rooms: File[UploadedFile], wanted: File[UploadedFile], name: Form[Line] = "", doubts: Form[bool] = False,  # a field of a form
) -> Status[dict[str, Any]]:  # fmt: skip
    """From the room of carriers and the projects wanted: scores are values, a carrier that the rules refuse is no option."""
    return Status(201, _brief(placement.drafted(request, name, with_doubts=doubts)))


@router.delete("/placement/{uuid:identity}", response=Count, **told("移除布局研究", "take a study away", "write:placement"))  # fmt: skip
def remove(request: HttpRequest, identity: str) -> dict[str, Any]:
    """Refused where anything in it was ever accepted."""
    studies.remove(placement.own(request, identity))
    return {"count": 1}


@router.get("/placement/{uuid:identity}", response=StudyWholeOut, **told("一项布局研究", "one study", "read:placement"))
def study(request: HttpRequest, identity: str) -> dict[str, Any]:
    """A study with its problem, its runs and what stands in its ledger."""
    found = placement.own(request, identity)
    return {
        **_brief(found), "problem": found.form, "runs": [_run(each) for each in found.runs.select_related("after")],
        "standing": {name: {"option": each.option, "carrier": each.carrier, "value": each.value, "entry": each.number} for name, each in found.standing().items()},
    }  # fmt: skip


def _run(run: Run) -> dict[str, Any]:
    return {
        "number": run.number, "name": run.name, "state": "lost" if run.lost else run.state, "seconds": run.seconds, "changes": run.changes,
        "after": run.after.number if run.after else None, "status": run.answer.get("status"), "value": run.answer.get("value"), "bound": run.answer.get("bound"),
        "gap": run.answer.get("gap"), "simulated": run.study.simulated,
    }  # fmt: skip


@router.post("/placement/{uuid:identity}/runs", response={202: RunOut}, **told("开始一次求解", "start a run", "write:placement"))  # fmt: skip
def start(request: HttpRequest, identity: str, given: RunIn) -> Status[dict[str, Any]]:
    """A run in the background; ask for it until its state is `done` or `refused`."""
    if given.carrier and given.room is None:
        raise Refusal.of("placement-not-a-number", id=given.carrier, name="room")
    return Status(202, _run(studies.begin(placement.own(request, identity), _wish(given))))


def _wish(given: RunIn) -> studies.Wish:
    room, amount = (math.nan if each is None else each for each in (given.room, given.amount))
    return studies.Wish(
        given.name, given.seconds, given.carrier, given.resource, room, given.dropped, given.keep, given.after, rule=given.rule, amount=amount,
    )  # fmt: skip


@router.post("/placement/{uuid:identity}/runs/tables", response={202: RunOut}, **told("带表求解", "start a run with tables", "write:placement"))  # fmt: skip
def start_with(
    request: HttpRequest, identity: str, added: File[UploadedFile] | None = None, rules: File[UploadedFile] | None = None,
    seconds: Form[float] = 20.0, name: Form[Line] = "",
) -> Status[dict[str, Any]]:  # fmt: skip
    """With a table of further projects, of rules that stand in for those of the study, or both."""
    tables = {key: placement.table_of(request, key) for key in ("added", "rules")}
    if not any(tables.values()):
        raise Refusal.of("placement-tables-missing")
    wish = studies.Wish(name, seconds, added=tables["added"], rules=tables["rules"])
    return Status(202, _run(studies.begin(placement.own(request, identity), wish)))


@router.get(
    "/placement/{uuid:identity}/runs/{int:number}",
    response=RunWholeOut,
    **told("一次求解", "one run", "read:placement"),
)
def run(request: HttpRequest, identity: str, number: Number) -> dict[str, Any]:
    """A run with its progress (seconds, value, bound) and its answer."""
    found = placed.run_of(request, identity, number)
    return {**_run(found), "progress": found.progress, "answer": found.answer}


@router.get("/placement/{uuid:identity}/runs/{int:number}/why", response=WaysOut, **told("为何在此、为何不在彼", "why here and not there", "read:placement"))  # fmt: skip
def why(request: HttpRequest, identity: str, number: Number, project: Line) -> dict[str, Any]:
    """Each way of a project with its value, and what would be broken if it stood there."""
    found = placed.run_of(request, identity, number)
    asked = placed.ways_of(found, project)
    if asked is None:
        raise Refusal.of("placement-project-unknown", project=project[:100])
    ways = [{**each, "broken": [one.as_json() for one in each["broken"]]} for each in asked["ways"]]
    return {"project": project, "here": asked["here"], "ways": ways, "simulated": found.study.simulated}


@router.post("/placement/{uuid:identity}/runs/{int:number}/accept", response={201: Entries}, **told("采纳方案", "accept a placement", "write:placement"))  # fmt: skip
def accept(request: HttpRequest, identity: str, number: Number, given: WhyIn) -> Status[dict[str, Any]]:
    """Into the ledger: what differs from what stands is reversed first, then written anew."""
    found = placed.run_of(request, identity, number)
    return Status(201, {"entries": studies.accept(found, by=person(request), why=given.why)})


@router.post("/placement/{uuid:identity}/reverse", response={201: Entries}, **told("撤回一个项目的布局", "take a placement back", "write:placement"))  # fmt: skip
def reverse(request: HttpRequest, identity: str, given: ReverseIn) -> Status[dict[str, Any]]:
    """By an entry of its own."""
    found = placement.own(request, identity)
    return Status(201, {"entries": studies.reverse(found, given.project, by=person(request), why=given.why)})


@router.get(
    "/placement/{uuid:identity}/ledger",
    response=PlacedLedgerOut,
    **told("布局台账", "the ledger of placements", "read:placement"),
)
def ledger(request: HttpRequest, identity: str) -> dict[str, Any]:
    """Every entry, the earliest first."""
    found = placement.own(request, identity)
    entries = found.entries.select_related("by").order_by("number")
    return {
        "simulated": found.simulated,
        "rows": [
            {"number": each.number, "kind": each.kind, "project": each.project, "carrier": each.carrier, "option": each.option, "value": each.value, "by": each.by.username,
             "when": each.when.isoformat(), "why": each.why}
            for each in entries
        ],
    }  # fmt: skip
