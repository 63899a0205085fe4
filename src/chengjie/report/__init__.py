"""How a table becomes a page, a sheet, a picture or a sentence (报告)."""
