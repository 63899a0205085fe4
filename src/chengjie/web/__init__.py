"""The web door: one Django app. `pages/` answer browsers, `api/` programs, `records/` are its rows; whatever both doors do with them stands here, a file a kind of work."""
