"""Item statistics as Moodle's quiz report defines them, and what was chosen instead. Knows numbers, no content.

Scores are shares of an item's points (0 to 1) in a matrix: a row a sitting, a column an item, NaN where an item was
not asked. Source of the definitions: Moodle documentation, "Quiz statistics calculations".
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

LABEL_AT = 30
"""Sittings from which a discrimination index is called weak or good; below, chance decides."""
CONFIDENCE = 0.95
Scores = NDArray[np.float64]


class Interval(NamedTuple):
    """An estimate between its bounds; NaN where there is none."""

    estimate: float
    low: float
    high: float


NONE = Interval(np.nan, np.nan, np.nan)


def item_table(scores: pd.DataFrame) -> pd.DataFrame:
    """The statistics of each item: a row an item (index: its id).

    `n` sittings that were asked it; `facility` in percent with `facility_low` and `facility_high`; `deviation` of the
    scores in percent; `discrimination` (100 × Pearson's r of the item with the rest of the test) with its bounds;
    `efficiency` (100 × covariance with the rest ÷ its maximum); `label` from 30 sittings on, "" below.
    """
    total = scores.sum(axis=1, skipna=True)
    rows = []
    for name in scores.columns:
        asked = scores[name].notna()
        own = scores.loc[asked, name].to_numpy(float)
        rest = (total[asked] - scores.loc[asked, name]).to_numpy(float)
        facility, found = mean_interval(own), discrimination(own, rest)
        rows.append(
            {
                "item": name,
                "n": int(asked.sum()),
                "facility": 100 * facility.estimate,
                "facility_low": 100 * facility.low,
                "facility_high": 100 * facility.high,
                "deviation": 100 * float(np.std(own, ddof=1)) if len(own) > 1 else np.nan,
                "discrimination": found.estimate,
                "discrimination_low": found.low,
                "discrimination_high": found.high,
                "efficiency": efficiency(own, rest),
                "label": label(found, len(own)),
            }
        )
    return pd.DataFrame(rows, columns=_COLUMNS).set_index("item")


_COLUMNS = [
    "item", "n", "facility", "facility_low", "facility_high", "deviation",
    "discrimination", "discrimination_low", "discrimination_high", "efficiency", "label",
]  # fmt: skip


def mean_interval(scores: Scores) -> Interval:
    """The mean of scores between 0 and 1: Wilson's interval for rights and wrongs, Student's where there are parts."""
    n = len(scores)
    if n == 0:
        return NONE
    mean = float(np.mean(scores))
    if np.isin(scores, (0, 1)).all():
        found = stats.binomtest(round(float(scores.sum())), n).proportion_ci(CONFIDENCE, method="wilson")
        return Interval(mean, float(found.low), float(found.high))
    if n == 1:
        return Interval(mean, np.nan, np.nan)
    half = float(stats.t.ppf((1 + CONFIDENCE) / 2, n - 1) * np.std(scores, ddof=1) / np.sqrt(n))
    return Interval(mean, max(0.0, mean - half), min(1.0, mean + half))


def discrimination(own: Scores, rest: Scores) -> Interval:
    """Moodle's discrimination index, in percent, with Fisher's interval (from 4 sittings on).

    NaN where everybody has the same score on the item, or on the rest.
    """
    if len(own) < 2 or np.ptp(own) == 0 or np.ptp(rest) == 0:
        return NONE
    if len(own) < 4:
        return Interval(100 * float(np.corrcoef(own, rest)[0, 1]), np.nan, np.nan)
    r = float(np.clip(np.corrcoef(own, rest)[0, 1], -1, 1))
    if abs(r) > 1 - 1e-12:
        return Interval(100 * r, 100 * r, 100 * r)
    half = float(stats.norm.ppf((1 + CONFIDENCE) / 2) / np.sqrt(len(own) - 3))
    return Interval(100 * r, 100 * float(np.tanh(np.arctanh(r) - half)), 100 * float(np.tanh(np.arctanh(r) + half)))


def efficiency(own: Scores, rest: Scores) -> float:
    """Moodle's discriminative efficiency, in percent: the covariance ÷ the largest that the same scores could have."""
    if len(own) < 2:
        return np.nan
    most = float(np.cov(np.sort(own), np.sort(rest))[0, 1])
    return 100 * float(np.cov(own, rest)[0, 1]) / most if most > 0 else np.nan


def label(found: Interval, n: int) -> str:
    """What a discrimination index means in one word, where there are enough sittings to say so; "" otherwise.

    `weak` and `good` only where the whole interval lies below 20 or above 30; `negative` where it lies below 0.
    """
    if n < LABEL_AT or np.isnan(found.low):
        return ""
    if found.high < 0:
        return "negative"
    if found.high < 20:
        return "weak"
    return "good" if found.low > 30 else "uncertain"


def alpha(scores: pd.DataFrame) -> Interval:
    """Cronbach's alpha of the sittings that were asked every item, with Feldt's interval; NaN where it makes no sense.

    It makes none with fewer than two items or sittings, or where all totals are equal.
    """
    whole = scores.dropna().to_numpy(float)
    n, items = whole.shape
    if n < 2 or items < 2:
        return NONE
    spread = float(np.var(whole.sum(axis=1), ddof=1))
    if spread == 0:
        return NONE
    found = items / (items - 1) * (1 - float(np.var(whole, axis=0, ddof=1).sum()) / spread)
    over, under = n - 1, (n - 1) * (items - 1)
    tail = (1 - CONFIDENCE) / 2
    low = 1 - (1 - found) * float(stats.f.ppf(1 - tail, over, under))
    high = 1 - (1 - found) * float(stats.f.ppf(tail, over, under))
    return Interval(found, low, high)


def gain_interval(before: Scores, after: Scores, seed: int = 0, resamples: int = 2000) -> Interval:
    """The average normalised gain of pairs, (after − before) ÷ (1 − before) of their means, with its interval.

    Up to 2,000 pairs by a percentile bootstrap that draws pairs together (from five on), above by the delta method.
    NaN where nothing was left to be gained. Source: Hake (1998), American Journal of Physics 66, 64.
    """
    n = len(before)
    if n == 0 or np.mean(before) >= 1:
        return NONE
    pre, post = float(np.mean(before)), float(np.mean(after))
    found = (post - pre) / (1 - pre)
    if n < 5:
        return Interval(found, np.nan, np.nan)
    if n > 2000:
        pull = (after - post) / (1 - pre) + (before - pre) * (post - 1) / (1 - pre) ** 2
        half = float(stats.norm.ppf((1 + CONFIDENCE) / 2) * np.std(pull, ddof=1) / np.sqrt(n))
        return Interval(found, found - half, found + half)
    drawn = np.random.default_rng(seed).integers(0, n, (resamples, n))
    first, second = before[drawn].mean(axis=1), after[drawn].mean(axis=1)
    some = first < 1
    gains = (second - first)[some] / (1 - first[some])
    low, high = np.quantile(gains, ((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2))
    return Interval(found, float(low), float(high))
