"""承接 Chengjie: runs a regional industrial-transfer programme from the text of its plan."""

__version__ = "0.1.0"
