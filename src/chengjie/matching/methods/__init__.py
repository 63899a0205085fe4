"""Ways to rank alternatives over several criteria (多准则方法): each a file with a bare function and a checked wrapper."""

from chengjie.matching.methods.choosing import METHODS, NORMALISATIONS, scores, solve
from chengjie.matching.methods.ordering import best, order, ranks
from chengjie.matching.methods.profiles import rankings
from chengjie.matching.methods.scored import Matrix, Scored, Vector
from chengjie.matching.methods.weighing import WEIGHINGS, weigh

__all__ = [
    "METHODS", "NORMALISATIONS", "WEIGHINGS", "Matrix", "Scored", "Vector", "best", "order", "rankings", "ranks", "scores",
    "solve", "weigh", ]  # fmt: skip
