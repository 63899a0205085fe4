"""Layered folders of tables and definitions: finding, reading, merging, sources (§3)."""

from chengjie.package.checking import check
from chengjie.package.layers import Layer, packaged
from chengjie.package.nested import checked
from chengjie.package.opening import open_package
from chengjie.package.package import Package
from chengjie.package.publishing import publish
from chengjie.package.rows import Definition, Origin, Row

__all__ = ["Definition", "Layer", "Origin", "Package", "Row", "check", "checked", "open_package", "packaged", "publish"]
