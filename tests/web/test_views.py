"""Saved views: one's own or of an office; a link narrows what somebody sees and never widens it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from tests.web.conftest import signed_in
from tests.web.test_registers import FIRM, made, page

from chengjie.errors import Refusal
from chengjie.web import saved_views, scope
from chengjie.web.records.views import View

LIST = "/registers/enterprises/"


@pytest.fixture
def lan(offices: dict[str, User]) -> Client:
    return signed_in(offices["lan"])


def saved(client: Client, **given: str) -> View:
    answer = client.post("/views/", {"page": LIST, "query": "q=mmdz&after=7&rung=", "name": "电子", **given})
    assert answer.status_code == 302, answer.content.decode()
    return View.objects.latest("made")


def test_a_view_keeps_the_question_and_not_where_one_stands_in_the_list(lan: Client) -> None:
    view = saved(lan)
    assert (view.query, view.office, view.first) == ("q=mmdz", "", False)
    assert lan.get(f"/views/{view.pk}/")["Location"] == f"{LIST}?q=mmdz"
    assert "电子" in page(lan, f"{LIST}?q=mmdz")
    assert View.objects.count() == 1
    assert saved(lan, query="place=431127").pk == view.pk


def test_a_view_of_an_office_shows_each_only_what_is_theirs(lan: Client, offices: dict[str, User]) -> None:
    made(lan, "enterprises", FIRM)
    own = saved(lan)
    assert signed_in(offices["colleague"]).get(f"/views/{own.pk}/").status_code == 404
    shared = saved(lan, office="431127")
    colleague, xintian = signed_in(offices["colleague"]), signed_in(offices["xintian"])
    assert "某某电子" in colleague.get(f"/views/{shared.pk}/", follow=True).content.decode()
    assert xintian.get(f"/views/{shared.pk}/").status_code == 404
    assert "某某电子" not in page(xintian, f"{LIST}?{shared.query}")
    assert colleague.post(f"/views/{shared.pk}/remove/").status_code == 400
    assert View.objects.count() == 1
    lan.post(f"/views/{shared.pk}/remove/")
    assert View.objects.count() == 0


def test_the_first_view_is_shown_when_a_list_is_opened_and_there_is_one_of_them(lan: Client) -> None:
    saved(lan, first="1")
    second = saved(lan, name="蓝山", query="place=431127", first="1")
    assert [each.name for each in View.objects.filter(first=True)] == ["蓝山"]
    assert lan.get(LIST)["Location"] == f"{LIST}?{second.query}"
    assert lan.get(f"{LIST}?all=1").status_code == 200


@pytest.mark.parametrize("path", ["/cases/", "/ledger/"])
def test_cases_and_the_ledger_have_views_too(lan: Client, path: str) -> None:
    view = saved(lan, page=path, query="q=毛织", first="1")
    assert lan.get(path, follow=True).redirect_chain == [(f"{path}?{view.query}", 302)]
    assert "存为视图" in page(lan, f"{path}?{view.query}")


def test_what_is_wrong_with_a_view_is_said_all_at_once(offices: dict[str, User]) -> None:
    lan = offices["lan"]
    with pytest.raises(Refusal) as caught:
        saved_views.save(
            "https://elsewhere/", "q=" + "x" * 1001, name=" ", user=lan, who=scope.actors(lan), office="431128"
        )
    assert [each.code for each in caught.value.faults] == ["view-page-unknown", "view-name-missing", "view-too-long", "view-office-not-yours"]  # fmt: skip


def test_views_are_bounded_in_number_and_removed_by_their_owner(offices: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    lan, colleague = offices["lan"], offices["colleague"]
    monkeypatch.setattr(saved_views, "MOST", 1)
    view = saved_views.save(LIST, "q=a", name="甲", user=lan, who=scope.actors(lan))
    with pytest.raises(Refusal, match="view-too-many"):
        saved_views.save(LIST, "q=b", name="乙", user=lan, who=scope.actors(lan))
    with pytest.raises(Refusal, match="view-not-yours"):
        saved_views.remove(view, colleague)
    assert Client().post("/views/", {"page": LIST}).status_code == 302
    assert "存为视图" not in page(Client(), "/registers/plots/")
