"""Every refusal: a code, where it happened, and parameters. The sentence is made at the door.

A refusal never holds a sentence. `chengjie.report.refusal` turns a code into Chinese and English with its remedy,
from `report/refusals.csv`; a test keeps the two in step.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

Parameter = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a fault: file, sheet, row, column or line, page; what does not apply is None.

    >>> str(Where(file="places.csv", row=3, column="code"))
    'places.csv · row 3 · code'
    """

    file: str | None = None
    sheet: str | None = None
    page: int | None = None
    line: int | None = None
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        named = (("sheet", self.sheet), ("page", self.page), ("line", self.line), ("row", self.row))
        parts = [self.file, *(f"{name} {value}" for name, value in named if value is not None), self.column]
        return " · ".join(part for part in parts if part)


NOWHERE = Where()


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: its code, its place, and what the sentence needs to name."""

    code: str
    where: Where = NOWHERE
    parameters: dict[str, Parameter] = field(default_factory=dict)

    def __str__(self) -> str:
        named = ", ".join(f"{key}={value!r}" for key, value in self.parameters.items())
        place = str(self.where)
        return f"{self.code}({named})" + (f" at {place}" if place else "")


class Refusal(Exception):  # noqa: N818  # the trade's word: an input is refused, the program did not err
    """Input that is not accepted, with all its faults at once (拒绝).

    >>> Refusal.of("plan-empty", file="a.txt").faults[0].code
    'plan-empty'
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        if not self.faults:
            raise ValueError("a refusal names at least one fault")
        super().__init__("; ".join(map(str, self.faults)))

    @classmethod
    def of(
        cls,
        code: str,
        *,
        where: Where = NOWHERE,
        file: str | None = None,
        **parameters: Parameter,
    ) -> Refusal:
        """A refusal with one fault; `file` is short for `where=Where(file=…)`."""
        return cls([Fault(code, Where(file=file) if file is not None else where, parameters)])
