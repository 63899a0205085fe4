"""Layered folders of tables and definitions: finding, reading, merging, sources (§3)."""
