"""Turns raw data files into the packaged tables; each file is one command, see docs/data.en.md."""
