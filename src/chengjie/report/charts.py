"""Charts as SVG by Vega-Altair: the same picture on a page, in print and in Word; no scripts (图表)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure of a year, in one of the series baseline, target, path, seen."""

    year: int
    value: float
    series: str


_TONES = {"path": "#8a94a6", "target": "#b3261e", "baseline": "#5f6368", "seen": "#0b57d0"}


@lru_cache(maxsize=256)
def progress(dots: tuple[Dot, ...], names: tuple[tuple[str, str], ...], unit: str, *, width: int = 520) -> str:
    """Baseline, path, targets and what was seen, by year. `names` gives each series its name in the reader's language."""
    import altair as alt  # slow to import, and only a page with a chart needs it
    import vl_convert

    called = dict(names)
    rows = [{"year": dot.year, "value": dot.value, "series": called[dot.series]} for dot in dots]
    shown = [name for name in _TONES if any(dot.series == name for dot in dots)]
    scale = alt.Scale(domain=[called[name] for name in shown], range=[_TONES[name] for name in shown])
    lines = alt.Chart({"values": [row for row in rows if row["series"] == called["path"]]}).mark_line(strokeDash=[4, 3])
    points = alt.Chart({"values": [row for row in rows if row["series"] != called["path"]]}).mark_point(
        filled=True, size=80
    )
    axes = {
        "x": alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
        "y": alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False)),
        "color": alt.Color("series:N", scale=scale, title=None, legend=alt.Legend(orient="top")),
    }
    shaped = points.encode(**axes, shape=alt.Shape("series:N", scale=alt.Scale(domain=scale.domain), legend=None))
    chart = (
        (lines.encode(**axes) + shaped)
        .properties(width=width, height=220)
        .configure_view(stroke=None)
        .configure(background="transparent", font="sans-serif")
    )
    return _bare(vl_convert.vegalite_to_svg(chart.to_dict()))


def _bare(svg: str) -> str:
    return svg[svg.index("<svg") :]


def years(dots: Sequence[Dot]) -> tuple[int, ...]:
    """The years that a chart spans."""
    return tuple(sorted({dot.year for dot in dots}))
