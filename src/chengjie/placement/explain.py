"""Why a project stays out (落不了地的原因): for each way to place it, what is missing and who takes it, and what would help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chengjie.placement.check import Breach
from chengjie.placement.problem import Problem, Project
from chengjie.placement.standing import Standing
from chengjie.values import Text

SHOWN, MOST = 3, 200
Assignment = Mapping[str, str | None]


@dataclass(frozen=True)
class Conflict:
    """Projects that cannot be had together with what is there, why, and what would resolve it."""

    projects: tuple[str, ...]
    reason: Text
    remedy: Text

    def as_json(self) -> dict[str, object]:
        """Plain values."""
        return {"projects": list(self.projects), "reason": self.reason.as_json(), "remedy": self.remedy.as_json()}


def number(amount: float) -> str:
    """A figure as people write it.

    >>> number(3.0), number(0.126)
    ('3', '0.126')
    """
    return f"{amount:.3f}".rstrip("0").rstrip(".")


def said(breach: Breach) -> tuple[Text, Text]:
    """What a breach means in words, and what would lift it."""
    *where, last = breach.names
    place, missing = "、".join(where), number(abs(breach.used - breach.allowed))
    used, allowed = number(breach.used), number(breach.allowed)
    match breach.kind:
        case "capacity" | "reserve":
            kept, kept_en = ("（不含预留）", " (reserve left out)") if breach.kind == "reserve" else ("", "")
            return (
                Text(
                    f"{place} 的{last}{kept}要 {used}，只有 {allowed}",
                    f"{place} would need {used} of {last}{kept_en} and has {allowed}",
                ),
                Text(f"{place} 增加{last} {missing}", f"add {missing} of {last} in {place}"),
            )
        case "limit":
            *areas, industry = where
            area = "、".join(areas)
            return (
                Text(
                    f"{area} 的{industry}将占{last} {used}，上限 {allowed}",
                    f"{industry} would take {used} of {last} in {area}; at most {allowed}",
                ),
                Text(
                    f"放宽{area}对{industry}的上限，或{area}增加{last}",
                    f"raise the limit on {industry} in {area}, or add {last} there",
                ),
            )
        case "floor":
            return (
                Text(f"{place} 只有 {used}，至少要 {allowed}", f"{place} has {used} and must have {allowed}"),
                Text(f"降低{place}的最低要求", f"lower the floor of {place}"),
            )
        case "apart":
            both = "、".join(breach.names)
            return Text(f"{both} 不得在一处", f"{both} must stay apart"), Text(
                "放宽分开的要求", "let them stand together"
            )
        case _:
            names = "、".join(breach.names)
            return Text(f"{names}：{breach.kind}", f"{names}: {breach.kind}"), Text("核对要求", "check the demand")


def unplaced(problem: Problem, assignment: Assignment) -> tuple[Conflict, ...]:
    """Each project that stays out (the first two hundred), with its best ways in and what stands in each way."""
    left = [project for project in problem.projects if assignment.get(project.id) is None][:MOST]
    standing = Standing(problem, assignment) if left else None
    grouped = {name: group for group in problem.together for name in group}
    return tuple(
        _conflict(problem, standing, each, grouped.get(each.id, frozenset({each.id}))) for each in left if standing
    )


def why_not(problem: Problem, assignment: Assignment, project: str, option: str) -> tuple[Breach, ...]:
    """What would be broken if a project were placed so, all else as it is; nothing when it would fit."""
    return Standing(problem, {**assignment, project: None}).against(project, option)


def _conflict(problem: Problem, standing: Standing, project: Project, group: frozenset[str]) -> Conflict:
    name = project.id
    better = -1.0 if problem.sense == "max" else 1.0
    options = sorted(project.options, key=lambda each: (better * project.options[each].value, each))[:SHOWN]
    if not options:
        return Conflict((name,), Text("没有符合条件的承载地", "no carrier is eligible"), Text("核对匹配结论或补充资料", "check the verdicts of the match, or supply what is missing"))  # fmt: skip
    reasons: list[Text] = []
    remedies: list[Text] = []
    for option in options:
        words = [said(breach) for breach in standing.against(name, option)]
        if words:
            reasons.append(
                Text(
                    f"放 {option}：" + "，".join(w.zh for w, _ in words),
                    f"in {option}: " + ", ".join(w.en for w, _ in words),
                )
            )
            remedies += [remedy for _, remedy in words]
        elif len(group) > 1:
            reasons.append(
                Text(
                    f"放 {option}：须与 {'、'.join(sorted(group - {name}))} 同去",
                    f"in {option}: only together with {', '.join(sorted(group - {name}))}",
                )
            )
        else:
            reasons.append(
                Text(f"放 {option}：放得下，但总价值不增", f"in {option}: it would fit, but nothing is gained")
            )
    remedy = remedies or [Text("提高该项目的价值或不落地代价", "raise its value or the price of leaving it out")]
    return Conflict(
        tuple(sorted(group)), Text("；".join(r.zh for r in reasons), "; ".join(r.en for r in reasons)),
        Text("或：".join(r.zh for r in remedy[:2]), ", or ".join(r.en for r in remedy[:2])),
    )  # fmt: skip
