"""Money: sharing by agreement, support by scheme, promises kept; exact, explained, in a ledger that only grows (结算)."""

from chengjie.settlement.agreement import Agreement, read_agreement
from chengjie.settlement.award import Award, Decided
from chengjie.settlement.blank_forms import Form, blank, form, forms
from chengjie.settlement.claims import Claim, Term, columns, read_claims, read_terms, template
from chengjie.settlement.deciding import entitle
from chengjie.settlement.facts import Fact, facts_template, read_facts
from chengjie.settlement.ledger import Entry, Ledger, close, post, verify
from chengjie.settlement.promises import Promise, overview, read_promises, standing
from chengjie.settlement.shortfall import divide
from chengjie.settlement.statement import Statement, StatementLine, settle
from chengjie.settlement.support import Scheme, scheme, schemes

__all__ = [
    "Agreement", "Award", "Claim", "Decided", "Entry", "Fact", "Form", "Ledger", "Promise", "Scheme", "Statement", "StatementLine",
    "Term", "blank", "close", "columns", "divide", "entitle", "facts_template", "form", "forms", "overview", "post", "read_agreement", "read_claims",
    "read_facts", "read_promises", "read_terms", "scheme", "schemes", "settle", "standing", "template", "verify",
]  # fmt: skip
