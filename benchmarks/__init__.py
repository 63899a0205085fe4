"""Measurements of the product, each run as `python -m benchmarks.<name>`."""
