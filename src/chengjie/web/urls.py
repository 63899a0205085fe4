"""Addresses."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path

from chengjie.errors import Refusal
from chengjie.web import entry
from chengjie.web.api import api
from chengjie.web.door import refuse
from chengjie.web.pages import (
    access,
    account,
    admission,
    boards,
    budgets,
    cases,
    catalogue,
    chains,
    cockpit,
    desks,
    dispatch,
    flows,
    imports,
    indices,
    kept_matches,
    ledger,
    matching,
    notices,
    people,
    placed,
    placement,
    promises,
    reader,
    registers,
    rules,
    screening,
    settlement,
    ties,
    trails,
    uploads,
)

urlpatterns = [
    path("", cockpit.cockpit, name="cockpit"),
    path("goals/<slug:region>/<slug:indicator>/", cockpit.goal, name="goal"),
    path("plans/", reader.first, name="reader-first"),
    path("plans/<str:document>/", reader.reader, name="reader"),
    path("plans/<str:document>/findings/", reader.findings, name="findings"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("places/<str:code>/", catalogue.place, name="place"),
    path("carriers/<str:identity>/", catalogue.carrier, name="carrier"),
    path("match/", matching.match, name="match"),
    path("admission/", admission.admission, name="admission"),
    path("admission/keep/", admission.keep, name="keep-case"),
    path("admission/cases/", admission.cases, name="held-cases"),
    path("rules/", rules.rules, name="rules"),
    path("rules/parameters/", rules.parameters, name="parameters"),
    path("rules/parameters/fill/", rules.fill, name="fill"),
    path("rules/<slug:identity>/", rules.rule, name="rule"),
    path("budgets/", budgets.budgets, name="budgets"),
    path("budgets/open/", budgets.open_account, name="open-budget"),
    path("budgets/suspend/", budgets.suspend, name="suspend"),
    path("budgets/<int:number>/", budgets.budget, name="budget"),
    path("budgets/<int:number>/draw/", budgets.draw, name="draw"),
    path("match/keep/", kept_matches.keep, name="match-keep"),
    path("match/kept/", kept_matches.kept, name="kept-matches"),
    path("match/kept/<uuid:identity>/remove/", kept_matches.forget, name="match-forget"),
    path("boards/", boards.boards, name="boards"),
    path("boards/<uuid:identity>/", boards.show, name="board"),
    path("boards/<uuid:identity>/remove/", boards.forget, name="board-forget"),
    path("boards/<slug:name>/", boards.kind, name="board-kind"),
    path("boards/<slug:name>/example/", boards.example, name="board-example"),
    path("screening/", screening.runs, name="screenings"),
    path("screening/<uuid:identity>/", screening.run, name="screening"),
    path("screening/<uuid:identity>/why/", screening.why, name="screening-why"),
    path("screening/<uuid:identity>/rejects.csv", screening.rejects, name="screening-rejects"),
    path("screening/<uuid:identity>/remove/", screening.remove, name="screening-remove"),
    path("settlement/", settlement.settlement, name="settlement"),
    path("settlement/schemes/<slug:name>/", settlement.scheme, name="scheme"),
    path("settlement/agreements/<slug:name>/", settlement.form, name="agreement-form"),
    path("settlement/desks/", settlement.open_desk, name="open-desk"),
    path("settlement/desks/<uuid:identity>/", desks.desk, name="desk"),
    path("settlement/desks/<uuid:identity>/put/", desks.put, name="desk-put"),
    path("settlement/desks/<uuid:identity>/post/", desks.post, name="desk-post"),
    path("placement/", placement.placement, name="placement"),
    path("placement/templates/<slug:name>/", placement.template, name="placement-template"),
    path("placement/bring/", placement.bring, name="bring-placement"),
    path("placement/<uuid:identity>/", placement.study, name="study"),
    path("placement/<uuid:identity>/start/", placement.start, name="start-placement"),
    path("placement/<uuid:identity>/remove/", placement.remove, name="remove-placement"),
    path("placement/<uuid:identity>/reverse/", placed.reverse, name="reverse-placement"),
    path("placement/<uuid:identity>/ledger/", placed.ledger, name="placement-ledger"),
    path("placement/<uuid:identity>/<int:number>/", placed.run, name="placement-run"),
    path("placement/<uuid:identity>/<int:number>/accept/", placed.accept, name="accept-placement"),
    path("promises/", promises.promises, name="promises"),
    path("promises/add/", promises.add, name="promises-add"),
    path("access/", access.access, name="access"),
    path("chains/", chains.chains, name="chains"),
    path("chains/<str:name>/", chains.chain, name="chain"),
    path("flows/", flows.flows, name="flows"),
    path("ties/", ties.ties, name="ties"),
    path("indices/", indices.indices, name="indices"),
    path("indices/<slug:name>/", indices.index, name="index"),
    path("indices/<slug:name>/sheets/", indices.bring, name="index-bring"),
    path("indices/<slug:name>/sheets/<slug:key>/remove/", indices.drop, name="index-drop"),
    path("indices/<slug:name>/units/<path:unit>/", indices.unit, name="index-unit"),
    path("why/<path:figure>/", trails.why, name="why"),
    path("sources/", trails.sources, name="sources"),
    path("glossary/", trails.glossary, name="glossary"),
    path("health/", trails.health, name="health"),
    path("uploads/", uploads.uploads, name="uploads"),
    path("uploads/<uuid:identity>/", uploads.upload, name="upload"),
    path("uploads/<uuid:identity>/decide/", uploads.decide, name="decide"),
    path("uploads/<uuid:identity>/corrections.csv", uploads.corrections, name="corrections"),
    path("uploads/<uuid:identity>/remove/", uploads.remove, name="remove"),
    path("sign-in/", entry.sign_in, name="sign-in"),
    path("sign-in/code/", entry.code, name="sign-in-code"),
    path("work/", cases.work, name="work"),
    path("cases/", cases.listing, name="cases"),
    path("cases/new/", cases.choose, name="case-choose"),
    path("cases/new/<slug:name>/", cases.begin, name="case-begin"),
    path("cases/<str:number>/", cases.case, name="case"),
    path("cases/<str:number>/act/", cases.act, name="case-act"),
    path("cases/<str:number>/files/<uuid:identity>/", cases.file, name="case-file"),
    path("registers/", registers.listing, name="registers"),
    path("registers/<slug:name>/", registers.register, name="register"),
    path("registers/<slug:name>/new/", registers.new, name="record-new"),
    path("registers/<slug:name>/form/", imports.form, name="register-form"),
    path("registers/<slug:name>/imports/", imports.brought, name="imports"),
    path("registers/<slug:name>/imports/<uuid:identity>/", imports.brought_one, name="import"),
    path("registers/<slug:name>/imports/<uuid:identity>/accept/", imports.accept, name="import-accept"),
    path("registers/<slug:name>/imports/<uuid:identity>/drop/", imports.drop, name="import-drop"),
    path("registers/<slug:name>/imports/<uuid:identity>/undo/", imports.undo, name="import-undo"),
    path("registers/<slug:name>/records/<int:number>/", registers.record, name="record"),
    path("registers/<slug:name>/records/<int:number>/correct/", registers.correct, name="record-correct"),
    path("registers/<slug:name>/records/<int:number>/withdraw/", registers.withdraw, name="record-withdraw"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("dispatch/", dispatch.dispatch, name="dispatch"),
    path("dispatch/figures/<slug:name>/<str:place>/", dispatch.figure, name="dispatch-figure"),
    path("dispatch/rounds/<str:number>/", dispatch.round_, name="dispatch-round"),
    path("notices/", notices.listing, name="notices"),
    path("notices/read/", notices.read, name="notices-read"),
    path("notices/wishes/", notices.wishes, name="notice-wishes"),
    path("notices/<int:identity>/", notices.one, name="notice"),
    path("account/", account.account, name="account"),
    path("account/factor/", account.factor, name="factor"),
    path("account/factor/off/", account.factor_off, name="factor-off"),
    path("account/password/", account.password, name="password"),
    path("account/sessions/<int:identity>/end/", account.end_session, name="end-session"),
    path("account/stand-in/", account.stand_in, name="stand-in"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/rights/<int:identity>/end/", people.end_right, name="end-right"),
    path("people/<str:name>/", people.someone, name="person"),
    path("people/<str:name>/shut/", people.shut, name="shut"),
    path("people/<str:name>/link/", people.link, name="person-link"),
    path("sign-out/", entry.sign_out, name="sign-out"),
    path("welcome/<str:token>/", entry.welcome, name="welcome"),
    path("choose/<str:what>/<str:value>/", entry.choose, name="choose"),
    path("api/", api.urls),
]


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in both languages."""
    if request.path.startswith("/api/"):
        return refuse(request, Refusal.of("api-nothing-here"), status=404)
    return render(request, "chengjie/missing.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500 in both languages, without touching anything that may be broken."""
    if request.path.startswith("/api/"):
        return JsonResponse({"refused": [{"code": "failed", "where": "", "message": {"zh": "程序出错，已记录。", "en": "Something failed and was recorded."}}]}, status=500)  # fmt: skip
    words = "程序出错，已记录。请返回首页。 Something failed and was recorded. <a href='/'>首页 · Home</a>"
    return HttpResponse(f"<!doctype html><meta charset=utf-8><title>500</title><p>{words}</p>", status=500)


handler404 = "chengjie.web.urls.not_found"
handler500 = "chengjie.web.urls.failed"
