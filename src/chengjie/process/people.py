"""Who acts and on what (人员与范围): grants of roles within a place, a carrier or an enterprise; one question settles the scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chengjie.process.law import Law


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, and what it is bound to: a place with all below it, a carrier, an enterprise.

    A role that is bound to something (roles.csv) and a grant that does not say to what covers nothing. `within` narrows a grant
    to what lies in a place and leaves its level as it is.
    """

    role: str
    place: str = ""
    carrier: str = ""
    enterprise: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with grants; `stands_in_for` is the person who is away and whose grants are used instead (代理、替岗)."""

    person: str
    grants: tuple[Grant, ...]
    stands_in_for: Actor | None = None

    @property
    def rights(self) -> tuple[Grant, ...]:
        """The grants that count."""
        return self.stands_in_for.grants if self.stands_in_for is not None else self.grants

    @property
    def seat(self) -> str:
        """The person whose seat is taken."""
        return self.stands_in_for.person if self.stands_in_for is not None else self.person


@dataclass(frozen=True, slots=True)
class Subject:
    """What a case or a record is about, as far as scope goes: its place, carrier and enterprise."""

    place: str = ""
    carrier: str = ""
    enterprise: str = ""


def covers(grant: Grant, subject: Subject, law: Law) -> bool:
    """Whether a grant reaches a subject: the place lies within, the carrier and the enterprise are the same."""
    bound = law.roles.get(grant.role)
    if bound is None or (bound.bound and not getattr(grant, bound.bound)):
        return False
    if any(area and not law.within(subject.place, area) for area in (grant.place, grant.within)):
        return False
    if grant.carrier and grant.carrier != subject.carrier:
        return False
    return not (grant.enterprise and grant.enterprise != subject.enterprise)


def sees(who: Actor, subjects: Iterable[Subject], law: Law) -> bool:
    """Whether a person may see something that is about any of the subjects: the one question of scope."""
    wanted = tuple(subjects)
    return any(covers(grant, subject, law) for grant in who.rights for subject in wanted)
