"""What somebody without any right is told, instead of an empty page: where to get one, or whom to ask (授权提示)."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse

from chengjie.web import scope
from chengjie.web.records.people import Right


@dataclass(frozen=True, slots=True)
class Hint:
    """Where an administrator gives a right, and for others who has given them one before."""

    leads: str = ""
    ask: tuple[str, ...] = ()


def without_rights(request: HttpRequest) -> Hint | None:
    """The hint for somebody who is signed in and holds no right, not even in somebody's seat; None for everybody else."""
    user = request.user
    if not isinstance(user, User) or any(each.rights for each in scope.of(request)):
        return None
    if user.is_superuser:
        return Hint(leads=reverse("person", args=[user.username]))
    given = Right.objects.filter(user=user, given_by__is_active=True).select_related("given_by")
    return Hint(ask=tuple(dict.fromkeys(each.given_by.first_name or each.given_by.username for each in given[:3])))
