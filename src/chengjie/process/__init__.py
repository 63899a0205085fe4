"""Work that goes from desk to desk (流程): definitions as data, cases as entries that only grow, clocks, and the proof of the record."""

from chengjie.process.acting import SYSTEM, act, answers, doubts, possible, refusals
from chengjie.process.clocks import Reading, Reminder, lapses, readings, reminders
from chengjie.process.definition import WITHDRAWN, Definition
from chengjie.process.entry import CHINA, Act, By, Entry, data_of, entry_of
from chengjie.process.law import Law, Limit, Role, law
from chengjie.process.migrating import Moved, migrate
from chengjie.process.people import Actor, Grant, Subject, covers, sees
from chengjie.process.replaying import Definitions, advance, replay
from chengjie.process.rights import visible
from chengjie.process.state import State
from chengjie.process.workdays import Calendar, UnknownYearError, calendar

__all__ = [
    "CHINA", "SYSTEM", "WITHDRAWN", "Act", "Actor", "By", "Calendar", "Definition", "Definitions", "Entry", "Grant", "Law", "Limit",
    "Moved", "Reading", "Reminder", "Role", "State", "Subject", "UnknownYearError", "act", "advance", "answers", "calendar", "covers",
    "data_of", "doubts", "entry_of", "lapses", "law", "migrate", "possible", "readings", "refusals", "reminders", "replay", "sees", "visible",
]  # fmt: skip
