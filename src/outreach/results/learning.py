"""What was learned: before and after by group and objective, what is still believed, who has not mastered what.

Knows the tables of answers and what each item is for; no files and no page.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from outreach.library import Library
from outreach.results import items
from outreach.results.answers import Batch

EVERY = ""
"""Stands for all groups, and for all objectives."""
SURE = 3
"""How sure one says to be who is very sure."""
GAIN = [
    "group", "objective", "n_before", "before", "n_after", "after", "pairs", "gain", "gain_low", "gain_high",
]  # fmt: skip


def aims(library: Library, module: str) -> pd.DataFrame:
    """What each item of a module is for: its objective, and whether safety hangs on it (index: the item)."""
    rows = [(item.id, item.objective, item.safety_critical) for item in library.bank(module)]
    return pd.DataFrame(rows, columns=["item", "objective", "safety_critical"]).set_index("item")


def of_module(batch: Batch, module: str) -> Batch:
    """The sittings and answers of one module."""
    sittings = batch.sittings[batch.sittings["module"] == module]
    answers = batch.answers[batch.answers["sitting"].isin(sittings.index)]
    return Batch(sittings, answers, batch.reports, batch.read)


def scores(batch: Batch, test: str = "", form: str = "") -> pd.DataFrame:
    """Shares of the points: a row a sitting, a column an item that was asked in one of them."""
    sittings = batch.sittings
    if test:
        sittings = sittings[sittings["test"] == test]
    if form:
        sittings = sittings[sittings["form"] == form]
    answers = batch.answers[batch.answers["sitting"].isin(sittings.index)]
    asked = answers["item"].cat.remove_unused_categories()
    places = pd.Index(sittings.index).get_indexer(answers["sitting"])
    found = np.full((len(sittings), len(asked.cat.categories)), np.nan, np.float32)
    found[places, asked.cat.codes] = answers["share"]
    return pd.DataFrame(found, index=sittings.index, columns=list(asked.cat.categories))


def gains(batch: Batch, aimed: pd.DataFrame) -> pd.DataFrame:
    """Before and after, by group and objective; `""` is all of them.

    `before` and `after` are mean shares of the points of all who sat; `gain` is the average normalised gain of the
    `pairs` who sat both, with its 95 % interval.
    """
    means = _means(batch, aimed)
    groups = [EVERY, *sorted(set(means["group"]) - {EVERY})]
    rows = []
    for objective in [EVERY, *(name for name in dict.fromkeys(aimed["objective"]) if name in set(means["objective"]))]:
        of_objective = means[means["objective"] == objective]
        for group in groups:
            found = of_objective if group == EVERY else of_objective[of_objective["group"] == group]
            if len(found):
                rows.append((group, objective, *_gain(found)))
    return pd.DataFrame(rows, columns=GAIN)


def _means(batch: Batch, aimed: pd.DataFrame) -> pd.DataFrame:
    """The mean share of each sitting, on each objective and on all."""
    answers = batch.answers[["sitting", "share"]].assign(
        objective=batch.answers["item"].astype(str).map(aimed["objective"])
    )
    by_objective = answers.groupby(["sitting", "objective"], observed=True)["share"].mean().reset_index()
    every = answers.groupby("sitting")["share"].mean().reset_index().assign(objective=EVERY)
    found = pd.concat([every, by_objective], ignore_index=True)
    whose = batch.sittings[["person", "group", "test"]].astype(str)
    return found.join(whose, on="sitting")


def _gain(found: pd.DataFrame) -> tuple[float, ...]:
    before = found.loc[found["test"] == "before"].set_index(["group", "person"])["share"]
    after = found.loc[found["test"] == "after"].set_index(["group", "person"])["share"]
    both = before.index.intersection(after.index)
    gain = items.gain_interval(before[both].to_numpy(np.float64), after[both].to_numpy(np.float64))
    means = [float(one.mean()) if len(one) else np.nan for one in (before, after)]
    return len(before), means[0], len(after), means[1], len(both), *gain


def chosen(batch: Batch, test: str) -> pd.DataFrame:
    """What was answered: a row an item and response, with its outcome, how often, and the share of those asked."""
    sittings = batch.sittings.index[batch.sittings["test"] == test]
    answers = batch.answers[batch.answers["sitting"].isin(sittings)]
    found = answers.groupby(["item", "response", "outcome"], observed=True).size().rename("count").reset_index()
    found["share"] = found["count"] / found.groupby("item", observed=True)["count"].transform("sum")
    found["item"] = found["item"].astype(str)
    return found.sort_values(["item", "count", "response"], ascending=[True, False, True]).reset_index(drop=True)


def confidently_wrong(batch: Batch) -> pd.DataFrame:
    """Items that were answered wrongly by people who were very sure: `sure` of them, `wrong`, and the share."""
    sure = batch.answers[batch.answers["sure"] == SURE]
    found = (
        sure.assign(wrong=sure["outcome"].isin(("wrong", "partly")))
        .groupby("item", observed=True)["wrong"]
        .agg(["size", "sum"])
        .rename(columns={"size": "sure", "sum": "wrong"})
    )
    found = found[found["wrong"] > 0].assign(share=lambda table: table["wrong"] / table["sure"])
    found.index = found.index.astype(str)
    return found.sort_values(["wrong", "share"], ascending=False)


def not_mastered(batch: Batch, aimed: pd.DataFrame) -> pd.DataFrame:
    """Who did not answer a safety-critical item rightly in the test after: a row a person and item."""
    after = batch.sittings[batch.sittings["test"] == "after"]
    critical = aimed.index[aimed["safety_critical"]]
    answers = batch.answers
    wrong = answers[
        answers["sitting"].isin(after.index) & answers["item"].isin(critical) & (answers["outcome"] != "right")
    ]
    found = wrong[["sitting", "item", "outcome"]].join(after[["group", "name", "person"]], on="sitting")
    found = found.assign(item=found["item"].astype(str), group=found["group"].astype(str))
    return found.sort_values(["group", "person", "item"])[["group", "name", "person", "item", "outcome"]].reset_index(
        drop=True
    )
