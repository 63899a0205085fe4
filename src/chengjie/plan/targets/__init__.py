"""Every quantitative statement of a plan, from its tables and its prose (指标断言)."""

from chengjie.plan.targets.reading import targets

__all__ = ["targets"]
