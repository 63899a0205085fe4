"""From a file to the tree of its text: one way in for every format."""

from chengjie.plan.reading.opening import read_document

__all__ = ["read_document"]
