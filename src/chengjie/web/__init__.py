"""The web door: one Django app."""
