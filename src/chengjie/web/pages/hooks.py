"""Web hooks on the site: one's own subscriptions, the log of each, a trial, and sending again (推送)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from chengjie.values import Text
from chengjie.web import events, hooks, taking
from chengjie.web.pages.settlement import person
from chengjie.web.records.hooks import Delivery, Hook

SHOWN = 50
STATES = {"waiting": Text("待送", "waiting"), "done": Text("已送达", "delivered"), "dead": Text("已放弃", "given up")}


@login_required
def listing(request: HttpRequest) -> HttpResponse:
    """One's own subscriptions, and a further one."""
    user = person(request)
    if request.method == "POST":
        given = request.POST
        made = hooks.subscribe(user, given.get("title", ""), given.get("address", ""), given.getlist("kind"), place=given.get("place", ""))  # fmt: skip
        return render(request, "chengjie/hook-made.html", {"hook": made})
    rows = [(each, each.deliveries.filter(state="dead").exists()) for each in Hook.objects.filter(user=user)[:SHOWN]]
    kinds = [(name, title) for name, title in events.KINDS.items() if name != "ping"]
    return render(request, "chengjie/hooks.html", {"rows": rows, "kinds": kinds})


def own(request: HttpRequest, identity: int) -> Hook:
    """A subscription of one's own; nobody else's is there."""
    return get_object_or_404(Hook, pk=identity, user=person(request))


@login_required
def hook(request: HttpRequest, identity: int) -> HttpResponse:
    """One subscription with its deliveries and every try."""
    found, state, after = own(request, identity), request.GET.get("state", ""), request.GET.get("after", "")
    rows = found.deliveries.select_related("event")
    if state in STATES:
        rows = rows.filter(state=state)
    if (at := taking.whole(after)) is not None:
        rows = rows.filter(pk__lt=at)
    shown = list(rows[: SHOWN + 1])
    context = {
        "hook": found, "rows": [(each, STATES[each.state], events.KINDS.get(each.event.kind, Text(each.event.kind, each.event.kind))) for each in shown[:SHOWN]],
        "kinds": [events.KINDS[each] for each in found.kinds if each in events.KINDS], "states": STATES.items(), "given": request.GET,
        "next": shown[SHOWN - 1].pk if len(shown) > SHOWN else None,
    }  # fmt: skip
    return render(request, "chengjie/hook.html", context)


@login_required
@require_POST
def end(request: HttpRequest, identity: int) -> HttpResponse:
    """End a subscription; its log stays."""
    hooks.end(own(request, identity))
    return redirect("hooks")


@login_required
@require_POST
def ping(request: HttpRequest, identity: int) -> HttpResponse:
    """A trial, sent at once."""
    found = own(request, identity)
    hooks.send_now(hooks.ping(found))
    return redirect("hook", found.pk)


@login_required
@require_POST
def again(request: HttpRequest, identity: int, number: int) -> HttpResponse:
    """Send one delivery again, at once."""
    found = own(request, identity)
    row = get_object_or_404(Delivery.objects.select_related("hook"), pk=number, hook=found)
    hooks.again(row)
    hooks.send_now(row)
    return redirect("hook", found.pk)
