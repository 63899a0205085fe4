"""Notices: the right people are told, nobody of a case beyond the reach, once each; read, wished for, and sent as letters that give nothing away."""

from __future__ import annotations

from datetime import date, timedelta
from smtplib import SMTPException

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.web.conftest import signed_in

from chengjie.process import Act, data_of
from chengjie.web import cases, demo, letters, notices, scope, turns
from chengjie.web.models import Case, Notice, Right, StandIn, Wishes


def problem(user: User, place: str = "431127") -> Case:
    asked = Act("open", place=place, data=data_of({"topic": "用电不足"}))
    return cases.open_case(scope.actors(user), "problem", asked, by=user)


def told(kind: str | None = None) -> set[str]:
    rows = Notice.objects.filter(kind=kind) if kind else Notice.objects.all()
    return set(rows.values_list("user__username", flat=True))


def with_right(administrator: User, name: str, role: str, place: str) -> User:
    user = User.objects.create_user(name, password="long enough for anybody", email=f"{name}@example.org")
    Right.objects.create(user=user, role=role, place=place, since=date(2020, 1, 1), given_by=administrator)
    return user


def solving(offices: dict[str, User], due: date) -> Case:
    case = problem(offices["lan"])
    data = data_of({"owner": "供电公司", "solve_by": due.isoformat()})
    cases.go_on(case, scope.actors(offices["lan"]), Act("decide", step="assign", outcome="assigned", data=data))
    return case


def test_those_whose_turn_it_is_are_told_and_nobody_beyond_the_reach(
    offices: dict[str, User], administrator: User
) -> None:
    with_right(administrator, "dispatcher", "dispatcher", "430000")
    problem(offices["lan"])
    assert told("waits") == {
        "colleague",
        "dispatcher",
    }  # not the officer of 新田县, not the clerk, not the one who raised it


def test_nobody_is_told_of_a_case_that_he_may_no_longer_see(offices: dict[str, User]) -> None:
    case = problem(offices["lan"])
    Right.objects.filter(user=offices["lan"]).update(ended=timezone.now())
    cases.go_on(
        case, scope.actors(offices["colleague"]), Act("decide", step="assign", outcome="not-one", note="不属问题")
    )
    assert "lan" not in told("decided")


def test_the_one_who_opened_a_case_hears_how_it_ended(offices: dict[str, User]) -> None:
    case = problem(offices["lan"])
    cases.go_on(
        case, scope.actors(offices["colleague"]), Act("decide", step="assign", outcome="not-one", note="不属问题")
    )
    assert told("decided") == {"lan"}
    row = Notice.objects.get(kind="decided")
    assert notices.words(row).zh == "“用电不足”已办结：不属问题"
    assert "用电不足" not in notices.words(row, named=False).zh


def test_what_is_sent_back_is_told_as_sent_back(offices: dict[str, User], administrator: User) -> None:
    case = solving(offices, timezone.localdate() + timedelta(days=30))
    cases.go_on(
        case, scope.actors(offices["colleague"]), Act("decide", step="solve", outcome="stuck", note="要上级协调")
    )
    assert told("returned") == {"lan"}


def test_a_stand_in_is_told_too(offices: dict[str, User]) -> None:
    today = timezone.localdate()
    StandIn.objects.create(away=offices["colleague"], acts=offices["xintian"], since=today, until=today)
    problem(offices["lan"])
    assert told("waits") == {"colleague", "xintian"}


def test_places_that_are_asked_hear_of_a_round_and_of_its_circular(
    offices: dict[str, User], administrator: User
) -> None:
    dispatcher = with_right(administrator, "dispatcher", "dispatcher", "430000")
    data = data_of({"round": "二季度", "asked": ("431127",), "report_by": "2024-07-05"})
    case = cases.open_case(
        scope.actors(dispatcher), "dispatch-round", Act("open", place="430000", data=data), by=dispatcher
    )
    assert told("round-opened") == {"lan", "colleague", "yongzhou"}
    what = Act("decide", step="report", outcome="report", seat="431127", data=data_of({"signed": 10}))
    cases.go_on(case, scope.actors(offices["lan"]), what)
    cases.go_on(case, scope.actors(dispatcher), Act("decide", step="collect", outcome="collected"))
    cases.go_on(case, scope.actors(dispatcher), Act("submit", document="circular", digest="0" * 64))
    cases.go_on(case, scope.actors(dispatcher), Act("decide", step="circular", outcome="nobody-behind"))
    assert told("circular") == {"lan", "colleague", "yongzhou"}
    assert "xintian" not in told()


