"""Placement (布局): many projects onto many carriers at once; problem, bound, solve, check, propose."""

from chengjie.placement.answer import Answer, BestFound, Infeasible, NoAnswer, Optimal, gap
from chengjie.placement.check import Breach, check, usage, value
from chengjie.placement.colliding import colliding
from chengjie.placement.explain import Conflict, unplaced, why_not
from chengjie.placement.figures import Figures, Use, figures
from chengjie.placement.problem import Carrier, Floor, Limit, Option, Problem, Project
from chengjie.placement.proposing import Doubt, Proposal, propose
from chengjie.placement.reading import read_orlib, read_problem
from chengjie.placement.replanning import Replanned, move_least, replan
from chengjie.placement.solve import Progress, solve
from chengjie.placement.worths import Worth, worths

__all__ = [
    "Answer", "BestFound", "Breach", "Carrier", "Conflict", "Doubt", "Figures", "Floor", "Infeasible", "Limit", "NoAnswer",
    "Optimal", "Option", "Problem", "Progress", "Project", "Proposal", "Replanned", "Use", "Worth", "check", "colliding",
    "figures", "gap", "move_least", "propose", "read_orlib", "read_problem", "replan", "solve", "unplaced", "usage", "value", "why_not",
    "worths",
]  # fmt: skip
