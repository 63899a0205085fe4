"""Chains, corridors, access, ties: who reaches whom, who supplies whom, who is bound to whom (网络)."""

from chengjie.network.access import Change, Reach, Stretch, access, changes, destinations, networks, stretches
from chengjie.network.assumptions import Assumption, Assumptions, assumptions
from chengjie.network.lines import Line, Stop, chosen, lines, read_lines

__all__ = [
    "Assumption", "Assumptions", "Change", "Line", "Reach", "Stop", "Stretch", "access", "assumptions", "changes",
    "chosen", "destinations", "lines", "networks", "read_lines", "stretches",
]  # fmt: skip
