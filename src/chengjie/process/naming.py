"""Words for what is missing (缺什么): names that figures and clocks give, said in the trade's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chengjie.errors import Fault, Refusal
from chengjie.process.definition import Definition
from chengjie.process.law import Law
from chengjie.values import Text
from chengjie.values.text import Language

_KNOWN: Mapping[str, Text] = {
    "channel": Text("办理渠道", "how the applicant came"), "suspended": Text("时限已暂停", "the clock is suspended"),
    "report": Text("填报", "the report"),
}  # fmt: skip
BETWEEN = "、"


def word(name: str, law: Law, definitions: Iterable[Definition] = ()) -> Text:
    """What a missing name is called: `limit:ID` by the limit, `year:2027` by its notice of holidays, a field by its title.

    A name that nobody knows stays as it is.
    """
    kind, _, rest = name.partition(":")
    if kind == "limit":
        found = law.limits.get(rest)
        title = next(
            (each.clock_of[rest].title.text for each in definitions if rest in each.clock_of), Text(rest, rest)
        )
        said = found.title if found is not None else title
        return Text(f"“{said.zh}”的天数", f"the days of “{said.en}”")
    if kind == "year":
        return Text(f"{rest}年的放假安排", f"the notice of holidays of {rest}")
    wanted = rest if kind == "field" else name
    titles = (each.field_of[wanted].title.text for each in definitions if wanted in each.field_of)
    return next(titles, _KNOWN.get(name, Text(name, name)))


def words(names: str, law: Law, definitions: Iterable[Definition] = (), *, language: Language = "zh") -> str:
    """The words for several missing names, as figures give them."""
    known = tuple(definitions)
    between = BETWEEN if language == "zh" else ", "
    return between.join(word(each, law, known).say(language) for each in names.split(BETWEEN) if each)


def worded(refusal: Refusal, definition: Definition, law: Law) -> Refusal:
    """The same refusal with steps, fields, documents and roles called by their titles; codes and places stay."""
    return Refusal([_worded(each, definition, law) for each in refusal.faults])


def _worded(fault: Fault, definition: Definition, law: Law) -> Fault:
    found = dict(fault.parameters)
    for key, value in fault.parameters.items():
        if not isinstance(value, str):
            continue
        said = [_title(key, each, definition, law) for each in value.split(BETWEEN)]
        if any(title is not None for title in said):
            both = [title or Text(each, each) for title, each in zip(said, value.split(BETWEEN), strict=True)]
            found[key] = BETWEEN.join(each.zh for each in both)
            found[f"{key}_en"] = ", ".join(each.en for each in both)
    return Fault(fault.code, fault.where, found)


def _title(key: str, name: str, definition: Definition, law: Law) -> Text | None:
    if key == "name" and name in definition.field_of:
        return definition.field_of[name].title.text
    if key == "step" and name in definition.step_of:
        return definition.step_of[name].title.text
    if key == "document" and name in definition.document_of:
        return definition.document_of[name].title.text
    if key == "roles" and name in law.roles:
        return law.roles[name].title
    return None