def test_clocks_tell_what_falls_due_and_what_is_overdue_once(offices: dict[str, User], administrator: User) -> None:
    with_right(administrator, "supervisor", "supervisor", "430000")
    today = timezone.localdate()
    solving(offices, today + timedelta(days=3))
    turns.run_clocks(day=today)
    turns.run_clocks(day=today)
    assert told("problem-due") == {"lan", "colleague"}
    assert Notice.objects.filter(kind="problem-due").count() == 2
    assert (
        notices.words(Notice.objects.filter(kind="problem-due")[0]).en
        == "Problem “用电不足”: “solving” has 3 days left"
    )
    for later in (5, 6):
        turns.run_clocks(day=today + timedelta(days=later))
    assert told("late") == {"lan", "colleague"}
    assert Notice.objects.filter(kind="late").count() == 2
    assert told("escalated") == {"supervisor"}


def test_simulated_cases_tell_nobody(offices: dict[str, User]) -> None:
    demo.fill(seed=3, projects=4)
    turns.run_clocks(day=date(2030, 1, 1))
    assert told() == set()


def test_what_was_refused_told_nobody(offices: dict[str, User]) -> None:
    case = problem(offices["lan"])
    before = Notice.objects.count()
    with pytest.raises(Exception, match="process-out-of-scope"):
        cases.go_on(case, scope.actors(offices["xintian"]), Act("decide", step="assign", outcome="not-one", note="x"))
    assert Notice.objects.count() == before


def test_the_bell_counts_and_opening_a_notice_reads_it(offices: dict[str, User]) -> None:
    problem(offices["lan"])
    client = signed_in(offices["colleague"])
    row = Notice.objects.get(user=offices["colleague"])
    assert '<span class="many">1</span>' in client.get("/notices/").content.decode()
    assert client.get(f"/notices/{row.pk}/")["Location"] == row.leads
    assert '<span class="many">' not in client.get("/notices/").content.decode()
    assert signed_in(offices["xintian"]).get(f"/notices/{row.pk}/").status_code == 404


def test_all_are_marked_as_read_and_only_ones_own(offices: dict[str, User], administrator: User) -> None:
    dispatcher = with_right(administrator, "dispatcher", "dispatcher", "430000")
    problem(offices["lan"])
    signed_in(offices["colleague"]).post("/notices/read/")
    assert notices.unread(offices["colleague"]) == 0
    assert notices.unread(dispatcher) == 1


def test_a_list_is_filtered_and_goes_on_from_the_last(offices: dict[str, User]) -> None:
    colleague = offices["colleague"]
    for number in range(60):
        notices.tell(colleague, "right-given" if number % 2 else "password", f"n{number}")
    client = signed_in(colleague)
    first = client.get("/notices/")
    assert len(first.context["rows"]) == 50
    assert len(client.get(f"/notices/?after={first.context['next']}").context["rows"]) == 10
    assert len(client.get("/notices/?kind=right-given").context["rows"]) == 30


def test_one_can_shut_off_what_is_not_about_security(offices: dict[str, User]) -> None:
    colleague = offices["colleague"]
    client = signed_in(colleague)
    client.post(
        "/notices/wishes/",
        {
            "language": "en",
            "way-waits": "off",
            "way-sign-in-new": "off",
            "address": "c@example.org",
            "password": "long enough for colleague",
        },
    )
    kept = Wishes.objects.get(user=colleague)
    assert (kept.language, kept.ways) == ("en", {"waits": "off"})
    colleague.refresh_from_db()
    assert colleague.email == "c@example.org"
    assert notices.way(notices.kinds()["sign-in-new"], Wishes(ways={"sign-in-new": "off"})) == "mail"
    problem(offices["lan"])
    assert told("waits") == set()
    assert told("address-changed") == {"colleague"}


