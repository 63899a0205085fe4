"""What a case shows in forms and values. The form of an act looks the same in every case where the same is open: drawn once, and kept."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from chengjie.process import Definition, State
from chengjie.values import Text
from chengjie.values.text import Language
from chengjie.web import cases
from chengjie.web.case_forms import Button
from chengjie.web.masking import Seen
from chengjie.web.templatetags.words import number, placed, say, times, zh

register = template.Library()
_OF_OPEN_STEPS = frozenset({"delegate"})
_OF_ENTRIES = frozenset({"reverse", "correct"})


@dataclass(frozen=True, slots=True)
class Form:
    """Everything on which the look of such a form depends."""

    process: str
    version: int
    digest: str
    kind: str
    step: str
    outcome: str
    seat: str
    fields: tuple[str, ...]
    note: bool
    evidence: bool
    title: Text
    under: Text | None
    shut: bool
    steps: tuple[str, ...] = ()
    entries: int = 0


@register.simple_tag(takes_context=True)
def named(context: dict[str, Any], button: Button) -> SafeString:
    """What an act is called: its step, its own words, for which seat, and whether something stands against it."""
    return drawn("case-act-name", form_of(button, context["state"], context["definition"]), context["lang"])


@register.simple_tag(takes_context=True)
def asked(context: dict[str, Any], button: Button) -> SafeString:
    """What an act asks for: fields, papers, clocks, places, words; and its button."""
    return drawn("case-act", form_of(button, context["state"], context["definition"]), context["lang"])


def form_of(button: Button, state: State, definition: Definition) -> Form:
    """What is asked for, without what differs from case to case and does not show."""
    act, names = button.act, tuple(each.name for each in button.fields)
    return Form(
        definition.name, definition.version, definition.digest, act.kind, act.step, act.outcome, act.seat, names, button.note,
        button.evidence, button.title, button.under, shut=bool(button.against),
        steps=tuple(each.step for each in state.tokens) if act.kind in _OF_OPEN_STEPS else (),
        entries=state.count if act.kind in _OF_ENTRIES else 0,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def drawn(look: str, form: Form, lang: Language) -> SafeString:
    """A part of the form as it stands on the page."""
    definition = cases.library().get(form.process, form.version)
    given = {
        "lang": lang, "form": form, "definition": definition,
        "fields": [definition.field_of[each] for each in form.fields],
        "steps": [definition.step_of[each] for each in form.steps],
    }  # fmt: skip
    return mark_safe(get_template(f"chengjie/{look}.html").render(given))  # noqa: S308  # our own template


@register.simple_tag(takes_context=True)
def datum(context: dict[str, Any], seen: Seen) -> SafeString | str:
    """A value of a case as somebody sees it, with its unit; places by their names."""
    value, field, english = seen.value, seen.field, context["lang"] == "en"
    if isinstance(value, bool):
        return say("yes" if value else "no", english=english)
    if isinstance(value, Decimal):
        return format_html("{} {}", number(value), times(context, field.unit)) if field.unit else number(value)
    if isinstance(value, tuple):
        return format_html_join(", " if english else "、", "{}", ((placed(context, code),) for code in value))
    return zh(value)
