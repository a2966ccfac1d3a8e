"""The statistics against examples worked by hand, against public libraries, and against a truth that was simulated."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pingouin
import pytest
from scipy import stats

from outreach.forms import draw
from outreach.library import Library
from outreach.results import items, simulation
from outreach.results.answers import Batch, Marker, marked
from outreach.results.entries import of_slip
from outreach.results.learning import aims, gains, scores

# Five learners, three items. Rests of item "a" are the sums of the other two.
WORKED = pd.DataFrame({"a": [1, 1, 1, 0, 0], "b": [1, 1, 0, 1, 0], "c": [1, 0.5, 0, 0, 0]})


def test_an_example_worked_by_hand() -> None:
    """Item a: mean 3/5; rest (2, 1.5, 0, 1, 0), mean 0.9.

    Covariance with the rest: products of deviations 0.4·1.1 + 0.4·0.6 + 0.4·(−0.9) + (−0.6)·0.1 + (−0.6)·(−0.9) = 0.80,
    ÷ 4 = 0.20. Variances: 1.2 ÷ 4 = 0.3 and (1.21 + 0.36 + 0.81 + 0.01 + 0.81) ÷ 4 = 0.8.
    r = 0.2 ÷ √(0.3 · 0.8) = 0.40825. Both sorted the products are (−0.6)(−0.9) + (−0.6)(−0.9) + 0.4·0.1 + 0.4·0.6 +
    0.4·1.1 = 1.80, ÷ 4 = 0.45, so that the efficiency is 0.20 ÷ 0.45 = 44.4 %.
    """
    found = items.item_table(WORKED).loc["a"]
    assert found["n"] == 5
    assert found["facility"] == pytest.approx(60)
    assert found["deviation"] == pytest.approx(100 * np.sqrt(0.3))
    assert found["discrimination"] == pytest.approx(100 * 0.2 / np.sqrt(0.3 * 0.8))
    assert found["efficiency"] == pytest.approx(100 * 0.20 / 0.45)
    assert found["label"] == ""


def test_alpha_worked_by_hand() -> None:
    """Variances 0.3, 0.3, 0.2; totals (3, 2.5, 1, 1, 0) with variance 1.5: 3/2 · (1 − 0.8 ÷ 1.5) = 0.7."""
    assert items.alpha(WORKED).estimate == pytest.approx(0.7)


def test_a_gain_worked_by_hand() -> None:
    """From a mean of 0.4 to one of 0.7: half of the 0.6 that were left."""
    found = items.gain_interval(np.array([0.2, 0.6]), np.array([0.6, 0.8]))
    assert found.estimate == pytest.approx(0.5)
    assert np.isnan(found.low)


def test_wilson_as_published() -> None:
    """Newcombe (1998), Statistics in Medicine 17, 857: 81 of 263 is 0.2553 to 0.3662, 0 of 20 is 0 to 0.1611."""
    some = np.r_[np.ones(81), np.zeros(182)]
    assert items.mean_interval(some) == pytest.approx((81 / 263, 0.2553, 0.3662), abs=5e-5)
    assert items.mean_interval(np.zeros(20)) == pytest.approx((0, 0, 0.1611), abs=5e-5)


@pytest.mark.parametrize(
    ("own", "rest"),
    [([1, 1, 1], [0, 1, 2]), ([0, 1, 1], [2, 2, 2])],
    ids=["everybody right", "all rests alike"],
)
def test_what_tells_nobody_apart_has_no_discrimination(own: list[float], rest: list[float]) -> None:
    assert np.isnan(items.discrimination(np.array(own, float), np.array(rest, float)).estimate)
    assert np.isnan(items.efficiency(np.array(own, float), np.array(rest, float)))


def test_nothing_is_said_in_a_word_of_a_small_room() -> None:
    strong = pd.DataFrame({"a": [0, 0, 1, 1] * 7, "b": [0, 0, 1, 1] * 7, "c": [0, 1, 0, 1] * 7})
    assert set(items.item_table(strong)["label"]) == {""}
    assert items.item_table(pd.concat([strong] * 4, ignore_index=True)).loc["a", "label"] == "good"


def test_agrees_with_public_libraries_on_a_large_room(big: Batch) -> None:
    found = scores(big, "before")
    table = items.item_table(found)
    for name in found.columns:
        rest = found.drop(columns=name).sum(axis=1)
        theirs = stats.pearsonr(found[name].astype(float), rest.astype(float))
        bounds = theirs.confidence_interval(0.95)
        ours = table.loc[name, ["discrimination", "discrimination_low", "discrimination_high"]]
        assert list(ours) == pytest.approx([100 * r for r in (theirs.statistic, bounds.low, bounds.high)], abs=1e-3)
    estimate, bounds = pingouin.cronbach_alpha(found.astype(float))
    ours = items.alpha(found)
    assert ours.estimate == pytest.approx(estimate, abs=1e-6)
    assert (ours.low, ours.high) == pytest.approx(tuple(bounds), abs=1e-3)


def test_the_simulated_truth_is_found_again(libraries: Mapping[str, Library], big: Batch) -> None:
    """Facilities lie where the known difficulties put them; the better an item tells apart, the more it is said to."""
    library = libraries["zh"]
    known = simulation.truth(library, draw(library, MODULE, "site").a, ROOM.gain, ROOM.seed)
    table = items.item_table(scores(big, "before"))
    people = np.random.default_rng(7).normal(0, 1, 200_000)
    expected = 100 * known.chance(people).mean(axis=0)
    for name, share in zip(known.items, expected, strict=True):
        assert table.loc[name, "facility"] == pytest.approx(share, abs=2.5)
    inside = [
        table.loc[name, "facility_low"] - 1 <= share <= table.loc[name, "facility_high"] + 1
        for name, share in zip(known.items, expected, strict=True)
    ]
    assert all(inside)
    order = stats.spearmanr(known.discrimination * (1 - known.guess), table.loc[list(known.items), "discrimination"])
    assert order.statistic > 0.5


def test_the_gain_that_was_simulated_lies_in_its_interval(libraries: Mapping[str, Library], big: Batch) -> None:
    library = libraries["zh"]
    drawn = draw(library, MODULE, "site")
    people = np.random.default_rng(8).normal(0, 1, 200_000)
    before = simulation.truth(library, drawn.a, ROOM.gain, ROOM.seed).chance(people).mean()
    after = simulation.truth(library, drawn.b, ROOM.gain, ROOM.seed).chance(people + ROOM.gain).mean()
    row = gains(big, aims(library, MODULE)).iloc[0]
    assert row["gain_low"] <= (after - before) / (1 - before) <= row["gain_high"]
    assert row["gain_high"] - row["gain_low"] < 0.06


def test_the_two_ways_to_an_interval_of_a_gain_agree() -> None:
    dice = np.random.default_rng(3)
    before = dice.binomial(12, 0.5, 2000) / 12
    after = np.clip(before + dice.normal(0.2, 0.1, 2000), 0, 1)
    bootstrap = items.gain_interval(before, after)
    delta = items.gain_interval(np.r_[before, before[:1]], np.r_[after, after[:1]])
    assert delta == pytest.approx(bootstrap, abs=0.004)


MODULE = "ppe-protocol"
ROOM = simulation.Room(3000, ("一组", "二组"), seed=11)


@pytest.fixture(scope="module")
def big(libraries: Mapping[str, Library]) -> Batch:
    room = simulation.simulate(libraries["zh"], MODULE, ROOM)
    found = (of_slip(slip, "room.jsonl", line, group) for line, (group, slip) in enumerate(room, 1))
    return marked(found, Marker(libraries))
