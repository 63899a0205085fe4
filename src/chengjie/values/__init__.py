"""The small frozen values that every room shares: what a figure, a place, a time and a source are."""

from chengjie.values.period import Period
from chengjie.values.place import Place
from chengjie.values.quantity import Quantity
from chengjie.values.source import Source
from chengjie.values.table import Column, Table
from chengjie.values.text import Text
from chengjie.values.trail import Trail

__all__ = ["Column", "Period", "Place", "Quantity", "Source", "Table", "Text", "Trail"]
