"""The names of methods in both languages, for tables, trails and pages."""

from __future__ import annotations

from chengjie.values import Text

WORDS = {
    "none": Text("不作", "none"), "mean": Text("均值", "mean"), "median": Text("中位数", "median"), "regression": Text("回归", "regression"),
    "em": Text("期望最大化", "expectation–maximisation"), "carry": Text("沿用上期", "last figure carried"),
    "winsorise": Text("缩尾", "winsorising"), "log": Text("取对数", "logarithm"), "log-shifted": Text("平移取对数", "shifted logarithm"),
    "log-gii": Text("拉伸取对数", "stretched logarithm"), "box-cox": Text("Box–Cox 变换", "Box–Cox transformation"),
    "min-max": Text("最小最大", "min–max"), "z-score": Text("标准分", "z-score"), "rank": Text("名次", "rank"), "percentile-rank": Text("百分位名次", "percentile rank"),
    "borda": Text("博尔达分", "Borda points"), "distance-to-maximum": Text("到最好值的距离", "distance to the best"),
    "distance-to-reference": Text("到参照单位的距离", "distance to a reference"), "distance-to-target": Text("到目标的距离", "distance to the target"),
    "fraction-of-maximum": Text("占最大值", "fraction of the maximum"), "goalposts": Text("最差–最好区间", "goalposts"), "ratio": Text("与基准值之比", "ratio to the benchmark"),
    "piecewise": Text("分段线性", "piecewise"), "bands": Text("分档", "bands"), "steps": Text("按步加减分", "points by steps"), "as-is": Text("原值", "as given"),
    "above-mean": Text("高于或低于均值", "above or below the mean"), "quantile-bands": Text("按分位分档", "bands by share of the units"),
    "cyclical": Text("循环偏离", "cyclical"), "balance-of-opinions": Text("意见差额", "balance of opinions"),
    "yearly-difference": Text("逐年变化", "yearly difference"),
    "given": Text("给定", "given"), "equal": Text("等权", "equal"), "entropy": Text("熵权", "entropy"), "critic": Text("CRITIC", "CRITIC"),
    "pca": Text("主成分", "principal components"), "ahp": Text("层次分析", "pairwise comparison (AHP)"), "budget": Text("预算分配", "budget allocation"),
    "best-worst": Text("最优最劣", "best–worst"),
    "arithmetic": Text("加权算术平均", "weighted arithmetic mean"), "geometric": Text("加权几何平均", "weighted geometric mean"),
    "harmonic": Text("加权调和平均", "weighted harmonic mean"), "sum": Text("加权求和", "weighted sum"), "minimum": Text("取最低", "the lowest"),
    "shortfall": Text("与参照相比的缺口", "shortfall from a reference"),
    "copeland": Text("两两对决", "duels (Copeland)"), "kemeny": Text("最大一致序", "order that agrees most (Kemeny)"),
    "benefit-of-the-doubt": Text("数据包络", "benefit of the doubt"), "unknown": Text("缺一即未知", "unknown where one is"), "known": Text("按已知的算", "by what is known"),
    "impute": Text("填补", "imputation"), "treat": Text("离群值", "outliers"), "normalise": Text("标准化", "normalisation"),
    "aggregate": Text("合成", "aggregation"), "leave-out": Text("去掉一个指标", "leaving one indicator out"), "weights": Text("权重", "weights"),
    "weigh": Text("赋权", "weighing"), "asks": Text("未定之处由使用人承担", "open points taken upon the reader"), "weights_total": Text("合计不限", "any total"),
}  # fmt: skip


def treated(said: str) -> Text:
    """What was done to outliers, as the steps write it down.

    >>> treated("winsorised 2, still skewed").zh
    '缩尾 2 次，仍偏斜'
    """
    done, _, rest = said.partition(", ")
    count = done.removeprefix("winsorised ")
    known = {
        "logged": Text("取对数", "logarithm taken"),
        "box-cox": WORDS["box-cox"],
        "still skewed": Text("仍偏斜", "still skewed"),
    }
    first = (
        Text(f"缩尾 {count} 次", f"winsorised {count} times") if count != done else known.get(done, Text(done, done))
    )
    return Text(f"{first.zh}，仍偏斜", f"{first.en}, still skewed") if rest else first


def word(method: str) -> Text:
    """What a method is called; its own id where it has no name.

    >>> word("min-max").zh
    '最小最大'
    """
    return WORDS.get(method, Text(method, method))
