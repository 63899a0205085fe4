"""What is measured: indicators, observations, and how far along a target is (指标)."""

from chengjie.indicator.definitions import Break, Indicator, breaks, indicators
from chengjie.indicator.goals import Goal, Milestone
from chengjie.indicator.judging import Judgement
from chengjie.indicator.observing import Observation, best, by_key, observations
from chengjie.indicator.progressing import Hole, Progress, progress
from chengjie.indicator.regional import Part, Seen
from chengjie.indicator.saying import because, standing

__all__ = [
    "Break", "Goal", "Hole", "Indicator", "Judgement", "Milestone", "Observation", "Part", "Progress", "Seen",
    "because", "best", "breaks", "by_key", "indicators", "observations", "progress", "standing",
]  # fmt: skip
