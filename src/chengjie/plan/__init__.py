"""What a text says: reading a plan into a document tree and claims, and testing the plan against itself (§4)."""

from chengjie.plan.claims import Citation, Claim, Entry, Measure, Reading, System, Target, Thing, claim_id
from chengjie.plan.document import Document
from chengjie.plan.lint import Finding, lint
from chengjie.plan.read import read, read_many

__all__ = [
    "Citation",
    "Claim",
    "Document",
    "Entry",
    "Finding",
    "Measure",
    "Reading",
    "System",
    "Target",
    "Thing",
    "claim_id",
    "lint",
    "read",
    "read_many",
]
