"""Sharing money by agreement: exact shares, statements whose every line can be checked, and a ledger that only grows (结算)."""

from chengjie.settlement.agreement import Agreement, read_agreement
from chengjie.settlement.facts import Fact, read_facts
from chengjie.settlement.ledger import Entry, Ledger, close, post, verify
from chengjie.settlement.shortfall import divide
from chengjie.settlement.statement import Statement, StatementLine, settle

__all__ = [
    "Agreement",
    "Entry",
    "Fact",
    "Ledger",
    "Statement",
    "StatementLine",
    "close",
    "divide",
    "post",
    "read_agreement",
    "read_facts",
    "settle",
    "verify",
]
