"""Placement (布局): many projects onto many carriers at once; problem, bound, solve, check, propose."""

from chengjie.placement.answer import Answer, BestFound, Infeasible, NoAnswer, Optimal, gap
from chengjie.placement.check import Breach, check, usage, value
from chengjie.placement.colliding import colliding
from chengjie.placement.explain import Conflict, unplaced, why_not
from chengjie.placement.problem import Carrier, Floor, Limit, Option, Problem, Project
from chengjie.placement.reading import read_orlib, read_problem
from chengjie.placement.solve import Progress, solve

__all__ = [
    "Answer", "BestFound", "Breach", "Carrier", "Conflict", "Floor", "Infeasible", "Limit", "NoAnswer", "Optimal", "Option",
    "Problem", "Progress", "Project", "check", "colliding", "gap", "read_orlib", "read_problem", "solve", "unplaced", "usage",
    "value", "why_not",
]  # fmt: skip
