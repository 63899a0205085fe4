"""The pages, one small file for each group."""
