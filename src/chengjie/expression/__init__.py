"""The one small language of conditions and formulas: SQL scalar and aggregate expressions (§5)."""
