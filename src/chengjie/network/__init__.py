"""Chains, corridors, access, ties: who reaches whom, who supplies whom, who is bound to whom (网络)."""

from chengjie.network.access import Change, Reach, Stretch, access, changes, destinations, networks, position, stretches
from chengjie.network.assumptions import Assumption, Assumptions, assumptions
from chengjie.network.chains import Chain, Link, chain, chains
from chengjie.network.checking import check
from chengjie.network.corridor import Corridor, Load, corridor, read_freight
from chengjie.network.firms import Firm, Register, read_firms
from chengjie.network.flows import FlowTable, read_flows
from chengjie.network.lines import Line, Stop, chosen, lines, own_line, read_lines
from chengjie.network.linkages import Coefficients, Delivery, coefficients
from chengjie.network.local import Held, Near, links_of, next_industries
from chengjie.network.relatedness import Complexity, Portfolio, read_portfolio
from chengjie.network.standing import Seat, Standing, standings
from chengjie.network.targets import Close, Host, Target, closeness, targets
from chengjie.network.ties import Bond, tied, ties

__all__ = [
    "Assumption",
    "Assumptions",
    "Bond",
    "Chain",
    "Change",
    "Close",
    "Coefficients",
    "Complexity",
    "Corridor",
    "Delivery",
    "Firm",
    "FlowTable",
    "Held",
    "Host",
    "Line",
    "Link",
    "Load",
    "Near",
    "Portfolio",
    "Reach",
    "Register",
    "Seat",
    "Standing",
    "Stop",
    "Stretch",
    "Target",
    "access",
    "assumptions",
    "chain",
    "chains",
    "changes",
    "check",
    "chosen",
    "closeness",
    "coefficients",
    "corridor",
    "destinations",
    "lines",
    "links_of",
    "networks",
    "next_industries",
    "own_line",
    "position",
    "read_firms",
    "read_flows",
    "read_freight",
    "read_lines",
    "read_portfolio",
    "standings",
    "stretches",
    "targets",
    "tied",
    "ties",
]  # fmt: skip
