"""Rows of the site, a file for each kind of work."""
