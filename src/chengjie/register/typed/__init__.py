"""Typed registers (登记): what a record holds, who may see it, and how a table of them is read, all from `registers/*.yaml`."""

from chengjie.register.typed.credit_code import check_digit, is_credit_code
from chengjie.register.typed.definition import Field, Register
from chengjie.register.typed.library import register, registers
from chengjie.register.typed.reading import JOINT, Read, ReadRow, read_row, read_rows
from chengjie.register.typed.seeing import Viewer, how, part
from chengjie.register.typed.written import Value, written

__all__ = [
    "JOINT", "Field", "Read", "ReadRow", "Register", "Value", "Viewer", "check_digit", "how", "is_credit_code", "part", "read_row", "read_rows",
    "register", "registers", "written",
]  # fmt: skip
