"""Where weights come from: stated, equal, or drawn from the figures by entropy, CRITIC or principal components (赋权)."""

from __future__ import annotations

import numpy as np

from chengjie.errors import Refusal
from chengjie.index import judging
from chengjie.index.definition import Group, IndexDefinition, Indicator
from chengjie.index.sheet import Numbers
from chengjie.index.steps import Weighing

FROM_FIGURES = ("entropy", "critic", "pca")


def weights(definition: IndexDefinition, group: Group, columns: dict[str, Numbers]) -> Numbers:
    """The weights of what is weighed under a group, in its order; bonus points are not weighed.

    Weights from figures use the units of which every figure under the group is known. Refuses `index-weighing-too-few`,
    `index-weighing-negative`, `index-weighing-flat` and what people's judgements are refused for.
    """
    nodes = weighed(definition, group)
    how = group.weigh or definition.weigh
    if how.method == "given":
        return np.array([node.weight or 0.0 for node in nodes])
    if how.method == "equal" or len(nodes) == 1:
        return np.ones(len(nodes))
    if how.method in {"ahp", "budget", "best-worst"}:
        return judging.weights(how, [node.code for node in nodes], group.code)
    return from_figures(how, group.code, nodes, columns)


def weighed(definition: IndexDefinition, group: Group) -> list[Indicator | Group]:
    """What is weighed under a group, in its order."""
    return [node for node in definition.children(group.code) if not node.bonus]


def from_figures(how: Weighing, name: str, nodes: list[Indicator | Group], columns: dict[str, Numbers]) -> Numbers:
    """Weights that sum to 1 out of the spread and ties of the columns."""
    data = np.column_stack([columns[node.code] for node in nodes])
    data = data[~np.isnan(data).any(axis=1)]
    if len(data) < 3:
        raise Refusal.of("index-weighing-too-few", name=name, count=len(data))
    if (np.ptp(data, axis=0) == 0).any():
        raise Refusal.of("index-weighing-flat", name=name)
    if how.method == "entropy":
        if (data < 0).any():
            raise Refusal.of("index-weighing-negative", name=name)
        return entropy(data)
    return critic(data) if how.method == "critic" else principal(data)


def entropy(data: Numbers) -> Numbers:
    """The more unevenly an indicator is spread over units, the more it weighs (熵权法).

    >>> import numpy as np
    >>> entropy(np.array([[1.0, 1.0], [1.0, 3.0]])).round(6).tolist()
    [0.0, 1.0]
    """
    portions = data / data.sum(axis=0)
    logs = np.log(portions, out=np.zeros_like(portions), where=portions > 0)
    spread = np.maximum(1 + (portions * logs).sum(axis=0) / np.log(len(data)), 0.0)
    return np.asarray(spread / spread.sum())


def critic(data: Numbers) -> Numbers:
    """What spreads widely and says what others do not weighs more (CRITIC): deviation times the sum of 1 - correlation."""
    scaled = (data - data.min(axis=0)) / np.ptp(data, axis=0)
    told = scaled.std(axis=0, ddof=1) * (1 - np.corrcoef(scaled.T)).sum(axis=0)
    return np.asarray(told / told.sum())


def principal(data: Numbers) -> Numbers:
    """Squared loadings of the rotated components with eigenvalues above 1 (主成分): an indicator weighs by the loading on its own
    component, a component by the variance that it explains."""
    values, vectors = np.linalg.eigh(np.corrcoef(data.T))
    order = np.argsort(values)[::-1]
    values, vectors = values[order], vectors[:, order]
    kept = max(int((values > 1).sum()), 1)
    loadings = varimax(vectors[:, :kept] * np.sqrt(values[:kept]))
    squared = loadings**2
    explained = squared.sum(axis=0)
    own = squared.argmax(axis=1)
    found = squared[np.arange(len(own)), own] / explained[own] * (explained[own] / explained.sum())
    return np.asarray(found / found.sum())


def varimax(loadings: Numbers, *, rounds: int = 200, enough: float = 1e-12) -> Numbers:
    """Loadings turned so that each indicator leans on few components; what they explain together stays."""
    size, count = loadings.shape
    turn, last = np.eye(count), 0.0
    for _ in range(rounds if count > 1 else 0):
        turned = loadings @ turn
        left, strength, right = np.linalg.svd(loadings.T @ (turned**3 - turned * (turned**2).sum(axis=0) / size))
        turn = left @ right
        if strength.sum() - last < enough * max(last, 1.0):
            break
        last = float(strength.sum())
    return np.asarray(loadings @ turn)
