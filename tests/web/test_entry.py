"""Who comes in, and how."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from chengjie.web import entry
from chengjie.web.models import Attempt, Invitation

GOOD = {"username": "planner", "password": "mountain river 24", "again": "mountain river 24"}


@pytest.mark.django_db
def test_the_first_start_gives_one_link_and_a_later_one_none() -> None:
    link = entry.first_link()
    assert link is not None
    assert re.fullmatch(r"/welcome/[\w-]{40,}/", link)
    assert Client().post(link, GOOD).status_code == 302
    assert entry.first_link() is None
    assert User.objects.get().check_password("mountain river 24")


@pytest.mark.django_db
def test_a_link_works_once_and_not_for_ever() -> None:
    link = str(entry.first_link())
    assert Client().post(link, GOOD).status_code == 302
    assert Client().get(link).status_code == 404
    late = Invitation.make(User.objects.create(username="late"))
    Invitation.objects.filter(pk=late.pk).update(created=timezone.now() - timedelta(days=3))
    assert Client().get(f"/welcome/{late.token}/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"password": "short", "again": "short"}, "12"),
        ({"again": "something else 12"}, "不一样"),
        ({"username": "x"}, "2 到 40"),
        ({"username": "li"}, "已被使用"),
    ],
)
def test_a_bad_choice_is_refused_and_the_link_still_works(li: User, given: dict[str, str], word: str) -> None:
    invitation = Invitation.make(User.objects.create(username="new"))
    link = f"/welcome/{invitation.token}/"
    answer = Client().post(link, {**GOOD, **given})
    assert answer.status_code == 400
    assert word in answer.content.decode()
    assert Client().post(link, GOOD).status_code == 302


@pytest.mark.django_db
def test_a_wrong_password_does_not_come_in_and_five_make_it_wait(li: User) -> None:
    for _ in range(5):
        assert Client().post("/sign-in/", {"username": "li", "password": "wrong"}).status_code == 400
    right = {"username": "li", "password": "long enough for Li"}
    assert Client().post("/sign-in/", right).status_code == 400, "another browser does not help"
    assert Client(REMOTE_ADDR="10.0.0.9").post("/sign-in/", right).status_code == 302, (
        "nobody is shut out from elsewhere"
    )
    Attempt.objects.update(when=timezone.now() - Attempt.WAIT)
    assert Client().post("/sign-in/", right).status_code == 302
    assert not Attempt.objects.filter(address="127.0.0.1").exists()


@pytest.mark.django_db
def test_an_address_that_tries_many_names_has_to_wait(li: User) -> None:
    for number in range(Attempt.MOST_OF_ADDRESS):
        Client().post("/sign-in/", {"username": f"name{number}", "password": "wrong"})
    right = {"username": "li", "password": "long enough for Li"}
    assert Client().post("/sign-in/", right).status_code == 400


@pytest.mark.django_db
def test_a_name_that_is_tried_from_everywhere_has_to_wait_and_old_tries_are_forgotten(li: User) -> None:
    for number in range(Attempt.MOST_OF_NAME):
        Attempt.note("LI", f"10.0.1.{number}")
    assert Attempt.must_wait("li", "10.9.9.9")
    Attempt.objects.update(when=timezone.now() - 2 * Attempt.KEPT)
    Attempt.note("wang", "10.9.9.9")
    assert Attempt.objects.count() == 1


@pytest.mark.django_db
def test_signing_in_leads_back_here_only(li: User) -> None:
    given = {"username": "li", "password": "long enough for Li", "next": "https://elsewhere.example/"}
    assert Client().post("/sign-in/", given)["Location"] == "/"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/sign-in/", "/sign-out/", "/uploads/"])
def test_a_form_without_its_token_is_refused(li: User, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(li)
    assert client.post(address, {}).status_code == 403
