"""Who suits where, and why (匹配)."""
