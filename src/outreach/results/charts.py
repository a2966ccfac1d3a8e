"""Charts of what was learned, as SVG that needs no font: one hue and grey, direct labels, n and interval beside them.

Knows numbers and words, no content. Equal for equal arguments.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from math import isnan
from pathlib import Path

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

ACT, GREY, INK, HAIR = "#0b6868", "#9aa3ad", "#1b2430", "#d8dde3"
WIDTH = 7.0
"""Inches; a chart is as wide as the column."""
_FONTS = Path(__file__).parents[1] / "fonts"


@dataclass(frozen=True)
class Pair:
    """One line of a chart of before and after: shares (0 to 1), NaN where nobody sat; how many sat."""

    label: str
    before: float
    after: float
    n_before: int
    n_after: int


@dataclass(frozen=True)
class Bar:
    """One bar: a share (0 to 1) with its interval, and how many it rests on."""

    label: str
    share: float
    low: float
    high: float
    n: int


def before_and_after(pairs: Sequence[Pair], before: str, after: str, percent: str) -> str:
    """A grey dot before and a coloured one after, on a line for each, from 0 to 100 percent."""
    figure, axes, places = _axes([pair.label for pair in pairs])
    for place, pair in zip(places, pairs, strict=True):
        axes.plot([pair.before, pair.after], [place, place], color=HAIR, linewidth=3, zorder=1)
        axes.scatter([pair.before], [place], s=44, color="white", edgecolor=INK, linewidth=1.4, zorder=3)
        axes.scatter([pair.after], [place], s=52, color=ACT, zorder=3)
        for value, align in ((pair.before, -1), (pair.after, 1)):
            if not isnan(value):
                side = -align if pair.after < pair.before else align
                axes.annotate(
                    f"{value:.0%}",
                    (value, place),
                    (9 * side, 0),
                    textcoords="offset points",
                    ha="left" if side > 0 else "right",
                    va="center",
                    color=ACT if align > 0 else INK,
                    fontsize=9.5,
                    fontweight="bold" if align > 0 else "normal",
                )
    labels = [f"{pair.label}\n{pair.n_before} → {pair.n_after}" for pair in pairs]
    _ruled(axes, places, labels, f"○ {before}    ● {after}    {percent}")
    return _svg(figure, "before-and-after")


def bars(found: Sequence[Bar], percent: str, name: str) -> str:
    """Bars from 0 to 100 percent, each with its interval as a thin line and its n."""
    figure, axes, places = _axes([bar.label for bar in found])
    for place, bar in zip(places, found, strict=True):
        axes.barh(place, bar.share, height=0.24, color=ACT)
        if not isnan(bar.low):
            axes.plot([bar.low, bar.high], [place, place], color=INK, linewidth=1.6, solid_capstyle="butt")
        edge = max(bar.share, 0 if isnan(bar.high) else bar.high)
        axes.annotate(
            f"{bar.share:.0%}", (edge, place), (6, 0), textcoords="offset points", va="center", color=INK, fontsize=9.5
        )
    _ruled(axes, places, [f"{bar.label}\nn = {bar.n}" for bar in found], percent)
    return _svg(figure, name)


@cache
def _family() -> str:
    for path in sorted(_FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(path)
    return font_manager.FontProperties(fname=_FONTS / "OutreachSansSC-Regular.ttf").get_name()


def _axes(labels: Sequence[str]) -> tuple[Figure, Axes, list[float]]:
    """Axes measured in inches downwards, and where the row of each label lies: it has room for the count below it."""
    heights = [0.15 + 0.155 * (label.count("\n") + 2) for label in labels]
    edges = [0.0, *accumulate(heights)]
    with mpl.rc_context({"font.family": _family(), "font.size": 10}):
        figure = Figure(figsize=(WIDTH, 0.7 + edges[-1]), layout="constrained")
        axes = figure.subplots()
    axes.set_xlim(0, 1.09)
    axes.set_ylim(edges[-1], 0)
    return figure, axes, [(one + other) / 2 for one, other in pairwise(edges)]


def _ruled(axes: Axes, places: Sequence[float], labels: Sequence[str], below: str) -> None:
    family = _family()
    axes.set_yticks(places, labels, fontsize=9.5, color=INK, fontfamily=family)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100"], color=INK, fontfamily=family)
    axes.set_xlabel(below, color=INK, fontfamily=family)
    axes.grid(axis="x", color=HAIR, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    for text in axes.texts:
        text.set_fontfamily(family)


def _svg(figure: Figure, name: str) -> str:
    """SVG with its letters drawn and no style attributes, which a strict page would not obey."""
    made = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": name, "font.family": _family()}):
        figure.savefig(made, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = made.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<style.*?</style>|<metadata>.*?</metadata>|<!--.*?-->|<defs>\s*</defs>", "", text, flags=re.DOTALL)
    return re.sub(r'style="([^"]*)"', lambda found: _attributes(found[1]), text).strip()


def _attributes(style: str) -> str:
    pairs = [part.split(":", 1) for part in style.split(";") if ":" in part]
    return " ".join(f'{name.strip()}="{value.strip()}"' for name, value in pairs)
