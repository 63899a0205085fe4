"""A table into a register (导入): a preview that writes nothing, then all of it or nothing of it, and back again whole."""

from chengjie.web.imports.judging import MOST_FAULTS, Told
from chengjie.web.imports.settling import accept, bring, brought, change, drop, undo
from chengjie.web.imports.writing import write_records

__all__ = ["MOST_FAULTS", "Told", "accept", "bring", "brought", "change", "drop", "undo", "write_records"]
