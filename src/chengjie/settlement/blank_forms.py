"""Forms of agreements as data (`settlements/*.yaml`, form `agreement`): what the parties have to fill in, and nothing filled in for them."""

from __future__ import annotations

from typing import Literal

import pydantic

import chengjie.package
from chengjie.errors import Fault, Refusal, Where
from chengjie.package import Package
from chengjie.package.written import Part, Said
from chengjie.settlement.agreement import ID, Party


class FormLine(Part):
    """Something to be shared: of which items, as money, statistic or duty."""

    id: str = pydantic.Field(pattern=ID)
    title: Said
    kind: Literal["revenue", "statistic", "duty"] = "revenue"
    items: dict[str, Said] = pydantic.Field(min_length=1)


class Form(Part):
    """A kind of agreement. `agreed_first`: shares have to be agreed before the first income (先确权后转化)."""

    form: Literal["agreement"]
    id: str = pydantic.Field(pattern=ID)
    title: Said
    parties: tuple[Party, ...] = pydantic.Field(min_length=2)
    lines: tuple[FormLine, ...] = pydantic.Field(min_length=1)
    one_off: tuple[Said, ...] = ()
    agreed_first: bool = False
    source: str
    article: str = ""
    evidence: Literal["L", "F", "V"]
    note: Said | None = None


def forms(package: Package) -> dict[str, Form]:
    """Every form of a zone by id. Refuses `definition-invalid` and `scheme-source-unknown`."""
    given = [each for each in package.definitions("settlements") if each.data.get("form") == "agreement"]
    found = {each.id: each for each in chengjie.package.checked(given, Form)}
    faults = [
        Fault("scheme-source-unknown", Where(file=f"settlements/{each.id}.yaml"), {"source": each.source})
        for each in found.values()
        if each.source not in package.sources
    ]
    if faults:
        raise Refusal(faults)
    return found


def form(package: Package, name: str) -> Form:
    """One form. Refuses `form-unknown` with those that there are."""
    known = forms(package)
    if name not in known:
        raise Refusal.of("form-unknown", form=name, known="、".join(sorted(known)))
    return known[name]


def blank(form: Form) -> str:
    """The agreement as YAML with every share, part and day left open; reading it names each blank.

    What a party need not settle it strikes out; one-off payments and caps are added where they are agreed.
    """
    said = [
        f"# {form.title.zh} · {form.title.en}",
        "# 每个空白都要由各方约定后填写；没有填的，结算时逐个指出。 Every blank is for the parties to fill; settling names each one left.",
        f"id: my-{form.id}",
        f"title: {{zh: {form.title.zh}, en: {form.title.en}}}",
        "agreed:    # 签订日期 · day of signing",
        f"agreed_first: {'true' if form.agreed_first else 'false'}",
        "parties:",
        *(f"  - {{id: {each.id}, title: {{zh: {each.title.zh}, en: {each.title.en}}}}}" for each in form.parties),
        "phases:",
        "  - id: first",
        "    from:    # 起 · from",
        "    until:    # 止 · until",
        "    lines:",
    ]
    for line in form.lines:
        shares = ", ".join(f"{each.id}: " for each in form.parties)
        said += [
            f"      - id: {line.id}",
            f"        title: {{zh: {line.title.zh}, en: {line.title.en}}}",
            f"        kind: {line.kind}",
            "        items:    # 每项中用来分享的部分，0 到 1 · the part of each that is shared, 0 to 1",
            *(f"          {name}:    # {title.zh} · {title.en}" for name, title in line.items.items()),
            f"        shares: {{{shares}}}    # 合计为 1 · sum to 1",
            "        source:    # 协议条款 · the clause",
        ]
    said += [f"# 可另列一次性支付 one_off：{each.zh} · {each.en}" for each in form.one_off]
    return "\n".join(said) + "\n"
