"""What operations on people answer: oneself, people with their rights, tokens, programs (人员与授权)."""

from __future__ import annotations

from datetime import date, datetime

from chengjie.web.api.answers.shape import Answer, Told


class TokenOut(Answer):
    """A token without its key."""

    id: int
    title: str
    start: str
    scopes: list[str]
    place: str
    until: datetime
    used: datetime | None
    standing: bool


class KeyOut(TokenOut):
    """A token with its key, which is told this once."""

    key: str


class TokensOut(Answer):
    """One's own tokens."""

    tokens: list[TokenOut]


class GrantOut(Answer):
    """A right that counts here and today; `within` is the place to which the token narrows it."""

    role: str
    place: str
    carrier: str
    enterprise: str
    within: str
    stands_in_for: str | None


class MeOut(Answer):
    """Oneself, one's rights, and the token used."""

    username: str
    name: str
    administrator: bool
    rights: list[GrantOut]
    token: TokenOut | None


class RightOut(Answer):
    """A right: its role, what it is bound to, from whom and until when."""

    id: int
    role: str
    role_title: Told
    place: str
    carrier: str
    enterprise: str
    where: Told
    since: date
    until: date | None
    given_by: str
    ended: datetime | None


class PersonOut(Answer):
    """A person with rights."""

    username: str
    name: str
    active: bool
    rights: list[RightOut]


class PeopleOut(Answer):
    """A page of people."""

    rows: list[PersonOut]
    next: int | None


class InvitedOut(PersonOut):
    """A person with the one-time link, which is told this once."""

    link: str


class LinkOut(Answer):
    """A one-time link, to be handed over."""

    link: str


class IdentityOut(Answer):
    """A subject of the sign-on platform that is a person."""

    id: int
    issuer: str
    subject: str


class MachineOut(Answer):
    """An account for a program: nobody signs in with it, somebody answers for it."""

    username: str
    purpose: str
    responsible: str
    tokens: list[TokenOut]


class MachinesOut(Answer):
    """The programs."""

    rows: list[MachineOut]