def test_an_address_that_is_none_is_refused(offices: dict[str, User]) -> None:
    answer = signed_in(offices["lan"]).post("/notices/wishes/", {"address": "nowhere"})
    assert (answer.status_code, "notice-address-wrong" in answer.content.decode()) == (400, True)


def test_a_letter_gives_the_number_and_nothing_of_the_case_in_the_language_of_the_person(
    offices: dict[str, User],
) -> None:
    colleague = offices["colleague"]
    User.objects.filter(pk=colleague.pk).update(email="c@example.org")
    Wishes.objects.create(user=colleague, language="en", ways={"waits": "mail"})
    case = problem(offices["lan"])
    assert letters.send() == letters.Sent(sent=1)
    letter = mail.outbox[0]
    assert letter.to == ["c@example.org"]
    assert case.number in letter.body
    assert "waits for you" in letter.body
    assert "用电不足" not in f"{letter.body}{letter.subject}"
    assert letters.send() == letters.Sent()
    assert len(mail.outbox) == 1


def test_a_digest_goes_out_once_a_day(offices: dict[str, User]) -> None:
    User.objects.filter(username="colleague").update(email="c@example.org")
    problem(offices["lan"])
    problem(offices["lan"])
    today = timezone.localdate()
    assert letters.send(day=today) == letters.Sent(sent=1)
    assert mail.outbox[0].subject == "承接：2 条提醒"
    problem(offices["lan"])
    assert letters.send(day=today) == letters.Sent()
    assert letters.send(day=today + timedelta(days=1)) == letters.Sent(sent=1)


@pytest.mark.parametrize("way", ["mail", "daily"])
def test_what_cannot_be_sent_is_tried_again_and_then_given_up(offices: dict[str, User], monkeypatch: pytest.MonkeyPatch, way: str) -> None:  # fmt: skip
    User.objects.filter(username="colleague").update(email="c@example.org")
    Wishes.objects.create(user=offices["colleague"], ways={"waits": way})
    problem(offices["lan"])

    def down(*_: object, **__: object) -> int:
        raise SMTPException("the server is down")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", down)
    for _ in letters.PAUSES:
        assert letters.send() == letters.Sent(later=1)
        assert letters.send() == letters.Sent()  # not before its time
        Notice.objects.update(again=timezone.now() - timedelta(seconds=1))
    assert letters.send() == letters.Sent(given_up=1)
    assert Notice.objects.get(user=offices["colleague"]).mail == "given-up"


def test_rights_and_sign_ins_from_a_new_place_are_told(offices: dict[str, User], client: Client) -> None:
    administrator = signed_in(User.objects.get(username="admin"))
    administrator.post("/people/lan/", {"role": "analyst", "place": "431127"})
    right = Right.objects.get(role="analyst")
    assert told("right-given") == {"lan"}
    administrator.post(f"/people/rights/{right.pk}/end/")
    assert told("right-ended") == {"lan"}
    given = {"username": "lan", "password": "long enough for lan"}
    client.post("/sign-in/", given, REMOTE_ADDR="10.0.0.1")
    assert told("sign-in-new") == set()
    client.post("/sign-in/", given, REMOTE_ADDR="10.0.0.2")
    client.post("/sign-in/", given, REMOTE_ADDR="10.0.0.2")
    assert Notice.objects.filter(kind="sign-in-new").count() == 1


def test_a_changed_password_is_told_and_so_is_a_stand_in(offices: dict[str, User]) -> None:
    lan, today = signed_in(offices["lan"]), timezone.localdate().isoformat()
    lan.post("/account/stand-in/", {"name": "colleague", "since": today, "until": today})
    assert told("stand-in") == {"colleague"}
    fresh = "quite another long one"
    lan.post("/account/password/", {"old": "long enough for lan", "password": fresh, "again": fresh})
    assert told("password-changed") == {"lan"}
